// Modules, their one function each, and launches. The PTX is not run, but what a launch has to agree with is read from
// it: the size of the arguments, the most threads of a group, the shared memory.
#include "fake.h"
#include "ptx.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_MODULES = 4096, DEFAULT_SHARED = 48 << 10, MOST_SHARED = 227 << 10 };

static struct Module modules[MOST_MODULES];
static int loaded;

// ---- reading PTX

static uint64_t hash(const char *text) {
    uint64_t value = 14695981039346656037u;
    for (; *text; text++)
        value = (value ^ (unsigned char)*text) * 1099511628211u;
    return value;
}

static size_t size_of_type(const char *type) {
    const char *digits = type;
    while (*digits && !isdigit((unsigned char)*digits))
        digits++;
    return (size_t)atoi(digits) / 8;
}

// The layout of ".param [.align n] .type name[count]" one after another, as in C.
static size_t parameter_bytes(const char *start, const char *end) {
    size_t offset = 0;
    for (const char *p = strstr(start, ".param"); p && p < end; p = strstr(p + 1, ".param")) {
        const char *stop = strpbrk(p, ",)");
        char text[256], type[32] = "";
        snprintf(text, sizeof text, "%.*s", (int)(stop - p), p);
        size_t align = 0, number = 1;
        const char *aligned = strstr(text, ".align"), *bracket = strchr(text, '[');
        if (aligned)
            align = (size_t)atoi(aligned + 6);
        if (bracket)
            number = (size_t)atoi(bracket + 1);
        for (char *word = strtok(text, " \t\r\n"); word; word = strtok(NULL, " \t\r\n"))
            if (word[0] == '.' && strchr("bsufp", word[1]) && isdigit((unsigned char)word[strlen(word) - 1]))
                snprintf(type, sizeof type, "%s", word);
        size_t size = size_of_type(type);
        align = align ? align : size;
        if (align == 0)
            continue;
        offset = (offset + align - 1) / align * align + size * number;
    }
    return offset;
}

static long shared_bytes(const char *ptx) {
    long bytes = 0;
    for (const char *p = strstr(ptx, ".shared .align"); p; p = strstr(p + 1, ".shared .align")) {
        const char *bracket = strchr(p, '['), *end = strchr(p, ';'), *type = strchr(p + 14, '.');
        if (bracket && end && bracket < end && type && type < bracket)
            bytes += atol(bracket + 1) * (long)size_of_type(type);
    }
    return bytes;
}

static int read_ptx(struct Module *module, const char *ptx) {
    const char *entry = strstr(ptx, ".entry ");
    const char *open = entry ? strchr(entry, '(') : NULL, *close = open ? strchr(open, ')') : NULL;
    if (!close || sscanf(entry + 7, "%255[^( \t\r\n]", module->entry) != 1)
        return 0;
    module->parameter_bytes = parameter_bytes(open, close);
    const char *threads = strstr(close, ".maxntid"), *body = strchr(close, '{');
    int x = 0, y = 1, z = 1;
    if (threads && threads < body && sscanf(threads + 8, "%d , %d , %d", &x, &y, &z) >= 1)
        module->most_threads = x * y * z;
    module->static_shared_bytes = shared_bytes(ptx);
    module->most_dynamic_shared_bytes = DEFAULT_SHARED;
    return 1;
}

// ---- modules

static void keep_text(const struct Module *module, const char *ptx) {
    const char *folder = getenv("FAKECUDA_PTX");
    char path[4096];
    if (!folder)
        return;
    snprintf(path, sizeof path, "%s/%03d-%s.ptx", folder, module->number, module->entry);
    FILE *file = fopen(path, "w");
    if (file) {
        fputs(ptx, file);
        fclose(file);
    }
}

static int load(struct Module **module, const char *ptx, int keeps_lines) {
    if (loaded == MOST_MODULES)
        return OUT_OF_MEMORY;
    struct Module *made = &modules[loaded++];
    if (!read_ptx(made, ptx))
        return refuse(INVALID_PTX, "a module has no .entry");
    if (made->static_shared_bytes > DEFAULT_SHARED)
        return refuse(INVALID_PTX, "%s has %ld bytes of shared memory", made->entry, made->static_shared_bytes);
    made->program = executes() ? parse(ptx, strstr(ptx, ".entry ")) : NULL;
    if (made->program && made->program->fault[0])
        return refuse(INVALID_PTX, "%s can't be executed: %s", made->entry, made->program->fault);
    made->is_loaded = 1;
    made->number = loaded;
    *module = made;
    keep_text(made, ptx);
    record("cuModuleLoad module=%d entry=%s hash=%016lx parameters=%zu threads=%d shared=%ld lines=%d", made->number,
        made->entry, (unsigned long)hash(ptx), made->parameter_bytes, made->most_threads, made->static_shared_bytes,
        keeps_lines && strstr(ptx, "\t.loc") != NULL && strstr(ptx, ", debug") == NULL);
    return SUCCESS;
}

Result cuModuleLoadData(struct Module **module, const char *ptx) {
    ENTER(IN_CONTEXT);
    return load(module, ptx, 0);
}

