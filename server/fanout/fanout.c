/* SPDX-License-Identifier: Apache-2.0
 * What the floor shares, made and freed. */
#include "fanout/fanout.h"

#include "base/check.h"
#include "base/mem.h"

struct fanout *fanout_new(struct loop *loop, loop_fn *flush, size_t people_max)
{
    struct fanout *fanout = mem_new(sizeof *fanout);
    fanout->loop = loop;
    fanout->hook = (struct loop_hook){.fn = flush, .context = fanout};
    fanout->dirty_end = &fanout->dirty;
    for (int late = 0; late < 2; late++)
        fanout->outboxes[late].end = &fanout->outboxes[late].first;
    fanout->pack = pack_new();
    fanout->people = people_new(people_max);
    buffer_init(&fanout->staged, FANOUT_OUTBOX_BYTES);
    return fanout;
}

void fanout_free(struct fanout **fanout)
{
    struct fanout *old = *fanout;
    check(!old->outboxes[false].first && !old->outboxes[true].first && !old->dirty);
    timer_close(&old->held);
    loop_disarm(old->loop, &old->hook);
    people_free(&old->people);
    pack_free(&old->pack);
    buffer_done(&old->staged);
    mem_free(old);
    *fanout = NULL;
}
