/* SPDX-License-Identifier: Apache-2.0
 * Rules, and who meets them. */
#include "features/completion.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/bounds.h"
#include "base/unused.h"
#include "core/effect.h"
#include "features/common_get.h"
#include "features/common_read.h"
#include "features/common_supervise.h"
#include "features/completion_query.h"
#include "features/completion_state.h"

static void *state_new(const struct room *room)
{
    UNUSED(room);
    return completion_new();
}

static void state_free(void *state)
{
    completion_free(state);
}

static struct slice whom_of(const struct entry *entry)
{
    return common_get_text(entry->data, "whom");
}

/* ---- what commands say -------------------------------------------------------------------------
 */

static enum err rules_read(const struct json *data, struct writer *out)
{
    enum err error = ERR_NONE;
    for (size_t i = 0; i < RULES_COUNT && !error; i++)
        error = common_read_optional_int(data, completion_rules[i], 1, BOUND_COMPLETION, out);
    return error;
}

static void rules_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    completion_set_rules(state, entry);
    completion_look_all(state, scene->room);
}

static enum err reach_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_id(data, "whom", out);
    return error ? error : common_read_int(data, "number", 1, INT64_MAX, out);
}

/* Whoever waited, and does no more, was decided otherwise meanwhile. */
static enum err reach_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct completion *completion = state;
    const struct reached *reached = map_find(completion->waiting, whom_of(entry));
    UNUSED(scene);
    bool waits = reached && reached->number == common_get_int(entry->data, "number");
    return waits ? ERR_NONE : ERR_NOT_FOUND;
}

static void reach_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    completion_set_person(state, entry, true);
}

static enum err correct_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_id(data, "whom", out);
    if (!error)
        error = common_read_bool(data, "completed", out);
    return error ? error : common_read_text(data, "why", BOUND_WHY_CHARS, out);
}

static enum err correct_check(const void *state, const struct entry *entry,
                              const struct scene *scene)
{
    const struct completion *completion = state;
    struct slice whom = whom_of(entry);
    const struct completed *completed = completion_of(completion, whom);
    bool done = completed && completed->at_ms;
    if (!(room_role(scene->room, whom) & ROLE_PARTICIPANT) ||
        !common_supervises(scene->room, entry->by, whom))
        return ERR_NOT_FOUND;
    if (done == common_get_bool(entry->data, "completed"))
        return ERR_ALREADY_EXISTS;
    return !completed && map_full(completion->people) ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

static void correct_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    completion_set_person(state, entry, common_get_bool(entry->data, "completed"));
}

/* A webinar of the course is over, or has counted anew. */
static enum err attend_check(const void *state, const struct entry *entry,
                             const struct scene *scene)
{
    UNUSED(scene);
    bool fits = attended_fits(((const struct completion *)state)->attended, entry);
    return fits ? ERR_NONE : ERR_LIMIT_EXCEEDED;
}

struct look {
    struct completion *completion;
    const struct room *room;
};

static void attend_look(void *context, struct slice person)
{
    const struct look *look = context;
    completion_look(look->completion, look->room, person);
}

static void attend_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct completion *completion = state;
    struct look look = {completion, scene->room};
    attended_apply(completion->attended, entry);
    attended_each(entry, attend_look, &look);
}

/* ---- what follows in the academy ---------------------------------------------------------------
 */

static void person_effects(const void *state, const struct entry *entry, const struct scene *scene,
                           struct emitter *emitter)
{
    const struct completion *completion = state;
    const struct completed *completed = completion_of(completion, whom_of(entry));
    struct buffer text;
    struct writer writer;
    bool done = completed->at_ms;
    buffer_init(&text, BOUND_ENTRY_BYTES);
    writer_init(&writer, &text);
    writer_object(&writer, NULL);
    writer_text(&writer, "person", whom_of(entry));
    writer_text(&writer, "kind", SLICE("completion"));
    writer_text(&writer, "of", room_name(scene->room));
    if (done && completion->title)
        writer_raw(&writer, "title", slice_of(completion->title));
    if (done)
        writer_int(&writer, "issued", completed->at_ms);
    writer_end(&writer);
    effect_emit(emitter, &(struct effect){.name = "credential",
                                          .room = SLICE("academy:main"),
                                          .type = done ? "credential.award" : "credential.recall",
                                          .text = buffer_slice(&text)});
    buffer_done(&text);
}

