// The PTX interpreter: what its parts share. README.md beside this file says what it checks.
#ifndef PTX_H
#define PTX_H

#include "fake.h"

enum { LANES = 32, MOST_OPERANDS = 16 };

static const uint32_t EVERY_LANE = 0xffffffff;

struct Warp;
struct Instruction;

// What an instruction does for the lanes that are set.
typedef void (*Operation)(struct Warp *warp, const struct Instruction *it, uint32_t lanes);

// What comes after an instruction.
enum Flow { NEXT, BRANCH, RETURN, BARRIER };

// A register is one slot of the warp's file, or two where it has 64 bits: a number for each lane. Numbers in the text
// and special registers are slots that are filled before the first instruction.
struct Instruction {
    Operation run;
    enum Flow flow;
    uint32_t guard; // slot of the predicate; 0: none
    int is_guard_negated;
    uint32_t slots[MOST_OPERANDS]; // of the operands, in the text's order; those of a vector one after the other
    uint32_t read[MOST_OPERANDS], written[MOST_OPERANDS]; // slots of these that are registers
    int reads, writes, operands;
    int64_t offsets[MOST_OPERANDS]; // behind the addresses among the operands
    int place;      // of a parameter
    int count;      // an operand that stands for itself
    int target, join; // of a branch: where it goes, and where both ways meet again
    int line, file, source_line;
    const char *name;
    int bytes, number; // of an access: bytes of each value, number of values
    unsigned narrow;   // which operands are addresses of 32 bits, a bit each
    int is_product;
};

struct Shared {
    char name[64];
    uint32_t start, bytes;
};

struct Constant {
    uint32_t slot;
    int is_wide;
    int special; // 0: a number; else which special register
    uint64_t value;
};

// The one kernel of a module.
struct Program {
    struct Instruction *code;
    int length;
    uint32_t slots;
    struct Constant *constants;
    int constant_count;
    struct Shared shared[16];
    int shared_count;
    uint32_t shared_bytes; // with what lies between, before the dynamic part
    char *files[64];
    char fault[256]; // why it can't be run; empty: it can
};

// ---- parse.c

// The kernel whose .entry begins there.
struct Program *parse(const char *ptx, const char *entry);

// ---- flow.c

void find_joins(struct Program *program);

// ---- operations: found by an instruction's name

struct OperationOf {
    const char *name;
    // A letter an operand: w 32 bits, x 64, h 16, p a predicate, a an address in brackets, l a label, c a count that
    // stands for itself; capitals are written. "4W" is a vector of four.
    const char *operands;
    Operation run;
    int bytes, number; // of an access
};

extern const struct OperationOf arithmetic[], accesses[], warp_wide[];

// ---- execute.c

enum Special {
    TID_X = 1, TID_Y, TID_Z, NTID_X, NTID_Y, NTID_Z, CTAID_X, CTAID_Y, CTAID_Z, NCTAID_X, NCTAID_Y, NCTAID_Z,
    LANE_ID, WARP_ID, DYNAMIC_SHARED_BYTES, SHARED_START,
};

struct Path {
    uint32_t lanes;
    int at, join;
};

struct Warp {
    uint32_t (*file)[LANES];
    uint32_t *defined; // lanes of each slot that hold a value
    struct Path paths[64];
    int depth;
    uint32_t alive;
    int first_thread; // of the group
    int is_waiting;   // at the barrier whose instruction is waited_at
    int waited_at;
};

// The launch that is under way, and its group.
struct Running {
    const struct Program *program;
    const struct Work *work;
    unsigned group[3];
    uint32_t threads;
    unsigned char *shared; // from SHARED_BASE on
    uint32_t shared_bytes;
    // Identities for the search for races. A thread has another one behind each barrier: epoch + 1 + its number; epoch
    // itself stands for several threads, launch for threads of several groups, launch + 1 for atomic accesses.
    uint32_t launch, group_start, epoch, ordered_below;
    const struct Instruction *at;
};

extern struct Running running;

// Addresses of shared memory begin here, as they do on GPUs that keep the first kibibyte to themselves.
enum { SHARED_BASE = 1024, SHARED_GAP = 1 << 16, NOBODY = 0, HOST = 1, UNDER_WAY = 0xfffffffe, OUTSIDE_SHARED = 0xffffffff };

int execute(const struct Work *work);

uint32_t new_identities(uint32_t number);

// Ends the launch. The lane's thread and the address are part of the report; address 0: none.
void fault(const struct Warp *warp, int lane, uint64_t address, const char *format, ...)
    __attribute__((format(printf, 4, 5), noreturn));

// ---- access.c

void begin_group_memory(void);
void forget_copies(void);
uint32_t *shared_at(const struct Warp *warp, int lane, uint64_t address, uint32_t bytes);
void note_shared_read(const struct Warp *warp, int lane, uint64_t address, uint32_t me);
uint32_t identity(const struct Warp *warp, int lane);
uint64_t address_of(const struct Warp *warp, const struct Instruction *it, int operand, int lane);
void finish_copies(const struct Warp *warp, uint32_t lanes, const char *what);

// ---- sums over a launch, written to the log

struct Counts {
    uint64_t instructions, products, shared_words, loaded_bytes, stored_bytes;
};

extern struct Counts counted;

#define FOR_EACH_LANE(lane)                                                                                           \
    for (uint32_t rest = lanes, lane; rest && (lane = (uint32_t)__builtin_ctz(rest), 1); rest &= rest - 1)

#endif
