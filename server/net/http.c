/* SPDX-License-Identifier: Apache-2.0
 * Which answer a request gets: streaming, main.c's routes, fixed ones, media, then the web client.
 */
#include "net/http.h"

#include <strings.h>

#include "base/mem.h"
#include "net/endpoints.h"
#include "net/files.h"
#include "net/media.h"
#include "net/origin.h"
#include "net/reply.h"
#include "net/status.h"
#include "net/target.h"

enum {
    REQUEST_BODY_BYTES = 65536,
    SOURCES_BYTES = 1024,
    METHOD_BAD = 405,
    UPGRADE_REQUIRED = 426,
    HEAD_TOO_LARGE = 431,
    UNAVAILABLE = 503
};

struct http {
    struct hub *hub;
    struct journal *journal;
    struct net_stats *stats;
    const struct loop *loop;
    const struct media *media;
    const struct net_route *routes;
    size_t routes_count;
    const char *const *origins;
    char *web_root, *media_root; /* NULL: none */
    struct buffer sources;       /* what reply_style points into */
    struct reply_style style;
    struct endpoints endpoints;
    bool stopping;
    bool private; /* health and metrics have an address of their own */
};

typedef void answer_fn(struct http *http, const struct http_request *request,
                       struct http_reply *reply);

struct http *http_new(const struct http_options *options)
{
    const struct net_options *net = options->net;
    struct http *http = mem_new(sizeof *http);
    http->hub = options->hub;
    http->journal = options->journal;
    http->stats = options->stats;
    http->loop = net->loop;
    http->media = options->media;
    http->routes = net->routes;
    http->routes_count = net->routes_count;
    http->origins = net->origins;
    http->private = net->health_address;
    http->web_root = net->web_root ? mem_text(slice_of(net->web_root)) : NULL;
    http->media_root = net->media_root ? mem_text(slice_of(net->media_root)) : NULL;
    buffer_init(&http->sources, SOURCES_BYTES);
    for (const char *const *host = net->stream_hosts; host && *host; host++)
        buffer_addf(&http->sources, " %s", *host);
    buffer_add_byte(&http->sources, '\0');
    http->style.media_sources = http->sources.full ? "" : http->sources.bytes;
    http->endpoints = (struct endpoints){.origins = net->origins,
                                         .emulation = options->emulation,
                                         .stats = options->stats,
                                         .style = &http->style};
    return http;
}

void http_free(struct http **http)
{
    if (!*http)
        return;
    mem_free((*http)->web_root);
    mem_free((*http)->media_root);
    buffer_done(&(*http)->sources);
    mem_free(*http);
    *http = NULL;
}

void http_stop(struct http *http)
{
    http->stopping = true;
}

static void problem(struct http *http, enum err error, const struct http_request *request,
                    struct http_reply *reply)
{
    reply_problem(reply, error_http(error), error, request, &http->style);
}

static struct status status_of(const struct http *http)
{
    return (struct status){.hub = hub_stats(http->hub),
                           .journal = journal_stats(http->journal),
                           .net = http->stats,
                           .journal_failed = journal_failed(http->journal),
                           .journal_away = journal_away(http->journal),
                           .stopping = http->stopping};
}

static void answer_health(struct http *http, const struct http_request *request,
                          struct http_reply *reply)
{
    struct status status = status_of(http);
    reply_start(reply, status_good(&status) ? 200 : UNAVAILABLE, request, &http->style);
    reply_header(reply, "Cache-Control", SLICE("no-store"));
    status_health(&status, &reply->body);
    reply_body(reply, request, "application/json");
}

static void answer_metrics(struct http *http, const struct http_request *request,
                           struct http_reply *reply)
{
    struct status status = status_of(http);
    reply_start(reply, 200, request, &http->style);
    reply_header(reply, "Cache-Control", SLICE("no-store"));
    status_metrics(&status, &reply->body);
    reply_body(reply, request, "text/plain; version=0.0.4; charset=utf-8");
}

static void answer_endpoint(struct http *http, const struct http_request *request,
                            struct http_reply *reply)
{
    reply_problem(reply, UPGRADE_REQUIRED, ERR_BAD_REQUEST, request, &http->style);
}

