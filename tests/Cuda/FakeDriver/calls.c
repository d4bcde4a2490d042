// Counting, logging and planned failures.
#include "fake.h"

#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_FUNCTIONS = 128 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct { const char *function; long calls; } counts[MOST_FUNCTIONS];
static FILE *log_file;
static int lasting_error;

static long count(const char *function) {
    int i = 0;
    while (i < MOST_FUNCTIONS - 1 && counts[i].function && strcmp(counts[i].function, function) != 0)
        i++;
    counts[i].function = function;
    return ++counts[i].calls;
}

// FAKECUDA_FAIL=function:call:error[,...]; call 0 is every call.
static int planned(const char *function, long call) {
    const char *plan = getenv("FAKECUDA_FAIL");
    size_t length = strlen(function);
    for (; plan && *plan; plan = strchr(plan, ',') ? strchr(plan, ',') + 1 : NULL) {
        long nth;
        int error;
        if (strncmp(plan, function, length) == 0 && sscanf(plan + length, ":%ld:%d", &nth, &error) == 2
            && (nth == 0 || nth == call))
            return error;
    }
    return SUCCESS;
}

void record(const char *format, ...) {
    const char *path = getenv("FAKECUDA_LOG");
    if (!path)
        return;
    if (!log_file) {
        log_file = fopen(path, "a");
        if (!log_file)
            return;
        setvbuf(log_file, NULL, _IOLBF, 1 << 16);
    }
    va_list values;
    va_start(values, format);
    vfprintf(log_file, format, values);
    va_end(values);
    fputc('\n', log_file);
}

int refuse(int error, const char *format, ...) {
    char why[512];
    va_list values;
    va_start(values, format);
    vsnprintf(why, sizeof why, format, values);
    va_end(values);
    record("refused error=%d %s", error, why);
    return error;
}

// After an error of a kernel nothing works any more: the context is lost.
static int is_lasting(int error) { return error >= ILLEGAL_ADDRESS && error <= LAUNCH_FAILED && error != 701 && error != 712 && error != 713; }

int lose_context(int error) { return lasting_error = error; }

int enter(const char *function, int where) {
    pthread_mutex_lock(&lock);
    int error = planned(function, count(function));
    if (error != SUCCESS)
        record("failed function=%s error=%d", function, error);
    if (is_lasting(error))
        lasting_error = error;
    if (error == SUCCESS && where == IN_CONTEXT) {
        if (!is_initialized())
            error = refuse(NOT_INITIALIZED, "%s before cuInit", function);
        else if (!current_context())
            error = refuse(INVALID_CONTEXT, "%s on a thread that has no context", function);
        else
            error = lasting_error;
    }
    return error;
}

void leave(const int *entered) {
    (void)entered;
    pthread_mutex_unlock(&lock);
}

long setting(const char *name, long otherwise) {
    const char *value = getenv(name);
    return value ? atol(value) : otherwise;
}

int executes(void) {
    static int is_set = -1;
    if (is_set < 0)
        is_set = setting("FAKECUDA_EXECUTE", 0) != 0;
    return is_set;
}
