/* SPDX-License-Identifier: Apache-2.0
 * The way of one, after which comes the next:
 *   a want -> no row "want" yet -> link -> mail -> row "want" -> person.issued: no want any more
 * The link's secret is made from the want, the mail has its id from it, and what is there already
 * is as good as made: so each step may be made again, by anybody. The row keeps a link that was
 * used from being issued again when the last step could not be made at once. */
#include "net/invites.h"

#include "base/bounds.h"
#include "base/buffer.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/unused.h"
#include "base/writer.h"
#include "hub/hub.h"
#include "journal/accounts.h"
#include "net/links.h"
#include "net/login_keys.h"
#include "net/outbox.h"

enum { LOOK_MS = 1000, DATA_BYTES = 512, WANT_BYTES = 32 };

static const struct slice want_kind = {"want", 4};

struct invites {
    struct api_site site; /* a copy */
    char *url;            /* owned: the site's */
    struct timer *look;
    int64_t after; /* the want that was served, or could not be, last */
    bool busy;     /* with one */
    bool freed;
};

struct invite {
    struct invites *invites;
    int64_t seq;
    char person[BOUND_ID_BYTES + 1], id[WANT_BYTES];
    int64_t expires_ms;
};

static void next(struct invites *invites);

static void free_if_done(struct invites *invites)
{
    if (!invites->freed || invites->busy)
        return;
    mem_free(invites->url);
    mem_free(invites);
}

/* On with the next one; or from the first one again, at the next look. */
static void invite_end(struct invite *invite, enum err error)
{
    struct invites *invites = invite->invites;
    invites->after = invite->seq;
    invites->busy = false;
    mem_free(invite);
    if (invites->freed)
        free_if_done(invites);
    else if (error == ERR_LIMIT_EXCEEDED || error == ERR_JOURNAL_AWAY)
        invites->after = 0;
    else
        next(invites);
}

static void told(void *context, const struct hub_answer *answer)
{
    invite_end(context, answer->error);
}

static void tell(struct invite *invite)
{
    const struct actor system = {.id = ENTRY_SYSTEM};
    struct buffer text;
    struct writer writer;
    struct json *data = NULL;
    char op[WANT_BYTES];
    snprintf(op, sizeof op, "issued.%lld", (long long)invite->seq);
    buffer_init(&text, DATA_BYTES);
    writer_init(&writer, &text);
    writer_object(&writer, NULL);
    writer_text(&writer, "room", SLICE("academy:main"));
    writer_text(&writer, "op", slice_of(op));
    writer_text(&writer, "person", slice_of(invite->person));
    writer_int(&writer, "want", invite->seq);
    writer_end(&writer);
    (void)json_parse(buffer_slice(&text), &data);
    hub_command(invite->invites->site.hub, &system, SLICE("person.issued"), data, told, invite);
    json_free(&data);
    buffer_done(&text);
}

static void marked(void *context, enum err error, const struct account *rows, size_t count)
{
    struct invite *invite = context;
    UNUSED(rows);
    UNUSED(count);
    if ((error && error != ERR_ALREADY_EXISTS) || invite->invites->freed)
        invite_end(invite, error);
    else
        tell(invite);
}

static void mailed(void *context, enum err error)
{
    struct invite *invite = context;
    const struct account row = {.kind = want_kind,
                                .id = slice_of(invite->id),
                                .value = SLICE("{}"),
                                .expires_ms =
                                    invite->expires_ms + LINK_ENROL_SECONDS * INT64_C(1000)};
    if (error || invite->invites->freed)
        invite_end(invite, error);
    else
        accounts_put(invite->invites->site.accounts, &row, marked, invite);
}

static void issued(void *context, enum err error, struct slice address, int64_t expires_ms)
{
    struct invite *invite = context;
    const struct api_site *site = &invite->invites->site;
    struct gate_person person;
    bool known = !error && !invite->invites->freed &&
                 gate_ask(site->hub, slice_of(invite->person), &person) == ERR_NONE &&
                 person.mail.len > 0;
    invite->expires_ms = expires_ms;
    if (!known) {
        invite_end(invite, error ? error : ERR_NOT_FOUND);
        return;
    }
    const struct outbox_order order = {.letter = LETTER_ENROL,
                                       .to = person.mail,
                                       .language = person.locale,
                                       .link = address,
                                       .until_ms = expires_ms,
                                       .id = invite->id};
    outbox_add(site->outbox, &order, mailed, invite);
}

static void issue(struct invite *invite)
{
    const struct api_site *site = &invite->invites->site;
    char secret[LINK_SECRET_BYTES];
    struct hash key;
    if (!login_keys_derive(site->keys, "enrolment", &key)) {
        invite_end(invite, ERR_JOURNAL_AWAY);
        return;
    }
    links_secret_of(&key, slice_of(invite->id), secret);
    const struct links_order order = {site->url, slice_of(invite->person), loop_now_ms(site->loop),
                                      secret};
    links_enrol(site->accounts, &order, issued, invite);
    explicit_bzero(secret, sizeof secret);
    explicit_bzero(&key, sizeof key);
}

static void looked(void *context, enum err error, const struct account *rows, size_t count)
{
    struct invite *invite = context;
    UNUSED(rows);
    UNUSED(count);
    if (invite->invites->freed || (error && error != ERR_NOT_FOUND))
        invite_end(invite, error);
    else if (error)
        issue(invite);
    else
        tell(invite);
}

/* The next one that can be served; false: none, and the next look begins with the first. */
static bool want_find(struct invites *invites, struct gate_want *want)
{
    struct gate_person person;
    while (gate_wants(invites->site.hub, invites->after, want)) {
        if (gate_ask(invites->site.hub, want->person, &person) == ERR_NONE && person.mail.len > 0)
            return true;
        invites->after = want->seq;
    }
    invites->after = 0;
    return false;
}

static void next(struct invites *invites)
{
    struct gate_want want;
    if (invites->busy || !want_find(invites, &want))
        return;
    struct invite *invite = mem_new(sizeof *invite);
    invites->busy = true;
    invite->invites = invites;
    invite->seq = want.seq;
    snprintf(invite->person, sizeof invite->person, "%.*s", (int)want.person.len, want.person.at);
    snprintf(invite->id, sizeof invite->id, "want.%lld", (long long)want.seq);
    accounts_get(invites->site.accounts, want_kind, slice_of(invite->id), looked, invite);
}

static void look(void *context)
{
    next(context);
}

struct invites *invites_new(const struct api_site *site)
{
    struct invites *invites = mem_new(sizeof *invites);
    invites->site = *site;
    invites->url = mem_text(slice_of(site->url));
    invites->site.url = invites->url;
    invites->look = loop_every(site->loop, LOOK_MS, look, invites);
    return invites;
}

void invites_free(struct invites **invites)
{
    struct invites *old = *invites;
    *invites = NULL;
    if (!old)
        return;
    timer_close(&old->look);
    old->freed = true;
    free_if_done(old);
}
