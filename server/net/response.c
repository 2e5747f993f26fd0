/* SPDX-License-Identifier: Apache-2.0
 * Heads, problems, and bodies piece by piece. */
#include "net/response.h"

#include <errno.h>
#include <unistd.h>

#include "base/check.h"
#include "base/writer.h"
#include "net/origin.h"

/* Every head has it behind its first line. */
static const char ends[] = "Connection: close\r\n";

enum { HEAD_BYTES = 8192, BODY_BYTES = 1 << 20 };

static const char *reason_of(int status)
{
    static const struct {
        int status;
        const char *reason;
    } reasons[] = {
        {200, "OK"},
        {204, "No Content"},
        {206, "Partial Content"},
        {304, "Not Modified"},
        {400, "Bad Request"},
        {401, "Unauthorized"},
        {403, "Forbidden"},
        {404, "Not Found"},
        {405, "Method Not Allowed"},
        {409, "Conflict"},
        {410, "Gone"},
        {411, "Length Required"},
        {413, "Content Too Large"},
        {414, "URI Too Long"},
        {416, "Range Not Satisfiable"},
        {422, "Unprocessable Content"},
        {426, "Upgrade Required"},
        {429, "Too Many Requests"},
        {431, "Request Header Fields Too Large"},
        {500, "Internal Server Error"},
        {503, "Service Unavailable"},
    };
    for (size_t i = 0; i < sizeof reasons / sizeof reasons[0]; i++) {
        if (reasons[i].status == status)
            return reasons[i].reason;
    }
    return "Error";
}

/* Whatever the page is, it may run only what came from here. 'self' in connect-src covers WebSocket
 * in today's browsers; older ones want the host spelled out. */
static void security_headers(struct http_response *response, const struct http_request *request,
                             const struct response_style *style)
{
    struct buffer *head = &response->head;
    buffer_addf(head,
                "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; "
                "img-src 'self' data:; font-src 'self'; manifest-src 'self'; "
                "worker-src 'self' blob:; media-src 'self' blob:%s; connect-src 'self'%s",
                style->media_sources, style->media_sources);
    if (origin_host_is_plain(request->host))
        buffer_addf(head, " ws://%.*s wss://%.*s", (int)request->host.len, request->host.at,
                    (int)request->host.len, request->host.at);
    buffer_addf(head, "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'\r\n");
    buffer_addf(head,
                "X-Content-Type-Options: nosniff\r\n"
                "Referrer-Policy: no-referrer\r\n"
                "Cross-Origin-Opener-Policy: same-origin\r\n"
                "Cross-Origin-Resource-Policy: same-origin\r\n"
                "Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=()\r\n");
}

/* Browsers compare byte by byte, and write origins in small letters. */
static void cors_header(struct http_response *response)
{
    buffer_add(&response->head, SLICE("Access-Control-Allow-Origin: "));
    for (const char *at = response->cors; *at; at++)
        buffer_add_byte(&response->head, (char)(*at >= 'A' && *at <= 'Z' ? *at - 'A' + 'a' : *at));
    buffer_add(&response->head, SLICE("\r\nVary: Origin\r\n"));
}

static void start(struct http_response *response, int status)
{
    buffer_clear(&response->head);
    response->head.max = HEAD_BYTES;
    response->body.max = BODY_BYTES;
    buffer_addf(&response->head, "HTTP/1.1 %d %s\r\n%s", status, reason_of(status), ends);
    if (response->cors)
        cors_header(response);
}

void response_start(struct http_response *response, int status, const struct http_request *request,
                    const struct response_style *style)
{
    start(response, status);
    security_headers(response, request, style);
}

void response_start_plain(struct http_response *response, int status)
{
    start(response, status);
    response_header(response, "X-Content-Type-Options", SLICE("nosniff"));
}

void response_header(struct http_response *response, const char *name, struct slice value)
{
    buffer_addf(&response->head, "%s: ", name);
    buffer_add(&response->head, value);
    buffer_add(&response->head, SLICE("\r\n"));
}

static void head_end(struct http_response *response, int64_t bytes)
{
    buffer_addf(&response->head, "Content-Length: %lld\r\n\r\n", (long long)bytes);
    check(!response->head.full);
}

void response_drop_body(struct http_response *response)
{
    buffer_done(&response->body);
    if (response->file >= 0)
        close(response->file);
    response->file = -1;
    response->file_left = 0;
    held_unref(&response->held);
}

void response_body(struct http_response *response, const struct http_request *request,
                   const char *type)
{
    if (type)
        response_header(response, "Content-Type", slice_of(type));
    head_end(response, (int64_t)response->body.len);
    if (slice_is(request->method, "HEAD"))
        response_drop_body(response);
}

void response_bare(struct http_response *response)
{
    buffer_add(&response->head, SLICE("\r\n"));
    check(!response->head.full);
}

