// Streams, what they do, its capture into graphs, and events. Everything is done at once, so waiting is only noted.
#include "fake.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 4096 };

struct Graph {
    struct Work *work;
    int length;
    int is_live;
};

static struct { int is_live, is_capturing, is_spoilt; struct Graph graph; } streams[MOST];
static struct Graph graphs[MOST], executables[MOST];
static int made_streams, made_graphs, made_executables;

// A handle is a number that no other kind of handle has.
static void *handle(int base, int index) { return (void *)(intptr_t)(base + index); }
static int index_of(int base, const void *it) { return (int)((intptr_t)it - base); }

enum { STREAM = 0x20000, GRAPH = 0x30000, EXECUTABLE = 0x40000 };

static int is_stream(const void *stream) {
    int i = index_of(STREAM, stream);
    return i >= 0 && i < made_streams && streams[i].is_live;
}

// ---- the work itself

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

static int check(const struct Work *work) {
    if (work->kind == LAUNCH)
        return check_launch(work);
    int error = check_memory(work->to, work->bytes, "a write of");
    return error == SUCCESS && work->kind == COPY ? check_memory(work->from, work->bytes, "a read of") : error;
}

int run(const struct Work *work, const char *verb) {
    int error = check(work);
    if (error != SUCCESS)
        return error;
    if (work->kind == LAUNCH) {
        record_launch(work, verb);
    } else if (work->kind == COPY) {
        const char *direction = !is_device_address((uint64_t)(uintptr_t)work->to) ? "down"
            : is_device_address((uint64_t)(uintptr_t)work->from) ? "across" : "up";
        record("%s copy=%s bytes=%zu", verb, direction, work->bytes);
        memcpy(work->to, work->from, work->bytes);
    } else {
        record("%s value=%d bytes=%zu", verb, work->value, work->bytes);
        memset(work->to, work->value, work->bytes);
    }
    return SUCCESS;
}

// ---- capture

static int capturing(void) {
    for (int i = 0; i < made_streams; i++)
        if (streams[i].is_capturing)
            return i;
    return -1;
}

int forbidden_in_capture(const char *what) {
    int i = capturing();
    if (i < 0)
        return SUCCESS;
    streams[i].is_spoilt = 1;
    return refuse(CAPTURE_UNSUPPORTED, "%s during a capture", what);
}

static int is_pageable(const void *address, size_t bytes) {
    return !is_device_address((uint64_t)(uintptr_t)address) && !is_page_locked(address, bytes);
}

static int keep(struct Graph *graph, const struct Work *work) {
    int error = check(work);
    if (error == SUCCESS && work->kind == COPY
        && (is_pageable(work->to, work->bytes) || is_pageable(work->from, work->bytes)))
        error = refuse(CAPTURE_UNSUPPORTED, "a copy of memory that is not page-locked, during a capture");
    if (error != SUCCESS)
        return error;
    graph->work = realloc(graph->work, (size_t)(graph->length + 1) * sizeof *graph->work);
    graph->work[graph->length++] = *work;
    return SUCCESS;
}

int submit(void *stream, struct Work *work) {
    static const char *const verbs[] = {"cuLaunchKernel", "cuMemcpyAsync", "cuMemsetD8Async"};
    int error, kept = 0;
    if (stream && !is_stream(stream)) {
        error = refuse(INVALID_HANDLE, "%s on a stream that is not there", verbs[work->kind]);
    } else if (stream && streams[index_of(STREAM, stream)].is_capturing) {
        int i = index_of(STREAM, stream);
        error = keep(&streams[i].graph, work);
        kept = error == SUCCESS;
        streams[i].is_spoilt |= !kept;
    } else if (!stream && capturing() >= 0) {
        streams[capturing()].is_spoilt = 1;
        error = refuse(CAPTURE_IMPLICIT, "%s on the default stream during a capture", verbs[work->kind]);
    } else {
        error = run(work, verbs[work->kind]);
    }
    if (!kept)
        free(work->arguments);
    return error;
}

Result cuStreamBeginCapture_v2(void *stream, int mode) {
    ENTER(IN_CONTEXT);
    record("cuStreamBeginCapture mode=%d", mode);
    if (!is_stream(stream))
        return refuse(CAPTURE_UNSUPPORTED, "a capture of the default stream or of none");
    int i = index_of(STREAM, stream);
    if (streams[i].is_capturing)
        return refuse(CAPTURE_UNMATCHED, "a capture within a capture");
    streams[i].is_capturing = 1;
    streams[i].is_spoilt = 0;
    streams[i].graph = (struct Graph){0};
    return SUCCESS;
}

Result cuStreamEndCapture(void *stream, void **graph) {
    ENTER(IN_CONTEXT);
    *graph = NULL;
    int i = index_of(STREAM, stream);
    if (!is_stream(stream) || !streams[i].is_capturing)
        return refuse(CAPTURE_UNMATCHED, "the end of a capture that was not begun");
    streams[i].is_capturing = 0;
    if (streams[i].is_spoilt)
        return refuse(CAPTURE_INVALIDATED, "the capture failed earlier");
    if (made_graphs == MOST)
        return OUT_OF_MEMORY;
    graphs[made_graphs] = streams[i].graph;
    graphs[made_graphs].is_live = 1;
    *graph = handle(GRAPH, made_graphs++);
    record("cuStreamEndCapture graph=%p nodes=%d", *graph, streams[i].graph.length);
    return SUCCESS;
}

