// The driver, its devices and contexts.
#include "fake.h"

#include <stdio.h>
#include <string.h>

static int initialized;
static int contexts, live_contexts;
static _Thread_local void *current;

int is_initialized(void) { return initialized; }
void *current_context(void) { return current; }

Result cuInit(unsigned flags) {
    ENTER(ANYWHERE);
    if (flags != 0)
        return INVALID_VALUE;
    initialized = 1;
    return setting("FAKECUDA_DEVICES", 1) > 0 ? SUCCESS : NO_DEVICE;
}

Result cuDriverGetVersion(int *version) {
    ENTER(ANYWHERE);
    *version = (int)setting("FAKECUDA_DRIVER", 13000);
    return SUCCESS;
}

static const struct { int code; const char *name, *text; } errors[] = {
    {INVALID_VALUE, "CUDA_ERROR_INVALID_VALUE", "invalid argument"},
    {OUT_OF_MEMORY, "CUDA_ERROR_OUT_OF_MEMORY", "out of memory"},
    {NOT_INITIALIZED, "CUDA_ERROR_NOT_INITIALIZED", "initialization error"},
    {NO_DEVICE, "CUDA_ERROR_NO_DEVICE", "no CUDA-capable device is detected"},
    {INVALID_DEVICE, "CUDA_ERROR_INVALID_DEVICE", "invalid device ordinal"},
    {INVALID_CONTEXT, "CUDA_ERROR_INVALID_CONTEXT", "invalid device context"},
    {INVALID_PTX, "CUDA_ERROR_INVALID_PTX", "a PTX JIT compilation failed"},
    {222, "CUDA_ERROR_UNSUPPORTED_PTX_VERSION", "the provided PTX was compiled with an unsupported toolchain."},
    {INVALID_HANDLE, "CUDA_ERROR_INVALID_HANDLE", "invalid resource handle"},
    {NOT_FOUND, "CUDA_ERROR_NOT_FOUND", "named symbol not found"},
    {ILLEGAL_ADDRESS, "CUDA_ERROR_ILLEGAL_ADDRESS", "an illegal memory access was encountered"},
    {701, "CUDA_ERROR_LAUNCH_OUT_OF_RESOURCES", "too many resources requested for launch"},
    {LAUNCH_FAILED, "CUDA_ERROR_LAUNCH_FAILED", "unspecified launch failure"},
    {803, "CUDA_ERROR_SYSTEM_DRIVER_MISMATCH", "system has unsupported display driver / cuda driver combination"},
    {CAPTURE_UNSUPPORTED, "CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED", "operation not permitted when stream is capturing"},
    {CAPTURE_INVALIDATED, "CUDA_ERROR_STREAM_CAPTURE_INVALIDATED", "operation failed due to a previous error during capture"},
    {CAPTURE_IMPLICIT, "CUDA_ERROR_STREAM_CAPTURE_IMPLICIT", "operation would make the legacy stream depend on a capturing blocking stream"},
    {999, "CUDA_ERROR_UNKNOWN", "unknown error"},
};

Result cuGetErrorName(int error, const char **name) {
    for (size_t i = 0; i < sizeof errors / sizeof *errors; i++)
        if (errors[i].code == error)
            return *name = errors[i].name, SUCCESS;
    *name = NULL;
    return INVALID_VALUE;
}

Result cuGetErrorString(int error, const char **text) {
    for (size_t i = 0; i < sizeof errors / sizeof *errors; i++)
        if (errors[i].code == error)
            return *text = errors[i].text, SUCCESS;
    *text = NULL;
    return INVALID_VALUE;
}

// ---- devices

static int exists(int device) { return device >= 0 && device < setting("FAKECUDA_DEVICES", 1); }

Result cuDeviceGetCount(int *number) {
    ENTER(ANYWHERE);
    *number = (int)setting("FAKECUDA_DEVICES", 1);
    return initialized ? SUCCESS : NOT_INITIALIZED;
}

Result cuDeviceGet(int *device, int ordinal) {
    ENTER(ANYWHERE);
    *device = ordinal;
    return exists(ordinal) ? SUCCESS : INVALID_DEVICE;
}

Result cuDeviceGetName(char *name, int length, int device) {
    ENTER(ANYWHERE);
    snprintf(name, (size_t)length, "Fake NVIDIA H100");
    return exists(device) ? SUCCESS : INVALID_DEVICE;
}

Result cuDeviceTotalMem_v2(size_t *bytes, int device) {
    ENTER(ANYWHERE);
    *bytes = (size_t)setting("FAKECUDA_MEMORY", 80L << 30);
    return exists(device) ? SUCCESS : INVALID_DEVICE;
}

