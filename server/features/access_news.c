/* SPDX-License-Identifier: Apache-2.0
 * Request by request. */
#include "features/access_news.h"

#include "base/text.h"
#include "core/gates.h"
#include "features/access_state.h"

enum { TOLD_DAYS = 30 };

/* Of one that ran out nobody has decided. */
static const char *const kinds[ACCESS_STEPS] = {
    [ACCESS_APPROVED] = "granted", [ACCESS_LINKED] = "granted", [ACCESS_REFUSED] = "denied"};

/* Whoever may not decide for that country any more is told nothing of its people. */
static bool is_theirs(const struct access_request *request, const struct news_ask *ask)
{
    struct slice person = ask->scene->person;
    const struct access_done *ended = &request->done[request->step];
    int64_t over_ms = ended->at_ms + TOLD_DAYS * INT64_C(86400000);
    return kinds[request->step] && slice_is(person, request->done[ACCESS_ASKED].by) &&
           !slice_is(person, ended->by) && ask->now_ms < over_ms &&
           gates_coordinates(ask->scene->room, person, slice_of(request->country));
}

static void say(const struct access_request *request, struct news_out *out)
{
    struct slice name = slice_of(request->name);
    out->add(out->context, &(struct news_item){.kind = kinds[request->step],
                                               .thing = request->seq,
                                               .title = name,
                                               .dir = text_dir_name(text_direction(name)).at,
                                               .at_ms = request->done[request->step].at_ms,
                                               .step = request->ended_seq,
                                               .urgency = NEWS_HIGH});
}

static void each(const void *state, const struct news_ask *ask, struct news_out *out)
{
    const struct access *access = state;
    const struct news_own *own = ask->own;
    struct map_at at = {0};
    while (out->add && map_next(access->requests, &at)) {
        const struct access_request *request = at.value;
        if (is_theirs(request, ask) &&
            own->read(own->context, ask->of, request->seq) < request->ended_seq)
            say(request, out);
    }
}

const struct news access_news = {.each = each};
