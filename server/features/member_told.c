/* SPDX-License-Identifier: Apache-2.0
 * One effect a place. */
#include "features/member_told.h"

#include <stdio.h>

#include "base/bounds.h"
#include "core/room_finds.h"
#include "features/common_get.h"

/* `until_ms`: until then, of a visitor, who is told the room's name too; 0: for good. */
static void tell_inbox(const struct scene *scene, const struct entry *entry, enum role role,
                       int64_t until_ms, struct emitter *emitter)
{
    struct slice whom = common_get_text(entry->data, "whom");
    char inbox[BOUND_ID_BYTES + 8];
    struct buffer text;
    struct writer writer;
    snprintf(inbox, sizeof inbox, "inbox:%.*s", (int)whom.len, whom.at);
    buffer_init(&text, BOUND_ENTRY_BYTES);
    writer_init(&writer, &text);
    writer_object(&writer, NULL);
    writer_text(&writer, "of", room_name(scene->room));
    writer_text(&writer, "role", common_role_name(role));
    writer_int(&writer, "cause", entry->seq);
    if (until_ms) {
        struct slice title = room_finds_title(scene->room);
        if (title.len > 0)
            writer_raw(&writer, "title", title);
        writer_int(&writer, "until", until_ms);
    }
    writer_end(&writer);
    effect_emit(emitter, &(struct effect){.name = "room",
                                          .room = slice_of(inbox),
                                          .type = "inbox.room",
                                          .text = buffer_slice(&text)});
    buffer_done(&text);
}

void member_tell_inbox(const struct scene *scene, const struct entry *entry, enum role role,
                       struct emitter *emitter)
{
    tell_inbox(scene, entry, role, 0, emitter);
}

void member_tell_visitor(const struct scene *scene, const struct entry *entry, int64_t until_ms,
                         struct emitter *emitter)
{
    tell_inbox(scene, entry, ROLE_VISITOR, until_ms, emitter);
}

void member_tell_catalogue(const struct scene *scene, const struct entry *entry, bool is_in,
                           struct emitter *emitter)
{
    struct buffer text;
    struct writer writer;
    if (!slice_is(entry_room_kind(room_name(scene->room)), "course"))
        return;
    buffer_init(&text, BOUND_ENTRY_BYTES);
    writer_init(&writer, &text);
    writer_object(&writer, NULL);
    writer_text(&writer, "of", room_name(scene->room));
    writer_text(&writer, "whom", common_get_text(entry->data, "whom"));
    writer_bool(&writer, "in", is_in);
    writer_int(&writer, "cause", entry->seq);
    writer_end(&writer);
    effect_emit(emitter, &(struct effect){.name = "member",
                                          .room = SLICE("academy:main"),
                                          .type = "room.member",
                                          .text = buffer_slice(&text)});
    buffer_done(&text);
}
