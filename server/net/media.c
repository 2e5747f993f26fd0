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
    TURN_CHARS = 15, /* of an entry's number, which is below 2^53 */
};

struct media {
    struct hash key;
    char *ingest; /* owned; "": there is none */
};

static const struct slice prefix = {"/media", 6}, blobs = {"/api/blobs/", 11},
                          slides = {"/api/slides/", 12};

struct media *media_new(struct slice secret, const char *ingest)
{
    struct media *media = mem_new(sizeof *media);
    const struct slice parts[] = {SLICE("muster media 1\n"), secret};
    if (secret.len > 0)
        media->key = hash_of(parts, 2);
    else
        hash_random(media->key.bytes, sizeof media->key.bytes);
    media->ingest = mem_text(slice_of(ingest ? ingest : ""));
    return media;
}

void media_free(struct media **media)
{
    if (!*media)
        return;
    mem_free((*media)->ingest);
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

/* Writes the seconds of a full hour that is far enough away; returns its milliseconds. */
static int64_t expiry_write(int64_t now_ms, char *text, size_t bytes)
{
    int64_t expiry = (now_ms / SECOND_MS + BOUND_MEDIA_SECONDS) / HOUR_S * HOUR_S + HOUR_S;
    snprintf(text, bytes, "%lld", (long long)expiry);
    return expiry * SECOND_MS;
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
    *expires_ms = expiry_write(now_ms, text, sizeof text);
    buffer_addf(out, "/media/%s.", text);
    mac_write(media, slice_of(text), folder_of(path), out);
    buffer_add(out, file);
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

/* ---- uploaded files ----------------------------------------------------------------------------
 */

void media_prove(const struct media *media, const char *use, struct slice text, struct buffer *out)
{
    const struct slice parts[] = {slice_of(use), SLICE(":"), text};
    struct slice key = {(const char *)media->key.bytes, sizeof media->key.bytes};
    struct hash mac = hash_mac(key, parts, 3);
    base64url_write((struct slice){(const char *)mac.bytes, MAC_BYTES}, out);
}

bool media_proves(const struct media *media, const char *use, struct slice text, struct slice mac)
{
    struct buffer wanted;
    buffer_init(&wanted, MAC_CHARS);
    media_prove(media, use, text, &wanted);
    bool holds = hash_same(buffer_slice(&wanted), mac);
    buffer_done(&wanted);
    return holds;
}

/* What is signed of a file's address: the expiry and the id. */
static void blob_text(struct slice expiry, struct slice id, struct buffer *out)
{
    buffer_init(out, URL_BYTES);
    buffer_add(out, expiry);
    buffer_add_byte(out, '/');
    buffer_add(out, id);
}

static bool sign_behind(const struct media *media, struct slice before, struct slice url,
                        int64_t now_ms, struct buffer *out)
{
    char expiry[32];
    struct buffer text;
    if (!slice_starts(url, before))
        return false;
    struct slice id = {url.at + before.len, url.len - before.len};
    (void)expiry_write(now_ms, expiry, sizeof expiry);
    blob_text(slice_of(expiry), id, &text);
    buffer_add(out, before);
    buffer_addf(out, "%s.", expiry);
    media_prove(media, slice_equal(before, blobs) ? "blob" : "slides", buffer_slice(&text), out);
    buffer_add_byte(out, '/');
    buffer_add(out, id);
    buffer_done(&text);
    return true;
}

/* Whether `mac` was written for that text and that expiry. */
static bool proves(const struct media *media, const char *use, struct slice expiry, struct slice id,
                   struct slice mac)
{
    struct buffer text;
    blob_text(expiry, id, &text);
    bool holds = !text.full && media_proves(media, use, buffer_slice(&text), mac);
    buffer_done(&text);
    return holds;
}

bool media_sign_blob(const struct media *media, struct slice url, int64_t now_ms,
                     struct buffer *out, int64_t *expires_ms)
{
    char expiry[32];
    *expires_ms = expiry_write(now_ms, expiry, sizeof expiry);
    return sign_behind(media, blobs, url, now_ms, out);
}

bool media_opens_blob(const struct media *media, struct slice path, int64_t now_ms,
                      struct slice *id)
{
    struct slice expiry, mac, whole = {path.at - 1, path.len + 1};
    if (!signature_take(&whole, &expiry, &mac) || seconds_of(expiry) <= now_ms / SECOND_MS)
        return false;
    *id = (struct slice){whole.at + 1, whole.len - 1};
    return proves(media, "blob", expiry, *id, mac);
}

bool media_sign_slides(const struct media *media, struct slice url, int64_t now_ms,
                       struct buffer *out, int64_t *expires_ms)
{
    char expiry[32];
    *expires_ms = expiry_write(now_ms, expiry, sizeof expiry);
    return sign_behind(media, slides, url, now_ms, out);
}

bool media_opens_slides(const struct media *media, struct slice path, int64_t now_ms,
                        struct slice *deck, struct slice *page)
{
    struct slice expiry, mac, whole = {path.at - 1, path.len + 1};
    if (!signature_take(&whole, &expiry, &mac) || seconds_of(expiry) <= now_ms / SECOND_MS)
        return false;
    *deck = folder_of((struct slice){whole.at + 1, whole.len - 1});
    *page = (struct slice){deck->at + deck->len + 1, whole.len - 2 - deck->len};
    return deck->len > 0 && proves(media, "slides", expiry, *deck, mac);
}

/* ---- stream keys ------------------------------------------------------------------------------
 */

bool media_ingests(const struct media *media)
{
    return *media->ingest;
}

/* What a key proves: "w1/812". */
static void ingest_text(struct slice id, int64_t turn, struct buffer *out)
{
    buffer_init(out, URL_BYTES);
    buffer_add(out, id);
    buffer_addf(out, "/%lld", (long long)turn);
}

/* "812.<mac>", with only one way to write the number. */
bool media_ingest_holds(const struct media *media, struct slice id, struct slice key, int64_t *turn)
{
    struct buffer text;
    const char *dot = key.len > 0 ? memchr(key.at, '.', key.len) : NULL;
    size_t digits = dot ? (size_t)(dot - key.at) : 0;
    if (digits == 0 || digits > TURN_CHARS || (digits > 1 && key.at[0] == '0'))
        return false;
    *turn = 0;
    for (size_t i = 0; i < digits; i++) {
        if (key.at[i] < '0' || key.at[i] > '9')
            return false;
        *turn = *turn * 10 + (key.at[i] - '0');
    }
    ingest_text(id, *turn, &text);
    bool holds = !text.full && media_proves(media, "ingest", buffer_slice(&text),
                                            (struct slice){dot + 1, key.len - digits - 1});
    buffer_done(&text);
    return holds;
}

/* How the room is sent a stream, as encoders ask for it: a server, and a key that begins with the
 * name of the stream. */
static void ingest_write(const struct media *media, struct slice id, int64_t turn, const char *key,
                         struct writer *out)
{
    struct buffer text, whole;
    writer_object(out, key);
    if (media_ingests(media)) {
        ingest_text(id, turn, &text);
        buffer_init(&whole, URL_BYTES);
        buffer_add(&whole, id);
        buffer_addf(&whole, "?key=%lld.", (long long)turn);
        media_prove(media, "ingest", buffer_slice(&text), &whole);
        writer_text(out, "server", slice_of(media->ingest));
        writer_text(out, "key", buffer_slice(&whole));
        buffer_done(&whole);
        buffer_done(&text);
    }
    writer_end(out);
}

/* ---- answers -----------------------------------------------------------------------------------
 */

bool media_answers(struct slice method)
{
    return slice_is(method, "stage.media") || slice_is(method, "item.media") ||
           slice_is(method, "file.get") || slice_is(method, "slide.pages") ||
           slice_is(method, "ingest.key") || slice_is(method, "ingest.recording") ||
           slice_is(method, "media.address");
}

static bool sign_any(const struct media *media, struct slice url, int64_t now_ms,
                     struct buffer *out, int64_t *expires_ms)
{
    return (media_sign(media, url, now_ms, out, expires_ms) ||
            media_sign_blob(media, url, now_ms, out, expires_ms) ||
            media_sign_slides(media, url, now_ms, out, expires_ms)) &&
           !out->full;
}

/* The other members of the answer. */
static void others_write(const struct json *answer, struct writer *out)
{
    struct buffer value;
    buffer_init(&value, URL_BYTES);
    for (const struct json *item = json_first(answer); item; item = json_next(item)) {
        if (slice_is(json_key(item), "url"))
            continue;
        buffer_clear(&value);
        json_print(item, &value);
        writer_raw_slice(out, json_key(item), buffer_slice(&value));
    }
    buffer_done(&value);
}

void media_write(const struct media *media, struct slice json, int64_t now_ms, const char *key,
                 struct writer *out)
{
    struct json *answer;
    struct slice url;
    struct buffer address;
    int64_t expires_ms, turn;
    if (json_parse(json, &answer) != ERR_NONE) {
        writer_raw(out, key, json);
        return;
    }
    buffer_init(&address, URL_BYTES);
    if (json_get_text(answer, "url", &url) && sign_any(media, url, now_ms, &address, &expires_ms)) {
        writer_object(out, key);
        writer_text(out, "url", buffer_slice(&address));
        others_write(answer, out);
        writer_int(out, "expires", expires_ms);
        writer_end(out);
    } else if (json_get_text(answer, "stream", &url) && json_get_int(answer, "turn", &turn)) {
        ingest_write(media, url, turn, key, out);
    } else {
        writer_raw(out, key, json);
    }
    buffer_done(&address);
    json_free(&answer);
}
