/* SPDX-License-Identifier: Apache-2.0
 * A list, since it is short: at most what all lanes hold. */
#include "net/outbox_ready.h"

#include "base/bounds.h"
#include "base/mem.h"

void outbox_ready_add(struct outbox_readies *readies, unsigned lane, const struct account *row)
{
    struct outbox_ready *ready = mem_new(sizeof *ready);
    struct outbox_ready **last = &readies->first;
    *ready =
        (struct outbox_ready){.lane = lane, .id = mem_text(row->id), .expires_ms = row->expires_ms};
    buffer_init(&ready->value, BOUND_ACCOUNT_BYTES);
    buffer_add(&ready->value, row->value);
    while (*last)
        last = &(*last)->next;
    *last = ready;
}

struct outbox_ready *outbox_ready_take(struct outbox_readies *readies, unsigned from, unsigned to)
{
    struct outbox_ready **at = &readies->first;
    while (*at && ((*at)->lane < from || (*at)->lane >= to))
        at = &(*at)->next;
    struct outbox_ready *ready = *at;
    if (ready)
        *at = ready->next;
    return ready;
}

bool outbox_ready_has(const struct outbox_readies *readies, unsigned lane)
{
    const struct outbox_ready *at = readies->first;
    while (at && at->lane != lane)
        at = at->next;
    return at;
}

void outbox_ready_drop(struct outbox_readies *readies, unsigned lane)
{
    struct outbox_ready *ready;
    while ((ready = outbox_ready_take(readies, lane, lane + 1)))
        outbox_ready_free(&ready);
}

void outbox_ready_free(struct outbox_ready **ready)
{
    struct outbox_ready *old = *ready;
    *ready = NULL;
    if (!old)
        return;
    mem_free(old->id);
    buffer_done(&old->value);
    mem_free(old);
}
