/* SPDX-License-Identifier: Apache-2.0
 * server/features/directory_plan.c, server/features/directory_file.c, and directory_export */
#include "features/directory_plan.h"

#include <stdio.h>

#include "features/people.h"
#include "help_room.h"

static const struct feature *const features[] = {&people_feature, NULL};

#define WHOLE ",'whole':true"

enum { TEXT_BYTES = 4 << 20, CROWD = 17000, PIECE_BYTES = 20000 };

static struct help_room *academy(void)
{
    struct help_room *help = help_room_new("academy:main", features);
    static const char *const people[] = {
        "{'person':'o','name':'Organiser','roles':['organiser'],'mail':'o@academy.example'}",
        "{'person':'c','name':'Coordinator','country':'TN','roles':['coordinator'],"
        "'coordinates':['TN']}",
        "{'person':'z','name':'زينب','country':'TN','languages':['ar'],'mail':'z.b@police.example'"
        "}",
    };
    for (size_t i = 0; i < sizeof people / sizeof people[0]; i++)
        assert_int_equal(help_send(help, "system", "person.add", people[i]), ERR_NONE);
    return help;
}

/* Asks for a plan of a whole text; the answer is the caller's. */
static struct json *plan(struct help_room *help, const char *text, const char *more)
{
    struct buffer data, out;
    struct json *json = NULL;
    buffer_init(&data, TEXT_BYTES);
    buffer_init(&out, TEXT_BYTES);
    buffer_add(&data, SLICE("{'text':"));
    struct buffer quoted;
    buffer_init(&quoted, TEXT_BYTES);
    writer_quote(&quoted, slice_of(text));
    /* The helper reads ' as ". */
    for (size_t i = 0; i < quoted.len; i++) {
        if (quoted.bytes[i] == '\'')
            buffer_add(&data, SLICE("\\u0027"));
        else
            buffer_add_byte(&data, quoted.bytes[i]);
    }
    buffer_addf(&data, "%s}", more);
    buffer_add_byte(&data, 0);
    assert_int_equal(help_query(help, "o", "person.plan", data.bytes, &out), ERR_NONE);
    assert_int_equal(json_parse_large(buffer_slice(&out), &json), ERR_NONE);
    buffer_done(&quoted);
    buffer_done(&data);
    buffer_done(&out);
    return json;
}

/* "line what person member error", a line for each; what is absent is -. */
static void expect_plan(struct help_room *help, const char *text, const char *expected)
{
    static const char *const members[] = {"what", "person", "member", "error"};
    struct json *answer = plan(help, text, WHOLE);
    struct buffer out;
    buffer_init(&out, TEXT_BYTES);
    for (const struct json *row = json_first(json_get(answer, "rows")); row; row = json_next(row)) {
        int64_t line = 0;
        (void)json_get_int(row, "line", &line);
        buffer_addf(&out, "%d", (int)line);
        for (size_t i = 0; i < 4; i++) {
            struct slice word = SLICE("-");
            (void)json_get_text(row, members[i], &word);
            buffer_addf(&out, " %.*s", (int)word.len, word.at);
        }
        buffer_add_byte(&out, '\n');
    }
    buffer_add_byte(&out, 0);
    assert_string_equal(out.bytes, expected);
    json_free(&answer);
    buffer_done(&out);
}

static void expect_row(struct json *answer, const char *member, const char *expected)
{
    struct json *json = NULL;
    char text[512];
    snprintf(text, sizeof text, "%s", expected);
    for (char *at = text; *at; at++)
        if (*at == '\'')
            *at = '"';
    assert_int_equal(json_parse(slice_of(text), &json), ERR_NONE);
    assert_true(json_equal(json_get(json_first(json_get(answer, "rows")), member), json));
    json_free(&json);
}

static void each_line_is_told_what_it_would_do(void **state)
{
    struct help_room *help = academy();
    expect_plan(help,
                "\xef\xbb\xbfName;E-Mail;Country;Languages;agency\r\n"
                "New One;new@police.example;tn;\"ar;fr\";x\r\n"
                "\r\n"
                "زينب;ZB+work@police.example;tn;AR;x\r\n"
                "زينب;zb@police.example;FR;;x\r\n"
                "Nowhere;a@police.example;XQ;;\r\n"
                ";b@police.example;TN;;\r\n"
                "Bad;not an address;TN;;\r\n"
                "Bad;d@police.example;TN;de;\r\n",
                "2 add - - -\n4 same z - -\n5 change z - -\n"
                "6 refused - country country_unknown\n7 refused - name bad_request\n"
                "8 refused - mail bad_request\n9 refused - languages bad_request\n");
    help_room_free(&help);
}

