/* SPDX-License-Identifier: Apache-2.0
 *
 * header.payload.signature, each base64url. The order of work: shape, header, choice of the key by
 * the header's `kid`, the key's own algorithm against the header's claim of it, signature; only
 * then is the payload read.
 */
#include "net/token.h"

#include "base/base64url.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/json_raw.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/text_clean.h"
#include "base/writer.h"
#include "net/token_key.h"

enum {
    SKEW_SECONDS = 10,
    HEADER_BYTES = 1024,
    HEADER_CHARS = (HEADER_BYTES + 2) / 3 * 4, /* of them in base64url */
    SIGNATURE_MAX = 1024,
};

/* Seconds: a date beyond it in milliseconds is no exact number any more. */
#define DATE_MAX 9007199254740.0

struct rule_key {
    char *kid; /* NULL: it has no name */
    struct token_key *key;
    struct buffer
        *header; /* owned: the last that led to it, as it came: mostly the next one's too */
};

struct rule_issuer {
    char *name; /* owned */
    bool joins;
};

struct token_rules {
    char *issuer, *audience; /* NULL: not checked */
    struct rule_issuer issuers[TOKEN_ISSUERS];
    size_t issuers_count;
    bool outside;
    int64_t skew_s, life_s; /* life 0: any */
    bool keys_named;
    bool rotates; /* the second of the keys is the one before the first */
    struct rule_key keys[TOKEN_KEYS];
    size_t keys_count;
    struct buffer *strange; /* owned: the last header that led to none of them, as it came */
};

struct parts {
    struct slice header, payload, signature;
    struct slice text; /* header.payload: what is signed */
};

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
    rules->outside = options->outside;
    for (size_t i = 0; i < options->issuers_count && i < TOKEN_ISSUERS; i++)
        rules->issuers[rules->issuers_count++] =
            (struct rule_issuer){mem_text(options->issuers[i].name), options->issuers[i].joins};
    rules->skew_s = options->skew_seconds > 0 ? options->skew_seconds : SKEW_SECONDS;
    rules->life_s = options->life_seconds;
    rules->keys_named = options->keys_named;
    rules->rotates = options->rotates && options->keys_count == 2;
    rules->strange = mem_new(sizeof *rules->strange);
    buffer_init(rules->strange, HEADER_CHARS);
    const char *reason = options->keys_count > TOKEN_KEYS ? "too many keys" : NULL;
    for (size_t i = 0; !reason && i < options->keys_count; i++) {
        const struct token_key_options *from = &options->keys[i];
        struct rule_key *to = &rules->keys[rules->keys_count++];
        to->kid = text_or_null(from->kid);
        to->key = token_key_public(from->alg, from->key, &reason);
        to->header = mem_new(sizeof *to->header);
        buffer_init(to->header, HEADER_CHARS);
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
        buffer_done((*rules)->keys[i].header);
        mem_free((*rules)->keys[i].header);
    }
    buffer_done((*rules)->strange);
    mem_free((*rules)->strange);
    for (size_t i = 0; i < (*rules)->issuers_count; i++)
        mem_free((*rules)->issuers[i].name);
    mem_free((*rules)->issuer);
    mem_free((*rules)->audience);
    mem_free(*rules);
    *rules = NULL;
}

