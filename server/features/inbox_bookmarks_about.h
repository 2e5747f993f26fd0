/* SPDX-License-Identifier: Apache-2.0
 *
 * What stands at the place of a bookmark now, as its room says it to the owner of the inbox.
 */
#ifndef MUSTER_FEATURES_INBOX_BOOKMARKS_ABOUT_H
#define MUSTER_FEATURES_INBOX_BOOKMARKS_ABOUT_H

#include "core/room_news.h"
#include "features/inbox_bookmarks.h"

/* What the room (NULL: none that they are in) says of it, into an item of the kind "bookmark":
 * thing, title, dir, words, who wrote it. False: they see nothing there. */
bool inbox_bookmark_about(const struct inbox_bookmark *bookmark, const struct room *room,
                          const struct news_reader *reader, struct news_item *item);

#endif
