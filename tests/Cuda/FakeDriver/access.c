// Loads, stores, atomic operations and asynchronous copies, and what is wrong with them: outside what was allocated,
// not aligned, never written, raced for, read before the copy that writes it was waited for.
//
// Each byte of global memory and each word of shared memory has a last writer and a last reader, as identities (see
// struct Running). What is older than the launch, or than the group in its shared memory, is in order with everything.
#include "ptx.h"

#include <stdlib.h>
#include <string.h>

static const uint32_t Poison = 0x7fffdead; // a NaN

uint32_t identity(const struct Warp *warp, int lane) {
    return running.epoch + 1 + (uint32_t)(warp->first_thread + lane);
}

// A thread of this group since its last barrier, or several of them.
static int is_beside(uint32_t other) { return other - running.epoch <= running.threads; }

static int is_before(uint32_t other) { return other - running.group_start < running.epoch - running.group_start; }

uint64_t address_of(const struct Warp *warp, const struct Instruction *it, int operand, int lane) {
    uint32_t slot = it->slots[operand];
    uint64_t address = it->narrow >> operand & 1 ? warp->file[slot][lane] : ((const uint64_t *)warp->file[slot])[lane];
    return address + (uint64_t)it->offsets[operand];
}

static void check_aligned(const struct Warp *warp, int lane, uint64_t address, uint32_t bytes) {
    if (address % bytes != 0)
        fault(warp, lane, address, "an access of %u bytes is not aligned", bytes);
}

// ---- shared memory

enum { SHARED_WORDS = (4 << 20) / 4 }; // with the gaps

static uint32_t shared_memory[SHARED_WORDS], shared_writer[SHARED_WORDS], shared_reader[SHARED_WORDS];

static int is_in_shared(uint64_t address, uint32_t bytes) {
    const struct Program *program = running.program;
    for (int i = 0; i < program->shared_count; i++) {
        const struct Shared *array = &program->shared[i];
        uint64_t start = SHARED_BASE + array->start;
        uint32_t length = array->bytes == UINT32_MAX ? running.work->shared : array->bytes;
        if (address >= start && address + bytes <= start + length)
            return 1;
    }
    return 0;
}

// The words of shared memory before the first write belong to nobody, since identities only grow.
void begin_group_memory(void) {
    static uint32_t last;
    if (running.epoch < last) {
        memset(shared_writer, 0, sizeof shared_writer);
        memset(shared_reader, 0, sizeof shared_reader);
    }
    last = running.epoch;
}

uint32_t *shared_at(const struct Warp *warp, int lane, uint64_t address, uint32_t bytes) {
    check_aligned(warp, lane, address, bytes);
    if (!is_in_shared(address, bytes))
        fault(warp, lane, address, "%u bytes outside the arrays in shared memory", bytes);
    return &shared_memory[(address - SHARED_BASE) / 4];
}

void note_shared_read(const struct Warp *warp, int lane, uint64_t address, uint32_t me) {
    size_t word = (address - SHARED_BASE) / 4;
    uint32_t writer = shared_writer[word], reader = shared_reader[word];
    if (!is_before(writer) && writer != me) {
        if (writer == UNDER_WAY)
            fault(warp, lane, address, "reads shared memory that a cp.async under way will write");
        if (writer < running.group_start)
            fault(warp, lane, address, "reads shared memory that nobody wrote");
        fault(warp, lane, address, "reads shared memory that thread %d wrote since the last barrier",
            (int)(writer - running.epoch - 1));
    }
    shared_reader[word] = reader != me && is_beside(reader) ? running.epoch : me;
}