// Where this is told to fail it fills the log of errors like the driver's assembler does.
Result cuModuleLoadDataEx(struct Module **module, const char *ptx, unsigned number, const int *options, void **values) {
    enum { ERROR_LOG = 5, ERROR_LOG_BYTES = 6, LINE_INFO = 13 };
    int error = enter(__func__, IN_CONTEXT);
    int entered __attribute__((cleanup(leave))) = error;
    char *text = NULL;
    size_t room = 0;
    int keeps_lines = 0;
    for (unsigned i = 0; i < number; i++) {
        if (options[i] == ERROR_LOG)
            text = values[i];
        if (options[i] == ERROR_LOG_BYTES)
            room = (size_t)(uintptr_t)values[i];
        if (options[i] == LINE_INFO)
            keeps_lines = values[i] != NULL;
    }
    if (error == SUCCESS)
        return load(module, ptx, keeps_lines);
    if (text && room > 0)
        snprintf(text, room, "ptxas application ptx input, line 7; error   : Unknown symbol 'fake'\n"
            "ptxas fatal   : Ptx assembly aborted due to errors\n");
    return entered;
}

Result cuModuleUnload(struct Module *module) {
    ENTER(IN_CONTEXT);
    if (!module || !module->is_loaded)
        return refuse(INVALID_HANDLE, "cuModuleUnload of a module that is not loaded");
    int error = drain_all();
    module->is_loaded = 0;
    record("cuModuleUnload entry=%s", module->entry);
    return error;
}

Result cuModuleGetFunction(struct Module **function, struct Module *module, const char *name) {
    ENTER(IN_CONTEXT);
    if (strcmp(module->entry, name) != 0)
        return refuse(NOT_FOUND, "no function %s in the module of %s", name, module->entry);
    *function = module;
    return SUCCESS;
}

// ---- functions

// As for a kernel that the assembler is content with; the numbers are those of CUfunction_attribute.
Result cuFuncGetAttribute(int *value, int attribute, struct Module *function) {
    ENTER(IN_CONTEXT);
    switch (attribute) {
    case 0: *value = function->most_threads ? function->most_threads : 1024; break; // MAX_THREADS_PER_BLOCK
    case 1: *value = (int)function->static_shared_bytes; break;                     // SHARED_SIZE_BYTES
    case 4: *value = 64; break;                                                     // NUM_REGS
    case 5: *value = 80; break;                                                     // PTX_VERSION
    case 6: *value = (int)setting("FAKECUDA_SM", 90); break;                        // BINARY_VERSION
    case 8: *value = (int)function->most_dynamic_shared_bytes; break;               // MAX_DYNAMIC_SHARED_SIZE_BYTES
    default: *value = 0; break;                                                     // constant and local memory among them
    }
    return SUCCESS;
}

Result cuFuncSetAttribute(struct Module *function, int attribute, int value) {
    ENTER(IN_CONTEXT);
    record("cuFuncSetAttribute entry=%s attribute=%d value=%d", function->entry, attribute, value);
    if (attribute == 8 && function->static_shared_bytes + value > MOST_SHARED)
        return refuse(INVALID_VALUE, "%d bytes of dynamic shared memory for %s", value, function->entry);
    if (attribute == 8)
        function->most_dynamic_shared_bytes = value;
    return SUCCESS;
}

Result cuOccupancyMaxActiveBlocksPerMultiprocessor(int *number, struct Module *function, int threads, size_t shared) {
    ENTER(IN_CONTEXT);
    (void)function, (void)shared;
    *number = threads > 0 ? 2048 / threads : 0;
    return SUCCESS;
}

Result cuOccupancyMaxPotentialBlockSize(
    int *grid, int *block, struct Module *function, void *shared_of_block, size_t shared, int limit) {
    ENTER(IN_CONTEXT);
    (void)shared_of_block, (void)shared;
    *block = function->most_threads ? function->most_threads : (int)setting("FAKECUDA_BLOCK", 1024);
    if (limit > 0 && limit < *block)
        *block = limit;
    *grid = 132 * (2048 / *block);
    return SUCCESS;
}

// The arguments come as one packed buffer; nobody here passes them one by one.
Result cuLaunchKernel(struct Module *function, unsigned gridX, unsigned gridY, unsigned gridZ, unsigned blockX,
    unsigned blockY, unsigned blockZ, unsigned shared, void *stream, void **parameters, void **extra) {
    enum { END = 0, BUFFER = 1, BYTES = 2 };
    ENTER(IN_CONTEXT);
    if (parameters)
        return refuse(INVALID_VALUE, "the arguments of %s are not packed", function->entry);
    struct Work work = {.kind = LAUNCH, .function = function, .grid = {gridX, gridY, gridZ},
        .block = {blockX, blockY, blockZ}, .shared = shared};
    const void *buffer = NULL;
    for (void **pair = extra; pair && (uintptr_t)pair[0] != END; pair += 2) {
        if ((uintptr_t)pair[0] == BUFFER)
            buffer = pair[1];
        if ((uintptr_t)pair[0] == BYTES)
            work.bytes = *(size_t *)pair[1];
    }
    work.arguments = malloc(work.bytes + 1);
    if (buffer)
        memcpy(work.arguments, buffer, work.bytes);
    return submit(stream, &work);
}
