/* SPDX-License-Identifier: Apache-2.0
 * The thing is a unit or an item. All that is read of one comes from one entry. */
#include "features/unit_finds.h"

#include "core/entry.h"
#include "features/common_finds.h"
#include "features/common_get.h"
#include "features/unit_state.h"

static int64_t texts(const struct entry *entry, unsigned shown, struct buffer *out)
{
    bool adds = slice_is(entry->type, "unit.add") || slice_is(entry->type, "item.add");
    bool unit = slice_is(entry->type, "unit.edit"), item = slice_is(entry->type, "item.edit");
    if (!adds && !unit && !item)
        return 0;
    if (shown & FIND_TITLE)
        common_finds_langs(entry->data, "title", out);
    if (shown & FIND_TEXT)
        common_finds_langs(entry->data, "text", out);
    return adds ? entry->seq : common_get_int(entry->data, unit ? "unit" : "item");
}

static bool sees(const void *state, int64_t thing, int64_t seq, const struct find_ask *ask,
                 struct find_item *item)
{
    const struct unit *unit = units_holding(state, thing);
    if (!unit || !rings_meet(unit->words.thing.stamp, ask->rings))
        return false;
    const struct item *held = content_find(&unit->content, thing);
    const struct worded *words = held ? &held->words : &unit->words;
    if (words->said_seq != seq)
        return false;
    *item = (struct find_item){.kind = held ? "item" : "unit",
                               .shown = FIND_ALL,
                               .thing = unit->words.thing.seq,
                               .post = held ? thing : 0,
                               .title = slice_of(words->title)};
    return true;
}

const struct finds unit_finds = {.texts = texts, .sees = sees};
