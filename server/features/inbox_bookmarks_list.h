/* SPDX-License-Identifier: Apache-2.0
 *
 * The bookmarks of an inbox with what stands there now, as the rooms say it to its owner at this
 * moment: the query bookmark.list. Of what they see no more there are its numbers and their own
 * note, and that it is gone; nothing tells why.
 */
#ifndef MUSTER_FEATURES_INBOX_BOOKMARKS_LIST_H
#define MUSTER_FEATURES_INBOX_BOOKMARKS_LIST_H

#include "core/feature.h"
#include "core/room_news.h"
#include "features/inbox_bookmarks.h"

/* Members of struct query; the state is that of the inbox. */
void inbox_bookmarks_others(const void *state, const struct json *data, struct others *out);
enum err inbox_bookmarks_answer(const void *state, const struct json *data,
                                const struct scene *scene, struct writer *out);

/* What the room (NULL: none that they are in) says of it, into an item of the kind "bookmark":
 * thing, title, dir, words, who wrote it. False: they see nothing there. */
bool inbox_bookmark_about(const struct inbox_bookmark *bookmark, const struct room *room,
                          const struct news_reader *reader, struct news_item *item);

#endif
