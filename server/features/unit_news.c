/* SPDX-License-Identifier: Apache-2.0
 * Unit by unit. */
#include "features/unit_news.h"

#include "core/room_query.h"
#include "features/unit_state.h"

struct search {
    const struct units *units;
    int64_t now_ms;
    struct news_due *due;
};

/* What is still to come stands before what is late, and of each the nearer one. */
static bool is_nearer(const struct search *search, int64_t at_ms)
{
    bool late = at_ms < search->now_ms, was_late = search->due->at_ms < search->now_ms;
    if (!search->due->kind || late != was_late)
        return !search->due->kind || was_late;
    return late ? at_ms > search->due->at_ms : at_ms < search->due->at_ms;
}

static void look_at(void *context, const struct date *date)
{
    const struct search *search = context;
    const struct unit *unit = units_holding(search->units, date->item);
    const struct item *item = unit ? content_find(&unit->content, date->item) : NULL;
    bool closed = date->closes_ms && date->closes_ms <= search->now_ms;
    if (!item || date->done || closed || !is_nearer(search, date->at_ms))
        return;
    *search->due = (struct news_due){.kind = date->kind,
                                     .thing = unit->words.thing.seq,
                                     .item = date->item,
                                     .at_ms = date->at_ms,
                                     .title = slice_of(item->words.title)};
}

static void each(const void *state, const struct news_ask *ask, struct news_out *out)
{
    const struct units *units = state;
    const struct news_own *own = ask->own;
    struct map_at at = {0};
    if (ask->scene->role & ROLE_LIMITED)
        room_dates(ask->scene, look_at, &(struct search){units, ask->now_ms, &out->due});
    if (!out->add || ask->scene->role & ROLE_STAFF || news_level(ask, 0, 0) == NEWS_MUTED)
        return;
    while (map_next(units->all.shelf.things, &at)) {
        const struct unit *unit = at.value;
        int64_t seq = unit->words.thing.seq;
        if (unit->section || !unit_is_open(unit) || !unit_shows(unit, ask->scene) ||
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

const struct news unit_news = {.visitors = true, .each = each};
