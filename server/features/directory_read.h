/* SPDX-License-Identifier: Apache-2.0
 *
 * What commands about people say, read into canonical data (row->read), and what remains of it.
 */
#ifndef MUSTER_FEATURES_DIRECTORY_READ_H
#define MUSTER_FEATURES_DIRECTORY_READ_H

#include "core/row.h"

/* person.add: `person?, name, country?, languages?, roles?, coordinates?, mail?, request?, enrol?`.
 */
enum err directory_read_add(const struct json *data, struct writer *out);
/* person.change: `person` and any of the others. */
enum err directory_read_change(const struct json *data, struct writer *out);
/* `person`, and `why?`. */
enum err directory_read_why(const struct json *data, struct writer *out);
/* `person`. */
enum err directory_read_person(const struct json *data, struct writer *out);
/* For struct keep: words that were there are empty now, so that they are not those of an earlier
 * entry. */
void directory_keep_words(const void *state, const struct entry *entry, struct writer *out);

#endif
