/* SPDX-License-Identifier: Apache-2.0
 * Two effects for each: the document, and its version. */
#include "features/document_carry.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/unused.h"
#include "core/effect.h"
#include "core/room.h"
#include "features/common_carry.h"
#include "features/common_get.h"
#include "features/document_state.h"

bool document_carries(const struct document *document, size_t version)
{
    return document->cohorts == 0 && version + 1 == document->versions_count;
}

/* `about` is an object: its members, and more. */
static void document_write(const struct document *document, struct slice of, struct writer *out)
{
    struct json *about = NULL;
    (void)json_parse(slice_of(document->about), &about);
    for (const struct json *at = json_first(about); at; at = json_next(at)) {
        struct buffer value;
        buffer_init(&value, BOUND_ENTRY_BYTES);
        json_print(at, &value);
        writer_raw_slice(out, json_key(at), buffer_slice(&value));
        buffer_done(&value);
    }
    json_free(&about);
    if (document->text)
        writer_text(out, "text", slice_of(document->text));
    writer_text(out, "of", of);
}

static void version_write(const struct document_version *version, struct writer *out)
{
    if (version->file)
        writer_int(out, "file", version->file);
    else
        writer_text(out, "url", slice_of(version->url));
    if (version->note)
        writer_text(out, "note", slice_of(version->note));
}

struct carrying {
    struct emitter *emitter;
    struct slice of, to;
};

static void emit(const struct carrying *carrying, const struct document *document,
                 const struct document_version *version)
{
    struct buffer text;
    struct writer out;
    char name[40];
    buffer_init(&text, BOUND_ENTRY_BYTES);
    writer_init(&out, &text);
    writer_object(&out, NULL);
    if (version)
        version_write(version, &out);
    else
        document_write(document, carrying->of, &out);
    writer_int(&out, "from", document->thing.seq);
    writer_end(&out);
    snprintf(name, sizeof name, "%s %" PRId64, version ? "version" : "document",
             document->thing.seq);
    if (!text.full)
        effect_emit(carrying->emitter,
                    &(struct effect){.name = name,
                                     .room = carrying->to,
                                     .type = version ? "document.version" : "document.add",
                                     .text = buffer_slice(&text)});
    buffer_done(&text);
}

/* Of what is erased there are no words, but its place: it had one when it was asked first. */
void document_carry_effects(const void *state, const struct entry *entry, const struct scene *scene,
                            struct emitter *emitter)
{
    struct carrying carrying = {emitter, room_name(scene->room),
                                common_get_text(entry->data, "to")};
    struct map_at at = {0};
    int64_t place = 0;
    while (map_next(((const struct documents *)state)->shelf.things, &at)) {
        const struct document *document = at.value;
        const struct document_version *current = document_current(document);
        if (document->cohorts || !common_carry_takes(entry, 2 * place++) || !document->about)
            continue;
        emit(&carrying, document, NULL);
        if (current && (current->file || current->url))
            emit(&carrying, document, current);
    }
}

void documents_heard_file(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    brought_put(&((struct documents *)state)->brought, common_get_int(entry->data, "from"),
                entry->seq);
}
