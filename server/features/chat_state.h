/* SPDX-License-Identifier: Apache-2.0
 *
 * What the chat of a room is made of. chat.c decides what changes it and chat_view.c what people
 * see of it; nobody else looks in.
 */
#ifndef MUSTER_FEATURES_CHAT_STATE_H
#define MUSTER_FEATURES_CHAT_STATE_H

#include "features/chat_known.h"
#include "features/chat_pins.h"
#include "features/chat_reactors.h"
#include "features/chat_told.h"
#include "features/chat_words.h"
#include "features/shelf.h"

enum mode { MODE_OPEN, MODE_SLOW, MODE_APPROVE, MODE_STAFF, MODE_OFF };

/* By enum mode; ends with NULL. */
extern const char *const chat_modes[];

struct message {
    struct shelf_thing thing; /* its first member; hidden while it waits for approval */
    int64_t reply;            /* the seq of the message it answers; 0: none */
    char *text;               /* owned */
    enum text_dir dir;
    int64_t body;      /* the entry that gave its words: its own, or an edit */
    int64_t edited_ms; /* 0: never */
    int64_t due_ms;    /* it waits until then; 0: for the team, or not at all */
    bool delayed;      /* it had such a time */
    bool waited;       /* it waits for approval, or did */
    bool rewritten;    /* the last change gave it other words */
    struct chat_sums sums;
};

/* What the last edit, deletion or refusal was of: a message that was shown (0: it waited), the one
 * that had left the view for it, and the entries whose words it withdrew. */
struct chat_last {
    int64_t seq, left;
    int64_t bodies[BOUND_CHAT_PENDING];
    size_t bodies_count;
};

struct chat {
    enum mode mode;
    int64_t slow_seconds;
    int64_t delay_seconds; /* 0: none */
    bool delay_ended;      /* by the last entry that set the mode */
    struct shelf messages; /* the newest that are shown, and those that wait for staff */
    struct knowns *known;  /* every message that was shown and stands; owned */
    struct map *wrote;     /* slow mode: person -> time of the last message, oldest first; owned */
    struct tolds *tolds;   /* owned */
    struct reactors *reactors; /* owned */
    struct chat_pins pins;
    struct chat_words words;
    struct chat_last last;
};

/* An empty chat, owned by the caller. */
struct chat *chat_new(void);
/* Wipes and frees. */
void chat_free(struct chat *chat);
/* The message `seq`, shown or waiting; NULL. */
struct message *chat_find(const struct chat *chat, int64_t seq);
/* Who wrote the message `seq` that everybody saw and that stands; absent when there is none. */
struct slice chat_author(const struct chat *chat, int64_t seq);
/* Remembers, for patches, of which message the entry is that is about to change it. */
void chat_remember(struct chat *chat, int64_t seq);
/* What the entry says is a message from now on; it waits, or the oldest leaves for it. */
struct message *chat_add(struct chat *chat, const struct entry *entry, int64_t reply, bool waits);
/* Gives a message the words of the entry, and the name beside them. */
void chat_rewrite(struct chat *chat, const struct entry *entry, struct message *message);
/* The message, which waited, is seen by all, and the newest. */
void chat_show(struct chat *chat, const struct entry *entry, struct message *message);
/* Writes its text and when it was said. */
void chat_write_said(const struct message *message, struct writer *out);
/* As struct feature has it. */
bool chat_forget(void *state, int64_t seq);

#endif
