/* SPDX-License-Identifier: Apache-2.0
 * Notes of versions are not searched. */
#include "features/document_finds.h"

#include "core/entry.h"
#include "features/common_finds.h"
#include "features/common_get.h"
#include "features/document_state.h"

static void add_list(const struct json *list, struct buffer *out)
{
    struct slice text;
    for (const struct json *at = json_first(list); at; at = json_next(at))
        if (json_as_text(at, &text)) {
            buffer_add(out, text);
            buffer_add_byte(out, '\n');
        }
}

static int64_t texts(const struct entry *entry, unsigned shown, struct buffer *out)
{
    static const char *const lines[] = {"in", "publisher", "place", "number", "identifier"};
    bool adds = slice_is(entry->type, "document.add");
    if (!adds && !slice_is(entry->type, "document.edit"))
        return 0;
    if (shown & FIND_TITLE)
        common_finds_line(entry->data, "title", out);
    if (shown & FIND_TEXT) {
        add_list(json_get(entry->data, "authors"), out);
        add_list(json_get(entry->data, "subjects"), out);
        for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
            common_finds_line(entry->data, lines[i], out);
        common_finds_text(entry->data, "text", out);
    }
    return adds ? entry->seq : common_get_int(entry->data, "document");
}

static bool sees(const void *state, int64_t thing, int64_t seq, const struct find_ask *ask,
                 struct find_item *item)
{
    const struct documents *documents = state;
    const struct document *document = (const struct document *)shelf_find(&documents->shelf, thing);
    if (!document_seen(document, ask->scene) || document->said_seq != seq || !document->about)
        return false;
    *item = (struct find_item){.kind = "document", .shown = FIND_ALL, .thing = thing};
    return true;
}

const struct finds document_finds = {.texts = texts, .sees = sees};
