/* SPDX-License-Identifier: Apache-2.0
 * Room by room of the catalogue. */
#include "features/catalogue_news.h"

#include "core/gates.h"
#include "features/listing_who.h"

enum { SOON_MS = 3600000 };

static bool is_theirs(const struct listing *listing, const struct news_ask *ask)
{
    const struct news_own *own = ask->own;
    struct slice person = ask->scene->person;
    const struct listing_guest *guest = listing_guest(listing, person);
    enum news_level level = own->level(own->context, slice_of(listing->of), NEWS_ROOM, 0);
    if (level == NEWS_MUTED)
        return false;
    if (listing_has(listing->hosts, person) || (guest && guest->answer == ANSWER_YES) ||
        registration_find(&listing->registration, person))
        return true;
    if (listing_by_course(listing, person))
        return true;
    return level >= NEWS_FOLLOWING && listing_shows(listing, ask->scene);
}

static bool is_read(const struct listing *listing, const struct news_ask *ask, int64_t seq)
{
    const struct news_own *own = ask->own;
    return own->read(own->context, ask->of, listing->seq) >= seq;
}

/* Whoever did it is not told, and of what is past nobody is. */
static bool is_moved(const struct listing *listing, const struct news_ask *ask)
{
    return listing->moved.by && listing->start_ms > ask->now_ms &&
           !slice_is(ask->scene->person, listing->moved.by) &&
           !is_read(listing, ask, listing->moved.seq);
}

static void say(const struct listing *listing, const struct news_ask *ask, struct news_out *out)
{
    struct news_item item = {.of = slice_of(listing->of),
                             .thing = listing->seq,
                             .title = slice_of(listing->title),
                             .start_ms = listing->start_ms};
    bool ahead = listing->phase == LISTED_AHEAD && !listing->archived;
    if (listing->phase == LISTED_LIVE && !listing->archived) {
        item.kind = "live";
        item.at_ms = listing->since_ms;
        item.step = listing->live_seq;
        item.urgency = is_read(listing, ask, listing->live_seq) ? NEWS_LOW : NEWS_HIGH;
    } else if (ahead && listing->start_ms > ask->now_ms &&
               listing->start_ms <= ask->now_ms + SOON_MS) {
        item.kind = "soon";
        item.at_ms = listing->start_ms - SOON_MS;
        item.step = listing->start_ms;
        item.urgency = NEWS_HIGH;
    } else if (is_moved(listing, ask)) {
        item.kind = listing->archived ? "cancelled" : "moved";
        item.at_ms = listing->moved.at_ms;
        item.step = listing->moved.seq;
        item.urgency = NEWS_HIGH;
    }
    if (item.kind)
        out->add(out->context, &item);
}

static void each(const void *state, const struct news_ask *ask, struct news_out *out)
{
    const struct catalogue *catalogue = state;
    struct gate_person person;
    struct map_at at = {0};
    if (!out->add || !gates_person(ask->scene->room, ask->scene->person, &person) || !person.active)
        return;
    while (map_next(catalogue->rooms, &at)) {
        const struct listing *listing = at.value;
        if (listing->template == TEMPLATE_WEBINAR && listing->phase != LISTED_ENDED &&
            is_theirs(listing, ask))
            say(listing, ask, out);
    }
}

const struct news catalogue_news = {.each = each};
