/* SPDX-License-Identifier: Apache-2.0
 * A report is a mail one of whose parts has the type message/delivery-status: groups of fields, the
 * first of the mail, the others each of one of those it was for (RFC 3464 §2.1). */
#include "net/bounce_report.h"

#include <string.h>
#include <strings.h>

static const struct slice part_type = {"message/delivery-status", 23};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Reads a number of at most three digits off the front; -1: there is none. */
static int number_take(struct slice *text)
{
    int number = 0;
    size_t len = 0;
    for (; len < text->len && len < 3 && is_digit(text->at[len]); len++)
        number = number * 10 + (text->at[len] - '0');
    *text = (struct slice){text->at + len, text->len - len};
    return len > 0 ? number : -1;
}

static bool dot_take(struct slice *text)
{
    bool is = text->len > 0 && text->at[0] == '.';
    if (is)
        *text = (struct slice){text->at + 1, text->len - 1};
    return is;
}

/* False: it is no status. */
static bool status_read(struct slice text, int parts[3])
{
    for (int i = 0; i < 3; i++)
        if ((i > 0 && !dot_take(&text)) || (parts[i] = number_take(&text)) < 0)
            return false;
    return text.len == 0 || !is_digit(text.at[0]);
}

/* 5.2.2: it is full. 5.2.3 and 5.3.4: too long. 5.6: its form. 5.7: it is not wanted. */
static bool is_nobody(const int status[3])
{
    bool other = status[1] == 6 || status[1] == 7 ||
                 (status[1] == 2 && (status[2] == 2 || status[2] == 3)) ||
                 (status[1] == 3 && status[2] == 4);
    return status[0] == 5 && !other;
}

bool bounce_status_is_nobody(struct slice status)
{
    int parts[3];
    return status_read(status, parts) && is_nobody(parts);
}

bool bounce_refusal_is_nobody(long code, struct slice line)
{
    int status[3];
    bool about = code == 550 || code == 551 || code == 553;
    if (line.len > 4 && status_read((struct slice){line.at + 4, line.len - 4}, status))
        return about && is_nobody(status);
    return about;
}

/* ---- a report ----------------------------------------------------------------------------------
 */

struct reading {
    bool typed;  /* the headers that are read say so of their part */
    bool status; /* it is that part */
    bool failed, known, nobody;
};

/* Takes a line off, without its end. */
static struct slice line_take(struct slice *rest)
{
    const char *end = memchr(rest->at, '\n', rest->len);
    struct slice line = {rest->at, end ? (size_t)(end - rest->at) : rest->len};
    size_t gone = line.len + (end != NULL);
    *rest = (struct slice){rest->at + gone, rest->len - gone};
    if (line.len > 0 && line.at[line.len - 1] == '\r')
        line.len--;
    return line;
}

/* What stands behind `name`: and white space; absent: it is another field. */
static struct slice field(struct slice line, const char *name)
{
    size_t len = strlen(name);
    if (line.len <= len || strncasecmp(line.at, name, len) != 0 || line.at[len] != ':')
        return (struct slice){NULL, 0};
    for (len++; len < line.len && (line.at[len] == ' ' || line.at[len] == '\t');)
        len++;
    return (struct slice){line.at + len, line.len - len};
}

static bool begins(struct slice text, struct slice with)
{
    return text.len >= with.len && strncasecmp(text.at, with.at, with.len) == 0;
}

/* Of one recipient; without a status the action counts. */
static bool group_end(struct reading *reading)
{
    bool nobody = reading->failed && (!reading->known || reading->nobody);
    reading->failed = reading->known = reading->nobody = false;
    return nobody;
}

static void status_line(struct reading *reading, struct slice line)
{
    struct slice action = field(line, "Action"), status = field(line, "Status");
    if (action.at)
        reading->failed = begins(action, SLICE("failed"));
    if (status.at) {
        reading->known = true;
        reading->nobody = bounce_status_is_nobody(status);
    }
}

/* True: enough was read. */
static bool line_read(struct reading *reading, struct slice line)
{
    bool parts = begins(line, SLICE("--"));
    if (reading->status && (parts || line.len == 0))
        if (group_end(reading))
            return true;
    if (parts)
        reading->typed = reading->status = false;
    else if (line.len == 0)
        reading->status = reading->status || reading->typed;
    else if (reading->status)
        status_line(reading, line);
    else if (begins(field(line, "Content-Type"), part_type))
        reading->typed = true;
    return false;
}

bool bounce_report_is_nobody(struct slice mail)
{
    struct reading reading = {.typed = false};
    while (mail.len > 0)
        if (line_read(&reading, line_take(&mail)))
            return true;
    return reading.status && group_end(&reading);
}
