// Capture of a stream's work into graphs, the streams that join it by events, and the replay of graphs.
#include "fake.h"

#include <stdlib.h>
#include <string.h>

enum { MOST = 4096, GRAPH = 0x30000, EXECUTABLE = 0x40000, CAPTURE_UNJOINED = 904, CAPTURE_ISOLATION = 907 };

struct Node {
    struct Work work;
    int *follows, follow_count;
    unsigned char *before; // for each node, whether it is always done before this one
};

struct Graph {
    struct Node *nodes;
    int length;
    int is_live;
};

struct Capture {
    struct Graph graph;
    struct Stream *origin;
    int is_spoilt;
    struct Stream *members[8];
    int member_count;
};

// One replay: the identities of its nodes, from begin to end.
struct Replay {
    const struct Graph *graph;
    uint32_t *begin, *end;
    int users;
};

static struct Capture *current;
static struct Graph graphs[MOST], executables[MOST];
static int made_graphs, made_executables;

static void *handle(int base, int index) { return (void *)(intptr_t)(base + index); }

static struct Graph *find(struct Graph *all, int number, int base, const void *it) {
    intptr_t i = (intptr_t)it - base;
    return i >= 0 && i < number && all[i].is_live ? &all[i] : NULL;
}

// ---- capture: one at a time is enough

int spoil_captures(void) {
    if (current)
        current->is_spoilt = 1;
    return current != NULL;
}

int forbidden_in_capture(const char *what) {
    return spoil_captures() ? refuse(CAPTURE_UNSUPPORTED, "%s during a capture", what) : SUCCESS;
}

static void add_tips(int **tips, int *count, const int *more, int number) {
    *tips = realloc(*tips, (size_t)(*count + number + 1) * sizeof **tips);
    for (int i = 0; i < number; i++) {
        int is_there = 0;
        for (int k = 0; k < *count; k++)
            is_there |= (*tips)[k] == more[i];
        if (!is_there)
            (*tips)[(*count)++] = more[i];
    }
}

// The nodes that a new one is always done after: those it follows, and theirs.
static void follow(struct Graph *graph, struct Node *node) {
    node->before = calloc((size_t)graph->length + 1, 1);
    for (int i = 0; i < node->follow_count; i++) {
        int followed = node->follows[i];
        node->before[followed] = 1;
        for (int k = 0; k < followed; k++)
            node->before[k] |= graph->nodes[followed].before[k];
    }
}

int capture_work(struct Stream *stream, const struct Work *work) {
    struct Capture *capture = stream->capture;
    int error = check(work);
    if (error == SUCCESS && work->kind == COPY
        && (is_pageable(work->to, work->bytes) || is_pageable(work->from, work->bytes)))
        error = refuse(CAPTURE_UNSUPPORTED, "a copy of memory that is not page-locked, during a capture");
    if (error != SUCCESS) {
        capture->is_spoilt = 1;
        return error;
    }
    struct Graph *graph = &capture->graph;
    graph->nodes = realloc(graph->nodes, (size_t)(graph->length + 1) * sizeof *graph->nodes);
    struct Node *node = &graph->nodes[graph->length];
    *node = (struct Node){.work = *work, .follows = stream->tips, .follow_count = stream->tip_count};
    follow(graph, node);
    stream->tips = NULL, stream->tip_count = 0;
    add_tips(&stream->tips, &stream->tip_count, &graph->length, 1);
    graph->length++;
    return SUCCESS;
}

void capture_record(struct Event *event, const struct Stream *stream) {
    event->capture = stream->capture;
    event->tip_count = 0;
    add_tips(&event->tips, &event->tip_count, stream->tips, stream->tip_count);
}

// A stream that waits for an event of a capture becomes part of it.
int capture_wait(struct Stream *stream, const struct Event *event) {
    if (!current || event->capture != current || (stream->capture && stream->capture != current)
        || (!stream->capture && (stream->first || current->member_count == 8))) {
        spoil_captures();
        return refuse(CAPTURE_ISOLATION, "a wait between work that is captured and work that is not");
    }
    if (!stream->capture) {
        stream->capture = current;
        stream->tip_count = 0;
        current->members[current->member_count++] = stream;
    }
    add_tips(&stream->tips, &stream->tip_count, event->tips, event->tip_count);
    return SUCCESS;
}

Result cuStreamBeginCapture_v2(void *stream, int mode) {
    ENTER(IN_CONTEXT);
    record("cuStreamBeginCapture mode=%d", mode);
    struct Stream *it = stream ? stream_of(stream) : NULL;
    if (!it)
        return refuse(CAPTURE_UNSUPPORTED, "a capture of the default stream or of none");
    if (current)
        return refuse(CAPTURE_UNMATCHED, "a capture within a capture");
    current = calloc(1, sizeof *current);
    current->origin = it;
    it->capture = current;
    it->tip_count = 0;
    return SUCCESS;
}

// Whether all that was captured is done before whatever follows on the stream.
static int is_joined(const struct Capture *capture) {
    const struct Stream *origin = capture->origin;
    for (int i = 0; i < capture->graph.length; i++) {
        int is_before = 0;
        for (int k = 0; k < origin->tip_count; k++)
            is_before |= origin->tips[k] == i
                || (i < origin->tips[k] && capture->graph.nodes[origin->tips[k]].before[i]);
        if (!is_before)
            return 0;
    }
    return 1;
}

