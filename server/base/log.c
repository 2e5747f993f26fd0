/* SPDX-License-Identifier: Apache-2.0
 * One line per event, formatted aside and written in one piece. */
#include "base/log.h"

#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <time.h>

#include "base/check.h"

/* A line longer than this is cut: the pairs are ours, so it holds what they need. */
enum { LINE_BYTES = 2048 };

static atomic_int wanted = LOG_INFO;
static atomic_bool priorities;

void log_set_level(enum log_level level)
{
    atomic_store(&wanted, (int)level);
}

void log_set_priorities(void)
{
    atomic_store(&priorities, true);
}

int log_wanted(enum log_level level)
{
    return level != LOG_OFF && (int)level >= atomic_load(&wanted);
}

static size_t time_write(char *line, size_t bytes_max)
{
    struct timespec now;
    struct tm utc;
    check(clock_gettime(CLOCK_REALTIME, &now) == 0);
    check(gmtime_r(&now.tv_sec, &utc) != NULL);
    size_t len = strftime(line, bytes_max, "%Y-%m-%dT%H:%M:%S", &utc);
    return len + (size_t)snprintf(line + len, bytes_max - len, ".%03ldZ", now.tv_nsec / 1000000);
}

/* How many bytes at `at` are a character that ends a line, drives a terminal or turns the direction
 * of text: C0 and DEL; C1 (U+0080 to 9F); U+2028 to 202E; U+2066 to 2069. */
static int control_bytes(const unsigned char *at)
{
    if (at[0] < 0x20 || at[0] == 0x7f)
        return 1;
    if (at[0] == 0xc2 && at[1] >= 0x80 && at[1] < 0xa0)
        return 2;
    if (at[0] != 0xe2)
        return 0;
    bool lines = at[1] == 0x80 && at[2] >= 0xa8 && at[2] <= 0xae;
    bool isolates = at[1] == 0x81 && at[2] >= 0xa6 && at[2] <= 0xa9;
    return lines || isolates ? 3 : 0;
}

/* Appends `text` with such characters as \xHH: a value can neither begin a line of its own nor
 * drive a terminal. */
static size_t text_write(char *line, size_t len, const char *text)
{
    static const char digits[] = "0123456789abcdef";
    const unsigned char *bytes = (const unsigned char *)text;
    int control = 0;
    for (const unsigned char *at = bytes; *at && len + 4 < LINE_BYTES; at++) {
        if (control == 0)
            control = control_bytes(at);
        if (control > 0) {
            control--;
            line[len++] = '\\';
            line[len++] = 'x';
            line[len++] = digits[*at >> 4];
            line[len++] = digits[*at & 15];
        } else {
            line[len++] = (char)*at;
        }
    }
    return len;
}

void log_line(enum log_level level, const char *sentence, const char *pairs, ...)
{
    static const char *const names[] = {"DEBUG", "INFO", "WARN", "ERROR"};
    static const char *const marks[] = {"<7>", "<6>", "<4>", "<3>"}; /* of syslog(3) */
    if (!log_wanted(level))
        return;
    char line[LINE_BYTES], text[LINE_BYTES];
    size_t len = 0;
    if (atomic_load(&priorities))
        len = (size_t)snprintf(line, sizeof line, "%s", marks[level]);
    len += time_write(line + len, sizeof line - len);
    len += (size_t)snprintf(line + len, sizeof line - len, " %s ", names[level]);
    len = text_write(line, len, sentence);
    if (pairs) {
        va_list values;
        va_start(values, pairs);
        vsnprintf(text, sizeof text, pairs, values);
        va_end(values);
        len = text_write(line, len, " ");
        len = text_write(line, len, text);
    }
    line[len++] = '\n';
    fwrite(line, 1, len, stderr);
}