static const struct fixed {
    const char *path;
    answer_fn *answer;
    bool private; /* answered at the address for health and metrics, where there is one */
} fixed[] = {
    {"/health", answer_health, true},
    {"/metrics", answer_metrics, true},
    {"/connection/websocket", answer_endpoint, false},
};

static const struct fixed *fixed_find(struct slice path)
{
    for (size_t i = 0; i < sizeof fixed / sizeof fixed[0]; i++) {
        if (slice_is(path, fixed[i].path))
            return &fixed[i];
    }
    return NULL;
}

/* Paths that are the server's: what is not answered there is not the web client's either. */
static bool path_is_ours(struct slice path)
{
    return slice_starts(path, SLICE("/connection/")) || slice_starts(path, SLICE("/media/")) ||
           slice_is(path, "/emulation") || fixed_find(path);
}

static bool reads(const struct http_request *request)
{
    return slice_is(request->method, "GET") || slice_is(request->method, "HEAD");
}

static void answer_method(struct http *http, const char *allowed,
                          const struct http_request *request, struct http_reply *reply)
{
    reply_start(reply, METHOD_BAD, request, &http->style);
    reply_header(reply, "Allow", slice_of(allowed));
    reply_body(reply, request, NULL);
}

/* A local route knows no other origins. The Host is looked at too: a page of another name may be
 * sent here by a name server of its own, and is then of the same origin. */
static bool route_allowed(const struct http *http, const struct net_route *route,
                          const struct http_request *request)
{
    if (!route->local)
        return origin_allowed(request->origin, request->host, http->origins);
    return origin_host_is_loopback(request->host) &&
           origin_allowed(request->origin, request->host, NULL);
}

static void answer_route(struct http *http, const struct net_route *route,
                         const struct http_request *request, struct http_reply *reply)
{
    if (!route_allowed(http, route, request)) {
        reply->detail = route->local;
        problem(http, ERR_PERMISSION_DENIED, request, reply);
        return;
    }
    reply_start(reply, 200, request, &http->style);
    enum err error = route->answer(route->context, request->query, &reply->body);
    if (error == ERR_NONE && reply->body.full)
        error = ERR_INTERNAL;
    if (error != ERR_NONE) {
        problem(http, error, request, reply);
        return;
    }
    reply_header(reply, "Cache-Control", SLICE("no-store"));
    reply_body(reply, request, "application/json");
}

static bool route_takes(const struct net_route *route, const struct http_request *request)
{
    return slice_is(request->method, route->method) ||
           (slice_is(request->method, "HEAD") && slice_is(SLICE("GET"), route->method));
}

/* Whether main.c has a route for the path; answers then, with 405 when for other methods only. */
static bool answered_by_route(struct http *http, const struct http_request *request,
                              struct http_reply *reply)
{
    const struct net_route *other = NULL;
    for (size_t i = 0; i < http->routes_count; i++) {
        const struct net_route *route = &http->routes[i];
        if (!slice_is(request->path, route->path))
            continue;
        if (route_takes(route, request)) {
            answer_route(http, route, request, reply);
            return true;
        }
        other = route;
    }
    if (other)
        answer_method(http, other->method, request, reply);
    return other != NULL;
}

/* Whoever has the address has been told it: no more is asked of them. */
static bool answered_by_media(struct http *http, struct slice path,
                              const struct http_request *request, struct http_reply *reply)
{
    struct slice file;
    if (media_opens(http->media, path, loop_now_ms(http->loop), &file))
        return files_answer_media(http->media_root, file, request, &http->style, reply);
    http->stats->refused[REFUSED_SIGNATURE]++;
    problem(http, ERR_PERMISSION_DENIED, request, reply);
    return true;
}

static bool answered_by_file(struct http *http, const struct http_request *request,
                             struct http_reply *reply)
{
    struct slice path = request->path;
    if (slice_starts(path, SLICE("/media/")) && http->media_root)
        return answered_by_media(http, (struct slice){path.at + 6, path.len - 6}, request, reply);
    return http->web_root && !path_is_ours(path) &&
           files_answer_web(http->web_root, request, &http->style, reply);
}

/* Bodies mean nothing here. A small one is read all the same, so that hanging up on it does not
 * destroy the answer on its way. */
