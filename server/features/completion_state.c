/* SPDX-License-Identifier: Apache-2.0
 * Looked at whenever somebody has done something that a rule may count. */
#include "features/completion_state.h"

#include "base/bounds.h"
#include "base/mem.h"
#include "base/unused.h"
#include "core/room_query.h"
#include "features/common_author.h"
#include "features/common_get.h"

const char *const completion_rules[] = {"posts",       "answers",  "items", "tests",
                                        "assignments", "webinars", NULL};

struct completion *completion_new(void)
{
    struct completion *completion = mem_new(sizeof *completion);
    completion->people = map_new(BOUND_MARKING);
    completion->waiting = map_new(BOUND_MARKING);
    completion->attended = attended_new();
    return completion;
}

static void completed_free(void *value)
{
    struct completed *completed = value;
    common_wipe(&completed->why);
    mem_free(completed);
}

void completion_free(struct completion *completion)
{
    map_free(&completion->people, completed_free);
    map_free(&completion->waiting, mem_free);
    attended_free(completion->attended);
    common_wipe(&completion->title);
    mem_free(completion);
}

void completion_set_rules(struct completion *completion, const struct entry *entry)
{
    for (size_t i = 0; i < RULES_COUNT; i++)
        completion->rules[i] = common_get_int(entry->data, completion_rules[i]);
}

void completion_set_person(struct completion *completion, const struct entry *entry, bool done)
{
    struct slice whom = common_get_text(entry->data, "whom");
    struct slice why = common_get_text(entry->data, "why");
    struct completed *completed = map_find(completion->people, whom);
    mem_free(map_take(completion->waiting, whom));
    if (!completed) {
        completed = mem_new(sizeof *completed);
        map_put(completion->people, whom, completed);
    }
    completed->at_ms = done ? entry->at_ms : 0;
    common_wipe(&completed->why);
    completed->why = why.len > 0 ? mem_text(why) : NULL;
    completed->why_seq = entry->seq;
}

void completion_set_title(struct completion *completion, const struct entry *entry)
{
    if (!common_has(entry->data, "title"))
        return;
    common_wipe(&completion->title);
    completion->title = common_copy_json(entry->data, "title");
    completion->titled_seq = entry->seq;
}

void completion_forget(struct completion *completion, int64_t seq)
{
    struct map_at at = {0};
    if (completion->titled_seq == seq)
        common_wipe(&completion->title);
    while (map_next(completion->people, &at)) {
        struct completed *completed = at.value;
        if (completed->why_seq == seq)
            common_wipe(&completed->why);
    }
}

const struct completed *completion_of(const struct completion *completion, struct slice person)
{
    return map_find(completion->people, person);
}

int64_t completion_has(const struct deeds *deeds, enum completion_rule rule)
{
    const int64_t has[RULES_COUNT] = {
        [RULE_POSTS] = deeds->posts,       [RULE_ANSWERS] = deeds->answers,
        [RULE_ITEMS] = deeds->done,        [RULE_TESTS] = deeds->passed,
        [RULE_ASSIGNMENTS] = deeds->works, [RULE_WEBINARS] = deeds->attended,
    };
    return has[rule];
}

bool completion_meets(const struct completion *completion, const struct deeds *deeds)
{
    bool any = false;
    for (size_t i = 0; i < RULES_COUNT; i++) {
        if (completion_has(deeds, (enum completion_rule)i) < completion->rules[i])
            return false;
        any = any || completion->rules[i];
    }
    return any;
}

static bool has_rules(const struct completion *completion)
{
    for (size_t i = 0; i < RULES_COUNT; i++)
        if (completion->rules[i])
            return true;
    return false;
}

void completion_look(struct completion *completion, const struct room *room, struct slice person)
{
    struct deeds deeds;
    if (!has_rules(completion) || map_find(completion->people, person) ||
        map_find(completion->waiting, person) || map_full(completion->waiting) ||
        map_full(completion->people) || !(room_role(room, person) & ROLE_PARTICIPANT))
        return;
    room_ledger_sum(room, person, &deeds);
    if (!completion_meets(completion, &deeds))
        return;
    struct reached *reached = mem_new(sizeof *reached);
    reached->number = ++completion->number;
    map_put(completion->waiting, person, reached);
}

struct look {
    struct completion *completion;
    const struct room *room;
};

static void look_at(void *context, struct slice person, struct slice name)
{
    const struct look *look = context;
    UNUSED(name);
    completion_look(look->completion, look->room, person);
}

void completion_look_all(struct completion *completion, const struct room *room)
{
    struct look look = {completion, room};
    if (has_rules(completion))
        room_ledger_people(room, look_at, &look);
}
