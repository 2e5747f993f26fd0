/* SPDX-License-Identifier: Apache-2.0
 *
 * Who writes without a name, in a topic that lets them: under one pseudonym in each thread
 * (core/veil.h), another in every other, and nothing in the journal or the fold leads from it to
 * the person. They edit and delete what they wrote, and accept an answer in what they opened, under
 * the same. Staff always have a name.
 *
 * A thread that is opened so has no seq yet when its author is hidden: it brings a mask, chosen
 * anew for each by who opens it, which stands for the thread in its pseudonyms.
 *
 * At its turn nobody can say any more what such a person sees: so it goes in threads alone that are
 * for everybody.
 */
#ifndef MUSTER_FEATURES_FORUM_VEIL_H
#define MUSTER_FEATURES_FORUM_VEIL_H

#include "core/feature.h"
#include "features/forum_state.h"

/* Of the data of forum.thread and forum.post. */
enum err forum_veil_read_thread(const struct json *data, struct writer *out);
enum err forum_veil_read_post(const struct json *data, struct writer *out);
/* Whether who writes in the thread, or (NULL) opens one in the topic, may do so under a pseudonym,
 * where the entry does. ERR_NOT_AVAILABLE, and for a mask that is taken ERR_ALREADY_EXISTS. */
enum err forum_veil_check(const struct forum *forum, const struct thread *thread,
                          const struct entry *entry);

/* Members of rows: what is written without a name, what one changes of it, and what one accepts in
 * a thread that one has opened so. */
struct slice forum_veil_thread(const void *state, const struct entry *entry,
                               char out[VEIL_SCOPE_BYTES]);
struct slice forum_veil_post(const void *state, const struct entry *entry,
                             char out[VEIL_SCOPE_BYTES]);
struct slice forum_veil_own(const void *state, const struct entry *entry,
                            char out[VEIL_SCOPE_BYTES]);
struct slice forum_veil_asker(const void *state, const struct entry *entry,
                              char out[VEIL_SCOPE_BYTES]);

/* The pseudonym of that person in the thread, whether they wrote under it or not; false while there
 * is none. */
bool forum_veil_name(const struct forum *forum, const struct thread *thread, struct slice person,
                     struct veil_name *out);

/* Of the query forum.self: under which pseudonym one writes in a thread. */
enum err forum_self_answer(const void *state, const struct json *data, const struct scene *scene,
                           struct writer *out);

#endif
