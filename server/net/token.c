/* SPDX-License-Identifier: Apache-2.0
 *
 * header.payload.signature, each base64url. The order of work: shape, header, choice of the key by
 * the header's `kid`, the key's own algorithm against the header's claim of it, signature; only
 * then is the payload read.
 */
#include "net/token.h"

#include "base/hash.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/writer.h"
#include "net/base64url.h"
#include "net/token_key.h"

enum { SKEW_SECONDS = 10, HEADER_BYTES = 1024, SIGNATURE_MAX = 1024 };

struct rule_key {
    char *kid; /* NULL: it has no name */
    struct token_key *key;
};

struct token_rules {
    char *issuer, *audience; /* NULL: not checked */
    int64_t skew_s, life_s;  /* life 0: any */
    struct rule_key keys[TOKEN_KEYS];
    size_t keys_count;
};

struct parts {
    struct slice header, payload, signature;
    struct slice text; /* header.payload: what is signed */
};

static const char *const alg_names[] = {[TOKEN_HS256] = "HS256",
                                        [TOKEN_RS256] = "RS256",
                                        [TOKEN_ES256] = "ES256",
                                        [TOKEN_EDDSA] = "EdDSA"};

bool token_alg_find(struct slice name, enum token_alg *alg)
{
    for (size_t i = 0; i < sizeof alg_names / sizeof alg_names[0]; i++) {
        if (slice_is(name, alg_names[i])) {
            *alg = (enum token_alg)i;
            return true;
        }
    }
    return false;
}

static char *text_or_null(struct slice text)
{
    return text.at ? mem_text(text) : NULL;
}

struct token_rules *token_rules_new(const struct token_options *options, char *why,
                                    size_t why_bytes)
{
    struct token_rules *rules = mem_new(sizeof *rules);
    rules->issuer = text_or_null(options->issuer);
    rules->audience = text_or_null(options->audience);
    rules->skew_s = options->skew_seconds > 0 ? options->skew_seconds : SKEW_SECONDS;
    rules->life_s = options->life_seconds;
    const char *reason = options->keys_count > TOKEN_KEYS ? "too many keys" : NULL;
    for (size_t i = 0; !reason && i < options->keys_count; i++) {
        const struct token_key_options *from = &options->keys[i];
        struct rule_key *to = &rules->keys[rules->keys_count++];
        to->kid = text_or_null(from->kid);
        to->key = token_key_public(from->alg, from->key, &reason);
    }
    if (reason) {
        snprintf(why, why_bytes, "token key: %s", reason);
        token_rules_free(&rules);
    }
    return rules;
}

void token_rules_free(struct token_rules **rules)
{
    if (!*rules)
        return;
    for (size_t i = 0; i < (*rules)->keys_count; i++) {
        mem_free((*rules)->keys[i].kid);
        token_key_free(&(*rules)->keys[i].key);
    }
    mem_free((*rules)->issuer);
    mem_free((*rules)->audience);
    mem_free(*rules);
    *rules = NULL;
}

static bool parts_read(struct slice token, struct parts *parts)
{
    if (token.len == 0 || token.len > TOKEN_BYTES)
        return false;
    const char *end = token.at + token.len;
    const char *first = memchr(token.at, '.', token.len);
    if (!first)
        return false;
    const char *second = memchr(first + 1, '.', (size_t)(end - first - 1));
    if (!second || memchr(second + 1, '.', (size_t)(end - second - 1)))
        return false;
    parts->header = (struct slice){token.at, (size_t)(first - token.at)};
    parts->payload = (struct slice){first + 1, (size_t)(second - first - 1)};
    parts->signature = (struct slice){second + 1, (size_t)(end - second - 1)};
    parts->text = (struct slice){token.at, (size_t)(second - token.at)};
    return parts->header.len && parts->payload.len && parts->signature.len;
}

/* One part as a JSON object, or NULL. */
static struct json *part_parse(struct slice part, size_t bytes_max)
{
    struct buffer text;
    struct json *json = NULL;
    buffer_init(&text, bytes_max);
    if (base64url_read(part, &text))
        (void)json_parse(buffer_slice(&text), &json);
    buffer_done(&text);
    if (json && !json_is_object(json))
        json_free(&json);
    return json;
}

