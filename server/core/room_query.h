/* SPDX-License-Identifier: Apache-2.0
 *
 * Asking a room, or a side room (core/side.h): queries, which only read. One may need texts from
 * the journal first; one may be about rooms as they were, this one too (core/past.h). And whether
 * somebody sees a thing of it, and what they have done in it.
 */
#ifndef MUSTER_CORE_ROOM_QUERY_H
#define MUSTER_CORE_ROOM_QUERY_H

#include "core/dates.h"
#include "core/ledger.h"
#include "core/room.h"

struct others;
struct past;
struct past_ask;

/* A query, and who asks. */
struct room_question {
    struct slice name, person;
    const struct json *data;
    const struct room *own; /* theirs alone, of the kind that room_query_own says; NULL: none */
};
/* The kind of a room of the asker's own that helps to answer it; NULL: none does. */
const char *room_query_own(const struct room *room, struct slice name);
/* The seqs that are to be read from the journal before it is answered, at most `max`. */
size_t room_query_needs(const struct room *room, const struct room_question *question,
                        int64_t *seqs, size_t max);
/* Answers a query, with what was read for it (NULL: nothing); ERR_METHOD_NOT_FOUND when there is
 * none of that name. */
enum err room_query(const struct room *room, const struct room_question *question,
                    const struct bodies *bodies, struct buffer *out);

/* The other rooms that it is about, added to *out; none for who may not ask it. And its answer,
 * with those of them that are there. */
void room_query_names(const struct room *room, const struct room_question *question,
                      struct others *out);
enum err room_query_among(const struct room *room, const struct room_question *question,
                          const struct others *others, struct buffer *out);

/* Whether it is about the past, and if so, about which: *out, which is zero before, borrows from
 * the question, and stays zero when it is not. Who may not ask it gets the refusal here. */
enum err room_query_past(const struct room *room, const struct room_question *question,
                         struct past_ask *out);
/* Answers it; `then` is the room as it was. Whether it may be asked is not asked again. */
enum err room_query_then(const struct room *then, const struct room_question *question,
                         const struct past *past, struct buffer *out);

/* Whether the feature of that name has a thing `seq` that the person of `scene` sees (shows of
 * core/feature.h), and in which side room it is: *side, 0 in the room itself. */
bool room_shows(const struct scene *scene, struct slice feature, int64_t seq, int64_t *side);
/* Calls `fn` for each date (core/dates.h) of the person of the scene, feature by feature. */
void room_dates(const struct scene *scene, date_fn *fn, void *context);
/* Whether a feature has a thing that holds that file, which the person of `scene` sees. */
bool room_lends(const struct scene *scene, int64_t file);
/* The same, and who deals with what is said of it. */
struct shown {
    int64_t side;
    struct rings staff;
};
bool room_shown(const struct scene *scene, struct slice feature, int64_t seq, struct shown *out);
/* Whether it has one, here or in a side room, that the server itself is shown. */
bool room_has(const struct room *room, struct slice feature, int64_t seq);

/* How the things of the feature are shown whose the entry is. */
enum room_showing {
    ROOM_SHOWS_NOTHING, /* it has no view, or there is no such entry */
    ROOM_SHOWS_VIEW,    /* in its view: room_shows_share */
    ROOM_SHOWS_THINGS,  /* it says so of each: room_shows_thing */
};
enum room_showing room_showing(const struct room *room, const struct entry *entry);
/* Whether it shows the thing `seq` to that person. */
bool room_shows_thing(const struct room *room, const struct entry *entry, int64_t seq,
                      struct slice person);
/* Writes its share of the view of people in these rings, an object. */
void room_shows_share(const struct room *room, const struct entry *entry, struct rings rings,
                      struct buffer *out);
/* Whether the words of that entry have been withdrawn for good. */
bool room_withdrawn(const struct room *room, int64_t seq);

/* What all its features know of people (core/ledger.h): calls `fn` for everybody, perhaps several
 * times; the sums of one of them, in *out; and what features tell beside, written into the open
 * object, `whole`: thing by thing. */
void room_ledger_people(const struct room *room, ledger_fn *fn, void *context);
void room_ledger_sum(const struct room *room, struct slice person, struct deeds *out);
void room_ledger_write(const struct room *room, struct slice person, bool whole,
                       struct writer *out);

#endif
