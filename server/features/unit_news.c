/* SPDX-License-Identifier: Apache-2.0
 * Unit by unit. */
#include "features/unit_news.h"

#include "features/unit_state.h"

static void each(const void *state, const struct news_ask *ask, struct news_out *out)
{
    const struct units *units = state;
    const struct news_own *own = ask->own;
    struct map_at at = {0};
    if (!out->add || ask->scene->role & ROLE_STAFF || news_level(ask, 0, 0) == NEWS_MUTED)
        return;
    while (map_next(units->all.shelf.things, &at)) {
        const struct unit *unit = at.value;
        int64_t seq = unit->words.thing.seq;
        if (unit->section || !unit_is_open(unit) ||
            unit->opened_seq <= own->read(own->context, ask->of, seq))
            continue;
        out->add(out->context, &(struct news_item){.kind = "release",
                                                   .thing = seq,
                                                   .step = unit->opened_seq,
                                                   .title = slice_of(unit->words.title),
                                                   .at_ms = unit->opened_ms,
                                                   .urgency = NEWS_MIDDLE});
    }
}

const struct news unit_news = {.each = each};
