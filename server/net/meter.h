/* SPDX-License-Identifier: Apache-2.0
 *
 * A token bucket: how often something may happen. The rate is generous for people and clients that
 * resume many rooms at once; who keeps knocking at an empty bucket is flagrant. Time is given.
 */
#ifndef MUSTER_NET_METER_H
#define MUSTER_NET_METER_H

#include <stdbool.h>
#include <stdint.h>

enum {
    METER_BURST = 200, /* at once */
    METER_PER_SECOND = 50,
    METER_FLAGRANT = 400, /* refusals without a pause that filled the bucket again */
};

struct meter {
    int64_t tick_ms; /* of the last refill */
    int milli;       /* thousandths of what may happen now */
    unsigned refused;
};

enum meter_verdict { METER_PASS, METER_REFUSE, METER_ABUSE };

/* A full bucket. */
void meter_init(struct meter *meter, int64_t tick_ms);
/* One more event at `tick_ms` (loop_tick_ms). */
enum meter_verdict meter_take(struct meter *meter, int64_t tick_ms);

#endif
