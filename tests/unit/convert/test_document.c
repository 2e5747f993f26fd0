/* SPDX-License-Identifier: Apache-2.0
 * server/convert/document.c, over poppler-utils as it is installed: what is hostile takes no more
 * than it may, and is told apart. */
#include "help_document.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/bounds.h"

static struct document document_of(int fd)
{
    return (struct document){.fd = fd, .rules = {.memory_mb = 512, .seconds = 5}};
}

static int64_t now_ms(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

static enum document_end look(const struct help_pdf *pdf, int64_t *pages)
{
    struct document document = document_of(help_pdf(pdf));
    enum document_end end = document_look(&document, pages);
    close(document.fd);
    return end;
}

static enum document_end draw(const struct help_pdf *pdf, unsigned pixels, struct buffer *out)
{
    struct document document = document_of(help_pdf(pdf));
    buffer_init(out, BOUND_SLIDE_BYTES);
    enum document_end end = document_draw(&document, 1, pixels, out);
    close(document.fd);
    return end;
}

static const struct help_pdf talk = {
    .pages = 3, .box = "0 0 960 540", .content = "BT /F 40 Tf 40 400 Td (Chain of custody) Tj ET"};

static void pages_are_counted_and_drawn_in_two_sizes(void **state)
{
    static const unsigned sizes[][3] = {{BOUND_SLIDE_PIXELS, 1600, 900},
                                        {BOUND_SLIDE_SMALL_PIXELS, 640, 360}};
    int64_t pages;
    unsigned width, height;
    struct buffer out;
    assert_int_equal(look(&talk, &pages), DOCUMENT_DONE);
    assert_int_equal(pages, 3);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(draw(&talk, sizes[i][0], &out), DOCUMENT_DONE);
        help_jpeg_size(buffer_slice(&out), &width, &height);
        assert_int_equal(width, sizes[i][1]);
        assert_int_equal(height, sizes[i][2]);
        assert_true(out.len < (i ? 40U : 160U) * 1024);
        buffer_done(&out);
    }
}

static void words_of_a_page_are_read(void **state)
{
    struct document document = document_of(help_pdf(&talk));
    struct buffer words;
    buffer_init(&words, BOUND_SLIDE_TEXT_BYTES);
    assert_int_equal(document_words(&document, 2, &words), DOCUMENT_DONE);
    assert_true(slice_starts(buffer_slice(&words), SLICE("Chain of custody")));
    buffer_done(&words);
    buffer_init(&words, 6);
    assert_int_equal(document_words(&document, 2, &words), DOCUMENT_DONE);
    assert_true(slice_is(buffer_slice(&words), "Chain"));
    buffer_done(&words);
    close(document.fd);
}

static void a_page_of_any_size_is_drawn_no_larger(void **state)
{
    static const char *const boxes[] = {"0 0 14400 14400", "0 0 1 14400", "0 0 1000000000 3",
                                        "0 0 0 0", "-1e30 -1e30 1e30 1e30"};
    struct help_pdf pdf = talk;
    unsigned width, height;
    struct buffer out;
    for (size_t i = 0; i < sizeof boxes / sizeof boxes[0]; i++) {
        pdf.box = boxes[i];
        enum document_end end = draw(&pdf, BOUND_SLIDE_PIXELS, &out);
        help_jpeg_size(buffer_slice(&out), &width, &height);
        assert_true(end == DOCUMENT_DONE || end == DOCUMENT_BROKEN);
        assert_true(width <= BOUND_SLIDE_PIXELS && height <= BOUND_SLIDE_PIXELS);
        buffer_done(&out);
    }
}

static void a_thousand_pages_are_counted_and_not_drawn(void **state)
{
    struct help_pdf pdf = talk;
    int64_t pages;
    pdf.pages = 1000;
    assert_int_equal(look(&pdf, &pages), DOCUMENT_DONE);
    assert_int_equal(pages, 1000);
}

static void what_is_no_document_is_broken(void **state)
{
    static const char *const wrong[] = {
        "", "%PDF-1.4\n%%EOF", "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 1 0 R>>endobj\n%%EOF",
        "%PDF-1.4\nxref\n0 99999999\ntrailer<</Size 2147483647/Root 1 0 R/Prev 9>>\n"
        "startxref\n9\n%%EOF"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct document document = document_of(help_file(slice_of(wrong[i])));
        int64_t pages;
        enum document_end end = document_look(&document, &pages);
        assert_true(end == DOCUMENT_BROKEN || end == DOCUMENT_EMPTY);
        close(document.fd);
    }
}

/* The handler of a password (ISO 32000-1 §7.6.3), whose values no password gives. */
static void one_that_opens_by_a_password_is_locked(void **state)
{
    struct help_pdf pdf = talk;
    int64_t pages;
    pdf.trailer = "/ID[<00112233445566778899aabbccddeeff><00112233445566778899aabbccddeeff>]"
                  "/Encrypt<</Filter/Standard/V 1/R 2/P -44"
                  "/O<00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff>"
                  "/U<00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff>>>";
    assert_int_equal(look(&pdf, &pages), DOCUMENT_LOCKED);
}

