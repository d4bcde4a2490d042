// Where the ways of a branch meet again: at the first instruction that every way to the end passes, the immediate
// post-dominator. Lanes that parted wait for each other there (Cooper, Harvey and Kennedy's algorithm, backwards).
#include "ptx.h"

#include <stdlib.h>

struct Blocks {
    int count;
    int *first;           // instruction of each block; the last block is the end
    int (*next)[2];       // blocks; -1: none
    int *order;           // blocks, each behind those that follow it
    int *place;           // of a block in the order
    int *dominator;       // immediate post-dominator
};

static int ends_block(const struct Instruction *it) { return it->flow == BRANCH || it->flow == RETURN; }

static void cut(const struct Program *program, struct Blocks *blocks, int *block_of) {
    int length = program->length;
    char *begins = calloc((size_t)length + 1, 1);
    begins[0] = begins[length] = 1;
    for (int i = 0; i < length; i++) {
        if (ends_block(&program->code[i]))
            begins[i + 1] = 1;
        if (program->code[i].flow == BRANCH)
            begins[program->code[i].target] = 1;
    }
    for (int i = 0; i <= length; i++) {
        if (begins[i])
            blocks->first[blocks->count++] = i;
        block_of[i] = blocks->count - 1;
    }
    free(begins);
}

static void connect(const struct Program *program, struct Blocks *blocks, const int *block_of) {
    int end = blocks->count - 1;
    for (int b = 0; b < end; b++) {
        const struct Instruction *last = &program->code[blocks->first[b + 1] - 1];
        int falls = b + 1, jumps = last->flow == BRANCH ? block_of[last->target] : last->flow == RETURN ? end : -1;
        if (jumps >= 0 && !last->guard)
            falls = -1;
        blocks->next[b][0] = falls >= 0 ? falls : jumps;
        blocks->next[b][1] = falls >= 0 ? jumps : -1;
    }
    blocks->next[end][0] = blocks->next[end][1] = -1;
}

// Blocks in an order in which the end comes first, by a walk against the edges.
static int sort(struct Blocks *blocks) {
    int n = blocks->count, length = 0, depth = 0;
    int *stack = malloc((size_t)n * sizeof *stack), *tried = calloc((size_t)n, sizeof *tried);
    char *seen = calloc((size_t)n, 1);
    stack[depth++] = n - 1;
    seen[n - 1] = 1;
    while (depth > 0) {
        int b = stack[depth - 1], from = -1;
        for (int *p = &tried[b]; *p < n && from < 0; ++*p)
            if (!seen[*p] && (blocks->next[*p][0] == b || blocks->next[*p][1] == b))
                from = *p;
        if (from >= 0) {
            seen[from] = 1;
            stack[depth++] = from;
        } else {
            blocks->order[length++] = b;
            depth--;
        }
    }
    for (int i = 0; i < n; i++)
        blocks->place[i] = -1;
    for (int i = 0; i < length; i++)
        blocks->place[blocks->order[i]] = length - 1 - i;
    free(stack), free(tried), free(seen);
    return length;
}

static int meet(const struct Blocks *blocks, int a, int b) {
    while (a != b) {
        while (blocks->place[a] > blocks->place[b])
            a = blocks->dominator[a];
        while (blocks->place[b] > blocks->place[a])
            b = blocks->dominator[b];
    }
    return a;
}

static void dominate(struct Blocks *blocks, int sorted) {
    int end = blocks->count - 1, has_changed = 1;
    for (int b = 0; b < end; b++)
        blocks->dominator[b] = -1;
    blocks->dominator[end] = end;
    while (has_changed) {
        has_changed = 0;
        for (int i = sorted - 2; i >= 0; i--) {
            int b = blocks->order[i], found = -1;
            for (int k = 0; k < 2; k++) {
                int next = blocks->next[b][k];
                if (next >= 0 && blocks->place[next] >= 0 && blocks->dominator[next] >= 0)
                    found = found < 0 ? next : meet(blocks, next, found);
            }
            has_changed |= found != blocks->dominator[b];
            blocks->dominator[b] = found;
        }
    }
}

void find_joins(struct Program *program) {
    size_t room = (size_t)program->length + 1;
    int *block_of = malloc(room * sizeof *block_of);
    struct Blocks blocks = {0, malloc(room * sizeof(int)), malloc(room * sizeof(int[2])), malloc(room * sizeof(int)),
        malloc(room * sizeof(int)), malloc(room * sizeof(int))};
    cut(program, &blocks, block_of);
    connect(program, &blocks, block_of);
    dominate(&blocks, sort(&blocks));
    for (int i = 0; i < program->length; i++) {
        // A block from which the end can't be reached has none; its lanes never meet others.
        int dominator = blocks.dominator[block_of[i]];
        if (program->code[i].flow == BRANCH)
            program->code[i].join = dominator >= 0 ? blocks.first[dominator] : program->length;
    }
    free(block_of), free(blocks.first), free(blocks.next), free(blocks.order), free(blocks.place), free(blocks.dominator);
}
