/* SPDX-License-Identifier: Apache-2.0
 * Item by item: how an opening post begins is said with it; of another its room is asked. */
#include "net/news_excerpts.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/bounds.h"
#include "base/mem.h"
#include "base/text_excerpt.h"
#include "hub/hub.h"
#include "loop/loop.h"

enum { ASKED_MAX = 12, DATA_BYTES = 512 };

struct news_excerpts {
    struct news_excerpts_order order;
    const struct json *item; /* looked at */
    size_t place, asked;
    char *texts[BOUND_NEWS]; /* owned; NULL: none */
    news_excerpts_fn *done;
    void *context;
};

struct slice news_excerpt(const struct news_excerpts *excerpts, size_t place)
{
    if (!excerpts || place >= BOUND_NEWS || !excerpts->texts[place])
        return (struct slice){NULL, 0};
    return slice_of(excerpts->texts[place]);
}

static void end(struct news_excerpts *excerpts)
{
    excerpts->done(excerpts->context, excerpts);
    for (size_t i = 0; i < BOUND_NEWS; i++) {
        if (excerpts->texts[i])
            explicit_bzero(excerpts->texts[i], strlen(excerpts->texts[i]));
        mem_free(excerpts->texts[i]);
    }
    mem_free(excerpts);
}

static void keep(struct news_excerpts *excerpts, struct slice words)
{
    if (words.len > 0 && !excerpts->texts[excerpts->place])
        excerpts->texts[excerpts->place] = mem_text(words);
}

static void next(struct news_excerpts *excerpts);

static void go_on(struct news_excerpts *excerpts)
{
    excerpts->item = json_next(excerpts->item);
    excerpts->place++;
    next(excerpts);
}

static void came(void *context, const struct hub_answer *answer)
{
    struct news_excerpts *excerpts = context;
    struct json *json = NULL;
    struct slice text = SLICE("");
    struct buffer words;
    char key[24];
    int64_t post = 0;
    (void)json_get_int(excerpts->item, "post", &post);
    snprintf(key, sizeof key, "%" PRId64, post);
    buffer_init(&words, BOUND_ENTRY_BYTES);
    if (!answer->error && json_parse_large(answer->json, &json) == ERR_NONE &&
        json_get_text(json_get(json_get(json, "posts"), key), "text", &text))
        text_excerpt(text, BOUND_EXCERPT_CHARS, &words);
    keep(excerpts, buffer_slice(&words));
    buffer_done(&words);
    json_free(&json);
    go_on(excerpts);
}

/* Whether it is of a post that somebody has written, and of these times. */
static bool has_words(const struct news_excerpts *excerpts)
{
    static const char *const kinds[] = {"mention", "reply", "post", "thread", "announcement"};
    struct slice kind = SLICE(""), of = SLICE("");
    int64_t at_ms = 0;
    bool is = false;
    (void)json_get_text(excerpts->item, "kind", &kind);
    (void)json_get_text(excerpts->item, "of", &of);
    (void)json_get_int(excerpts->item, "at", &at_ms);
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        is = is || slice_is(kind, kinds[i]);
    return is && slice_starts(of, SLICE("course:")) && at_ms > excerpts->order.since_ms &&
           at_ms <= excerpts->order.until_ms;
}

static void ask(struct news_excerpts *excerpts, int64_t thread, int64_t post)
{
    struct slice of = SLICE("");
    struct json *data = NULL;
    char text[DATA_BYTES];
    (void)json_get_text(excerpts->item, "of", &of);
    snprintf(text, sizeof text,
             "{\"room\":\"%.*s\",\"thread\":%" PRId64 ",\"around\":%" PRId64 ",\"limit\":1}",
             (int)of.len, of.at, thread, post);
    (void)json_parse(slice_of(text), &data);
    excerpts->asked++;
    hub_command(excerpts->order.site->hub, excerpts->order.reader, SLICE("forum.posts"), data, came,
                excerpts);
    json_free(&data);
}

static void next(struct news_excerpts *excerpts)
{
    for (; excerpts->item && excerpts->place < BOUND_NEWS; excerpts->place++) {
        struct slice words = SLICE("");
        int64_t thread = 0, post = 0;
        (void)json_get_int(excerpts->item, "thing", &thread);
        (void)json_get_int(excerpts->item, "post", &post);
        if (has_words(excerpts) && json_get_text(excerpts->item, "words", &words)) {
            keep(excerpts, words);
        } else if (has_words(excerpts) && post > 0 && excerpts->asked < ASKED_MAX) {
            ask(excerpts, thread, post);
            return;
        }
        excerpts->item = json_next(excerpts->item);
    }
    end(excerpts);
}

static void begin(void *context)
{
    next(context);
}

void news_excerpts_ask(const struct news_excerpts_order *order, news_excerpts_fn *done,
                       void *context)
{
    struct news_excerpts *excerpts = mem_new(sizeof *excerpts);
    *excerpts = (struct news_excerpts){.order = *order, .done = done, .context = context};
    excerpts->item = json_first(order->news);
    loop_later(order->site->loop, begin, excerpts);
}
