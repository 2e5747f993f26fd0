/* SPDX-License-Identifier: Apache-2.0
 *
 * Rows of slides by which decks come: files of the team, and what the server makes of them.
 */
#ifndef MUSTER_FEATURES_SLIDE_MAKE_H
#define MUSTER_FEATURES_SLIDE_MAKE_H

#include "features/slide_state.h"

/* As struct row has them. */
enum err slide_add_read(const struct json *data, struct writer *out);
enum err slide_add_check(const void *state, const struct entry *entry, const struct scene *scene);
void slide_add_apply(void *state, const struct entry *entry, const struct scene *scene);
/* Of a room that is a copy: the files of the other one's decks. */
void slide_carry_effects(const void *state, const struct entry *entry, const struct scene *scene,
                         struct emitter *emitter);
enum err slide_bring_read(const struct json *data, struct writer *out);
enum err slide_bring_check(const void *state, const struct entry *entry, const struct scene *scene);
void slide_bring_apply(void *state, const struct entry *entry, const struct scene *scene);
enum err slide_begin_read(const struct json *data, struct writer *out);
enum err slide_begin_check(const void *state, const struct entry *entry, const struct scene *scene);
void slide_begin_apply(void *state, const struct entry *entry, const struct scene *scene);
enum err slide_page_read(const struct json *data, struct writer *out);
enum err slide_page_check(const void *state, const struct entry *entry, const struct scene *scene);
void slide_page_apply(void *state, const struct entry *entry, const struct scene *scene);
enum err slide_fail_read(const struct json *data, struct writer *out);
enum err slide_fail_check(const void *state, const struct entry *entry, const struct scene *scene);
void slide_fail_apply(void *state, const struct entry *entry, const struct scene *scene);
enum err slide_cancel_check(const void *state, const struct entry *entry,
                            const struct scene *scene);
void slide_cancel_apply(void *state, const struct entry *entry, const struct scene *scene);
enum err slide_again_check(const void *state, const struct entry *entry, const struct scene *scene);
void slide_again_apply(void *state, const struct entry *entry, const struct scene *scene);

/* As struct feature has it: a file is given up when none of them is heard of any more; a deck that
 * was removed goes for good. */
bool slide_due(const void *state, enum phase phase, struct due *out);

/* For the server, as struct query has them (the team may ask too): what is to be done next
 * (nothing: no member), and which content is a page. */
enum err slide_work(const void *state, const struct json *data, const struct scene *scene,
                    struct writer *out);
enum err slide_image(const void *state, const struct json *data, const struct scene *scene,
                     struct writer *out);

#endif
