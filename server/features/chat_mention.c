/* SPDX-License-Identifier: Apache-2.0
 * Ids alone: the names are in the text, which is its author's. */
#include "features/chat_mention.h"

#include "base/bounds.h"
#include "core/room.h"
#include "features/chat_known.h"
#include "features/common_get.h"
#include "features/common_read.h"

enum err chat_mention_read(const struct json *data, struct writer *out)
{
    return common_read_optional_ids(data, "mentions", BOUND_CHAT_MENTIONS, out);
}

static bool may_mention(const struct knowns *knowns, struct slice person, const struct scene *scene)
{
    if (scene->role & (ROLE_STAFF | ROLE_SYSTEM) && room_present_name(scene->room, person).at)
        return true;
    return known_wrote(knowns, person) || room_role(scene->room, person) & ROLE_STAFF;
}

enum err chat_mention_check(const struct knowns *knowns, const struct entry *entry,
                            const struct scene *scene)
{
    const struct json *at = json_first(json_get(entry->data, "mentions"));
    for (; at; at = json_next(at)) {
        struct slice person = {NULL, 0};
        (void)json_as_text(at, &person);
        if (!may_mention(knowns, person, scene))
            return ERR_NOT_FOUND;
    }
    return ERR_NONE;
}

char *chat_mention_copy(const struct entry *entry)
{
    return common_copy_json(entry->data, "mentions");
}

void chat_mention_write(const char *mentions, struct writer *out)
{
    if (mentions)
        writer_raw(out, "mentions", slice_of(mentions));
}
