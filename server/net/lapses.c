/* SPDX-License-Identifier: Apache-2.0
 * One after another: the first that is to be told and that this instance does not remember. */
#include "net/lapses.h"

#include <stdio.h>

#include "base/hash.h"
#include "base/map.h"
#include "base/mem.h"
#include "hub/gate.h"
#include "loop/loop.h"
#include "net/outbox.h"

enum { LOOK_MS = 5000, KNOWN_MAX = 65536, ID_BYTES = 64, PRINT_BYTES = 23 };
/* Of what was to be told longer ago nobody is: it was given or renewed for a shorter time. */
#define LATE_MS (7 * INT64_C(86400000))

struct lapses {
    struct api_site site; /* a copy */
    struct timer *look;
    struct map *known; /* owned: ids that were told, or need not be */
    int64_t now_ms;    /* of the look under way */
    bool asked, freed; /* an answer is on its way */
    struct {
        char id[ID_BYTES], person[BOUND_ID_BYTES + 1];
        int64_t credential, until_ms;
    } found; /* "": none */
};

static void free_if_done(struct lapses *lapses)
{
    if (!lapses->freed || lapses->asked)
        return;
    map_free(&lapses->known, NULL);
    mem_free(lapses);
}

static void remember(struct lapses *lapses, const char *id)
{
    if (map_full(lapses->known)) {
        map_free(&lapses->known, NULL);
        lapses->known = map_new(KNOWN_MAX);
    }
    map_put(lapses->known, slice_of(id), lapses);
}

static void find(void *context, const struct lapse *lapse)
{
    struct lapses *lapses = context;
    struct gate_person person;
    char id[ID_BYTES], print[PRINT_BYTES];
    if (*lapses->found.id || lapses->now_ms - lapse->due_ms > LATE_MS)
        return;
    const struct slice parts[] = {slice_of_seq(&lapse->seq), slice_of_seq(&lapse->due_ms)};
    struct hash hash = hash_of(parts, 2);
    hash_id(&hash, print);
    snprintf(id, sizeof id, "lapses.%s", print);
    if (map_find(lapses->known, slice_of(id)) ||
        gate_ask(lapses->site.hub, lapse->person, &person) != ERR_NONE || person.mail.len == 0)
        return;
    snprintf(lapses->found.id, ID_BYTES, "%s", id);
    snprintf(lapses->found.person, sizeof lapses->found.person, "%.*s", (int)lapse->person.len,
             lapse->person.at);
    lapses->found.credential = lapse->seq;
    lapses->found.until_ms = lapse->until_ms;
}

static void next(struct lapses *lapses);

static void mailed(void *context, enum err error)
{
    struct lapses *lapses = context;
    lapses->asked = false;
    if (lapses->freed) {
        free_if_done(lapses);
    } else if (!error) { /* else again at the next look */
        remember(lapses, lapses->found.id);
        next(lapses);
    }
}

static void next(struct lapses *lapses)
{
    lapses->found.id[0] = '\0';
    lapses->now_ms = loop_now_ms(lapses->site.loop);
    gate_lapses(lapses->site.hub, lapses->now_ms, find, lapses);
    if (!*lapses->found.id)
        return;
    const struct outbox_order order = {.letter = LETTER_LAPSES,
                                       .person = slice_of(lapses->found.person),
                                       .thing = lapses->found.credential,
                                       .planned_ms = lapses->found.until_ms,
                                       .until_ms = lapses->found.until_ms,
                                       .id = lapses->found.id};
    lapses->asked = true;
    outbox_add(lapses->site.outbox, &order, mailed, lapses);
}

static void look(void *context)
{
    struct lapses *lapses = context;
    if (!lapses->asked)
        next(lapses);
}

struct lapses *lapses_new(const struct api_site *site)
{
    struct lapses *lapses = mem_new(sizeof *lapses);
    lapses->site = *site;
    lapses->known = map_new(KNOWN_MAX);
    lapses->look = loop_every(site->loop, LOOK_MS, look, lapses);
    return lapses;
}

void lapses_free(struct lapses **lapses)
{
    struct lapses *old = *lapses;
    *lapses = NULL;
    if (!old)
        return;
    timer_close(&old->look);
    old->freed = true;
    free_if_done(old);
}
