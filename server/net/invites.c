/* SPDX-License-Identifier: Apache-2.0
 * The way of one:
 *   a want -> its row "want" put: one instance gets on -> link -> mail -> person.issued
 * Who dies in between leaves a want that nobody serves: an organiser asks for another link. */
#include "net/invites.h"

#include "base/bounds.h"
#include "base/buffer.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/unused.h"
#include "base/writer.h"
#include "hub/hub.h"
#include "journal/accounts.h"
#include "net/letters.h"
#include "net/links.h"

enum { LOOK_MS = 1000, DATA_BYTES = 512 };

struct invites {
    struct api_site site; /* a copy */
    char *url, *name;     /* owned: the site's */
    struct timer *look;
    int64_t after; /* of the wants that were seen */
    size_t open;
    bool freed;
};

struct invite {
    struct invites *invites;
    int64_t seq;
    char person[BOUND_ID_BYTES + 1];
};

static void free_if_done(struct invites *invites)
{
    if (!invites->freed || invites->open > 0)
        return;
    mem_free(invites->url);
    mem_free(invites->name);
    mem_free(invites);
}

static void invite_end(struct invite *invite)
{
    struct invites *invites = invite->invites;
    mem_free(invite);
    invites->open--;
    free_if_done(invites);
}

static void told(void *context, const struct hub_answer *answer)
{
    UNUSED(answer);
    invite_end(context);
}

static void tell(struct invite *invite)
{
    const struct actor system = {.id = ENTRY_SYSTEM};
    struct buffer text;
    struct writer writer;
    struct json *data = NULL;
    char op[32];
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

static void issued(void *context, enum err error, struct slice address, int64_t expires_ms)
{
    struct invite *invite = context;
    const struct api_site *site = &invite->invites->site;
    struct gate_person person;
    UNUSED(expires_ms);
    bool known = !error && !invite->invites->freed &&
                 gate_ask(site->hub, slice_of(invite->person), &person) == ERR_NONE;
    const struct letter_order order = {.letter = LETTER_ENROL,
                                       .to = known ? person.mail : SLICE(""),
                                       .language = known ? person.locale : SLICE(""),
                                       .academy = slice_of(site->name),
                                       .link = address};
    if (known && letter_send(site->mailer, &order))
        tell(invite);
    else
        invite_end(invite);
}

static void claimed(void *context, enum err error, const struct account *rows, size_t count)
{
    struct invite *invite = context;
    const struct api_site *site = &invite->invites->site;
    UNUSED(rows);
    UNUSED(count);
    const struct links_order order = {site->url, slice_of(invite->person), loop_now_ms(site->loop)};
    if (error || invite->invites->freed)
        invite_end(invite);
    else
        links_enrol(site->accounts, &order, issued, invite);
}

static void claim(struct invites *invites, const struct gate_want *want)
{
    char id[24];
    const struct api_site *site = &invites->site;
    struct invite *invite = mem_new(sizeof *invite);
    invite->invites = invites;
    invite->seq = want->seq;
    snprintf(invite->person, sizeof invite->person, "%.*s", (int)want->person.len, want->person.at);
    snprintf(id, sizeof id, "%lld", (long long)want->seq);
    const struct account row = {.kind = SLICE("want"),
                                .id = slice_of(id),
                                .person = SLICE(""),
                                .value = SLICE("{}"),
                                .expires_ms = loop_now_ms(site->loop) +
                                              2 * LINK_ENROL_SECONDS * INT64_C(1000)};
    invites->open++;
    accounts_put(site->accounts, &row, claimed, invite);
}

static void look(void *context)
{
    struct invites *invites = context;
    struct gate_want want;
    while (gate_wants(invites->site.hub, invites->after, &want)) {
        invites->after = want.seq;
        claim(invites, &want);
    }
}

struct invites *invites_new(const struct api_site *site)
{
    struct invites *invites = mem_new(sizeof *invites);
    invites->site = *site;
    invites->url = mem_text(slice_of(site->url));
    invites->name = mem_text(slice_of(site->name));
    invites->site.url = invites->url;
    invites->site.name = invites->name;
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
