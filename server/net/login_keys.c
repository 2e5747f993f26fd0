/* SPDX-License-Identifier: Apache-2.0
 * A token's jti is "<login>.<end of the login in seconds>". */
#include "net/login_keys.h"

#include "base/log.h"
#include "base/mem.h"
#include "journal/keys.h"
#include "net/links.h"

enum { REFRESH_MS = 60000 };
enum key { KEY_LOGIN, KEY_OPERATOR, KEYS };

static const char *const names[KEYS] = {"login", LOGIN_KEYS_OPERATOR};

struct login_keys {
    struct loop *loop;
    struct journal *journal;
    struct token_rules *rules[KEYS]; /* NULL: not known yet */
    unsigned char bytes[KEYS][JOURNAL_KEY_BYTES];
    unsigned missing[KEYS]; /* how often they were asked for in vain, but for an absent journal */
    struct timer *again;
    loop_fn *known; /* who waits for them; NULL: nobody */
    void *known_context;
    unsigned asking; /* keys under way */
    bool freed;
};

struct ask {
    struct login_keys *keys;
    enum key key;
};

static void ask_all(void *context);

static void free_if_done(struct login_keys *keys)
{
    if (!keys->freed || keys->asking > 0)
        return;
    for (int key = 0; key < KEYS; key++)
        token_rules_free(&keys->rules[key]);
    explicit_bzero(keys->bytes, sizeof keys->bytes);
    mem_free(keys);
}

static struct token_rules *rules_new(enum key key, const unsigned char *bytes)
{
    char why[128];
    const struct token_options options = {
        .issuer = SLICE("muster"),
        .life_seconds = key == KEY_LOGIN ? LOGIN_TOKEN_SECONDS : OPERATOR_TOKEN_SECONDS,
        .keys = {{.alg = TOKEN_HS256,
                  .kid = slice_of(names[key]),
                  .key = {(const char *)bytes, JOURNAL_KEY_BYTES}}},
        .keys_count = 1,
        .keys_named = true}; /* others' tokens are not even hashed */
    return token_rules_new(&options, why, sizeof why);
}

static bool all_known(const struct login_keys *keys)
{
    for (int key = 0; key < KEYS; key++)
        if (!keys->rules[key])
            return false;
    return true;
}

static void call_known(struct login_keys *keys)
{
    loop_fn *known = keys->known;
    if (!all_known(keys))
        return;
    keys->known = NULL;
    if (known && !keys->freed)
        loop_later(keys->loop, known, keys->known_context);
}

static void take(struct login_keys *keys, enum key key, const unsigned char *bytes)
{
    keys->missing[key] = 0;
    if (keys->rules[key] && memcmp(keys->bytes[key], bytes, JOURNAL_KEY_BYTES) == 0)
        return;
    memcpy(keys->bytes[key], bytes, JOURNAL_KEY_BYTES);
    token_rules_free(&keys->rules[key]);
    keys->rules[key] = rules_new(key, bytes);
}

static void tell_missing(enum key key, enum err error, unsigned tries)
{
    if (error != ERR_NOT_AVAILABLE && tries % KEYS_RENEW_TRIES == KEYS_TELL_TRIES)
        log_line(LOG_ERROR,
                 "the keys of sign-ins cannot be kept: nobody can come in; is the folder of keys "
                 "(journal.keys) the server's own, and its disk not full?",
                 "key=%s error=%s", names[key], error_name(error));
    else if (error == ERR_NOT_AVAILABLE && tries == KEYS_TELL_TRIES)
        log_line(LOG_WARN,
                 "PostgreSQL has lost the keys of sign-ins (it crashed, or was put back), and "
                 "journal.keys has no copy: waiting for an instance that has one, else they are "
                 "made anew",
                 "key=%s seconds=%d", names[key],
                 (KEYS_RENEW_TRIES - KEYS_TELL_TRIES) * KEYS_AGAIN_MS / 1000);
    else if (error == ERR_NOT_AVAILABLE && tries == KEYS_RENEW_TRIES)
        log_line(LOG_WARN,
                 "no instance has brought the keys of sign-ins: they are made anew, and links that "
                 "were sent are void",
                 "key=%s", names[key]);
}

/* The next time is a refresh once all are known: another instance may have had one made anew. */
static void came(void *context, enum err error, const unsigned char *bytes)
{
    struct ask *ask = context;
    struct login_keys *keys = ask->keys;
    if (!error)
        take(keys, ask->key, bytes);
    else if (error != ERR_JOURNAL_AWAY && !keys->rules[ask->key])
        tell_missing(ask->key, error, ++keys->missing[ask->key]);
    if (--keys->asking == 0 && !keys->freed)
        keys->again =
            loop_after(keys->loop, all_known(keys) ? REFRESH_MS : KEYS_AGAIN_MS, ask_all, keys);
    call_known(keys);
    mem_free(ask);
    free_if_done(keys);
}

