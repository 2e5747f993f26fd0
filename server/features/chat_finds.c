/* SPDX-License-Identifier: Apache-2.0
 * What waits for approval is not known yet, and what was deleted not any more. */
#include "features/chat_finds.h"

#include "base/unused.h"
#include "core/entry.h"
#include "features/chat_state.h"
#include "features/common_finds.h"
#include "features/common_get.h"

static int64_t texts(const struct entry *entry, unsigned shown, struct buffer *out)
{
    bool post = slice_is(entry->type, "chat.post"), edit = slice_is(entry->type, "chat.edit");
    if (!post && !edit)
        return 0;
    if (shown & FIND_TEXT)
        common_finds_text(entry->data, "text", out);
    return post ? entry->seq : common_get_int(entry->data, "message");
}

static bool sees(const void *state, int64_t thing, int64_t seq, const struct find_ask *ask,
                 struct find_item *item)
{
    const struct known *known = known_find(((const struct chat *)state)->known, thing);
    UNUSED(ask);
    if (!known || known->body != seq)
        return false;
    *item = (struct find_item){.kind = "message",
                               .shown = FIND_TEXT,
                               .thing = known->seq,
                               .by = known->author->id,
                               .at_ms = known->at_ms};
    return true;
}

const struct finds chat_finds = {.texts = texts, .sees = sees};
