// Instructions that compute a lane's value from its own: the table at the end names them all. Roundings are those of
// the text: a product and a sum are never made one, though an assembler may; the approximate functions are exact here.
#include "ptx.h"

#include <math.h>
#include <string.h>

typedef uint32_t u32;
typedef int32_t s32;
typedef uint64_t u64;
typedef int64_t s64;
typedef float f32;
typedef double f64;

#define OPERAND(type, index) ((type *)warp->file[it->slots[index]])

// The body for every lane that is set; for all 32 in a form that the compiler makes vectors of.
#define FOR_LANES(body)                                                                                               \
    if (lanes == EVERY_LANE) {                                                                                        \
        for (int l = 0; l < LANES; l++) {                                                                             \
            body;                                                                                                     \
        }                                                                                                             \
    } else {                                                                                                          \
        for (uint32_t rest = lanes; rest; rest &= rest - 1) {                                                         \
            int l = __builtin_ctz(rest);                                                                              \
            body;                                                                                                     \
        }                                                                                                             \
    }

#define DEFINE(name) static void name(struct Warp *warp, const struct Instruction *it, uint32_t lanes)

#define UNARY(name, to, from, expression)                                                                             \
    DEFINE(name) {                                                                                                    \
        const from *A = OPERAND(from, 1);                                                                             \
        to *D = OPERAND(to, 0);                                                                                       \
        FOR_LANES(from a = A[l]; D[l] = (to)(expression))                                                             \
    }

#define BINARY(name, to, from, expression)                                                                            \
    DEFINE(name) {                                                                                                    \
        const from *A = OPERAND(from, 1), *B = OPERAND(from, 2);                                                      \
        to *D = OPERAND(to, 0);                                                                                       \
        FOR_LANES(from a = A[l]; from b = B[l]; D[l] = (to)(expression))                                              \
    }

#define TERNARY(name, to, from, last, expression)                                                                     \
    DEFINE(name) {                                                                                                    \
        const from *A = OPERAND(from, 1), *B = OPERAND(from, 2);                                                      \
        const last *C = OPERAND(last, 3);                                                                             \
        to *D = OPERAND(to, 0);                                                                                       \
        FOR_LANES(from a = A[l]; from b = B[l]; last c = C[l]; D[l] = (to)(expression))                               \
    }

#define SHIFT(name, type, expression)                                                                                 \
    DEFINE(name) {                                                                                                    \
        const type *A = OPERAND(type, 1);                                                                             \
        const u32 *B = OPERAND(u32, 2);                                                                               \
        type *D = OPERAND(type, 0);                                                                                   \
        FOR_LANES(type a = A[l]; u32 b = B[l]; D[l] = (type)(expression))                                             \
    }

// A predicate is a bit a lane.
#define COMPARE(name, type, expression)                                                                               \
    DEFINE(name) {                                                                                                    \
        const type *A = OPERAND(type, 1), *B = OPERAND(type, 2);                                                      \
        u32 bits = 0;                                                                                                 \
        for (int l = 0; l < LANES; l++) {                                                                             \
            type a = A[l], b = B[l];                                                                                  \
            bits |= (expression) ? 1u << l : 0u;                                                                      \
        }                                                                                                             \
        u32 *D = OPERAND(u32, 0);                                                                                     \
        *D = (*D & ~lanes) | (bits & lanes);                                                                          \
    }

#define SELECT(name, type)                                                                                            \
    DEFINE(name) {                                                                                                    \
        const type *A = OPERAND(type, 1), *B = OPERAND(type, 2);                                                      \
        u32 bits = *OPERAND(u32, 3);                                                                                  \
        type *D = OPERAND(type, 0);                                                                                   \
        FOR_LANES(D[l] = bits >> l & 1 ? A[l] : B[l])                                                                 \
    }

