/* SPDX-License-Identifier: Apache-2.0
 * Those that this person decides on. */
#include "features/report_news.h"

#include "features/report_state.h"

static bool decides(const struct report *report, const struct news_ask *ask)
{
    return (report->shelf.stamp.staff & ask->rings.staff) != 0;
}

static void each(const void *state, const struct news_ask *ask, struct news_out *out)
{
    const struct reports *reports = state;
    struct map_at at = {0};
    struct news_item item = {.kind = "report", .urgency = NEWS_MIDDLE};
    if (!out->add || news_level(ask, 0, 0) == NEWS_MUTED)
        return;
    for (const struct report *report; (report = report_next_open(&reports->shelf, &at));) {
        if (!decides(report, ask) || common_author_is(&report->shelf.author, ask->scene->person))
            continue;
        item.count++;
        item.thing = item.step = report->shelf.seq;
        item.at_ms = report->shelf.at_ms;
    }
    if (item.count > 0)
        out->add(out->context, &item);
}

static void waits(const void *state, const struct news_ask *ask, struct slice of, news_thing_fn *fn,
                  void *context)
{
    struct map_at at = {0};
    for (const struct report *report;
         (report = report_next_open(&((const struct reports *)state)->shelf, &at));)
        if (slice_is(of, report_ofs[report->of]) && decides(report, ask))
            fn(context, report->thing);
}

const struct news report_news = {.each = each, .waits = waits};
