/* SPDX-License-Identifier: Apache-2.0
 * Three lines: a document and two patches. Applying a patch twice is applying it once (RFC 7396),
 * no null stays in what was patched, and a composed patch is no harm to memory. */
#include "base/merge.h"
#include "fuzz/fuzz.h"

static bool holds_null(const struct json *json)
{
    if (!json_is_object(json))
        return false;
    for (const struct json *item = json_first(json); item; item = json_next(item))
        if (json_is_null(item) || holds_null(item))
            return true;
    return false;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct slice rest = fuzz_text(data, size);
    struct json *target = NULL, *first = NULL, *second = NULL, *once = NULL;
    struct slice lines[3] = {fuzz_line(&rest), fuzz_line(&rest), rest};
    if (json_parse(lines[0], &target) == ERR_NONE && json_parse(lines[1], &first) == ERR_NONE &&
        json_parse(lines[2], &second) == ERR_NONE) {
        bool clean = !holds_null(target) && json_is_object(first);
        merge_apply(&target, first);
        check(!clean || !holds_null(target));
        once = json_copy(target);
        merge_apply(&target, first);
        check(json_equal(once, target));
        merge_compose(&first, second);
        merge_apply(&target, first);
    }
    json_free(&target);
    json_free(&first);
    json_free(&second);
    json_free(&once);
    return 0;
}
