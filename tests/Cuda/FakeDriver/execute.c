// Runs a launch: its groups one after the other, a group's warps one after the other from barrier to barrier, a warp's
// lanes together. Lanes that part at a branch wait for each other where its ways meet.
#define _GNU_SOURCE
#include "ptx.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_WARPS = 32 };

struct Running running;
struct Counts counted;

static jmp_buf end_of_launch;
static uint32_t identities = HOST + 1;
static struct Warp warps[MOST_WARPS];
static void *memory; // the warps' files
static size_t memory_bytes;

static int is_reversed(void) { return setting("FAKECUDA_REVERSED", 0) != 0; }

// ---- faults

void fault(const struct Warp *warp, int lane, uint64_t address, const char *format, ...) {
    char what[256], where[128] = "", thread[64] = "";
    va_list values;
    va_start(values, format);
    vsnprintf(what, sizeof what, format, values);
    va_end(values);
    const struct Instruction *at = running.at;
    if (address)
        snprintf(where, sizeof where, " address=%#lx", (unsigned long)address);
    if (warp)
        snprintf(thread, sizeof thread, " thread=%d", warp->first_thread + (lane < 0 ? 0 : lane));
    const char *file = at && at->file >= 0 && at->file < 64 ? running.program->files[at->file] : NULL;
    char line[1200];
    snprintf(line, sizeof line, "fault entry=%s line=%d instruction=%s source=%s:%d group=%u,%u,%u%s%s what=%s",
        running.work->function->entry, at ? at->line : 0, at ? at->name : "", file ? file : "", at ? at->source_line : 0,
        running.group[0], running.group[1], running.group[2], thread, where, what);
    record("%s", line);
    fprintf(stderr, "The fake CUDA driver: %s\n", line);
    longjmp(end_of_launch, 1);
}

// ---- identities

// The next numbers that nobody had. When they run out all accesses of the past become the host's.
uint32_t new_identities(uint32_t number) {
    uint32_t first = identities;
    if (first > UNDER_WAY - 0x1000 - number)
        fault(NULL, 0, 0, "a launch of more barriers than can be told apart");
    identities += number;
    return first;
}

// ---- warps

static uint32_t slot_bytes(void) { return running.program->slots * (LANES * sizeof(uint32_t)); }

static uint64_t special_value(const struct Warp *warp, int lane, int special) {
    const struct Work *work = running.work;
    unsigned thread = (unsigned)(warp->first_thread + lane);
    switch (special) {
    case TID_X: return thread % work->block[0];
    case TID_Y: return thread / work->block[0] % work->block[1];
    case TID_Z: return thread / work->block[0] / work->block[1];
    case NTID_X: case NTID_Y: case NTID_Z: return work->block[special - NTID_X];
    case CTAID_X: case CTAID_Y: case CTAID_Z: return running.group[special - CTAID_X];
    case NCTAID_X: case NCTAID_Y: case NCTAID_Z: return work->grid[special - NCTAID_X];
    case LANE_ID: return (uint64_t)lane;
    case WARP_ID: return (uint64_t)(warp->first_thread / LANES);
    default: return work->shared; // DYNAMIC_SHARED_BYTES
    }
}

static void fill_constants(struct Warp *warp) {
    for (int i = 0; i < running.program->constant_count; i++) {
        const struct Constant *constant = &running.program->constants[i];
        for (int lane = 0; lane < LANES; lane++) {
            uint64_t value = constant->special == 0 ? constant->value
                : constant->special == SHARED_START ? SHARED_BASE + running.program->shared[constant->value].start
                : special_value(warp, lane, constant->special);
            if (constant->is_wide)
                ((uint64_t *)warp->file[constant->slot])[lane] = value;
            else
                warp->file[constant->slot][lane] = (uint32_t)value;
        }
    }
}

static void begin_warp(struct Warp *warp, int index) {
    warp->first_thread = index * LANES;
    uint32_t threads = running.threads - (uint32_t)warp->first_thread;
    warp->alive = threads >= LANES ? EVERY_LANE : (1u << threads) - 1;
    warp->file = (void *)((char *)memory + (size_t)index * slot_bytes());
    warp->is_waiting = 0;
    warp->depth = 1;
    warp->paths[0] = (struct Path){warp->alive, 0, running.program->length};
    free(warp->defined);
    warp->defined = calloc(running.program->slots, sizeof *warp->defined);
    fill_constants(warp);
}

static void check_defined(const struct Warp *warp, const struct Instruction *it, uint32_t lanes) {
    for (int i = 0; i < it->reads; i++) {
        uint32_t missing = lanes & ~warp->defined[it->read[i]];
        if (missing)
            fault(warp, __builtin_ctz(missing), 0, "reads a register that nobody wrote");
    }
}

// The lanes that a branch parts go one way after the other; those that jump go first, or last in the reversed order.
static void branch(struct Warp *warp, const struct Instruction *it, uint32_t jumping) {
    struct Path *path = &warp->paths[warp->depth - 1];
    uint32_t staying = path->lanes & ~jumping;
    if (staying == 0) {
        path->at = it->target;
    } else if (jumping == 0) {
        path->at++;
    } else {
        if (warp->depth + 2 > (int)(sizeof warp->paths / sizeof *warp->paths))
            fault(warp, 0, 0, "too many branches within each other");
        struct Path jump = {jumping, it->target, it->join}, stay = {staying, path->at + 1, it->join};
        path->at = it->join;
        int first = is_reversed() ? 0 : 1;
        path[1 + first] = jump;
        path[2 - first] = stay;
        warp->depth += 2;
    }
}

