/* SPDX-License-Identifier: Apache-2.0
 * server/convert/picture_page.c, and what is drawn of it. */
#include "convert/picture_page.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/bounds.h"
#include "help_document.h"

enum { PICTURE_BYTES = 8 << 20 };

static enum document_end draw(struct slice picture, struct buffer *out)
{
    struct buffer page;
    buffer_init(&page, PICTURE_BYTES);
    buffer_init(out, BOUND_SLIDE_BYTES);
    assert_int_equal(picture_page_write(picture, &page), PICTURE_PAGE_DONE);
    struct document document = {.fd = help_file(buffer_slice(&page)),
                                .rules = {.memory_mb = 512, .seconds = 10}};
    enum document_end end = document_draw(&document, 1, BOUND_SLIDE_SMALL_PIXELS, out);
    close(document.fd);
    buffer_done(&page);
    return end;
}

static void pictures_of_every_kind_of_colour_are_drawn(void **state)
{
    static const unsigned types[] = {0, 2, 3, 4, 6};
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        struct buffer png, out;
        unsigned width, height;
        buffer_init(&png, PICTURE_BYTES);
        help_png(&(struct help_png){400, 200, 200, types[i], types[i] == 3 ? 1 : 200}, &png);
        assert_int_equal(draw(buffer_slice(&png), &out), DOCUMENT_DONE);
        help_jpeg_size(buffer_slice(&out), &width, &height);
        assert_int_equal(width, 640);
        assert_int_equal(height, 320);
        /* and a JPEG is one again */
        struct buffer again;
        assert_int_equal(draw(buffer_slice(&out), &again), DOCUMENT_DONE);
        buffer_done(&again);
        buffer_done(&out);
        buffer_done(&png);
    }
}

/* A few bytes may say that they are as many points as they like. */
static void more_points_than_may_be_are_refused(void **state)
{
    struct buffer png, out;
    buffer_init(&png, PICTURE_BYTES);
    buffer_init(&out, PICTURE_BYTES);
    help_png(&(struct help_png){60000, 60000, 1, 2, 0}, &png);
    assert_int_equal(picture_page_write(buffer_slice(&png), &out), PICTURE_PAGE_LARGE);
    buffer_done(&out);
    buffer_done(&png);
}

/* Within the bound it is unpacked by who draws it, in the memory that it may take. */
static void a_picture_that_unpacks_to_far_more_is_drawn_or_refused(void **state)
{
    struct buffer png, out;
    buffer_init(&png, PICTURE_BYTES);
    help_png(&(struct help_png){7000, 7000, 7000, 2, 0}, &png);
    assert_true(png.len < 1 << 20);
    enum document_end end = draw(buffer_slice(&png), &out);
    assert_true(end == DOCUMENT_DONE || end == DOCUMENT_SLOW || end == DOCUMENT_BROKEN);
    buffer_done(&out);
    buffer_done(&png);
}

static void what_is_not_whole_is_refused_wherever_it_is_cut(void **state)
{
    struct buffer png, out;
    buffer_init(&png, PICTURE_BYTES);
    help_png(&(struct help_png){4, 4, 4, 6, 9}, &png);
    buffer_init(&out, PICTURE_BYTES);
    for (size_t len = 0; len < png.len - 12; len++) {
        char *copy = malloc(len + 1); /* of its own, so that reading behind it is seen */
        memcpy(copy, png.bytes, len);
        (void)picture_page_write((struct slice){copy, len}, &out);
        buffer_clear(&out);
        free(copy);
    }
    for (size_t i = 0; i < png.len; i++)
        for (int bit = 0; bit < 8; bit++) {
            png.bytes[i] ^= (char)(1 << bit);
            (void)picture_page_write(buffer_slice(&png), &out);
            png.bytes[i] ^= (char)(1 << bit);
            buffer_clear(&out);
        }
    assert_int_equal(picture_page_write(SLICE("<svg xmlns='http://www.w3.org/2000/svg'/>"), &out),
                     PICTURE_PAGE_BROKEN);
    assert_int_equal(picture_page_write(SLICE("GIF89a"), &out), PICTURE_PAGE_BROKEN);
    buffer_done(&out);
    buffer_done(&png);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pictures_of_every_kind_of_colour_are_drawn),
        cmocka_unit_test(more_points_than_may_be_are_refused),
        cmocka_unit_test(a_picture_that_unpacks_to_far_more_is_drawn_or_refused),
        cmocka_unit_test(what_is_not_whole_is_refused_wherever_it_is_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
