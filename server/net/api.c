/* SPDX-License-Identifier: Apache-2.0
 * From a request to the route that runs: found, sound, read, known. */
#include "net/api.h"

#include <strings.h>

#include "base/mem.h"
#include "fanout/people.h"
#include "hub/hub.h"
#include "net/api_routes.h"
#include "net/arguments.h"
#include "net/decisions.h"
#include "net/delays.h"
#include "net/digests.h"
#include "net/endpoints.h"
#include "net/exchange.h"
#include "net/exports.h"
#include "net/invites.h"
#include "net/lapses.h"
#include "net/linked.h"
#include "net/login_keys.h"
#include "net/logins.h"
#include "net/newcomers.h"
#include "net/notices.h"
#include "net/origin.h"
#include "net/outbox.h"
#include "net/pushes.h"
#include "net/rate.h"
#include "net/reminders.h"
#include "net/revoked_file.h"
#include "net/stats.h"
#include "net/token.h"
#include "net/tool_keys.h"

enum { METHOD_BAD = 405, LENGTH_REQUIRED = 411, BODY_TOO_LARGE = 413, TYPE_BAD = 415 };
enum { RATE_KEYS = 100000 /* addresses, or places, that asked for links lately */ };
enum { ALLOWED_BYTES = 64 /* methods of one path */ };
enum { DISCARD_BYTES = 1 << 20 /* read, so that the refusal arrives; more is hung up on */ };

struct api {
    struct api_site site;
    char *url;                   /* owned: site.url */
    struct invites *invites;     /* NULL: no mail is sent, or not begun */
    struct notices *notices;     /* the same */
    struct reminders *reminders; /* the same */
    struct lapses *lapses;       /* the same */
    struct decisions *decisions; /* the same */
    struct digests *digests;     /* the same */
    size_t open;                 /* exchanges */
    bool freed;
};

struct api *api_new(const struct api_site *site)
{
    struct api *api = mem_new(sizeof *api);
    api->site = *site;
    api_set_url(api, site->url);
    api->site.delays = delays_new(site->loop);
    api->site.places = rate_new(&(struct rate_limit){60, 5000, RATE_KEYS});
    api->site.signin_places = rate_new(&(struct rate_limit){2000, 50, RATE_KEYS});
    api->site.targets = rate_new(&(struct rate_limit){30, 2000, RATE_KEYS});
    api->site.searches = rate_new(&(struct rate_limit){30, 500, RATE_KEYS});
    api->site.mail_addresses = rate_new(&(struct rate_limit){3, 300000, RATE_KEYS});
    if (site->accounts)
        api->site.tool_keys = tool_keys_new(site->loop, site->accounts, site->keys);
    return api;
}

void api_set_url(struct api *api, const char *url)
{
    char *copy = mem_text(slice_of(url));
    mem_free(api->url);
    api->url = copy;
    api->site.url = copy;
}

static void free_if_done(struct api *api)
{
    if (!api->freed || api->open > 0)
        return;
    delays_free(&api->site.delays);
    rate_free(&api->site.places);
    rate_free(&api->site.signin_places);
    rate_free(&api->site.targets);
    rate_free(&api->site.searches);
    rate_free(&api->site.mail_addresses);
    tool_keys_free(&api->site.tool_keys);
    logins_free(&api->site.logins);
    login_keys_free(&api->site.keys);
    exports_free(&api->site.exports);
    mem_free(api->url);
    mem_free(api);
}

void api_free(struct api **api)
{
    struct api *old = *api;
    *api = NULL;
    if (!old)
        return;
    pushes_free(&old->site.pushes);
    digests_free(&old->digests);
    invites_free(&old->invites);
    notices_free(&old->notices);
    reminders_free(&old->reminders);
    lapses_free(&old->lapses);
    decisions_free(&old->decisions);
    outbox_free(&old->site.outbox);
    exports_stop(old->site.exports);
    old->freed = true;
    free_if_done(old);
}

void api_start(struct api *api)
{
    if (api->site.push && api->site.accounts)
        api->site.pushes = pushes_new(&api->site);
    if (!api->site.mailer || !api->site.accounts)
        return;
    api->site.outbox = outbox_new(&api->site);
    api->digests = digests_new(&api->site);
    api->invites = invites_new(&api->site);
    api->notices = notices_new(&api->site);
    api->reminders = reminders_new(&api->site);
    api->lapses = lapses_new(&api->site);
    api->decisions = decisions_new(&api->site);
}

