/* SPDX-License-Identifier: Apache-2.0
 *
 * Under which alias a person stands in a quiz: a number of which a page makes a name. It comes from
 * their pseudonym there, so that nobody finds whose it is without the server's key. Whoever does
 * not like theirs takes another, as long as it is not told how people stand.
 */
#ifndef MUSTER_FEATURES_POLL_ALIAS_H
#define MUSTER_FEATURES_POLL_ALIAS_H

#include "core/feature.h"
#include "features/poll_state.h"

/* From 1; 0: the server has no key. */
int64_t poll_alias_of(const struct polls *polls, struct slice quiz, struct slice person);
/* Whether participants know of a poll of that quiz. */
bool poll_alias_quiz(const struct polls *polls, struct slice quiz);

/* Members of the row poll.alias. */
enum err poll_alias_read(const struct json *data, struct writer *out);
enum err poll_alias_check(const void *state, const struct entry *entry, const struct scene *scene);
void poll_alias_apply(void *state, const struct entry *entry, const struct scene *scene);

#endif
