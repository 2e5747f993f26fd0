/* SPDX-License-Identifier: Apache-2.0
 *
 * A poll in a post: choices that the post asks about, of which those who see it choose, until it is
 * closed. It is its post's in all: it comes with it, goes and comes back with it, moves where that
 * moves, and is for those whom that is for. What it asks never changes. A vote is a set of choices,
 * kept as in the polls of a webinar (features/poll_type.h): under the name of who voted, or under a
 * pseudonym of that poll.
 */
#ifndef MUSTER_FEATURES_FORUM_POLL_H
#define MUSTER_FEATURES_FORUM_POLL_H

#include "core/feature.h"

struct forum;
struct poll;
struct post;
struct thread;

/* "named", "anonymous"; ends with NULL. */
extern const char *const forum_poll_ballots[];

/* Reads the optional member `poll` of a thread or a post. A nameless one has none. */
enum err forum_poll_read(const struct json *data, struct writer *out);
/* Writes what remains of it beside its words: for row->keep. */
void forum_poll_keep(const struct entry *entry, struct writer *out);
/* Whether one more fits, of the author of the entry; NULL: into a thread that is not there yet. */
enum err forum_poll_fits(const struct forum *forum, const struct thread *thread,
                         const struct entry *entry, const struct scene *scene);
/* How many polls stand in a thread. */
size_t forum_poll_count(const struct thread *thread);
/* The post that the entry is has the poll that the entry says, if it says one. */
void forum_poll_take(struct forum *forum, struct post *post, const struct entry *entry);

/* Whether it takes votes at that moment. */
bool forum_poll_open(const struct poll *poll, int64_t at_ms);
/* What `person` has in it; NULL: nothing, or that cannot be known. */
const void *forum_poll_ballot(const struct forum *forum, const struct poll *poll,
                              struct slice person);

/* Members of the row forum.choose. */
enum err forum_choose_read(const struct json *data, struct writer *out);
enum err forum_choose_check(const void *state, const struct entry *entry,
                            const struct scene *scene);
void forum_choose_apply(void *state, const struct entry *entry, const struct scene *scene);
struct slice forum_choose_veil(const void *state, const struct entry *entry,
                               char out[VEIL_SCOPE_BYTES]);
enum err forum_choose_refuses(const void *state, const struct entry *entry,
                              const struct scene *scene);

/* Members of the row forum.finish; when the next poll closes by itself. */
enum err forum_finish_read(const struct json *data, struct writer *out);
enum err forum_finish_check(const void *state, const struct entry *entry,
                            const struct scene *scene);
void forum_finish_apply(void *state, const struct entry *entry, const struct scene *scene);
bool forum_finish_due(const void *state, struct due *out);

#endif