static void retire(struct Warp *warp, uint32_t lanes) {
    finish_copies(warp, lanes, "ends with a copy under way (cp.async without a wait)");
    warp->alive &= ~lanes;
    for (int i = 0; i < warp->depth; i++)
        warp->paths[i].lanes &= ~lanes;
}

static void reach_barrier(struct Warp *warp, struct Path *path, int at) {
    if (path->lanes != warp->alive)
        fault(warp, __builtin_ctz(warp->alive & ~path->lanes), 0, "is not at the barrier that others of its warp reached");
    warp->is_waiting = 1;
    warp->waited_at = at;
    path->at++;
}

// Runs a warp to its next barrier, or its end.
static void run_warp(struct Warp *warp) {
    const struct Instruction *code = running.program->code;
    const int length = running.program->length;
    warp->is_waiting = 0;
    while (warp->depth > 0) {
        struct Path *path = &warp->paths[warp->depth - 1];
        if (path->lanes == 0 || path->at == path->join || path->at >= length) {
            if (path->lanes && path->at >= length)
                retire(warp, path->lanes);
            warp->depth--;
            continue;
        }
        const struct Instruction *it = running.at = &code[path->at];
        uint32_t lanes = path->lanes;
        if (it->guard) {
            if (lanes & ~warp->defined[it->guard])
                fault(warp, __builtin_ctz(lanes & ~warp->defined[it->guard]), 0, "reads a predicate that nobody wrote");
            uint32_t guard = warp->file[it->guard][0];
            lanes &= it->is_guard_negated ? ~guard : guard;
        }
        counted.instructions++;
        if (it->flow == NEXT) {
            path->at++;
            if (lanes == 0)
                continue;
            check_defined(warp, it, lanes);
            it->run(warp, it, lanes);
            for (int i = 0; i < it->writes; i++)
                warp->defined[it->written[i]] |= lanes;
            counted.products += (uint64_t)it->is_product;
        } else if (it->flow == BRANCH) {
            branch(warp, it, lanes);
        } else if (it->flow == RETURN) {
            path->at++;
            retire(warp, lanes);
        } else {
            reach_barrier(warp, path, path->at);
            return;
        }
    }
}

// ---- groups

// All threads wait at the same barrier, or all have ended.
static int is_done(int count) {
    int waiting = -1;
    for (int i = 0; i < count; i++)
        if (warps[i].is_waiting)
            waiting = i;
    if (waiting < 0)
        return 1;
    for (int i = 0; i < count; i++) {
        uint32_t threads = running.threads - (uint32_t)warps[i].first_thread;
        uint32_t all = threads >= LANES ? EVERY_LANE : (1u << threads) - 1;
        running.at = &running.program->code[warps[waiting].waited_at];
        if (!warps[i].is_waiting || warps[i].alive != all)
            fault(&warps[i], __builtin_ctz(warps[i].is_waiting ? all & ~warps[i].alive : all), 0,
                "has ended while others wait at a barrier");
        if (warps[i].waited_at != warps[waiting].waited_at)
            fault(&warps[i], 0, 0, "waits at another barrier, that of line %d", running.program->code[warps[i].waited_at].line);
    }
    return 0;
}

static void run_group(int count, int reversed) {
    running.group_start = running.epoch = new_identities(running.threads + 1);
    begin_group_memory();
    for (int i = 0; i < count; i++)
        begin_warp(&warps[i], i);
    do {
        for (int i = 0; i < count; i++)
            run_warp(&warps[reversed ? count - 1 - i : i]);
        if (is_done(count))
            return;
        running.epoch = new_identities(running.threads + 1);
    } while (1);
}

static void reserve_warps(int count) {
    size_t bytes = (size_t)count * slot_bytes();
    if (bytes <= memory_bytes)
        return;
    free(memory);
    memory = aligned_alloc(64, memory_bytes = (bytes + 63) / 64 * 64);
}

static void run_groups(const struct Work *work) {
    int count = (int)((running.threads + LANES - 1) / LANES), reversed = is_reversed();
    uint64_t groups = (uint64_t)work->grid[0] * work->grid[1] * work->grid[2];
    reserve_warps(count);
    for (uint64_t i = 0; i < groups; i++) {
        uint64_t group = reversed ? groups - 1 - i : i;
        running.group[0] = (unsigned)(group % work->grid[0]);
        running.group[1] = (unsigned)(group / work->grid[0] % work->grid[1]);
        running.group[2] = (unsigned)(group / work->grid[0] / work->grid[1]);
        run_group(count, reversed);
    }
}

// ---- launches

int execute(const struct Work *work) {
    running = (struct Running){.program = work->function->program, .work = work};
    running.threads = work->block[0] * work->block[1] * work->block[2];
    counted = (struct Counts){0};
    if (identities > UNDER_WAY / 2) {
        forget_accesses();
        identities = HOST + 1;
    }
    if (setjmp(end_of_launch) != 0)
        return lose_context(LAUNCH_FAILED);
    forget_copies();
    running.launch = new_identities(2);
    uint32_t ordered = ordered_below(work);
    running.ordered_below = ordered < running.launch ? ordered : running.launch;
    begin_node(work, running.launch);
    if (running.program->fault[0])
        fault(NULL, 0, 0, "%s", running.program->fault);
    run_groups(work);
    end_node(work, identities);
    record("executed entry=%s instructions=%lu products=%lu shared=%lu loaded=%lu stored=%lu", work->function->entry,
        (unsigned long)counted.instructions, (unsigned long)counted.products, (unsigned long)counted.shared_words,
        (unsigned long)counted.loaded_bytes, (unsigned long)counted.stored_bytes);
    return SUCCESS;
}
