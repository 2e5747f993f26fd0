/* SPDX-License-Identifier: Apache-2.0
 *
 * muster token: a signed token, for trials, tests and scripts.
 */
#include <errno.h>
#include <time.h>

#include "base/text.h"
#include "keys.h"
#include "secret_file.h"
#include "subcommand.h"

enum { FLAG_SUB, FLAG_NAME, FLAG_TTL, FLAG_JTI, FLAG_KEY };
enum { TTL_DEFAULT_S = 3600, TTL_MAX_S = 10 * 366 * 86400 };

/* "90", "90s", "15m", "8h" or "30d" as seconds; 0 when it is none of them. */
static int64_t duration_read(const char *text)
{
    static const struct {
        const char *unit;
        int64_t seconds;
    } units[] = {{"", 1}, {"s", 1}, {"m", 60}, {"h", 3600}, {"d", 86400}};
    char *end = NULL;
    errno = 0;
    long long count = strtoll(text, &end, 10);
    if (errno || end == text || count <= 0 || count > TTL_MAX_S)
        return 0;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (strcmp(end, units[i].unit) == 0 && count <= TTL_MAX_S / units[i].seconds)
            return count * units[i].seconds;
    return 0;
}

/* The key that signs: the secret itself, or the private half of the configured public key. */
static bool signing_key_read(const struct invocation *invocation, struct buffer *key,
                             struct buffer *why)
{
    const char *path = invocation->values[FLAG_KEY];
    if (path)
        return secret_file_read(path, key, why);
    if (keys_alg(invocation->config) == TOKEN_HS256)
        return keys_read(invocation->config, key, why);
    buffer_addf(why, "%s signs with a private key: name its PEM file with --key",
                config_text(invocation->config, CONFIG_TOKEN_ALGORITHM));
    return false;
}

static int token_print(const struct invocation *invocation, struct slice key, int64_t ttl_s)
{
    struct buffer token;
    int64_t now_s = time(NULL);
    struct token_order order = {
        .alg = keys_alg(invocation->config),
        .key = key,
        .kid = keys_text(invocation->config, CONFIG_TOKEN_KEY_ID),
        .id = slice_of(invocation->values[FLAG_SUB]),
        .name = slice_of(invocation->values[FLAG_NAME]),
        .issuer = keys_text(invocation->config, CONFIG_TOKEN_ISSUER),
        .audience = keys_text(invocation->config, CONFIG_TOKEN_AUDIENCE),
        .jti = slice_of(invocation->values[FLAG_JTI]),
        .iat_s = now_s,
        .exp_s = now_s + ttl_s,
    };
    buffer_init(&token, TOKEN_BYTES);
    enum err error = token_make(&order, &token);
    if (!error)
        printf("%.*s\n", (int)token.len, token.bytes);
    buffer_done(&token);
    return error ? subcommand_fail("token", "the key does not fit the algorithm") : 0;
}

static int token_run(const struct invocation *invocation)
{
    const char *ttl = invocation->values[FLAG_TTL];
    int64_t hours_max = config_int(invocation->config, CONFIG_TOKEN_MAX_HOURS);
    int64_t ttl_s = ttl ? duration_read(ttl) : TTL_DEFAULT_S;
    struct buffer key, why;
    int status = SUBCOMMAND_USAGE;
    if (!invocation->values[FLAG_SUB] || !text_is_id(slice_of(invocation->values[FLAG_SUB]))) {
        subcommand_fail("token", "--sub needs an identifier (A-Z a-z 0-9 . _ ~ @ -)");
        return SUBCOMMAND_USAGE;
    }
    if (ttl_s == 0) {
        subcommand_fail("token", "--ttl needs a time such as 90s, 15m, 8h or 30d");
        return SUBCOMMAND_USAGE;
    }
    if (ttl_s > hours_max * 3600) {
        subcommand_fail("token", "--ttl is longer than token.max_hours (%lld): it would be refused",
                        (long long)hours_max);
        return SUBCOMMAND_USAGE;
    }
    buffer_init(&key, KEYS_BYTES);
    buffer_init(&why, 2048);
    status = signing_key_read(invocation, &key, &why)
                 ? token_print(invocation, buffer_slice(&key), ttl_s)
                 : subcommand_fail("token", "%.*s", (int)why.len, why.bytes);
    buffer_done(&key);
    buffer_done(&why);
    return status;
}

static const struct subcommand_flag flags[] = {
    [FLAG_SUB] = {.name = "sub", .value = "ID", .help = "whom it names (claim sub); required"},
    [FLAG_NAME] = {.name = "name", .value = "NAME", .help = "the name others see (claim name)"},
    [FLAG_TTL] = {.name = "ttl", .value = "TIME", .help = "how long it holds: 90s, 15m, 8h; 1h"},
    [FLAG_JTI] = {.name = "jti",
                  .value = "ID",
                  .help = "its own name, by which it can be revoked (claim jti)"},
    [FLAG_KEY] = {.name = "key",
                  .value = "FILE",
                  .help = "the private key (PEM) of RS256, ES256, EdDSA"},
};

const struct subcommand cmd_token = {
    .name = "token",
    .arguments = "--sub ID",
    .summary = "Make a signed token.",
    .details =
        "Signs with the configured algorithm; HS256 uses the configured secret. Issuer,\n"
        "audience and key id come from the configuration too. For example:\n"
        "  muster token --config /etc/muster/muster.ini --sub u7 --name \"Participant 7\" --ttl 8h",
    .flags = flags,
    .flags_count = sizeof flags / sizeof *flags,
    .run = token_run,
};
