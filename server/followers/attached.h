/* SPDX-License-Identifier: Apache-2.0
 *
 * Files that people uploaded, on their way into an export: those that its tables name and whoever
 * takes it along may have. Within a bound: what does not fit is left out, and its row says so by
 * having no place.
 */
#ifndef MUSTER_FOLLOWERS_ATTACHED_H
#define MUSTER_FOLLOWERS_ATTACHED_H

#include "followers/collect.h"

enum { ATTACHED_NAME_BYTES = 64 };

/* One of them. */
struct attached_file {
    int64_t seq;                    /* of the file in its room */
    char id[65];                    /* of its content, 64 hexadecimal digits */
    size_t bytes;                   /* as its row says */
    char name[ATTACHED_NAME_BYTES]; /* in the archive: "files/31.pdf" */
    bool there;                     /* its content has been added */
    size_t at, len;                 /* where */
};

struct attached;

/* Those that rows of parts with the member `blobs` name, each once; owned by the caller. */
struct attached *attached_new(const struct collect *collect, size_t bytes_max);
/* Sets *attached to NULL; NULL is ignored. */
void attached_free(struct attached **attached);
/* How many there are, and one of them; NULL after the last. */
size_t attached_count(const struct attached *attached);
const struct attached_file *attached_at(const struct attached *attached, size_t place);
/* Whether one of that size still fits in. */
bool attached_fits(const struct attached *attached, size_t bytes);
/* Its content, copied; what does not fit is left out. */
void attached_add(struct attached *attached, size_t place, struct slice content);
/* The content, borrowed; absent: it was left out. */
struct slice attached_content(const struct attached *attached, size_t place);
/* Where the file of that seq is in the archive; NULL: it is not there. */
const char *attached_name(const struct attached *attached, int64_t seq);

#endif
