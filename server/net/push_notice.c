/* SPDX-License-Identifier: Apache-2.0
 * The lines are those of a mail (net/news_words.h). */
#include "net/push_notice.h"

#include <stdio.h>

#include "base/writer.h"
#include "net/news_place.h"
#include "net/news_words.h"

enum {
    LINES = 4,
    TITLE_BYTES = 120, /* more of it nobody sees on a phone */
    BODY_BYTES = 1400,
    TTL_S = 6 * 3600,
    TTL_NOW_S = 900, /* that something begins is not told when it is over */
};

enum urgency { LOW, NORMAL, HIGH, URGENCIES };
static const char *const urgencies[URGENCIES] = {"low", "normal", "high"};

static enum urgency urgency_of(const struct json *item)
{
    struct slice text = SLICE("");
    (void)json_get_text(item, "urgency", &text);
    for (enum urgency urgency = NORMAL; urgency < URGENCIES; urgency++)
        if (slice_is(text, urgencies[urgency]))
            return urgency;
    return LOW;
}

static struct slice text_of(const struct json *item, const char *key)
{
    struct slice text = SLICE("");
    (void)json_get_text(item, key, &text);
    return text;
}

static int64_t int_of(const struct json *item, const char *key)
{
    int64_t value = 0;
    (void)json_get_int(item, key, &value);
    return value;
}

/* ---- what it says ------------------------------------------------------------------------------
 */

struct choice {
    const struct json *items[LINES]; /* the most urgent first, then the youngest */
    size_t shown, all, asked;
    enum urgency urgency;
    int64_t until_ms;
    bool now; /* something begins */
};

static bool is_now(const struct json *item)
{
    struct slice kind = text_of(item, "kind");
    return slice_is(kind, "soon") || slice_is(kind, "live");
}

/* Of one thing one line says it. */
static bool is_shown(const struct choice *choice, const struct json *item)
{
    for (size_t i = 0; i < choice->shown; i++)
        if (slice_equal(text_of(choice->items[i], "kind"), text_of(item, "kind")) &&
            slice_equal(text_of(choice->items[i], "of"), text_of(item, "of")) &&
            int_of(choice->items[i], "thing") == int_of(item, "thing"))
            return true;
    return false;
}

/* They come the youngest first. */
static void keep(struct choice *choice, const struct json *item)
{
    enum urgency urgency = urgency_of(item);
    size_t place = choice->shown;
    while (place > 0 && urgency_of(choice->items[place - 1]) < urgency)
        place--;
    choice->all++;
    if (urgency > choice->urgency)
        choice->urgency = urgency;
    if (int_of(item, "at") > choice->until_ms)
        choice->until_ms = int_of(item, "at");
    if (place == LINES || is_shown(choice, item))
        return;
    if (choice->shown < LINES)
        choice->shown++;
    for (size_t i = choice->shown - 1; i > place; i--)
        choice->items[i] = choice->items[i - 1];
    choice->items[place] = item;
}

static struct choice choose(const struct push_notice_order *order, const struct news_words *words)
{
    struct choice choice = {.urgency = LOW};
    const struct json *at = json_first(json_get(order->answer, "news"));
    for (; at; at = json_next(at)) {
        if (urgency_of(at) == HIGH && !is_now(at))
            choice.asked++;
        int64_t at_ms = int_of(at, "at");
        if (news_words_kind(words, text_of(at, "kind")) && at_ms > order->since_ms &&
            (order->until_ms == 0 || at_ms <= order->until_ms))
            keep(&choice, at);
    }
    choice.now = choice.shown > 0 && is_now(choice.items[0]);
    return choice;
}

/* Of one thing what it is about, of several a line each. */
static void body_write(const struct push_notice_order *order, const struct news_words *words,
                       const struct choice *choice, struct buffer *out)
{
    news_words_about(words, order->answer, choice->items[0], TITLE_BYTES, out);
    for (size_t i = 1; i < choice->shown; i++) {
        if (out->len > 0)
            buffer_add_byte(out, '\n');
        (void)news_words_line(words, order->answer, choice->items[i], TITLE_BYTES, out);
    }
    if (choice->all > choice->shown)
        buffer_addf(out, "\n%s", words->more);
}

static void write(const struct push_notice_order *order, const struct news_words *words,
                  const struct choice *choice, struct buffer *out)
{
    struct writer writer;
    struct buffer body;
    char path[NEWS_PLACE_BYTES];
    const struct json *first = choice->items[0];
    buffer_init(&body, BODY_BYTES);
    body_write(order, words, choice, &body);
    news_place_write(first, path);
    writer_init(&writer, out);
    writer_object(&writer, NULL);
    writer_text(&writer, "title", slice_of(news_words_kind(words, text_of(first, "kind"))));
    writer_text(&writer, "body", buffer_slice(&body));
    writer_text(&writer, "lang", slice_of(words->language));
    writer_text(&writer, "dir", slice_of(strcmp(words->language, "ar") == 0 ? "rtl" : "ltr"));
    writer_text(&writer, "path", slice_of(choice->all > 1 ? "/inbox" : path));
    writer_text(&writer, "tag", text_of(first, "key"));
    writer_int(&writer, "count", (int64_t)choice->asked);
    writer_end(&writer);
    buffer_done(&body);
}

struct push_notice push_notice_write(const struct push_notice_order *order, struct buffer *out)
{
    const struct news_words *words = news_words(order->language);
    struct choice choice = choose(order, words);
    struct push_notice notice = {.urgency = urgencies[choice.urgency],
                                 .ttl_s = choice.now ? TTL_NOW_S : TTL_S};
    if (choice.shown == 0 || choice.urgency == LOW)
        return notice;
    write(order, words, &choice, out);
    notice.until_ms = choice.until_ms;
    return notice;
}
