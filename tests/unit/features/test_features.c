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

/* A room of that kind. */
static const char *room_of(const struct kind *kind)
{
    static char name[64];
    snprintf(name, sizeof name, "%s:x", kind->name);
    return name;
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

static void expect_example(const struct kind *kind, const struct row *row)
{
    struct json *example = json_file(row->name, ".example.json");
    const struct json *data = json_get(json_get(example, "rpc"), "data");
    struct room *room = room_new(slice_of(room_of(kind)), help_kinds());
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

/* The methods of every kind in turn: false after the last. */
static bool next_method(size_t *kind, size_t *place, const struct method **method)
{
    const struct methods *methods = kinds_methods(help_kinds(), kinds_all[*kind]);
    if (*place == methods_count(methods)) {
        *place = 0;
        if (!kinds_all[++*kind])
            return false;
        methods = kinds_methods(help_kinds(), kinds_all[*kind]);
    }
    *method = methods_at(methods, (*place)++);
    return true;
}

static void every_row_has_its_page_schema_and_example(void **state)
{
    const struct method *method;
    for (size_t kind = 0, place = 0; next_method(&kind, &place, &method);) {
        if (!method->row)
            continue;
        expect_page(method->name);
        expect_schema(method->name);
        expect_example(kinds_all[kind], method->row);
    }
}

static void every_query_has_its_page_schema_and_example(void **state)
{
    const struct method *method;
    for (size_t kind = 0, place = 0; next_method(&kind, &place, &method);) {
        if (!method->query)
            continue;
        expect_page(method->name);
        expect_schema(method->name);
        struct json *example = json_file(method->name, ".example.json");
        assert_true(json_is_object(json_get(example, "reply")));
        expect_error(json_get(example, "error"));
        json_free(&example);
    }
}

static void names_are_within_their_bound(void **state)
{
    const struct method *method;
    for (size_t kind = 0, place = 0; next_method(&kind, &place, &method);)
        assert_in_range(strlen(method->name), 1, BOUND_TYPE_BYTES);
}

/* core/row.h says what holds for a gathered row. */
static void gathered_rows_keep_their_contract(void **state)
{
    const struct method *method;
    unsigned gathered = 0, merged = 0;
    for (size_t kind = 0, place = 0; next_method(&kind, &place, &method);) {
        const struct row *row = method->row;
        if (!row || !(row->gather.acts || row->gather.merge))
            continue;
        gathered += row->gather.acts;
        merged += row->gather.merge != NULL;
        assert_false(row->gather.acts && row->gather.merge);
        assert_true(!row->gather.acts || (row->thing && row->delivery == DELIVER_TALLY));
        assert_true(!row->gather.acts || !row->moved);
    }
    assert_int_equal(gathered, 5);
    assert_int_equal(merged, 1);
}

/* Rooms ask the first feature that answers: a second one would never be heard. */
static void one_feature_of_a_kind_decides_phase_existence_and_locks(void **state)
{
    for (size_t k = 0; kinds_all[k]; k++) {
        int role = 0, phase = 0, exists = 0, locks = 0;
        for (const struct feature *const *feature = kinds_all[k]->features; *feature; feature++) {
            role += (*feature)->role != NULL;
            phase += (*feature)->phase != NULL;
            exists += (*feature)->exists != NULL;
            locks += (*feature)->locks != NULL;
        }
        assert_true(role >= 1 && locks <= 1);
        bool staged = kinds_all[k]->naming == NAMED_BY_MEMBERS && !kinds_all[k]->academy;
        assert_int_equal(phase, staged ? 1 : 0);
        assert_int_equal(exists, phase);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_has_its_page_schema_and_example),
        cmocka_unit_test(every_query_has_its_page_schema_and_example),
        cmocka_unit_test(names_are_within_their_bound),
        cmocka_unit_test(gathered_rows_keep_their_contract),
        cmocka_unit_test(one_feature_of_a_kind_decides_phase_existence_and_locks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