/* ---- what is heard ----------------------------------------------------------------------------
 */

static void by_heard(void *state, const struct entry *entry, const struct scene *scene)
{
    completion_look(state, scene->room, entry->by);
}

static void person_heard(void *state, const struct entry *entry, const struct scene *scene)
{
    completion_look(state, scene->room, common_get_text(entry->data, "person"));
}

static void whom_heard(void *state, const struct entry *entry, const struct scene *scene)
{
    completion_look(state, scene->room, whom_of(entry));
}

static void asker_heard(void *state, const struct entry *entry, const struct scene *scene)
{
    completion_look(state, scene->room, common_get_text(entry->data, "asker"));
}

/* An item may count now that did not; a post may be back. */
static void any_heard(void *state, const struct entry *entry, const struct scene *scene)
{
    completion_look_all(state, scene->room);
    UNUSED(entry);
}

static void stage_heard(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    completion_set_title(state, entry);
}

static bool forget(void *state, int64_t seq)
{
    completion_forget(state, seq);
    return false;
}

static bool due(const void *state, enum phase phase, struct due *out)
{
    const struct completion *completion = state;
    struct map_at at = {0};
    struct writer writer;
    UNUSED(phase);
    if (!map_next(completion->waiting, &at))
        return false;
    const struct reached *reached = at.value;
    out->at_ms = 0;
    out->type = "completion.reach";
    snprintf(out->op, sizeof out->op, "reach-%" PRId64, reached->number);
    if (!out->data)
        return true;
    writer_init(&writer, out->data);
    writer_object(&writer, NULL);
    writer_text(&writer, "whom", at.key);
    writer_int(&writer, "number", reached->number);
    writer_end(&writer);
    return true;
}

/* ---- what people see ---------------------------------------------------------------------------
 */

static void rules_write(const struct completion *completion, bool change, struct writer *out)
{
    writer_object_lazy(out, "rules");
    for (size_t i = 0; i < RULES_COUNT; i++) {
        if (completion->rules[i])
            writer_int(out, completion_rules[i], completion->rules[i]);
        else if (change)
            writer_null(out, completion_rules[i]);
    }
    writer_end(out);
}

static void view(const void *state, const struct viewer *viewer, const struct bodies *bodies,
                 struct writer *out)
{
    UNUSED(bodies);
    if (!viewer->part)
        rules_write(state, false, out);
}

static void rules_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                        struct writer *out)
{
    UNUSED(entry);
    if (!viewer->part)
        rules_write(state, true, out);
}

static void me_write(const struct completion *completion, struct slice person, bool change,
                     struct writer *out)
{
    const struct completed *completed = completion_of(completion, person);
    if (completed && completed->at_ms)
        writer_int(out, "completed", completed->at_ms);
    else if (change)
        writer_null(out, "completed");
    if (completed && completed->why)
        writer_text(out, "why", slice_of(completed->why));
    else if (change)
        writer_null(out, "why");
}

static void attended_me(const struct completion *completion, struct slice person,
                        struct writer *out)
{
    if (attended_knows(completion->attended, person))
        writer_int(out, "attended", attended_count(completion->attended, person));
}

static void me(const void *state, struct slice person, struct writer *out)
{
    me_write(state, person, false, out);
    attended_me(state, person, out);
}

static size_t whom_touches(const void *state, const struct entry *entry,
                           struct slice out[TOUCH_MAX])
{
    UNUSED(state);
    out[0] = whom_of(entry);
    return 1;
}

