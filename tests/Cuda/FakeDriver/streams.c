// Streams, the work that waits on them, and events. Where kernels are executed, work is done as late as the host allows:
// when somebody waits for it. So the host sees stale values where it reads too early, and the device sees what the host
// wrote too early. Elsewhere it is done at once.
#include "fake.h"

#include <stdlib.h>
#include <string.h>

enum { STREAM = 0x20000, NOT_READY = 600, MOST_QUERIES = 1000 };

struct Item {
    struct Work work;
    void *staged; // a copy of pageable memory, as it was at the call
    struct Item *next;
};

static struct Stream streams[MOST_STREAMS]; // the first is the default one
static int made_streams = 1;

// A handle is a number that no other kind of handle has.
struct Stream *stream_of(void *handle) {
    intptr_t i = handle ? (intptr_t)handle - STREAM : 0;
    return i == 0 && !handle ? &streams[0] : i > 0 && i < made_streams && streams[i].is_live ? &streams[i] : NULL;
}

// ---- doing what waits

static int drain(struct Stream *stream, uint64_t position) {
    int error = SUCCESS;
    while (stream->done < position && stream->first && error == SUCCESS) {
        struct Item *item = stream->first;
        if (item->work.kind == WAIT && (error = drain(&streams[item->work.stream], item->work.position)) != SUCCESS)
            return error;
        stream->first = item->next;
        stream->last = stream->first ? stream->last : NULL;
        stream->done++;
        if (item->work.kind < RECORD)
            error = perform(&item->work);
        leave_replay(item->work.replay);
        free(item->work.arguments);
        free(item->staged);
        free(item);
    }
    return error;
}

int drain_all(void) {
    int error = SUCCESS;
    for (int i = 0; i < made_streams && error == SUCCESS; i++)
        error = drain(&streams[i], UINT64_MAX);
    return error;
}

int enqueue(struct Stream *stream, const struct Work *work) {
    struct Item *item = calloc(1, sizeof *item);
    item->work = *work;
    if (work->kind == COPY && is_pageable(work->from, work->bytes)) {
        item->staged = malloc(work->bytes);
        item->work.from = memcpy(item->staged, work->from, work->bytes);
    }
    if (stream->last)
        stream->last->next = item;
    else
        stream->first = item;
    stream->last = item;
    stream->submitted++;
    // Copies to pageable memory are done when the call returns; the default stream waits for all others.
    int is_now = !executes() || (work->kind == COPY && is_pageable(work->to, work->bytes));
    return stream == &streams[0] ? drain_all() : is_now ? drain(stream, stream->submitted) : SUCCESS;
}

int submit(void *handle, struct Work *work) {
    static const char *const verbs[] = {"cuLaunchKernel", "cuMemcpyAsync", "cuMemsetD8Async"};
    struct Stream *stream = stream_of(handle);
    int error, is_kept = 0;
    if (!stream) {
        error = refuse(INVALID_HANDLE, "%s on a stream that is not there", verbs[work->kind]);
    } else if (stream->capture) {
        error = capture_work(stream, work);
        is_kept = error == SUCCESS;
    } else if (!handle && spoil_captures()) {
        error = refuse(CAPTURE_IMPLICIT, "%s on the default stream during a capture", verbs[work->kind]);
    } else if ((error = check(work)) == SUCCESS) {
        record_work(work, verbs[work->kind]);
        is_kept = 1;
        error = enqueue(stream, work);
    }
    if (!is_kept)
        free(work->arguments);
    return error;
}

// ---- streams

Result cuStreamCreateWithPriority(void **stream, unsigned flags, int priority) {
    ENTER(IN_CONTEXT);
    (void)priority;
    if (made_streams == MOST_STREAMS)
        return OUT_OF_MEMORY;
    streams[made_streams].is_live = 1;
    *stream = (void *)(intptr_t)(STREAM + made_streams++);
    record("cuStreamCreate stream=%p flags=%u", *stream, flags);
    return SUCCESS;
}