static void check_shared_write(const struct Warp *warp, int lane, uint64_t address, uint32_t me) {
    size_t word = (address - SHARED_BASE) / 4;
    uint32_t writer = shared_writer[word], reader = shared_reader[word];
    if (writer == UNDER_WAY)
        fault(warp, lane, address, "writes shared memory that a cp.async under way will write");
    if (writer != me && is_beside(writer))
        fault(warp, lane, address, "writes shared memory that thread %d wrote since the last barrier",
            (int)(writer - running.epoch - 1));
    if (reader != me && is_beside(reader))
        fault(warp, lane, address, "writes shared memory that another thread has read since the last barrier");
}

// ---- global memory

// The block of the latest access is the one of the next, mostly.
static const struct Block *block_at(const struct Warp *warp, int lane, uint64_t address, uint32_t bytes) {
    static const struct Block *latest;
    check_aligned(warp, lane, address, bytes);
    if (!latest || !latest->is_live || address < latest->address || address + bytes > latest->address + latest->bytes)
        latest = find_block(address, bytes);
    if (!latest)
        fault(warp, lane, address, "%u bytes outside of what is allocated", bytes);
    return latest;
}

static const char *name_of(uint32_t other) {
    return other < running.launch ? "a launch beside it in the graph"
        : other == running.launch + 1 ? "an atomic operation of this launch"
        : is_beside(other) ? "another thread of its group" : "another group of this launch";
}

static void fail_read(const struct Warp *warp, int lane, uint64_t address, uint32_t writer) {
    if (writer == NOBODY)
        fault(warp, lane, address, "reads global memory that nobody wrote");
    fault(warp, lane, address, "reads global memory that %s wrote", name_of(writer));
}

static int is_ordered(uint32_t writer, uint32_t me) {
    return (writer < running.ordered_below && writer != NOBODY) || writer == me || is_before(writer)
        || (writer < running.launch && writer != NOBODY && is_node_ordered(running.work, writer));
}

// The numbers of four neighbouring bytes, mostly one and the same; 0, which is nobody's, where they differ.
static inline uint32_t common(const uint32_t *numbers) {
    uint64_t first, second;
    memcpy(&first, numbers, 8), memcpy(&second, numbers + 2, 8);
    return first == second && (uint32_t)first == first >> 32 ? (uint32_t)first : NOBODY;
}

static inline void set_four(uint32_t *numbers, uint32_t value) {
    uint64_t two = (uint64_t)value << 32 | value;
    memcpy(numbers, &two, 8), memcpy(numbers + 2, &two, 8);
}

static inline int is_plain(uint32_t other, uint32_t me) {
    return (other < running.ordered_below && other != NOBODY) || other == me || is_before(other);
}

static void note_read(const struct Warp *warp, int lane, const struct Block *block, uint64_t address, uint32_t bytes, uint32_t me) {
    const uint32_t *writers = block->writer + (address - block->address);
    uint32_t *readers = block->reader + (address - block->address);
    for (; bytes >= 4 && is_plain(common(writers), me); bytes -= 4, address += 4, writers += 4, readers += 4) {
        uint32_t reader = common(readers);
        int is_new = reader != NOBODY || (readers[0] | readers[1] | readers[2] | readers[3]) == NOBODY;
        if (!is_new || (reader >= running.launch && !is_before(reader) && reader != me))
            break;
        set_four(readers, me);
    }
    for (uint32_t i = 0; i < bytes; i++) {
        uint32_t writer = writers[i], reader = readers[i];
        if (!is_ordered(writer, me))
            fail_read(warp, lane, address + i, writer);
        if (reader < running.launch || is_before(reader))
            readers[i] = me;
        else if (reader != me)
            readers[i] = is_beside(reader) ? running.epoch : running.launch;
    }
}

