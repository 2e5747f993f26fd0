/* SPDX-License-Identifier: Apache-2.0
 * Heads, problems, and bodies piece by piece. */
#include "net/reply.h"

#include <errno.h>
#include <unistd.h>

#include "base/check.h"
#include "base/writer.h"
#include "net/origin.h"

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
static void security_headers(struct http_reply *reply, const struct http_request *request,
                             const struct reply_style *style)
{
    struct buffer *head = &reply->head;
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
static void cors_header(struct http_reply *reply)
{
    buffer_add(&reply->head, SLICE("Access-Control-Allow-Origin: "));
    for (const char *at = reply->cors; *at; at++)
        buffer_add_byte(&reply->head, (char)(*at >= 'A' && *at <= 'Z' ? *at - 'A' + 'a' : *at));
    buffer_add(&reply->head, SLICE("\r\nVary: Origin\r\n"));
}

static void start(struct http_reply *reply, int status)
{
    buffer_clear(&reply->head);
    reply->head.max = HEAD_BYTES;
    reply->body.max = BODY_BYTES;
    buffer_addf(&reply->head, "HTTP/1.1 %d %s\r\nConnection: close\r\n", status, reason_of(status));
    if (reply->cors)
        cors_header(reply);
}

void reply_start(struct http_reply *reply, int status, const struct http_request *request,
                 const struct reply_style *style)
{
    start(reply, status);
    security_headers(reply, request, style);
}

void reply_start_plain(struct http_reply *reply, int status)
{
    start(reply, status);
    reply_header(reply, "X-Content-Type-Options", SLICE("nosniff"));
}

void reply_header(struct http_reply *reply, const char *name, struct slice value)
{
    buffer_addf(&reply->head, "%s: ", name);
    buffer_add(&reply->head, value);
    buffer_add(&reply->head, SLICE("\r\n"));
}

static void head_end(struct http_reply *reply, int64_t bytes)
{
    buffer_addf(&reply->head, "Content-Length: %lld\r\n\r\n", (long long)bytes);
    check(!reply->head.full);
}

void reply_body(struct http_reply *reply, const struct http_request *request, const char *type)
{
    if (type)
        reply_header(reply, "Content-Type", slice_of(type));
    head_end(reply, (int64_t)reply->body.len);
    if (slice_is(request->method, "HEAD"))
        buffer_done(&reply->body);
}

void reply_bare(struct http_reply *reply)
{
    buffer_add(&reply->head, SLICE("\r\n"));
    check(!reply->head.full);
}

void reply_file(struct http_reply *reply, const struct http_request *request, int64_t at,
                int64_t bytes)
{
    head_end(reply, bytes);
    reply->file_at = at;
    reply->file_left = bytes;
    if (!slice_is(request->method, "HEAD"))
        return;
    close(reply->file);
    reply->file = -1;
    reply->file_left = 0;
}

void reply_problem(struct http_reply *reply, int status, enum err error,
                   const struct http_request *request, const struct reply_style *style)
{
    struct writer writer;
    reply_start(reply, status, request, style);
    reply_header(reply, "Cache-Control", SLICE("no-store"));
    if (error_temporary(error))
        reply_header(reply, "Retry-After", SLICE("2"));
    buffer_clear(&reply->body);
    writer_init(&writer, &reply->body);
    writer_object(&writer, NULL);
    writer_text(&writer, "title", slice_of(error_text(error)));
    writer_int(&writer, "status", status);
    writer_int(&writer, "code", error_code(error));
    writer_text(&writer, "name", slice_of(error_name(error)));
    if (reply->detail)
        writer_text(&writer, "detail", slice_of(reply->detail));
    writer_end(&writer);
    reply_body(reply, request, "application/problem+json");
}

int64_t http_reply_read(struct http_reply *reply, char *to, size_t room)
{
    if (reply->file < 0) {
        size_t len = reply->body.len < room ? reply->body.len : room;
        if (len > 0)
            memcpy(to, reply->body.bytes, len);
        buffer_drop(&reply->body, len);
        return (int64_t)len;
    }
    size_t want = (size_t)reply->file_left < room ? (size_t)reply->file_left : room;
    ssize_t got = want > 0 ? pread(reply->file, to, want, reply->file_at) : 0;
    /* A file that shrank meanwhile cannot keep the length that was promised. */
    if (got < 0 || (got == 0 && want > 0))
        return -1;
    reply->file_at += got;
    reply->file_left -= got;
    return got;
}

void http_reply_done(struct http_reply *reply)
{
    buffer_done(&reply->head);
    buffer_done(&reply->body);
    buffer_done(&reply->taken);
    if (reply->file >= 0)
        close(reply->file);
    reply->file = -1;
}
