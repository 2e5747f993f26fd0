/* SPDX-License-Identifier: Apache-2.0
 * server/features/chat_words.c */
#include <stdio.h>

#include "core/erasure.h"
#include "help_webinar.h"

static void set(struct help_room *help, const char *words)
{
    assert_int_equal(help_sendf(help, "m1", "chat.words", "{'words':[%s]}", words), ERR_NONE);
}

static int64_t post(struct help_room *help, const char *by, const char *text)
{
    assert_int_equal(help_sendf(help, by, "chat.post", "{'text':'%s'}", text), ERR_NONE);
    return help_seq(help);
}

static bool waits(struct help_room *help, const char *text)
{
    int64_t seq = post(help, "u1", text);
    bool hidden = false;
    char path[64];
    struct json *view = NULL;
    struct buffer out;
    buffer_init(&out, BOUND_VIEW_BYTES);
    room_view(help_room(help), &(struct viewer){RINGS_INSIDE, NULL}, NULL, &out);
    assert_int_equal(json_parse_large(buffer_slice(&out), &view), ERR_NONE);
    snprintf(path, sizeof path, "%d", (int)seq);
    hidden = !json_get(json_get(json_get(view, "chat"), "messages"), path);
    json_free(&view);
    buffer_done(&out);
    if (hidden)
        assert_int_equal(help_act(help, "u1", "chat.delete", "message", seq), ERR_NONE);
    return hidden;
}

static void a_message_with_such_a_word_waits(void **state)
{
    static const struct {
        const char *text;
        bool waits;
    } cases[] = {
        {"What nonsense!", true},  {"NONSENSE", true},
        {"nonsensical", false},    {"non sense", false},
        {"nonse\u0301nse", true},  {"هذا كِتـَاب.", true},
        {"مكتب", false},           {"it is utter  rubbish", true},
        {"rubbish, utter", false},
    };
    struct help_room *help = help_webinar_new();
    set(help, "'Nonsense','كتاب','utter rubbish'");
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_int_equal(waits(help, cases[i].text), cases[i].waits);
    set(help, "");
    assert_false(waits(help, "What nonsense!"));
    help_room_free(&help);
}

static void staff_alone_see_the_words_and_write_them(void **state)
{
    struct help_room *help = help_webinar_new();
    set(help, "'Nonsense'");
    expect_patch(help, RINGS_INSIDE, NULL);
    expect_view(help, HELP_STAFF, "chat/words", "['Nonsense']");
    expect_view(help, RINGS_INSIDE, "chat/words", NULL);
    int64_t seq = post(help, "p1", "nonsense");
    expect_view(help, RINGS_INSIDE, help_path("chat/messages", seq, "text"), "'nonsense'");
    set(help, "");
    expect_view(help, HELP_STAFF, "chat/words", NULL);
    help_room_free(&help);
}

static void the_list_is_read_strictly(void **state)
{
    struct help_room *help = help_webinar_new();
    assert_int_equal(help_send(help, "m1", "chat.words", "{}"), ERR_BAD_REQUEST);
    assert_int_equal(help_send(help, "m1", "chat.words", "{'words':[7]}"), ERR_BAD_REQUEST);
    assert_int_equal(help_send(help, "m1", "chat.words", "{'words':['  ']}"), ERR_TEXT_INVALID);
    assert_int_equal(help_send(help, "m1", "chat.words", "{'words':['!?']}"), ERR_TEXT_INVALID);
    assert_int_equal(help_send(help, "p1", "chat.words", "{'words':[]}"), ERR_PERMISSION_DENIED);
    help_room_free(&help);
}

static void nobody_gets_past_the_list_by_an_edit_or_by_many(void **state)
{
    struct help_room *help = help_webinar_new();
    set(help, "'nonsense'");
    int64_t seq = post(help, "u1", "fine");
    assert_int_equal(
        help_sendf(help, "u1", "chat.edit", "{'message':%d,'text':'nonsense'}", (int)seq),
        ERR_CHAT_EDIT_WAITS);
    for (int i = 0; i < BOUND_CHAT_PENDING_PERSON; i++)
        (void)post(help, "u1", "nonsense");
    assert_int_equal(help_send(help, "u1", "chat.post", "{'text':'nonsense'}"), ERR_CHAT_WAITING);
    help_room_free(&help);
}

/* That it waited remains when its words are erased, whatever the list is by then. */
static void what_waited_is_known_without_its_words(void **state)
{
    struct help_room *help = help_webinar_new();
    set(help, "'nonsense'");
    int64_t seq = post(help, "u1", "nonsense");
    set(help, "");
    struct buffer kept;
    buffer_init(&kept, BOUND_ENTRY_BYTES);
    struct json *data = NULL;
    assert_int_equal(json_parse(SLICE("{\"text\":\"nonsense\"}"), &data), ERR_NONE);
    const struct entry entry = {.seq = seq, .type = SLICE("chat.post"), .data = data};
    assert_true(erasure_keep(help_room(help), &entry, &kept));
    assert_true(slice_is(buffer_slice(&kept), "{\"waits\":true}"));
    json_free(&data);
    buffer_done(&kept);
    assert_int_equal(help_append_raw(help, "u2", "chat.post", "{'text':'','waits':true}"), 0);
    expect_view(help, RINGS_INSIDE, help_path("chat/messages", help_seq(help), ""), NULL);
    help_room_free(&help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_message_with_such_a_word_waits),
        cmocka_unit_test(staff_alone_see_the_words_and_write_them),
        cmocka_unit_test(the_list_is_read_strictly),
        cmocka_unit_test(nobody_gets_past_the_list_by_an_edit_or_by_many),
        cmocka_unit_test(what_waited_is_known_without_its_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
