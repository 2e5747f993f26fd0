/* SPDX-License-Identifier: Apache-2.0
 *
 * Launches of activities of tools (LTI 1.3, where this server is the platform), and the keys by
 * which tools check what they are told.
 *
 *   the page asks for a launch -> whether the person sees the activity -> its tool -> a row
 *   -> the browser goes to the tool, with the row's secret as login_hint
 *   -> the tool sends it back to /api/lti/authorize, by a link or a form -> the row is taken:
 * nobody uses a hint twice
 *   -> the same browser, login and person, still let in? -> the activity and its tool once more
 *   -> the token, in a form that goes to an address of the tool's
 *
 * The row "launch" is {"course","unit","item","language","login","name","browser"}: the last is the
 * hash of a cookie, so that a hint is worth nothing in another browser.
 */
#include <inttypes.h>
#include <stdio.h>

#include "base/mem.h"
#include "base/text.h"
#include "base/unused.h"
#include "hub/hub.h"
#include "journal/accounts.h"
#include "loop/loop.h"
#include "net/api_routes.h"
#include "net/api_site.h"
#include "net/arguments.h"
#include "net/cookies.h"
#include "net/exchange.h"
#include "net/launch_page.h"
#include "net/launch_token.h"
#include "net/links.h"
#include "net/login_keys.h"
#include "net/token_rsa.h"
#include "net/tool_keys.h"

enum {
    HINT_MS = 120000, /* a tool answers at once; a slow line may take its time */
    COOKIE_SECONDS = 3600,
    REFUSED = 410,
    LANGUAGE_BYTES = 3,
    PLACE_BYTES = 8192,
    POLICY_BYTES = 256,
    COOKIE_BYTES = 256,
    PAGE_BYTES = 2 * LAUNCH_TOKEN_BYTES + PLACE_BYTES,
};

#define SENT_AGAIN "again" /* a member of forms */

static const struct slice row_kind = {"launch", 6};

/* One on its way; of a hint all but `exchange` and what is asked for stands in its row. */
struct launch {
    struct exchange *exchange;
    bool goes; /* to the tool: else it only begins */
    char person[BOUND_ID_BYTES + 1], name[BOUND_NAME_CHARS * 4 + 1], course[BOUND_ID_BYTES + 1];
    char login[BOUND_ID_BYTES], language[LANGUAGE_BYTES];
    char secret[LINK_SECRET_BYTES], browser[LINK_SECRET_BYTES], browser_id[LINK_ID_BYTES];
    int64_t unit, item, tool;
    struct json *says, *tools; /* owned; what the course, and the academy, say */
};

static struct launch *launch_new(struct exchange *exchange)
{
    struct launch *launch = mem_new(sizeof *launch);
    launch->exchange = exchange;
    return launch;
}

static void launch_free(struct launch *launch)
{
    json_free(&launch->says);
    json_free(&launch->tools);
    explicit_bzero(launch->secret, sizeof launch->secret);
    explicit_bzero(launch->browser, sizeof launch->browser);
    mem_free(launch);
}

static void take(char *to, size_t size, struct slice from)
{
    snprintf(to, size, "%.*s", (int)from.len, from.at ? from.at : "");
}

static void send_page(struct exchange *exchange, int status, struct slice page)
{
    struct buffer policy;
    buffer_init(&policy, POLICY_BYTES);
    launch_page_policy(&policy);
    exchange_header(exchange, "Content-Security-Policy", buffer_slice(&policy));
    exchange_header(exchange, "Referrer-Policy", SLICE("no-referrer"));
    exchange_send_page(exchange, status, page);
    buffer_done(&policy);
}

static void refuse(struct exchange *exchange)
{
    struct buffer page;
    buffer_init(&page, PAGE_BYTES);
    launch_page_refusal(exchange->request.languages, &page);
    send_page(exchange, REFUSED, buffer_slice(&page));
    buffer_done(&page);
}

/* In a window of its own nobody reads problems in JSON; why, is told to nobody. */
static void fail(struct launch *launch, enum err error)
{
    if (launch->goes && error != ERR_JOURNAL_AWAY)
        refuse(launch->exchange);
    else
        exchange_fail(launch->exchange, error);
    launch_free(launch);
}

