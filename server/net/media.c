/* SPDX-License-Identifier: Apache-2.0
 * A signature, and the folders it may be for: the file's own and those above it. */
#include "net/media.h"

#include "base/base64url.h"
#include "base/bounds.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/mem.h"

enum {
    SECOND_MS = 1000,
    HOUR_S = 3600,
    MAC_BYTES = 16,
    MAC_CHARS = 22,
    EXPIRY_CHARS = 10,
    FOLDERS = 8, /* above a file that are tried */
    URL_BYTES = 2304,
};

struct media {
    struct hash key;
};

static const struct slice prefix = {"/media", 6};

struct media *media_new(struct slice secret)
{
    struct media *media = mem_new(sizeof *media);
    const struct slice parts[] = {SLICE("muster media 1\n"), secret};
    if (secret.len > 0)
        media->key = hash_of(parts, 2);
    else
        hash_random(media->key.bytes, sizeof media->key.bytes);
    return media;
}

void media_free(struct media **media)
{
    mem_free(*media);
    *media = NULL;
}

/* The mac of `folder` ("/demo", "" for the root) until `expiry`. */
static void mac_write(const struct media *media, struct slice expiry, struct slice folder,
                      struct buffer *out)
{
    const struct slice parts[] = {expiry, SLICE("\n"), folder};
    struct slice key = {(const char *)media->key.bytes, sizeof media->key.bytes};
    struct hash mac = hash_mac(key, parts, 3);
    base64url_write((struct slice){(const char *)mac.bytes, MAC_BYTES}, out);
}

/* What stands before the last slash. */
static struct slice folder_of(struct slice path)
{
    const char *slash = path.len > 0 ? memrchr(path.at, '/', path.len) : NULL;
    return (struct slice){path.at, slash ? (size_t)(slash - path.at) : 0};
}

bool media_sign(const struct media *media, struct slice url, int64_t now_ms, struct buffer *out,
                int64_t *expires_ms)
{
    char text[32];
    if (!slice_starts(url, SLICE("/media/")))
        return false;
    struct slice file = {url.at + prefix.len, url.len - prefix.len};
    const char *query = memchr(file.at, '?', file.len);
    struct slice path = {file.at, query ? (size_t)(query - file.at) : file.len};
    int64_t expiry = (now_ms / SECOND_MS + BOUND_MEDIA_SECONDS) / HOUR_S * HOUR_S + HOUR_S;
    snprintf(text, sizeof text, "%lld", (long long)expiry);
    buffer_addf(out, "/media/%s.", text);
    mac_write(media, slice_of(text), folder_of(path), out);
    buffer_add(out, file);
    *expires_ms = expiry * SECOND_MS;
    return true;
}

/* "/<expiry>.<mac>" taken off *path. */
static bool signature_take(struct slice *path, struct slice *expiry, struct slice *mac)
{
    size_t len = 1 + EXPIRY_CHARS + 1 + MAC_CHARS;
    if (path->len <= len || path->at[0] != '/' || path->at[1 + EXPIRY_CHARS] != '.' ||
        path->at[len] != '/')
        return false;
    *expiry = (struct slice){path->at + 1, EXPIRY_CHARS};
    *mac = (struct slice){path->at + 1 + EXPIRY_CHARS + 1, MAC_CHARS};
    *path = (struct slice){path->at + len, path->len - len};
    return true;
}

/* Digits alone; ten of them last until 2286. */
static int64_t seconds_of(struct slice digits)
{
    int64_t value = 0;
    for (size_t i = 0; i < digits.len; i++) {
        if (digits.at[i] < '0' || digits.at[i] > '9')
            return 0;
        value = value * 10 + (digits.at[i] - '0');
    }
    return value;
}

/* The root's own files have a signature of their own: it is for none of the folders. */
static bool mac_holds(const struct media *media, struct slice expiry, struct slice mac,
                      struct slice file)
{
    struct buffer wanted;
    bool holds = false;
    struct slice folder = folder_of(file);
    buffer_init(&wanted, MAC_CHARS);
    for (int i = 0; i < FOLDERS && !holds && (i == 0 || folder.len > 0); i++) {
        buffer_clear(&wanted);
        mac_write(media, expiry, folder, &wanted);
        holds = hash_same(buffer_slice(&wanted), mac);
        folder = folder_of(folder);
    }
    buffer_done(&wanted);
    return holds;
}

bool media_opens(const struct media *media, struct slice path, int64_t now_ms, struct slice *file)
{
    struct slice expiry, mac;
    *file = path;
    return signature_take(file, &expiry, &mac) && seconds_of(expiry) > now_ms / SECOND_MS &&
           mac_holds(media, expiry, mac, *file);
}

bool media_answers(struct slice method)
{
    return slice_is(method, "stage.media");
}

void media_write(const struct media *media, struct slice json, int64_t now_ms, const char *key,
                 struct writer *out)
{
    struct json *answer;
    struct slice url, type;
    struct buffer address;
    int64_t expires_ms;
    if (json_parse(json, &answer) != ERR_NONE) {
        writer_raw(out, key, json);
        return;
    }
    buffer_init(&address, URL_BYTES);
    if (json_get_text(answer, "url", &url) && json_get_text(answer, "type", &type) &&
        media_sign(media, url, now_ms, &address, &expires_ms) && !address.full) {
        writer_object(out, key);
        writer_text(out, "url", buffer_slice(&address));
        writer_text(out, "type", type);
        writer_int(out, "expires", expires_ms);
        writer_end(out);
    } else {
        writer_raw(out, key, json);
    }
    buffer_done(&address);
    json_free(&answer);
}