bool api_is(struct slice path)
{
    return slice_starts(path, SLICE("/api/")) || slice_is(path, "/api");
}

/* ---- finding -----------------------------------------------------------------------------------
 */

/* Takes the first name off a path, and the slash behind it. */
static struct slice name_take(struct slice *path)
{
    const char *slash = path->len ? memchr(path->at, '/', path->len) : NULL;
    struct slice name = {path->at, slash ? (size_t)(slash - path->at) : path->len};
    size_t gone = name.len + (slash != NULL);
    *path = (struct slice){path->at + gone, path->len - gone};
    return name;
}

/* Whether `path` is as the route has it; fills in what {} stands for. */
static bool fits(const struct api_route *route, struct slice path, struct slice *pieces)
{
    struct slice pattern = slice_of(route->path);
    size_t count = 0;
    while (pattern.len > 0 && path.len > 0) {
        struct slice rest = path, word = name_take(&pattern), name = name_take(&path);
        if (!slice_is(word, "{}")) {
            if (!slice_equal(word, name))
                return false;
            continue;
        }
        if (pattern.len == 0) {
            pieces[count] = rest;
            return true;
        }
        pieces[count++] = name;
    }
    return pattern.len == 0 && path.len == 0;
}

/* The route for the request. NULL: none, and `allowed` names the methods of that path, if any. */
static const struct api_route *route_find(const struct api *api, const struct http_request *request,
                                          struct slice *pieces, struct buffer *allowed)
{
    const struct api_route *route;
    for (size_t i = 0; (route = api_routes_at(i)); i++) {
        if ((route->where == API_ACCOUNTS && !api->site.accounts) ||
            !fits(route, request->path, pieces))
            continue;
        if (slice_is(request->method, route->method))
            return route;
        buffer_addf(allowed, "%s%s", allowed->len > 0 ? ", " : "", route->method);
    }
    return NULL;
}

/* ---- whether it is sound -----------------------------------------------------------------------
 */

static bool changes(const struct http_request *request)
{
    return !slice_is(request->method, "GET");
}

static bool is_own(const struct api_site *site, struct slice origin)
{
    return *site->url && slice_is(origin, site->url);
}

/* Programs have no Origin, and a token; pages have one. */
static bool origin_good(const struct api_site *site, const struct api_route *route,
                        const struct http_request *request)
{
    if (route && route->body != API_JSON)
        return route->body == API_BROUGHT || !request->origin.at;
    if (!request->origin.at)
        return !changes(request) || request->authorization.at;
    return is_own(site, request->origin) ||
           origin_allowed(request->origin, request->host, site->origins);
}

static bool says_type(const struct http_request *request, const char *wanted)
{
    struct slice type = request->content_type;
    size_t len = strlen(wanted);
    return type.len >= len && strncasecmp(type.at, wanted, len) == 0 &&
           (type.len == len || type.at[len] == ';' || type.at[len] == ' ');
}

/* Why the body is not of the type that the route takes; NULL: it is. */
static const char *type_bad(const struct api_route *route, const struct http_request *request)
{
    if (route && route->body != API_JSON)
        return says_type(request, "application/x-www-form-urlencoded")
                   ? NULL
                   : "the body is of the type application/x-www-form-urlencoded";
    return says_type(request, "application/json") ? NULL
                                                  : "the body is of the type application/json";
}

static void refuse(struct http_response *response, int status, enum err error, const char *detail)
{
    static const struct http_request post = {.method = {"POST", 4}};
    static const struct response_style style = {.media_sources = ""};
    response->detail = detail;
    response_problem(response, status, error, &post, &style);
}

