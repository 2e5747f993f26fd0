/* SPDX-License-Identifier: Apache-2.0
 * One function for each kind. */
#include "net/outbox_compose.h"

#include "base/mem.h"
#include "loop/loop.h"
#include "net/lapse_mail.h"
#include "net/news_mail.h"
#include "net/session_mail.h"

static bool news(const struct api_site *site, const struct json *letter, addressee_mail_fn *done,
                 void *context)
{
    struct news_mail_order order = {.site = site};
    if (!json_get_text(letter, "person", &order.person) ||
        !json_get_int(letter, "since", &order.since_ms) ||
        !json_get_int(letter, "planned", &order.until_ms))
        return false;
    news_mail_make(&order, done, context);
    return true;
}

static bool lapse(const struct api_site *site, const struct json *letter, addressee_mail_fn *done,
                  void *context)
{
    struct lapse_mail_order order = {.site = site};
    if (!json_get_text(letter, "person", &order.person) ||
        !json_get_int(letter, "thing", &order.credential) ||
        !json_get_int(letter, "planned", &order.until_ms))
        return false;
    lapse_mail_make(&order, done, context);
    return true;
}

static bool session(const struct api_site *site, const struct json *letter, addressee_mail_fn *done,
                    void *context)
{
    struct session_mail_order order = {.site = site};
    if (!json_get_text(letter, "person", &order.person) ||
        !json_get_text(letter, "room", &order.room) || !json_get_text(letter, "link", &order.link))
        return false;
    session_mail_make(&order, done, context);
    return true;
}

/* By its words alone, which may hold a link that opens something. */
struct plain {
    struct json *letter; /* owned */
    struct letter_order order;
    struct slice to;
    addressee_mail_fn *done;
    void *context;
};

static void wipe(struct buffer *text)
{
    if (text->bytes)
        explicit_bzero(text->bytes, text->len);
    buffer_done(text);
}

static void plain_write(void *context)
{
    struct plain *plain = context;
    struct buffer subject, text;
    buffer_init(&subject, LETTER_BYTES);
    buffer_init(&text, LETTER_BYTES);
    struct mail mail = {.to = plain->to, .language = letter_write(&plain->order, &subject, &text)};
    mail.subject = buffer_slice(&subject);
    mail.text = buffer_slice(&text);
    plain->done(plain->context, ERR_NONE, &mail);
    wipe(&text);
    buffer_done(&subject);
    json_free(&plain->letter);
    mem_free(plain);
}

static bool plain(const struct api_site *site, enum letter kind, const struct json *letter,
                  addressee_mail_fn *done, void *context)
{
    struct plain *plain = mem_new(sizeof *plain);
    *plain = (struct plain){.letter = json_copy(letter),
                            .order = {.letter = kind, .academy = slice_of(site->name)},
                            .done = done,
                            .context = context};
    bool good = json_get_text(plain->letter, "to", &plain->to) &&
                json_get_text(plain->letter, "link", &plain->order.link) &&
                json_get_text(plain->letter, "language", &plain->order.language);
    if (good) {
        loop_later(site->loop, plain_write, plain);
        return true;
    }
    json_free(&plain->letter);
    mem_free(plain);
    return false;
}

bool outbox_compose(const struct api_site *site, enum letter kind, const struct json *letter,
                    addressee_mail_fn *done, void *context)
{
    static bool (*const kinds[LETTERS])(const struct api_site *, const struct json *,
                                        addressee_mail_fn *, void *) = {
        [LETTER_NEWS] = news, [LETTER_LAPSES] = lapse, [LETTER_BEGINS] = session};
    return kinds[kind] ? kinds[kind](site, letter, done, context)
                       : plain(site, kind, letter, done, context);
}