static struct cookie cookie_of(const struct exchange *exchange)
{
    bool secure = slice_starts(slice_of(exchange->site->url), SLICE("https://"));
    return (struct cookie){.name = "muster_launch", .secure = secure};
}

/* ---- what is asked of the rooms ----------------------------------------------------------------
 */

static const struct json *tool_of(const struct launch *launch)
{
    char key[24];
    snprintf(key, sizeof key, "%" PRId64, launch->tool);
    return json_get(json_get(launch->tools, "tools"), key);
}

static void found(struct launch *launch);

static void tools_told(void *context, const struct hub_answer *answer)
{
    struct launch *launch = context;
    if (answer->error || json_parse_large(answer->json, &launch->tools) != ERR_NONE)
        fail(launch, answer->error ? answer->error : ERR_INTERNAL);
    else if (!tool_of(launch))
        fail(launch, ERR_NOT_FOUND);
    else
        found(launch);
}

static void item_told(void *context, const struct hub_answer *answer)
{
    static const char room[] = "{\"room\":\"academy:main\"}";
    const struct actor system = {.id = ENTRY_SYSTEM};
    struct launch *launch = context;
    struct json *data = NULL;
    if (answer->error || json_parse_large(answer->json, &launch->says) != ERR_NONE) {
        fail(launch, answer->error ? answer->error : ERR_INTERNAL);
        return;
    }
    (void)json_get_int(launch->says, "tool", &launch->tool);
    (void)json_parse(slice_of(room), &data);
    hub_command(launch->exchange->site->hub, &system, SLICE("tool.list"), data, tools_told, launch);
    json_free(&data);
}

/* As the person: what they do not see is not there. */
static void ask(struct launch *launch, const struct actor *actor)
{
    struct json *data = NULL;
    char text[BOUND_ID_BYTES + 96];
    snprintf(text, sizeof text, "{\"room\":\"%s\",\"unit\":%" PRId64 ",\"item\":%" PRId64 "}",
             launch->course, launch->unit, launch->item);
    (void)json_parse(slice_of(text), &data);
    hub_command(launch->exchange->site->hub, actor, SLICE("item.launch"), data, item_told, launch);
    json_free(&data);
}

/* ---- it begins ---------------------------------------------------------------------------------
 */

/* As forms are (RFC 3986 §2.3). */
static void add_argument(const char *key, struct slice value, struct buffer *out)
{
    static const char plain[] = "-._~";
    buffer_addf(out, "%s=", key);
    for (size_t i = 0; i < value.len; i++) {
        unsigned char byte = (unsigned char)value.at[i];
        bool letter = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                      (byte >= '0' && byte <= '9');
        if (letter || memchr(plain, byte, sizeof plain - 1))
            buffer_add_byte(out, value.at[i]);
        else
            buffer_addf(out, "%%%02X", byte);
    }
}

/* Third-party initiated login (OpenID Connect Core §4, with the members of LTI 1.3 §4.1). */
static void write_login(const struct launch *launch, struct buffer *out)
{
    const struct json *tool = tool_of(launch);
    struct slice login = SLICE(""), client = SLICE(""), deployment = SLICE(""), target = SLICE("");
    (void)json_get_text(tool, "login", &login);
    (void)json_get_text(tool, "client", &client);
    (void)json_get_text(tool, "deployment", &deployment);
    (void)json_get_text(launch->says, "url", &target);
    buffer_add(out, login);
    buffer_add_byte(out, memchr(login.at, '?', login.len) ? '&' : '?');
    add_argument("iss", slice_of(launch->exchange->site->url), out);
    add_argument("&login_hint", slice_of(launch->secret), out);
    add_argument("&target_link_uri", target, out);
    add_argument("&client_id", client, out);
    add_argument("&lti_deployment_id", deployment, out);
}

static void kept(void *context, enum err error, const struct account *rows, size_t count)
{
    struct launch *launch = context;
    struct exchange *exchange = launch->exchange;
    const struct cookie cookie = cookie_of(exchange);
    struct buffer value, address;
    UNUSED(rows);
    UNUSED(count);
    if (error) {
        fail(launch, error);
        return;
    }
    buffer_init(&value, COOKIE_BYTES);
    buffer_init(&address, PLACE_BYTES);
    cookie_write(&cookie, slice_of(launch->browser), COOKIE_SECONDS, &value);
    exchange_header(exchange, "Set-Cookie", buffer_slice(&value));
    write_login(launch, &address);
    writer_text(exchange_writer(exchange), "url", buffer_slice(&address));
    exchange_send(exchange, 200);
    explicit_bzero(value.bytes, value.len);
    buffer_done(&value);
    buffer_done(&address);
    launch_free(launch);
}