static void ask_all(void *context)
{
    struct login_keys *keys = context;
    timer_close(&keys->again);
    for (int key = 0; key < KEYS; key++) {
        bool renews = keys->missing[key] >= KEYS_RENEW_TRIES;
        struct ask *ask = mem_new(sizeof *ask);
        *ask = (struct ask){keys, (enum key)key};
        keys->asking++;
        (renews ? journal_key_renew : journal_key)(keys->journal, slice_of(names[key]), came, ask);
    }
}

struct login_keys *login_keys_new(struct loop *loop, struct journal *journal)
{
    struct login_keys *keys = mem_new(sizeof *keys);
    keys->loop = loop;
    keys->journal = journal;
    ask_all(keys);
    return keys;
}

void login_keys_free(struct login_keys **keys)
{
    struct login_keys *old = *keys;
    *keys = NULL;
    if (!old)
        return;
    timer_close(&old->again);
    old->freed = true;
    free_if_done(old);
}

void login_keys_when_known(struct login_keys *keys, loop_fn *fn, void *context)
{
    keys->known = fn;
    keys->known_context = context;
    call_known(keys);
}

static struct slice key_of(const struct login_keys *keys, enum key key)
{
    return (struct slice){(const char *)keys->bytes[key], JOURNAL_KEY_BYTES};
}

bool login_keys_derive(const struct login_keys *keys, const char *use, struct hash *key)
{
    struct slice part = slice_of(use);
    if (!keys->rules[KEY_LOGIN])
        return false;
    *key = hash_mac(key_of(keys, KEY_LOGIN), &part, 1);
    return true;
}

bool login_keys_sign(const struct login_keys *keys, const struct login_token *token,
                     struct buffer *out, int64_t *expires_ms)
{
    char jti[64];
    int64_t now_s = loop_now_ms(keys->loop) / 1000;
    snprintf(jti, sizeof jti, "%.*s.%lld", (int)token->login.len, token->login.at,
             (long long)(token->ends_ms / 1000));
    const struct token_order order = {.alg = TOKEN_HS256,
                                      .key = key_of(keys, KEY_LOGIN),
                                      .kid = slice_of(names[KEY_LOGIN]),
                                      .id = token->person,
                                      .name = token->name,
                                      .issuer = SLICE("muster"),
                                      .jti = slice_of(jti),
                                      .iat_s = now_s,
                                      .exp_s = now_s + LOGIN_TOKEN_SECONDS};
    *expires_ms = order.exp_s * 1000;
    return keys->rules[KEY_LOGIN] && token_make(&order, out) == ERR_NONE;
}

static bool jti_read(struct token_claims *claims)
{
    char *dot = strchr(claims->jti, '.');
    if (!dot || dot - claims->jti != LINK_ID_BYTES - 1)
        return false;
    claims->ends_ms = 0;
    for (const char *at = dot + 1; *at; at++) {
        if (*at < '0' || *at > '9')
            return false;
        claims->ends_ms = claims->ends_ms * 10 + (*at - '0');
    }
    claims->ends_ms *= 1000;
    *dot = '\0';
    return true;
}

static enum err verify(const struct login_keys *keys, enum key key, struct slice token,
                       struct token_claims *claims)
{
    const struct token_rules *rules = keys->rules[key];
    return rules ? token_verify(rules, token, loop_now_ms(keys->loop), claims) : ERR_JOURNAL_AWAY;
}

enum err login_keys_verify(const struct login_keys *keys, struct slice token,
                           struct token_claims *claims)
{
    enum err error = verify(keys, KEY_LOGIN, token, claims);
    if (error == ERR_LIMIT_EXCEEDED)
        return ERR_UNAUTHORIZED;
    if (error == ERR_UNAUTHORIZED && !keys->rules[KEY_OPERATOR])
        return ERR_JOURNAL_AWAY;
    return error ? error : jti_read(claims) ? ERR_NONE : ERR_UNAUTHORIZED;
}

bool login_keys_operator(const struct login_keys *keys, struct slice token)
{
    struct token_claims claims;
    return verify(keys, KEY_OPERATOR, token, &claims) == ERR_NONE &&
           slice_is(slice_of(claims.id), LOGIN_KEYS_OPERATOR);
}

bool login_keys_sign_operator(struct slice key, int64_t now_s, struct buffer *out)
{
    const struct token_order order = {.alg = TOKEN_HS256,
                                      .key = key,
                                      .kid = slice_of(names[KEY_OPERATOR]),
                                      .id = SLICE(LOGIN_KEYS_OPERATOR),
                                      .issuer = SLICE("muster"),
                                      .iat_s = now_s,
                                      .exp_s = now_s + OPERATOR_TOKEN_SECONDS};
    return token_make(&order, out) == ERR_NONE;
}