/* What would let a token bring its own key, or means something we do not know (RFC 7515 §4.1.11).
 */
static bool header_is_plain(const struct json *header)
{
    static const char *const refused[] = {"jwk", "jku", "x5u", "x5c", "crit", "b64", "enc", "zip"};
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        if (json_get(header, refused[i]))
            return false;
    }
    return true;
}

/* A token that names a key gets that key or none; one that does not may only mean the only key. */
static const struct token_key *key_choose(const struct token_rules *rules,
                                          const struct json *header)
{
    struct slice kid;
    if (!json_get(header, "kid"))
        return rules->keys_count == 1 ? rules->keys[0].key : NULL;
    if (!json_get_text(header, "kid", &kid))
        return NULL;
    for (size_t i = 0; i < rules->keys_count; i++) {
        if (rules->keys[i].kid && slice_is(kid, rules->keys[i].kid))
            return rules->keys[i].key;
    }
    return NULL;
}

static const struct token_key *header_key(const struct token_rules *rules, struct slice part)
{
    struct slice alg;
    const struct token_key *key = NULL;
    struct json *header = part_parse(part, HEADER_BYTES);
    if (header && header_is_plain(header) && json_get_text(header, "alg", &alg))
        key = key_choose(rules, header);
    if (key && !slice_is(alg, alg_names[token_key_alg(key)]))
        key = NULL;
    json_free(&header);
    return key;
}

static bool signature_fits(const struct token_key *key, const struct parts *parts)
{
    struct buffer bytes;
    buffer_init(&bytes, SIGNATURE_MAX);
    bool fits = base64url_read(parts->signature, &bytes) &&
                token_key_verify(key, parts->text, buffer_slice(&bytes));
    buffer_done(&bytes);
    return fits;
}

/* RFC 7519 §4.1.3: a text or an array of texts. */
static bool audience_fits(const struct json *payload, const char *audience)
{
    struct slice text;
    const struct json *aud = json_get(payload, "aud");
    if (json_as_text(aud, &text))
        return slice_is(text, audience);
    if (!json_is_array(aud))
        return false;
    for (const struct json *item = json_first(aud); item; item = json_next(item)) {
        if (json_as_text(item, &text) && slice_is(text, audience))
            return true;
    }
    return false;
}

static bool issued_fits(const struct token_rules *rules, const struct json *payload)
{
    struct slice issuer;
    if (rules->issuer &&
        !(json_get_text(payload, "iss", &issuer) && slice_is(issuer, rules->issuer)))
        return false;
    return !rules->audience ||
           (json_get(payload, "aud") && audience_fits(payload, rules->audience));
}

/* `nbf` and `iat` may be absent, not of another type, and not lie in the future. */
static bool past_or_absent(const struct json *payload, const char *key, int64_t now_s)
{
    int64_t value;
    if (!json_get(payload, key))
        return true;
    return json_get_int(payload, key, &value) && value <= now_s;
}

/* A long name is cut, not refused. */
static void name_read(const struct json *payload, struct token_claims *claims)
{
    struct slice raw;
    struct buffer name;
    buffer_init(&name, sizeof claims->name - 1);
    if (json_get_text(payload, "name", &raw) &&
        text_clean_name(raw, BOUND_NAME_CHARS, &name) == ERR_NONE)
        memcpy(claims->name, name.bytes, name.len);
    buffer_done(&name);
}

/* `iat` has been looked at by past_or_absent. */
static bool life_fits(const struct token_rules *rules, const struct token_mark *mark, int64_t exp_s,
                      int64_t now_s)
{
    int64_t from_s = mark->iat_s != 0 ? mark->iat_s : now_s;
    return rules->life_s == 0 || exp_s - from_s <= rules->life_s + rules->skew_s;
}

void token_mark_jti(struct token_mark *mark, struct slice jti)
{
    struct hash hash = hash_of(&jti, 1);
    memcpy(mark->jti, hash.bytes, sizeof mark->jti);
}

/* A `jti` that is no text (RFC 7519 §4.1.7) could not be put on a list. */
static bool mark_read(const struct json *payload, struct token_mark *mark)
{
    struct slice jti;
    (void)json_get_int(payload, "iat", &mark->iat_s);
    if (!json_get(payload, "jti"))
        return true;
    if (!json_get_text(payload, "jti", &jti) || jti.len == 0)
        return false;
    token_mark_jti(mark, jti);
    return true;
}

