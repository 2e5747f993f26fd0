/* SPDX-License-Identifier: Apache-2.0
 *
 * A row "login": its id is hash_id of the secret; its value
 * {"name":…,"agent":…,"place":…,"made":ms,"seen":ms}. `seen` is written when it is a while behind.
 */
#include "net/logins.h"

#include "base/check.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/unused.h"
#include "base/writer.h"
#include "hub/gate.h"
#include "hub/hub.h"
#include "journal/accounts.h"
#include "net/address.h"
#include "net/cookies.h"
#include "net/login_cache.h"
#include "net/push_row.h"

enum { AGENT_BYTES = 200, PLACE_BYTES = 48, VALUE_BYTES = BOUND_ACCOUNT_BYTES };

#define DAY_MS            (INT64_C(86400) * 1000)
#define IDLE_MS           (30 * DAY_MS)
#define IDLE_ORGANISER_MS (DAY_MS / 2)
#define SEEN_LATE_MS      (DAY_MS / 48)
#define SEEN_ORGANISER_MS (DAY_MS / 288)

static const struct slice kind = {"login", 5};

struct logins {
    struct logins_options options;
    struct login_cache *cache; /* owned */
    size_t open;               /* calls that are not answered */
    bool freed;
};

static void free_if_done(struct logins *logins)
{
    if (!logins->freed || logins->open > 0)
        return;
    login_cache_free(&logins->cache);
    mem_free(logins);
}

struct logins *logins_new(const struct logins_options *options)
{
    struct logins *logins = mem_new(sizeof *logins);
    logins->options = *options;
    logins->cache = login_cache_new();
    return logins;
}

void logins_free(struct logins **logins)
{
    struct logins *old = *logins;
    *logins = NULL;
    if (!old)
        return;
    old->freed = true;
    free_if_done(old);
}

static struct cookie cookie_of(const struct logins *logins)
{
    return (struct cookie){"muster", logins->options.secure};
}

void logins_write_cookie(const struct logins *logins, struct slice secret, struct buffer *out)
{
    const struct cookie cookie = cookie_of(logins);
    cookie_write(&cookie, secret, secret.len > 0 ? IDLE_MS / 1000 : 0, out);
}

struct slice logins_cookie(const struct logins *logins, struct slice header)
{
    const struct cookie cookie = cookie_of(logins);
    return cookie_find(&cookie, header);
}

/* ---- rows --------------------------------------------------------------------------------------
 */

static bool is_organiser(const struct gate_person *person)
{
    return person->roles & ROLE_ACADEMY_ORGANISER;
}

static int64_t idle_ms(const struct gate_person *person)
{
    return is_organiser(person) ? IDLE_ORGANISER_MS : IDLE_MS;
}

/* A row as a login; its texts are those of `row` and of `value`. */
static bool read_row(const struct account *row, const struct json *value, struct login *login)
{
    *login = (struct login){.person = row->person};
    if (row->id.len >= sizeof login->id || !json_get_int(value, "seen", &login->seen_ms))
        return false;
    memcpy(login->id, row->id.at, row->id.len);
    (void)json_get_int(value, "made", &login->made_ms);
    (void)json_get_text(value, "name", &login->name);
    (void)json_get_text(value, "agent", &login->agent);
    (void)json_get_text(value, "place", &login->place);
    return true;
}

static void write_value(const struct login *login, struct buffer *out)
{
    struct writer writer;
    writer_init(&writer, out);
    writer_object(&writer, NULL);
    writer_text(&writer, "name", login->name);
    writer_text(&writer, "agent", login->agent);
    writer_text(&writer, "place", login->place);
    writer_int(&writer, "made", login->made_ms);
    writer_int(&writer, "seen", login->seen_ms);
    writer_end(&writer);
}

/* ---- finding -----------------------------------------------------------------------------------
 */

struct call {
    struct logins *logins;
    logins_fn *done;
    logins_each_fn *each;
    logins_ended_fn *ended;
    void *context;
    char id[LOGIN_ID_BYTES], person[BOUND_ID_BYTES + 1];
    struct buffer agent, place; /* of one that is made */
    struct login_with with;     /* of one that is made; its writes are not kept */
    int64_t now_ms;
    bool keeps; /* what is found goes into the cache */
};

