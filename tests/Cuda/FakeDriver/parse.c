// Reads the kernel of a module. What is not known is a fault with its line: nothing is skipped.
#define _GNU_SOURCE
#include "ptx.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_NAMES = 4096, WORD = 128 };

struct Name {
    char text[64];  // of a family such as %r<32> without its number
    uint32_t slot;
    int number;     // in a family; 0: it is one register
    char width;     // as in the operands of an operation
    int offset;     // of a parameter, else -1
};

struct Reader {
    struct Program *program;
    const char *at;
    int line, file, source_line;
    struct Name names[MOST_NAMES];
    int name_count;
    struct { char name[64]; int at; } *labels;
    int label_count;
    char (*targets)[64]; // of each instruction
    int room;
};

static int give_up(struct Reader *reader, const char *format, ...) __attribute__((format(printf, 2, 3)));

static int give_up(struct Reader *reader, const char *format, ...) {
    char why[160];
    va_list values;
    va_start(values, format);
    vsnprintf(why, sizeof why, format, values);
    va_end(values);
    if (!reader->program->fault[0])
        snprintf(reader->program->fault, sizeof reader->program->fault, "line %d: %s", reader->line, why);
    return 0;
}

// ---- names

static uint32_t new_slots(struct Reader *reader, char width) {
    uint32_t slot = reader->program->slots;
    reader->program->slots += width == 'x' ? 2 : 1;
    return slot;
}

static struct Name *add_name(struct Reader *reader, const char *text, char width) {
    if (reader->name_count == MOST_NAMES)
        return give_up(reader, "too many names"), NULL;
    struct Name *name = &reader->names[reader->name_count++];
    *name = (struct Name){.width = width, .offset = -1};
    snprintf(name->text, sizeof name->text, "%.63s", text);
    return name;
}

static struct Name *find_name(struct Reader *reader, const char *text) {
    for (int i = reader->name_count - 1; i >= 0; i--)
        if (reader->names[i].number == 0 && strcmp(reader->names[i].text, text) == 0)
            return &reader->names[i];
    return NULL;
}

// The slot of a register by its name; 0: there is none of that width.
static uint32_t register_slot(struct Reader *reader, const char *text, char width) {
    const struct Name *name = find_name(reader, text);
    if (name)
        return name->width == width && name->offset < 0 ? name->slot : 0;
    size_t stem = strlen(text);
    while (stem > 0 && isdigit((unsigned char)text[stem - 1]))
        stem--;
    int number = atoi(text + stem);
    for (int i = reader->name_count - 1; i >= 0; i--) {
        name = &reader->names[i];
        if (name->number > number && strlen(name->text) == stem && strncmp(name->text, text, stem) == 0)
            return name->width == width ? name->slot + (uint32_t)number * (width == 'x' ? 2 : 1) : 0;
    }
    return 0;
}

static uint32_t constant_slot(struct Reader *reader, int special, uint64_t value, char width) {
    struct Program *program = reader->program;
    int is_wide = width == 'x';
    for (int i = 0; i < program->constant_count; i++) {
        const struct Constant *known = &program->constants[i];
        if (known->special == special && known->value == value && known->is_wide == is_wide)
            return known->slot;
    }
    program->constants = realloc(program->constants, (size_t)(program->constant_count + 1) * sizeof *program->constants);
    struct Constant made = {new_slots(reader, width), is_wide, special, value};
    program->constants[program->constant_count++] = made;
    return made.slot;
}

// ---- words and operands

static void skip_space(struct Reader *reader) {
    for (;; reader->at++) {
        if (strncmp(reader->at, "//", 2) == 0)
            reader->at += strcspn(reader->at, "\n");
        if (*reader->at == '\n')
            reader->line++;
        else if (!isspace((unsigned char)*reader->at))
            return;
    }
}

// The next word: a name, a number or one character.
static int next_word(struct Reader *reader, char word[WORD]) {
    skip_space(reader);
    size_t length = 0;
    while (length < WORD - 1 && (isalnum((unsigned char)reader->at[length]) || (reader->at[length] && strchr("_.%$", reader->at[length]))))
        length++;
    if (length == 0)
        length = *reader->at ? 1 : 0;
    memcpy(word, reader->at, length);
    word[length] = 0;
    reader->at += length;
    return length > 0;
}

