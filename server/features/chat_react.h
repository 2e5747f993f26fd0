/* SPDX-License-Identifier: Apache-2.0
 *
 * Reactions on messages of the view: each person each kind once, counted from what each person has
 * chosen. The sums go with the message when it leaves the view; what a person chose is forgotten
 * when they choose more.
 */
#ifndef MUSTER_FEATURES_CHAT_REACT_H
#define MUSTER_FEATURES_CHAT_REACT_H

#include "core/feature.h"

/* Who reacted to what. */
struct reactors;

struct reactors *reactors_new(void);
/* Frees *reactors and sets it to NULL. */
void reactors_free(struct reactors **reactors);

enum { CHAT_KINDS = 5 };

/* The sums of one message. */
struct chat_sums {
    int count[CHAT_KINDS];
    unsigned moved; /* bits of kinds, since the last tally */
    bool ever;      /* somebody has reacted to it */
};
/* Writes the member `reactions`, when there are any. */
void chat_sums_write(const struct chat_sums *sums, struct writer *out);

/* Members of the row `chat.react`, and of struct feature. */
enum err chat_react_read(const struct json *data, struct writer *out);
enum err chat_react_check(const void *state, const struct entry *entry, const struct scene *scene);
void chat_react_apply(void *state, const struct entry *entry, const struct scene *scene);
void chat_react_patch_me(const void *state, const struct entry *entry, struct slice person,
                         struct writer *out);
void chat_react_me(const void *state, struct slice person, struct writer *out);
void chat_tally(const void *state, const struct viewer *viewer, bool all, struct writer *out);
void chat_tally_sent(void *state);

#endif
