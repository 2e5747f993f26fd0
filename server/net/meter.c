/* SPDX-License-Identifier: Apache-2.0
 * METER_PER_SECOND events a second are as many thousandths of an event a millisecond. */
#include "net/meter.h"

enum { EVENT_MILLI = 1000, FULL_MILLI = METER_BURST * EVENT_MILLI };

void meter_init(struct meter *meter, int64_t tick_ms)
{
    *meter = (struct meter){.tick_ms = tick_ms, .milli = FULL_MILLI};
}

static void refill(struct meter *meter, int64_t tick_ms)
{
    int64_t passed_ms = tick_ms - meter->tick_ms;
    if (passed_ms <= 0)
        return;
    meter->tick_ms = tick_ms;
    if (passed_ms >= FULL_MILLI / METER_PER_SECOND)
        meter->milli = FULL_MILLI;
    else
        meter->milli += (int)passed_ms * METER_PER_SECOND;
    if (meter->milli >= FULL_MILLI) {
        meter->milli = FULL_MILLI;
        meter->refused = 0;
    }
}

enum meter_verdict meter_take(struct meter *meter, int64_t tick_ms)
{
    refill(meter, tick_ms);
    if (meter->milli >= EVENT_MILLI) {
        meter->milli -= EVENT_MILLI;
        return METER_PASS;
    }
    return ++meter->refused > METER_FLAGRANT ? METER_ABUSE : METER_REFUSE;
}