static void people_are_known_by_id_address_or_name_and_country(void **state)
{
    struct help_room *help = academy();
    expect_plan(help,
                "person,name,country,mail\n"
                "z,Zeineb,,\nm77,Somebody,,\nu9,New,,\n,زينب,TN,\n,زينب,FR,\n,COORDINATOR,tn,\n",
                "2 change z - -\n3 refused - person not_found\n4 add - - -\n5 same z - -\n"
                "6 add - - -\n7 change c - -\n");
    assert_int_equal(help_send(help, "o", "person.erase", "{'person':'z'}"), ERR_NONE);
    expect_plan(help, "person,name\nz,Zeineb\n", "2 refused z person not_found\n");
    help_room_free(&help);
}

static void a_change_holds_only_what_is_new(void **state)
{
    struct help_room *help = academy();
    struct json *answer = plan(help,
                               "mail,name,country,languages,roles,coordinates\n"
                               "z.b@police.example,زينب,tn,\"fr,ar\",\"manager\",\n",
                               WHOLE);
    expect_row(answer, "data", "{'person':'z','languages':['fr','ar'],'roles':['manager']}");
    expect_row(answer, "before", "{'languages':['ar'],'roles':['member']}");
    json_free(&answer);
    answer = plan(help, "name,mail\n'=New,n@police.example\n", WHOLE ",'enrol':true");
    expect_row(answer, "data", "{'name':'=New','mail':'n@police.example','enrol':true}");
    json_free(&answer);
    help_room_free(&help);
}

static void lines_about_the_same_person_have_the_same_key(void **state)
{
    struct help_room *help = academy();
    struct json *answer = plan(help,
                               "person,name,mail\n,A,n.ew@police.example\n"
                               ",B,new+b@police.example\nz,C,\n,D,zb@police.example\n,D,\n,d,\n",
                               WHOLE);
    struct slice keys[6], *to = keys;
    for (const struct json *row = json_first(json_get(answer, "rows")); row; row = json_next(row))
        assert_true(json_get_text(row, "key", to++));
    for (size_t i = 0; i < 6; i += 2) {
        assert_true(slice_equal(keys[i], keys[i + 1]));
        assert_false(slice_equal(keys[i], keys[(i + 2) % 6]));
    }
    json_free(&answer);
    help_room_free(&help);
}

static void a_file_without_names_or_with_an_open_quote_is_told(void **state)
{
    struct help_room *help = academy();
    bool good = true;
    struct json *answer = plan(help, "agency,phone\nx,y\n", WHOLE);
    assert_true(json_get_bool(answer, "good", &good) && !good);
    assert_int_equal(json_count(json_get(answer, "rows")), 0);
    assert_int_equal(json_count(json_get(answer, "ignored")), 2);
    json_free(&answer);
    expect_plan(help, "name,country\n\"A,TN\nB,TN\n", "2 refused - quote bad_request\n");
    help_room_free(&help);
}