static struct call *call_new(struct logins *logins, void *context)
{
    struct call *call = mem_new(sizeof *call);
    call->logins = logins;
    call->context = context;
    call->now_ms = loop_now_ms(logins->options.loop);
    logins->open++;
    return call;
}

static void call_free(struct call *call)
{
    struct logins *logins = call->logins;
    buffer_done(&call->agent);
    buffer_done(&call->place);
    mem_free(call);
    logins->open--;
    free_if_done(logins);
}

static void call_end(struct call *call, enum err error, const struct login *login)
{
    call->done(call->context, error, error ? NULL : login);
    call_free(call);
}

/* That it was seen just now; whether that can be written does not matter. False: it need not be. */
static bool touch(const struct call *call, const struct account *row, const struct login *login,
                  const struct gate_person *person)
{
    int64_t late_ms = is_organiser(person) ? SEEN_ORGANISER_MS : SEEN_LATE_MS;
    struct login seen = *login;
    struct account next = *row;
    struct buffer value;
    if (call->now_ms - login->seen_ms < late_ms)
        return false;
    buffer_init(&value, VALUE_BYTES);
    seen.seen_ms = call->now_ms;
    write_value(&seen, &value);
    next.value = buffer_slice(&value);
    next.expires_ms = call->now_ms + IDLE_MS;
    accounts_change(call->logins->options.accounts, &next, row->value, NULL, NULL);
    buffer_done(&value);
    return true;
}

static enum err admit(struct call *call, const struct account *row, struct login *login)
{
    struct gate_person person;
    struct logins *logins = call->logins;
    enum err error = gate_ask(logins->options.hub, login->person, &person);
    if (error)
        return error;
    if (call->now_ms - login->seen_ms >= idle_ms(&person)) {
        accounts_take(logins->options.accounts, kind, row->id, NULL, NULL);
        return ERR_UNAUTHORIZED;
    }
    call->keeps = !touch(call, row, login, &person) && call->keeps;
    login->ends_ms = call->now_ms + idle_ms(&person);
    if (person.name.len > 0)
        login->name = person.name;
    return ERR_NONE;
}

static void found(void *context, enum err error, const struct account *rows, size_t count)
{
    struct call *call = context;
    struct logins *logins = call->logins;
    struct json *value = NULL;
    struct login login;
    if (error == ERR_NOT_FOUND)
        error = ERR_UNAUTHORIZED;
    if (!error && (count != 1 || json_parse(rows[0].value, &value) != ERR_NONE ||
                   !read_row(&rows[0], value, &login)))
        error = ERR_INTERNAL;
    if (!error)
        error = admit(call, &rows[0], &login);
    if (!error && call->keeps)
        login_cache_put(logins->cache, &rows[0], loop_tick_ms(logins->options.loop));
    call_end(call, error, &login);
    json_free(&value);
}

/* As it was found just now, unless somebody has ended it since. */
static const struct account *known(struct call *call)
{
    struct logins *logins = call->logins;
    if (gate_ended(logins->options.hub, slice_of(call->id)))
        return NULL;
    return login_cache_find(logins->cache, slice_of(call->id), loop_tick_ms(logins->options.loop));
}

static void look_up(struct call *call)
{
    call->keeps = true;
    accounts_get(call->logins->options.accounts, kind, slice_of(call->id), found, call);
}

static void find_turn(void *context)
{
    struct call *call = context;
    const struct account *row = known(call);
    if (row)
        found(call, ERR_NONE, row, 1);
    else
        look_up(call);
}

void logins_find(struct logins *logins, struct slice secret, logins_fn *done, void *context)
{
    struct call *call = call_new(logins, context);
    call->done = done;
    links_id(secret, call->id);
    if (known(call))
        loop_later(logins->options.loop, find_turn, call);
    else
        look_up(call);
}

/* ---- making ------------------------------------------------------------------------------------
 */

/* Roughly: the network, not the machine. */
static void place_write(const struct address *from, struct buffer *out)
{
    static const unsigned char mapped[12] = {[10] = 0xff, [11] = 0xff};
    if (!from)
        return;
    const unsigned char *bytes = from->bytes;
    if (memcmp(bytes, mapped, sizeof mapped) == 0)
        buffer_addf(out, "%u.%u.%u.*", bytes[12], bytes[13], bytes[14]);
    else
        buffer_addf(out, "%x:%x:%x:*", bytes[0] << 8 | bytes[1], bytes[2] << 8 | bytes[3],
                    bytes[4] << 8 | bytes[5]);
}