static size_t body_wait(const struct http_request *request)
{
    int64_t bytes = endpoints_length(request->content_length);
    bool small = slice_is(request->method, "POST") && bytes > 0 && bytes <= REQUEST_BODY_BYTES;
    return small ? (size_t)bytes : 0;
}

static void path_bad(struct http *http, const struct http_request *request,
                     struct http_reply *reply)
{
    http->stats->refused[REFUSED_PATH]++;
    problem(http, ERR_BAD_REQUEST, request, reply);
}

void http_path_bad(struct http *http, struct http_reply *reply)
{
    const struct http_request request = {0};
    *reply = (struct http_reply){.file = -1};
    path_bad(http, &request, reply);
}

void http_unreadable(struct http *http, bool too_long, struct http_reply *reply)
{
    const struct http_request request = {0};
    enum err error = too_long ? ERR_LIMIT_EXCEEDED : ERR_BAD_REQUEST;
    *reply = (struct http_reply){.file = -1};
    http->stats->refused[too_long ? REFUSED_TOO_LARGE : REFUSED_MALFORMED]++;
    reply_problem(reply, too_long ? HEAD_TOO_LARGE : error_http(error), error, &request,
                  &http->style);
}

void http_private(struct http *http, struct slice method, struct slice path,
                  struct http_reply *reply)
{
    const struct http_request request = {.method = method, .path = path};
    const struct fixed *here = fixed_find(path);
    *reply = (struct http_reply){.file = -1};
    http->stats->requests++;
    if (!here || !here->private)
        problem(http, ERR_NOT_FOUND, &request, reply);
    else if (!reads(&request))
        answer_method(http, "GET, HEAD", &request, reply);
    else
        here->answer(http, &request, reply);
}

void http_answer(struct http *http, const struct http_request *request, struct http_reply *reply)
{
    const struct fixed *here = fixed_find(request->path);
    *reply = (struct http_reply){.file = -1};
    reply->body_wait = body_wait(request);
    if (!target_is_canonical(request->path)) {
        path_bad(http, request, reply);
        return;
    }
    if (endpoints_answer(&http->endpoints, request, reply) ||
        answered_by_route(http, request, reply))
        return;
    if (!reads(request)) {
        answer_method(http, "GET, HEAD", request, reply);
        return;
    }
    if (here && !(here->private && http->private))
        here->answer(http, request, reply);
    else if (!answered_by_file(http, request, reply))
        problem(http, ERR_NOT_FOUND, request, reply);
}

void http_taken(struct http *http, struct http_reply *reply)
{
    if (reply->next == HTTP_EMULATES)
        endpoints_emulate(&http->endpoints, reply);
}

static void full(struct http *http, struct http_reply *reply)
{
    const struct http_request request = {0};
    http->stats->refused[REFUSED_FULL]++;
    reply_problem(reply, UNAVAILABLE, ERR_TOO_MANY_REQUESTS, &request, &http->style);
}

void http_full(struct http *http, struct http_reply *reply)
{
    reply->next = HTTP_ANSWERS;
    buffer_done(&reply->taken);
    full(http, reply);
}

/* Anything but version 13 would be another protocol to the library: HTTP/2, or drafts. */
static bool is_websocket(const struct http_upgrade *upgrade)
{
    return upgrade->sound && upgrade->protocol.len == 9 &&
           strncasecmp(upgrade->protocol.at, "websocket", 9) == 0 &&
           slice_is(upgrade->version, "13") && slice_is(upgrade->path, "/connection/websocket");
}

bool http_upgrade(struct http *http, const struct http_upgrade *upgrade, struct http_reply *reply)
{
    const struct http_request request = {0};
    *reply = (struct http_reply){.file = -1};
    if (!upgrade->protocol.at) {
        answer_endpoint(http, &request, reply);
    } else if (!is_websocket(upgrade)) {
        http->stats->refused[REFUSED_UPGRADE]++;
        problem(http, ERR_BAD_REQUEST, &request, reply);
    } else if (!origin_allowed(upgrade->origin, upgrade->host, http->origins)) {
        http->stats->refused[REFUSED_ORIGIN]++;
        problem(http, ERR_PERMISSION_DENIED, &request, reply);
    } else if (upgrade->full) {
        full(http, reply);
    } else {
        return true;
    }
    return false;
}
