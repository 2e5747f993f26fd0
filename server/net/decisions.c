/* SPDX-License-Identifier: Apache-2.0
 * One after another: the first that was decided lately and that this instance does not remember. */
#include "net/decisions.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/map.h"
#include "base/mem.h"
#include "hub/gate.h"
#include "loop/loop.h"
#include "net/outbox.h"
#include "outbound/mail.h"

enum { LOOK_MS = 1000, KNOWN_MAX = 4096, ID_BYTES = 64, LANGUAGE_BYTES = 4 };
/* What was decided longer ago, while there was no mail server, is told to nobody. */
#define LATE_MS (3 * INT64_C(86400000))

struct decisions {
    struct api_site site; /* a copy */
    struct timer *look;
    struct map *known; /* owned: seqs of requests that were told */
    int64_t now_ms;    /* of the look under way */
    bool asked, freed; /* an answer is on its way */
    struct {
        int64_t request; /* 0: none */
        bool granted;
        char mail[MAIL_ADDRESS_BYTES + 1], language[LANGUAGE_BYTES];
    } found;
};

static void free_if_done(struct decisions *decisions)
{
    if (!decisions->freed || decisions->asked)
        return;
    map_free(&decisions->known, NULL);
    mem_free(decisions);
}

static void remember(struct decisions *decisions, int64_t request)
{
    if (map_full(decisions->known)) {
        map_free(&decisions->known, NULL);
        decisions->known = map_new(KNOWN_MAX);
    }
    map_put(decisions->known, slice_of_seq(&request), decisions);
}

static void find(void *context, const struct decided *decided)
{
    struct decisions *decisions = context;
    if (decisions->found.request || decisions->now_ms - decided->at_ms > LATE_MS ||
        map_find(decisions->known, slice_of_seq(&decided->seq)) ||
        !mail_address_good(decided->mail))
        return;
    decisions->found.request = decided->seq;
    decisions->found.granted = decided->granted;
    snprintf(decisions->found.mail, sizeof decisions->found.mail, "%.*s", (int)decided->mail.len,
             decided->mail.at);
    snprintf(decisions->found.language, LANGUAGE_BYTES, "%.*s", (int)decided->language.len,
             decided->language.at);
}

static void next(struct decisions *decisions);

static void mailed(void *context, enum err error)
{
    struct decisions *decisions = context;
    decisions->asked = false;
    if (decisions->freed) {
        free_if_done(decisions);
    } else if (!error) { /* else again at the next look */
        remember(decisions, decisions->found.request);
        next(decisions);
    }
}

static void next(struct decisions *decisions)
{
    char id[ID_BYTES];
    decisions->found.request = 0;
    decisions->now_ms = loop_now_ms(decisions->site.loop);
    gate_decided(decisions->site.hub, find, decisions);
    if (!decisions->found.request)
        return;
    snprintf(id, sizeof id, "decided.%" PRId64, decisions->found.request);
    const struct outbox_order order = {.letter = decisions->found.granted ? LETTER_GRANTED
                                                                          : LETTER_REFUSED,
                                       .to = slice_of(decisions->found.mail),
                                       .language = slice_of(decisions->found.language),
                                       .link = slice_of(decisions->site.url),
                                       .until_ms = decisions->now_ms + LATE_MS,
                                       .id = id};
    decisions->asked = true;
    outbox_add(decisions->site.outbox, &order, mailed, decisions);
}

static void look(void *context)
{
    struct decisions *decisions = context;
    if (!decisions->asked)
        next(decisions);
}

struct decisions *decisions_new(const struct api_site *site)
{
    struct decisions *decisions = mem_new(sizeof *decisions);
    decisions->site = *site;
    decisions->known = map_new(KNOWN_MAX);
    decisions->look = loop_every(site->loop, LOOK_MS, look, decisions);
    return decisions;
}

void decisions_free(struct decisions **decisions)
{
    struct decisions *old = *decisions;
    *decisions = NULL;
    if (!old)
        return;
    timer_close(&old->look);
    old->freed = true;
    free_if_done(old);
}