static void write_row(const struct launch *launch, struct buffer *out)
{
    struct writer writer;
    writer_init(&writer, out);
    writer_object(&writer, NULL);
    writer_text(&writer, "course", slice_of(launch->course));
    writer_int(&writer, "unit", launch->unit);
    writer_int(&writer, "item", launch->item);
    writer_text(&writer, "language", slice_of(launch->language));
    writer_text(&writer, "login", slice_of(launch->login));
    writer_text(&writer, "name", slice_of(launch->name));
    writer_text(&writer, "browser", slice_of(launch->browser_id));
    writer_end(&writer);
}

/* The browser keeps the word that it has: what it began before may still be on its way. */
static void know_browser(struct launch *launch)
{
    const struct cookie cookie = cookie_of(launch->exchange);
    struct slice had = cookie_find(&cookie, launch->exchange->request.cookie);
    if (had.len == LINK_SECRET_BYTES - 1 && text_is_id(had))
        take(launch->browser, sizeof launch->browser, had);
    else
        links_secret(launch->browser);
    links_id(slice_of(launch->browser), launch->browser_id);
}

static void begin(struct launch *launch)
{
    const struct api_site *site = launch->exchange->site;
    char id[LINK_ID_BYTES];
    struct buffer value;
    know_browser(launch);
    links_secret(launch->secret);
    links_id(slice_of(launch->secret), id);
    buffer_init(&value, BOUND_ACCOUNT_BYTES);
    write_row(launch, &value);
    const struct account row = {.kind = row_kind,
                                .id = slice_of(id),
                                .person = slice_of(launch->person),
                                .value = buffer_slice(&value),
                                .expires_ms = loop_now_ms(site->loop) + HINT_MS};
    accounts_put(site->accounts, &row, kept, launch);
    buffer_done(&value);
}

void api_launch_post(struct exchange *exchange)
{
    struct launch *launch = launch_new(exchange);
    struct slice course, language = SLICE("");
    bool said = exchange_text(exchange, "course", &course) &&
                slice_starts(course, SLICE("course:")) && text_is_id(entry_room_id(course)) &&
                course.len <= BOUND_ID_BYTES &&
                json_get_int(exchange->body, "unit", &launch->unit) &&
                json_get_int(exchange->body, "item", &launch->item);
    (void)exchange_text(exchange, "language", &language);
    if (!said || (language.len != 0 && language.len != LANGUAGE_BYTES - 1)) {
        fail(launch, ERR_BAD_REQUEST);
        return;
    }
    take(launch->person, sizeof launch->person, exchange->actor.id);
    take(launch->name, sizeof launch->name, exchange->actor.name);
    take(launch->course, sizeof launch->course, course);
    take(launch->login, sizeof launch->login, slice_of(exchange->login));
    take(launch->language, sizeof launch->language, language.len ? language : SLICE("en"));
    ask(launch, &exchange->actor);
}

/* ---- it comes back -----------------------------------------------------------------------------
 */

/* The one form of an authentication request of LTI (1EdTech Security Framework §5.1.1.2). */
static bool is_sound(const struct exchange *exchange)
{
    static const char *const says[][2] = {{"scope", "openid"},
                                          {"response_type", "id_token"},
                                          {"response_mode", "form_post"},
                                          {"prompt", "none"}};
    struct slice value;
    for (size_t i = 0; i < sizeof says / sizeof says[0]; i++)
        if (!exchange_text(exchange, says[i][0], &value) || !slice_is(value, says[i][1]))
            return false;
    return exchange_text(exchange, "nonce", &value) && value.len > 0;
}

/* Whether the request is of the tool that the activity is of, and leads to an address of its own.
 */
static bool is_of_tool(const struct launch *launch)
{
    const struct json *tool = tool_of(launch);
    struct slice client, redirect, known;
    bool listed = false;
    if (!exchange_text(launch->exchange, "client_id", &client) ||
        !exchange_text(launch->exchange, "redirect_uri", &redirect) ||
        !json_get_text(tool, "client", &known) || !slice_equal(client, known))
        return false;
    for (const struct json *at = json_first(json_get(tool, "redirects")); at; at = json_next(at))
        listed = listed || (json_as_text(at, &known) && slice_equal(redirect, known));
    return listed;
}

