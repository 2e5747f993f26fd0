/* SPDX-License-Identifier: Apache-2.0
 * The lean class: what happens is composed into one patch, which leaves every few seconds on a tape
 * of its own, made once for all lean followers. A patch that a newcomer's view already holds may
 * come again in the next batch: the batch ends with the newest values, so it changes nothing. */
#include "base/bounds.h"
#include "base/merge.h"
#include "hub/live.h"

struct strip *lean_choose(struct strip *strip, const struct outlet *outlet)
{
    enum kind kind = room_kind(room_name(strip->live->room));
    if (!outlet->lean || strip->full || strip->viewer.part ||
        !((unsigned)kind & (KIND_WEBINAR | KIND_COURSE)))
        return strip;
    if (!strip->lean) {
        strip->lean = strip_new(strip->live, &strip->viewer, room_name(strip->live->room));
        strip->lean->full = strip;
    }
    return strip->lean;
}

void lean_free(struct strip *strip)
{
    strip_free(strip->lean);
    strip->lean = NULL;
}

void lean_take(struct strip *strip, struct slice patch, bool event)
{
    struct strip *lean = strip->lean;
    struct json *json = NULL;
    if (lean->followers_count == 0) {
        /* Nobody waits: what waited would be out of date for the next one. */
        json_free(&lean->pending);
        lean->pending_event = false;
        return;
    }
    if (json_parse_large(patch, &json))
        return;
    lean->pending_event |= event;
    if (!lean->pending) {
        lean->pending = json;
        return;
    }
    merge_compose(&lean->pending, json);
    json_free(&json);
}

static void publish_pending(struct strip *lean)
{
    struct buffer patch, publication;
    int64_t seq = lean->pending_event ? room_seq(lean->live->room) : 0;
    buffer_init(&patch, BOUND_VIEW_BYTES);
    buffer_init(&publication, BOUND_VIEW_BYTES + BOUND_ENTRY_BYTES);
    json_print(lean->pending, &patch);
    strip_write_patch("batch", buffer_slice(&patch), seq, &publication);
    publish_add(lean, lean->pending_event, &publication);
    json_free(&lean->pending);
    lean->pending_event = false;
    buffer_done(&patch);
    buffer_done(&publication);
}

void lean_publish(struct live *live)
{
    for (struct strip *strip = live->strips; strip; strip = strip->next) {
        if (strip->lean && strip->lean->pending)
            publish_pending(strip->lean);
        if (strip->lean && strip->lean->followers_count == 0)
            lean_free(strip);
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
