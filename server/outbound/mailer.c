/* SPDX-License-Identifier: Apache-2.0
 * mbox (RFC 4155): nothing in base64 looks like the line that begins the next mail. */
#include "outbound/mailer.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/mem.h"
#include "loop/loop.h"

enum { MAIL_BYTES = 65536, ID_BYTES = 23 /* hash_random_id */ };

struct mailer {
    const struct loop *loop;
    int file;
    char *from, *name; /* owned */
};

struct mailer *mailer_new(const struct mailer_options *options, char *why, size_t why_bytes)
{
    if (!mail_address_good(slice_of(options->from))) {
        snprintf(why, why_bytes, "mail.from is no address");
        return NULL;
    }
    int file = open(options->file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (file < 0) {
        snprintf(why, why_bytes, "mail.file cannot be written: %s", strerror(errno));
        return NULL;
    }
    struct mailer *mailer = mem_new(sizeof *mailer);
    *mailer = (struct mailer){.loop = options->loop,
                              .file = file,
                              .from = mem_text(slice_of(options->from)),
                              .name = mem_text(slice_of(options->name))};
    return mailer;
}

void mailer_free(struct mailer **mailer)
{
    struct mailer *old = *mailer;
    *mailer = NULL;
    if (!old)
        return;
    close(old->file);
    mem_free(old->from);
    mem_free(old->name);
    mem_free(old);
}

bool mailer_send(struct mailer *mailer, const struct mail *mail)
{
    char id[ID_BYTES];
    struct buffer bytes;
    const struct mail_sender sender = {.from = slice_of(mailer->from),
                                       .name = slice_of(mailer->name),
                                       .now_ms = loop_now_ms(mailer->loop),
                                       .id = id};
    hash_random_id(id);
    buffer_init(&bytes, MAIL_BYTES);
    buffer_add(&bytes, SLICE("From muster\n"));
    bool taken = mail_write(mail, &sender, &bytes);
    buffer_add(&bytes, SLICE("\r\n"));
    taken =
        taken && !bytes.full && write(mailer->file, bytes.bytes, bytes.len) == (ssize_t)bytes.len;
    buffer_done(&bytes);
    return taken;
}
