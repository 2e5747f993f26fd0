/* SPDX-License-Identifier: Apache-2.0
 * Whatever parses prints as JSON that parses to the same value and prints the same. */
#include "base/json.h"
#include "base/json_raw.h"
#include "base/text.h"
#include "fuzz/fuzz.h"

/* What is walked by its structure: whatever is strict JSON, and an object, is; and `data` that was
 * kept unread is what it was. */
static void walk(struct slice text, bool strict)
{
    enum json_step step;
    struct json_member member;
    struct json *around = NULL;
    struct slice raw;
    struct json_walk walk = json_walk_start(text);
    while ((step = json_walk_next(&walk, &member)) == JSON_STEP_MEMBER)
        check(member.value.len > 0 && member.value.at + member.value.len <= text.at + text.len);
    check(step == JSON_STEP_END || !strict);
    if (json_parse_around(text, &around) == ERR_NONE && json_as_raw(json_get(around, "data"), &raw))
        check(step == JSON_STEP_END && raw.len <= text.len && text_is_utf8(raw));
    json_free(&around);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct json *first, *second;
    struct buffer printed, again;
    enum err error = json_parse(fuzz_text(data, size), &first);
    walk(fuzz_text(data, size), error == ERR_NONE && json_is_object(first));
    if (error != ERR_NONE)
        return 0;
    buffer_init(&printed, 1 << 20);
    buffer_init(&again, 1 << 20);
    json_print(first, &printed);
    check(json_parse(buffer_slice(&printed), &second) == ERR_NONE);
    check(json_equal(first, second));
    json_print(second, &again);
    check(slice_equal(buffer_slice(&printed), buffer_slice(&again)));
    json_free(&first);
    json_free(&second);
    buffer_done(&printed);
    buffer_done(&again);
    return 0;
}
