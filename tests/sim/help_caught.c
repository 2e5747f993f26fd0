/* SPDX-License-Identifier: Apache-2.0
 * See help_caught.h. */
#include "sim/help_caught.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static bool counting;
static unsigned times[CAUGHT_KINDS];

void caught(enum caught what, const char *format, ...)
{
    char sentence[1024];
    va_list values;
    times[what]++;
    if (counting)
        return;
    va_start(values, format);
    vsnprintf(sentence, sizeof sentence, format, values);
    va_end(values);
    fail_msg("%s: %s", caught_name(what), sentence);
}

void caught_count(bool counts)
{
    counting = counts;
    memset(times, 0, sizeof times);
}

bool caught_counts(void)
{
    return counting;
}

unsigned caught_times(enum caught what)
{
    return times[what];
}

const char *caught_name(enum caught what)
{
    static const char *const names[] = {
#define CAUGHT(name, text) text,
        CAUGHT_LIST
#undef CAUGHT
    };
    return names[what];
}