static int end_capture(struct Stream *stream) {
    int is_spoilt = current->is_spoilt, joined = is_joined(current);
    stream->capture = NULL;
    for (int i = 0; i < current->member_count; i++)
        current->members[i]->capture = NULL;
    if (is_spoilt)
        return refuse(CAPTURE_INVALIDATED, "the capture failed earlier");
    return joined ? SUCCESS : refuse(CAPTURE_UNJOINED, "a stream that joined the capture was not waited for");
}

Result cuStreamEndCapture(void *stream, void **graph) {
    ENTER(IN_CONTEXT);
    *graph = NULL;
    struct Stream *it = stream_of(stream);
    if (!it || !current || current->origin != it)
        return refuse(CAPTURE_UNMATCHED, "the end of a capture that was not begun");
    int error = end_capture(it);
    struct Graph made = current->graph;
    free(current);
    current = NULL;
    if (error != SUCCESS || made_graphs == MOST)
        return error != SUCCESS ? error : OUT_OF_MEMORY;
    graphs[made_graphs] = made;
    graphs[made_graphs].is_live = 1;
    *graph = handle(GRAPH, made_graphs++);
    record("cuStreamEndCapture graph=%p nodes=%d", *graph, made.length);
    return SUCCESS;
}

Result cuStreamIsCapturing(void *stream, int *status) {
    ENTER(IN_CONTEXT);
    struct Stream *it = stream_of(stream);
    *status = it && it->capture;
    return SUCCESS;
}

// ---- replays

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

// The next node: the first of those that may come, or the last in the reversed order.
static int next_node(const struct Graph *graph, const unsigned char *is_done) {
    int found = -1;
    for (int i = 0; i < graph->length; i++) {
        int may_come = !is_done[i];
        for (int k = 0; k < graph->nodes[i].follow_count; k++)
            may_come &= is_done[graph->nodes[i].follows[k]];
        if (may_come && (found < 0 || setting("FAKECUDA_REVERSED", 0)))
            found = i;
    }
    return found;
}

static int replay_node(struct Stream *stream, struct Replay *replay, int node) {
    struct Work work = replay->graph->nodes[node].work;
    int error = check(&work);
    if (error != SUCCESS)
        return error;
    record_work(&work, "replay");
    if (work.kind == LAUNCH)
        work.arguments = memcpy(malloc(work.bytes + 1), work.arguments, work.bytes);
    work.replay = replay;
    work.node = node;
    replay->users++;
    return enqueue(stream, &work);
}

Result cuGraphLaunch(void *executable, void *stream) {
    ENTER(IN_CONTEXT);
    struct Graph *graph = find(executables, made_executables, EXECUTABLE, executable);
    struct Stream *it = stream ? stream_of(stream) : NULL;
    if (!graph || !it)
        return refuse(INVALID_HANDLE, "no such graph or stream to launch");
    if (it->capture)
        return forbidden_in_capture("cuGraphLaunch");
    record("cuGraphLaunch executable=%p nodes=%d", executable, graph->length);
    size_t number = (size_t)graph->length + 1;
    struct Replay *replay = calloc(1, sizeof *replay);
    *replay = (struct Replay){graph, calloc(number, sizeof(uint32_t)), calloc(number, sizeof(uint32_t)), 1};
    unsigned char *is_done = calloc(number, 1);
    int error = SUCCESS;
    for (int node; error == SUCCESS && (node = next_node(graph, is_done)) >= 0; is_done[node] = 1)
        error = replay_node(it, replay, node);
    free(is_done);
    leave_replay(replay);
    return error;
}

void leave_replay(struct Replay *replay) {
    if (replay && --replay->users == 0) {
        free(replay->begin);
        free(replay->end);
        free(replay);
    }
}

Result cuGraphExecDestroy(void *executable) {
    ENTER(IN_CONTEXT);
    struct Graph *graph = find(executables, made_executables, EXECUTABLE, executable);
    if (!graph)
        return refuse(INVALID_VALUE, "no such executable graph to destroy");
    int error = drain_all();
    record("cuGraphExecDestroy executable=%p", executable);
    graph->is_live = 0;
    return error;
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

// ---- the order of a replay's nodes, for the search for races between them

void begin_node(const struct Work *work, uint32_t identity) {
    if (work->replay)
        work->replay->begin[work->node] = identity;
}

void end_node(const struct Work *work, uint32_t identity) {
    if (work->replay)
        work->replay->end[work->node] = identity;
}

// Whoever is older than this is in order with the node.
uint32_t ordered_below(const struct Work *work) {
    uint32_t least = UINT32_MAX;
    for (int i = 0; work->replay && i < work->replay->graph->length; i++) {
        uint32_t begin = work->replay->begin[i];
        int is_before = i < work->node && work->replay->graph->nodes[work->node].before[i];
        if (begin && i != work->node && !is_before && begin < least)
            least = begin;
    }
    return least;
}

int is_node_ordered(const struct Work *work, uint32_t identity) {
    for (int i = 0; work->replay && i < work->replay->graph->length; i++)
        if (work->replay->begin[i] && identity >= work->replay->begin[i] && identity < work->replay->end[i])
            return i < work->node && work->replay->graph->nodes[work->node].before[i];
    return 1;
}
