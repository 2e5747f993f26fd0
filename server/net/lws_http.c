/* SPDX-License-Identifier: Apache-2.0
 * HTTP on libwebsockets: requests to answers, and which upgrades are let through. */
#include "net/lws_http.h"

#include "base/bounds.h"
#include "base/check.h"
#include "base/mem.h"
#include "net/http.h"
#include "net/lws_stream.h"
#include "net/session.h"
#include "net/strangers.h"
#include "net/target.h"

enum {
    PIECE_BYTES = 16384,            /* of a response, per write */
    PIECES = 4,                     /* per turn */
    HEADER_BYTES = 8192,            /* of one request */
    QUERY_BYTES = 3 * HEADER_BYTES, /* were all of it escapes */
};

/* The header `token`, copied into `room`; absent when not sent, empty when too long for its use. */
static struct slice header(struct lws *wsi, char *room, size_t bytes, enum lws_token_indexes token)
{
    if (lws_hdr_total_length(wsi, token) <= 0)
        return (struct slice){NULL, 0};
    int len = lws_hdr_copy(wsi, room, (int)bytes, token);
    return (struct slice){room, len > 0 ? (size_t)len : 0};
}

/* The library cuts the query at each `&` (and `;`), decodes the parts, and copies them one after
 * another. They are joined again here, with what would be taken for a joint or an escape escaped:
 * all else stands as it is meant. Nothing is too long: the library takes less. */
static struct slice query_of(struct lws *wsi, char *room, size_t bytes)
{
    char part[HEADER_BYTES];
    struct buffer out;
    buffer_init(&out, bytes);
    for (int at = 0;; at++) {
        int len = lws_hdr_copy_fragment(wsi, part, sizeof part, WSI_TOKEN_HTTP_URI_ARGS, at);
        if (len < 0)
            break;
        if (at > 0)
            buffer_add_byte(&out, '&');
        target_escape((struct slice){part, (size_t)len}, &out);
    }
    size_t used = out.len < bytes ? out.len : 0;
    if (used > 0)
        memcpy(room, out.bytes, used);
    buffer_done(&out);
    return (struct slice){room, used};
}

static void write_now(struct conn *conn, struct buffer *bytes)
{
    if (bytes->len > 0)
        lws_write(conn->wsi, (unsigned char *)bytes->bytes, bytes->len, LWS_WRITE_HTTP_HEADERS);
}

/* Whether the request is sound enough for a WebSocket: over TLS the library is trusted with that,
 * on plain TCP ws.c has looked. Where WebSockets are ours, what comes past it is malformed. */
static bool is_sound(const struct conn *conn)
{
    return lws_is_ssl(conn->wsi) || conn->shared->options.websockets == WEBSOCKETS_LIBRARY;
}

/* The library's own argument does not hold the word of the header, so it is read again. Who is
 * refused hears why in HTTP before the hanging up. */
int lws_http_upgrade(struct lws *wsi)
{
    char word[16], version[8], path[64], host[256], origin[256], forwarded[HEADER_BYTES];
    struct http_response response;
    struct conn *conn = lws_conn_alive(wsi);
    if (!conn)
        return -1;
    stranger_speaks(conn->peer.stranger,
                    header(wsi, forwarded, sizeof forwarded, WSI_TOKEN_X_FORWARDED_FOR));
    const struct http_upgrade upgrade = {
        .sound = is_sound(conn),
        .protocol = header(wsi, word, sizeof word, WSI_TOKEN_UPGRADE),
        .version = header(wsi, version, sizeof version, WSI_TOKEN_VERSION),
        .path = header(wsi, path, sizeof path, WSI_TOKEN_GET_URI),
        .host = header(wsi, host, sizeof host, WSI_TOKEN_HOST),
        .origin = header(wsi, origin, sizeof origin, WSI_TOKEN_ORIGIN),
        .full = sessions_full(conn->shared->options.sessions),
    };
    if (http_upgrade(conn->shared->options.http, &upgrade, &response))
        return 0;
    write_now(conn, &response.head);
    write_now(conn, &response.body);
    response_done(&response);
    return -1;
}

/* The argument cf_connect, decoded; absent when there is none, empty when too long for its use. */
static struct slice connect_of(struct lws *wsi, char *room, size_t bytes)
{
    static const struct slice name = {"cf_connect=", 11};
    for (int part = 0;; part++) {
        int len = lws_hdr_copy_fragment(wsi, room, (int)bytes, WSI_TOKEN_HTTP_URI_ARGS, part);
        if (len == -1)
            return (struct slice){NULL, 0};
        struct slice argument = {room, len > 0 ? (size_t)len : 0};
        if (slice_starts(argument, name))
            return (struct slice){room + name.len, argument.len - name.len};
    }
}

