/* SPDX-License-Identifier: Apache-2.0
 * Copies in, one answer out. */
#include "net/exchange.h"

#include <unistd.h>

#include "base/mem.h"
#include "net/api_site.h"
#include "net/files.h"

enum { WORDS_BYTES = 32768, OUT_BYTES = 2 * BOUND_VIEW_BYTES, HEADERS_BYTES = 2048 };

/* Texts are copied one behind the other; room for all is made first, so that none moves. */
static void keep(struct exchange *exchange, struct slice *text)
{
    size_t at = exchange->words.len;
    if (!text->at)
        return;
    buffer_add(&exchange->words, *text);
    text->at = exchange->words.bytes + at;
}

static void gone(void *context)
{
    struct exchange *exchange = context;
    exchange->response = NULL;
}

struct exchange *exchange_new(const struct api_site *site, const struct http_request *request,
                              struct http_response *response)
{
    struct exchange *exchange = mem_new(sizeof *exchange);
    struct http_request *copy = &exchange->request;
    exchange->site = site;
    *copy = *request;
    struct slice *texts[] = {&copy->method,         &copy->path,          &copy->query,
                             &copy->host,           &copy->origin,        &copy->content_type,
                             &copy->cookie,         &copy->authorization, &copy->key,
                             &copy->agent,          &copy->languages,     &copy->if_none_match,
                             &copy->accept_encoding};
    size_t bytes = 0;
    buffer_init(&exchange->words, WORDS_BYTES);
    buffer_init(&exchange->out, OUT_BYTES);
    buffer_init(&exchange->headers, HEADERS_BYTES);
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        bytes += texts[i]->len;
    (void)buffer_reserve(&exchange->words, bytes);
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        keep(exchange, texts[i]);
    if (request->from) {
        exchange->from = *request->from;
        copy->from = &exchange->from;
    }
    exchange->response = response;
    response->next = HTTP_WAITS;
    response->later.gone = gone;
    response->later.maker = exchange;
    return exchange;
}

bool exchange_text(const struct exchange *exchange, const char *key, struct slice *out)
{
    return json_get_text(exchange->body, key, out);
}

struct writer *exchange_writer(struct exchange *exchange)
{
    buffer_clear(&exchange->out);
    writer_init(&exchange->writer, &exchange->out);
    writer_object(&exchange->writer, NULL);
    return &exchange->writer;
}

void exchange_header(struct exchange *exchange, const char *name, struct slice value)
{
    buffer_addf(&exchange->headers, "%s: ", name);
    buffer_add(&exchange->headers, value);
    buffer_add(&exchange->headers, SLICE("\r\n"));
}

static void end(struct exchange *exchange)
{
    if (exchange->response)
        response_ready(exchange->response);
    if (exchange->end)
        exchange->end(exchange);
    json_free(&exchange->body);
    buffer_done(&exchange->words);
    buffer_done(&exchange->out);
    buffer_done(&exchange->headers);
    mem_free(exchange);
}

static void start(struct exchange *exchange, int status)
{
    struct http_response *response = exchange->response;
    response_start_plain(response, status);
    response_header(response, "Cache-Control", SLICE("no-store"));
    buffer_add(&response->head, buffer_slice(&exchange->headers));
}

static void send(struct exchange *exchange, int status, const char *type, struct slice bytes)
{
    struct http_response *response = exchange->response;
    if (response) {
        start(exchange, status);
        response->body.max = OUT_BYTES;
        buffer_add(&response->body, bytes);
        response_body(response, &exchange->request, type);
    }
    end(exchange);
}

void exchange_send_json(struct exchange *exchange, int status, struct slice json)
{
    send(exchange, status, "application/json", json);
}

struct slice exchange_language(const struct exchange *exchange)
{
    static const struct slice key = SLICE("language=");
    struct slice query = exchange->request.query;
    if (query.len != key.len + 2 || memcmp(query.at, key.at, key.len) != 0)
        return SLICE("");
    return (struct slice){query.at + key.len, 2};
}

void exchange_send_file(struct exchange *exchange, const char *type, struct slice bytes)
{
    send(exchange, 200, type, bytes);
}

void exchange_send_page(struct exchange *exchange, int status, struct slice html)
{
    send(exchange, status, "text/html; charset=utf-8", html);
}

void exchange_send_open(struct exchange *exchange, const char *type, int file, int64_t at,
                        int64_t bytes)
{
    struct http_response *response = exchange->response;
    if (response) {
        start(exchange, 200);
        response_header(response, "Content-Type", slice_of(type));
        response->file = file;
        response_file(response, &exchange->request, at, bytes);
    } else {
        close(file);
    }
    end(exchange);
}

void exchange_send_packed(struct exchange *exchange, const struct packed *packed)
{
    struct http_response *response = exchange->response;
    bool same = files_etag_matches(exchange->request.if_none_match, packed->etag);
    if (!response) {
        end(exchange);
        return;
    }
    response_start_plain(response, same ? 304 : 200);
    response_header(response, "Cache-Control",
                    exchange->site->keeps_nothing ? SLICE("no-store") : SLICE("private, no-cache"));
    response_header(response, "ETag", packed->etag);
    buffer_add(&response->head, buffer_slice(&exchange->headers));
    if (same) {
        response_bare(response);
    } else {
        response_header(response, "Content-Encoding", slice_of(packed->coding));
        response_header(response, "Content-Type", slice_of(packed->type));
        response_held(response, &exchange->request, packed->bytes);
    }
    end(exchange);
}

void exchange_send(struct exchange *exchange, int status)
{
    writer_end(&exchange->writer);
    if (exchange->out.full)
        exchange_fail(exchange, ERR_INTERNAL);
    else
        exchange_send_json(exchange, status, buffer_slice(&exchange->out));
}

void exchange_empty(struct exchange *exchange, int status)
{
    if (exchange->response) {
        start(exchange, status);
        response_bare(exchange->response);
    }
    end(exchange);
}

void exchange_fail(struct exchange *exchange, enum err error)
{
    exchange_fail_later(exchange, error, 0);
}

void exchange_fail_later(struct exchange *exchange, enum err error, int64_t retry_ms)
{
    if (exchange->response)
        response_fault(exchange->response, error, retry_ms, buffer_slice(&exchange->headers));
    end(exchange);
}