/* Nothing of it is done, and none of it is in what comes out. */
static void scripts_and_programs_do_nothing(void **state)
{
    struct help_pdf pdf = talk;
    struct buffer out;
    char path[] = "/tmp/muster-launched-XXXXXX", catalog[512];
    int fd = mkstemp(path);
    close(fd);
    snprintf(catalog, sizeof catalog,
             "/OpenAction<</S/Launch/F(/bin/rm)/Win<</F(rm)/P(%s)>>/Next<</S/JavaScript"
             "/JS(app.alert\\('x'\\))>>>>/AA<</WC<</S/URI/URI(http://127.0.0.1:9/)>>>>",
             path);
    pdf.catalog = catalog;
    assert_int_equal(draw(&pdf, BOUND_SLIDE_SMALL_PIXELS, &out), DOCUMENT_DONE);
    assert_null(memmem(out.bytes, out.len, "alert", 5));
    assert_int_equal(unlink(path), 0);
    buffer_done(&out);
}

/* A pattern in a pattern in a pattern: each is drawn a thousand times by the one around it. */
static void what_takes_too_long_is_stopped_in_time(void **state)
{
    struct help_pdf pdf = talk;
    struct buffer out, more;
    buffer_init(&more, 1 << 16);
    buffer_add(&more,
               SLICE("<</Type/XObject/Subtype/Form/BBox[0 0 960 540]/Resources<</XObject<<"));
    buffer_add(&more, SLICE("/P 4 0 R>>>>/Length 32000>>\nstream\n"));
    for (int i = 0; i < 1000; i++)
        buffer_add(&more, SLICE("0 0 960 540 re 0 0 m 9 9 l B*   "));
    buffer_add(&more, SLICE("\nendstream"));
    pdf.more = buffer_slice(&more);
    char *content = malloc(3000 * 5 + 1);
    content[0] = '\0';
    for (int i = 0; i < 3000; i++)
        strcpy(content + (size_t)i * 5, "/P Do"), content[(size_t)i * 5 + 5] = '\0';
    pdf.content = content;
    pdf.pages = 1;
    struct document document = document_of(help_pdf(&pdf));
    document.rules.seconds = 1;
    buffer_init(&out, BOUND_SLIDE_BYTES);
    int64_t begun = now_ms();
    enum document_end end = document_draw(&document, 1, BOUND_SLIDE_PIXELS, &out);
    assert_true(now_ms() - begun < 4000);
    assert_true(end == DOCUMENT_SLOW || end == DOCUMENT_BROKEN);
    close(document.fd);
    buffer_done(&out);
    buffer_done(&more);
    free(content);
}

/* It says that it has forty thousand by forty thousand points of four colours: 6 GB. */
static void a_picture_too_large_takes_no_more_memory_than_it_may(void **state)
{
    struct help_pdf pdf = talk;
    struct buffer out;
    int64_t begun = now_ms();
    pdf.content = "960 0 0 540 0 0 cm /P Do";
    pdf.more = SLICE("<</Type/XObject/Subtype/Image/Width 40000/Height 40000/BitsPerComponent 8"
                     "/ColorSpace/DeviceCMYK/Length 4>>\nstream\nabcd\nendstream");
    enum document_end end = draw(&pdf, BOUND_SLIDE_PIXELS, &out);
    assert_true(end == DOCUMENT_BROKEN || end == DOCUMENT_SLOW || end == DOCUMENT_DONE);
    assert_true(now_ms() - begun < 15000);
    buffer_done(&out);
}

static void who_is_told_to_stop_stops_at_once(void **state)
{
    struct document document = document_of(help_pdf(&talk));
    atomic_bool stop = true;
    int64_t pages;
    document.rules.stop = &stop;
    assert_int_equal(document_look(&document, &pages), DOCUMENT_STOPPED);
    close(document.fd);
}

static void a_picture_of_too_many_bytes_is_large(void **state)
{
    struct document document = document_of(help_pdf(&talk));
    struct buffer out;
    buffer_init(&out, 1000);
    assert_int_equal(document_draw(&document, 1, BOUND_SLIDE_PIXELS, &out), DOCUMENT_LARGE);
    buffer_done(&out);
    close(document.fd);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pages_are_counted_and_drawn_in_two_sizes),
        cmocka_unit_test(words_of_a_page_are_read),
        cmocka_unit_test(a_page_of_any_size_is_drawn_no_larger),
        cmocka_unit_test(a_thousand_pages_are_counted_and_not_drawn),
        cmocka_unit_test(what_is_no_document_is_broken),
        cmocka_unit_test(one_that_opens_by_a_password_is_locked),
        cmocka_unit_test(scripts_and_programs_do_nothing),
        cmocka_unit_test(what_takes_too_long_is_stopped_in_time),
        cmocka_unit_test(a_picture_too_large_takes_no_more_memory_than_it_may),
        cmocka_unit_test(who_is_told_to_stop_stops_at_once),
        cmocka_unit_test(a_picture_of_too_many_bytes_is_large),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