static bool is_http11(struct lws *wsi)
{
    char version[16];
    return slice_is(header(wsi, version, sizeof version, WSI_TOKEN_HTTP), "HTTP/1.1");
}

static const struct {
    enum lws_token_indexes token;
    const char *name;
} methods[] = {
    {WSI_TOKEN_GET_URI, "GET"},       {WSI_TOKEN_HEAD_URI, "HEAD"},
    {WSI_TOKEN_POST_URI, "POST"},     {WSI_TOKEN_OPTIONS_URI, "OPTIONS"},
    {WSI_TOKEN_PUT_URI, "PUT"},       {WSI_TOKEN_PATCH_URI, "PATCH"},
    {WSI_TOKEN_DELETE_URI, "DELETE"},
};

static struct slice method_of(struct lws *wsi)
{
    for (size_t i = 0; i < sizeof methods / sizeof methods[0]; i++) {
        if (lws_hdr_total_length(wsi, methods[i].token) > 0)
            return slice_of(methods[i].name);
    }
    return SLICE("UNKNOWN");
}

/* From here on the exchange has to move. The library's own timer costs time by their number. */
static void pace_start(struct conn *conn)
{
    lws_set_timeout(conn->wsi, NO_PENDING_TIMEOUT, 0);
    (void)peer_is_slow(lws_get_socket_fd(conn->wsi), &conn->moved, 0);
    wheel_set(conn->shared->options.wheel, &conn->wheel, conn->shared->options.exchange_seconds);
}

int64_t lws_http_pace(struct conn *conn)
{
    int64_t seconds = conn->shared->options.exchange_seconds;
    bool slow = peer_is_slow(lws_get_socket_fd(conn->wsi), &conn->moved, seconds);
    conn->shared->options.stats->refused[REFUSED_SLOW] += slow;
    return slow ? 0 : seconds;
}

static void answer_ready(void *context)
{
    const struct conn *conn = context;
    if (!conn->dead)
        lws_callback_on_writable(conn->wsi);
}

static void request_whole(struct conn *conn)
{
    conn->response->later.ready = answer_ready;
    conn->response->later.transport = conn;
    http_taken(conn->shared->options.http, conn->response);
    if (conn->response->next != HTTP_WAITS)
        lws_callback_on_writable(conn->wsi);
}

/* A header that the library has no name for; `name` is in small letters, with its colon. */
static struct slice other_header(struct lws *wsi, char *room, size_t bytes, struct slice name)
{
    if (lws_hdr_custom_length(wsi, name.at, (int)name.len) <= 0)
        return (struct slice){NULL, 0};
    int len = lws_hdr_custom_copy(wsi, room, (int)bytes, name.at, (int)name.len);
    return (struct slice){room, len > 0 ? (size_t)len : 0};
}

/* The library joins the values of a header that came twice. */
static bool came_twice(struct lws *wsi, enum lws_token_indexes token)
{
    char value[32];
    return lws_hdr_copy_fragment(wsi, value, sizeof value, token, 1) != -1;
}

/* What the API alone asks for. */
struct api_headers {
    char cookie[2048], authorization[HEADER_BYTES], agent[512];
    char key[128], languages[256], transfer[64], type[128];
};

static void read_api_headers(struct lws *wsi, struct api_headers *room, struct http_request *into)
{
    into->cookie = header(wsi, room->cookie, sizeof room->cookie, WSI_TOKEN_HTTP_COOKIE);
    into->authorization =
        header(wsi, room->authorization, sizeof room->authorization, WSI_TOKEN_HTTP_AUTHORIZATION);
    into->agent = header(wsi, room->agent, sizeof room->agent, WSI_TOKEN_HTTP_USER_AGENT);
    into->languages =
        header(wsi, room->languages, sizeof room->languages, WSI_TOKEN_HTTP_ACCEPT_LANGUAGE);
    into->transfer_encoding =
        header(wsi, room->transfer, sizeof room->transfer, WSI_TOKEN_HTTP_TRANSFER_ENCODING);
    into->content_type = header(wsi, room->type, sizeof room->type, WSI_TOKEN_HTTP_CONTENT_TYPE);
    into->key = other_header(wsi, room->key, sizeof room->key, SLICE("idempotency-key:"));
    into->twice = came_twice(wsi, WSI_TOKEN_HTTP_CONTENT_LENGTH);
}