/* Of texts by language: the person's, English, or whichever comes first. */
static struct slice spoken(const struct launch *launch, const char *key)
{
    const struct json *texts = json_get(launch->says, key);
    struct slice text = {NULL, 0};
    if (!json_get_text(texts, launch->language, &text) && !json_get_text(texts, "en", &text))
        (void)json_as_text(json_first(texts), &text);
    return text;
}

static enum err make_token(const struct launch *launch, const struct tool_key *key,
                           struct buffer *out)
{
    const struct api_site *site = launch->exchange->site;
    const struct json *tool = tool_of(launch);
    struct gate_person person = {0};
    struct hash veil;
    bool names = false;
    enum err error = gate_ask(site->hub, slice_of(launch->person), &person);
    if (error || !login_keys_derive(site->keys, "names for tools", &veil))
        return error ? error : ERR_JOURNAL_AWAY;
    struct launch_token token = {.pem = key->pem,
                                 .kid = slice_of(key->id),
                                 .url = slice_of(site->url),
                                 .platform = slice_of(*site->name ? site->name : "Muster"),
                                 .veil = &veil,
                                 .person = slice_of(launch->person),
                                 .course = slice_of(launch->course),
                                 .unit = launch->unit,
                                 .item = launch->item,
                                 .title = spoken(launch, "title"),
                                 .course_title = spoken(launch, "course"),
                                 .language = slice_of(launch->language),
                                 .custom = json_get(launch->says, "custom"),
                                 .now_s = loop_now_ms(site->loop) / 1000};
    (void)json_get_text(tool, "client", &token.client);
    (void)json_get_text(tool, "deployment", &token.deployment);
    (void)json_get_text(launch->says, "role", &token.role);
    (void)json_get_text(launch->says, "url", &token.target);
    (void)exchange_text(launch->exchange, "nonce", &token.nonce);
    if (json_get_bool(tool, "names", &names) && names) {
        token.name = person.name.len > 0 ? person.name : slice_of(launch->name);
        token.mail = person.mail;
    }
    return launch_token_make(&token, out);
}

static void keys_found(void *context, enum err error, const struct tool_key *keys, size_t count)
{
    struct launch *launch = context;
    struct launch_form form = {.language = slice_of(launch->language)};
    struct buffer token, page;
    buffer_init(&token, LAUNCH_TOKEN_BYTES);
    buffer_init(&page, PAGE_BYTES);
    if (!error)
        error = count > 0 ? make_token(launch, keys, &token) : ERR_INTERNAL;
    form.fields[0] = (struct launch_field){"id_token", buffer_slice(&token)};
    form.fields[1].name = "state";
    (void)exchange_text(launch->exchange, "redirect_uri", &form.action);
    (void)exchange_text(launch->exchange, "state", &form.fields[1].value);
    if (!error)
        launch_page_form(&form, &page);
    if (error || page.full) {
        fail(launch, error ? error : ERR_BAD_REQUEST);
    } else {
        send_page(launch->exchange, 200, buffer_slice(&page));
        launch_free(launch);
    }
    explicit_bzero(token.bytes, token.len);
    buffer_done(&token);
    buffer_done(&page);
}

static void found(struct launch *launch)
{
    if (!launch->goes)
        begin(launch);
    else if (!is_of_tool(launch))
        fail(launch, ERR_PERMISSION_DENIED);
    else
        tool_keys_find(launch->exchange->site->tool_keys, keys_found, launch);
}

/* False: it was begun in another browser, or something is missing. */
static bool row_read(struct launch *launch, const struct account *row)
{
    const struct cookie cookie = cookie_of(launch->exchange);
    struct slice word = cookie_find(&cookie, launch->exchange->request.cookie);
    struct slice browser, course, language, login, name;
    struct json *json = NULL;
    char id[LINK_ID_BYTES];
    links_id(word, id);
    bool good =
        json_parse(row->value, &json) == ERR_NONE && word.len > 0 &&
        json_get_text(json, "browser", &browser) && slice_is(browser, id) &&
        json_get_text(json, "course", &course) && json_get_text(json, "language", &language) &&
        json_get_text(json, "login", &login) && json_get_text(json, "name", &name) &&
        json_get_int(json, "unit", &launch->unit) && json_get_int(json, "item", &launch->item);
    if (good) {
        take(launch->person, sizeof launch->person, row->person);
        take(launch->course, sizeof launch->course, course);
        take(launch->language, sizeof launch->language, language);
        take(launch->login, sizeof launch->login, login);
        take(launch->name, sizeof launch->name, name);
    }
    json_free(&json);
    return good;
}

