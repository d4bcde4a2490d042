// What the parts of the fake driver share. README.md beside this file says what it is for and how it is told things.
#ifndef FAKE_H
#define FAKE_H

#include <stddef.h>
#include <stdint.h>

typedef int Result;

enum {
    SUCCESS = 0,
    INVALID_VALUE = 1,
    OUT_OF_MEMORY = 2,
    NOT_INITIALIZED = 3,
    NO_DEVICE = 100,
    INVALID_DEVICE = 101,
    INVALID_CONTEXT = 201,
    INVALID_PTX = 218,
    INVALID_HANDLE = 400,
    NOT_FOUND = 500,
    ILLEGAL_ADDRESS = 700,
    HOST_MEMORY_ALREADY_REGISTERED = 712,
    HOST_MEMORY_NOT_REGISTERED = 713,
    LAUNCH_FAILED = 719,
    CAPTURE_UNSUPPORTED = 900,
    CAPTURE_INVALIDATED = 901,
    CAPTURE_UNMATCHED = 903,
    CAPTURE_IMPLICIT = 906,
};

// ---- calls.c: every function begins with one of these two

enum { ANYWHERE, IN_CONTEXT };

int enter(const char *function, int where);
void leave(const int *entered);

// Locks, counts the call, and returns at once where it was told to fail or something is wrong with the state.
#define ENTER(where)                                                                                                  \
    int entered __attribute__((cleanup(leave))) = enter(__func__, where);                                             \
    if (entered != SUCCESS)                                                                                           \
        return entered

// A line of the log.
void record(const char *format, ...) __attribute__((format(printf, 1, 2)));

// A line that says why a call is refused; returns the error.
int refuse(int error, const char *format, ...) __attribute__((format(printf, 2, 3)));

long setting(const char *name, long otherwise);

// Whether kernels are executed.
int executes(void);

// ---- device.c

void make_initialized(void);
int is_initialized(void);
void *current_context(void);

// From here on every call fails with the error; returns it.
int lose_context(int error);

// ---- memory.c

struct Block {
    uint64_t address;
    size_t bytes;
    int is_live;
    // Who last wrote and read each byte, where kernels are executed; see ptx.h.
    uint32_t *writer, *reader;
};

const struct Block *find_block(uint64_t address, size_t bytes);

// Notes that the host wrote; the error where it reads what nobody wrote.
void note_host_write(const void *address, size_t bytes);
int check_host_read(const void *address, size_t bytes);

// All that was written becomes the host's.
void forget_accesses(void);

int is_device_address(uint64_t address);
int is_live(uint64_t address, size_t bytes);
int is_page_locked(const void *address, size_t bytes);

// Memory of the host that is not page-locked.
int is_pageable(const void *address, size_t bytes);
void check_leaks(void);

// ---- modules.c

struct Module {
    int number; // from 1 on, in the order of loading
    char entry[256];
    size_t parameter_bytes;
    int most_threads; // of .maxntid; 0 without
    long static_shared_bytes;
    long most_dynamic_shared_bytes;
    int is_loaded;
    struct Program *program; // where kernels are executed
};

// ---- work.c: what a stream does

enum { LAUNCH, COPY, SET, RECORD, WAIT };

struct Work {
    int kind;
    struct Module *function;
    unsigned grid[3], block[3], shared;
    unsigned char *arguments; // of a launch, packed
    size_t bytes;             // of the arguments, the copy or the setting
    void *to, *from;
    unsigned char value;
    int stream; // of a wait: for which stream, and how much of its work
    uint64_t position;
    struct Replay *replay; // of a node of a graph
    int node;
};

// The error of work that can't be.
int check(const struct Work *work);

void record_work(const struct Work *work, const char *verb);

// Does it now.
int perform(const struct Work *work);

// ---- streams.c

enum { MOST_STREAMS = 4096 };

struct Stream {
    int is_live;
    struct Item *first, *last;   // work that waits
    uint64_t submitted, done;    // how much work
    struct Capture *capture;     // null: none
    int *tips, tip_count;        // nodes of it that the next one follows
};

struct Event {
    int stream;
    uint64_t position;
    int queries;
    struct Capture *capture;
    int *tips, tip_count;
};

struct Stream *stream_of(void *handle);

// Takes over the arguments of a launch.
int enqueue(struct Stream *stream, const struct Work *work);

// Does all work of all streams.
int drain_all(void);

// Runs the work, or keeps it for the graph that is being captured. Takes over its arguments.
int submit(void *stream, struct Work *work);

// ---- graphs.c

// The error of a call that no capture allows; 0 while there is none.
int forbidden_in_capture(const char *what);

int capture_work(struct Stream *stream, const struct Work *work);
int spoil_captures(void);
void capture_record(struct Event *event, const struct Stream *stream);
int capture_wait(struct Stream *stream, const struct Event *event);

// Of a graph that is replayed: what its nodes had for identities.
void begin_node(const struct Work *work, uint32_t identity);
void end_node(const struct Work *work, uint32_t identity);
uint32_t ordered_below(const struct Work *work);
int is_node_ordered(const struct Work *work, uint32_t identity);
void leave_replay(struct Replay *replay);

#endif
