/* SPDX-License-Identifier: Apache-2.0
 *
 * The topics of a course's forum: what they are called and about, what is written there and how,
 * for whom, and of which unit they are. A topic of a unit that is not open is for staff alone, as
 * are the threads in it: with the unit both open, and are shut again. A topic's kind, and for whom
 * it is, are said once.
 *
 * Places are numbers that only say which topic comes before which: nobody learns by them of one
 * that they do not see.
 */
#ifndef MUSTER_FEATURES_FORUM_TOPICS_H
#define MUSTER_FEATURES_FORUM_TOPICS_H

#include "features/forum_state.h"
#include "features/worded.h"

enum topic_kind {
    TOPIC_DISCUSSION,
    TOPIC_QUESTION,     /* answers can be accepted */
    TOPIC_ANNOUNCEMENT, /* staff alone write */
    TOPIC_SINGLE,       /* one thread for each person */
    TOPIC_FIRST, /* its staff alone open threads; one writes before one sees (forum_first.h) */
};
/* "discussion", "question", "announcement", "single", "first"; ends with NULL. */
extern const char *const topic_kinds[];

struct topic {
    struct worded words; /* first; its stamp is what counts now */
    struct rings written;
    enum topic_kind kind;
    uint64_t cohorts; /* 0: everybody */
    int64_t place;
    int64_t unit;                     /* 0: of none */
    bool anonymous;                   /* one may write there without a name (forum_veil.h) */
    bool shut;                        /* its unit is not open */
    struct {                          /* how much one person may write (forum_throttle.h) */
        int64_t warn, block, minutes; /* 0: no such bound */
    } throttle;
    struct map *writers; /* of the throttle; person -> struct writer_of, owned; NULL: nobody yet */
};

/* Topics as areas of the room: those that are for everybody. */
extern const struct areas forum_areas;

struct topics {
    struct worded_shelf all; /* first */
    struct map *units;       /* seq -> struct unit_of, owned: those of the course */
};

/* None; frees *topics. */
struct topics *topics_new(void);
void topics_free(struct topics **topics);
/* The topic of that seq, or that the entry's data names, or in which the thread is; NULL: none. */
struct topic *topics_find(const struct forum *forum, int64_t seq);
struct topic *topics_of(const struct forum *forum, const struct entry *entry);
struct topic *topics_of_thread(const struct forum *forum, const struct thread *thread);
/* The unit that the entry's data names, one of the other course where a topic comes `from` there;
 * 0: there is none. */
int64_t topics_unit(const struct forum *forum, const struct entry *entry);
/* Who sees what was written for those: nobody but staff while the topic is shut; NULL: it is none.
 */
struct rings topic_now(const struct topic *topic, struct rings written);
/* How many threads are in it. */
size_t topic_threads(const struct forum *forum, const struct topic *topic);

/* The stamp of what is written now for these cohorts, of which some may be gone. */
struct rings topics_stamp(const struct room *room, uint64_t cohorts);
/* A new one, the last; what the data says of it but for its kind and whom it is for, anew. */
struct topic *topics_add(struct forum *forum, const struct entry *entry, const struct scene *scene);
void topics_set(struct forum *forum, const struct entry *entry, struct topic *topic);
/* The entry made a unit. */
void topics_unit_new(struct forum *forum, const struct entry *entry);
/* An entry told of a unit: its topics follow, and the threads in them. */
enum topic_unit { TOPIC_UNIT_SHUT, TOPIC_UNIT_OPEN, TOPIC_UNIT_GONE };
void topics_unit_is(struct forum *forum, const struct entry *entry, int64_t unit,
                    enum topic_unit is);
/* People came into a cohort: they see its topics, whatever they see of its threads. */
void topics_widen(struct forum *forum, const struct entry *entry, const struct room *room);

/* Write the member `topics` of the open object: whole; and what the
 * entry changed of it. */
void topics_view(const struct forum *forum, const struct viewer *viewer, struct writer *out);
void topics_changes(const struct forum *forum, const struct entry *entry,
                    const struct viewer *viewer, struct writer *out);
/* For struct feature. */
bool topics_forget(struct forum *forum, int64_t seq);
bool topics_forget_name(struct forum *forum, struct slice person);

#endif
