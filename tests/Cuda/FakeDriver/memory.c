// Device memory: a stretch of addresses of its own, so that a pointer among a kernel's arguments can be told from
// numbers: the lower half of an address, taken for an integer, is far below zero, for the first 2 GiB. Addresses are not
// given out twice, so a pointer to freed memory is found.
#define _GNU_SOURCE
#include "fake.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum { MOST_BLOCKS = 1 << 16, PAGE = 4096 };

static const uint64_t First = 0x3a5a80000000, Stretch = 256ull << 30;

static struct Block device[MOST_BLOCKS], host[MOST_BLOCKS];
static int devices, hosts;
static uint64_t next;
static size_t used;

// Whether the address was ever given out.
int is_device_address(uint64_t address) { return address >= First && address < next; }

static struct Block *containing(struct Block *blocks, int number, uint64_t address, size_t bytes) {
    for (int i = number - 1; i >= 0; i--)
        if (blocks[i].is_live && address >= blocks[i].address && address + bytes <= blocks[i].address + blocks[i].bytes)
            return &blocks[i];
    return NULL;
}

// Blocks of the device lie in the order in which they were made.
const struct Block *find_block(uint64_t address, size_t bytes) {
    int low = 0, high = devices;
    while (high - low > 1) {
        int middle = (low + high) / 2;
        if (device[middle].address <= address)
            low = middle;
        else
            high = middle;
    }
    return devices > 0 ? containing(&device[low], 1, address, bytes) : NULL;
}

static struct Block *starting(struct Block *blocks, int number, uint64_t address) {
    for (int i = number - 1; i >= 0; i--)
        if (blocks[i].is_live && blocks[i].address == address)
            return &blocks[i];
    return NULL;
}

int is_live(uint64_t address, size_t bytes) { return containing(device, devices, address, bytes) != NULL; }

int is_page_locked(const void *address, size_t bytes) {
    return containing(host, hosts, (uint64_t)(uintptr_t)address, bytes) != NULL;
}

int is_pageable(const void *address, size_t bytes) {
    return !is_device_address((uint64_t)(uintptr_t)address) && !is_page_locked(address, bytes);
}

void check_leaks(void) {
    for (int i = 0; i < devices; i++)
        if (device[i].is_live)
            record("leaked address=%#lx bytes=%zu", (unsigned long)device[i].address, device[i].bytes);
    for (int i = 0; i < hosts; i++)
        if (host[i].is_live)
            record("leaked address=%#lx bytes=%zu", (unsigned long)host[i].address, host[i].bytes);
}

static size_t total(void) { return (size_t)setting("FAKECUDA_MEMORY", 80L << 30); }

Result cuMemGetInfo_v2(size_t *available, size_t *all) {
    ENTER(IN_CONTEXT);
    *all = total();
    *available = *all - used;
    return SUCCESS;
}