Result cuStreamCreate(void **stream, unsigned flags) { return cuStreamCreateWithPriority(stream, flags, 0); }

Result cuStreamDestroy_v2(void *stream) {
    ENTER(IN_CONTEXT);
    struct Stream *it = stream ? stream_of(stream) : NULL;
    if (!it)
        return refuse(INVALID_HANDLE, "no such stream to destroy");
    int error = drain(it, UINT64_MAX);
    record("cuStreamDestroy stream=%p", stream);
    it->is_live = 0;
    return error;
}

Result cuStreamSynchronize(void *stream) {
    ENTER(IN_CONTEXT);
    record("cuStreamSynchronize stream=%p", stream);
    struct Stream *it = stream_of(stream);
    if (!it)
        return refuse(INVALID_HANDLE, "no such stream to wait for");
    int error = forbidden_in_capture("cuStreamSynchronize");
    return error != SUCCESS ? error : stream ? drain(it, UINT64_MAX) : drain_all();
}

Result cuStreamQuery(void *stream) {
    ENTER(IN_CONTEXT);
    struct Stream *it = stream_of(stream);
    int error = forbidden_in_capture("cuStreamQuery");
    return error != SUCCESS ? error : !it ? INVALID_HANDLE : it->first ? NOT_READY : SUCCESS;
}

Result cuStreamWaitEvent(void *stream, struct Event *event, unsigned flags) {
    ENTER(IN_CONTEXT);
    (void)flags;
    record("cuStreamWaitEvent stream=%p event=%p", stream, (void *)event);
    struct Stream *it = stream_of(stream);
    if (!it)
        return refuse(INVALID_HANDLE, "no such stream that could wait");
    if (it->capture || event->capture)
        return capture_wait(it, event);
    struct Work wait = {.kind = WAIT, .stream = event->stream, .position = event->position};
    return enqueue(it, &wait);
}

// ---- events

Result cuEventCreate(struct Event **event, unsigned flags) {
    ENTER(IN_CONTEXT);
    (void)flags;
    *event = calloc(1, sizeof **event);
    record("cuEventCreate");
    return SUCCESS;
}

Result cuEventDestroy_v2(struct Event *event) {
    ENTER(IN_CONTEXT);
    record("cuEventDestroy");
    free(event->tips);
    free(event);
    return SUCCESS;
}

Result cuEventRecord(struct Event *event, void *stream) {
    ENTER(IN_CONTEXT);
    record("cuEventRecord");
    struct Stream *it = stream_of(stream);
    if (!it)
        return refuse(INVALID_HANDLE, "an event on a stream that is not there");
    event->queries = 0;
    event->capture = NULL;
    if (it->capture)
        return capture_record(event, it), SUCCESS;
    struct Work mark = {.kind = RECORD};
    event->stream = (int)(it - streams);
    event->position = it->submitted + 1;
    return enqueue(it, &mark);
}

static int is_pending(const struct Event *event) { return streams[event->stream].done < event->position; }

// Not there until somebody waits, or asks very often.
Result cuEventQuery(struct Event *event) {
    ENTER(IN_CONTEXT);
    record("cuEventQuery");
    if (!is_pending(event))
        return SUCCESS;
    return ++event->queries < MOST_QUERIES ? NOT_READY : drain(&streams[event->stream], event->position);
}

Result cuEventSynchronize(struct Event *event) {
    ENTER(IN_CONTEXT);
    record("cuEventSynchronize");
    int error = forbidden_in_capture("cuEventSynchronize");
    return error != SUCCESS ? error : drain(&streams[event->stream], event->position);
}

Result cuEventElapsedTime(float *milliseconds, struct Event *start, struct Event *end) {
    ENTER(IN_CONTEXT);
    *milliseconds = 1;
    return is_pending(start) || is_pending(end) ? NOT_READY : SUCCESS;
}
