// Launches, copies and settings: whether they can be, what the log says of them, and the work itself.
#include "fake.h"
#include "ptx.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int check_launch(const struct Work *work) {
    const struct Module *function = work->function;
    unsigned long threads = (unsigned long)work->block[0] * work->block[1] * work->block[2];
    unsigned long groups = (unsigned long)work->grid[0] * work->grid[1] * work->grid[2];
    if (!function->is_loaded)
        return refuse(INVALID_HANDLE, "a launch of %s, which is unloaded", function->entry);
    if (groups == 0 || work->grid[0] > 0x7fffffff || work->grid[1] > 65535 || work->grid[2] > 65535)
        return refuse(INVALID_VALUE, "a grid of %u,%u,%u for %s", work->grid[0], work->grid[1], work->grid[2], function->entry);
    if (threads == 0 || threads > 1024 || (function->most_threads && threads > (unsigned long)function->most_threads))
        return refuse(INVALID_VALUE, "groups of %lu threads for %s", threads, function->entry);
    if (work->shared > function->most_dynamic_shared_bytes)
        return refuse(INVALID_VALUE, "%u bytes of dynamic shared memory for %s", work->shared, function->entry);
    // ILGPU rounds the size of its structure up.
    if (work->bytes < function->parameter_bytes || work->bytes > (function->parameter_bytes + 7) / 8 * 8)
        return refuse(INVALID_VALUE, "%zu bytes of arguments for %s, which takes %zu", work->bytes, function->entry,
            function->parameter_bytes);
    for (size_t at = 0; at + 8 <= work->bytes; at += 8) {
        uint64_t word;
        memcpy(&word, work->arguments + at, sizeof word);
        if (is_device_address(word) && !is_live(word, 0))
            return refuse(ILLEGAL_ADDRESS, "%s is given %#lx, which is not allocated", function->entry, (unsigned long)word);
    }
    return SUCCESS;
}

static int check_memory(const void *address, size_t bytes, const char *what) {
    uint64_t number = (uint64_t)(uintptr_t)address;
    return is_device_address(number) && !is_live(number, bytes)
        ? refuse(INVALID_VALUE, "%s %zu bytes at %#lx, which are not all allocated", what, bytes, (unsigned long)number)
        : SUCCESS;
}

static void record_launch(const struct Work *work, const char *verb) {
    char *text = malloc(2 * work->bytes + 1);
    for (size_t i = 0; i < work->bytes; i++)
        snprintf(text + 2 * i, 3, "%02x", work->arguments[i]);
    text[2 * work->bytes] = 0;
    record("%s module=%d entry=%s grid=%u,%u,%u block=%u,%u,%u shared=%u arguments=%s", verb, work->function->number,
        work->function->entry, work->grid[0], work->grid[1], work->grid[2], work->block[0], work->block[1],
        work->block[2], work->shared, text);
    free(text);
}

int check(const struct Work *work) {
    if (work->kind == LAUNCH)
        return check_launch(work);
    if (work->kind == RECORD || work->kind == WAIT)
        return SUCCESS;
    int error = check_memory(work->to, work->bytes, "a write of");
    return error == SUCCESS && work->kind == COPY ? check_memory(work->from, work->bytes, "a read of") : error;
}

void record_work(const struct Work *work, const char *verb) {
    if (work->kind == LAUNCH) {
        record_launch(work, verb);
    } else if (work->kind == COPY) {
        const char *direction = !is_device_address((uint64_t)(uintptr_t)work->to) ? "down"
            : is_device_address((uint64_t)(uintptr_t)work->from) ? "across" : "up";
        record("%s copy=%s bytes=%zu", verb, direction, work->bytes);
    } else if (work->kind == SET) {
        record("%s value=%d bytes=%zu", verb, work->value, work->bytes);
    }
}

int perform(const struct Work *work) {
    int error = SUCCESS;
    if (work->kind == LAUNCH)
        return executes() ? execute(work) : SUCCESS;
    if (work->kind == COPY && (error = check_host_read(work->from, work->bytes)) != SUCCESS)
        return lose_context(error);
    if (work->kind == COPY)
        memmove(work->to, work->from, work->bytes);
    else
        memset(work->to, work->value, work->bytes);
    note_host_write(work->to, work->bytes);
    return SUCCESS;
}
