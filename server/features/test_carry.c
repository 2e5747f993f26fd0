/* SPDX-License-Identifier: Apache-2.0
 * What a test is, then what it asks, of one test after another. */
#include "features/test_carry.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/check.h"
#include "base/unused.h"
#include "core/effect.h"
#include "features/common_carry.h"
#include "features/common_dates.h"
#include "features/common_get.h"
#include "features/test_state.h"

static void options_write(const struct poll *asks, struct writer *out)
{
    struct json *options = NULL;
    struct buffer text;
    if (!asks->type->listed || !asks->options)
        return;
    check(json_parse_large(slice_of(asks->options), &options) == ERR_NONE);
    buffer_init(&text, BOUND_VIEW_BYTES);
    writer_array(out, "options");
    for (const struct json *each = json_first(options); each; each = json_next(each)) {
        buffer_clear(&text);
        json_print(each, &text);
        writer_raw(out, NULL, buffer_slice(&text));
    }
    writer_end(out);
    buffer_done(&text);
    json_free(&options);
}

void test_question_write(const struct test_question *question, struct writer *out)
{
    const struct poll *asks = question->asks;
    writer_text(out, "type", slice_of(asks->type->name));
    writer_raw(out, "title", slice_of(asks->title));
    options_write(asks, out);
    if (asks->type->ranged) {
        writer_int(out, "min", asks->min);
        writer_int(out, "max", asks->max);
    }
    if (asks->ask)
        writer_raw(out, "ask", slice_of(asks->ask));
    writer_raw(out, "correct", slice_of(asks->correct));
    if (asks->tolerance)
        writer_int(out, "tolerance", asks->tolerance);
    if (question->weight != 1)
        writer_int(out, "weight", question->weight);
    if (question->feedback)
        writer_raw(out, "feedback", slice_of(question->feedback));
}

void test_rules_write(const struct test *test, struct writer *out)
{
    writer_int(out, "pass", test->pass);
    if (test->attempts)
        writer_int(out, "attempts", test->attempts);
    if (test->minutes)
        writer_int(out, "minutes", test->minutes);
    writer_text(out, "reveal", slice_of(test_reveals[test->reveal]));
    if (test->straight)
        writer_bool(out, "straight", true);
}

/* Effects of one entry, of all those that there are. */
struct carry {
    const struct entry *entry;
    struct emitter *emitter;
    const struct common_run *run;
    const struct test *test;
    int64_t place; /* of the next */
};

static void carry_one(struct carry *carry, const struct test_question *question)
{
    struct buffer text;
    struct writer out;
    char name[48];
    if (!common_carry_takes(carry->entry, carry->place++))
        return;
    buffer_init(&text, BOUND_ENTRY_BYTES);
    writer_init(&out, &text);
    writer_object(&out, NULL);
    writer_int(&out, "from", carry->test->item);
    if (question) {
        test_question_write(question, &out);
    } else {
        test_rules_write(carry->test, &out);
        common_dates_move(carry->run, "due", carry->test->due_ms, &out);
        common_dates_move(carry->run, "closes", carry->test->closes_ms, &out);
    }
    writer_end(&out);
    snprintf(name, sizeof name, "%s %" PRId64, question ? "question" : "test",
             question ? question->seq : carry->test->item);
    if (!text.full)
        effect_emit(carry->emitter,
                    &(struct effect){.name = name,
                                     .room = common_get_text(carry->entry->data, "to"),
                                     .type = question ? "test.ask" : "test.set",
                                     .text = buffer_slice(&text)});
    buffer_done(&text);
}

/* What is erased asks nothing. */
static bool asks(const struct test_question *question)
{
    return question->asks->title && strcmp(question->asks->title, "{}") != 0;
}

void test_carry_effects(const void *state, const struct entry *entry, const struct scene *scene,
                        struct emitter *emitter)
{
    const struct tests *tests = state;
    struct slice named = common_get_text(entry->data, "zone");
    struct zone *zone = zone_new(named.len > 0 ? named : slice_of(tests->zone ? tests->zone : ""));
    const struct common_run run = {zone, tests->start_ms, common_get_int(entry->data, "start")};
    struct carry carry = {.entry = entry, .emitter = emitter, .run = &run};
    struct map_at at = {0};
    UNUSED(scene);
    while (map_next(tests->all, &at)) {
        carry.test = at.value;
        carry_one(&carry, NULL);
        for (size_t i = 0; i < carry.test->count; i++)
            if (asks(carry.test->list[i]))
                carry_one(&carry, carry.test->list[i]);
    }
    zone_free(&zone);
}
