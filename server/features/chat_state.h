/* SPDX-License-Identifier: Apache-2.0
 *
 * What the chat of a room is made of. chat.c decides what changes it and chat_view.c what people
 * see of it; nobody else looks in.
 */
#ifndef MUSTER_FEATURES_CHAT_STATE_H
#define MUSTER_FEATURES_CHAT_STATE_H

#include "features/chat_known.h"
#include "features/shelf.h"

enum mode { MODE_OPEN, MODE_SLOW, MODE_APPROVE, MODE_STAFF, MODE_OFF };

/* By enum mode; ends with NULL. */
extern const char *const chat_modes[];

struct message {
    struct shelf_thing thing; /* its first member; hidden while it waits for approval */
    int64_t reply;            /* the seq of the message it answers; 0: none */
    char *text;               /* owned */
    enum text_dir dir;
};

/* What the last deletion took: a message that was shown (0: it waited), and the one that had left
 * the view for it. */
struct chat_deletion {
    int64_t seq, left;
};

struct chat {
    enum mode mode;
    int64_t slow_seconds;
    struct shelf messages; /* the newest that are shown, and those that wait for staff */
    struct knowns *known;  /* every message that was shown and stands; owned */
    struct map *last;      /* slow mode: person -> time of the last message, oldest first; owned */
    struct chat_deletion deletion;
};

/* An empty chat, owned by the caller. */
struct chat *chat_new(void);
/* Wipes and frees. */
void chat_free(struct chat *chat);
/* The message `seq`, shown or waiting; NULL. */
struct message *chat_find(const struct chat *chat, int64_t seq);
/* What the entry says is a message from now on; it waits, or there must be room. */
void chat_add(struct chat *chat, const struct entry *entry, int64_t reply, bool waits);
/* Writes its text and when it was said. */
void chat_write_said(const struct message *message, struct writer *out);
/* Makes room for one more message that is shown: the oldest leaves. Its seq, or 0. */
int64_t chat_make_room(struct chat *chat, const struct entry *entry);

#endif
