/* SPDX-License-Identifier: Apache-2.0
 * The addressee -> the session's file -> the words, with it. */
#include "net/session_mail.h"

#include <string.h>

#include "base/mem.h"
#include "net/calendars.h"
#include "net/letters.h"

struct making {
    const struct api_site *site;
    struct addressee to;
    char *room, *link; /* owned */
    addressee_mail_fn *done;
    void *context;
};

static void making_end(struct making *making, enum err error, struct mail *mail)
{
    making->done(making->context, error, mail);
    mem_free(making->room);
    mem_free(making->link);
    mem_free(making);
}

static void write_mail(struct making *making, struct slice file)
{
    const struct letter_order order = {.letter = LETTER_BEGINS,
                                       .language = slice_of(making->to.language),
                                       .academy = slice_of(making->site->name),
                                       .link = slice_of(making->link)};
    struct buffer subject, text;
    buffer_init(&subject, LETTER_BYTES);
    buffer_init(&text, LETTER_BYTES);
    struct slice language = letter_write(&order, &subject, &text);
    struct mail mail = {.to = slice_of(making->to.mail),
                        .language = language,
                        .subject = buffer_slice(&subject),
                        .text = buffer_slice(&text),
                        .calendar = file,
                        .bounce = slice_of(making->to.bounce)};
    making_end(making, ERR_NONE, &mail);
    buffer_done(&subject);
    buffer_done(&text);
}

static bool holds(struct slice file, const char *line)
{
    return memmem(file.at, file.len, line, strlen(line)) != NULL;
}

static bool takes_place(struct slice file)
{
    return holds(file, "BEGIN:VEVENT") && !holds(file, "STATUS:CANCELLED");
}

static void filed(void *context, enum err error, struct slice file)
{
    struct making *making = context;
    if (error == ERR_NOT_FOUND || error == ERR_PERMISSION_DENIED || (!error && !takes_place(file)))
        making_end(making, ERR_NONE, NULL);
    else if (error)
        making_end(making, error, NULL);
    else
        write_mail(making, file);
}

static void found(void *context, enum err error, const struct addressee *addressee)
{
    struct making *making = context;
    const struct api_site *site = making->site;
    const char *host = strstr(site->url, "://");
    if (error || !addressee) {
        making_end(making, error, NULL);
        return;
    }
    making->to = *addressee;
    const struct calendars_order order = {.hub = site->hub,
                                          .url = slice_of(site->url),
                                          .host = host ? slice_of(host + 3) : SLICE(""),
                                          .name = slice_of(*site->name ? site->name : "Muster"),
                                          .person = slice_of(making->to.person),
                                          .called = slice_of(making->to.person),
                                          .of = slice_of(making->room),
                                          .language = slice_of(making->to.language)};
    calendars_make(&order, filed, making);
}

void session_mail_make(const struct session_mail_order *order, addressee_mail_fn *done,
                       void *context)
{
    struct making *making = mem_new(sizeof *making);
    making->site = order->site;
    making->room = mem_text(order->room);
    making->link = mem_text(order->link);
    making->done = done;
    making->context = context;
    addressee_find(order->site, order->person, found, making);
}
