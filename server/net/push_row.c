/* SPDX-License-Identifier: Apache-2.0
 * The value is {"sealed"}; in it stands what the browser has shown, as it has. */
#include "net/push_row.h"

#include <stdio.h>

#include "base/base64url.h"
#include "base/bounds.h"
#include "base/seal.h"
#include "base/writer.h"
#include "net/login_keys.h"

struct slice push_row_kind(void)
{
    return SLICE("push");
}

static struct seal *seal_of(const struct api_site *site)
{
    struct hash key;
    if (!site->keys || !login_keys_derive(site->keys, "browsers with messages", &key))
        return NULL;
    struct seal *seal = seal_new(key.bytes);
    explicit_bzero(&key, sizeof key);
    return seal;
}

static bool bytes_read(const struct json *keys, const char *key, unsigned char *out, size_t len)
{
    struct slice text;
    struct buffer bytes;
    if (!json_get_text(keys, key, &text))
        return false;
    buffer_init(&bytes, TOKEN_PUSH_POINT);
    bool good = base64url_read(text, &bytes) && bytes.len == len;
    if (good)
        memcpy(out, bytes.bytes, len);
    buffer_done(&bytes);
    return good;
}

bool push_row_of(const struct api_site *site, const struct json *body, struct push_row *row)
{
    const struct json *keys = json_get(body, "keys");
    struct slice url;
    if (!json_get_text(body, "endpoint", &url) || !push_admits(site->push, url) ||
        !bytes_read(keys, "p256dh", row->to.point, sizeof row->to.point) ||
        !bytes_read(keys, "auth", row->to.secret, sizeof row->to.secret) ||
        !token_push_good(&row->to))
        return false;
    snprintf(row->url, sizeof row->url, "%.*s", (int)url.len, url.at);
    return true;
}

static void base64_member(struct writer *writer, const char *key, const unsigned char *bytes,
                          size_t len)
{
    struct buffer text;
    buffer_init(&text, 2 * TOKEN_PUSH_POINT);
    base64url_write((struct slice){(const char *)bytes, len}, &text);
    writer_text(writer, key, buffer_slice(&text));
    buffer_done(&text);
}

bool push_row_write(const struct api_site *site, struct slice login, const struct push_row *row,
                    struct buffer *out)
{
    struct seal *seal = seal_of(site);
    struct buffer text, bytes, sealed;
    struct writer writer;
    if (!seal)
        return false;
    buffer_init(&text, BOUND_ACCOUNT_BYTES);
    buffer_init(&bytes, BOUND_ACCOUNT_BYTES);
    buffer_init(&sealed, BOUND_ACCOUNT_BYTES);
    writer_init(&writer, &text);
    writer_object(&writer, NULL);
    writer_text(&writer, "endpoint", slice_of(row->url));
    writer_object(&writer, "keys");
    base64_member(&writer, "p256dh", row->to.point, sizeof row->to.point);
    base64_member(&writer, "auth", row->to.secret, sizeof row->to.secret);
    writer_end(&writer);
    writer_end(&writer);
    seal_write(seal, login, buffer_slice(&text), &bytes);
    base64url_write(buffer_slice(&bytes), &sealed);
    writer_init(&writer, out);
    writer_object(&writer, NULL);
    writer_text(&writer, "sealed", buffer_slice(&sealed));
    writer_end(&writer);
    explicit_bzero(text.bytes, text.len);
    buffer_done(&text);
    buffer_done(&bytes);
    buffer_done(&sealed);
    seal_free(&seal);
    return true;
}

bool push_row_read(const struct api_site *site, struct slice login, struct slice value,
                   struct push_row *row)
{
    struct seal *seal = seal_of(site);
    struct slice sealed = SLICE("");
    struct json *json = NULL, *body = NULL;
    struct buffer bytes, text;
    buffer_init(&bytes, BOUND_ACCOUNT_BYTES);
    buffer_init(&text, BOUND_ACCOUNT_BYTES);
    bool good = seal && json_parse(value, &json) == ERR_NONE &&
                json_get_text(json, "sealed", &sealed) && base64url_read(sealed, &bytes) &&
                seal_read(seal, login, buffer_slice(&bytes), &text) &&
                json_parse(buffer_slice(&text), &body) == ERR_NONE && push_row_of(site, body, row);
    json_free(&body);
    json_free(&json);
    if (text.bytes)
        explicit_bzero(text.bytes, text.len);
    buffer_done(&bytes);
    buffer_done(&text);
    seal_free(&seal);
    return good;
}