static int accept(struct Reader *reader, char character) {
    skip_space(reader);
    if (*reader->at != character)
        return 0;
    reader->at++;
    return 1;
}

static int expect(struct Reader *reader, char character) {
    return accept(reader, character) || give_up(reader, "'%c' is missing before '%.20s'", character, reader->at);
}

static int special_of(const char *word) {
    static const struct { const char *name; int special; } known[] = {
        {"%tid.x", TID_X}, {"%tid.y", TID_Y}, {"%tid.z", TID_Z}, {"%ntid.x", NTID_X}, {"%ntid.y", NTID_Y}, {"%ntid.z", NTID_Z},
        {"%ctaid.x", CTAID_X}, {"%ctaid.y", CTAID_Y}, {"%ctaid.z", CTAID_Z}, {"%nctaid.x", NCTAID_X},
        {"%nctaid.y", NCTAID_Y}, {"%nctaid.z", NCTAID_Z}, {"%laneid", LANE_ID}, {"%warpid", WARP_ID},
        {"%dynamic_smem_size", DYNAMIC_SHARED_BYTES},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(word, known[i].name) == 0)
            return known[i].special;
    return 0;
}

// A number as the text has it: 12, -3, 0x1F, 0f3F800000, 0d3FF0000000000000.
static int number_of(struct Reader *reader, const char *word, uint64_t *value) {
    int is_negative = word[0] == '-';
    char digits[WORD];
    if (is_negative && next_word(reader, digits))
        word = digits;
    if (!isdigit((unsigned char)word[0]))
        return 0;
    char *end;
    int is_float = word[0] == '0' && (word[1] == 'f' || word[1] == 'd');
    *value = is_float ? strtoull(word + 2, &end, 16) : strtoull(word, &end, 0);
    if (strcmp(end, "U") == 0)
        end++;
    if (is_negative)
        *value = -*value;
    return *end == 0;
}

static uint32_t shared_slot(struct Reader *reader, const char *word, char width) {
    for (int i = 0; i < reader->program->shared_count; i++)
        if (strcmp(reader->program->shared[i].name, word) == 0)
            return constant_slot(reader, SHARED_START, (uint64_t)i, width);
    return 0;
}

static int add_slot(struct Reader *reader, struct Instruction *it, uint32_t slot, int is_register, int is_written) {
    if (slot == 0 || it->operands == MOST_OPERANDS)
        return give_up(reader, "an operand of %s is not understood", it->name);
    it->slots[it->operands++] = slot;
    if (is_register && is_written)
        it->written[it->writes++] = slot;
    else if (is_register)
        it->read[it->reads++] = slot;
    return 1;
}

// One operand that holds values, of a width.
static int read_value(struct Reader *reader, struct Instruction *it, char width, int is_written) {
    char word[WORD];
    uint64_t value = 0;
    next_word(reader, word);
    uint32_t slot = register_slot(reader, word, width);
    if (slot || is_written)
        return add_slot(reader, it, slot, 1, is_written);
    int special = special_of(word);
    if (special)
        return add_slot(reader, it, constant_slot(reader, special, 0, width), 0, 0);
    if ((slot = shared_slot(reader, word, width)) != 0)
        return add_slot(reader, it, slot, 0, 0);
    if (width != 'p' && number_of(reader, word, &value))
        return add_slot(reader, it, constant_slot(reader, 0, value, width), 0, 0);
    return give_up(reader, "'%s' is no operand of %s", word, it->name);
}

