/* SPDX-License-Identifier: Apache-2.0
 *
 * The bookmarks of an inbox with what stands there now, as the rooms say it to its owner at this
 * moment: the query bookmark.list. Of what they see no more there are its numbers and their own
 * note, and that it is gone; nothing tells why.
 */
#ifndef MUSTER_FEATURES_INBOX_BOOKMARKS_LIST_H
#define MUSTER_FEATURES_INBOX_BOOKMARKS_LIST_H

#include "core/feature.h"

/* Members of struct query; the state is that of the inbox. */
void inbox_bookmarks_others(const void *state, const struct json *data, struct others *out);
enum err inbox_bookmarks_answer(const void *state, const struct json *data,
                                const struct scene *scene, struct writer *out);

#endif