static void note_write(const struct Warp *warp, int lane, const struct Block *block, uint64_t address, uint32_t bytes, uint32_t me) {
    uint32_t *writers = block->writer + (address - block->address);
    const uint32_t *readers = block->reader + (address - block->address);
    for (; bytes >= 4 && is_plain(common(writers), me) && is_plain(common(readers), me);
         bytes -= 4, address += 4, writers += 4, readers += 4)
        set_four(writers, me);
    for (uint32_t i = 0; i < bytes; i++) {
        uint32_t writer = writers[i], reader = readers[i];
        if (writer != NOBODY && !is_ordered(writer, me))
            fault(warp, lane, address + i, "writes global memory that %s wrote, too", name_of(writer));
        if (reader != NOBODY && !is_ordered(reader, me))
            fault(warp, lane, address + i, "writes global memory that %s has read", name_of(reader));
        writers[i] = me;
    }
}

// ---- loads and stores

static int slots_of(uint32_t bytes) { return bytes == 8 ? 2 : 1; }

// A value of a register, of 1, 2, 4 or 8 bytes.
static void to_register(const struct Warp *warp, uint32_t slot, int lane, const void *from, uint32_t bytes) {
    uint64_t value = 0;
    memcpy(&value, from, bytes);
    if (slots_of(bytes) == 2)
        ((uint64_t *)warp->file[slot])[lane] = value;
    else
        warp->file[slot][lane] = (uint32_t)value;
}

static void from_register(const struct Warp *warp, uint32_t slot, int lane, void *to, uint32_t bytes) {
    const void *from = slots_of(bytes) == 2 ? (const void *)&((uint64_t *)warp->file[slot])[lane] : &warp->file[slot][lane];
    memcpy(to, from, bytes);
}

static void load_parameter(struct Warp *warp, const struct Instruction *it, uint32_t lanes) {
    FOR_EACH_LANE(lane)
        for (int i = 0; i < it->number; i++)
            to_register(warp, it->slots[i], (int)lane, running.work->arguments + it->place + i * it->bytes, (uint32_t)it->bytes);
}

static void load_global(struct Warp *warp, const struct Instruction *it, uint32_t lanes) {
    uint32_t bytes = (uint32_t)it->bytes, all = bytes * (uint32_t)it->number;
    FOR_EACH_LANE(lane) {
        uint64_t address = address_of(warp, it, it->number, (int)lane);
        const struct Block *block = block_at(warp, (int)lane, address, all);
        note_read(warp, (int)lane, block, address, all, identity(warp, (int)lane));
        for (int i = 0; i < it->number; i++)
            to_register(warp, it->slots[i], (int)lane, (const char *)address + (uint32_t)i * bytes, bytes);
    }
    counted.loaded_bytes += all * (uint64_t)__builtin_popcount(lanes);
}

static void store_global(struct Warp *warp, const struct Instruction *it, uint32_t lanes) {
    uint32_t bytes = (uint32_t)it->bytes, all = bytes * (uint32_t)it->number;
    FOR_EACH_LANE(lane) {
        uint64_t address = address_of(warp, it, 0, (int)lane);
        const struct Block *block = block_at(warp, (int)lane, address, all);
        note_write(warp, (int)lane, block, address, all, identity(warp, (int)lane));
        for (int i = 0; i < it->number; i++)
            from_register(warp, it->slots[i + 1], (int)lane, (char *)address + (uint32_t)i * bytes, bytes);
    }
    counted.stored_bytes += all * (uint64_t)__builtin_popcount(lanes);
}

// Most of what products do: so the compiler is told the number of words, and that what is read of the group stays. A
// word that is in no array was never written.
static inline __attribute__((always_inline)) void load_words(
    struct Warp *warp, const struct Instruction *it, uint32_t lanes, int number) {
    const uint32_t epoch = running.epoch, start = running.group_start, past = epoch - start, threads = running.threads;
    const uint32_t bytes = 4 * (uint32_t)number;
    FOR_EACH_LANE(lane) {
        uint64_t address = address_of(warp, it, number, (int)lane), at = address - SHARED_BASE;
        uint32_t me = epoch + 1 + (uint32_t)warp->first_thread + lane;
        int is_plain = at % bytes == 0 && at < sizeof shared_memory;
        for (int i = 0; i < number && is_plain; i++) {
            uint32_t writer = shared_writer[at / 4 + (size_t)i], *reader = &shared_reader[at / 4 + (size_t)i];
            is_plain = (writer - start < past) | (writer == me);
            *reader = (*reader != me) & (*reader - epoch <= threads) ? epoch : me;
        }
        if (!is_plain) {
            shared_at(warp, (int)lane, address, bytes);
            for (uint32_t i = 0; i < bytes; i += 4)
                note_shared_read(warp, (int)lane, address + i, me);
        }
        for (int i = 0; i < number; i++)
            warp->file[it->slots[i]][lane] = shared_memory[at / 4 + (size_t)i];
    }
    counted.shared_words += (uint64_t)number * (uint64_t)__builtin_popcount(lanes);
}