static void a_plan_is_for_organisers(void **state)
{
    struct help_room *help = academy();
    struct buffer out;
    buffer_init(&out, TEXT_BYTES);
    assert_int_equal(help_query(help, "c", "person.plan", "{'text':'name\\nA'}", &out),
                     ERR_PERMISSION_DENIED);
    static const char *const bad[] = {"{}", "{'text':7}", "{'text':'','separator':'x'}",
                                      "{'text':'','columns':'name'}", "{'text':'','line':0}"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_int_equal(help_query(help, "o", "person.plan", bad[i], &out), ERR_BAD_REQUEST);
    buffer_done(&out);
    help_room_free(&help);
}

/* ---- a whole academy ---------------------------------------------------------------------------
 */

static void write_crowd(struct buffer *out)
{
    buffer_add(out, SLICE("name;country;languages;mail\r\n"));
    for (int i = 0; i < CROWD; i++)
        buffer_addf(out, "%s %d;%s;\"ar;en\";participant%d@police.example\r\n",
                    i % 2 ? "\"Participant \"\"P\"\"\"" : "مشارك", i, i % 3 ? "TN" : "ke", i);
}

/* A piece is cut between characters. */
static size_t piece_at(struct slice text, size_t at)
{
    size_t bytes = text.len - at < PIECE_BYTES ? text.len - at : PIECE_BYTES;
    while (at + bytes < text.len && (text.at[at + bytes] & 0xc0) == 0x80)
        bytes--;
    return bytes;
}

/* How many rows of a piece are "add". */
static int adds(const struct json *answer)
{
    int found = 0;
    for (const struct json *row = json_first(json_get(answer, "rows")); row; row = json_next(row)) {
        struct slice word = {NULL, 0};
        found += json_get_text(row, "what", &word) && slice_is(word, "add");
    }
    return found;
}

/* Goes through the file piece by piece: how many would be added. */
static int walk_crowd(struct help_room *help, struct slice text)
{
    const char *head = "";
    int found = 0;
    int64_t line = 2, taken = 0;
    for (size_t at = 0; at < text.len; at += (size_t)taken) {
        size_t bytes = piece_at(text, at);
        char piece[PIECE_BYTES + 1], more[256];
        snprintf(piece, sizeof piece, "%.*s", (int)bytes, text.at + at);
        snprintf(more, sizeof more, "%s,'line':%d,'whole':%s", head, (int)line,
                 at + bytes == text.len ? "true" : "false");
        struct json *answer = plan(help, piece, more);
        assert_true(json_get_int(answer, "taken", &taken) && taken > 0);
        assert_true(json_get_int(answer, "line", &line));
        found += adds(answer);
        head = ",'columns':['name','country','languages','mail'],'separator':';'";
        json_free(&answer);
    }
    assert_int_equal(line, CROWD + 2);
    return found;
}

static void seventeen_thousand_lines_are_taken_once(void **state)
{
    struct help_room *help = academy();
    struct buffer text;
    buffer_init(&text, TEXT_BYTES);
    write_crowd(&text);
    assert_false(text.full);
    assert_int_equal(walk_crowd(help, buffer_slice(&text)), CROWD);
    buffer_done(&text);
    help_room_free(&help);
}

/* What goes out comes in again, and changes nothing. */
static void an_export_is_an_import_that_changes_nothing(void **state)
{
    struct help_room *help = academy();
    struct buffer out;
    struct json *json = NULL;
    struct slice text = {NULL, 0};
    assert_int_equal(help_send(help, "o", "person.add", "{'name':'=cmd()','country':'KE'}"),
                     ERR_NONE);
    buffer_init(&out, TEXT_BYTES);
    assert_int_equal(help_query(help, "o", "person.export", "{}", &out), ERR_NONE);
    assert_int_equal(json_parse_large(buffer_slice(&out), &json), ERR_NONE);
    assert_true(json_get_text(json, "text", &text));
    const char *expected = "person,name,country,languages,roles,coordinates,mail\r\n"
                           "\"m4\",\"'=cmd()\",\"KE\",\"\",\"\",\"\",\"\"\r\n";
    assert_memory_equal(text.at, expected, strlen(expected));
    char copy[2048];
    snprintf(copy, sizeof copy, "%.*s", (int)text.len, text.at);
    expect_plan(help, copy, "2 same m4 - -\n3 same c - -\n4 same o - -\n5 same z - -\n");
    buffer_clear(&out);
    assert_int_equal(help_query(help, "c", "person.export", "{'limit':1}", &out), ERR_NONE);
    assert_non_null(memmem(out.bytes, out.len, "Coordinator", 11));
    assert_null(memmem(out.bytes, out.len, "Organiser", 9));
    assert_null(memmem(out.bytes, out.len, "cmd", 3));
    buffer_clear(&out);
    assert_int_equal(help_query(help, "c", "person.export", "{'country':'KE'}", &out),
                     ERR_PERMISSION_DENIED);
    json_free(&json);
    buffer_done(&out);
    help_room_free(&help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_line_is_told_what_it_would_do),
        cmocka_unit_test(people_are_known_by_id_address_or_name_and_country),
        cmocka_unit_test(a_change_holds_only_what_is_new),
        cmocka_unit_test(lines_about_the_same_person_have_the_same_key),
        cmocka_unit_test(a_file_without_names_or_with_an_open_quote_is_told),
        cmocka_unit_test(a_plan_is_for_organisers),
        cmocka_unit_test(seventeen_thousand_lines_are_taken_once),
        cmocka_unit_test(an_export_is_an_import_that_changes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
