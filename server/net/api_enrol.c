/* SPDX-License-Identifier: Apache-2.0
 *
 * Enrolment by the API: a link is issued for a person, and used once, on the device they open it
 * with: a passkey is made there, or the browser remembers them.
 *
 * With a passkey:
 *   the link looked at -> what was made is checked -> challenge spent -> link taken
 *   -> passkey kept -> told to the academy -> signed in
 * Whoever loses a link half-way asks for another; nobody uses one twice.
 */
#include "net/api_routes.h"

#include "base/mem.h"
#include "base/unused.h"
#include "core/scene.h"
#include "hub/hub.h"
#include "journal/accounts.h"
#include "net/api_session.h"
#include "net/api_site.h"
#include "net/exchange.h"
#include "net/links.h"
#include "net/pacing.h"
#include "net/passkey_rows.h"

enum { DATA_BYTES = 1024 };

/* ---- issuing -----------------------------------------------------------------------------------
 */

static void issued(void *context, enum err error, struct slice address, int64_t expires_ms)
{
    struct exchange *exchange = context;
    if (error) {
        exchange_fail(exchange, error);
        return;
    }
    struct writer *writer = exchange_writer(exchange);
    writer_text(writer, "link", address);
    writer_int(writer, "expires", expires_ms);
    exchange_send(exchange, 200);
}

/* Organisers, and whoever runs the server. */
static bool may_issue(const struct exchange *exchange)
{
    struct gate_person person;
    if (slice_equal(exchange->actor.id, ENTRY_SYSTEM))
        return true;
    return gate_ask(exchange->site->hub, exchange->actor.id, &person) == ERR_NONE &&
           person.roles & ROLE_ACADEMY_ORGANISER;
}

void api_enrol_issue(struct exchange *exchange)
{
    struct slice id;
    struct gate_person person;
    enum err error = ERR_NONE;
    if (!may_issue(exchange))
        error = ERR_PERMISSION_DENIED;
    else if (!exchange_text(exchange, "person", &id))
        error = ERR_BAD_REQUEST;
    else
        error = gate_ask(exchange->site->hub, id, &person);
    if (!error && !person.active)
        error = ERR_NOT_FOUND;
    if (error) {
        exchange_fail(exchange, error);
        return;
    }
    const struct links_order order = {exchange->site->url, id, loop_now_ms(exchange->site->loop),
                                      NULL};
    links_enrol(exchange->site->accounts, &order, issued, exchange);
}

/* ---- using -------------------------------------------------------------------------------------
 */

struct enrolment {
    struct exchange *exchange;
    char id[LINK_ID_BYTES], person[BOUND_ID_BYTES + 1];
    bool device; /* without a passkey */
    struct passkey_row row;
    struct passkey_challenge challenge;
};

static void enrolment_fail(struct enrolment *enrolment, enum err error)
{
    exchange_fail(enrolment->exchange, error == ERR_NOT_FOUND ? ERR_LINK_INVALID : error);
    mem_free(enrolment);
}

/* That the academy could not be told is no reason to keep somebody out. */
static void told(void *context, const struct hub_answer *answer)
{
    struct enrolment *enrolment = context;
    UNUSED(answer);
    api_session_make(enrolment->exchange, slice_of(enrolment->person), NULL);
    mem_free(enrolment);
}

static void tell(struct enrolment *enrolment)
{
    const struct actor system = {.id = ENTRY_SYSTEM};
    struct buffer text;
    struct writer writer;
    struct json *data = NULL;
    char op[LINK_ID_BYTES + 8];
    snprintf(op, sizeof op, "enrol.%s", enrolment->id);
    buffer_init(&text, DATA_BYTES);
    writer_init(&writer, &text);
    writer_object(&writer, NULL);
    writer_text(&writer, "room", SLICE("academy:main"));
    writer_text(&writer, "op", slice_of(op));
    writer_text(&writer, "person", slice_of(enrolment->person));
    writer_text(&writer, "way", enrolment->device ? SLICE("device") : SLICE("passkey"));
    writer_end(&writer);
    (void)json_parse(buffer_slice(&text), &data);
    hub_command(enrolment->exchange->site->hub, &system, SLICE("person.enrolled"), data, told,
                enrolment);
    json_free(&data);
    buffer_done(&text);
}