static void load_shared(struct Warp *warp, const struct Instruction *it, uint32_t lanes) {
    uint32_t bytes = (uint32_t)it->bytes, all = bytes * (uint32_t)it->number;
    if (bytes == 4)
        return it->number == 1 ? load_words(warp, it, lanes, 1) : it->number == 2 ? load_words(warp, it, lanes, 2)
            : load_words(warp, it, lanes, 4);
    FOR_EACH_LANE(lane) {
        uint64_t address = address_of(warp, it, it->number, (int)lane);
        const char *from = (const char *)shared_at(warp, (int)lane, address, all) + address % 4;
        for (uint32_t i = 0; i < all; i += 4)
            note_shared_read(warp, (int)lane, address + i, identity(warp, (int)lane));
        for (int i = 0; i < it->number; i++)
            to_register(warp, it->slots[i], (int)lane, from + (uint32_t)i * bytes, bytes);
    }
    counted.shared_words += (all + 3) / 4 * (uint64_t)__builtin_popcount(lanes);
}

static void store_shared(struct Warp *warp, const struct Instruction *it, uint32_t lanes) {
    uint32_t bytes = (uint32_t)it->bytes, all = bytes * (uint32_t)it->number;
    FOR_EACH_LANE(lane) {
        uint64_t address = address_of(warp, it, 0, (int)lane);
        char *to = (char *)shared_at(warp, (int)lane, address, all) + address % 4;
        uint32_t me = identity(warp, (int)lane);
        for (uint32_t i = 0; i < all; i += 4) {
            check_shared_write(warp, (int)lane, address + i, me);
            shared_writer[(address + i - SHARED_BASE) / 4] = me;
        }
        for (int i = 0; i < it->number; i++)
            from_register(warp, it->slots[i + 1], (int)lane, to + (uint32_t)i * bytes, bytes);
    }
    counted.shared_words += (all + 3) / 4 * (uint64_t)__builtin_popcount(lanes);
}

// ---- atomic operations of 32 bits on global memory: in order with each other, and with nothing else

static uint32_t combine(const char *name, uint32_t old, uint32_t a, uint32_t b) {
    float sum;
    const char *verb = strchr(name, '.') + strlen(".global.");
    if (strncmp(verb, "add.f32", 7) == 0) {
        float x, y;
        memcpy(&x, &old, 4), memcpy(&y, &a, 4);
        sum = x + y;
        return memcpy(&old, &sum, 4), old;
    }
    return strncmp(verb, "add", 3) == 0 ? old + a : strncmp(verb, "and", 3) == 0 ? old & a
        : strncmp(verb, "or", 2) == 0 ? old | a : strncmp(verb, "xor", 3) == 0 ? old ^ a
        : strncmp(verb, "exch", 4) == 0 ? a : strncmp(verb, "cas", 3) == 0 ? (old == a ? b : old)
        : strcmp(verb, "min.u32") == 0 ? (a < old ? a : old) : strcmp(verb, "max.u32") == 0 ? (a > old ? a : old)
        : strcmp(verb, "min.s32") == 0 ? ((int32_t)a < (int32_t)old ? a : old) : ((int32_t)a > (int32_t)old ? a : old);
}