Result cuStreamIsCapturing(void *stream, int *status) {
    ENTER(IN_CONTEXT);
    *status = is_stream(stream) && streams[index_of(STREAM, stream)].is_capturing;
    return SUCCESS;
}

// ---- graphs

static struct Graph *find(struct Graph *all, int number, int base, const void *it) {
    int i = index_of(base, it);
    return i >= 0 && i < number && all[i].is_live ? &all[i] : NULL;
}

Result cuGraphInstantiateWithFlags(void **executable, void *graph, unsigned long long flags) {
    ENTER(IN_CONTEXT);
    struct Graph *source = find(graphs, made_graphs, GRAPH, graph);
    if (!source || flags != 0 || made_executables == MOST)
        return refuse(INVALID_VALUE, "no graph to make executable");
    executables[made_executables] = *source;
    *executable = handle(EXECUTABLE, made_executables++);
    record("cuGraphInstantiate graph=%p executable=%p", graph, *executable);
    return SUCCESS;
}

Result cuGraphLaunch(void *executable, void *stream) {
    ENTER(IN_CONTEXT);
    struct Graph *graph = find(executables, made_executables, EXECUTABLE, executable);
    if (!graph || !is_stream(stream))
        return refuse(INVALID_HANDLE, "no such graph or stream to launch");
    if (streams[index_of(STREAM, stream)].is_capturing)
        return forbidden_in_capture("cuGraphLaunch");
    record("cuGraphLaunch executable=%p nodes=%d", executable, graph->length);
    for (int i = 0; i < graph->length; i++) {
        int error = run(&graph->work[i], "replay");
        if (error != SUCCESS)
            return error;
    }
    return SUCCESS;
}

Result cuGraphExecDestroy(void *executable) {
    ENTER(IN_CONTEXT);
    struct Graph *graph = find(executables, made_executables, EXECUTABLE, executable);
    if (!graph)
        return refuse(INVALID_VALUE, "no such executable graph to destroy");
    record("cuGraphExecDestroy executable=%p", executable);
    graph->is_live = 0;
    return SUCCESS;
}

Result cuGraphDestroy(void *it) {
    ENTER(IN_CONTEXT);
    struct Graph *graph = find(graphs, made_graphs, GRAPH, it);
    if (!graph)
        return refuse(INVALID_VALUE, "no such graph to destroy");
    record("cuGraphDestroy graph=%p", it);
    graph->is_live = 0;
    return SUCCESS;
}

// ---- streams

Result cuStreamCreateWithPriority(void **stream, unsigned flags, int priority) {
    ENTER(IN_CONTEXT);
    (void)priority;
    if (made_streams == MOST)
        return OUT_OF_MEMORY;
    streams[made_streams].is_live = 1;
    *stream = handle(STREAM, made_streams++);
    record("cuStreamCreate stream=%p flags=%u", *stream, flags);
    return SUCCESS;
}

Result cuStreamCreate(void **stream, unsigned flags) { return cuStreamCreateWithPriority(stream, flags, 0); }

Result cuStreamDestroy_v2(void *stream) {
    ENTER(IN_CONTEXT);
    if (!is_stream(stream))
        return refuse(INVALID_HANDLE, "no such stream to destroy");
    record("cuStreamDestroy stream=%p", stream);
    streams[index_of(STREAM, stream)].is_live = 0;
    return SUCCESS;
}

Result cuStreamSynchronize(void *stream) {
    ENTER(IN_CONTEXT);
    record("cuStreamSynchronize stream=%p", stream);
    if (stream && !is_stream(stream))
        return refuse(INVALID_HANDLE, "no such stream to wait for");
    return forbidden_in_capture("cuStreamSynchronize");
}

Result cuStreamQuery(void *stream) {
    ENTER(IN_CONTEXT);
    (void)stream;
    return forbidden_in_capture("cuStreamQuery");
}

Result cuStreamWaitEvent(void *stream, void *event, unsigned flags) {
    ENTER(IN_CONTEXT);
    (void)stream, (void)event, (void)flags;
    return SUCCESS;
}

// ---- events

Result cuEventCreate(void **event, unsigned flags) {
    ENTER(IN_CONTEXT);
    (void)flags;
    *event = malloc(1);
    record("cuEventCreate");
    return SUCCESS;
}

Result cuEventDestroy_v2(void *event) {
    ENTER(IN_CONTEXT);
    record("cuEventDestroy");
    free(event);
    return SUCCESS;
}

Result cuEventRecord(void *event, void *stream) {
    ENTER(IN_CONTEXT);
    (void)event, (void)stream;
    record("cuEventRecord");
    return SUCCESS;
}

Result cuEventQuery(void *event) {
    ENTER(IN_CONTEXT);
    (void)event;
    record("cuEventQuery");
    return SUCCESS;
}

Result cuEventSynchronize(void *event) {
    ENTER(IN_CONTEXT);
    (void)event;
    record("cuEventSynchronize");
    return forbidden_in_capture("cuEventSynchronize");
}

Result cuEventElapsedTime(float *milliseconds, void *start, void *end) {
    ENTER(IN_CONTEXT);
    (void)start, (void)end;
    *milliseconds = 1;
    return SUCCESS;
}
