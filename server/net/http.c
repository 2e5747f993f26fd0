/* SPDX-License-Identifier: Apache-2.0
 * Which answer a request gets: streaming, main.c's routes, fixed ones, media, then the web client.
 */
#include "net/http.h"

#include <strings.h>

#include "base/mem.h"
#include "net/api.h"
#include "net/endpoints.h"
#include "net/files.h"
#include "net/media.h"
#include "net/origin.h"
#include "net/response.h"
#include "net/stats.h"
#include "net/status.h"
#include "net/target.h"
#include "net/uploads.h"

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
    struct api *api;
    struct uploads *uploads;
    const struct media *media;
    const struct net_route *routes;
    size_t routes_count;
    const char *const *origins;
    char *web_root, *media_root; /* NULL: none */
    struct buffer sources;       /* what response_style points into */
    struct response_style style;
    struct endpoints endpoints;
    bool stopping;
    bool private; /* health and metrics have an address of their own */
    void (*figures)(void *context, struct buffer *out);
    void *figures_context;
};

typedef void answer_fn(struct http *http, const struct http_request *request,
                       struct http_response *response);

struct http *http_new(const struct http_options *options)
{
    struct http *http = mem_new(sizeof *http);
    http->hub = options->hub;
    http->journal = options->journal;
    http->stats = options->stats;
    http->loop = options->loop;
    http->media = options->media;
    http->api = options->api;
    http->uploads = options->uploads;
    http->routes = options->routes;
    http->routes_count = options->routes_count;
    http->origins = options->origins;
    http->private = options->private;
    http->figures = options->figures;
    http->figures_context = options->figures_context;
    http->web_root = options->web_root ? mem_text(slice_of(options->web_root)) : NULL;
    http->media_root = options->media_root ? mem_text(slice_of(options->media_root)) : NULL;
    buffer_init(&http->sources, SOURCES_BYTES);
    for (const char *const *host = options->stream_hosts; host && *host; host++)
        buffer_addf(&http->sources, " %s", *host);
    buffer_add_byte(&http->sources, '\0');
    http->style.media_sources = http->sources.full ? "" : http->sources.bytes;
    http->style.keeps_nothing = options->keeps_nothing;
    http->endpoints = (struct endpoints){.origins = options->origins,
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
                    struct http_response *response)
{
    response_problem(response, error_http(error), error, request, &http->style);
}

static struct status status_of(const struct http *http)
{
    return (struct status){.hub = hub_stats(http->hub),
                           .caused = hub_caused(http->hub),
                           .broken = hub_broken(http->hub),
                           .journal = journal_stats(http->journal),
                           .net = http->stats,
                           .journal_failed = journal_failed(http->journal),
                           .journal_away =
                               journal_away(http->journal) || journal_silent(http->journal),
                           .stopping = http->stopping};
}

static void answer_health(struct http *http, const struct http_request *request,
                          struct http_response *response)
{
    struct status status = status_of(http);
    response_start(response, status_good(&status) ? 200 : UNAVAILABLE, request, &http->style);
    response_header(response, "Cache-Control", SLICE("no-store"));
    status_health(&status, &response->body);
    response_body(response, request, "application/json");
}

static void answer_metrics(struct http *http, const struct http_request *request,
                           struct http_response *response)
{
    struct status status = status_of(http);
    response_start(response, 200, request, &http->style);
    response_header(response, "Cache-Control", SLICE("no-store"));
    status_metrics(&status, &response->body);
    if (http->figures)
        http->figures(http->figures_context, &response->body);
    response_body(response, request, "text/plain; version=0.0.4; charset=utf-8");
}

static void answer_endpoint(struct http *http, const struct http_request *request,
                            struct http_response *response)
{
    response_problem(response, UPGRADE_REQUIRED, ERR_BAD_REQUEST, request, &http->style);
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
                          const struct http_request *request, struct http_response *response)
{
    response_start(response, METHOD_BAD, request, &http->style);
    response_header(response, "Allow", slice_of(allowed));
    response_body(response, request, NULL);
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
                         const struct http_request *request, struct http_response *response)
{
    if (!route_allowed(http, route, request)) {
        response->detail = route->local;
        problem(http, ERR_PERMISSION_DENIED, request, response);
        return;
    }
    response_start(response, 200, request, &http->style);
    enum err error = route->answer(route->context, request->query, &response->body);
    if (error == ERR_NONE && response->body.full)
        error = ERR_INTERNAL;
    if (error != ERR_NONE) {
        problem(http, error, request, response);
        return;
    }
    response_header(response, "Cache-Control", SLICE("no-store"));
    response_body(response, request, "application/json");
}

static bool route_takes(const struct net_route *route, const struct http_request *request)
{
    return slice_is(request->method, route->method) ||
           (slice_is(request->method, "HEAD") && slice_is(SLICE("GET"), route->method));
}

/* Whether main.c has a route for the path; answers then, with 405 when for other methods only. */
static bool answered_by_route(struct http *http, const struct http_request *request,
                              struct http_response *response)
{
    const struct net_route *other = NULL;
    for (size_t i = 0; i < http->routes_count; i++) {
        const struct net_route *route = &http->routes[i];
        if (!slice_is(request->path, route->path))
            continue;
        if (route_takes(route, request)) {
            answer_route(http, route, request, response);
            return true;
        }
        other = route;
    }
    if (other)
        answer_method(http, other->method, request, response);
    return other != NULL;
}

/* Whoever has the address has been told it: no more is asked of them. */
static bool answered_by_media(struct http *http, struct slice path,
                              const struct http_request *request, struct http_response *response)
{
    struct slice file;
    if (media_opens(http->media, path, loop_now_ms(http->loop), &file))
        return files_answer_media(http->media_root, file, request, &http->style, response);
    http->stats->refused[REFUSED_SIGNATURE]++;
    problem(http, ERR_PERMISSION_DENIED, request, response);
    return true;
}

static bool answered_by_file(struct http *http, const struct http_request *request,
                             struct http_response *response)
{
    struct slice path = request->path;
    if (slice_starts(path, SLICE("/media/")) && http->media_root)
        return answered_by_media(http, (struct slice){path.at + 6, path.len - 6}, request,
                                 response);
    return http->web_root && !path_is_ours(path) &&
           files_answer_web(http->web_root, request, &http->style, response);
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
                     struct http_response *response)
{
    http->stats->refused[REFUSED_PATH]++;
    problem(http, ERR_BAD_REQUEST, request, response);
}

void http_path_bad(struct http *http, struct http_response *response)
{
    const struct http_request request = {0};
    *response = (struct http_response){.file = -1};
    path_bad(http, &request, response);
}

void http_unreadable(struct http *http, bool too_long, struct http_response *response)
{
    const struct http_request request = {0};
    enum err error = too_long ? ERR_LIMIT_EXCEEDED : ERR_BAD_REQUEST;
    *response = (struct http_response){.file = -1};
    http->stats->refused[too_long ? REFUSED_TOO_LARGE : REFUSED_MALFORMED]++;
    response_problem(response, too_long ? HEAD_TOO_LARGE : error_http(error), error, &request,
                     &http->style);
}

void http_private(struct http *http, struct slice method, struct slice path,
                  struct http_response *response)
{
    const struct http_request request = {.method = method, .path = path};
    const struct fixed *here = fixed_find(path);
    *response = (struct http_response){.file = -1};
    http->stats->requests++;
    if (!here || !here->private)
        problem(http, ERR_NOT_FOUND, &request, response);
    else if (!reads(&request))
        answer_method(http, "GET, HEAD", &request, response);
    else
        here->answer(http, &request, response);
}

void http_answer(struct http *http, const struct http_request *request,
                 struct http_response *response)
{
    const struct fixed *here = fixed_find(request->path);
    *response = (struct http_response){.file = -1};
    response->body_wait = body_wait(request);
    if (!target_is_canonical(request->path)) {
        path_bad(http, request, response);
        return;
    }
    if (http->uploads && uploads_is(request->path)) {
        uploads_answer(http->uploads, request, response);
        return;
    }
    if (http->api && api_is(request->path)) {
        api_answer(http->api, request, response);
        return;
    }
    if (endpoints_answer(&http->endpoints, request, response) ||
        answered_by_route(http, request, response))
        return;
    if (!reads(request)) {
        answer_method(http, "GET, HEAD", request, response);
        return;
    }
    if (here && !(here->private && http->private))
        here->answer(http, request, response);
    else if (!answered_by_file(http, request, response))
        problem(http, ERR_NOT_FOUND, request, response);
}

void http_taken(struct http *http, struct http_response *response)
{
    if (response->next == HTTP_EMULATES)
        endpoints_emulate(&http->endpoints, response);
    else if (response->next == HTTP_UPLOADS)
        uploads_taken(response);
    else if (response->next == HTTP_WAITS)
        api_taken(response);
}

static void full(struct http *http, struct http_response *response)
{
    const struct http_request request = {0};
    http->stats->refused[REFUSED_FULL]++;
    response_problem(response, UNAVAILABLE, ERR_TOO_MANY_REQUESTS, &request, &http->style);
}

void http_full(struct http *http, struct http_response *response)
{
    response->next = HTTP_ANSWERS;
    buffer_done(&response->taken);
    full(http, response);
}

/* Anything but version 13 would be another protocol to the library: HTTP/2, or drafts. */
static bool is_websocket(const struct http_upgrade *upgrade)
{
    return upgrade->sound && upgrade->protocol.len == 9 &&
           strncasecmp(upgrade->protocol.at, "websocket", 9) == 0 &&
           slice_is(upgrade->version, "13") && slice_is(upgrade->path, "/connection/websocket");
}

bool http_upgrade(struct http *http, const struct http_upgrade *upgrade,
                  struct http_response *response)
{
    const struct http_request request = {0};
    *response = (struct http_response){.file = -1};
    if (!upgrade->protocol.at) {
        answer_endpoint(http, &request, response);
    } else if (!is_websocket(upgrade)) {
        http->stats->refused[REFUSED_UPGRADE]++;
        problem(http, ERR_BAD_REQUEST, &request, response);
    } else if (!origin_allowed(upgrade->origin, upgrade->host, http->origins)) {
        http->stats->refused[REFUSED_ORIGIN]++;
        problem(http, ERR_PERMISSION_DENIED, &request, response);
    } else if (upgrade->full) {
        full(http, response);
    } else {
        return true;
    }
    return false;
}