// atom D, [a], b; red [a], b; atom.cas D, [a], b, c
static void atomic(struct Warp *warp, const struct Instruction *it, uint32_t lanes) {
    int returns = it->name[0] == 'a', at = returns ? 1 : 0;
    FOR_EACH_LANE(lane) {
        uint64_t address = address_of(warp, it, at, (int)lane);
        const struct Block *block = block_at(warp, (int)lane, address, 4);
        uint32_t *word = (uint32_t *)address, old = *word, others = running.launch + 1;
        if (block->writer[address - block->address] != others)
            note_read(warp, (int)lane, block, address, 4, others);
        note_write(warp, (int)lane, block, address, 4, others);
        uint32_t a = warp->file[it->slots[at + 1]][lane], b = it->operands > at + 2 ? warp->file[it->slots[at + 2]][lane] : 0;
        *word = combine(it->name, old, a, b);
        if (returns)
            warp->file[it->slots[0]][lane] = old;
    }
}

// ---- asynchronous copies, as late as they may be: the target is poisoned until the thread has waited

struct Copy {
    uint64_t from; // 0: zeros
    uint32_t word, bytes, filled;
    uint16_t thread;
    uint16_t group; // number of the thread's commits before it
};

static struct Copy *copies;
static int copy_count, copy_room;
static uint16_t commits[1024];

static void keep_copy(struct Copy copy) {
    if (copy_count == copy_room) {
        copy_room = copy_room ? 2 * copy_room : 1024;
        copies = realloc(copies, (size_t)copy_room * sizeof *copies);
    }
    copies[copy_count++] = copy;
}

// cp.async [shared], [global], bytes, count: what of the bytes count leaves out is zero.
static void copy_async(struct Warp *warp, const struct Instruction *it, uint32_t lanes) {
    FOR_EACH_LANE(lane) {
        uint64_t to = address_of(warp, it, 0, (int)lane), from = address_of(warp, it, 1, (int)lane);
        uint32_t bytes = (uint32_t)it->count, count = warp->file[it->slots[2]][lane];
        uint32_t *target = shared_at(warp, (int)lane, to, bytes);
        if (count > bytes)
            fault(warp, (int)lane, to, "cp.async of %u bytes of %u", count, bytes);
        check_aligned(warp, (int)lane, from, bytes);
        if (count > 0)
            note_read(warp, (int)lane, block_at(warp, (int)lane, from, bytes), from, count, identity(warp, (int)lane));
        for (uint32_t i = 0; i < bytes; i += 4) {
            check_shared_write(warp, (int)lane, to + i, identity(warp, (int)lane));
            shared_writer[(to + i - SHARED_BASE) / 4] = UNDER_WAY;
            target[i / 4] = Poison;
        }
        int thread = warp->first_thread + (int)lane;
        keep_copy((struct Copy){from, (uint32_t)(to - SHARED_BASE) / 4, bytes, count, (uint16_t)thread, commits[thread]});
        counted.loaded_bytes += count;
    }
}

static void commit(struct Warp *warp, const struct Instruction *it, uint32_t lanes) {
    (void)it;
    FOR_EACH_LANE(lane)
        commits[warp->first_thread + (int)lane]++;
}

// From here on it is as if the thread that waited had just written.
static void arrive(const struct Copy *copy) {
    memset(&shared_memory[copy->word], 0, copy->bytes);
    if (copy->filled)
        memcpy(&shared_memory[copy->word], (const void *)copy->from, copy->filled);
    for (uint32_t i = 0; i < copy->bytes / 4; i++)
        shared_writer[copy->word + i] = running.epoch + 1 + copy->thread;
}

