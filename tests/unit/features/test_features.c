/* SPDX-License-Identifier: Apache-2.0
 * server/features/features.c, and that protocol/entries tells the same as its rows */
#include "features/features.h"

#include <stdio.h>
#include <string.h>

#include "base/bounds.h"
#include "help_follow.h"

/* A file of protocol/entries, whole; owned by the caller. NUL-terminated. */
static struct buffer file_read(const char *name, const char *ending)
{
    char path[512];
    struct buffer text;
    buffer_init(&text, BOUND_COMMAND_BYTES);
    snprintf(path, sizeof path, "%s/protocol/entries/%s%s", MUSTER_SOURCE, name, ending);
    FILE *file = fopen(path, "r");
    if (!file)
        fail_msg("there is no %s", path);
    char *to = buffer_reserve(&text, BOUND_COMMAND_BYTES);
    text.len = fread(to, 1, BOUND_COMMAND_BYTES, file);
    assert_int_equal(fclose(file), 0);
    return text;
}

static struct json *json_file(const char *name, const char *ending)
{
    struct buffer text = file_read(name, ending);
    struct json *json = help_parse(buffer_slice(&text));
    buffer_done(&text);
    return json;
}

static const char *room_of(const struct feature *feature)
{
    return feature->kinds & KIND_WEBINAR  ? "webinar:w1"
           : feature->kinds & KIND_COURSE ? "course:c1"
           : feature->kinds & KIND_INBOX  ? "inbox:u7"
                                          : "news";
}

static void expect_text(const struct json *json, const char *key, const char *text)
{
    struct slice found = {0};
    assert_true(json_get_text(json, key, &found));
    if (!slice_is(found, text))
        fail_msg("%s is not %s", key, text);
}

/* An error of an example has code, sentence and temporary of one line of errors.def. */
static void expect_error(const struct json *error)
{
    int64_t code = 0;
    bool temporary = false;
    if (!error)
        return;
    assert_true(json_get_int(error, "code", &code));
    json_get_bool(error, "temporary", &temporary);
    for (enum err one = ERR_NONE + 1; one < ERR_COUNT; one++) {
        if (error_code(one) != code)
            continue;
        expect_text(error, "message", error_text(one));
        assert_int_equal(temporary, error_temporary(one));
        return;
    }
    fail_msg("no error has the code %d", (int)code);
}

static void expect_push(const struct json *push, const struct row *row)
{
    if (!push || row->delivery == DELIVER_RAW)
        return;
    expect_text(push, "type", row->delivery == DELIVER_TALLY ? "tally" : row->name);
    assert_true(json_is_object(json_get(push, "patch")));
}

static void expect_example(const struct feature *feature, const struct row *row)
{
    struct json *example = json_file(row->name, ".example.json");
    const struct json *data = json_get(json_get(example, "rpc"), "data");
    struct room *room = room_new(slice_of(room_of(feature)), features_all);
    struct buffer canonical;
    buffer_init(&canonical, BOUND_ENTRY_BYTES);
    expect_text(json_get(example, "rpc"), "method", row->name);
    if (room_read(room, slice_of(row->name), data, &canonical) != ERR_NONE)
        fail_msg("%s: the example is refused", row->name);
    expect_error(json_get(example, "error"));
    expect_push(json_get(example, "push"), row);
    buffer_done(&canonical);
    room_free(&room);
    json_free(&example);
}

/* What the schema requires stands among its properties and in the example. */
static void expect_schema(const char *name)
{
    struct json *schema = json_file(name, ".schema.json");
    struct json *example = json_file(name, ".example.json");
    const struct json *data = json_get(json_get(example, "rpc"), "data");
    const struct json *required = json_first(json_get(schema, "required"));
    struct slice key;
    expect_text(schema, "title", name);
    for (; required; required = json_next(required)) {
        assert_true(json_as_text(required, &key));
        char member[BOUND_ID_BYTES + 1] = {0};
        memcpy(member, key.at, key.len);
        assert_non_null(json_get(data, member));
        assert_non_null(json_get(json_get(schema, "properties"), member));
    }
    json_free(&schema);
    json_free(&example);
}

static void expect_page(const char *name)
{
    struct buffer page = file_read(name, ".md");
    char title[80] = "# ";
    strncat(title, name, 60);
    strncat(title, "\n", 2);
    assert_true(slice_starts(buffer_slice(&page), slice_of(title)));
    buffer_done(&page);
}

static void every_row_has_its_page_schema_and_example(void **state)
{
    for (size_t f = 0; features_all[f]; f++)
        for (size_t r = 0; r < features_all[f]->rows_count; r++) {
            const struct row *row = &features_all[f]->rows[r];
            expect_page(row->name);
            expect_schema(row->name);
            expect_example(features_all[f], row);
        }
}

static void every_query_has_its_page_schema_and_example(void **state)
{
    for (size_t f = 0; features_all[f]; f++)
        for (size_t q = 0; q < features_all[f]->queries_count; q++) {
            const char *name = features_all[f]->queries[q].name;
            expect_page(name);
            expect_schema(name);
            struct json *example = json_file(name, ".example.json");
            assert_true(json_is_object(json_get(example, "reply")));
            expect_error(json_get(example, "error"));
            json_free(&example);
        }
}

static void names_are_unique_and_within_their_bound(void **state)
{
    const char *names[128];
    size_t count = 0;
    for (size_t f = 0; features_all[f]; f++)
        for (size_t r = 0; r < features_all[f]->rows_count; r++)
            names[count++] = features_all[f]->rows[r].name;
    for (size_t i = 0; i < count; i++) {
        assert_in_range(strlen(names[i]), 1, BOUND_TYPE_BYTES);
        for (size_t k = 0; k < i; k++)
            assert_string_not_equal(names[i], names[k]);
    }
}

/* Rooms ask the first feature that answers: a second one would never be heard. */
static void one_feature_of_a_kind_decides_roles_phase_and_existence(void **state)
{
    static const enum kind kinds[] = {KIND_WEBINAR, KIND_COURSE, KIND_INBOX, KIND_CHANNEL};
    for (size_t k = 0; k < 4; k++) {
        int role = 0, phase = 0, exists = 0;
        for (size_t f = 0; features_all[f]; f++) {
            if (!(features_all[f]->kinds & (unsigned)kinds[k]))
                continue;
            role += features_all[f]->role != NULL;
            phase += features_all[f]->phase != NULL;
            exists += features_all[f]->exists != NULL;
        }
        assert_int_equal(role, 1);
        assert_int_equal(phase, kinds[k] & (KIND_WEBINAR | KIND_COURSE) ? 1 : 0);
        assert_int_equal(exists, phase);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_has_its_page_schema_and_example),
        cmocka_unit_test(every_query_has_its_page_schema_and_example),
        cmocka_unit_test(names_are_unique_and_within_their_bound),
        cmocka_unit_test(one_feature_of_a_kind_decides_roles_phase_and_existence),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
