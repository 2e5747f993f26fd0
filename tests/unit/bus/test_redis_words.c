/* SPDX-License-Identifier: Apache-2.0
 * Replies read however they are cut, and what is understood of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/bounds.h"
#include "bus/redis_words.h"

static void item_show(struct buffer *out, const struct reply_item *item)
{
    enum { SHOWN_BYTES = 40 };
    size_t len = item->text.len < SHOWN_BYTES ? item->text.len : SHOWN_BYTES;
    buffer_addf(out, "%d %lld %.*s", item->kind, (long long)item->number, (int)len,
                item->text.at ? item->text.at : "");
}

static void reply_show(struct buffer *out, const struct redis_reply *reply)
{
    buffer_add_byte(out, '[');
    item_show(out, &reply->self);
    for (unsigned i = 0; i < reply->count && i < REPLY_ITEMS; i++) {
        buffer_add_byte(out, '|');
        item_show(out, &reply->items[i]);
    }
    buffer_add_byte(out, ']');
}

/* Reads `bytes`, fed in pieces of `piece`, and shows each reply in a few letters. */
static const char *shown(struct slice bytes, size_t piece)
{
    static char text[1024];
    struct buffer out;
    struct redis_reader *reader = redis_reader_new();
    enum reader_state state = READER_MORE;
    struct redis_reply reply;
    buffer_init(&out, sizeof text - 1);
    for (size_t at = 0; at < bytes.len && state != READER_BROKEN; at += piece) {
        size_t len = bytes.len - at < piece ? bytes.len - at : piece;
        redis_reader_feed(reader, (struct slice){bytes.at + at, len});
        while ((state = redis_reader_next(reader, &reply)) == READER_REPLY)
            reply_show(&out, &reply);
    }
    snprintf(text, sizeof text, "%.*s%s", (int)out.len, out.bytes ? out.bytes : "",
             state == READER_BROKEN ? "!" : "");
    redis_reader_free(&reader);
    assert_null(reader);
    buffer_done(&out);
    return text;
}