// [register+offset], or [parameter+offset], which is a place and no slot. Addresses of shared memory may have 32 bits.
static int read_address(struct Reader *reader, struct Instruction *it) {
    char word[WORD];
    uint64_t offset = 0;
    int operand = it->operands;
    if (!expect(reader, '['))
        return 0;
    next_word(reader, word);
    const struct Name *parameter = find_name(reader, word);
    if (parameter && parameter->offset >= 0) {
        it->place = parameter->offset;
    } else {
        uint32_t slot = register_slot(reader, word, 'x'), narrow = slot ? 0 : register_slot(reader, word, 'w');
        it->narrow |= narrow ? 1u << it->operands : 0;
        if (!slot && !narrow)
            slot = shared_slot(reader, word, 'x');
        if (!add_slot(reader, it, slot ? slot : narrow, register_slot(reader, word, narrow ? 'w' : 'x') != 0, 0))
            return 0;
    }
    if (accept(reader, '+')) {
        next_word(reader, word);
        if (!number_of(reader, word, &offset))
            return give_up(reader, "'%s' is no offset", word);
    }
    it->offsets[operand] = (int64_t)offset;
    it->place += (int)offset;
    return expect(reader, ']');
}

static int read_vector(struct Reader *reader, struct Instruction *it, int number, char width, int is_written) {
    if (!expect(reader, '{'))
        return 0;
    for (int i = 0; i < number; i++)
        if ((i > 0 && !expect(reader, ',')) || !read_value(reader, it, width, is_written))
            return 0;
    return expect(reader, '}');
}

static int read_operands(struct Reader *reader, struct Instruction *it, const char *kinds) {
    char word[WORD];
    for (const char *kind = kinds; *kind; kind++) {
        if (kind > kinds && !isdigit((unsigned char)kind[-1]) && !expect(reader, ','))
            return 0;
        char width = (char)tolower((unsigned char)*kind);
        int is_read = 1;
        if (isdigit((unsigned char)*kind)) {
            is_read = read_vector(reader, it, *kind - '0', (char)tolower((unsigned char)kind[1]), isupper((unsigned char)kind[1]));
            kind++;
        } else if (*kind == 'a') {
            is_read = read_address(reader, it);
        } else if (*kind == 'l') {
            next_word(reader, reader->targets[reader->program->length]);
        } else if (*kind == 'c') {
            uint64_t count = 0;
            next_word(reader, word);
            is_read = number_of(reader, word, &count) || give_up(reader, "'%s' is no count", word);
            it->count = (int)count;
        } else {
            is_read = read_value(reader, it, width, isupper((unsigned char)*kind));
        }
        if (!is_read)
            return 0;
    }
    return expect(reader, ';');
}

// ---- instructions

static const struct OperationOf *find_operation(const char *name) {
    static const struct OperationOf *const tables[] = {arithmetic, accesses, warp_wide};
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        for (const struct OperationOf *it = tables[i]; it->name; it++)
            if (strcmp(it->name, name) == 0)
                return it;
    return NULL;
}

static const struct OperationOf *flow_of(const char *name, enum Flow *flow) {
    static const struct OperationOf bra = {"bra", "l", NULL, 0, 0}, ret = {"ret", "", NULL, 0, 0}, barrier = {"bar.sync", "c", NULL, 0, 0};
    if (strcmp(name, "bra") == 0 || strcmp(name, "bra.uni") == 0)
        return *flow = BRANCH, &bra;
    if (strcmp(name, "ret") == 0 || strcmp(name, "exit") == 0)
        return *flow = RETURN, &ret;
    if (strcmp(name, "bar.sync") == 0 || strcmp(name, "barrier.sync") == 0)
        return *flow = BARRIER, &barrier;
    return NULL;
}

static int read_guard(struct Reader *reader, struct Instruction *it, char word[WORD]) {
    it->is_guard_negated = accept(reader, '!');
    next_word(reader, word);
    it->guard = register_slot(reader, word, 'p');
    if (!it->guard)
        return give_up(reader, "'%s' is no predicate", word);
    it->read[it->reads++] = it->guard;
    return next_word(reader, word);
}

