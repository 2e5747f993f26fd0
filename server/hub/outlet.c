/* SPDX-License-Identifier: Apache-2.0
 * The hub's side of a connection: outbox, frames, its end. */
#include "hub/outlet.h"

#include "base/bounds.h"
#include "hub/live.h"

void outlet_init(struct outlet *outlet, struct hub *hub, const struct outlet_ops *ops,
                 const struct actor *actor)
{
    memset(outlet, 0, sizeof *outlet);
    outlet->ops = ops;
    outlet->hub = hub;
    outlet->actor = *actor;
    buffer_init(&outlet->outbox, BOUND_VIEW_BYTES + BOUND_OUTBOX_BYTES);
}

void outlet_done(struct outlet *outlet)
{
    outlet->closing = true;
    while (outlet->subscriptions)
        subscription_end(outlet->subscriptions);
    flush_forget(outlet);
    buffer_done(&outlet->outbox);
    outlet_count(outlet);
}

void outlet_count(struct outlet *outlet)
{
    /* Whose person is not known yet has nobody's budget. */
    size_t now = outlet->actor.metered ? outlet->outbox.len : 0, before = outlet->waiting;
    if (now == before)
        return;
    budget_wait(outlet->hub->budgets, outlet->actor.id, now > before ? now - before : 0,
                now < before ? before - now : 0);
    outlet->waiting = (uint32_t)now;
}

/* One large answer (a view) may pass the bound of a connection alone; a queue of them may not. Nor
 * may what waits for all the person's connections pass theirs. */
static bool has_room(const struct outlet *outlet)
{
    enum { SMALL_BYTES = 16384 }; /* whose waiting is nobody's trouble */
    return outlet->outbox.len <= BOUND_OUTBOX_BYTES &&
           (outlet->outbox.len <= SMALL_BYTES ||
            !budget_waits_too_much(outlet->hub->budgets, outlet->actor.id));
}

/* Packs for one connection alone what is worth it, within the turn's bound. Loading the dictionary
 * is work as well, for a small payload most of it. */
static void push_packed(struct outlet *outlet, struct slice payload)
{
    struct hub *hub = outlet->hub;
    struct buffer packed;
    size_t work = payload.len + pack_dictionary().len;
    buffer_init(&packed, payload.len + 1);
    if (payload.len < BOUND_PACK_BYTES_MIN || work > BOUND_PACK_BYTES_TURN - hub->packed) {
        pack_add_raw(payload, &packed);
    } else {
        hub->packed += work;
        pack_add(hub->pack, payload, &packed);
    }
    outlet_frame(&outlet->outbox, FRAME_PACKED, buffer_slice(&packed));
    buffer_done(&packed);
}

void outlet_push(struct outlet *outlet, struct slice payload)
{
    if (outlet->closing)
        return;
    if (!has_room(outlet)) {
        outlet_close(outlet, 3008, "slow");
        return;
    }
    if (outlet->packed)
        push_packed(outlet, payload);
    else
        outlet_frame(&outlet->outbox, FRAME_TEXT, payload);
    if (outlet->blocked)
        outlet_count(outlet);
    if (outlet->outbox.full)
        outlet_close(outlet, 3008, "slow");
    else
        flush_outbox(outlet);
}

void outlet_close(struct outlet *outlet, unsigned code, const char *reason)
{
    if (outlet->closing)
        return;
    outlet->closing = true;
    outlet->ops->close(outlet, code, reason);
}

void outlet_frame_header(struct buffer *out, enum frame_kind kind, size_t payload_bytes)
{
    unsigned char header[10] = {(unsigned char)kind};
    size_t header_bytes = 2;
    if (payload_bytes < 126) {
        header[1] = (unsigned char)payload_bytes;
    } else if (payload_bytes < 65536) {
        header[1] = 126;
        header[2] = (unsigned char)(payload_bytes >> 8);
        header[3] = (unsigned char)(payload_bytes & 0xff);
        header_bytes = 4;
    } else {
        header[1] = 127;
        for (unsigned i = 0; i < 8; i++)
            header[2 + i] = (unsigned char)(payload_bytes >> (56 - 8 * i) & 0xff);
        header_bytes = 10;
    }
    buffer_add(out, (struct slice){(const char *)header, header_bytes});
}

size_t outlet_frame_header_bytes(const char *frame)
{
    unsigned char length = (unsigned char)frame[1] & 0x7f;
    return length < 126 ? 2 : length == 126 ? 4 : 10;
}

void outlet_frame(struct buffer *out, enum frame_kind kind, struct slice payload)
{
    if (out->max - out->len < payload.len + 10) {
        out->full = true;
        return;
    }
    outlet_frame_header(out, kind, payload.len);
    buffer_add(out, payload);
}
