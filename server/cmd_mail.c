/* SPDX-License-Identifier: Apache-2.0
 *
 * muster mail test: one mail to the server that is configured, and what it says to it.
 * muster mail bounce: what a mail server hands over of mails that came back.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/hash.h"
#include "cmd_api.h"
#include "loop/loop.h"
#include "mail_open.h"
#include "net/bounce_report.h"
#include "outbound/mailer.h"
#include "subcommand.h"

struct trial {
    struct loop *loop;
    struct smtp_report report;
};

static void tried(void *context, const struct smtp_report *report)
{
    struct trial *trial = context;
    trial->report = *report;
    loop_stop(trial->loop);
}

static int tell(const struct smtp_report *report)
{
    if (*report->said)
        printf("The server said: %s\n", report->said);
    if (report->outcome == SMTP_SENT) {
        printf("The mail was taken.\n");
        return 0;
    }
    return subcommand_fail("mail", "the mail was not taken%s: %s",
                           report->outcome == SMTP_LATER ? " now" : "", report->why);
}

static int try(struct trial *trial, struct mailer *mailer, const char *address)
{
    char id[23];
    hash_random_id(id);
    const struct mail mail = {.to = slice_of(address),
                              .subject = SLICE("Muster: a test"),
                              .text = SLICE("This mail was sent by `muster mail test`.\n"),
                              .language = SLICE("en"),
                              .id = slice_of(id),
                              .made_ms = loop_now_ms(trial->loop)};
    mailer_send(mailer, &mail, tried, trial);
    loop_run(trial->loop);
    return tell(&trial->report);
}

/* ---- what came back ----------------------------------------------------------------------------
 */

enum { RETURNED_BYTES = 1 << 20, LINE_BYTES = 1024 };

/* Whether the mail on the input reports that one was not delivered, for good: of one that is longer
 * the beginning counts. */
static bool is_report(void)
{
    char some[LINE_BYTES];
    struct buffer mail;
    size_t len;
    buffer_init(&mail, RETURNED_BYTES);
    while (mail.len + sizeof some <= RETURNED_BYTES &&
           (len = fread(some, 1, sizeof some, stdin)) > 0)
        buffer_add(&mail, (struct slice){some, len});
    bool failed = bounce_report_is_nobody(buffer_slice(&mail));
    buffer_done(&mail);
    return failed;
}

/* What stands behind the last + in front of the @. */
static struct slice word_of(const char *address)
{
    const char *at = address ? strrchr(address, '@') : NULL;
    const char *plus = at ? memrchr(address, '+', (size_t)(at - address)) : NULL;
    return plus ? (struct slice){plus + 1, (size_t)(at - plus - 1)} : SLICE("");
}

static int bounce(const struct config *config, const char *address)
{
    struct slice word = word_of(address ? address : getenv("ORIGINAL_RECIPIENT"));
    char body[LINE_BYTES];
    struct buffer answer;
    if (word.len == 0 || memchr(word.at, '"', word.len) || memchr(word.at, '\\', word.len))
        return subcommand_fail("mail", "no mail of ours has this return path");
    if (!is_report()) {
        puts("It does not say that there is nobody at that address: nothing is done.");
        return 0;
    }
    snprintf(body, sizeof body, "{\"code\":\"%.*s\"}", (int)word.len, word.at);
    buffer_init(&answer, RETURNED_BYTES);
    int status = api_call(config, "POST", "/api/mail/bounce", slice_of(body), &answer);
    int end = 0;
    if (status == 0)
        end = subcommand_fail("mail", "%.*s", (int)answer.len, answer.bytes);
    else if (status != 204)
        end = subcommand_fail("mail", "no mail of ours has this return path");
    else
        puts("Nothing more is sent to that address.");
    buffer_done(&answer);
    return end;
}

static int mail_run(const struct invocation *invocation)
{
    if (invocation->rest_count >= 1 && strcmp(invocation->rest[0], "bounce") == 0)
        return bounce(invocation->config, invocation->rest_count == 2 ? invocation->rest[1] : NULL);

    struct trial trial = {.loop = loop_new()};
    struct mailer *mailer = NULL;
    struct buffer why;
    int status = SUBCOMMAND_USAGE;
    buffer_init(&why, 1024);
    bool good = invocation->rest_count == 2 && strcmp(invocation->rest[0], "test") == 0 &&
                mail_address_good(slice_of(invocation->rest[1]));
    if (!good)
        subcommand_fail("mail", "say: muster mail test ADDRESS, or muster mail bounce [ADDRESS]");
    else if (!mail_open(trial.loop, invocation->config, &mailer, &why))
        status = subcommand_fail("mail", "%.*s", (int)why.len, why.bytes);
    else if (!mailer)
        status = subcommand_fail("mail", "neither mail.url nor mail.file is set");
    else
        status = try(&trial, mailer, invocation->rest[1]);
    mailer_free(&mailer);
    loop_free(&trial.loop);
    buffer_done(&why);
    return status;
}

const struct subcommand cmd_mail = {
    .name = "mail",
    .arguments = "test ADDRESS | bounce [ADDRESS]",
    .summary = "Try the server of mails; take in what came back.",
    .details =
        "test sends one mail as the configuration has it, and says what the server answered.\n"
        "bounce reads a mail that was sent to mail.bounces from its input, as a mail server\n"
        "pipes it; ADDRESS is the one it came to, else $ORIGINAL_RECIPIENT. Where it reports\n"
        "that there is nobody at the address, nothing more is sent there.",
    .rest_max = 2,
    .run = mail_run,
};
