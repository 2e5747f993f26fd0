/* SPDX-License-Identifier: Apache-2.0
 *
 * A text on a shelf, as all trial features have it: {"by":…,"name":…,"text":…}.
 */
#ifndef MUSTER_TESTS_TRIAL_TEXT_H
#define MUSTER_TESTS_TRIAL_TEXT_H

#include "features/shelf.h"

/* A shelf of at most 100 texts, 20 of one author. */
extern const struct shelf_kind trial_texts;

/* For struct feature: its state is such a shelf. */
void *trial_texts_new(const struct room *room);
void trial_texts_free(void *state);
bool trial_texts_forget(void *state, int64_t seq);
/* Puts there what `entry` says. */
struct shelf_thing *trial_text_add(struct shelf *shelf, const struct entry *entry,
                                   struct rings stamp);
/* Reads one line, `text`. */
enum err trial_text_read(const struct json *data, struct writer *out);

#endif
