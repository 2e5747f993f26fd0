/* SPDX-License-Identifier: Apache-2.0
 *
 * What the chat of a room is made of. chat.c decides what changes it and chat_view.c what people
 * see of it; nobody else looks in.
 */
#ifndef MUSTER_FEATURES_CHAT_STATE_H
#define MUSTER_FEATURES_CHAT_STATE_H

#include "base/bounds.h"
#include "base/map.h"
#include "features/chat_known.h"
#include "features/common_author.h"

enum mode { MODE_OPEN, MODE_SLOW, MODE_APPROVE, MODE_STAFF, MODE_OFF };

/* By enum mode; ends with NULL. */
extern const char *const chat_modes[];

struct message {
    int64_t seq;
    int64_t at_ms;
    int64_t reply; /* the seq of the message it answers; 0: none */
    struct common_author author;
    char *text; /* owned */
    enum text_dir dir;
};

/* Messages in the order in which they came here. */
_Static_assert(BOUND_CHAT_PENDING <= BOUND_CHAT_WINDOW, "what waits fits into a window");
struct window {
    struct message items[BOUND_CHAT_WINDOW]; /* owned */
    size_t count;
};

/* What the last entry took away: the patches tell of it, and the state no longer does. */
struct removal {
    bool left;       /* the deleted one stood in everybody's view */
    int64_t fell;    /* left the window for a newer message; 0: none */
    int64_t settled; /* was pending and is no longer; 0: none */
    char *author;    /* owned; of `settled` */
};

struct chat {
    enum mode mode;
    int64_t slow_seconds;
    struct window shown;
    struct window pending;
    struct knowns *known; /* every message that was shown and stands; owned */
    struct map *last;     /* slow mode: person -> time of the last message, oldest first; owned */
    struct removal removal;
};

/* An empty chat, owned by the caller. */
struct chat *chat_new(void);
/* Wipes and frees. */
void chat_free(struct chat *chat);
/* The message `seq` of the window, or NULL. */
const struct message *chat_find(const struct window *window, int64_t seq);
/* Adds `message`, which the window then owns; it must not be full. */
void chat_add(struct window *window, struct message message);
/* Takes `message`, which stands in the window, out of it: the caller owns it. */
struct message chat_take(struct window *window, const struct message *message);
/* Wipes what a message owns. */
void chat_message_done(struct message *message);
/* Wipes words and name of the message `seq`, if it stands in the window: then true. */
bool chat_message_forget(struct window *window, int64_t seq);
/* Forgets what the entry before took away. */
void chat_removal_clear(struct chat *chat);

#endif
