/* SPDX-License-Identifier: Apache-2.0
 *
 * Files in a copy of a course: those that its items hold come along, lent by the room that it is a
 * copy of, and are given back to it when they are removed here. No content is copied, and none goes
 * while a copy has it.
 */
#ifndef MUSTER_FEATURES_FILE_LEND_H
#define MUSTER_FEATURES_FILE_LEND_H

#include "core/feature.h"

enum { FILE_NAME_CHARS = 200 };

/* Members of the row file.carry. */
void file_carry_apply(void *state, const struct entry *entry, const struct scene *scene);
void file_carry_effects(const void *state, const struct entry *entry, const struct scene *scene,
                        struct emitter *emitter);
/* Of file.bring: a file of the room `of`, whose seq there is `from`. */
enum err file_bring_read(const struct json *data, struct writer *out);
enum err file_bring_check(const void *state, const struct entry *entry, const struct scene *scene);
void file_bring_apply(void *state, const struct entry *entry, const struct scene *scene);
/* Of file.return: a copy has it no more. */
enum err file_return_read(const struct json *data, struct writer *out);
enum err file_return_check(const void *state, const struct entry *entry, const struct scene *scene);
void file_return_apply(void *state, const struct entry *entry, const struct scene *scene);
/* Of this one and of file.remove: words that go, with the content; what is given back. */
void file_end_erases(const void *state, const struct entry *entry, struct withdrawal *withdrawal);
void file_end_effects(const void *state, const struct entry *entry, const struct scene *scene,
                      struct emitter *emitter);

#endif