static void kept(void *context, enum err error)
{
    struct enrolment *enrolment = context;
    if (error)
        enrolment_fail(enrolment, error);
    else
        tell(enrolment);
}

static void taken(void *context, enum err error, const struct account *rows, size_t count)
{
    struct enrolment *enrolment = context;
    UNUSED(rows);
    UNUSED(count);
    if (error)
        enrolment_fail(enrolment, error);
    else if (enrolment->device)
        tell(enrolment);
    else
        passkey_keep(enrolment->exchange, slice_of(enrolment->person), &enrolment->row, kept,
                     enrolment);
}

static void take(struct enrolment *enrolment)
{
    accounts_take(enrolment->exchange->site->accounts, links_enrolment, slice_of(enrolment->id),
                  taken, enrolment);
}

static void spent(void *context, enum err error)
{
    struct enrolment *enrolment = context;
    if (error)
        enrolment_fail(enrolment, error);
    else
        take(enrolment);
}

static enum err person_read(struct enrolment *enrolment, enum err error, const struct account *rows,
                            size_t count)
{
    struct gate_person person;
    if (error || count != 1)
        return error ? error : ERR_NOT_FOUND;
    snprintf(enrolment->person, sizeof enrolment->person, "%.*s", (int)rows[0].person.len,
             rows[0].person.at);
    error = gate_ask(enrolment->exchange->site->hub, rows[0].person, &person);
    return error || person.active ? error : ERR_NOT_FOUND;
}

static void found(void *context, enum err error, const struct account *rows, size_t count)
{
    struct enrolment *enrolment = context;
    error = person_read(enrolment, error, rows, count);
    if (!error && !enrolment->device)
        error = passkey_take(enrolment->exchange, slice_of(enrolment->person), &enrolment->row,
                             &enrolment->challenge);
    if (error)
        enrolment_fail(enrolment, error);
    else if (enrolment->device)
        take(enrolment);
    else
        passkey_spend(enrolment->exchange, &enrolment->challenge, spent, enrolment);
}

static void looked(void *context, enum err error, const struct account *rows, size_t count)
{
    struct enrolment *enrolment = context;
    struct exchange *exchange = enrolment->exchange;
    struct gate_person person = {0};
    error = person_read(enrolment, error, rows, count);
    if (!error)
        error = gate_ask(exchange->site->hub, rows[0].person, &person);
    const struct passkey_person who = {slice_of(enrolment->person), person.name};
    if (!error) {
        struct writer *writer = exchange_writer(exchange);
        writer_object(writer, "person");
        writer_text(writer, "id", who.id);
        writer_text(writer, "name", who.name);
        writer_end(writer);
        if (!passkey_write_creation(exchange, &who, NULL, 0, writer))
            error = ERR_JOURNAL_AWAY;
    }
    if (error) {
        enrolment_fail(enrolment, error);
        return;
    }
    exchange_send(exchange, 200);
    mem_free(enrolment);
}

static void use(struct exchange *exchange, bool device, accounts_fn *next)
{
    struct slice code;
    struct enrolment *enrolment = mem_new(sizeof *enrolment);
    enrolment->exchange = exchange;
    enrolment->device = device;
    if (!exchange_text(exchange, "code", &code)) {
        enrolment_fail(enrolment, ERR_BAD_REQUEST);
        return;
    }
    links_id(code, enrolment->id);
    if (!pacing_admits(exchange, slice_of(enrolment->id))) {
        mem_free(enrolment);
        return;
    }
    accounts_get(exchange->site->accounts, links_enrolment, slice_of(enrolment->id), next,
                 enrolment);
}

void api_enrol_look(struct exchange *exchange)
{
    use(exchange, false, looked);
}

void api_enrol_passkey(struct exchange *exchange)
{
    use(exchange, false, found);
}

void api_enrol_device(struct exchange *exchange)
{
    use(exchange, true, found);
}
