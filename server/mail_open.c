/* SPDX-License-Identifier: Apache-2.0
 * The password is forgotten as soon as the mailer has it. */
#include "mail_open.h"

#include "keys.h"
#include "outbound/mailer.h"

static enum smtp_tls tls_of(const char *word)
{
    static const char *const words[] = {[SMTP_TLS_AUTO] = "auto",
                                        [SMTP_TLS_REQUIRED] = "required",
                                        [SMTP_TLS_OPPORTUNISTIC] = "opportunistic",
                                        [SMTP_TLS_OFF] = "off"};
    for (enum smtp_tls tls = SMTP_TLS_AUTO; tls <= SMTP_TLS_OFF; tls++)
        if (strcmp(word, words[tls]) == 0)
            return tls;
    return SMTP_TLS_REQUIRED;
}

static struct mailer *make(struct loop *loop, const struct config *config, const char *password,
                           struct buffer *why)
{
    char reason[256] = "";
    const struct mailer_options options = {
        .loop = loop,
        .smtp = {.url = config_text(config, CONFIG_MAIL_URL),
                 .user = config_text(config, CONFIG_MAIL_USER),
                 .password = password,
                 .ca = config_text(config, CONFIG_MAIL_CA),
                 .tls = tls_of(config_text(config, CONFIG_MAIL_TLS)),
                 .timeout_ms = config_int(config, CONFIG_MAIL_TIMEOUT_SECONDS) * 1000,
                 .connections = (size_t)config_int(config, CONFIG_MAIL_CONNECTIONS)},
        .file = config_text(config, CONFIG_MAIL_FILE),
        .from = config_text(config, CONFIG_MAIL_FROM),
        .bounces = config_text(config, CONFIG_MAIL_BOUNCES),
        .name = config_text(config, CONFIG_SERVER_NAME),
        .retry_ms = config_int(config, CONFIG_MAIL_RETRY_SECONDS) * 1000,
    };
    struct mailer *mailer = mailer_new(&options, reason, sizeof reason);
    if (!mailer)
        buffer_addf(why, "%s", reason);
    return mailer;
}

bool mail_open(struct loop *loop, const struct config *config, struct mailer **mailer,
               struct buffer *why)
{
    struct buffer password;
    *mailer = NULL;
    if (!*config_text(config, CONFIG_MAIL_URL) && !*config_text(config, CONFIG_MAIL_FILE))
        return true;
    buffer_init(&password, KEYS_BYTES);
    if (keys_mail(config, &password, why)) {
        buffer_add_byte(&password, '\0');
        *mailer = make(loop, config, password.bytes, why);
    }
    if (password.bytes)
        explicit_bzero(password.bytes, password.len);
    buffer_done(&password);
    return *mailer;
}
