/* SPDX-License-Identifier: Apache-2.0
 * See upload_entry.h. */
#include "net/upload_entry.h"

#include <stdio.h>

static bool is_for_slides(const struct json *ticket)
{
    return slice_is(upload_ticket_text(ticket, "use"), "slides");
}

bool upload_entry_author(const struct veil *veil, const struct json *ticket, struct slice op,
                         struct upload_author *out)
{
    struct slice mask = upload_ticket_text(ticket, "mask");
    struct slice person = upload_ticket_text(ticket, "person");
    struct slice room = upload_ticket_text(ticket, "room");
    char text[VEIL_SCOPE_BYTES];
    if (mask.len == 0) {
        snprintf(out->by, sizeof out->by, "%.*s", (int)person.len, person.at);
        snprintf(out->op, sizeof out->op, "%.*s", (int)op.len, op.at);
        return true;
    }
    if (!veil->known)
        return false;
    struct slice scope = veil_file_scope(mask, text);
    snprintf(out->by, sizeof out->by, "%s", veil_person(veil, room, scope, person).text);
    snprintf(out->op, sizeof out->op, "%s", veil_op(veil, room, scope, person, op).text);
    return true;
}

struct slice upload_entry_type(const struct json *ticket)
{
    return is_for_slides(ticket) ? SLICE("slide.add") : SLICE("file.add");
}

enum err upload_entry_takes(const struct json *ticket, struct slice content)
{
    bool slides = is_for_slides(ticket), masked = upload_ticket_text(ticket, "mask").len > 0;
    enum upload_kind kind = upload_kind_of(content, upload_ticket_text(ticket, "name"));
    bool pages = kind == UPLOAD_PDF || kind == UPLOAD_JPEG || kind == UPLOAD_PNG;
    bool plain = upload_kind_is_picture(kind) || kind == UPLOAD_TEXT || kind == UPLOAD_CSV;
    return (!slides || pages) && (!masked || plain) ? ERR_NONE : ERR_FILE_KIND;
}

struct upload_cause upload_entry_cause(const struct json *ticket,
                                       const struct upload_author *author)
{
    bool masked = upload_ticket_text(ticket, "mask").len > 0;
    return (struct upload_cause){.name = masked ? SLICE("") : upload_ticket_text(ticket, "name"),
                                 .room = upload_ticket_text(ticket, "room"),
                                 .by = slice_of(author->by),
                                 .op = slice_of(author->op)};
}

void upload_entry_size(const struct stored *stored, struct writer *out)
{
    if (stored->size.width == 0)
        return;
    writer_int(out, "width", stored->size.width);
    writer_int(out, "height", stored->size.height);
}

static void file_write(const struct json *ticket, const struct stored *stored, struct writer *out)
{
    struct slice sight = upload_ticket_text(ticket, "for");
    struct slice mask = upload_ticket_text(ticket, "mask");
    writer_text(out, "for", sight.len > 0 ? sight : SLICE("room"));
    upload_entry_size(stored, out);
    if (mask.len > 0)
        writer_text(out, "mask", mask);
}

void upload_entry_write(const struct json *ticket, struct slice op, const struct stored *stored,
                        struct buffer *out)
{
    struct writer writer;
    writer_init(&writer, out);
    writer_object(&writer, NULL);
    writer_text(&writer, "room", upload_ticket_text(ticket, "room"));
    writer_text(&writer, "op", op);
    writer_text(&writer, "blob", slice_of(stored->id));
    writer_int(&writer, "bytes", stored->bytes);
    writer_text(&writer, "type", slice_of(upload_kind_name(stored->kind)));
    writer_text(&writer, "name", slice_of(stored->name));
    if (!is_for_slides(ticket))
        file_write(ticket, stored, &writer);
    else if (upload_ticket_int(ticket, "deck") > 0)
        writer_int(&writer, "deck", upload_ticket_int(ticket, "deck"));
    writer_end(&writer);
}
