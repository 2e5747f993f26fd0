/* SPDX-License-Identifier: Apache-2.0
 * One effect a place. */
#include "features/member_told.h"

#include <stdio.h>

#include "base/bounds.h"
#include "core/inbox_of.h"
#include "core/room_finds.h"
#include "features/common_get.h"

/* `until_ms`: until then, of a visitor, who is told the room's name too; 0: for good. */
struct told {
    struct slice whom;
    enum role role;
    int64_t until_ms;
};

static void tell_inbox(const struct scene *scene, const struct entry *entry,
                       const struct told *told, struct emitter *emitter)
{
    struct slice whom = told->whom;
    char inbox[INBOX_OF_BYTES];
    struct buffer text;
    struct writer writer;
    buffer_init(&text, BOUND_ENTRY_BYTES);
    writer_init(&writer, &text);
    writer_object(&writer, NULL);
    writer_text(&writer, "of", room_name(scene->room));
    writer_text(&writer, "role", common_role_name(told->role));
    writer_int(&writer, "cause", entry->seq);
    if (told->until_ms) {
        struct slice title = room_finds_title(scene->room);
        if (title.len > 0)
            writer_raw(&writer, "title", title);
        writer_int(&writer, "until", told->until_ms);
    }
    writer_end(&writer);
    effect_emit(emitter, &(struct effect){.name = "room",
                                          .room = inbox_of(whom, inbox),
                                          .type = "inbox.room",
                                          .text = buffer_slice(&text)});
    buffer_done(&text);
}

void member_tell_inbox(const struct scene *scene, const struct entry *entry, enum role role,
                       struct emitter *emitter)
{
    tell_inbox(scene, entry, &(struct told){common_get_text(entry->data, "whom"), role, 0},
               emitter);
}

void member_tell_visitor(const struct scene *scene, const struct entry *entry, struct slice whom,
                         int64_t until_ms, struct emitter *emitter)
{
    tell_inbox(scene, entry, &(struct told){whom, ROLE_VISITOR, until_ms}, emitter);
}

/* `guest`: of one; NULL: they are none. */
static void tell_catalogue(const struct scene *scene, const struct entry *entry, bool is_in,
                           const struct member_guest *guest, struct emitter *emitter)
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
    if (guest) {
        writer_bool(&writer, "guest", true);
        writer_bool(&writer, "writes", guest->writes);
        writer_array(&writer, "units");
        for (size_t i = 0; i < guest->count; i++)
            writer_int(&writer, NULL, guest->units[i]);
        writer_end(&writer);
    }
    writer_int(&writer, "cause", entry->seq);
    writer_end(&writer);
    effect_emit(emitter, &(struct effect){.name = "member",
                                          .room = SLICE("academy:main"),
                                          .type = "room.member",
                                          .text = buffer_slice(&text)});
    buffer_done(&text);
}

void member_tell_catalogue(const struct scene *scene, const struct entry *entry, bool is_in,
                           struct emitter *emitter)
{
    tell_catalogue(scene, entry, is_in, NULL, emitter);
}

void member_tell_guest(const struct scene *scene, const struct entry *entry,
                       const struct member_guest *guest, struct emitter *emitter)
{
    tell_catalogue(scene, entry, false, guest, emitter);
}