static void taken(void *context, enum err error, const struct account *rows, size_t count)
{
    struct launch *launch = context;
    struct hub *hub = launch->exchange->site->hub;
    if (!error && (count != 1 || !row_read(launch, rows)))
        error = ERR_LINK_INVALID;
    if (!error && *launch->login && gate_ended(hub, slice_of(launch->login)))
        error = ERR_UNAUTHORIZED;
    if (!error)
        error = gate_ask(hub, slice_of(launch->person), NULL);
    const struct actor actor = {.id = slice_of(launch->person), .name = slice_of(launch->name)};
    if (error)
        fail(launch, error);
    else
        ask(launch, &actor);
}

static void go(struct exchange *exchange)
{
    struct slice hint;
    char id[LINK_ID_BYTES];
    if (!is_sound(exchange) || !exchange_text(exchange, "login_hint", &hint)) {
        refuse(exchange);
        return;
    }
    struct launch *launch = launch_new(exchange);
    launch->goes = true;
    links_id(hint, id);
    accounts_take(exchange->site->accounts, row_kind, slice_of(id), taken, launch);
}

void api_launch_go(struct exchange *exchange)
{
    (void)arguments_read(exchange->request.query, true, &exchange->body);
    go(exchange);
}

/* What was asked, as a form of ours, and nothing beside it. */
static void send_again(struct exchange *exchange)
{
    static const char *const asked[] = {"scope",        "response_type", "response_mode",
                                        "prompt",       "nonce",         "client_id",
                                        "redirect_uri", "login_hint",    "state"};
    enum { ASKED = sizeof asked / sizeof asked[0] };
    _Static_assert(ASKED + 1 == LAUNCH_FIELDS, "that it was sent again, too");
    struct launch_form form = {.action = SLICE("/api/lti/authorize"),
                               .language = exchange->request.languages};
    struct buffer page;
    for (size_t i = 0; i < ASKED; i++) {
        form.fields[i].name = asked[i];
        (void)exchange_text(exchange, asked[i], &form.fields[i].value);
    }
    form.fields[ASKED] = (struct launch_field){SENT_AGAIN, SLICE("1")};
    buffer_init(&page, PAGE_BYTES);
    launch_page_form(&form, &page);
    send_page(exchange, 200, buffer_slice(&page));
    buffer_done(&page);
}

/* With a form of another site's no browser brings our cookie (RFC 6265bis, SameSite): a page of
 * ours sends it on, once. */
void api_launch_sent(struct exchange *exchange)
{
    const struct cookie cookie = cookie_of(exchange);
    struct slice again;
    bool known = cookie_find(&cookie, exchange->request.cookie).len > 0;
    if (known || !is_sound(exchange) || exchange_text(exchange, SENT_AGAIN, &again))
        go(exchange);
    else
        send_again(exchange);
}

/* ---- keys --------------------------------------------------------------------------------------
 */

static void keys_told(void *context, enum err error, const struct tool_key *keys, size_t count)
{
    struct exchange *exchange = context;
    if (error) {
        exchange_fail(exchange, error);
        return;
    }
    struct writer *writer = exchange_writer(exchange);
    writer_array(writer, "keys");
    for (size_t i = 0; i < count; i++) {
        writer_object(writer, NULL);
        (void)token_rsa_write(keys[i].pem, writer);
        writer_text(writer, "kid", slice_of(keys[i].id));
        writer_text(writer, "alg", SLICE("RS256"));
        writer_text(writer, "use", SLICE("sig"));
        writer_end(writer);
    }
    writer_end(writer);
    exchange_send(exchange, 200);
}

void api_launch_keys(struct exchange *exchange)
{
    tool_keys_find(exchange->site->tool_keys, keys_told, exchange);
}
