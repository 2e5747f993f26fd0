/* SPDX-License-Identifier: Apache-2.0
 * Taken apart from its end. */
#include "net/slide_path.h"

#include "base/buffer.h"
#include "base/json.h"
#include "base/writer.h"
#include "net/media.h"

enum { DIGITS_MAX = 15, QUESTION_BYTES = 512 };

static const struct slice slides_path = {"/api/slides/", 12};

bool slide_path_is(struct slice path)
{
    return slice_starts(path, slides_path);
}

/* A number without a zero before it; 0: it is none. */
static int64_t number_of(struct slice digits)
{
    int64_t value = 0;
    if (digits.len == 0 || digits.len > DIGITS_MAX || digits.at[0] == '0')
        return 0;
    for (size_t i = 0; i < digits.len; i++) {
        if (digits.at[i] < '0' || digits.at[i] > '9')
            return 0;
        value = value * 10 + (digits.at[i] - '0');
    }
    return value;
}

/* What stands behind the last `sign`, taken off with it. */
static struct slice last_take(struct slice *text, char sign)
{
    const char *at = text->len > 0 ? memrchr(text->at, sign, text->len) : NULL;
    if (!at)
        return (struct slice){NULL, 0};
    struct slice last = {at + 1, (size_t)(text->at + text->len - at) - 1};
    text->len = (size_t)(at - text->at);
    return last;
}

static bool page_read(struct slice name, struct slide_path *out)
{
    static const struct {
        const char *ending;
        enum slide_part part;
    } endings[] = {{".small.jpg", SLIDE_SMALL}, {".jpg", SLIDE_LARGE}, {".txt", SLIDE_WORDS}};
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        size_t len = strlen(endings[i].ending);
        if (name.len <= len || memcmp(name.at + name.len - len, endings[i].ending, len) != 0)
            continue;
        out->part = endings[i].part;
        out->page = number_of((struct slice){name.at, name.len - len});
        return out->page > 0;
    }
    return false;
}

bool slide_path_read(const struct media *media, struct slice path, int64_t now_ms,
                     struct slide_path *out)
{
    struct slice deck, page;
    *out = (struct slide_path){.deck = 0};
    if (!slide_path_is(path) ||
        !media_opens_slides(media,
                            (struct slice){path.at + slides_path.len, path.len - slides_path.len},
                            now_ms, &deck, &page))
        return false;
    struct slice whom = last_take(&deck, '/');
    out->staff = slice_is(whom, "staff");
    out->deck = number_of(last_take(&deck, '/'));
    out->room = deck;
    return (out->staff || slice_is(whom, "room")) && out->deck > 0 && deck.len > 0 &&
           page_read(page, out);
}

struct json *slide_path_question(const struct slide_path *path)
{
    struct buffer text;
    struct writer writer;
    struct json *question = NULL;
    buffer_init(&text, QUESTION_BYTES);
    writer_init(&writer, &text);
    writer_object(&writer, NULL);
    writer_text(&writer, "room", path->room);
    writer_int(&writer, "deck", path->deck);
    writer_int(&writer, "page", path->page);
    writer_bool(&writer, "staff", path->staff);
    writer_end(&writer);
    (void)json_parse(buffer_slice(&text), &question);
    buffer_done(&text);
    return question;
}
