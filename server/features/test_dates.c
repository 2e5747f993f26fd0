/* SPDX-License-Identifier: Apache-2.0
 * Alone, or of many at once (features/unit_dates.h). */
#include "features/test_dates.h"

#include "base/mem.h"
#include "base/unused.h"
#include "features/common_get.h"
#include "features/test_state.h"

void test_dates_set(struct test *test, const struct json *data)
{
    test->due_ms = common_get_int(data, "due");
    test->closes_ms = common_get_int(data, "closes");
    test_settle(test);
}

void test_dates_heard(void *state, const struct entry *entry, const struct scene *scene)
{
    const struct json *list = json_get(entry->data, "works");
    UNUSED(scene);
    for (const struct json *at = json_first(list); at; at = json_next(at)) {
        struct test *test = tests_find(state, common_get_int(at, "item"));
        if (test)
            test_dates_set(test, at);
    }
}

void test_stage_heard(void *state, const struct entry *entry, const struct scene *scene)
{
    struct tests *tests = state;
    UNUSED(scene);
    if (common_has(entry->data, "start"))
        tests->start_ms = common_get_int(entry->data, "start");
    if (!common_has(entry->data, "zone"))
        return;
    mem_free(tests->zone);
    tests->zone = mem_text(common_get_text(entry->data, "zone"));
}
