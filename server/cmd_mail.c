/* SPDX-License-Identifier: Apache-2.0
 *
 * muster mail test: one mail to the server that is configured, and what it says to it.
 */
#include <stdio.h>

#include "base/hash.h"
#include "loop/loop.h"
#include "mail_open.h"
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

static int mail_run(const struct invocation *invocation)
{
    struct trial trial = {.loop = loop_new()};
    struct mailer *mailer = NULL;
    struct buffer why;
    int status = SUBCOMMAND_USAGE;
    buffer_init(&why, 1024);
    bool good = invocation->rest_count == 2 && strcmp(invocation->rest[0], "test") == 0 &&
                mail_address_good(slice_of(invocation->rest[1]));
    if (!good)
        subcommand_fail("mail", "say: muster mail test ADDRESS");
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
    .arguments = "test ADDRESS",
    .summary = "Try the server of mails.",
    .details = "Sends one mail as the configuration has it, and says what the server answered.",
    .rest_max = 2,
    .run = mail_run,
};
