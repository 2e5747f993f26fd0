/* SPDX-License-Identifier: Apache-2.0
 *
 * Finding what people wrote, for one person. The index gives what holds the words, newest first,
 * out of the rooms in which they look; these are woken, and each says of each hit whether the
 * person sees it now (core/finds.h); what is seen is read from the journal, and must hold the words
 * itself. So nobody finds what they may not see, and no number tells of it: an answer is filled up
 * from what is behind, and its `next` names the last that it shows.
 *
 * The answer is {"hits":[…],"rooms":{…},"next"?}, as protocol/http.md has it.
 */
#ifndef MUSTER_HUB_FINDING_H
#define MUSTER_HUB_FINDING_H

#include "core/actor.h"
#include "hub/answer.h"
#include "journal/search_answer.h"

struct hub;

struct hub_find {
    struct slice words;
    bool begins;             /* the last one may be the begin of a word */
    struct slice room;       /* in it alone; absent: in all of theirs */
    struct slice kind, by;   /* of such things alone, or of that author; absent: whatever */
    int64_t since_ms;        /* nothing older; 0: however old */
    struct search_hit after; /* room empty: from the newest on; else behind that one */
    size_t limit;            /* 1 to BOUND_SEARCH_HITS */
};
/* All is borrowed for the call. ERR_NOT_AVAILABLE: there is no index; ERR_TEXT_TOO_LONG,
 * ERR_TEXT_INVALID: the words; ERR_PERMISSION_DENIED: the room; ERR_TOO_MANY_REQUESTS: too many ask
 * at once; ERR_SEARCH_SLOW: nothing was found in the time that there is. */
void hub_find(struct hub *hub, const struct actor *actor, const struct hub_find *what,
              hub_answer_fn *done, void *context);

#endif