static void whom_patch_me(const void *state, const struct entry *entry, struct slice person,
                          struct writer *out)
{
    if (slice_equal(whom_of(entry), person))
        me_write(state, person, true, out);
}

/* Who is told of it. */
struct touched {
    struct slice *people;
    size_t count;
};

static void attend_touch(void *context, struct slice person)
{
    struct touched *touched = context;
    if (touched->count < TOUCH_MAX)
        touched->people[touched->count++] = person;
}

static size_t attend_touches(const void *state, const struct entry *entry,
                             struct slice out[TOUCH_MAX])
{
    struct touched touched = {out, 0};
    UNUSED(state);
    attended_each(entry, attend_touch, &touched);
    return touched.count;
}

static void attend_patch_me(const void *state, const struct entry *entry, struct slice person,
                            struct writer *out)
{
    UNUSED(entry);
    attended_me(state, person, out);
}

static void ledger_write(const void *state, struct slice person, bool whole, struct writer *out)
{
    me_write(state, person, false, out);
    if (whole)
        attended_write(((const struct completion *)state)->attended, person, out);
}

static void ledger_sum(const void *state, struct slice person, struct deeds *out)
{
    out->attended = attended_count(((const struct completion *)state)->attended, person);
}

static const struct ledger ledger = {.sum = ledger_sum, .write = ledger_write};

static const struct row rows[] = {
    {
        .name = "completion.rules",
        .keep = {keep_all},
        .roles = ROLE_HOST,
        .phases = PHASE_ON_AIR,
        .read = rules_read,
        .apply = rules_apply,
        .patch = rules_patch,
    },
    {
        .name = "completion.reach",
        .keep = {keep_all},
        .roles = ROLE_SYSTEM,
        .phases = PHASE_ANY,
        .read = reach_read,
        .check = reach_check,
        .apply = reach_apply,
        .touches = whom_touches,
        .patch_me = whom_patch_me,
        .effects = person_effects,
    },
    {
        .name = "completion.attend",
        .keep = {keep_all},
        .roles = ROLE_SYSTEM,
        .phases = PHASE_ANY,
        .read = attended_read,
        .check = attend_check,
        .apply = attend_apply,
        .touches = attend_touches,
        .patch_me = attend_patch_me,
    },
    {
        .name = "completion.correct",
        .keep = {KEEP_MEMBERS("whom", "completed"), .whose = "whom"},
        .roles = ROLE_ALL,
        .phases = PHASE_ANY,
        .read = correct_read,
        .check = correct_check,
        .apply = correct_apply,
        .touches = whom_touches,
        .patch_me = whom_patch_me,
        .effects = person_effects,
    },
};

static const struct query queries[] = {
    {.name = "course.participation", .roles = ROLE_READERS, .answer = completion_participation},
    {.name = "course.record", .roles = ROLE_READERS, .answer = completion_record},
};

static const struct hearing hears[] = {
    {"stage.create", stage_heard, NULL, NULL}, {"stage.change", stage_heard, NULL, NULL},
    {"forum.thread", by_heard, NULL, NULL},    {"forum.post", by_heard, NULL, NULL},
    {"forum.carry", asker_heard, NULL, NULL},  {"forum.restore", any_heard, NULL, NULL},
    {"item.mark", by_heard, NULL, NULL},       {"item.edit", any_heard, NULL, NULL},
    {"test.mark", person_heard, NULL, NULL},   {"assignment.mark", person_heard, NULL, NULL},
    {"member.set", whom_heard, NULL, NULL},    {"member.admit", whom_heard, NULL, NULL},
};

const struct feature completion_feature = {
    .name = "completion",
    .rows = rows,
    .rows_count = sizeof rows / sizeof rows[0],
    .queries = queries,
    .queries_count = sizeof queries / sizeof queries[0],
    .hears = {hears, sizeof hears / sizeof hears[0]},
    .state_new = state_new,
    .state_free = state_free,
    .forget = forget,
    .view = view,
    .me = me,
    .knows.ledger = &ledger,
    .due = due,
};