#define LOGIC(name, expression)                                                                                       \
    DEFINE(name) {                                                                                                    \
        u32 a = *OPERAND(u32, 1), b = *OPERAND(u32, it->operands - 1), *D = OPERAND(u32, 0);                          \
        (void)b;                                                                                                      \
        *D = (*D & ~lanes) | ((expression) & lanes);                                                                  \
    }

#define FOR_NUMBERS(define, name, expression)                                                                         \
    define(name##_s32, s32, s32, expression) define(name##_u32, u32, u32, expression)                                 \
    define(name##_s64, s64, s64, expression) define(name##_u64, u64, u64, expression)

#define FOR_FLOATS(define, name, expression)                                                                          \
    define(name##_f32, f32, f32, expression) define(name##_f64, f64, f64, expression)

// Sums and products wrap around: of unsigned numbers in C.
BINARY(add_32, u32, u32, a + b) BINARY(add_64, u64, u64, a + b)
BINARY(sub_32, u32, u32, a - b) BINARY(sub_64, u64, u64, a - b)
BINARY(mul_32, u32, u32, a * b) BINARY(mul_64, u64, u64, a * b)
FOR_FLOATS(BINARY, add, a + b) FOR_FLOATS(BINARY, sub, a - b) FOR_FLOATS(BINARY, mul, a * b) FOR_FLOATS(BINARY, div, a / b)
BINARY(mul_wide_u32, u64, u32, (u64)a * b) BINARY(mul_wide_s32, s64, s32, (s64)a * b)
BINARY(mul_hi_u32, u32, u32, (u64)a * b >> 32) BINARY(mul_hi_s32, s32, s32, (s64)a * b >> 32)
BINARY(mul_hi_u64, u64, u64, (unsigned __int128)a * b >> 64)
TERNARY(mad_32, u32, u32, u32, a * b + c) TERNARY(mad_64, u64, u64, u64, a * b + c)
TERNARY(mad_wide_u32, u64, u32, u64, (u64)a * b + c) TERNARY(mad_wide_s32, s64, s32, s64, (s64)a * b + c)
TERNARY(fma_f32, f32, f32, f32, fmaf(a, b, c)) TERNARY(fma_f64, f64, f64, f64, fma(a, b, c))

// What a division by zero gives is not defined; all ones is what GPUs have.
BINARY(div_s32, s32, s32, b == 0 ? -1 : (s64)a / b) BINARY(rem_s32, s32, s32, b == 0 ? a : (s64)a % b)
BINARY(div_u32, u32, u32, b == 0 ? ~0u : a / b) BINARY(rem_u32, u32, u32, b == 0 ? a : a % b)
BINARY(div_s64, s64, s64, b == 0 ? -1 : (__int128)a / b) BINARY(rem_s64, s64, s64, b == 0 ? a : (__int128)a % b)
BINARY(div_u64, u64, u64, b == 0 ? ~0ull : a / b) BINARY(rem_u64, u64, u64, b == 0 ? a : a % b)
FOR_NUMBERS(BINARY, min, a < b ? a : b) FOR_NUMBERS(BINARY, max, a > b ? a : b)
BINARY(min_f32, f32, f32, fminf(a, b)) BINARY(max_f32, f32, f32, fmaxf(a, b))
BINARY(min_f64, f64, f64, fmin(a, b)) BINARY(max_f64, f64, f64, fmax(a, b))
UNARY(abs_s32, s32, s32, a < 0 ? 0u - (u32)a : (u32)a) UNARY(abs_s64, s64, s64, a < 0 ? 0u - (u64)a : (u64)a)
UNARY(neg_32, u32, u32, 0 - a) UNARY(neg_64, u64, u64, 0 - a)
UNARY(abs_f32, f32, f32, fabsf(a)) UNARY(abs_f64, f64, f64, fabs(a))
UNARY(neg_f32, f32, f32, -a) UNARY(neg_f64, f64, f64, -a)

BINARY(and_32, u32, u32, a & b) BINARY(and_64, u64, u64, a & b) BINARY(or_32, u32, u32, a | b) BINARY(or_64, u64, u64, a | b)
BINARY(xor_32, u32, u32, a ^ b) BINARY(xor_64, u64, u64, a ^ b) UNARY(not_32, u32, u32, ~a) UNARY(not_64, u64, u64, ~a)
SHIFT(shl_32, u32, b > 31 ? 0 : a << b) SHIFT(shl_64, u64, b > 63 ? 0 : a << b)
SHIFT(shr_u32, u32, b > 31 ? 0 : a >> b) SHIFT(shr_u64, u64, b > 63 ? 0 : a >> b)
SHIFT(shr_s32, s32, a >> (b > 31 ? 31 : b)) SHIFT(shr_s64, s64, a >> (b > 63 ? 63 : b))
UNARY(popc_32, u32, u32, __builtin_popcount(a)) UNARY(clz_32, u32, u32, a ? __builtin_clz(a) : 32)
LOGIC(and_pred, a & b) LOGIC(or_pred, a | b) LOGIC(xor_pred, a ^ b) LOGIC(not_pred, ~a) LOGIC(mov_pred, a)

UNARY(mov_16, u32, u32, a & 0xffff) UNARY(mov_32, u32, u32, a) UNARY(mov_64, u64, u64, a)
SELECT(selp_32, u32) SELECT(selp_64, u64)

// ---- comparisons

#define COMPARE_ALL(type)                                                                                             \
    COMPARE(eq_##type, type, a == b) COMPARE(ne_##type, type, a != b) COMPARE(lt_##type, type, a < b)                 \
    COMPARE(le_##type, type, a <= b) COMPARE(gt_##type, type, a > b) COMPARE(ge_##type, type, a >= b)

// With a u: also true where one is no number. ne of floats is false there, neu true.
#define COMPARE_FLOATS(type)                                                                                          \
    COMPARE_ALL(type)                                                                                                 \
    COMPARE(one_##type, type, a < b || a > b) COMPARE(equ_##type, type, !(a < b || a > b))                            \
    COMPARE(ltu_##type, type, !(a >= b)) COMPARE(leu_##type, type, !(a > b)) COMPARE(gtu_##type, type, !(a <= b))     \
    COMPARE(geu_##type, type, !(a < b)) COMPARE(nan_##type, type, a != a || b != b)

COMPARE_ALL(s32) COMPARE_ALL(u32) COMPARE_ALL(s64) COMPARE_ALL(u64) COMPARE_FLOATS(f32) COMPARE_FLOATS(f64)

#define TEST(name, type, expression)                                                                                  \
    DEFINE(name) {                                                                                                    \
        const type *A = OPERAND(type, 1);                                                                             \
        u32 bits = 0, *D = OPERAND(u32, 0);                                                                           \
        for (int l = 0; l < LANES; l++)                                                                               \
            bits |= (expression) ? 1u << l : 0u;                                                                      \
        *D = (*D & ~lanes) | (bits & lanes);                                                                          \
    }

TEST(is_nan_f32, f32, A[l] != A[l]) TEST(is_inf_f32, f32, isinf(A[l])) TEST(is_finite_f32, f32, isfinite(A[l]))
TEST(is_nan_f64, f64, A[l] != A[l])

// ---- conversions: to integers the nearest that there is, 0 for what is no number

static s64 to_integer(f64 value, f64 least, f64 most) {
    return value != value ? 0 : value <= least ? (s64)least : value >= most ? (s64)most : (s64)value;
}

UNARY(u8_to_32, u32, u32, (uint8_t)a) UNARY(s8_to_32, s32, s32, (int8_t)a) UNARY(u16_to_32, u32, u32, (uint16_t)a)
UNARY(s16_to_32, s32, s32, (int16_t)a) UNARY(to_8, u32, u32, a & 0xff) UNARY(to_16, u32, u32, a & 0xffff)
UNARY(u8_to_64, u64, u32, (uint8_t)a) UNARY(u16_to_64, u64, u32, (uint16_t)a)
UNARY(u32_to_64, u64, u32, a) UNARY(s32_to_64, s64, s32, a) UNARY(to_32, u32, u64, a)
UNARY(s32_to_f32, f32, s32, a) UNARY(u32_to_f32, f32, u32, a) UNARY(s64_to_f32, f32, s64, a) UNARY(u64_to_f32, f32, u64, a)
UNARY(s32_to_f64, f64, s32, a) UNARY(u32_to_f64, f64, u32, a) UNARY(s64_to_f64, f64, s64, a)
UNARY(u8_to_f32, f32, u32, (uint8_t)a) UNARY(f32_to_f64, f64, f32, a) UNARY(f64_to_f32, f32, f64, a)
UNARY(f32_to_s32, s32, f32, to_integer(a, INT32_MIN, INT32_MAX)) UNARY(f32_to_u32, u32, f32, to_integer(a, 0, UINT32_MAX))
UNARY(f32_to_s32_near, s32, f32, to_integer(rintf(a), INT32_MIN, INT32_MAX))
UNARY(f32_to_s32_down, s32, f32, to_integer(floorf(a), INT32_MIN, INT32_MAX))
UNARY(f32_to_s64, s64, f32, to_integer(a, -0x1p63, 0x1p62)) UNARY(f64_to_s32, s32, f64, to_integer(a, INT32_MIN, INT32_MAX))
UNARY(near_f32, f32, f32, rintf(a)) UNARY(down_f32, f32, f32, floorf(a)) UNARY(up_f32, f32, f32, ceilf(a))
UNARY(cut_f32, f32, f32, truncf(a))

// To the nearest, half to even: 10 bits of fraction are left, and the low 13 bits are zero.
static u32 round_bits(u32 bits, int dropped) {
    if ((bits & 0x7fffffff) > 0x7f800000)
        return 0x7fffffff;
    u32 half = (1u << (dropped - 1)) - 1 + (bits >> dropped & 1);
    return (bits + half) & ~((1u << dropped) - 1);
}

static u32 round_away(u32 bits) { return (bits & 0x7fffffff) > 0x7f800000 ? 0x7fffffff : (bits + 0x1000) & 0xffffe000; }

UNARY(f32_to_tf32, u32, u32, round_bits(a, 13)) UNARY(f32_to_tf32_away, u32, u32, round_away(a))

// The first is the upper half.
BINARY(f32_to_bf16x2, u32, u32, round_bits(a, 16) | round_bits(b, 16) >> 16)

// ---- functions

UNARY(sqrt_f32, f32, f32, sqrtf(a)) UNARY(sqrt_f64, f64, f64, sqrt(a)) UNARY(rcp_f32, f32, f32, 1 / a)
UNARY(rcp_f64, f64, f64, 1 / a) UNARY(rsqrt_f32, f32, f32, 1 / sqrt(a)) UNARY(ex2_f32, f32, f32, exp2(a))
UNARY(lg2_f32, f32, f32, log2(a)) UNARY(sin_f32, f32, f32, sin(a)) UNARY(cos_f32, f32, f32, cos(a))
UNARY(tanh_f32, f32, f32, tanh(a))

// ---- the table

#define OF_NUMBERS(text, kinds, kindsx, name)                                                                         \
    {text ".s32", kinds, name##_s32, 0, 0}, {text ".u32", kinds, name##_u32, 0, 0},                                   \
    {text ".s64", kindsx, name##_s64, 0, 0}, {text ".u64", kindsx, name##_u64, 0, 0}
#define OF_WRAPPING(text, kinds, kindsx, name)                                                                        \
    {text ".s32", kinds, name##_32, 0, 0}, {text ".u32", kinds, name##_32, 0, 0},                                     \
    {text ".s64", kindsx, name##_64, 0, 0}, {text ".u64", kindsx, name##_64, 0, 0}
#define OF_FLOATS(text, kinds, kindsx, name) {text ".f32", kinds, name##_f32, 0, 0}, {text ".f64", kindsx, name##_f64, 0, 0}
#define OF_BITS(text, kinds, kindsx, name) {text ".b32", kinds, name##_32, 0, 0}, {text ".b64", kindsx, name##_64, 0, 0}
#define OF_TYPE(type, kinds)                                                                                          \
    {"setp.eq." #type, kinds, eq_##type, 0, 0}, {"setp.ne." #type, kinds, ne_##type, 0, 0},                           \
    {"setp.lt." #type, kinds, lt_##type, 0, 0}, {"setp.le." #type, kinds, le_##type, 0, 0},                           \
    {"setp.gt." #type, kinds, gt_##type, 0, 0}, {"setp.ge." #type, kinds, ge_##type, 0, 0}
#define OF_UNSIGNED(type, kinds)                                                                                      \
    OF_TYPE(type, kinds), {"setp.lo." #type, kinds, lt_##type, 0, 0}, {"setp.ls." #type, kinds, le_##type, 0, 0},     \
    {"setp.hi." #type, kinds, gt_##type, 0, 0}, {"setp.hs." #type, kinds, ge_##type, 0, 0}
#define OF_FLOAT_TYPE(type, kinds)                                                                                    \
    {"setp.eq." #type, kinds, eq_##type, 0, 0}, {"setp.ne." #type, kinds, one_##type, 0, 0},                          \
    {"setp.lt." #type, kinds, lt_##type, 0, 0}, {"setp.le." #type, kinds, le_##type, 0, 0},                           \
    {"setp.gt." #type, kinds, gt_##type, 0, 0}, {"setp.ge." #type, kinds, ge_##type, 0, 0},                           \
    {"setp.equ." #type, kinds, equ_##type, 0, 0}, {"setp.neu." #type, kinds, ne_##type, 0, 0},                        \
    {"setp.ltu." #type, kinds, ltu_##type, 0, 0}, {"setp.leu." #type, kinds, leu_##type, 0, 0},                       \
    {"setp.gtu." #type, kinds, gtu_##type, 0, 0}, {"setp.geu." #type, kinds, geu_##type, 0, 0},                       \
    {"setp.nan." #type, kinds, nan_##type, 0, 0}

const struct OperationOf arithmetic[] = {
    OF_WRAPPING("add", "Www", "Xxx", add), OF_WRAPPING("sub", "Www", "Xxx", sub), OF_WRAPPING("mul.lo", "Www", "Xxx", mul),
    OF_FLOATS("add", "Www", "Xxx", add), OF_FLOATS("sub", "Www", "Xxx", sub), OF_FLOATS("mul", "Www", "Xxx", mul),
    OF_FLOATS("add.rn", "Www", "Xxx", add), OF_FLOATS("mul.rn", "Www", "Xxx", mul),
    OF_FLOATS("div.rn", "Www", "Xxx", div), OF_FLOATS("fma.rn", "Wwww", "Xxxx", fma),
    {"mul.wide.u32", "Xww", mul_wide_u32, 0, 0}, {"mul.wide.s32", "Xww", mul_wide_s32, 0, 0},
    {"mul.hi.u32", "Www", mul_hi_u32, 0, 0}, {"mul.hi.s32", "Www", mul_hi_s32, 0, 0}, {"mul.hi.u64", "Xxx", mul_hi_u64, 0, 0},
    OF_WRAPPING("mad.lo", "Wwww", "Xxxx", mad), {"mad.wide.u32", "Xwwx", mad_wide_u32, 0, 0},
    {"mad.wide.s32", "Xwwx", mad_wide_s32, 0, 0},
    OF_NUMBERS("div", "Www", "Xxx", div), OF_NUMBERS("rem", "Www", "Xxx", rem), OF_NUMBERS("min", "Www", "Xxx", min),
    OF_NUMBERS("max", "Www", "Xxx", max), OF_FLOATS("min", "Www", "Xxx", min), OF_FLOATS("max", "Www", "Xxx", max),
    {"abs.s32", "Ww", abs_s32, 0, 0}, {"abs.s64", "Xx", abs_s64, 0, 0}, OF_FLOATS("abs", "Ww", "Xx", abs),
    {"neg.s32", "Ww", neg_32, 0, 0}, {"neg.s64", "Xx", neg_64, 0, 0}, OF_FLOATS("neg", "Ww", "Xx", neg),
    OF_BITS("and", "Www", "Xxx", and), OF_BITS("or", "Www", "Xxx", or), OF_BITS("xor", "Www", "Xxx", xor),
    OF_BITS("not", "Ww", "Xx", not), OF_BITS("shl", "Www", "Xxw", shl),
    OF_NUMBERS("shr", "Www", "Xxw", shr), {"shr.b32", "Www", shr_u32, 0, 0}, {"shr.b64", "Xxw", shr_u64, 0, 0},
    {"popc.b32", "Ww", popc_32, 0, 0}, {"clz.b32", "Ww", clz_32, 0, 0},
    {"and.pred", "Ppp", and_pred, 0, 0}, {"or.pred", "Ppp", or_pred, 0, 0}, {"xor.pred", "Ppp", xor_pred, 0, 0},
    {"not.pred", "Pp", not_pred, 0, 0}, {"mov.pred", "Pp", mov_pred, 0, 0},
    {"mov.b16", "Hh", mov_16, 0, 0}, {"mov.b32", "Ww", mov_32, 0, 0}, {"mov.u32", "Ww", mov_32, 0, 0},
    {"mov.f32", "Ww", mov_32, 0, 0}, {"mov.b64", "Xx", mov_64, 0, 0}, {"mov.u64", "Xx", mov_64, 0, 0},
    {"mov.f64", "Xx", mov_64, 0, 0}, {"cvta.to.global.u64", "Xx", mov_64, 0, 0}, {"cvta.to.shared.u64", "Xx", mov_64, 0, 0},
    {"selp.b16", "Hhhp", selp_32, 0, 0}, {"selp.b32", "Wwwp", selp_32, 0, 0}, {"selp.f32", "Wwwp", selp_32, 0, 0},
    {"selp.b64", "Xxxp", selp_64, 0, 0}, {"selp.f64", "Xxxp", selp_64, 0, 0},
    OF_TYPE(s32, "Pww"), OF_UNSIGNED(u32, "Pww"), OF_TYPE(s64, "Pxx"), OF_UNSIGNED(u64, "Pxx"),
    OF_FLOAT_TYPE(f32, "Pww"), OF_FLOAT_TYPE(f64, "Pxx"),
    {"testp.notanumber.f32", "Pw", is_nan_f32, 0, 0}, {"testp.infinite.f32", "Pw", is_inf_f32, 0, 0},
    {"testp.finite.f32", "Pw", is_finite_f32, 0, 0}, {"testp.notanumber.f64", "Px", is_nan_f64, 0, 0},
    {"cvt.s32.u8", "Wh", u8_to_32, 0, 0}, {"cvt.u32.u8", "Wh", u8_to_32, 0, 0}, {"cvt.s32.s8", "Wh", s8_to_32, 0, 0},
    {"cvt.u32.u16", "Wh", u16_to_32, 0, 0}, {"cvt.s32.u16", "Wh", u16_to_32, 0, 0}, {"cvt.s32.s16", "Wh", s16_to_32, 0, 0},
    {"cvt.u8.u32", "Hw", to_8, 0, 0}, {"cvt.u8.s32", "Hw", to_8, 0, 0}, {"cvt.s8.s32", "Hw", to_8, 0, 0},
    {"cvt.u16.u32", "Hw", to_16, 0, 0}, {"cvt.u16.s32", "Hw", to_16, 0, 0}, {"cvt.s16.s32", "Hw", to_16, 0, 0},
    {"cvt.s16.u32", "Hw", to_16, 0, 0}, {"cvt.u64.u8", "Xh", u8_to_64, 0, 0}, {"cvt.u64.u16", "Xh", u16_to_64, 0, 0},
    {"cvt.u64.u32", "Xw", u32_to_64, 0, 0}, {"cvt.s64.u32", "Xw", u32_to_64, 0, 0}, {"cvt.s64.s32", "Xw", s32_to_64, 0, 0},
    {"cvt.u64.s32", "Xw", s32_to_64, 0, 0}, {"cvt.u32.u64", "Wx", to_32, 0, 0}, {"cvt.s32.s64", "Wx", to_32, 0, 0},
    {"cvt.s32.u64", "Wx", to_32, 0, 0}, {"cvt.u32.s64", "Wx", to_32, 0, 0},
    {"cvt.rn.f32.u8", "Wh", u8_to_f32, 0, 0}, {"cvt.rn.f32.s32", "Ww", s32_to_f32, 0, 0},
    {"cvt.rn.f32.u32", "Ww", u32_to_f32, 0, 0}, {"cvt.rn.f32.s64", "Wx", s64_to_f32, 0, 0},
    {"cvt.rn.f32.u64", "Wx", u64_to_f32, 0, 0}, {"cvt.rn.f64.s32", "Xw", s32_to_f64, 0, 0},
    {"cvt.rn.f64.u32", "Xw", u32_to_f64, 0, 0}, {"cvt.rn.f64.s64", "Xx", s64_to_f64, 0, 0},
    {"cvt.f64.f32", "Xw", f32_to_f64, 0, 0}, {"cvt.rn.f32.f64", "Wx", f64_to_f32, 0, 0},
    {"cvt.rzi.s32.f32", "Ww", f32_to_s32, 0, 0}, {"cvt.rzi.u32.f32", "Ww", f32_to_u32, 0, 0},
    {"cvt.rni.s32.f32", "Ww", f32_to_s32_near, 0, 0}, {"cvt.rmi.s32.f32", "Ww", f32_to_s32_down, 0, 0},
    {"cvt.rzi.s64.f32", "Xw", f32_to_s64, 0, 0}, {"cvt.rzi.s32.f64", "Wx", f64_to_s32, 0, 0},
    {"cvt.rni.f32.f32", "Ww", near_f32, 0, 0}, {"cvt.rmi.f32.f32", "Ww", down_f32, 0, 0},
    {"cvt.rpi.f32.f32", "Ww", up_f32, 0, 0}, {"cvt.rzi.f32.f32", "Ww", cut_f32, 0, 0},
    {"cvt.rn.tf32.f32", "Ww", f32_to_tf32, 0, 0}, {"cvt.rna.tf32.f32", "Ww", f32_to_tf32_away, 0, 0},
    {"cvt.rn.bf16x2.f32", "Www", f32_to_bf16x2, 0, 0},
    OF_FLOATS("sqrt.rn", "Ww", "Xx", sqrt), OF_FLOATS("rcp.rn", "Ww", "Xx", rcp),
    {"sqrt.approx.f32", "Ww", sqrt_f32, 0, 0}, {"rcp.approx.f32", "Ww", rcp_f32, 0, 0},
    {"rsqrt.approx.f32", "Ww", rsqrt_f32, 0, 0}, {"ex2.approx.f32", "Ww", ex2_f32, 0, 0},
    {"lg2.approx.f32", "Ww", lg2_f32, 0, 0}, {"sin.approx.f32", "Ww", sin_f32, 0, 0}, {"cos.approx.f32", "Ww", cos_f32, 0, 0},
    {"tanh.approx.f32", "Ww", tanh_f32, 0, 0}, {"div.approx.f32", "Www", div_f32, 0, 0},
    {NULL, NULL, NULL, 0, 0},
};