static void made(struct call *call, enum err error)
{
    struct gate_person person;
    struct login login = {.person = slice_of(call->person),
                          .name = SLICE(""),
                          .agent = buffer_slice(&call->agent),
                          .place = buffer_slice(&call->place),
                          .made_ms = call->now_ms,
                          .seen_ms = call->now_ms};
    memcpy(login.id, call->id, sizeof login.id);
    if (!error)
        error = gate_ask(call->logins->options.hub, login.person, &person);
    if (!error) {
        login.ends_ms = call->now_ms + idle_ms(&person);
        if (person.name.len > 0)
            login.name = person.name;
    }
    call_end(call, error, &login);
}

/* Too many: the one seen the longest ago makes room, and it is tried again. */
static void put(struct call *call);

static void crowded_out(void *context, enum err error)
{
    struct call *call = context;
    call->with.count = 0; /* written */
    if (error)
        call_end(call, error, NULL);
    else
        put(call);
}

static void choose_oldest(void *context, enum err error, const struct account *rows, size_t count)
{
    struct call *call = context;
    char oldest[LOGIN_ID_BYTES] = "";
    int64_t oldest_ms = INT64_MAX;
    for (size_t i = 0; !error && i < count; i++) {
        struct json *value = NULL;
        struct login login;
        if (json_parse(rows[i].value, &value) == ERR_NONE && read_row(&rows[i], value, &login) &&
            login.seen_ms < oldest_ms) {
            oldest_ms = login.seen_ms;
            memcpy(oldest, login.id, sizeof oldest);
        }
        json_free(&value);
    }
    if (error || !*oldest) {
        call_end(call, error ? error : ERR_LIMIT_EXCEEDED, NULL);
        return;
    }
    logins_end(call->logins, slice_of(call->person), slice_of(oldest), SLICE(""), crowded_out,
               call);
}

static void put_done(void *context, enum err error, const struct account *rows, size_t count)
{
    struct call *call = context;
    bool refused = error == ERR_ALREADY_EXISTS || error == ERR_NOT_FOUND;
    UNUSED(rows);
    if (error == ERR_LIMIT_EXCEEDED)
        accounts_list(call->logins->options.accounts, kind, slice_of(call->person), choose_oldest,
                      call);
    else
        made(call, refused && count < call->with.count ? call->with.refusal : error);
}

static void put(struct call *call)
{
    struct buffer value;
    struct account_write writes[LOGIN_WITH_MAX + 1];
    const struct login login = {.name = SLICE(""),
                                .agent = buffer_slice(&call->agent),
                                .place = buffer_slice(&call->place),
                                .made_ms = call->now_ms,
                                .seen_ms = call->now_ms};
    buffer_init(&value, VALUE_BYTES);
    write_value(&login, &value);
    for (size_t i = 0; i < call->with.count; i++)
        writes[i] = call->with.writes[i];
    writes[call->with.count] =
        (struct account_write){.row = {.kind = kind,
                                       .id = slice_of(call->id),
                                       .person = slice_of(call->person),
                                       .value = buffer_slice(&value),
                                       .expires_ms = call->now_ms + IDLE_MS}};
    accounts_write(call->logins->options.accounts, writes, call->with.count + 1, put_done, call);
    buffer_done(&value);
}

static struct slice cut(struct slice text, size_t most)
{
    while (text.len > most || (text.len > 0 && !text_is_utf8(text)))
        text.len--;
    return text;
}

static void old_found(void *context, enum err error, const struct account *rows, size_t count)
{
    struct logins *logins = context;
    if (!error && count == 1)
        logins_end(logins, rows[0].person, rows[0].id, SLICE(""), NULL, NULL);
    logins->open--;
    free_if_done(logins);
}

void logins_make(struct logins *logins, const struct login_order *order,
                 char secret[LOGIN_SECRET_BYTES], logins_fn *done, void *context)
{
    struct call *call = call_new(logins, context);
    call->done = done;
    check(order->with.count <= LOGIN_WITH_MAX);
    call->with = order->with;
    buffer_init(&call->agent, AGENT_BYTES);
    buffer_init(&call->place, PLACE_BYTES);
    buffer_add(&call->agent, cut(order->agent, AGENT_BYTES));
    place_write(order->from, &call->place);
    snprintf(call->person, sizeof call->person, "%.*s", (int)order->person.len, order->person.at);
    links_secret(secret);
    links_id(slice_of(secret), call->id);
    put(call);
    if (order->old.len > 0) {
        char id[LOGIN_ID_BYTES];
        links_id(order->old, id);
        logins->open++;
        accounts_get(logins->options.accounts, kind, slice_of(id), old_found, logins);
    }
}