int lws_http_request(struct lws *wsi, const char *path, size_t len)
{
    char query[QUERY_BYTES], host[256], origin[256], encoding[256], etags[256], range[128],
        length[32];
    char connect[HEADER_BYTES];
    struct api_headers api;
    struct conn *conn = lws_conn_alive(wsi);
    if (!conn || conn->state != CONN_ASKING)
        return -1;
    stranger_speaks(conn->peer.stranger,
                    header(wsi, connect, sizeof connect, WSI_TOKEN_X_FORWARDED_FOR));
    struct http_request request = {
        .method = method_of(wsi),
        .path = {path, len},
        .query = query_of(wsi, query, sizeof query),
        .host = header(wsi, host, sizeof host, WSI_TOKEN_HOST),
        .origin = header(wsi, origin, sizeof origin, WSI_TOKEN_ORIGIN),
        .accept_encoding = header(wsi, encoding, sizeof encoding, WSI_TOKEN_HTTP_ACCEPT_ENCODING),
        .if_none_match = header(wsi, etags, sizeof etags, WSI_TOKEN_HTTP_IF_NONE_MATCH),
        .range = header(wsi, range, sizeof range, WSI_TOKEN_HTTP_RANGE),
        .content_length = header(wsi, length, sizeof length, WSI_TOKEN_HTTP_CONTENT_LENGTH),
        .connect = connect_of(wsi, connect, sizeof connect),
        .http11 = is_http11(wsi),
        .from = stranger_address(conn->peer.stranger),
    };
    if (slice_starts(request.path, SLICE("/api/")))
        read_api_headers(wsi, &api, &request);
    conn->shared->options.stats->requests++;
    lws_conn_step(conn, CONN_ANSWERING);
    conn->response = mem_new(sizeof *conn->response);
    http_answer(conn->shared->options.http, &request, conn->response);
    pace_start(conn);
    if (conn->response->body_wait == 0)
        request_whole(conn);
    return 0;
}

int lws_http_body(struct lws *wsi, const char *bytes, size_t len)
{
    struct conn *conn = lws_conn_alive(wsi);
    if (!conn)
        return -1;
    if (!conn->response || conn->response->body_wait == 0)
        return 0;
    size_t taken = len < conn->response->body_wait ? len : conn->response->body_wait;
    conn->response->body_wait -= taken;
    if (conn->response->next != HTTP_ANSWERS)
        buffer_add(&conn->response->taken, (struct slice){bytes, taken});
    if (conn->response->body_wait == 0)
        request_whole(conn);
    return 0;
}

/* What comes behind a body would be looked at by the library for ever. An answer under way ends the
 * connection soon; a stream would not. */
int lws_http_body_end(struct lws *wsi)
{
    struct conn *conn = lws_conn_alive(wsi);
    if (!conn || conn->stream)
        return -1;
    if (!conn->response)
        return 0;
    bool more = conn->response->whole && conn->response->next == HTTP_STREAMS;
    conn->response->whole = true;
    return more ? -1 : 0;
}

/* Some more of the answer; the library calls again only when all of it has left. */
int lws_http_writable(struct lws *wsi)
{
    unsigned char piece[LWS_PRE + PIECE_BYTES];
    struct conn *conn = lws_conn_alive(wsi);
    if (!conn)
        return -1;
    if (conn->stream)
        return lws_stream_writable(conn);
    if (!conn->response || conn->response->body_wait > 0 || conn->response->next == HTTP_WAITS)
        return 0;
    if (conn->state == CONN_ANSWERED)
        return -1;
    if (conn->response->next == HTTP_STREAMS && sessions_full(conn->shared->options.sessions))
        http_full(conn->shared->options.http, conn->response);
    if (conn->response->next == HTTP_STREAMS)
        return lws_stream_start(conn);
    for (int i = 0; i < PIECES && conn->state == CONN_ANSWERING && !lws_partial_buffered(wsi);
         i++) {
        int64_t len = response_piece(conn->response, (char *)piece + LWS_PRE, PIECE_BYTES);
        if (len < 0)
            return -1;
        if (len > 0 && lws_write(wsi, piece + LWS_PRE, (size_t)len, LWS_WRITE_HTTP) < 0)
            return -1;
        if (len == 0)
            lws_conn_step(conn, CONN_ANSWERED);
    }
    if (conn->state == CONN_ANSWERED && !lws_partial_buffered(wsi))
        return -1;
    lws_callback_on_writable(wsi);
    return 0;
}
