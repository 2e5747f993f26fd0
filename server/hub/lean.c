/* SPDX-License-Identifier: Apache-2.0
 * The lean class: what happens is composed into one patch, which leaves every few seconds on a tape
 * of its own, made once for all lean followers. A patch that a newcomer's view already holds may
 * come again in the next batch: the batch ends with the newest values, so it changes nothing. */
#include "base/bounds.h"
#include "base/merge.h"
#include "hub/live.h"
#include "hub/publish.h"

/* Where patches are composed; elsewhere every pace gets each event. */
static bool is_composed(const struct strip *strip)
{
    enum kind kind = room_kind(room_name(strip->live->room));
    return !strip->viewer.part && ((unsigned)kind & (KIND_WEBINAR | KIND_COURSE));
}

static enum pace pace_of(const struct strip *strip, const struct outlet *outlet)
{
    if (outlet->packed)
        return PACE_PACKED;
    return outlet->lean && is_composed(strip) ? PACE_LEAN : PACE_FULL;
}

struct strip *lean_choose(struct strip *strip, const struct outlet *outlet)
{
    enum pace pace = pace_of(strip, outlet);
    if (strip->full || pace == PACE_FULL)
        return strip;
    if (!strip->paces[pace]) {
        struct pack *pack = pace == PACE_PACKED ? strip->live->hub->pack : NULL;
        strip->paces[pace] = strip_new(strip->live, &strip->viewer, slice_of(strip->channel), pack);
        strip->paces[pace]->full = strip;
    }
    return strip->paces[pace];
}

bool lean_followed(const struct strip *strip)
{
    bool followed = false;
    for (int pace = 0; pace < PACE_COUNT; pace++)
        followed |= strip->paces[pace] && strip->paces[pace]->followers_count > 0;
    return followed;
}

static void publish_paces(struct strip *strip, bool event, struct slice publication)
{
    for (int pace = 0; pace < PACE_COUNT; pace++)
        if (strip->paces[pace])
            publish_add(strip->paces[pace], event, publication);
}

static void compose(struct strip *strip, struct slice patch, bool event)
{
    struct json *json = NULL;
    if (json_parse_large(patch, &json))
        return;
    strip->pending_event |= event;
    if (!strip->pending) {
        strip->pending = json;
        return;
    }
    merge_compose(&strip->pending, json);
    json_free(&json);
}

static void forget_pending(struct strip *strip)
{
    json_free(&strip->pending);
    strip->pending_event = false;
}

void lean_take(struct strip *strip, struct slice patch, struct slice publication, bool event)
{
    if (!is_composed(strip))
        publish_paces(strip, event, publication);
    else if (lean_followed(strip))
        compose(strip, patch, event);
    else /* Nobody waits: what waited would be out of date for the next one. */
        forget_pending(strip);
}

static void publish_pending(struct strip *strip)
{
    struct buffer patch, publication;
    int64_t seq = strip->pending_event ? room_seq(strip->live->room) : 0;
    buffer_init(&patch, BOUND_VIEW_BYTES);
    buffer_init(&publication, BOUND_VIEW_BYTES + BOUND_ENTRY_BYTES);
    json_print(strip->pending, &patch);
    strip_write_patch("batch", buffer_slice(&patch), seq, &publication);
    publish_paces(strip, strip->pending_event, buffer_slice(&publication));
    forget_pending(strip);
    buffer_done(&patch);
    buffer_done(&publication);
}

static void end_unfollowed(struct strip *strip)
{
    for (int pace = 0; pace < PACE_COUNT; pace++)
        if (strip->paces[pace] && strip->paces[pace]->followers_count == 0) {
            strip_free(strip->paces[pace]);
            strip->paces[pace] = NULL;
        }
}

void lean_publish(struct live *live)
{
    for (struct strip *strip = live->strips; strip; strip = strip->next) {
        if (strip->pending)
            publish_pending(strip);
        end_unfollowed(strip);
    }
}

void lean_compose(struct buffer *publications, int64_t seq)
{
    struct json *list = NULL, *whole = NULL;
    if (json_parse_large(buffer_slice(publications), &list))
        return;
    for (const struct json *at = json_first(list); at; at = json_next(at)) {
        const struct json *patch = json_get(json_get(at, "data"), "patch");
        if (whole)
            merge_compose(&whole, patch);
        else
            whole = json_copy(patch);
    }
    buffer_clear(publications);
    buffer_add_byte(publications, '[');
    if (whole) {
        struct buffer patch;
        buffer_init(&patch, BOUND_VIEW_BYTES);
        json_print(whole, &patch);
        strip_write_patch("batch", buffer_slice(&patch), seq, publications);
        buffer_done(&patch);
    }
    buffer_add_byte(publications, ']');
    json_free(&list);
    json_free(&whole);
}

void lean_follow(struct subscription *subscription)
{
    struct strip *from = subscription->strip;
    struct strip *to = lean_choose(from, subscription->outlet);
    if (to == from) {
        subscription->cursor = tape_end(&from->tape);
        return;
    }
    flush_unfollow(subscription);
    flush_follow(to, subscription);
}