static bool length_good(struct http_response *response, const struct api_route *route,
                        const struct http_request *request)
{
    int64_t bytes = endpoints_length(request->content_length);
    response->body_wait = bytes > 0 && bytes <= DISCARD_BYTES ? (size_t)bytes : 0;
    if (request->twice || request->transfer_encoding.at ||
        (request->content_length.at && bytes < 0)) {
        response->body_wait = 0;
        refuse(response, error_http(ERR_BAD_REQUEST), ERR_BAD_REQUEST,
               "one Content-Length says how long a body is");
    } else if (!request->content_length.at && slice_is(request->method, "POST")) {
        refuse(response, LENGTH_REQUIRED, ERR_BAD_REQUEST, NULL);
    } else if (bytes > BOUND_COMMAND_BYTES) {
        refuse(response, BODY_TOO_LARGE, ERR_LIMIT_EXCEEDED, NULL);
    } else if (bytes > 0 && type_bad(route, request)) {
        refuse(response, TYPE_BAD, ERR_BAD_REQUEST, type_bad(route, request));
    } else {
        return true;
    }
    return false;
}

static void answer_method(const struct buffer *allowed, struct http_response *response)
{
    response_start_plain(response, METHOD_BAD);
    response_header(response, "Allow", buffer_slice(allowed));
    response_header(response, "Content-Length", SLICE("0"));
    response_bare(response);
}

static void exchange_ended(struct exchange *exchange)
{
    struct api *api = exchange->owner;
    people_release(hub_fanout(api->site.hub)->people, &exchange->actor.person);
    api->open--;
    free_if_done(api);
}

/* Why the request does not come to its route, answered; true: it does. */
static bool is_sound(struct api *api, const struct api_route *route,
                     const struct http_request *request, struct http_response *response)
{
    if (!length_good(response, route, request))
        return false;
    if (origin_good(&api->site, route, request))
        return true;
    api->site.stats->refused[REFUSED_ORIGIN]++;
    refuse(response, error_http(ERR_PERMISSION_DENIED), ERR_PERMISSION_DENIED,
           "a page of another site may not ask this; a program brings a token");
    return false;
}

void api_answer(struct api *api, const struct http_request *request, struct http_response *response)
{
    struct buffer allowed;
    struct slice pieces[EXCHANGE_PIECES] = {{NULL, 0}};
    buffer_init(&allowed, ALLOWED_BYTES);
    const struct api_route *route = route_find(api, request, pieces, &allowed);
    if (!is_sound(api, route, request, response)) {
        buffer_done(&allowed);
        return;
    }
    if (!route && allowed.len > 0)
        answer_method(&allowed, response);
    else if (!route)
        refuse(response, error_http(ERR_NOT_FOUND), ERR_NOT_FOUND, NULL);
    buffer_done(&allowed);
    if (!route)
        return;
    buffer_init(&response->taken, BOUND_COMMAND_BYTES);
    struct exchange *exchange = exchange_new(&api->site, request, response);
    exchange->route = route;
    exchange->owner = api;
    exchange->end = exchange_ended;
    api->open++;
    for (size_t i = 0; i < EXCHANGE_PIECES; i++) {
        if (pieces[i].at)
            exchange->pieces[i] = (struct slice){
                exchange->request.path.at + (pieces[i].at - request->path.at), pieces[i].len};
    }
}

/* ---- who asks ----------------------------------------------------------------------------------
 */

static void run(struct exchange *exchange)
{
    exchange->route->run(exchange);
}

/* With the claims of the token that says so; NULL: there is none. */
static void admit(struct exchange *exchange, struct slice id, struct slice name,
                  const struct token_claims *claims)
{
    const struct api_site *site = exchange->site;
    struct people *people = hub_fanout(site->hub)->people;
    snprintf(exchange->id, sizeof exchange->id, "%.*s", (int)id.len, id.at);
    snprintf(exchange->name, sizeof exchange->name, "%.*s", (int)name.len, name.at);
    exchange->actor = (struct actor){.id = slice_of(exchange->id),
                                     .name = slice_of(exchange->name),
                                     .person = people_hold(people, id, loop_tick_ms(site->loop))};
    enum err error = exchange->actor.person ? gate_ask(site->hub, id, NULL) : ERR_TOO_MANY_REQUESTS;
    if (error == ERR_NOT_MEMBER && claims)
        error = newcomers_ask(site->newcomers, claims);
    if (error)
        exchange_fail(exchange, error);
    else
        run(exchange);
}