void response_file(struct http_response *response, const struct http_request *request, int64_t at,
                   int64_t bytes)
{
    head_end(response, bytes);
    response->file_at = at;
    response->file_left = bytes;
    if (slice_is(request->method, "HEAD"))
        response_drop_body(response);
}

void response_held(struct http_response *response, const struct http_request *request,
                   struct held *held)
{
    head_end(response, (int64_t)held_slice(held).len);
    if (!slice_is(request->method, "HEAD"))
        response->held = held_ref(held);
}

struct slice response_held_left(const struct http_response *response)
{
    struct slice all = held_slice(response->held);
    return (struct slice){all.at + response->held_at, all.len - response->held_at};
}

static void problem_write(struct http_response *response, int status, enum err error)
{
    struct writer writer;
    buffer_clear(&response->body);
    writer_init(&writer, &response->body);
    writer_object(&writer, NULL);
    writer_text(&writer, "title", slice_of(error_text(error)));
    writer_int(&writer, "status", status);
    writer_int(&writer, "code", error_code(error));
    writer_text(&writer, "name", slice_of(error_name(error)));
    if (response->detail)
        writer_text(&writer, "detail", slice_of(response->detail));
    writer_end(&writer);
}

static const char problem_type[] = "application/problem+json";

void response_problem(struct http_response *response, int status, enum err error,
                      const struct http_request *request, const struct response_style *style)
{
    response_start(response, status, request, style);
    response_header(response, "Cache-Control", SLICE("no-store"));
    if (error_temporary(error))
        response_header(response, "Retry-After", SLICE("2"));
    problem_write(response, status, error);
    response_body(response, request, problem_type);
}

void response_fault(struct http_response *response, enum err error, int64_t retry_ms,
                    struct slice headers)
{
    static const struct http_request get = {.method = {"GET", 3}};
    char seconds[24];
    int64_t wait_s = retry_ms > 0 ? (retry_ms + 999) / 1000 : 2;
    response_start_plain(response, error_http(error));
    response_header(response, "Cache-Control", SLICE("no-store"));
    snprintf(seconds, sizeof seconds, "%lld", (long long)wait_s);
    if (error_temporary(error))
        response_header(response, "Retry-After", slice_of(seconds));
    buffer_add(&response->head, headers);
    problem_write(response, error_http(error), error);
    response_body(response, &get, problem_type);
}

int64_t response_read(struct http_response *response, char *to, size_t room)
{
    if (response->held) {
        struct slice left = response_held_left(response);
        size_t len = left.len < room ? left.len : room;
        memcpy(to, left.at, len);
        response->held_at += len;
        return (int64_t)len;
    }
    if (response->file < 0) {
        size_t len = response->body.len < room ? response->body.len : room;
        if (len > 0)
            memcpy(to, response->body.bytes, len);
        buffer_drop(&response->body, len);
        return (int64_t)len;
    }
    size_t want = (size_t)response->file_left < room ? (size_t)response->file_left : room;
    ssize_t got = want > 0 ? pread(response->file, to, want, response->file_at) : 0;
    /* A file that shrank meanwhile cannot keep the length that was promised. */
    if (got < 0 || (got == 0 && want > 0))
        return -1;
    response->file_at += got;
    response->file_left -= got;
    return got;
}

int64_t response_piece(struct http_response *response, char *to, size_t room)
{
    size_t head = response->head.len;
    check(head < room);
    if (head > 0)
        memcpy(to, response->head.bytes, head);
    buffer_done(&response->head);
    int64_t len = response_read(response, to + head, room - head);
    return len < 0 ? len : len + (int64_t)head;
}

void response_keep(struct http_response *response, int seconds)
{
    struct slice head = buffer_slice(&response->head);
    size_t skip = sizeof ends - 1;
    const char *at = memmem(head.at, head.len, ends, skip);
    struct buffer kept;
    check(at);
    size_t before = (size_t)(at - head.at);
    buffer_init(&kept, HEAD_BYTES);
    buffer_add(&kept, (struct slice){head.at, before});
    buffer_addf(&kept, "Keep-Alive: timeout=%d\r\n", seconds);
    buffer_add(&kept, (struct slice){at + skip, head.len - before - skip});
    check(!kept.full);
    buffer_done(&response->head);
    response->head = kept;
}

void response_ready(struct http_response *response)
{
    response->next = HTTP_ANSWERS;
    response->later.gone = NULL;
    if (response->later.ready)
        response->later.ready(response->later.transport);
}

void response_done(struct http_response *response)
{
    if (response->later.gone)
        response->later.gone(response->later.maker);
    buffer_done(&response->head);
    buffer_done(&response->body);
    buffer_done(&response->taken);
    held_unref(&response->held);
    if (response->file >= 0)
        close(response->file);
    response->file = -1;
}
