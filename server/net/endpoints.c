/* SPDX-License-Identifier: Apache-2.0
 * One row per endpoint; the checks in the order in which they are cheap. */
#include "net/endpoints.h"

#include "base/bounds.h"
#include "net/origin.h"

enum {
    CONNECT_QUERY_BYTES = 6144, /* the library's room for all headers is 8 kB */
    DISCARD_BYTES = 1 << 20,    /* read, so that the refusal arrives; more is hung up on */
    NO_CONTENT = 204,
    METHOD_BAD = 405,
    LENGTH_REQUIRED = 411,
    BODY_TOO_LARGE = 413,
    QUERY_TOO_LONG = 414,
};

static const struct endpoint {
    const char *path;
    const char *methods; /* for Allow and pre-flights */
    bool query;          /* GET with the first message in the query */
    enum http_next next;
    enum stream_form form;
} table[] = {
    {"/connection/http_stream", "POST, OPTIONS", false, HTTP_STREAMS, STREAM_LINES},
    {"/connection/sse", "GET, POST, OPTIONS", true, HTTP_STREAMS, STREAM_EVENTS},
    {"/emulation", "POST, OPTIONS", false, HTTP_EMULATES, STREAM_LINES},
};

static const struct endpoint *endpoint_find(struct slice path)
{
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        if (slice_is(path, table[i].path))
            return &table[i];
    }
    return NULL;
}

int64_t endpoints_length(struct slice content_length)
{
    int64_t bytes = 0;
    if (content_length.len == 0 || content_length.len > 9)
        return -1;
    for (size_t i = 0; i < content_length.len; i++) {
        if (content_length.at[i] < '0' || content_length.at[i] > '9')
            return -1;
        bytes = bytes * 10 + (content_length.at[i] - '0');
    }
    return bytes;
}

static void refuse(const struct endpoints *endpoints, int status, enum err error,
                   struct http_reply *reply)
{
    /* Nothing of the request but its method matters to a problem: it is no HEAD. */
    static const struct http_request post = {.method = {"POST", 4}};
    reply_problem(reply, status, error, &post, endpoints->style);
}

/* A pre-flight: the answer tells the page's browser what the page may send. */
static void answer_options(const struct endpoint *endpoint, struct http_reply *reply)
{
    reply_start_plain(reply, NO_CONTENT);
    reply_header(reply, "Allow", slice_of(endpoint->methods));
    if (reply->cors) {
        reply_header(reply, "Access-Control-Allow-Methods", slice_of(endpoint->methods));
        reply_header(reply, "Access-Control-Allow-Headers", SLICE("Content-Type"));
        reply_header(reply, "Access-Control-Max-Age", SLICE("7200"));
    }
    reply_bare(reply);
}

static void answer_method(const struct endpoint *endpoint, struct http_reply *reply)
{
    reply_start_plain(reply, METHOD_BAD);
    reply_header(reply, "Allow", slice_of(endpoint->methods));
    reply_header(reply, "Content-Length", SLICE("0"));
    reply_bare(reply);
}

/* The head of an endless answer. Proxies are asked not to gather it, nor to press it. */
static void stream_head(const struct http_request *request, const struct endpoint *endpoint,
                        struct http_reply *reply)
{
    static const char *const types[] = {
        [STREAM_LINES] = "application/octet-stream", [STREAM_EVENTS] = "text/event-stream"};
    reply->shape = (struct stream_shape){.form = endpoint->form, .chunked = request->http11};
    reply_start_plain(reply, 200);
    reply_header(reply, "Content-Type", slice_of(types[endpoint->form]));
    reply_header(reply, "Cache-Control",
                 SLICE("private, no-cache, no-store, must-revalidate, max-age=0, no-transform"));
    reply_header(reply, "X-Accel-Buffering", SLICE("no"));
    if (request->http11)
        reply_header(reply, "Transfer-Encoding", SLICE("chunked"));
    reply_bare(reply);
}

/* What is to be read first, or why not. */
static void take_body(const struct endpoints *endpoints, const struct http_request *request,
                      const struct endpoint *endpoint, struct http_reply *reply)
{
    int64_t bytes = endpoints_length(request->content_length);
    reply->body_wait = bytes > 0 && bytes <= DISCARD_BYTES ? (size_t)bytes : 0;
    if (!request->content_length.at) {
        refuse(endpoints, LENGTH_REQUIRED, ERR_BAD_REQUEST, reply);
    } else if (bytes <= 0) {
        refuse(endpoints, error_http(ERR_BAD_REQUEST), ERR_BAD_REQUEST, reply);
    } else if (bytes > BOUND_COMMAND_BYTES) {
        endpoints->stats->refused[REFUSED_TOO_LARGE]++;
        refuse(endpoints, BODY_TOO_LARGE, ERR_LIMIT_EXCEEDED, reply);
    } else {
        reply->next = endpoint->next;
        buffer_init(&reply->taken, BOUND_COMMAND_BYTES);
        if (endpoint->next == HTTP_STREAMS)
            stream_head(request, endpoint, reply);
    }
}

/* The first message stands in the query. */
static void take_query(const struct endpoints *endpoints, const struct http_request *request,
                       const struct endpoint *endpoint, struct http_reply *reply)
{
    if (request->connect.len == 0) {
        refuse(endpoints, error_http(ERR_BAD_REQUEST), ERR_BAD_REQUEST, reply);
    } else if (request->connect.len > CONNECT_QUERY_BYTES) {
        endpoints->stats->refused[REFUSED_TOO_LARGE]++;
        refuse(endpoints, QUERY_TOO_LONG, ERR_LIMIT_EXCEEDED, reply);
    } else {
        reply->next = endpoint->next;
        buffer_init(&reply->taken, CONNECT_QUERY_BYTES);
        buffer_add(&reply->taken, request->connect);
        stream_head(request, endpoint, reply);
    }
}

bool endpoints_answer(const struct endpoints *endpoints, const struct http_request *request,
                      struct http_reply *reply)
{
    const struct endpoint *endpoint = endpoint_find(request->path);
    if (!endpoint)
        return false;
    reply->cors = origin_listed(request->origin, endpoints->origins);
    if (!origin_allowed(request->origin, request->host, endpoints->origins)) {
        endpoints->stats->refused[REFUSED_ORIGIN]++;
        refuse(endpoints, error_http(ERR_PERMISSION_DENIED), ERR_PERMISSION_DENIED, reply);
    } else if (slice_is(request->method, "OPTIONS")) {
        answer_options(endpoint, reply);
    } else if (slice_is(request->method, "POST")) {
        take_body(endpoints, request, endpoint, reply);
    } else if (endpoint->query && slice_is(request->method, "GET")) {
        take_query(endpoints, request, endpoint, reply);
    } else {
        answer_method(endpoint, reply);
    }
    return true;
}

void endpoints_emulate(const struct endpoints *endpoints, struct http_reply *reply)
{
    enum err error = emulation_post(endpoints->emulation, buffer_slice(&reply->taken));
    buffer_done(&reply->taken);
    if (error != ERR_NONE) {
        refuse(endpoints, error_http(error), error, reply);
        return;
    }
    reply_start_plain(reply, NO_CONTENT);
    reply_bare(reply);
}