static int read_instruction(struct Reader *reader, char word[WORD]) {
    struct Program *program = reader->program;
    if (program->length == reader->room) {
        reader->room = reader->room ? 2 * reader->room : 1024;
        program->code = realloc(program->code, (size_t)reader->room * sizeof *program->code);
        reader->targets = realloc(reader->targets, (size_t)reader->room * sizeof *reader->targets);
    }
    struct Instruction *it = &program->code[program->length];
    *it = (struct Instruction){.line = reader->line, .file = reader->file, .source_line = reader->source_line};
    if (word[0] == '@' && !read_guard(reader, it, word))
        return 0;
    const struct OperationOf *operation = flow_of(word, &it->flow);
    if (!operation && !(operation = find_operation(word)))
        return give_up(reader, "the instruction %s is not known", word);
    it->name = operation->name;
    it->run = operation->run;
    it->bytes = operation->bytes;
    it->number = operation->number;
    it->is_product = strncmp(it->name, "mma.", 4) == 0;
    if (!read_operands(reader, it, operation->operands))
        return 0;
    if (it->flow == BARRIER && it->count != 0)
        return give_up(reader, "a barrier other than 0");
    program->length++;
    return 1;
}

// ---- declarations

static int size_of(const char *type) { return atoi(type + strcspn(type, "0123456789")) / 8; }

static char width_of(const char *type) {
    if (strcmp(type, ".pred") == 0)
        return 'p';
    return size_of(type) == 8 ? 'x' : size_of(type) == 4 ? 'w' : size_of(type) == 2 ? 'h' : 0;
}

// .reg .b32 %r<32>; or .reg .b64 one, two;
static int read_registers(struct Reader *reader) {
    char type[WORD], word[WORD], number[WORD];
    next_word(reader, type);
    char width = width_of(type);
    if (!width)
        return give_up(reader, "registers of type %s", type);
    do {
        next_word(reader, word);
        struct Name *name = add_name(reader, word, width);
        if (!name)
            return 0;
        if (accept(reader, '<')) {
            next_word(reader, number);
            name->number = atoi(number);
            expect(reader, '>');
        }
        name->slot = new_slots(reader, width);
        for (int i = 1; i < name->number; i++)
            new_slots(reader, width);
    } while (accept(reader, ','));
    return expect(reader, ';');
}

// .shared .align 16 .b8 name[1024]; Between two lies a gap, wider than any of them, which nobody may touch.
static int read_shared(struct Reader *reader) {
    struct Program *program = reader->program;
    char word[WORD];
    int align = 1, size = 1;
    for (next_word(reader, word); word[0] == '.'; next_word(reader, word)) {
        if (strcmp(word, ".align") == 0) {
            next_word(reader, word);
            align = atoi(word);
        } else {
            size = size_of(word);
        }
    }
    if (program->shared_count == sizeof program->shared / sizeof *program->shared || align > SHARED_GAP)
        return give_up(reader, "shared memory '%s'", word);
    struct Shared *made = &program->shared[program->shared_count++];
    snprintf(made->name, sizeof made->name, "%.63s", word);
    made->start = (program->shared_bytes + SHARED_GAP + SHARED_GAP - 1) / SHARED_GAP * SHARED_GAP;
    if (program->shared_count == 1)
        made->start = 0;
    made->bytes = UINT32_MAX; // dynamic: as a launch says
    if (accept(reader, '[') && next_word(reader, word) && word[0] != ']') {
        made->bytes = (uint32_t)(atol(word) * size);
        expect(reader, ']');
    }
    program->shared_bytes = made->start + (made->bytes == UINT32_MAX ? 0 : made->bytes);
    return expect(reader, ';');
}

static int read_location(struct Reader *reader) {
    int column;
    if (sscanf(reader->at, "%d %d %d", &reader->file, &reader->source_line, &column) != 3)
        return give_up(reader, ".loc is not understood");
    reader->at += strcspn(reader->at, "\n");
    return 1;
}

// The parameters' places are those of a C structure.
static int read_parameters(struct Reader *reader) {
    char word[WORD], name[WORD] = "";
    int offset = 0, align = 0, size = 0, number = 1;
    for (expect(reader, '('); next_word(reader, word);) {
        if (strcmp(word, ".align") == 0) {
            next_word(reader, word);
            align = atoi(word);
        } else if (word[0] == '[') {
            next_word(reader, word);
            number = atoi(word);
            expect(reader, ']');
        } else if (word[0] == ',' || word[0] == ')') {
            align = align ? align : size;
            if (size > 0) {
                offset = (offset + align - 1) / align * align;
                struct Name *made = add_name(reader, name, 0);
                if (made)
                    made->offset = offset;
                offset += size * number;
            }
            align = size = 0, number = 1;
            if (word[0] == ')')
                return 1;
        } else if (word[0] != '.') {
            strcpy(name, word);
        } else if (strcmp(word, ".param") != 0) {
            size = size_of(word);
        }
    }
    return give_up(reader, "the parameters have no end");
}

