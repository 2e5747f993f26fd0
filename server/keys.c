/* SPDX-License-Identifier: Apache-2.0
 *
 * Reading and making keys of tokens.
 */
#include "keys.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/hash.h"
#include "secret_file.h"
#include "words.h"

enum { MEDIA_SECRET_BYTES = 32 };

struct slice keys_text(const struct config *config, enum config_key key)
{
    const char *text = config_text(config, key);
    return *text ? slice_of(text) : (struct slice){0};
}

enum token_alg keys_alg(const struct config *config)
{
    enum token_alg alg = TOKEN_HS256;
    token_alg_find(slice_of(config_text(config, CONFIG_TOKEN_ALGORITHM)), &alg);
    return alg;
}

/* A secret that stands in the configuration or in a file that it names; none leaves `out` empty. */
static bool either_read(const struct config *config, const enum config_key keys[2],
                        struct buffer *out, struct buffer *why)
{
    struct slice secret = keys_text(config, keys[0]);
    const char *path = config_text(config, keys[1]);
    if (secret.at && *path) {
        const struct config_row *row = config_row(keys[0]);
        buffer_addf(why, "%s.%s and %s.%s_file are both set: one is enough", row->section, row->key,
                    row->section, row->key);
        return false;
    }
    if (*path)
        return secret_file_take(path, out, why);
    buffer_add(out, secret);
    return true;
}

static bool secret_read(const struct config *config, struct buffer *key, struct buffer *why)
{
    static const enum config_key keys[] = {CONFIG_TOKEN_SECRET, CONFIG_TOKEN_SECRET_FILE};
    if (!either_read(config, keys, key, why))
        return false;
    if (key->len == 0 && !*config_text(config, CONFIG_TOKEN_SECRET_FILE)) {
        buffer_addf(why, "there is no key for tokens: set token.secret_file (HS256), or "
                         "token.algorithm and token.key_file, or try --demo");
        return false;
    }
    return true;
}

bool keys_mail(const struct config *config, struct buffer *password, struct buffer *why)
{
    static const enum config_key keys[] = {CONFIG_MAIL_PASSWORD, CONFIG_MAIL_PASSWORD_FILE};
    return either_read(config, keys, password, why);
}

bool keys_named(const struct config *config)
{
    if (keys_alg(config) != TOKEN_HS256)
        return *config_text(config, CONFIG_TOKEN_KEY_FILE);
    return *config_text(config, CONFIG_TOKEN_SECRET) ||
           *config_text(config, CONFIG_TOKEN_SECRET_FILE);
}

bool keys_read(const struct config *config, struct buffer *key, struct buffer *why)
{
    const char *path = config_text(config, CONFIG_TOKEN_KEY_FILE);
    if (keys_alg(config) == TOKEN_HS256)
        return secret_read(config, key, why);
    if (*path)
        return secret_file_read(path, key, why);
    buffer_addf(why,
                "there is no key for tokens: token.algorithm is %s and token.key_file is empty",
                config_text(config, CONFIG_TOKEN_ALGORITHM));
    return false;
}

bool keys_media(const struct config *config, struct slice key, struct buffer *secret,
                struct buffer *why)
{
    const char *path = config_text(config, CONFIG_SERVER_MEDIA_SECRET_FILE);
    if (!*path) {
        if (keys_alg(config) == TOKEN_HS256)
            buffer_add(secret, key);
        return true;
    }
    if (!secret_file_take(path, secret, why))
        return false;
    if (secret->len < MEDIA_SECRET_BYTES)
        buffer_addf(why, "%s: the secret of server.media_secret_file has at least %d bytes", path,
                    MEDIA_SECRET_BYTES);
    return secret->len >= MEDIA_SECRET_BYTES;
}

void keys_make(struct buffer *key)
{
    char id[23];
    for (int i = 0; i < 2; i++) {
        hash_random_id(id);
        buffer_add(key, slice_of(id));
    }
}

