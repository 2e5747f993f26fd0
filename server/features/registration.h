/* SPDX-License-Identifier: Apache-2.0
 *
 * What a room asks of those who register for it: up to ten questions, and who has answered. The
 * answers stand in the journal alone, to be read for those who may change the room.
 */
#ifndef MUSTER_FEATURES_REGISTRATION_H
#define MUSTER_FEATURES_REGISTRATION_H

#include "base/map.h"
#include "base/writer.h"
#include "core/entry.h"

/* Somebody who has registered. */
struct registered {
    int64_t seq, at_ms; /* of the entry with their answers */
};

struct registration {
    char *asks;         /* owned; JSON, as it was said; NULL: nobody need register */
    struct map *people; /* id -> struct registered, owned; in the order of their coming; NULL: none
                         */
};

/* For row->read: the member `registration`, an object of `questions` and `until?`; an empty one
 * takes it away. Optional. */
enum err registration_read(const struct json *data, struct writer *out);
/* The member `answers`, by the number of the question; optional. */
enum err registration_read_answers(const struct json *data, struct writer *out);
/* What was read becomes so, where it was said. Who has registered stays. */
void registration_change(struct registration *registration, const struct json *data);
void registration_copy(struct registration *registration, const struct registration *from);
void registration_done(struct registration *registration);

/* Whether the answers of the entry fit the questions, at its time: ERR_INVITATION_INVALID when
 * registering has ended, ERR_ANSWERS_INVALID. */
enum err registration_check(const struct registration *registration, const struct entry *entry);
/* NULL: they have not. */
const struct registered *registration_find(const struct registration *registration,
                                           struct slice person);
/* They have, by that entry. Returns the seq of the entry that held their answers before; 0: none.
 */
int64_t registration_add(struct registration *registration, const struct entry *entry);
/* And no longer; returns the same. */
int64_t registration_take(struct registration *registration, struct slice person);
size_t registration_count(const struct registration *registration);

#endif