// An H100's, as far as anyone asks; the names are those of CUdevice_attribute.
Result cuDeviceGetAttribute(int *value, int attribute, int device) {
    ENTER(ANYWHERE);
    int architecture = (int)setting("FAKECUDA_SM", 90);
    switch (attribute) {
    case 1: *value = 1024; break;                  // MAX_THREADS_PER_BLOCK
    case 2: case 3: *value = 1024; break;          // MAX_BLOCK_DIM_X, Y
    case 4: *value = 64; break;                    // MAX_BLOCK_DIM_Z
    case 5: *value = 2147483647; break;            // MAX_GRID_DIM_X
    case 6: case 7: *value = 65535; break;         // MAX_GRID_DIM_Y, Z
    case 8: *value = 48 << 10; break;              // MAX_SHARED_MEMORY_PER_BLOCK
    case 9: *value = 64 << 10; break;              // TOTAL_CONSTANT_MEMORY
    case 10: *value = 32; break;                   // WARP_SIZE
    case 12: case 82: *value = 65536; break;       // MAX_REGISTERS_PER_BLOCK, PER_MULTIPROCESSOR
    case 13: *value = 1980000; break;              // CLOCK_RATE
    case 16: *value = 132; break;                  // MULTIPROCESSOR_COUNT
    case 20: *value = (int)setting("FAKECUDA_COMPUTE_MODE", 0); break; // COMPUTE_MODE
    case 35: *value = 0; break;                    // TCC_DRIVER
    case 36: *value = 2619000; break;              // MEMORY_CLOCK_RATE
    case 37: *value = 5120; break;                 // GLOBAL_MEMORY_BUS_WIDTH
    case 38: *value = 50 << 20; break;             // L2_CACHE_SIZE
    case 39: *value = 2048; break;                 // MAX_THREADS_PER_MULTIPROCESSOR
    case 75: *value = architecture / 10; break;    // COMPUTE_CAPABILITY_MAJOR
    case 76: *value = architecture % 10; break;    // COMPUTE_CAPABILITY_MINOR
    case 81: *value = 228 << 10; break;            // MAX_SHARED_MEMORY_PER_MULTIPROCESSOR
    case 97: *value = 227 << 10; break;            // MAX_SHARED_MEMORY_PER_BLOCK_OPTIN
    default: *value = 1; break;
    }
    return exists(device) ? SUCCESS : INVALID_DEVICE;
}

Result cuDeviceCanAccessPeer(int *can, int device, int peer) {
    ENTER(ANYWHERE);
    *can = 0;
    return exists(device) && exists(peer) ? SUCCESS : INVALID_DEVICE;
}

// ---- contexts: one at a time is enough

Result cuCtxCreate_v2(void **context, unsigned flags, int device) {
    ENTER(ANYWHERE);
    enum { EXCLUSIVE_PROCESS = 3 };
    (void)flags;
    if (!exists(device))
        return INVALID_DEVICE;
    if (live_contexts > 0 && setting("FAKECUDA_COMPUTE_MODE", 0) == EXCLUSIVE_PROCESS)
        return refuse(INVALID_DEVICE, "a second context on a device for one");
    live_contexts++;
    current = *context = (void *)(intptr_t)(0x1000 + ++contexts);
    record("cuCtxCreate context=%p", *context);
    return SUCCESS;
}

Result cuCtxDestroy_v2(void *context) {
    ENTER(IN_CONTEXT);
    drain_all();
    record("cuCtxDestroy context=%p", context);
    check_leaks();
    live_contexts--;
    current = NULL;
    return SUCCESS;
}

Result cuCtxSetCurrent(void *context) {
    ENTER(ANYWHERE);
    current = context;
    return SUCCESS;
}

Result cuCtxSynchronize(void) {
    ENTER(IN_CONTEXT);
    record("cuCtxSynchronize");
    int error = forbidden_in_capture("cuCtxSynchronize");
    return error != SUCCESS ? error : drain_all();
}

Result cuCtxGetCacheConfig(int *value) {
    ENTER(IN_CONTEXT);
    *value = 0;
    return SUCCESS;
}

Result cuCtxSetCacheConfig(int value) {
    ENTER(IN_CONTEXT);
    (void)value;
    return SUCCESS;
}

Result cuCtxGetSharedMemConfig(int *value) {
    ENTER(IN_CONTEXT);
    *value = 1;
    return SUCCESS;
}

Result cuCtxSetSharedMemConfig(int value) {
    ENTER(IN_CONTEXT);
    (void)value;
    return SUCCESS;
}
