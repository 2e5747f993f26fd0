/* SPDX-License-Identifier: Apache-2.0
 * What people wrote, as HTML: by the same examples as the page's reader, and what only this one
 * does. */
#include "help_followers.h"

#include "base/json.h"
#include "followers/markup.h"

enum { BYTES = 1 << 20 };

static void read_examples(struct buffer *out)
{
    FILE *file = fopen(MUSTER_SOURCE "/tests/markup.json", "rb");
    char *to;
    size_t len;
    assert_non_null(file);
    while ((to = buffer_reserve(out, 4096)) && (len = fread(to, 1, 4096, file)) > 0)
        out->len += len;
    fclose(file);
}

/* Ends of lines between blocks are for who reads the file. */
static void without_ends(const struct buffer *html, struct buffer *out)
{
    for (size_t i = 0; i < html->len; i++)
        if (html->bytes[i] != '\n' || i == 0 || html->bytes[i - 1] != '>')
            buffer_add_byte(out, html->bytes[i]);
}

static void the_page_and_an_archive_read_marks_alike(void **state)
{
    (void)state;
    struct buffer file, html, flat;
    struct json *examples = NULL;
    const struct markup markup = {.context = NULL};
    size_t count = 0;
    buffer_init(&file, BYTES);
    buffer_init(&html, BYTES);
    buffer_init(&flat, BYTES);
    read_examples(&file);
    assert_int_equal(json_parse_large(buffer_slice(&file), &examples), ERR_NONE);
    for (const struct json *one = json_first(examples); one; one = json_next(one), count++) {
        struct slice text, wanted;
        assert_true(json_get_text(one, "text", &text));
        assert_true(json_get_text(one, "html", &wanted));
        buffer_clear(&html);
        buffer_clear(&flat);
        markup_write(&markup, text, &html);
        without_ends(&html, &flat);
        if (!slice_equal(buffer_slice(&flat), wanted))
            fail_msg("%.*s\nis %.*s\nnot %.*s", (int)text.len, text.at, (int)flat.len, flat.bytes,
                     (int)wanted.len, wanted.at);
    }
    assert_true(count > 20);
    json_free(&examples);
    buffer_done(&file);
    buffer_done(&html);
    buffer_done(&flat);
}

static bool leads(void *context, struct slice href, struct buffer *out)
{
    (void)context;
    if (!slice_is(href, "https://muster.example/course/c1/thread/7"))
        return false;
    buffer_add(out, SLICE("../page/7.html"));
    return true;
}

static bool picture(void *context, int64_t file, struct buffer *out)
{
    (void)context;
    if (file != 31)
        return false;
    buffer_add(out, SLICE("../files/31.png"));
    return true;
}

static void links_and_pictures_lead_into_the_archive(void **state)
{
    (void)state;
    struct buffer html;
    const struct markup markup = {leads, picture, NULL};
    buffer_init(&html, BYTES);
    markup_write(&markup,
                 SLICE("See https://muster.example/course/c1/thread/7 and https://b.example/\n"
                       "![A \"seal\"](file:31)\n![gone](file:32)"),
                 &html);
    buffer_add_byte(&html, 0);
    assert_string_equal(
        html.bytes, "<p>See <a href=\"../page/7.html\">https://muster.example/course/c1/thread/7"
                    "</a> and <a href=\"https://b.example/\">https://b.example/</a></p>\n"
                    "<img src=\"../files/31.png\" alt=\"A &quot;seal&quot;\">\n"
                    "<p>![gone](file:32)</p>\n");
    buffer_done(&html);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_page_and_an_archive_read_marks_alike),
        cmocka_unit_test(links_and_pictures_lead_into_the_archive),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
