/* SPDX-License-Identifier: Apache-2.0
 * A slot is a list; each second the next slot's list is taken whole and emptied one by one, so that
 * a call may take others off. */
#include "net/wheel.h"

#include "base/check.h"
#include "base/mem.h"

enum { SECOND_MS = 1000 };

struct wheel {
    struct timer *timer;
    size_t now; /* the slot that was emptied last */
    struct wheel_at *slots[WHEEL_SLOTS];
};

static void link_in(struct wheel_at **list, struct wheel_at *at)
{
    at->next = *list;
    at->link = list;
    if (at->next)
        at->next->link = &at->next;
    *list = at;
}

void wheel_unset(struct wheel_at *at)
{
    if (!at->link)
        return;
    *at->link = at->next;
    if (at->next)
        at->next->link = at->link;
    at->next = NULL;
    at->link = NULL;
}

void wheel_set(struct wheel *wheel, struct wheel_at *at, int64_t seconds)
{
    if (seconds < 1)
        seconds = 1;
    if (seconds > WHEEL_SLOTS - 1)
        seconds = WHEEL_SLOTS - 1;
    wheel_unset(at);
    link_in(&wheel->slots[(wheel->now + (size_t)seconds) % WHEEL_SLOTS], at);
}

static void turn(void *context)
{
    struct wheel *wheel = context;
    wheel->now = (wheel->now + 1) % WHEEL_SLOTS;
    struct wheel_at *due = wheel->slots[wheel->now];
    wheel->slots[wheel->now] = NULL;
    if (due)
        due->link = &due;
    while (due) {
        struct wheel_at *at = due;
        wheel_unset(at);
        int64_t seconds = at->fn(at);
        if (seconds > 0)
            wheel_set(wheel, at, seconds);
    }
}

struct wheel *wheel_new(struct loop *loop)
{
    struct wheel *wheel = mem_new(sizeof *wheel);
    wheel->timer = loop_every(loop, SECOND_MS, turn, wheel);
    return wheel;
}

void wheel_free(struct wheel **wheel)
{
    if (!*wheel)
        return;
    for (size_t i = 0; i < WHEEL_SLOTS; i++)
        check(!(*wheel)->slots[i]);
    timer_close(&(*wheel)->timer);
    mem_free(*wheel);
    *wheel = NULL;
}
