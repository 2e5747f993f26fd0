/* SPDX-License-Identifier: Apache-2.0
 * mbox (RFC 4155): nothing in base64 looks like the line that begins the next mail, and what parts
 * a mail begins with two hyphens. */
#include "outbound/mailer.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/mem.h"
#include "loop/loop.h"

enum { MAIL_BYTES = 1 << 18, PATH_BYTES = 2 * MAIL_ADDRESS_BYTES };

struct mailer {
    struct loop *loop;
    struct smtp *smtp;           /* owned; NULL: the file */
    int file;                    /* -1: none */
    char *from, *name, *bounces; /* owned; bounces "": none */
    struct mailer_times times;
};

static bool smtp_begin(struct mailer *mailer, const struct mailer_options *options, char *why,
                       size_t why_bytes)
{
    struct smtp_options smtp = options->smtp;
    struct buffer from;
    buffer_init(&from, PATH_BYTES);
    bool good = mail_address_write(slice_of(options->from), &from);
    buffer_add_byte(&from, '\0');
    smtp.loop = options->loop;
    smtp.helo = good ? strchr(from.bytes, '@') + 1 : "";
    mailer->smtp = good ? smtp_new(&smtp, why, why_bytes) : NULL;
    if (!good)
        snprintf(why, why_bytes, "mail.from has no host");
    buffer_done(&from);
    return mailer->smtp;
}

static bool file_begin(struct mailer *mailer, const char *path, char *why, size_t why_bytes)
{
    mailer->file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (mailer->file < 0)
        snprintf(why, why_bytes, "mail.file cannot be written: %s", strerror(errno));
    return mailer->file >= 0;
}

struct mailer *mailer_new(const struct mailer_options *options, char *why, size_t why_bytes)
{
    if (!mail_address_good(slice_of(options->from))) {
        snprintf(why, why_bytes, "mail.from is no address");
        return NULL;
    }
    if (options->bounces && *options->bounces && !mail_address_good(slice_of(options->bounces))) {
        snprintf(why, why_bytes, "mail.bounces is no address");
        return NULL;
    }
    struct mailer *mailer = mem_new(sizeof *mailer);
    *mailer =
        (struct mailer){.loop = options->loop,
                        .file = -1,
                        .from = mem_text(slice_of(options->from)),
                        .name = mem_text(slice_of(options->name)),
                        .bounces = mem_text(slice_of(options->bounces ? options->bounces : "")),
                        .times = {options->smtp.timeout_ms, options->retry_ms}};
    const char *url = options->smtp.url;
    bool good = url && *url ? smtp_begin(mailer, options, why, why_bytes)
                            : file_begin(mailer, options->file, why, why_bytes);
    if (!good)
        mailer_free(&mailer);
    return mailer;
}

void mailer_free(struct mailer **mailer)
{
    struct mailer *old = *mailer;
    *mailer = NULL;
    if (!old)
        return;
    smtp_free(&old->smtp);
    if (old->file >= 0)
        close(old->file);
    mem_free(old->from);
    mem_free(old->name);
    mem_free(old->bounces);
    mem_free(old);
}

struct mailer_times mailer_times(const struct mailer *mailer)
{
    return mailer->times;
}

size_t mailer_room(const struct mailer *mailer)
{
    return mailer->smtp ? smtp_room(mailer->smtp) : 1;
}

/* What is known at once, told in a later turn. */
struct told {
    smtp_fn *done;
    void *context;
    struct smtp_report report;
};

static void tell(void *context)
{
    struct told *told = context;
    told->done(told->context, &told->report);
    mem_free(told);
}

static void tell_later(const struct mailer *mailer, enum smtp_outcome outcome, smtp_fn *done,
                       void *context)
{
    struct told *told = mem_new(sizeof *told);
    told->done = done;
    told->context = context;
    told->report.outcome = outcome;
    told->report.why = outcome == SMTP_NEVER   ? "it cannot be written as a mail"
                       : outcome == SMTP_LATER ? "the file cannot be written"
                                               : "";
    loop_later(mailer->loop, tell, told);
}

static enum smtp_outcome file_write(const struct mailer *mailer, struct slice mail)
{
    struct buffer bytes;
    buffer_init(&bytes, MAIL_BYTES + 64);
    buffer_add(&bytes, SLICE("From muster\n"));
    buffer_add(&bytes, mail);
    buffer_add(&bytes, SLICE("\r\n"));
    bool taken = write(mailer->file, bytes.bytes, bytes.len) == (ssize_t)bytes.len;
    buffer_done(&bytes);
    return taken ? SMTP_SENT : SMTP_LATER;
}

/* The address of the envelope: one of its own for each mail that can come back (VERP). */
static bool path_write(const struct mailer *mailer, const struct mail *mail, struct buffer *out)
{
    const char *at = strrchr(mailer->bounces, '@');
    struct buffer address;
    if (!at || mail->bounce.len == 0)
        return mail_address_write(slice_of(mailer->from), out);
    buffer_init(&address, PATH_BYTES);
    buffer_addf(&address, "%.*s+%.*s%s", (int)(at - mailer->bounces), mailer->bounces,
                (int)mail->bounce.len, mail->bounce.at, at);
    bool good = mail_address_write(buffer_slice(&address), out);
    buffer_done(&address);
    return good;
}

static void smtp_begin_send(struct mailer *mailer, const struct mail *mail, struct slice bytes,
                            smtp_fn *done, void *context)
{
    struct buffer from, to;
    buffer_init(&from, PATH_BYTES);
    buffer_init(&to, PATH_BYTES);
    if (path_write(mailer, mail, &from) && mail_address_write(mail->to, &to))
        smtp_send(mailer->smtp, &(struct smtp_mail){buffer_slice(&from), buffer_slice(&to), bytes},
                  done, context);
    else
        tell_later(mailer, SMTP_NEVER, done, context);
    buffer_done(&from);
    buffer_done(&to);
}

void mailer_send(struct mailer *mailer, const struct mail *mail, smtp_fn *done, void *context)
{
    struct buffer bytes;
    const struct mail_sender sender = {slice_of(mailer->from), slice_of(mailer->name)};
    buffer_init(&bytes, MAIL_BYTES);
    if (!mail_write(mail, &sender, &bytes))
        tell_later(mailer, SMTP_NEVER, done, context);
    else if (mailer->smtp)
        smtp_begin_send(mailer, mail, buffer_slice(&bytes), done, context);
    else
        tell_later(mailer, file_write(mailer, buffer_slice(&bytes)), done, context);
    buffer_done(&bytes);
}
