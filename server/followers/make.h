/* SPDX-License-Identifier: Apache-2.0
 *
 * The file of an export, of tables that were collected (followers/collect.h): one table as CSV; all
 * as JSON or as a workbook; or everything in one ZIP, with pages to read, captions for players, its
 * sessions' too, dates for calendars, and the journal where it belongs to it. Takes its time: for a
 * thread that is not the loop's.
 */
#ifndef MUSTER_FOLLOWERS_MAKE_H
#define MUSTER_FOLLOWERS_MAKE_H

#include <stdatomic.h>

#include "followers/attached.h"
#include "followers/labels.h"

/* MAKE_TRACKS is no form that one asks for: the captions of a session as lines for the archive of
 * its course, each an object: `name`, that of a file there, and `text`. */
enum make_form { MAKE_CSV, MAKE_JSON, MAKE_XLSX, MAKE_ZIP, MAKE_FORMS, MAKE_TRACKS };

/* Its ending ("csv"), and its media type. */
const char *make_ending(enum make_form form);
const char *make_type(enum make_form form);
/* The form with that ending; MAKE_FORMS: there is none. */
enum make_form make_form_of(struct slice ending);

struct make_of {
    const struct collect *collect;
    struct slice room, what; /* `what`: the one part; absent: all */
    int64_t seq, made_ms;    /* the last entry of the room; now */
    enum make_form form;
    enum label_language language;
    struct slice journal;            /* its lines (followers/chained.h); absent: without */
    struct slice webinars;           /* its sessions for calendars; absent: none */
    struct slice tracks;             /* of these, as MAKE_TRACKS makes them; absent: none */
    struct slice url;                /* the public address of the server; absent: none is known */
    const struct attached *attached; /* files that come along; NULL: none */
    const atomic_bool *stop; /* once it is true, it ends soon, with any error; NULL: never */
};
/* Adds the file to `out`. ERR_LIMIT_EXCEEDED: it would be too large. */
enum err make_write(const struct make_of *of, struct buffer *out);

#endif
