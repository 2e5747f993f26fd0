/* SPDX-License-Identifier: Apache-2.0
 *
 * Sessions as a file for calendars (iCalendar, RFC 5545): one event, or several, in UTC. The same
 * session is the same file, byte for byte, until something of it changes.
 */
#ifndef MUSTER_FOLLOWERS_CALENDAR_H
#define MUSTER_FOLLOWERS_CALENDAR_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/slice.h"

enum { CALENDAR_LINE_OCTETS = 75 };

/* Texts as they are: what is special in the file is escaped here. An empty one is left out. */
struct calendar_event {
    struct slice uid; /* the same for as long as there is the session */
    struct slice title, text, url;
    const char *language, *text_language; /* of each; "": not known */
    int64_t start_ms, minutes;
    int64_t revision, changed_ms; /* rises with each change; when the last was */
    bool cancelled;
};

/* A file of several: between these two; what takes no time has no end. */
void calendar_begin(struct buffer *out);
/* The same of one that is fetched again and again: what it is called, and how often to look. */
void calendar_begin_feed(struct slice name, struct buffer *out);
void calendar_add(const struct calendar_event *event, struct buffer *out);
void calendar_end(struct buffer *out);
/* Adds the file of one to `out`. */
void calendar_write(const struct calendar_event *event, struct buffer *out);

#endif
