/* SPDX-License-Identifier: Apache-2.0
 * METER_PER_SECOND events a second are as many thousandths of an event a millisecond. */
#include "net/meter.h"

static const int64_t event_milli = 1000, full_milli = (int64_t)METER_BURST * 1000;

void meter_init(struct meter *meter, int64_t tick_ms)
{
    *meter = (struct meter){.tick_ms = tick_ms, .milli = full_milli};
}

static void refill(struct meter *meter, int64_t tick_ms)
{
    int64_t passed_ms = tick_ms - meter->tick_ms;
    if (passed_ms <= 0)
        return;
    meter->tick_ms = tick_ms;
    if (passed_ms >= full_milli / METER_PER_SECOND)
        meter->milli = full_milli;
    else
        meter->milli += passed_ms * METER_PER_SECOND;
    if (meter->milli >= full_milli) {
        meter->milli = full_milli;
        meter->refused = 0;
    }
}

enum meter_verdict meter_take(struct meter *meter, int64_t tick_ms)
{
    refill(meter, tick_ms);
    if (meter->milli >= event_milli) {
        meter->milli -= event_milli;
        return METER_PASS;
    }
    return ++meter->refused > METER_FLAGRANT ? METER_ABUSE : METER_REFUSE;
}
