/* SPDX-License-Identifier: Apache-2.0
 * The room is asked as of what somebody was told of by name. */
#include "features/inbox_bookmarks_about.h"

#include "core/room_finds.h"

bool inbox_bookmark_about(const struct inbox_bookmark *bookmark, const struct room *room,
                          const struct news_reader *reader, struct news_item *item)
{
    if (!room || !room_news_tells(room, reader->person))
        return false;
    if (bookmark->second < 0)
        return room_news_about(room, reader, bookmark->post ? bookmark->post : bookmark->thing,
                               item);
    item->title = room_finds_title(room);
    return true;
}