// ---- the kernel

static int add_label(struct Reader *reader, const char *name) {
    reader->labels = realloc(reader->labels, (size_t)(reader->label_count + 1) * sizeof *reader->labels);
    snprintf(reader->labels[reader->label_count].name, sizeof reader->labels->name, "%.63s", name);
    reader->labels[reader->label_count++].at = reader->program->length;
    return 1;
}

static int read_body(struct Reader *reader) {
    int scopes[16], depth = 0;
    char word[WORD];
    while (next_word(reader, word)) {
        int is_read = 1;
        if (word[0] == '{') {
            if (depth == 16)
                return give_up(reader, "too many blocks within each other");
            scopes[depth++] = reader->name_count;
        } else if (word[0] == '}') {
            if (depth == 0)
                return 1;
            reader->name_count = scopes[--depth];
        } else if (strcmp(word, ".reg") == 0) {
            is_read = read_registers(reader);
        } else if (strcmp(word, ".shared") == 0) {
            is_read = read_shared(reader);
        } else if (strcmp(word, ".loc") == 0) {
            is_read = read_location(reader);
        } else if (word[0] == '.') {
            is_read = give_up(reader, "the declaration %s is not known", word);
        } else if (accept(reader, ':')) {
            is_read = add_label(reader, word);
        } else {
            is_read = read_instruction(reader, word);
        }
        if (!is_read)
            return 0;
    }
    return give_up(reader, "the kernel has no end");
}

static int find_targets(struct Reader *reader) {
    for (int i = 0; i < reader->program->length; i++) {
        struct Instruction *it = &reader->program->code[i];
        if (it->flow != BRANCH)
            continue;
        it->target = -1;
        for (int l = 0; l < reader->label_count; l++)
            if (strcmp(reader->labels[l].name, reader->targets[i]) == 0)
                it->target = reader->labels[l].at;
        reader->line = it->line;
        if (it->target < 0)
            return give_up(reader, "there is no label '%s'", reader->targets[i]);
    }
    return 1;
}

// .file 1 "path"
static void read_files(struct Program *program, const char *ptx) {
    int number;
    char path[512];
    for (const char *at = strstr(ptx, ".file"); at; at = strstr(at + 1, ".file"))
        if (sscanf(at, ".file %d \"%511[^\"]", &number, path) == 2 && number >= 0 && number < 64 && !program->files[number])
            program->files[number] = strdup(path);
}

// Declarations of shared memory whose size a launch says stand before the kernel.
static int read_outside(struct Reader *reader, const char *ptx) {
    for (const char *at = strstr(ptx, ".extern .shared"); at; at = strstr(at + 1, ".extern .shared")) {
        reader->at = at + strlen(".extern .shared");
        if (!read_shared(reader))
            return 0;
    }
    return 1;
}

static int line_of(const char *ptx, const char *at) {
    int line = 1;
    for (; ptx < at; ptx++)
        line += *ptx == '\n';
    return line;
}

struct Program *parse(const char *ptx, const char *entry) {
    struct Program *program = calloc(1, sizeof *program);
    struct Reader *reader = calloc(1, sizeof *reader);
    reader->program = program;
    program->slots = 1; // 0: none
    read_files(program, ptx);
    reader->at = entry + strcspn(entry, "(");
    reader->line = line_of(ptx, reader->at);
    int is_read = read_parameters(reader);
    const char *behind = reader->at;
    int line = reader->line;
    is_read = is_read && read_outside(reader, ptx);
    reader->line = line;
    reader->at = strchr(behind, '{');
    if (is_read && reader->at) {
        reader->line += line_of(behind, reader->at) - 1;
        reader->at++;
        if (read_body(reader) && find_targets(reader))
            find_joins(program);
    } else {
        give_up(reader, "the kernel has no body");
    }
    free(reader->labels);
    free(reader->targets);
    free(reader);
    return program;
}
