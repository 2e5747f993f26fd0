/* SPDX-License-Identifier: Apache-2.0
 * Those that this person decides on. */
#include "features/report_news.h"

#include "features/report_state.h"

static void each(const void *state, const struct news_ask *ask, struct news_out *out)
{
    const struct reports *reports = state;
    struct map_at at = {0};
    struct news_item item = {.kind = "report", .urgency = NEWS_MIDDLE};
    if (!out->add || news_level(ask, 0, 0) == NEWS_MUTED)
        return;
    for (const struct report *report; (report = report_next_open(&reports->shelf, &at));) {
        bool theirs = (report->shelf.stamp.staff & ask->rings.staff) != 0;
        if (!theirs || common_author_is(&report->shelf.author, ask->scene->person))
            continue;
        item.count++;
        item.thing = item.step = report->shelf.seq;
        item.at_ms = report->shelf.at_ms;
    }
    if (item.count > 0)
        out->add(out->context, &item);
}

const struct news report_news = {.each = each};