/* ---- ending ------------------------------------------------------------------------------------
 */

static void end_told(void *context, const struct hub_answer *answer)
{
    struct call *call = context;
    if (call->ended)
        call->ended(call->context, answer->error);
    call_free(call);
}

/* The rows are gone: nobody gets another token. Now all hear of it. */
static void tell(struct call *call, const struct account *rows, size_t count)
{
    const struct actor system = {.id = ENTRY_SYSTEM};
    struct buffer text;
    struct writer writer;
    struct json *data = NULL;
    char op[LOGIN_ID_BYTES];
    buffer_init(&text, BOUND_ENTRY_BYTES);
    hash_random_id(op);
    writer_init(&writer, &text);
    writer_object(&writer, NULL);
    writer_text(&writer, "room", SLICE("academy:main"));
    writer_text(&writer, "op", slice_of(op));
    writer_text(&writer, "person", slice_of(call->person));
    writer_array(&writer, "logins");
    for (size_t i = 0; i < count; i++)
        writer_text(&writer, NULL, rows[i].id);
    writer_end(&writer);
    writer_end(&writer);
    (void)json_parse(buffer_slice(&text), &data);
    hub_command(call->logins->options.hub, &system, SLICE("login.end"), data, end_told, call);
    json_free(&data);
    buffer_done(&text);
}

static void dropped(void *context, enum err error, const struct account *rows, size_t count)
{
    struct call *call = context;
    bool theirs = count > 0 && slice_is(rows[0].person, call->person);
    login_cache_clear(call->logins->cache);
    for (size_t i = 0; !error && i < count; i++)
        accounts_take(call->logins->options.accounts, push_row_kind(), rows[i].id, NULL, NULL);
    if (!error && theirs) {
        tell(call, rows, count);
        return;
    }
    if (call->ended)
        call->ended(call->context, error);
    call_free(call);
}

/* It is looked at before it is taken: another's stays. */
static void end_found(void *context, enum err error, const struct account *rows, size_t count)
{
    struct call *call = context;
    if (!error && count == 1 && slice_is(rows[0].person, call->person)) {
        accounts_take(call->logins->options.accounts, kind, slice_of(call->id), dropped, call);
        return;
    }
    if (call->ended)
        call->ended(call->context, error ? error : ERR_NOT_FOUND);
    call_free(call);
}

void logins_end(struct logins *logins, struct slice person, struct slice id, struct slice but,
                logins_ended_fn *done, void *context)
{
    struct call *call = call_new(logins, context);
    call->ended = done;
    snprintf(call->person, sizeof call->person, "%.*s", (int)person.len, person.at);
    snprintf(call->id, sizeof call->id, "%.*s", (int)id.len, id.at);
    const struct account_drop all = {.kind = kind, .person = person, .but = but};
    if (id.len > 0)
        accounts_get(logins->options.accounts, kind, slice_of(call->id), end_found, call);
    else
        accounts_drop(logins->options.accounts, &all, dropped, call);
}

/* ---- listing -----------------------------------------------------------------------------------
 */

static void listed(void *context, enum err error, const struct account *rows, size_t count)
{
    struct call *call = context;
    struct gate_person person = {0};
    if (!error && count > 0)
        error = gate_ask(call->logins->options.hub, rows[0].person, &person);
    for (size_t i = 0; !error && i < count; i++) {
        struct json *value = NULL;
        struct login login;
        if (json_parse(rows[i].value, &value) == ERR_NONE && read_row(&rows[i], value, &login) &&
            call->now_ms - login.seen_ms < idle_ms(&person))
            call->each(call->context, &login);
        json_free(&value);
    }
    call->ended(call->context, error);
    call_free(call);
}

void logins_list(struct logins *logins, struct slice person, logins_each_fn *each,
                 logins_ended_fn *done, void *context)
{
    struct call *call = call_new(logins, context);
    call->each = each;
    call->ended = done;
    accounts_list(logins->options.accounts, kind, person, listed, call);
}
