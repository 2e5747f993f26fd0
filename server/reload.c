/* SPDX-License-Identifier: Apache-2.0
 *
 * Everything is read and tried first, and takes effect only then.
 */
#include "reload.h"

#include "base/log.h"
#include "base/mem.h"
#include "keys.h"
#include "net/tls_pair.h"
#include "secret_file.h"

enum { WHY_BYTES = 2048, CERTIFICATE_DAYS = 14 };

struct reload {
    struct reload_options options;
    struct config *last; /* as it was last read again; NULL: not yet */
};

/* Whose change takes effect; that of any other takes a restart. */
static const enum config_key live[] = {
    CONFIG_LOG_LEVEL,      CONFIG_LIMITS_CONNECTIONS,   CONFIG_LIMITS_PERSON_CONNECTIONS,
    CONFIG_LIMITS_FILE_KB, CONFIG_LIMITS_DRAIN_SECONDS,
};
/* The same, where systems of others sign people in. */
static const enum config_key live_tokens[] = {
    CONFIG_TOKEN_ALGORITHM, CONFIG_TOKEN_SECRET,          CONFIG_TOKEN_SECRET_FILE,
    CONFIG_TOKEN_KEY_FILE,  CONFIG_TOKEN_KEY_ID,          CONFIG_TOKEN_PREVIOUS_FILE,
    CONFIG_TOKEN_ISSUER,    CONFIG_TOKEN_PREVIOUS_KEY_ID, CONFIG_TOKEN_AUDIENCE,
    CONFIG_TOKEN_MAX_HOURS, CONFIG_ACADEMY_ISSUERS,
};

struct reload *reload_new(const struct reload_options *options)
{
    struct reload *reload = mem_new(sizeof *reload);
    reload->options = *options;
    return reload;
}

void reload_free(struct reload **reload)
{
    if (!*reload)
        return;
    config_free(&(*reload)->last);
    mem_free(*reload);
    *reload = NULL;
}

void reload_log_level(const struct config *config)
{
    static const char *const names[] = {"debug", "info", "warn", "error", "off"};
    for (enum log_level level = LOG_DEBUG; level <= LOG_OFF; level++)
        if (strcmp(config_text(config, CONFIG_LOG_LEVEL), names[level]) == 0)
            log_set_level(level);
}

void reload_certificate_say(const struct config *config)
{
    const char *path = config_text(config, CONFIG_SERVER_TLS_CERT);
    int days = *path ? tls_pair_days(path) : 0;
    if (*path && days < 0)
        log_line(LOG_WARN, "the certificate has expired", "file=%s", path);
    else if (*path)
        log_line(days < CERTIFICATE_DAYS ? LOG_WARN : LOG_INFO, "the certificate is good",
                 "file=%s days=%d", path, days);
}

static bool is_one_of(const enum config_key *keys, size_t count, enum config_key key)
{
    for (size_t i = 0; i < count; i++)
        if (keys[i] == key)
            return true;
    return false;
}

static bool is_live(const struct reload *reload, enum config_key key)
{
    return is_one_of(live, sizeof live / sizeof *live, key) ||
           (reload->options.tokens &&
            is_one_of(live_tokens, sizeof live_tokens / sizeof *live_tokens, key));
}

/* What takes a restart is said each time until there is one. */
static void changes_say(const struct reload *reload, const struct config *fresh)
{
    const struct config *started = reload->options.invocation->config;
    const struct config *last = reload->last ? reload->last : started;
    for (enum config_key key = 0; key < CONFIG_COUNT; key++) {
        bool now = is_live(reload, key);
        const struct config_row *row = config_row(key);
        if (strcmp(config_text(fresh, key), config_text(now ? last : started, key)) == 0)
            continue;
        log_line(now ? LOG_INFO : LOG_WARN, now ? "changed" : "changes with a restart alone",
                 "key=%s.%s place=\"%s\"", row->section, row->key, config_source(fresh, key));
    }
}

/* The rules of `fresh`, where there are any to change. False: its keys cannot be used. */
static bool rules_read(const struct reload *reload, const struct config *fresh,
                       struct token_rules **rules, struct buffer *why)
{
    struct buffer key;
    if (!reload->options.tokens)
        return true;
    buffer_init(&key, KEYS_BYTES);
    if (keys_read(fresh, &key, why))
        *rules = keys_rules(fresh, buffer_slice(&key), why);
    buffer_done(&key);
    return *rules;
}

static bool certificate_read(const struct reload *reload, struct buffer *why)
{
    char reason[1024] = "";
    const struct config *started = reload->options.invocation->config;
    if (!*config_text(started, CONFIG_SERVER_TLS_CERT))
        return true;
    if (!secret_file_private(config_text(started, CONFIG_SERVER_TLS_KEY), why))
        return false;
    if (net_certify(reload->options.net, reason, sizeof reason))
        return true;
    buffer_addf(why, "%s", reason);
    return false;
}

static void take_effect(struct reload *reload, const struct config *fresh,
                        struct token_rules *rules)
{
    if (rules)
        token_rules_swap(reload->options.tokens, rules);
    reload_log_level(fresh);
    net_change(
        reload->options.net,
        &(struct net_changes){
            .connections_max = (size_t)config_int(fresh, CONFIG_LIMITS_CONNECTIONS),
            .connections_person = (size_t)config_int(fresh, CONFIG_LIMITS_PERSON_CONNECTIONS),
            .drain_seconds = config_int(fresh, CONFIG_LIMITS_DRAIN_SECONDS),
            .file_bytes = config_int(fresh, CONFIG_LIMITS_FILE_KB) * 1024});
}

void reload_now(struct reload *reload)
{
    struct buffer why;
    struct token_rules *rules = NULL;
    buffer_init(&why, WHY_BYTES);
    struct config *fresh = subcommand_config(reload->options.invocation, &why);
    /* The certificate comes last: it takes effect as it is read. */
    if (fresh && rules_read(reload, fresh, &rules, &why) && certificate_read(reload, &why)) {
        changes_say(reload, fresh);
        take_effect(reload, fresh, rules);
        reload_certificate_say(reload->options.invocation->config);
        log_line(LOG_INFO, "the configuration was read again", NULL);
        config_free(&reload->last);
        reload->last = fresh;
        fresh = NULL;
    } else {
        log_line(LOG_ERROR, "the configuration cannot be used: all stays as it was",
                 "reason=\"%.*s\"", (int)why.len, why.bytes ? why.bytes : "");
    }
    config_free(&fresh);
    token_rules_free(&rules);
    buffer_done(&why);
}
