// Instructions of a whole warp: products on tensor cores, the loads that go with them, and exchanges between lanes.
#include "ptx.h"

#include <string.h>

enum { MMA_ROWS = 16, MMA_COLUMNS = 8 };

static float bits_as_float(uint32_t bits) {
    float value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static void check_whole(const struct Warp *warp, const struct Instruction *it, uint32_t lanes) {
    if (lanes != EVERY_LANE)
        fault(warp, __builtin_ctz(~lanes), 0, "is missing at %s, which takes a whole warp", it->name);
}

// Sums are exact until the last rounding; a tensor core's are rounded on the way, in an order that NVIDIA does not say.
static void multiply(const struct Warp *warp, const struct Instruction *it, int depth, const float left[MMA_ROWS][16],
    const float right[16][MMA_COLUMNS]) {
    for (int lane = 0; lane < LANES; lane++) {
        for (int i = 0; i < 4; i++) {
            int row = lane / 4 + i / 2 * 8, column = lane % 4 * 2 + i % 2;
            double sum = bits_as_float(warp->file[it->slots[it->operands - 4 + i]][lane]);
            for (int k = 0; k < depth; k++)
                sum += (double)left[row][k] * right[k][column];
            float rounded = (float)sum;
            memcpy(&warp->file[it->slots[i]][lane], &rounded, sizeof rounded);
        }
    }
}

// Where the elements lie: PTX ISA, "Matrix fragments for mma.m16n8k8" and "mma.m16n8k16". Of tf32 the instruction takes
// no notice of the low 13 bits.
static void mma_tf32(struct Warp *warp, const struct Instruction *it, uint32_t lanes) {
    float left[MMA_ROWS][16], right[16][MMA_COLUMNS];
    check_whole(warp, it, lanes);
    for (int lane = 0; lane < LANES; lane++) {
        for (int i = 0; i < 4; i++)
            left[lane / 4 + i % 2 * 8][lane % 4 + i / 2 * 4] = bits_as_float(warp->file[it->slots[4 + i]][lane] & 0xffffe000);
        for (int i = 0; i < 2; i++)
            right[lane % 4 + i * 4][lane / 4] = bits_as_float(warp->file[it->slots[8 + i]][lane] & 0xffffe000);
    }
    multiply(warp, it, 8, left, right);
}

static void mma_bf16(struct Warp *warp, const struct Instruction *it, uint32_t lanes) {
    float left[MMA_ROWS][16], right[16][MMA_COLUMNS];
    check_whole(warp, it, lanes);
    for (int lane = 0; lane < LANES; lane++) {
        for (int half = 0; half < 2; half++) {
            for (int i = 0; i < 4; i++) {
                uint32_t word = warp->file[it->slots[4 + i]][lane];
                left[lane / 4 + i % 2 * 8][lane % 4 * 2 + i / 2 * 8 + half] = bits_as_float(half ? word & 0xffff0000 : word << 16);
            }
            for (int i = 0; i < 2; i++) {
                uint32_t word = warp->file[it->slots[8 + i]][lane];
                right[lane % 4 * 2 + i * 8 + half][lane / 4] = bits_as_float(half ? word & 0xffff0000 : word << 16);
            }
        }
    }
    multiply(warp, it, 16, left, right);
}

// Lane 8 i + r has the address of row r of matrix i, 16 bytes; each lane gets two neighbours of a row, or of a column.
static void load_matrices(struct Warp *warp, const struct Instruction *it, uint32_t lanes) {
    int is_transposed = strstr(it->name, ".trans") != NULL;
    check_whole(warp, it, lanes);
    for (int i = 0; i < it->number; i++) {
        uint16_t matrix[8][8];
        for (int row = 0; row < 8; row++) {
            int lane = i * 8 + row;
            uint64_t address = address_of(warp, it, it->number, lane);
            memcpy(matrix[row], shared_at(warp, lane, address, 16), 16);
            for (int word = 0; word < 4; word++)
                note_shared_read(warp, lane, address + 4ull * (unsigned)word, identity(warp, lane));
        }
        for (int lane = 0; lane < LANES; lane++) {
            int major = lane / 4, minor = lane % 4 * 2;
            uint32_t low = is_transposed ? matrix[minor][major] : matrix[major][minor];
            uint32_t high = is_transposed ? matrix[minor + 1][major] : matrix[major][minor + 1];
            warp->file[it->slots[i]][lane] = low | high << 16;
        }
    }
    counted.shared_words += 32ull * (unsigned)it->number;
}

// shfl D, a, lane or distance, clamp and segments, members; of whole warps without segments.
static void shuffle(struct Warp *warp, const struct Instruction *it, uint32_t lanes) {
    uint32_t old[LANES];
    const char *mode = it->name + strlen("shfl.sync.");
    memcpy(old, warp->file[it->slots[1]], sizeof old);
    FOR_EACH_LANE(lane) {
        uint32_t by = warp->file[it->slots[2]][lane], clamp = warp->file[it->slots[3]][lane], members = warp->file[it->slots[4]][lane];
        if ((clamp & 0x1f00) != 0)
            fault(warp, (int)lane, 0, "a shuffle in segments is not known here");
        if ((members & lanes) != members || !(members >> lane & 1))
            fault(warp, (int)lane, 0, "a shuffle's members %#x are not the lanes %#x that are here", members, lanes);
        uint32_t from = strncmp(mode, "up", 2) == 0 ? (lane >= by ? lane - by : lane)
            : strncmp(mode, "down", 4) == 0 ? (lane + by < LANES ? lane + by : lane)
            : strncmp(mode, "bfly", 4) == 0 ? (lane ^ by) & 31 : by & 31;
        if (!(members >> from & 1))
            fault(warp, (int)lane, 0, "a shuffle reads lane %u, which is not here", from);
        warp->file[it->slots[0]][lane] = old[from];
    }
}

static void meet_in_warp(struct Warp *warp, const struct Instruction *it, uint32_t lanes) {
    uint32_t members = warp->file[it->slots[0]][__builtin_ctz(lanes)];
    if ((members & warp->alive) != lanes)
        fault(warp, __builtin_ctz(members & ~lanes), 0, "is missing at bar.warp.sync");
}

const struct OperationOf warp_wide[] = {
    {"mma.sync.aligned.m16n8k8.row.col.f32.tf32.tf32.f32", "4W4w2w4w", mma_tf32, 0, 0},
    {"mma.sync.aligned.m16n8k16.row.col.f32.bf16.bf16.f32", "4W4w2w4w", mma_bf16, 0, 0},
    {"ldmatrix.sync.aligned.m8n8.x1.shared.b16", "1Wa", load_matrices, 2, 1},
    {"ldmatrix.sync.aligned.m8n8.x2.shared.b16", "2Wa", load_matrices, 2, 2},
    {"ldmatrix.sync.aligned.m8n8.x4.shared.b16", "4Wa", load_matrices, 2, 4},
    {"ldmatrix.sync.aligned.m8n8.x1.trans.shared.b16", "1Wa", load_matrices, 2, 1},
    {"ldmatrix.sync.aligned.m8n8.x2.trans.shared.b16", "2Wa", load_matrices, 2, 2},
    {"ldmatrix.sync.aligned.m8n8.x4.trans.shared.b16", "4Wa", load_matrices, 2, 4},
    {"shfl.sync.idx.b32", "Wwwww", shuffle, 0, 0}, {"shfl.sync.up.b32", "Wwwww", shuffle, 0, 0},
    {"shfl.sync.down.b32", "Wwwww", shuffle, 0, 0}, {"shfl.sync.bfly.b32", "Wwwww", shuffle, 0, 0},
    {"bar.warp.sync", "w", meet_in_warp, 0, 0},
    {NULL, NULL, NULL, 0, 0},
};
