/* SPDX-License-Identifier: Apache-2.0
 * Whoever is inside may read each language. */
#include "features/captions_finds.h"

#include "base/unused.h"
#include "core/entry.h"
#include "features/captions_state.h"
#include "features/common_finds.h"
#include "features/common_get.h"

static int64_t texts(const struct entry *entry, unsigned shown, struct buffer *out)
{
    bool line = slice_is(entry->type, "captions.line");
    if (!line && !slice_is(entry->type, "captions.amend"))
        return 0;
    if (shown & FIND_TEXT)
        common_finds_line(entry->data, "text", out);
    return line ? entry->seq : common_get_int(entry->data, "line");
}

/* A line stands at the moment of its session at which it was written: who amends it later does not
 * move it. */
static bool sees(const void *state, int64_t thing, int64_t seq, const struct find_ask *ask,
                 struct find_item *item)
{
    const struct tongue *tongue = captions_of(state, thing);
    const struct known *known = tongue ? known_find(tongue->known, thing) : NULL;
    UNUSED(ask);
    if (!known || known->body != seq)
        return false;
    *item = (struct find_item){
        .kind = "caption", .shown = FIND_TEXT, .thing = thing, .at_ms = known->at_ms};
    return true;
}

const struct finds captions_finds = {.texts = texts, .sees = sees};
