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
                   struct http_response *response)
{
    /* Nothing of the request but its method matters to a problem: it is no HEAD. */
    static const struct http_request post = {.method = {"POST", 4}};
    response_problem(response, status, error, &post, endpoints->style);
}

/* A pre-flight: the answer tells the page's browser what the page may send. */
static void answer_options(const struct endpoint *endpoint, struct http_response *response)
{
    response_start_plain(response, NO_CONTENT);
    response_header(response, "Allow", slice_of(endpoint->methods));
    if (response->cors) {
        response_header(response, "Access-Control-Allow-Methods", slice_of(endpoint->methods));
        response_header(response, "Access-Control-Allow-Headers", SLICE("Content-Type"));
        response_header(response, "Access-Control-Max-Age", SLICE("7200"));
    }
    response_bare(response);
}

static void answer_method(const struct endpoint *endpoint, struct http_response *response)
{
    response_start_plain(response, METHOD_BAD);
    response_header(response, "Allow", slice_of(endpoint->methods));
    response_header(response, "Content-Length", SLICE("0"));
    response_bare(response);
}

/* The head of an endless answer. Proxies are asked not to gather it, nor to press it. */
static void stream_head(const struct http_request *request, const struct endpoint *endpoint,
                        struct http_response *response)
{
    static const char *const types[] = {
        [STREAM_LINES] = "application/octet-stream", [STREAM_EVENTS] = "text/event-stream"};
    response->shape = (struct stream_shape){.form = endpoint->form, .chunked = request->http11};
    response_start_plain(response, 200);
    response_header(response, "Content-Type", slice_of(types[endpoint->form]));
    response_header(response, "Cache-Control",
                    SLICE("private, no-cache, no-store, must-revalidate, max-age=0, no-transform"));
    response_header(response, "X-Accel-Buffering", SLICE("no"));
    if (request->http11)
        response_header(response, "Transfer-Encoding", SLICE("chunked"));
    response_bare(response);
}

/* What is to be read first, or why not. */
static void take_body(const struct endpoints *endpoints, const struct http_request *request,
                      const struct endpoint *endpoint, struct http_response *response)
{
    int64_t bytes = endpoints_length(request->content_length);
    response->body_wait = bytes > 0 && bytes <= DISCARD_BYTES ? (size_t)bytes : 0;
    if (!request->content_length.at) {
        refuse(endpoints, LENGTH_REQUIRED, ERR_BAD_REQUEST, response);
    } else if (bytes <= 0) {
        refuse(endpoints, error_http(ERR_BAD_REQUEST), ERR_BAD_REQUEST, response);
    } else if (bytes > BOUND_COMMAND_BYTES) {
        endpoints->stats->refused[REFUSED_TOO_LARGE]++;
        refuse(endpoints, BODY_TOO_LARGE, ERR_LIMIT_EXCEEDED, response);
    } else {
        response->next = endpoint->next;
        buffer_init(&response->taken, BOUND_COMMAND_BYTES);
        if (endpoint->next == HTTP_STREAMS)
            stream_head(request, endpoint, response);
    }
}

/* The first message stands in the query. */
static void take_query(const struct endpoints *endpoints, const struct http_request *request,
                       const struct endpoint *endpoint, struct http_response *response)
{
    if (request->connect.len == 0) {
        refuse(endpoints, error_http(ERR_BAD_REQUEST), ERR_BAD_REQUEST, response);
    } else if (request->connect.len > CONNECT_QUERY_BYTES) {
        endpoints->stats->refused[REFUSED_TOO_LARGE]++;
        refuse(endpoints, QUERY_TOO_LONG, ERR_LIMIT_EXCEEDED, response);
    } else {
        response->next = endpoint->next;
        buffer_init(&response->taken, CONNECT_QUERY_BYTES);
        buffer_add(&response->taken, request->connect);
        stream_head(request, endpoint, response);
    }
}

bool endpoints_answer(const struct endpoints *endpoints, const struct http_request *request,
                      struct http_response *response)
{
    const struct endpoint *endpoint = endpoint_find(request->path);
    if (!endpoint)
        return false;
    response->cors = origin_listed(request->origin, endpoints->origins);
    if (!origin_allowed(request->origin, request->host, endpoints->origins)) {
        endpoints->stats->refused[REFUSED_ORIGIN]++;
        refuse(endpoints, error_http(ERR_PERMISSION_DENIED), ERR_PERMISSION_DENIED, response);
    } else if (slice_is(request->method, "OPTIONS")) {
        answer_options(endpoint, response);
    } else if (slice_is(request->method, "POST")) {
        take_body(endpoints, request, endpoint, response);
    } else if (endpoint->query && slice_is(request->method, "GET")) {
        take_query(endpoints, request, endpoint, response);
    } else {
        answer_method(endpoint, response);
    }
    return true;
}

void endpoints_emulate(const struct endpoints *endpoints, struct http_response *response)
{
    enum err error = emulation_answer(endpoints->emulation, buffer_slice(&response->taken));
    buffer_done(&response->taken);
    if (error != ERR_NONE) {
        refuse(endpoints, error_http(error), error, response);
        return;
    }
    response_start_plain(response, NO_CONTENT);
    response_bare(response);
}