// A number for each byte, zero until it is set.
static uint32_t *new_shadow(size_t bytes) {
    if (!executes())
        return NULL;
    void *made = mmap(NULL, 4 * bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    return made == MAP_FAILED ? NULL : made;
}

static void free_shadow(struct Block *block) {
    if (block->writer)
        munmap(block->writer, 4 * block->bytes);
    if (block->reader)
        munmap(block->reader, 4 * block->bytes);
    block->writer = block->reader = NULL;
}

void note_host_write(const void *address, size_t bytes) {
    const struct Block *block = executes() ? find_block((uint64_t)(uintptr_t)address, bytes) : NULL;
    for (size_t i = 0; block && i < bytes; i++)
        block->writer[(uint64_t)(uintptr_t)address - block->address + i] = 1;
}

int check_host_read(const void *address, size_t bytes) {
    const struct Block *block = executes() ? find_block((uint64_t)(uintptr_t)address, bytes) : NULL;
    for (size_t i = 0; block && i < bytes; i++)
        if (block->writer[(uint64_t)(uintptr_t)address - block->address + i] == 0) {
            record("fault copy=down bytes=%zu address=%#lx what=copies global memory that nobody wrote, from byte %zu on",
                bytes, (unsigned long)(uintptr_t)address, i);
            return refuse(LAUNCH_FAILED, "a copy of %zu bytes that nobody wrote, from byte %zu on", bytes, i);
        }
    return SUCCESS;
}

void forget_accesses(void) {
    for (int i = 0; i < devices; i++) {
        if (!device[i].is_live || !device[i].writer)
            continue;
        for (size_t k = 0; k < device[i].bytes; k++)
            device[i].writer[k] = device[i].writer[k] != 0;
        madvise(device[i].reader, 4 * device[i].bytes, MADV_DONTNEED);
    }
}

Result cuMemAlloc_v2(uint64_t *address, size_t bytes) {
    ENTER(IN_CONTEXT);
    int error = forbidden_in_capture("cuMemAlloc");
    if (error != SUCCESS)
        return error;
    if (bytes == 0)
        return refuse(INVALID_VALUE, "cuMemAlloc of no bytes");
    if (bytes > total() - used || devices == MOST_BLOCKS)
        return refuse(OUT_OF_MEMORY, "cuMemAlloc of %zu bytes", bytes);
    if (next == 0) {
        void *stretch = mmap((void *)First, Stretch, PROT_NONE,
            MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED_NOREPLACE, -1, 0);
        if (stretch != (void *)First)
            return refuse(OUT_OF_MEMORY, "the fake driver's addresses are taken");
        next = First;
    }
    size_t room = (bytes + PAGE - 1) / PAGE * PAGE;
    if (next + room + PAGE > First + Stretch || mprotect((void *)next, room, PROT_READ | PROT_WRITE) != 0)
        return refuse(OUT_OF_MEMORY, "cuMemAlloc of %zu bytes, beyond what the fake driver has", bytes);
    device[devices++] = (struct Block){next, bytes, 1, new_shadow(bytes), new_shadow(bytes)};
    *address = next;
    used += bytes;
    next += room + PAGE; // a page that nobody may touch
    record("cuMemAlloc address=%#lx bytes=%zu", (unsigned long)*address, bytes);
    return SUCCESS;
}

Result cuMemFree_v2(uint64_t address) {
    ENTER(IN_CONTEXT);
    struct Block *block = starting(device, devices, address);
    if (!block)
        return refuse(INVALID_VALUE, "cuMemFree of %#lx, which is not allocated", (unsigned long)address);
    int error = drain_all();
    record("cuMemFree address=%#lx bytes=%zu", (unsigned long)address, block->bytes);
    block->is_live = 0;
    used -= block->bytes;
    madvise((void *)address, block->bytes, MADV_DONTNEED);
    free_shadow(block);
    return error;
}

Result cuPointerGetAttribute(void *value, int attribute, uint64_t address) {
    ENTER(IN_CONTEXT);
    (void)attribute;
    *(int *)value = is_device_address(address) ? 2 : 1;
    return SUCCESS;
}

// ---- page-locked memory of the host

static Result add_host(void *address, size_t bytes) {
    if (containing(host, hosts, (uint64_t)(uintptr_t)address, 1))
        return refuse(HOST_MEMORY_ALREADY_REGISTERED, "%p is page-locked already", address);
    if (hosts == MOST_BLOCKS)
        return OUT_OF_MEMORY;
    host[hosts++] = (struct Block){(uint64_t)(uintptr_t)address, bytes, 1, NULL, NULL};
    return SUCCESS;
}

static Result remove_host(void *address) {
    struct Block *block = starting(host, hosts, (uint64_t)(uintptr_t)address);
    if (!block)
        return refuse(HOST_MEMORY_NOT_REGISTERED, "%p is not page-locked", address);
    block->is_live = 0;
    return drain_all();
}

Result cuMemAllocHost_v2(void **address, size_t bytes) {
    ENTER(IN_CONTEXT);
    int error = forbidden_in_capture("cuMemAllocHost");
    if (error != SUCCESS)
        return error;
    *address = calloc(1, bytes);
    record("cuMemAllocHost address=%p bytes=%zu", *address, bytes);
    return *address ? add_host(*address, bytes) : OUT_OF_MEMORY;
}

Result cuMemFreeHost(void *address) {
    ENTER(IN_CONTEXT);
    record("cuMemFreeHost address=%p", address);
    int error = remove_host(address);
    if (error == SUCCESS)
        free(address);
    return error;
}

Result cuMemHostRegister_v2(void *address, size_t bytes, unsigned flags) {
    ENTER(IN_CONTEXT);
    (void)flags;
    record("cuMemHostRegister address=%p bytes=%zu", address, bytes);
    return add_host(address, bytes);
}

Result cuMemHostUnregister(void *address) {
    ENTER(IN_CONTEXT);
    record("cuMemHostUnregister address=%p", address);
    return remove_host(address);
}

Result cuMemHostGetDevicePointer_v2(void **mapped, void *address, unsigned flags) {
    ENTER(IN_CONTEXT);
    (void)flags;
    *mapped = address;
    return SUCCESS;
}

// ---- copies

Result cuMemcpyAsync(void *to, void *from, size_t bytes, void *stream) {
    ENTER(IN_CONTEXT);
    struct Work work = {.kind = COPY, .to = to, .from = from, .bytes = bytes};
    return submit(stream, &work);
}

Result cuMemsetD8Async(void *to, unsigned char value, size_t bytes, void *stream) {
    ENTER(IN_CONTEXT);
    struct Work work = {.kind = SET, .to = to, .value = value, .bytes = bytes};
    return submit(stream, &work);
}