void token_rules_swap(struct token_rules *one, struct token_rules *other)
{
    struct token_rules kept = *one;
    *one = *other;
    *other = kept;
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

static bool part_read(struct slice part, struct buffer *text)
{
    return base64url_read(part, text) && text_is_utf8(buffer_slice(text));
}

/* The header as a JSON object, or NULL. */
static struct json *header_parse(struct slice part)
{
    struct buffer text;
    struct json *json = NULL;
    buffer_init(&text, HEADER_BYTES);
    if (part_read(part, &text))
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

/* A token that names a key gets that key or none; one that does not may only mean the only key, if
 * it may at all, or the newer of two. */
static const struct rule_key *key_choose(const struct token_rules *rules, const struct json *header)
{
    struct slice kid;
    if (!json_get(header, "kid"))
        return (rules->keys_count == 1 || rules->rotates) && !rules->keys_named ? &rules->keys[0]
                                                                                : NULL;
    if (!json_get_text(header, "kid", &kid))
        return NULL;
    for (size_t i = 0; i < rules->keys_count; i++) {
        if (rules->keys[i].kid && slice_is(kid, rules->keys[i].kid))
            return &rules->keys[i];
    }
    return NULL;
}

static const struct rule_key *header_read(const struct token_rules *rules, struct slice part)
{
    struct slice alg;
    const struct rule_key *to = NULL;
    struct json *header = header_parse(part);
    if (header && header_is_plain(header) && json_get_text(header, "alg", &alg))
        to = key_choose(rules, header);
    if (to && !slice_is(alg, token_alg_name(token_key_alg(to->key))))
        to = NULL;
    json_free(&header);
    return to;
}

static const struct token_key *header_key(const struct token_rules *rules, struct slice part)
{
    for (size_t i = 0; i < rules->keys_count; i++) {
        if (slice_equal(part, buffer_slice(rules->keys[i].header)))
            return rules->keys[i].key;
    }
    if (slice_equal(part, buffer_slice(rules->strange)))
        return NULL;
    const struct rule_key *to = header_read(rules, part);
    struct buffer *seen = to ? to->header : rules->strange;
    buffer_clear(seen);
    buffer_add(seen, part);
    return to ? to->key : NULL;
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

/* By the key that it leads to, or by the one that was there before that. */
static bool is_signed(const struct token_rules *rules, const struct parts *parts)
{
    const struct token_key *key = header_key(rules, parts->header);
    if (!key)
        return false;
    return signature_fits(key, parts) || (rules->rotates && key == rules->keys[0].key &&
                                          signature_fits(rules->keys[1].key, parts));
}

/* The claims that are read. */
enum claim {
    CLAIM_ISS,
    CLAIM_AUD,
    CLAIM_SUB,
    CLAIM_NAME,
    CLAIM_EXP,
    CLAIM_NBF,
    CLAIM_IAT,
    CLAIM_JTI,
    CLAIM_EMAIL,
    CLAIM_EMAIL_VERIFIED,
    CLAIM_COUNTRY,
    CLAIMS
};

struct payload {
    struct json *claims[CLAIMS]; /* owned; NULL: not there, or cannot be read */
    bool there[CLAIMS];
};

static void payload_free(struct payload *payload)
{
    for (int claim = 0; claim < CLAIMS; claim++)
        json_free(&payload->claims[claim]);
}

static bool claim_take(struct payload *payload, const struct json_member *member)
{
    static const char *const names[CLAIMS] = {
        "iss", "aud", "sub",   "name",           "exp",     "nbf",
        "iat", "jti", "email", "email_verified", "country",
    };
    for (int claim = 0; claim < CLAIMS; claim++) {
        if (!json_raw_key_is(member->key, names[claim]))
            continue;
        if (payload->there[claim])
            return false; /* RFC 7519 §4: twice is none or the last, and nobody knows which */
        payload->there[claim] = true;
        (void)json_parse_claim(member->value, &payload->claims[claim]);
    }
    return true;
}

/* What a token carries beside our claims is not looked at. */
static bool payload_read(struct slice part, struct payload *payload)
{
    struct buffer text;
    struct json_member member;
    enum json_step step = JSON_STEP_BAD;
    buffer_init(&text, TOKEN_BYTES);
    if (part_read(part, &text)) {
        struct json_walk walk = json_walk_start(buffer_slice(&text));
        while ((step = json_walk_next(&walk, &member)) == JSON_STEP_MEMBER)
            if (!claim_take(payload, &member))
                break;
    }
    buffer_done(&text);
    return step == JSON_STEP_END;
}

/* RFC 7519 §4.1.3: a text or an array of texts. */
static bool audience_fits(const struct json *aud, const char *audience)
{
    struct slice text;
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

/* The one of several whose token it is; NULL: none of them, or none at all. */
static const struct rule_issuer *issuer_find(const struct token_rules *rules,
                                             const struct payload *payload)
{
    struct slice issuer;
    if (!json_as_text(payload->claims[CLAIM_ISS], &issuer))
        return NULL;
    for (size_t i = 0; i < rules->issuers_count; i++)
        if (slice_is(issuer, rules->issuers[i].name))
            return &rules->issuers[i];
    return NULL;
}

static bool issued_fits(const struct token_rules *rules, const struct payload *payload)
{
    struct slice issuer;
    if (rules->issuer && !issuer_find(rules, payload) &&
        !(json_as_text(payload->claims[CLAIM_ISS], &issuer) && slice_is(issuer, rules->issuer)))
        return false;
    return !rules->audience || audience_fits(payload->claims[CLAIM_AUD], rules->audience);
}

/* A NumericDate (RFC 7519 §2), which may have a fraction, in milliseconds. */
static bool date_ms(const struct payload *payload, enum claim claim, int64_t *ms)
{
    double seconds;
    if (!json_as_double(payload->claims[claim], &seconds) || !(seconds < DATE_MAX) ||
        !(seconds > -DATE_MAX))
        return false;
    *ms = (int64_t)(seconds * 1000);
    return true;
}

/* `nbf` and `iat` may be absent, not of another type, and not lie in the future. */
static bool past_or_absent(const struct payload *payload, enum claim claim, int64_t now_ms)
{
    int64_t ms;
    return !payload->there[claim] || (date_ms(payload, claim, &ms) && ms <= now_ms);
}

/* A long name is cut, not refused. */
static void name_read(const struct payload *payload, struct token_claims *claims)
{
    struct slice raw;
    struct buffer name;
    buffer_init(&name, sizeof claims->name - 1);
    if (json_as_text(payload->claims[CLAIM_NAME], &raw) &&
        text_clean_name(raw, BOUND_NAME_CHARS, &name) == ERR_NONE)
        memcpy(claims->name, name.bytes, name.len);
    buffer_done(&name);
}

/* `iat` has been looked at by past_or_absent. */
static bool life_fits(const struct token_rules *rules, const struct token_mark *mark,
                      int64_t exp_ms, int64_t now_ms)
{
    int64_t from_ms = mark->iat_s != 0 ? mark->iat_s * 1000 : now_ms;
    return rules->life_s == 0 || exp_ms - from_ms <= (rules->life_s + rules->skew_s) * 1000;
}

void token_mark_jti(struct token_mark *mark, struct slice jti)
{
    struct hash hash = hash_of(&jti, 1);
    memcpy(mark->jti, hash.bytes, sizeof mark->jti);
}

/* A `jti` that is no text (RFC 7519 §4.1.7) could not be put on a list. */
static bool mark_read(const struct payload *payload, struct token_claims *claims)
{
    struct slice jti;
    int64_t iat_ms;
    struct token_mark *mark = &claims->mark;
    if (payload->there[CLAIM_IAT] && date_ms(payload, CLAIM_IAT, &iat_ms))
        mark->iat_s = iat_ms / 1000;
    if (!payload->there[CLAIM_JTI])
        return true;
    if (!json_as_text(payload->claims[CLAIM_JTI], &jti) || jti.len == 0)
        return false;
    token_mark_jti(mark, jti);
    if (jti.len < sizeof claims->jti)
        memcpy(claims->jti, jti.at, jti.len);
    return true;
}

/* The subs of the issuer that the configuration names alone are ids as they stand. */
static bool person_read(const struct token_rules *rules, const struct payload *payload,
                        struct token_claims *claims)
{
    struct slice sub, issuer;
    const struct rule_issuer *of = issuer_find(rules, payload);
    if (!json_as_text(payload->claims[CLAIM_SUB], &sub))
        return false;
    if (rules->outside && json_as_text(payload->claims[CLAIM_ISS], &issuer) && issuer.len > 0)
        claims->newcomer = of && of->joins ? TOKEN_NEWCOMER_JOINS : TOKEN_NEWCOMER_ASKS;
    if (of && !(rules->issuer && strcmp(of->name, rules->issuer) == 0))
        return token_person_of(slice_of(of->name), sub, claims->id);
    return token_person(sub, claims->id);
}

/* What is told of somebody when access is asked for them. What does not fit is left out. */
static void contact_read(const struct payload *payload, struct token_claims *claims)
{
    struct slice text;
    bool verified = true;
    (void)json_as_bool(payload->claims[CLAIM_EMAIL_VERIFIED], &verified);
    if (verified && json_as_text(payload->claims[CLAIM_EMAIL], &text) &&
        text.len < sizeof claims->mail)
        memcpy(claims->mail, text.at, text.len);
    if (json_as_text(payload->claims[CLAIM_COUNTRY], &text) && text.len == 2)
        memcpy(claims->country, text.at, text.len);
}

static enum err payload_check(const struct token_rules *rules, const struct payload *payload,
                              int64_t now_ms, struct token_claims *claims)
{
    int64_t exp_ms, skew_ms = rules->skew_s * 1000;
    *claims = (struct token_claims){0};
    if (!issued_fits(rules, payload) || !past_or_absent(payload, CLAIM_NBF, now_ms + skew_ms) ||
        !past_or_absent(payload, CLAIM_IAT, now_ms + skew_ms))
        return ERR_UNAUTHORIZED;
    if (!person_read(rules, payload, claims))
        return ERR_UNAUTHORIZED;
    if (!date_ms(payload, CLAIM_EXP, &exp_ms) || exp_ms <= 0)
        return ERR_UNAUTHORIZED;
    if (exp_ms + skew_ms <= now_ms)
        return ERR_TOKEN_EXPIRED;
    if (!mark_read(payload, claims))
        return ERR_UNAUTHORIZED;
    if (!life_fits(rules, &claims->mark, exp_ms, now_ms))
        return ERR_LIMIT_EXCEEDED;
    claims->exp_ms = exp_ms;
    name_read(payload, claims);
    if (claims->newcomer)
        contact_read(payload, claims);
    return ERR_NONE;
}

enum err token_verify(const struct token_rules *rules, struct slice token, int64_t now_ms,
                      struct token_claims *claims)
{
    struct parts parts;
    struct payload payload = {0};
    if (!parts_read(token, &parts) || !is_signed(rules, &parts))
        return ERR_UNAUTHORIZED;
    enum err error = payload_read(parts.payload, &payload)
                         ? payload_check(rules, &payload, now_ms, claims)
                         : ERR_UNAUTHORIZED;
    payload_free(&payload);
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
    writer_text(&writer, "alg", slice_of(token_alg_name(order->alg)));
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

uint32_t token_until_s(const struct token_claims *claims)
{
    int64_t until_s = ((claims->ends_ms ? claims->ends_ms : claims->exp_ms) + 999) / 1000;
    return until_s < UINT32_MAX ? (uint32_t)until_s : UINT32_MAX;
}

enum err token_make(const struct token_order *order, struct buffer *out)
{
    const char *why;
    struct buffer header, payload;
    struct token_key *key = token_key_private(order->alg, order->key, &why);
    if (!key)
        return ERR_BAD_REQUEST;
    buffer_init(&header, HEADER_BYTES);
    buffer_init(&payload, TOKEN_BYTES);
    header_write(order, &header);
    payload_write(order, &payload);
    bool done = !header.full && !payload.full &&
                token_key_join(key, buffer_slice(&header), buffer_slice(&payload), out);
    buffer_done(&header);
    buffer_done(&payload);
    token_key_free(&key);
    return done ? ERR_NONE : ERR_BAD_REQUEST;
}