/* The token of a login, or of somebody the configuration names. */
static enum err verify(const struct api_site *site, struct slice token, struct token_claims *claims)
{
    enum err own = site->keys ? login_keys_verify(site->keys, token, claims) : ERR_UNAUTHORIZED;
    if (!own && gate_ended(site->hub, slice_of(claims->jti)))
        return ERR_UNAUTHORIZED;
    if ((own != ERR_UNAUTHORIZED && own != ERR_JOURNAL_AWAY) || !site->tokens)
        return own;
    enum err error = token_verify(site->tokens, token, loop_now_ms(site->loop), claims);
    if (!error)
        linked_resolve(site->hub, claims);
    return error == ERR_UNAUTHORIZED || error == ERR_LIMIT_EXCEEDED ? own : error;
}

static void admit_token(struct exchange *exchange, struct slice token)
{
    struct token_claims claims;
    const struct api_site *site = exchange->site;
    enum err error = verify(site, token, &claims);
    if (!error &&
        linked_revoked(site->revoked, slice_of(claims.linked), slice_of(claims.id), &claims.mark))
        error = ERR_UNAUTHORIZED;
    if (error) {
        site->stats->refused[error == ERR_TOKEN_EXPIRED ? REFUSED_EXPIRED : REFUSED_TOKEN]++;
        exchange_header(exchange, "WWW-Authenticate", SLICE("Bearer"));
        exchange_fail(exchange, error);
        return;
    }
    admit(exchange, slice_of(claims.id), slice_of(claims.name), &claims);
}

static bool is_bearer(struct slice word)
{
    return word.len > 7 && strncasecmp(word.at, "Bearer ", 7) == 0;
}

static void admit_bearer(struct exchange *exchange)
{
    struct slice word = exchange->request.authorization;
    struct slice token = slice_trimmed((struct slice){word.at + 7, word.len - 7});
    const struct login_keys *keys = exchange->site->keys;
    if (keys && login_keys_operator(keys, token))
        admit(exchange, ENTRY_SYSTEM, SLICE(""), NULL);
    else
        admit_token(exchange, token);
}

static void login_found(void *context, enum err error, const struct login *login)
{
    struct exchange *exchange = context;
    if (error) {
        exchange_fail(exchange, error);
        return;
    }
    memcpy(exchange->login, login->id, sizeof login->id);
    exchange->login_ends_ms = login->ends_ms;
    admit(exchange, login->person, login->name, NULL);
}

/* 0: not too often; else when to try again. */
static int64_t too_often(const struct exchange *exchange)
{
    const struct api_site *site = exchange->site;
    struct slice place =
        exchange->request.from ? address_place(exchange->request.from) : SLICE("?");
    struct rate *const rates[] = {[API_PLACE] = site->places, [API_SIGNIN] = site->signin_places};
    struct rate *rate = rates[exchange->route->limit];
    return rate ? rate_take(rate, place, loop_tick_ms(site->loop)) : 0;
}

static void find_out(struct exchange *exchange)
{
    struct logins *logins = exchange->site->logins;
    struct slice secret = {NULL, 0};
    int64_t retry_ms = too_often(exchange);
    if (retry_ms) {
        exchange_fail_later(exchange, ERR_TOO_MANY_REQUESTS, retry_ms);
        return;
    }
    if (logins)
        secret = logins_cookie(logins, exchange->request.cookie);
    if (exchange->route->who == API_ANYBODY)
        run(exchange);
    else if (is_bearer(exchange->request.authorization))
        admit_bearer(exchange);
    else if (secret.len > 0)
        logins_find(logins, secret, login_found, exchange);
    else
        exchange_fail(exchange, ERR_UNAUTHORIZED);
}

void api_taken(struct http_response *response)
{
    struct exchange *exchange = response->later.maker;
    struct slice body = buffer_slice(&response->taken);
    enum err error = ERR_NONE;
    if (exchange->route->body != API_JSON)
        error = arguments_read(body, true, &exchange->body);
    else if (body.len > 0)
        error = json_parse(body, &exchange->body);
    if (!error && exchange->body && !json_is_object(exchange->body))
        error = ERR_BAD_REQUEST;
    buffer_done(&response->taken);
    if (error && exchange->route->body != API_BROUGHT)
        exchange_fail(exchange, error);
    else
        find_out(exchange);
}
