/* SPDX-License-Identifier: Apache-2.0
 * The addressee -> what is new -> how it begins, where that is wanted -> the words. */
#include "net/news_mail.h"

#include <stdio.h>

#include "base/json.h"
#include "base/mem.h"
#include "hub/hub.h"
#include "net/news_excerpts.h"
#include "net/news_place.h"
#include "net/news_words.h"
#include "net/unsubscribe.h"

enum { TEXT_BYTES = 32768, SUBJECT_BYTES = 1024, LINK_BYTES = 2048, LINES_MAX = 25 };

struct making {
    struct news_mail_order order;
    struct addressee to;
    const struct news_words *words;
    addressee_mail_fn *done;
    void *context;
    struct actor reader; /* borrows from here */
    struct json *answer; /* of the inbox; owned; NULL: not yet */
};

static void making_end(struct making *making, enum err error, struct mail *mail)
{
    making->done(making->context, error, mail);
    json_free(&making->answer);
    mem_free(making);
}

static void fill(const char *text, const struct making *making, struct buffer *out)
{
    const char *place = strstr(text, "%A");
    if (!place) {
        buffer_add(out, slice_of(text));
        return;
    }
    buffer_add(out, (struct slice){text, (size_t)(place - text)});
    buffer_add(out, slice_of(*making->order.site->name ? making->order.site->name : "Muster"));
    buffer_add(out, slice_of(place + 2));
}

static bool line_write(const struct making *making, const struct json *item, struct buffer *out)
{
    int64_t at_ms = 0;
    char path[NEWS_PLACE_BYTES];
    (void)json_get_int(item, "at", &at_ms);
    if (at_ms <= making->order.since_ms || at_ms > making->order.until_ms ||
        !news_words_line(making->words, making->answer, item, SUBJECT_BYTES, out))
        return false;
    news_place_write(item, path);
    buffer_addf(out, "\n%s%s\n\n", making->order.site->url, path);
    return true;
}

/* In marks of quotation, so that it is taken for nothing of ours. */
static void excerpt_write(struct slice words, struct buffer *out)
{
    if (words.len > 0)
        buffer_addf(out, "\u201c%.*s\u201d\n\n", (int)words.len, words.at);
}

static size_t lines_write(const struct making *making, const struct news_excerpts *excerpts,
                          struct buffer *out)
{
    const struct json *at = json_first(json_get(making->answer, "news"));
    size_t lines = 0;
    bool more = false;
    (void)json_get_bool(making->answer, "more", &more);
    for (size_t place = 0; at && lines < LINES_MAX; at = json_next(at), place++) {
        if (!line_write(making, at, out))
            continue;
        excerpt_write(news_excerpt(excerpts, place), out);
        lines++;
    }
    if (lines == LINES_MAX || (more && lines > 0))
        buffer_addf(out, "%s\n\n", making->words->more);
    return lines;
}

/* `excerpts`: NULL: titles alone. */
static void write_mail(void *context, const struct news_excerpts *excerpts)
{
    struct making *making = context;
    const struct api_site *site = making->order.site;
    struct buffer subject, text, word, link;
    buffer_init(&subject, SUBJECT_BYTES);
    buffer_init(&text, TEXT_BYTES);
    buffer_init(&word, UNSUBSCRIBE_WORD_BYTES);
    buffer_init(&link, LINK_BYTES);
    fill(making->words->subject, making, &subject);
    buffer_addf(&text, "%s\n\n", making->words->intro);
    size_t lines = lines_write(making, excerpts, &text);
    bool good = unsubscribe_word(site, slice_of(making->to.person), &word);
    buffer_addf(&text, "%s\n\n%s/inbox\n\n-- \n\n%s\n\n%s/u/%.*s\n", making->words->look, site->url,
                making->words->why, site->url, (int)word.len, word.bytes);
    buffer_addf(&link, "%s/api/unsubscribe/%.*s", site->url, (int)word.len, word.bytes);
    struct mail mail = {.to = slice_of(making->to.mail),
                        .subject = buffer_slice(&subject),
                        .text = buffer_slice(&text),
                        .language = slice_of(making->words->language),
                        .unsubscribe = buffer_slice(&link),
                        .bounce = slice_of(making->to.bounce)};
    making_end(making, good ? ERR_NONE : ERR_JOURNAL_AWAY, good && lines > 0 ? &mail : NULL);
    buffer_done(&subject);
    buffer_done(&text);
    buffer_done(&word);
    buffer_done(&link);
}

/* Who has ended such mails since gets none. */
static bool is_ended(const struct json *answer)
{
    struct slice mode = {NULL, 0};
    bool said = json_get_text(json_get(answer, "settings"), "mail", &mode);
    return !said || slice_is(mode, "none");
}

static bool wants_words(const struct json *answer)
{
    bool words = false;
    (void)json_get_bool(json_get(answer, "settings"), "words", &words);
    return words;
}

static void told(void *context, const struct hub_answer *answer)
{
    struct making *making = context;
    enum err error = answer->error;
    /* It may be longer than what people send. */
    if (!error && json_parse_large(answer->json, &making->answer) != ERR_NONE)
        error = ERR_INTERNAL;
    if (error || is_ended(making->answer))
        making_end(making, error, NULL);
    else if (!wants_words(making->answer))
        write_mail(making, NULL);
    else
        news_excerpts_ask(&(struct news_excerpts_order){.site = making->order.site,
                                                        .reader = &making->reader,
                                                        .news = json_get(making->answer, "news"),
                                                        .since_ms = making->order.since_ms,
                                                        .until_ms = making->order.until_ms},
                          write_mail, making);
}

static void found(void *context, enum err error, const struct addressee *addressee)
{
    struct making *making = context;
    struct json *data = NULL;
    char text[BOUND_ID_BYTES + 64];
    if (error || !addressee) {
        making_end(making, error, NULL);
        return;
    }
    making->to = *addressee;
    making->words = news_words(slice_of(making->to.language));
    making->reader =
        (struct actor){.id = slice_of(making->to.person), .name = slice_of(making->to.name)};
    snprintf(text, sizeof text, "{\"room\":\"inbox:%s\"}", making->to.person);
    (void)json_parse(slice_of(text), &data);
    hub_command(making->order.site->hub, &making->reader, SLICE("inbox.news"), data, told, making);
    json_free(&data);
}

void news_mail_make(const struct news_mail_order *order, addressee_mail_fn *done, void *context)
{
    struct making *making = mem_new(sizeof *making);
    *making = (struct making){.order = *order, .done = done, .context = context};
    addressee_find(order->site, order->person, found, making);
}