// All groups of copies but the latest so many; those after the last commit are in no group.
static void wait_for(const struct Warp *warp, uint32_t lanes, int but) {
    int kept = 0;
    for (int i = 0; i < copy_count; i++) {
        int lane = copies[i].thread - warp->first_thread;
        int is_covered = lane >= 0 && lane < LANES && lanes >> lane & 1
            && copies[i].group < commits[copies[i].thread] - but;
        if (is_covered)
            arrive(&copies[i]);
        else
            copies[kept++] = copies[i];
    }
    copy_count = kept;
}

static void wait_group(struct Warp *warp, const struct Instruction *it, uint32_t lanes) { wait_for(warp, lanes, it->count); }

static void wait_all(struct Warp *warp, const struct Instruction *it, uint32_t lanes) {
    commit(warp, it, lanes);
    wait_for(warp, lanes, 0);
}

// Called when threads end, which must have none.
void finish_copies(const struct Warp *warp, uint32_t lanes, const char *what) {
    for (int i = 0; i < copy_count; i++) {
        int lane = copies[i].thread - warp->first_thread;
        if (lane >= 0 && lane < LANES && lanes >> lane & 1)
            fault(warp, lane, SHARED_BASE + 4ull * copies[i].word, "%s", what);
    }
    FOR_EACH_LANE(lane)
        commits[warp->first_thread + (int)lane] = 0;
}

void forget_copies(void) {
    copy_count = 0;
    memset(commits, 0, sizeof commits);
}

// ---- the table

#define LOADS(space, type, width, bytes, run)                                                                         \
    {"ld." space "." type, width "a", run, bytes, 1}, {"ld." space ".v2." type, "2" width "a", run, bytes, 2},        \
    {"ld." space ".v4." type, "4" width "a", run, bytes, 4}
#define STORES(space, type, width, bytes, run)                                                                        \
    {"st." space "." type, "a" width, run, bytes, 1}, {"st." space ".v2." type, "a2" width, run, bytes, 2},           \
    {"st." space ".v4." type, "a4" width, run, bytes, 4}
#define FOR_TYPES(define, space, h, w, x, run)                                                                        \
    define(space, "b8", h, 1, run), define(space, "u8", h, 1, run), define(space, "b16", h, 2, run),                  \
    define(space, "u16", h, 2, run), define(space, "b32", w, 4, run), define(space, "u32", w, 4, run),                \
    define(space, "s32", w, 4, run), define(space, "f32", w, 4, run), define(space, "b64", x, 8, run),                \
    define(space, "u64", x, 8, run), define(space, "s64", x, 8, run), define(space, "f64", x, 8, run)
#define ATOMIC(verb) {"atom.global." verb, "Waw", atomic, 4, 1}, {"red.global." verb, "aw", atomic, 4, 1}

const struct OperationOf accesses[] = {
    FOR_TYPES(LOADS, "param", "H", "W", "X", load_parameter), FOR_TYPES(LOADS, "global", "H", "W", "X", load_global),
    FOR_TYPES(LOADS, "shared", "H", "W", "X", load_shared), FOR_TYPES(STORES, "global", "h", "w", "x", store_global),
    FOR_TYPES(STORES, "shared", "h", "w", "x", store_shared),
    ATOMIC("add.u32"), ATOMIC("add.s32"), ATOMIC("add.f32"), ATOMIC("min.u32"), ATOMIC("max.u32"), ATOMIC("min.s32"),
    ATOMIC("max.s32"), ATOMIC("and.b32"), ATOMIC("or.b32"), ATOMIC("xor.b32"), {"atom.global.exch.b32", "Waw", atomic, 4, 1},
    {"atom.global.cas.b32", "Waww", atomic, 4, 1},
    {"cp.async.ca.shared.global", "aacw", copy_async, 0, 1}, {"cp.async.cg.shared.global", "aacw", copy_async, 0, 1},
    {"cp.async.commit_group", "", commit, 0, 0}, {"cp.async.wait_group", "c", wait_group, 0, 0},
    {"cp.async.wait_all", "", wait_all, 0, 0},
    {NULL, NULL, NULL, 0, 0},
};