static enum err payload_check(const struct token_rules *rules, const struct json *payload,
                              int64_t now_ms, struct token_claims *claims)
{
    struct slice id;
    int64_t exp_s, now_s = now_ms / 1000;
    if (!issued_fits(rules, payload) || !past_or_absent(payload, "nbf", now_s + rules->skew_s) ||
        !past_or_absent(payload, "iat", now_s + rules->skew_s))
        return ERR_UNAUTHORIZED;
    if (!json_get_text(payload, "sub", &id) || !text_is_id(id) || slice_is(id, "system"))
        return ERR_UNAUTHORIZED;
    if (!json_get_int(payload, "exp", &exp_s) || exp_s <= 0 || exp_s > INT64_MAX / 1000)
        return ERR_UNAUTHORIZED;
    if (exp_s + rules->skew_s <= now_s)
        return ERR_TOKEN_EXPIRED;
    *claims = (struct token_claims){.exp_ms = exp_s * 1000};
    if (!mark_read(payload, &claims->mark))
        return ERR_UNAUTHORIZED;
    if (!life_fits(rules, &claims->mark, exp_s, now_s))
        return ERR_LIMIT_EXCEEDED;
    memcpy(claims->id, id.at, id.len);
    name_read(payload, claims);
    return ERR_NONE;
}

enum err token_verify(const struct token_rules *rules, struct slice token, int64_t now_ms,
                      struct token_claims *claims)
{
    struct parts parts;
    if (!parts_read(token, &parts))
        return ERR_UNAUTHORIZED;
    const struct token_key *key = header_key(rules, parts.header);
    if (!key || !signature_fits(key, &parts))
        return ERR_UNAUTHORIZED;
    struct json *payload = part_parse(parts.payload, TOKEN_BYTES);
    if (!payload)
        return ERR_UNAUTHORIZED;
    enum err error = payload_check(rules, payload, now_ms, claims);
    json_free(&payload);
    return error;
}

static void text_member(struct writer *writer, const char *key, struct slice text)
{
    if (text.at)
        writer_text(writer, key, text);
}

static void header_write(const struct token_order *order, struct buffer *out)
{
    struct writer writer;
    writer_init(&writer, out);
    writer_object(&writer, NULL);
    writer_text(&writer, "alg", slice_of(alg_names[order->alg]));
    writer_text(&writer, "typ", SLICE("JWT"));
    text_member(&writer, "kid", order->kid);
    writer_end(&writer);
}

static void payload_write(const struct token_order *order, struct buffer *out)
{
    struct writer writer;
    writer_init(&writer, out);
    writer_object(&writer, NULL);
    writer_text(&writer, "sub", order->id);
    text_member(&writer, "name", order->name);
    text_member(&writer, "iss", order->issuer);
    text_member(&writer, "aud", order->audience);
    text_member(&writer, "jti", order->jti);
    if (order->iat_s)
        writer_int(&writer, "iat", order->iat_s);
    writer_int(&writer, "exp", order->exp_s);
    writer_end(&writer);
}

enum err token_make(const struct token_order *order, struct buffer *out)
{
    const char *why;
    struct buffer json, text;
    size_t start = out->len;
    struct token_key *key = token_key_private(order->alg, order->key, &why);
    if (!key)
        return ERR_BAD_REQUEST;
    buffer_init(&json, TOKEN_BYTES);
    buffer_init(&text, TOKEN_BYTES);
    header_write(order, &json);
    base64url_write(buffer_slice(&json), &text);
    buffer_add_byte(&text, '.');
    buffer_clear(&json);
    payload_write(order, &json);
    base64url_write(buffer_slice(&json), &text);
    buffer_clear(&json);
    bool done = !text.full && token_key_sign(key, buffer_slice(&text), &json) && !json.full;
    if (done) {
        buffer_add(out, buffer_slice(&text));
        buffer_add_byte(out, '.');
        base64url_write(buffer_slice(&json), out);
    }
    buffer_done(&json);
    buffer_done(&text);
    token_key_free(&key);
    if (done && !out->full)
        return ERR_NONE;
    out->len = start;
    return ERR_BAD_REQUEST;
}