static void replies_are_read_however_they_are_cut(void **state)
{
    static const char *const cases[][2] = {
        {"+OK\r\n", "[1 0 OK]"},
        {"-ERR no\r\n:-7\r\n", "[2 0 ERR no][3 -7 ]"},
        {"$5\r\na\r\nbc\r\n$0\r\n\r\n$-1\r\n", "[4 0 a\r\nbc][4 0 ][0 0 ]"},
        {"*3\r\n$7\r\nmessage\r\n$1\r\nc\r\n$2\r\nhi\r\n", "[5 0 |4 0 message|4 0 c|4 0 hi]"},
        {"*3\r\n$9\r\nsubscribe\r\n$1\r\nc\r\n:1\r\n+x\r\n",
         "[5 0 |4 0 subscribe|4 0 c|3 1 ][1 0 x]"},
        {"*0\r\n*-1\r\n*1\r\n$-1\r\n", "[5 0 ][0 0 ][5 0 |0 0 ]"},
        {"*3\r\n$6\r\nmaster\r\n:9\r\n*1\r\n*3\r\n$1\r\na\r\n$1\r\nb\r\n$1\r\nc\r\n+x\r\n",
         "[5 0 |4 0 master|3 9 |5 0 ][1 0 x]"},
        {"*5\r\n:1\r\n:2\r\n:3\r\n:4\r\n:5\r\n", "[5 0 |3 1 |3 2 |3 3 ]"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        for (size_t piece = 1; piece < 20; piece++)
            assert_string_equal(shown(slice_of(cases[i][0]), piece), cases[i][1]);
}

static void what_is_no_reply_breaks_the_reader(void **state)
{
    static const char *const cases[] = {
        "hello\r\n",
        ":1x\r\n",
        "*x\r\n",
        "*-2\r\n",
        "*1025\r\n",
        "*2147483648\r\n",
        "*4294967297\r\n",
        "$-2\r\n",
        "$x\r\n",
        "%1\r\n",
        "*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n",
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_string_equal(shown(slice_of(cases[i]), 7), "!");
}

static void texts_have_a_bound(void **state)
{
    for (size_t over = 0; over < 2; over++) {
        size_t bytes = BOUND_BUS_MESSAGE_BYTES + 4096 + over;
        char *text = calloc(1, bytes + 64);
        int head = snprintf(text, 64, "$%zu\r\n", bytes);
        memset(text + head, 'x', bytes);
        memcpy(text + (size_t)head + bytes, "\r\n", 2);
        struct slice all = {text, (size_t)head + bytes + 2};
        const char *read = shown(all, READER_FEED_BYTES);
        assert_int_equal(read[strlen(read) - 1] == '!', over);
        free(text);
    }
}

/* ---- words ---- */

static struct redis_word word_of(struct slice what, struct slice channel, struct slice text)
{
    struct redis_words words;
    struct redis_reply reply = {.count = 3};
    reply.items[0] = (struct reply_item){.kind = REPLY_TEXT, .text = what};
    reply.items[1] = (struct reply_item){.kind = REPLY_TEXT, .text = channel};
    reply.items[2] = (struct reply_item){.kind = REPLY_TEXT, .text = text};
    redis_words_init(&words, SLICE("muster"), SLICE("me"));
    struct redis_word word = redis_words_read(&words, &reply);
    redis_words_done(&words);
    return word;
}

static struct redis_word message(const char *channel, const char *text)
{
    return word_of(SLICE("message"), slice_of(channel), slice_of(text));
}

static void words_of_ours_are_understood(void **state)
{
    struct redis_word word = message("muster:room:webinar:w1", "node-1 812");
    assert_int_equal(word.kind, WORD_NEWS);
    assert_true(slice_is(word.room, "webinar:w1"));
    assert_true(slice_is(word.node, "node-1"));
    assert_int_equal(word.seq, 812);
    word = message("muster:nodes", "node-1");
    assert_int_equal(word.kind, WORD_ALIVE);
    assert_true(slice_is(word.node, "node-1"));
    word = message("muster:nodes", "node-1 gone");
    assert_int_equal(word.kind, WORD_GONE);
    assert_true(slice_is(word.node, "node-1"));
    word = message("muster:node:me", "a b\r\nc");
    assert_int_equal(word.kind, WORD_TOLD);
    assert_true(slice_is(word.message, "a b\r\nc"));
    word = word_of(SLICE("subscribe"), SLICE("muster:room:r"), SLICE(""));
    assert_int_equal(word.kind, WORD_ROOM);
    assert_true(slice_is(word.room, "r"));
    assert_int_equal(word_of(SLICE("unsubscribe"), SLICE("muster:room:r"), SLICE("")).kind,
                     WORD_ROOM);
    assert_int_equal(word_of(SLICE("subscribe"), SLICE("muster:nodes"), SLICE("")).kind,
                     WORD_CHANNEL);
}

static void news_carry_parts(void **state)
{
    struct buffer text;
    struct redis_part part;
    buffer_init(&text, 64);
    buffer_add(&text, SLICE("node-1 812 "));
    assert_true(redis_words_add_part(&text, 811, SLICE("\0 1:")));
    assert_true(redis_words_add_part(&text, 812, SLICE("two")));
    struct redis_word word = word_of(SLICE("message"), SLICE("muster:room:r"), buffer_slice(&text));
    assert_int_equal(word.kind, WORD_NEWS);
    assert_int_equal(word.seq, 812);
    assert_true(redis_words_take_part(&word.parts, &part));
    assert_int_equal(part.seq, 811);
    assert_true(slice_equal(part.sealed, SLICE("\0 1:")));
    assert_true(redis_words_take_part(&word.parts, &part));
    assert_int_equal(part.seq, 812);
    assert_true(slice_is(part.sealed, "two"));
    assert_false(redis_words_take_part(&word.parts, &part));
    size_t len = text.len;
    assert_false(redis_words_add_part(&text, 813, SLICE("more than there is room for, so none")));
    assert_int_equal(text.len, len);
    assert_false(text.full);
    buffer_done(&text);
}

static void parts_are_read_strictly(void **state)
{
    static const char *const cases[] = {
        "",
        " ",
        "1",
        "1 ",
        "1 1",
        "1 1:",
        "1 0:",
        "1 01:x",
        "1 2:x",
        "0 1:x",
        "-1 1:x",
        "1  1:x",
        "1 1 :x",
        ":",
        "1 -1:x",
        "1 99999:x",
        "x 1:x",
        "1 18446744073709551617:x",
        "1 9007199254740993:x",
        "9007199254740993 1:x",
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct slice parts = slice_of(cases[i]);
        struct redis_part part;
        if (redis_words_take_part(&parts, &part))
            fail_msg("\"%s\"", cases[i]);
    }
}

static void words_of_others_are_read_over(void **state)
{
    static const char *const cases[][2] = {
        {"muster:room:r", ""},
        {"muster:room:r", "n"},
        {"muster:room:r", "n 0"},
        {"muster:room:r", "n 01"},
        {"muster:room:r", "n -1"},
        {"muster:room:r", "n 1 "},
        {"muster:room:r", "n  1"},
        {"muster:room:r", " 1"},
        {"muster:room:r", "n/ 1"},
        {"muster:room:r", "n 9007199254740993"},
        {"muster:room:r", "n 12345678901234567"},
        {"muster:room:", "n 1"},
        {"muster:roo", "n 1"},
        {"muster:node:you", "x"},
        {"muster:nodes", ""},
        {"muster:nodes", "n\n"},
        {"muster:nodes", "n away"},
        {"muster:nodes", "n "},
        {"muster:nodes:", "n"},
        {"other:room:r", "n 1"},
        {"", "n 1"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        if (message(cases[i][0], cases[i][1]).kind != WORD_NONE)
            fail_msg("%s %s", cases[i][0], cases[i][1]);
    assert_int_equal(message("muster:room:r", "n 9007199254740992").kind, WORD_NEWS);
    assert_int_equal(word_of(SLICE("pmessage"), SLICE("muster:nodes"), SLICE("n")).kind, WORD_NONE);
    assert_int_equal(word_of(SLICE("message"), SLICE("muster:nodes"), (struct slice){0}).kind,
                     WORD_NONE);
    assert_int_equal(word_of(SLICE("message"), (struct slice){0}, SLICE("n")).kind, WORD_NONE);
    char *long_text = calloc(1, BOUND_BUS_MESSAGE_BYTES + 1);
    struct slice text = {long_text, BOUND_BUS_MESSAGE_BYTES};
    assert_int_equal(word_of(SLICE("message"), SLICE("muster:node:me"), text).kind, WORD_TOLD);
    text.len++;
    assert_int_equal(word_of(SLICE("message"), SLICE("muster:node:me"), text).kind, WORD_NONE);
    free(long_text);
}

static void a_refusal_is_told_in_words(void **state)
{
    assert_non_null(strstr(redis_words_why(SLICE("READONLY You can't")), "replica"));
    assert_non_null(strstr(redis_words_why(SLICE("MASTERDOWN Link with")), "lost its master"));
    assert_non_null(strstr(redis_words_why(SLICE("NOPERM this user")), "permission"));
    assert_string_equal(redis_words_why(SLICE("")), "it refuses a command");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(replies_are_read_however_they_are_cut),
        cmocka_unit_test(what_is_no_reply_breaks_the_reader),
        cmocka_unit_test(texts_have_a_bound),
        cmocka_unit_test(words_of_ours_are_understood),
        cmocka_unit_test(news_carry_parts),
        cmocka_unit_test(parts_are_read_strictly),
        cmocka_unit_test(words_of_others_are_read_over),
        cmocka_unit_test(a_refusal_is_told_in_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
