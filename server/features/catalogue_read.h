/* SPDX-License-Identifier: Apache-2.0
 *
 * What commands about rooms of the catalogue say, read into canonical data (row->read), and what
 * remains of it.
 */
#ifndef MUSTER_FEATURES_CATALOGUE_READ_H
#define MUSTER_FEATURES_CATALOGUE_READ_H

#include "core/row.h"

/* Each reads what the page of its entry under protocol/entries says. */
enum err catalogue_read_create(const struct json *data, struct writer *out);
enum err catalogue_read_change(const struct json *data, struct writer *out);
enum err catalogue_read_copy(const struct json *data, struct writer *out);
enum err catalogue_read_archive(const struct json *data, struct writer *out);
enum err catalogue_read_phase(const struct json *data, struct writer *out);
enum err catalogue_read_reports(const struct json *data, struct writer *out);
enum err catalogue_read_code(const struct json *data, struct writer *out);
enum err catalogue_read_invite(const struct json *data, struct writer *out);
enum err catalogue_read_uninvite(const struct json *data, struct writer *out);
enum err catalogue_read_answer(const struct json *data, struct writer *out);
enum err catalogue_read_link(const struct json *data, struct writer *out);
enum err catalogue_read_unlink(const struct json *data, struct writer *out);
enum err catalogue_read_join(const struct json *data, struct writer *out);
enum err catalogue_read_register(const struct json *data, struct writer *out);
enum err catalogue_read_unregister(const struct json *data, struct writer *out);
enum err catalogue_read_take(const struct json *data, struct writer *out);
/* `create`: "managers" or "members". */
enum err catalogue_read_policy(const struct json *data, struct writer *out);
extern const char *const catalogue_policies[];

/* For struct keep: a title without words, and what stands for the content of a room that is made.
 */
void catalogue_keep(const void *state, const struct entry *entry, struct writer *out);

#endif
