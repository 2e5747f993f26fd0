/* SPDX-License-Identifier: Apache-2.0
 *
 * What is new to one person in a room. Nothing of it is kept: a feature says it when it is asked
 * (struct news), from what stands in its fold at this moment, from where the person stands in the
 * room, and from what their inbox knows: how far they have read, and how closely they follow. So
 * what is deleted, read elsewhere, or theirs to see no more is in no answer from then on. Pure,
 * like all of a fold; core/room_news.h asks all features of a room.
 *
 * The levels, each with what the one before it has:
 *   muted      nothing, but where somebody is mentioned
 *   normal     what is addressed to them; the rest is counted
 *   following  every post
 *   watching   every new thread
 * The nearest choice of the person holds: of the thread, its topic, the room. Where none is made
 * the staff follow the room, everybody else is normal there; and whoever has written in a thread
 * follows it, unless they have muted it, its topic, or the room.
 */
#ifndef MUSTER_CORE_NEWS_H
#define MUSTER_CORE_NEWS_H

#include "base/error.h"
#include "base/writer.h"
#include "core/scene.h"

enum news_level { NEWS_UNSAID, NEWS_MUTED, NEWS_NORMAL, NEWS_FOLLOWING, NEWS_WATCHING };
enum news_thing { NEWS_ROOM, NEWS_TOPIC, NEWS_THREAD };
enum news_urgency { NEWS_LOW, NEWS_MIDDLE, NEWS_HIGH };

/* What the person's inbox knows of rooms: `context` is the state of the feature there that says so.
 */
struct news_own {
    /* How far that thing of the room `of` is read. */
    int64_t (*read)(const void *context, struct slice of, int64_t thing);
    /* What they chose for it. */
    enum news_level (*level)(const void *context, struct slice of, enum news_thing what,
                             int64_t seq);
    /* Whether they were told of that post by name, or put that announcement away. */
    bool (*told)(const void *context, struct slice of, int64_t seq);
    const void *context;
};

/* One thing that is new. Texts are borrowed from the fold. */
struct news_item {
    const char *kind;   /* "reply", a constant */
    struct slice of;    /* the room; absent: the one that is asked */
    int64_t thing;      /* in it: a thread, a unit */
    int64_t post;       /* in the thing: where it begins; 0: it is the thing itself */
    int64_t said;       /* the entry that it is read with; 0: the post itself */
    int64_t count;      /* how many; 0: one */
    struct slice by;    /* absent: nobody, or nobody may know */
    struct slice name;  /* theirs; absent: not known */
    struct slice title; /* absent: it has none, or it was removed */
    const char *dir;    /* of a title that is one text; NULL: it is JSON, texts by language */
    struct slice words; /* how it begins; absent: its words are in the journal alone */
    int64_t at_ms;      /* when it came to be */
    int64_t start_ms;   /* when what it tells of is, or ends; 0: it has no such time */
    int64_t step;       /* tells one time of the thing from another, in its key; 0: there is one */
    enum news_urgency urgency;
};

/* What is asked of them by a date. The title is borrowed from the fold. */
struct news_due {
    const char *kind;   /* "test", a constant; NULL: nothing is */
    int64_t thing;      /* where it stands: a unit */
    int64_t item;       /* in it */
    int64_t at_ms;      /* until when it is in time */
    struct slice title; /* JSON, texts by language */
};

/* Where answers go. */
struct news_out {
    void (*add)(void *context, const struct news_item *item);
    void *context;
    int64_t unread;                                                    /* threads */
    struct news_due due;                                               /* the next */
    void (*unread_add)(void *context, int64_t thread, int64_t newest); /* NULL: only counted */
};

/* A question to a room that the person is in. */
struct news_ask {
    const struct scene *scene;
    struct slice of;    /* the room's name */
    struct rings rings; /* theirs there */
    int64_t now_ms;
    const struct news_own *own;
};

typedef void news_thing_fn(void *context, int64_t thing);

/* What a feature knows. */
struct news {
    bool visitors; /* both are asked for visitors too, and say what is of their areas alone */
    /* Says all that is new. */
    void (*each)(const void *state, const struct news_ask *ask, struct news_out *out);
    /* What there is to say of the thing `seq` (a post, a question) that the person was told of by
     * name: thing, title, dir in *item. False: they do not see it, or it stands no more. NULL: it
     * has none. */
    bool (*about)(const void *state, int64_t seq, const struct news_ask *ask,
                  struct news_item *item);
    /* Calls `fn` for each thing of the feature `of` about which this person has to decide
     * something. NULL: there is none. */
    void (*waits)(const void *state, const struct news_ask *ask, struct slice of, news_thing_fn *fn,
                  void *context);
};

/* What holds for a thread of that topic (0: of none; the thread 0: the topic, or the room) by the
 * choices that were made, and without one. Never NEWS_UNSAID. */
enum news_level news_level(const struct news_ask *ask, int64_t topic, int64_t thread);

#endif