/* Written whole or not at all: a kill in between must not leave a short secret. */
static bool secret_make(const char *path, struct buffer *why)
{
    char temporary[4096];
    struct buffer secret;
    snprintf(temporary, sizeof temporary, "%s.new", path);
    buffer_init(&secret, 64);
    keys_make(&secret);
    int fd = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    bool good =
        fd >= 0 && dprintf(fd, "%.*s\n", (int)secret.len, secret.bytes) > 0 && fsync(fd) == 0;
    if (fd >= 0 && close(fd) != 0)
        good = false;
    buffer_done(&secret);
    if (good && rename(temporary, path) == 0)
        return true;
    buffer_addf(why, "%s: %s", path, strerror(errno));
    return false;
}

bool keys_read_or_make(const char *path, struct buffer *key, struct buffer *why)
{
    if (access(path, F_OK) != 0 && !secret_make(path, why))
        return false;
    return secret_file_take(path, key, why);
}

/* Issuers, each with the word behind it, if it is one of these. */
static bool issuers_read(const struct words *words, struct token_options *options,
                         struct buffer *why)
{
    for (size_t i = 0; words->items[i]; i++) {
        const char *word = words->items[i];
        bool joins = strcmp(word, "member") == 0;
        if (joins || strcmp(word, "request") == 0) {
            if (i == 0)
                buffer_addf(why, "academy.issuers: %s stands behind the issuer it is for", word);
            else
                options->issuers[options->issuers_count - 1].joins = joins;
        } else if (options->issuers_count == TOKEN_ISSUERS) {
            buffer_addf(why, "academy.issuers names more than %d", TOKEN_ISSUERS);
        } else {
            options->issuers[options->issuers_count++].name = slice_of(word);
        }
        if (why->len > 0)
            return false;
    }
    return true;
}

/* The key that was there before, where the configuration names it: the second of `options`. */
static bool previous_read(const struct config *config, struct token_options *options,
                          struct buffer *key, struct buffer *why)
{
    const char *path = config_text(config, CONFIG_TOKEN_PREVIOUS_FILE);
    struct slice kid = keys_text(config, CONFIG_TOKEN_PREVIOUS_KEY_ID);
    bool secret = options->keys[0].alg == TOKEN_HS256;
    if (!*path || options->keys_count == 0 || !keys_named(config))
        return true;
    if (!(secret ? secret_file_take : secret_file_read)(path, key, why))
        return false;
    options->keys[1] = (struct token_key_options){.alg = options->keys[0].alg,
                                                  .kid = kid.at ? kid : options->keys[0].kid,
                                                  .key = buffer_slice(key)};
    options->keys_count = 2;
    options->rotates = true;
    return true;
}

struct token_rules *keys_rules(const struct config *config, struct slice key, struct buffer *why)
{
    char reason[256] = "";
    struct token_options options = {
        .issuer = keys_text(config, CONFIG_TOKEN_ISSUER),
        .audience = keys_text(config, CONFIG_TOKEN_AUDIENCE),
        .life_seconds = config_int(config, CONFIG_TOKEN_MAX_HOURS) * 3600,
        .keys = {{.alg = keys_alg(config),
                  .kid = keys_text(config, CONFIG_TOKEN_KEY_ID),
                  .key = key}},
        .keys_count = key.at ? 1 : 0,
        .outside = true,
    };
    struct words issuers;
    struct buffer previous;
    if (key.at && options.keys[0].alg != TOKEN_HS256 && !options.audience.at) {
        buffer_addf(why,
                    "token.audience is empty: with %s the issuer may sign for other services "
                    "too, set it to what `aud` names this one by",
                    config_text(config, CONFIG_TOKEN_ALGORITHM));
        return NULL;
    }
    words_init(&issuers, config_text(config, CONFIG_ACADEMY_ISSUERS));
    buffer_init(&previous, KEYS_BYTES);
    bool good =
        issuers_read(&issuers, &options, why) && previous_read(config, &options, &previous, why);
    struct token_rules *rules = good ? token_rules_new(&options, reason, sizeof reason) : NULL;
    if (good && !rules)
        buffer_addf(why, "%s", reason);
    buffer_done(&previous);
    words_done(&issuers);
    return rules;
}
