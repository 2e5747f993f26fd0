/* SPDX-License-Identifier: Apache-2.0
 * Fields in, fields out. */
#include "net/handshake.h"

#include "base/base64url.h"
#include "base/hash.h"
#include "net/target.h"

enum { KEY_CHARS = 24 }; /* of 16 bytes in base64 */

static const char magic[] = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"; /* §1.3 */

static struct slice key_of(const struct http_head *head)
{
    return http_head_field(head, SLICE("sec-websocket-key"));
}

static bool key_good(struct slice key)
{
    for (size_t i = 0; i < key.len; i++) {
        char c = key.at[i];
        bool alnum = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (i < KEY_CHARS - 2 ? !alnum && c != '+' && c != '/' : c != '=')
            return false;
    }
    return key.len == KEY_CHARS;
}

static const char *const protocols[] = {
    [HANDSHAKE_JSON] = "centrifuge-json", [HANDSHAKE_PROTOBUF] = "centrifuge-protobuf"};

enum handshake_protocol handshake_protocol(const struct http_head *head)
{
    for (int i = HANDSHAKE_JSON; i <= HANDSHAKE_PROTOBUF; i++) {
        if (http_head_lists(head, SLICE("sec-websocket-protocol"), slice_of(protocols[i])))
            return (enum handshake_protocol)i;
    }
    return HANDSHAKE_NONE;
}

void handshake_read(const struct http_head *head, struct http_upgrade *upgrade)
{
    struct slice host = http_head_field(head, SLICE("host"));
    *upgrade = (struct http_upgrade){
        .sound = slice_is(head->method, "GET") && slice_is(head->version, "HTTP/1.1") &&
                 host.len > 0 &&
                 http_head_lists(head, SLICE("connection"), SLICE("upgrade")) &&
                 key_good(key_of(head)),
        .protocol = http_head_field(head, SLICE("upgrade")),
        .version = http_head_field(head, SLICE("sec-websocket-version")),
        .path = target_path(head->target),
        .host = host,
        .origin = http_head_field(head, SLICE("origin")),
    };
}

void handshake_accept(const struct http_head *head, struct buffer *out)
{
    char text[KEY_CHARS + sizeof magic];
    unsigned char digest[HASH_SHA1_BYTES];
    memcpy(text, key_of(head).at, KEY_CHARS);
    memcpy(text + KEY_CHARS, magic, sizeof magic);
    hash_sha1(slice_of(text), digest);
    buffer_add(out, SLICE("HTTP/1.1 101 Switching Protocols\r\n"
                          "Upgrade: websocket\r\n"
                          "Connection: Upgrade\r\n"
                          "Sec-WebSocket-Accept: "));
    base64_write((struct slice){(const char *)digest, sizeof digest}, out);
    enum handshake_protocol protocol = handshake_protocol(head);
    if (protocol != HANDSHAKE_NONE)
        buffer_addf(out, "\r\nSec-WebSocket-Protocol: %s", protocols[protocol]);
    buffer_add(out, SLICE("\r\n\r\n"));
}
