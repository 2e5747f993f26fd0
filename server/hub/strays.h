/* SPDX-License-Identifier: Apache-2.0
 *
 * Contents beside the journal (journal/contents.h) whose process has died, or could not learn
 * what became of them, between keeping them and the entry that names them. Whether that entry is
 * there, or may still come, the journal decides in one step: something else is appended under its
 * op. Then no instance can append it any more, however late; or it was there before.
 */
#ifndef MUSTER_HUB_STRAYS_H
#define MUSTER_HUB_STRAYS_H

#include "base/slice.h"

struct hub;

/* A content, and the command that was to name it. */
struct stray {
    struct slice id; /* of the content, as the entry says it */
    struct slice room, by, op;
    struct slice type, text; /* what is appended instead: something that does nothing */
};

enum stray_end {
    STRAY_UNKNOWN, /* to be asked again later */
    STRAY_NAMED,   /* an entry names it */
    STRAY_LOST,    /* no entry does, nor will */
};
typedef void stray_fn(void *context, enum stray_end end);
/* `stray` is borrowed for the call. */
void stray_decide(struct hub *hub, const struct stray *stray, stray_fn *done, void *context);

#endif
