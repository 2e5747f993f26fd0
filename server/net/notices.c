/* SPDX-License-Identifier: Apache-2.0
 * The way of one, after which comes the next:
 *   a request that waits -> no row "told" yet -> a mail to each who decides -> row "told"
 * Each mail has its id from the request and the person: made again it is the same one. */
#include "net/notices.h"

#include "base/bounds.h"
#include "base/hash.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/unused.h"
#include "hub/gate.h"
#include "journal/accounts.h"
#include "loop/loop.h"
#include "net/outbox.h"

enum {
    LOOK_MS = 1000,
    LINK_BYTES = 1024,
    ID_BYTES = 64,
    KNOWN_MAX = 4096, /* more than may be open */
    OF_USE_MS = 3 * 86400000,
    KEPT_DAYS = 365, /* longer than any waits */
};

static const struct slice told_kind = {"told", 4};

struct notices {
    struct api_site site; /* a copy */
    char *url;            /* owned: the site's */
    struct timer *look;
    struct map *known; /* owned: seqs of requests that were told */
    int64_t found;     /* the next one, while it is looked for; 0: none */
    bool busy;         /* with one */
    bool freed;
};

/* One that is being told. It ends when no mail is under way any more. */
struct notice {
    struct notices *notices;
    int64_t request;
    char id[ID_BYTES], country[3]; /* "": it waits no more */
    unsigned mails;                /* under way */
    enum err error;                /* of any */
};

static void next(struct notices *notices);

static void free_if_done(struct notices *notices)
{
    if (!notices->freed || notices->busy)
        return;
    map_free(&notices->known, NULL);
    mem_free(notices->url);
    mem_free(notices);
}

static void remember(struct notices *notices, int64_t request)
{
    if (map_full(notices->known)) {
        map_free(&notices->known, NULL);
        notices->known = map_new(KNOWN_MAX);
    }
    map_put(notices->known, slice_of_seq(&request), notices);
}

/* On with the next one; or again with this one at the next look. */
static void notice_end(struct notice *notice, enum err error)
{
    struct notices *notices = notice->notices;
    if (!error)
        remember(notices, notice->request);
    notices->busy = false;
    mem_free(notice);
    if (notices->freed)
        free_if_done(notices);
    else if (!error)
        next(notices);
}

static void marked(void *context, enum err error, const struct account *rows, size_t count)
{
    UNUSED(rows);
    UNUSED(count);
    notice_end(context, error == ERR_ALREADY_EXISTS ? ERR_NONE : error);
}

static void mark(struct notice *notice)
{
    const struct api_site *site = &notice->notices->site;
    const struct account row = {.kind = told_kind,
                                .id = slice_of(notice->id),
                                .value = SLICE("{}"),
                                .expires_ms =
                                    loop_now_ms(site->loop) + KEPT_DAYS * INT64_C(86400000)};
    if (notice->error || notice->notices->freed)
        notice_end(notice, notice->error ? notice->error : ERR_NOT_AVAILABLE);
    else
        accounts_put(site->accounts, &row, marked, notice);
}

static void mailed(void *context, enum err error)
{
    struct notice *notice = context;
    if (error)
        notice->error = error;
    if (--notice->mails == 0)
        mark(notice);
}

static void write_to(void *context, struct slice id, const struct gate_person *person)
{
    struct notice *notice = context;
    const struct api_site *site = &notice->notices->site;
    char mail[ID_BYTES], print[23], link[LINK_BYTES];
    struct hash hash = hash_of(&id, 1);
    if (person->mail.len == 0)
        return;
    hash_id(&hash, print);
    snprintf(mail, sizeof mail, "waits.%lld.%s", (long long)notice->request, print);
    snprintf(link, sizeof link, "%s/academy/requests", site->url);
    const struct outbox_order order = {.letter = LETTER_WAITING,
                                       .to = person->mail,
                                       .language = person->locale,
                                       .link = slice_of(link),
                                       .until_ms = loop_now_ms(site->loop) + OF_USE_MS,
                                       .id = mail};
    notice->mails++;
    outbox_add(site->outbox, &order, mailed, notice);
}

static bool is_it(void *context, const struct gate_waits *waits)
{
    struct notice *notice = context;
    if (waits->seq == notice->request)
        memcpy(notice->country, waits->country, sizeof notice->country);
    return waits->seq != notice->request;
}

/* Unless it was decided meanwhile. */
static void tell(struct notice *notice)
{
    const struct hub *hub = notice->notices->site.hub;
    notice->mails = 1; /* so that it does not end before all are asked for */
    gate_waits(hub, is_it, notice);
    if (*notice->country)
        gate_coordinators(hub, slice_of(notice->country), write_to, notice);
    mailed(notice, ERR_NONE);
}

static void looked(void *context, enum err error, const struct account *rows, size_t count)
{
    struct notice *notice = context;
    UNUSED(rows);
    UNUSED(count);
    if (notice->notices->freed || (error && error != ERR_NOT_FOUND))
        notice_end(notice, error ? error : ERR_NOT_AVAILABLE);
    else if (error)
        tell(notice);
    else
        notice_end(notice, ERR_NONE);
}

static bool is_new(void *context, const struct gate_waits *waits)
{
    struct notices *notices = context;
    if (map_find(notices->known, slice_of_seq(&waits->seq)))
        return true;
    notices->found = waits->seq;
    return false;
}

static void next(struct notices *notices)
{
    notices->found = 0;
    if (!notices->busy)
        gate_waits(notices->site.hub, is_new, notices);
    if (!notices->found)
        return;
    struct notice *notice = mem_new(sizeof *notice);
    notices->busy = true;
    *notice = (struct notice){.notices = notices, .request = notices->found};
    snprintf(notice->id, sizeof notice->id, "waits.%lld", (long long)notice->request);
    accounts_get(notices->site.accounts, told_kind, slice_of(notice->id), looked, notice);
}

static void look(void *context)
{
    next(context);
}

struct notices *notices_new(const struct api_site *site)
{
    struct notices *notices = mem_new(sizeof *notices);
    notices->site = *site;
    notices->url = mem_text(slice_of(site->url));
    notices->site.url = notices->url;
    notices->known = map_new(KNOWN_MAX);
    notices->look = loop_every(site->loop, LOOK_MS, look, notices);
    return notices;
}

void notices_free(struct notices **notices)
{
    struct notices *old = *notices;
    *notices = NULL;
    if (!old)
        return;
    timer_close(&old->look);
    old->freed = true;
    free_if_done(old);
}
