/* SPDX-License-Identifier: Apache-2.0
 * Forms by the team, answers by pseudonyms. */
#include "features/survey.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/unused.h"
#include "core/room.h"
#include "features/common_carry.h"
#include "features/common_get.h"
#include "features/survey_read.h"
#include "features/survey_results.h"
#include "features/survey_state.h"
#include "features/survey_view.h"

static const struct shelf_kind kind = {
    .thing_bytes = sizeof(struct survey),
    .write_to = survey_write,
    .wipe = survey_wipe,
    .things_max = BOUND_SURVEYS,
};

static void *state_new(const struct room *room)
{
    return surveys_new(room, &kind);
}

static void state_free(void *state)
{
    surveys_free(state);
}

/* ---- the form ----------------------------------------------------------------------------------
 */

static enum err add_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    return shelf_check(&((const struct surveys *)state)->all.shelf, entry, scene, 0);
}

static void add_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct surveys *surveys = state;
    UNUSED(scene);
    survey_say(surveys, (struct survey *)worded_add(&surveys->all, entry, RINGS_STAFF), entry);
}

/* What somebody may have answered is what they were asked. */
static enum err edit_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct survey *survey = survey_of(state, entry);
    UNUSED(scene);
    if (!survey)
        return ERR_NOT_FOUND;
    bool shut = !survey->moments[0].phase && !survey->moments[1].phase;
    return shut ? ERR_NONE : ERR_NOT_AVAILABLE;
}

static void edit_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct surveys *surveys = state;
    struct survey *survey = survey_of(surveys, entry);
    UNUSED(scene);
    worded_edit(&surveys->all, entry, &survey->words);
    survey_say(surveys, survey, entry);
}

static enum err there_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    return survey_of(state, entry) ? ERR_NONE : ERR_NOT_FOUND;
}

static void remove_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct surveys *surveys = state;
    UNUSED(scene);
    worded_remove(&surveys->all, entry, &survey_of(surveys, entry)->words);
}

/* ---- when it is asked --------------------------------------------------------------------------
 */

static const struct survey_moment *moment_of(const struct survey *survey, const struct entry *entry)
{
    size_t moment = survey_moment_of(entry->data);
    return survey && (moment == 0 || survey->twice) ? &survey->moments[moment] : NULL;
}

static enum err open_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct survey_moment *moment = moment_of(survey_of(state, entry), entry);
    UNUSED(scene);
    if (!moment)
        return ERR_NOT_FOUND;
    if (moment->phase == SURVEY_OPEN)
        return ERR_ALREADY_EXISTS;
    return survey_told(moment) ? ERR_NOT_AVAILABLE : ERR_NONE;
}

static void open_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    survey_open(state, entry, survey_of(state, entry), survey_moment_of(entry->data));
}

static enum err close_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct survey_moment *moment = moment_of(survey_of(state, entry), entry);
    UNUSED(scene);
    return moment && moment->phase == SURVEY_OPEN ? ERR_NONE : ERR_NOT_FOUND;
}

static void close_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    survey_close(state, entry, survey_of(state, entry), survey_moment_of(entry->data));
}

static bool due(const void *state, enum phase phase, struct due *out)
{
    const struct surveys *surveys = state;
    struct map_at at = {0};
    int64_t seq = 0;
    size_t moment = 0;
    struct writer data;
    UNUSED(phase);
    while (map_next(surveys->all.shelf.things, &at)) {
        const struct survey *survey = at.value;
        for (size_t i = 0; i < SURVEY_MOMENTS; i++) {
            int64_t closes_ms = survey->moments[i].closes_ms;
            if (!closes_ms || (seq && closes_ms >= out->at_ms))
                continue;
            out->at_ms = closes_ms;
            seq = survey->words.thing.seq;
            moment = i;
        }
    }
    if (!seq)
        return false;
    out->type = "survey.close";
    snprintf(out->op, sizeof out->op, "closes:%" PRId64 ":%zu:%" PRId64, seq, moment, out->at_ms);
    if (!out->data)
        return true;
    writer_init(&data, out->data);
    writer_object(&data, NULL);
    writer_int(&data, "survey", seq);
    writer_int(&data, "moment", (int64_t)moment + 1);
    writer_end(&data);
    return true;
}

/* Of each moment that is as `wanted`: opens or closes it. */
static void turn(struct surveys *surveys, const struct entry *entry, bool opens,
                 bool (*wanted)(const struct survey *survey, size_t moment, int64_t unit))
{
    struct map_at at = {0};
    int64_t unit = common_has(entry->data, "unit") ? common_get_int(entry->data, "unit") : 0;
    while (map_next(surveys->all.shelf.things, &at)) {
        struct survey *survey = at.value;
        for (size_t i = 0; i < SURVEY_MOMENTS; i++) {
            if (!wanted(survey, i, unit))
                continue;
            if (opens)
                survey_open(surveys, entry, survey, i);
            else
                survey_close(surveys, entry, survey, i);
        }
    }
}

static bool is_of_end(const struct survey *survey, size_t moment, int64_t unit)
{
    UNUSED(unit);
    bool last = moment == (survey->twice ? 1 : 0);
    return survey->end && last && survey->moments[moment].phase == SURVEY_SHUT;
}

static bool is_open(const struct survey *survey, size_t moment, int64_t unit)
{
    UNUSED(unit);
    return survey->moments[moment].phase == SURVEY_OPEN;
}

static bool is_of_unit(const struct survey *survey, size_t moment, int64_t unit)
{
    return unit && (moment ? survey->twice && survey->after == unit : survey->unit == unit) &&
           survey->moments[moment].phase == SURVEY_SHUT;
}

static void end_heard(void *state, const struct entry *entry, const struct scene *scene)
{
    if (room_phase(scene->room) == PHASE_ENDED)
        turn(state, entry, true, is_of_end);
}

static void archive_heard(void *state, const struct entry *entry, const struct scene *scene)
{
    if (room_phase(scene->room) == PHASE_ENDED)
        turn(state, entry, false, is_open);
}

static void release_heard(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    turn(state, entry, true, is_of_unit);
}

static void unit_heard(void *state, const struct entry *entry, const struct scene *scene)
{
    struct surveys *surveys = state;
    UNUSED(scene);
    if (common_has(entry->data, "from"))
        brought_put(&surveys->units, common_get_int(entry->data, "from"), entry->seq);
}

/* ---- answers -----------------------------------------------------------------------------------
 */

static bool choice_fits(const struct survey *survey, size_t at, const struct json *choice)
{
    int64_t number = 0;
    return json_as_int(choice, &number) && number <= survey->sizes[at];
}

static bool text_fits(const struct survey *survey, size_t at, const struct json *text)
{
    struct slice words = {0};
    return json_as_text(text, &words) && (words.len == 0 || survey->kinds[at] == SURVEY_TEXT);
}

/* One of each for each question, and something said. */
static bool fits(const struct survey *survey, const struct json *data)
{
    const struct json *choice = json_first(json_get(data, "choices"));
    const struct json *text = json_first(json_get(data, "texts"));
    bool any = false;
    size_t at = 0;
    for (; at < survey->count && choice; at++, choice = json_next(choice)) {
        int64_t number = 0;
        struct slice words = {0};
        if (!choice_fits(survey, at, choice) || (text && !text_fits(survey, at, text)))
            return false;
        any = any || (json_as_int(choice, &number) && number > 0) ||
              (text && json_as_text(text, &words) && words.len > 0);
        text = text ? json_next(text) : NULL;
    }
    return any && at == survey->count && !choice && !text;
}

static enum err answer_check(const void *state, const struct entry *entry,
                             const struct scene *scene)
{
    const struct surveys *surveys = state;
    const struct survey *survey = survey_of(surveys, entry);
    const struct survey_moment *moment = moment_of(survey, entry);
    UNUSED(scene);
    if (!moment || (!survey->moments[0].phase && !survey->moments[1].phase))
        return ERR_NOT_FOUND;
    bool late = moment->closes_ms && entry->at_ms >= moment->closes_ms;
    if (moment->phase != SURVEY_OPEN || late)
        return ERR_NOT_AVAILABLE;
    if (!entry->erased && !fits(survey, entry->data))
        return ERR_CHOICES_INVALID;
    bool again = map_find(moment->answers, entry->by) != NULL;
    bool full = (!again && map_full(moment->answers)) || surveys->bytes > BOUND_SURVEY_BYTES;
    return full ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

static void answer_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    survey_put(state, survey_of(state, entry), entry);
}

static void answer_erases(const void *state, const struct entry *entry,
                          struct withdrawal *withdrawal)
{
    const struct surveys *surveys = state;
    UNUSED(entry);
    if (surveys->replaced)
        withdraw(withdrawal, surveys->replaced);
}

static struct slice answer_veil(const void *state, const struct entry *entry,
                                char out[VEIL_SCOPE_BYTES])
{
    UNUSED(state);
    return survey_scope(common_get_int(entry->data, "survey"), out);
}

/* ---- what people see ---------------------------------------------------------------------------
 */

static void view(const void *state, const struct viewer *viewer, const struct bodies *bodies,
                 struct writer *out)
{
    UNUSED(bodies);
    if (!viewer->part)
        shelf_view(&((const struct surveys *)state)->all.shelf, "surveys", viewer, out);
}

static void patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                  struct writer *out)
{
    if (!viewer->part)
        shelf_patch(&((const struct surveys *)state)->all.shelf, "surveys", entry, viewer, out);
}

static void tally_moments(const struct survey *survey, bool all, struct writer *out)
{
    static const char *const keys[SURVEY_MOMENTS] = {"1", "2"};
    writer_object_lazy(out, "moments");
    for (size_t i = 0; i < (survey->twice ? SURVEY_MOMENTS : 1); i++) {
        if (!all && !survey->moments[i].moved)
            continue;
        writer_object(out, keys[i]);
        writer_int(out, "answers", (int64_t)survey_count(&survey->moments[i]));
        writer_end(out);
    }
    writer_end(out);
}

/* How many is for the team. */
static void tally(const void *state, const struct viewer *viewer, bool all, struct writer *out)
{
    const struct surveys *surveys = state;
    struct map_at at = {0};
    if (viewer->part || !rings_of_staff(viewer->rings) || (!all && !surveys->moved))
        return;
    writer_object_lazy(out, "surveys");
    while (map_next(surveys->all.shelf.things, &at)) {
        const struct survey *survey = at.value;
        char key[24];
        snprintf(key, sizeof key, "%" PRId64, survey->words.thing.seq);
        writer_object_lazy(out, key);
        tally_moments(survey, all, out);
        writer_end(out);
    }
    writer_end(out);
}

static void tally_sent(void *state)
{
    struct surveys *surveys = state;
    struct map_at at = {0};
    surveys->moved = false;
    while (map_next(surveys->all.shelf.things, &at)) {
        struct survey *survey = at.value;
        for (size_t i = 0; i < SURVEY_MOMENTS; i++)
            survey->moments[i].moved = false;
    }
}

static void answered_write(const struct surveys *surveys, const struct survey *survey,
                           struct slice person, struct writer *out)
{
    char key[24];
    bool any = false;
    snprintf(key, sizeof key, "%" PRId64, survey->words.thing.seq);
    for (size_t i = 0; i < SURVEY_MOMENTS; i++)
        any = any || survey_own(surveys, survey, i, person);
    if (!any)
        return;
    writer_array(out, key);
    for (size_t i = 0; i < SURVEY_MOMENTS; i++)
        if (survey_own(surveys, survey, i, person))
            writer_int(out, NULL, (int64_t)i + 1);
    writer_end(out);
}

static void me(const void *state, struct slice person, struct writer *out)
{
    const struct surveys *surveys = state;
    struct map_at at = {0};
    writer_object(out, "answered");
    while (map_next(surveys->all.shelf.things, &at))
        answered_write(surveys, at.value, person, out);
    writer_end(out);
}

static void answer_patch_me(const void *state, const struct entry *entry, struct slice person,
                            struct writer *out)
{
    writer_object(out, "answered");
    answered_write(state, survey_of(state, entry), person, out);
    writer_end(out);
}

static void remove_wipe_me(const void *state, const struct entry *entry, struct writer *out)
{
    char key[24];
    UNUSED(state);
    snprintf(key, sizeof key, "%" PRId64, common_get_int(entry->data, "survey"));
    writer_object(out, "answered");
    writer_null(out, key);
    writer_end(out);
}

/* ---- for a room that is a copy -----------------------------------------------------------------
 */

static void write_some(const char *key, int64_t value, struct writer *out)
{
    if (value)
        writer_int(out, key, value);
}

/* What is erased has no title. Units are those of this course: `from` says so. */
static bool survey_carry(const void *thing, struct writer *out)
{
    const struct survey *survey = thing;
    writer_raw(out, "title", slice_of(survey->words.title));
    if (strcmp(survey->words.text, "{}") != 0)
        writer_raw(out, "text", slice_of(survey->words.text));
    writer_raw(out, "questions", slice_of(survey->questions));
    writer_array(out, "kinds");
    for (size_t i = 0; i < survey->count; i++)
        writer_text(out, NULL, slice_of(survey_kinds[survey->kinds[i]]));
    writer_end(out);
    writer_array(out, "sizes");
    for (size_t i = 0; i < survey->count; i++)
        writer_int(out, NULL, survey->sizes[i]);
    writer_end(out);
    write_some("unit", survey->unit, out);
    write_some("after", survey->after, out);
    write_some("days", survey->days, out);
    if (survey->twice)
        writer_bool(out, "twice", true);
    if (survey->end)
        writer_bool(out, "end", true);
    writer_int(out, "from", survey->words.thing.seq);
    return strcmp(survey->words.title, "{}") != 0;
}

static void carry_effects(const void *state, const struct entry *entry, const struct scene *scene,
                          struct emitter *emitter)
{
    static const struct common_carriage carriage = {"survey", "survey.add", survey_carry};
    static const struct common_order as_made = {0};
    UNUSED(scene);
    common_carry(&carriage, &as_made, ((const struct surveys *)state)->all.shelf.things, entry,
                 emitter);
}

#define BY_TEAM .roles = ROLE_ORGANISERS, .phases = PHASE_ANY, .patch = patch
#define FORM    "kinds", "sizes", "unit", "after", "days", "twice", "end", "from"

static const struct row rows[] = {
    {
        .name = "survey.add",
        .keep = {KEEP_MEMBERS(FORM), .house = true},
        BY_TEAM,
        .read = survey_add_read,
        .check = add_check,
        .apply = add_apply,
    },
    {
        .name = "survey.edit",
        .keep = {KEEP_MEMBERS("survey", FORM), .house = true},
        .erases = worded_erases,
        .thing = "survey",
        .hides.thing = true,
        BY_TEAM,
        .read = survey_edit_read,
        .check = edit_check,
        .apply = edit_apply,
    },
    {
        .name = "survey.remove",
        .keep = {keep_all},
        .erases = worded_erases,
        .thing = "survey",
        .hides.thing = true,
        BY_TEAM,
        .read = survey_read,
        .check = there_check,
        .apply = remove_apply,
        .wipe_me = remove_wipe_me,
    },
    {
        .name = "survey.open",
        .keep = {keep_all},
        .thing = "survey",
        BY_TEAM,
        .read = survey_moment_read,
        .check = open_check,
        .apply = open_apply,
    },
    {
        .name = "survey.close",
        .keep = {keep_all},
        .thing = "survey",
        .hides.thing = true,
        BY_TEAM,
        .read = survey_moment_read,
        .check = close_check,
        .apply = close_apply,
    },
    {
        .name = "survey.answer",
        .keep = {KEEP_MEMBERS("survey", "moment", "choices"), .summed = true},
        .lock = {.never = true},
        .cost = COST_CHEAP,
        .roles = ROLE_PARTICIPANT,
        .phases = PHASE_ANY,
        .delivery = DELIVER_TALLY,
        .read = survey_answer_read,
        .check = answer_check,
        .apply = answer_apply,
        .erases = answer_erases,
        .patch_me = answer_patch_me,
        .veil = {answer_veil},
    },
    {
        .name = "survey.carry",
        .keep = {keep_all},
        .roles = ROLE_SYSTEM,
        .phases = PHASE_ANY,
        .delivery = DELIVER_TALLY,
        .read = common_carry_read,
        .effects = carry_effects,
    },
};

static const struct query queries[] = {
    {.name = "survey.own", .roles = ROLE_READERS, .answer = survey_own_answer},
    {.name = "survey.results", .roles = ROLE_ORGANISERS, .answer = survey_results_answer},
    {.name = "survey.report", .roles = ROLE_ORGANISERS, .answer = survey_report_answer},
};

static const struct hearing session_hears[] = {
    {"stage.phase", end_heard, patch, NULL},
};

static const struct hearing course_hears[] = {
    {"stage.phase", archive_heard, patch, NULL},
    {"unit.release", release_heard, patch, NULL},
    {"unit.add", unit_heard, NULL, NULL},
};

#define SURVEY                                                                                     \
    .name = "survey", .rows = rows, .rows_count = sizeof rows / sizeof rows[0],                    \
    .queries = queries, .queries_count = sizeof queries / sizeof queries[0],                       \
    .state_new = state_new, .state_free = state_free, .forget = survey_forget,                     \
    .forget_name = worded_forget_name, .view = view, .me = me, .tally = tally,                     \
    .tally_sent = tally_sent, .due = due

const struct feature survey_session_feature = {
    SURVEY,
    .hears = {session_hears, sizeof session_hears / sizeof session_hears[0]},
};

const struct feature survey_course_feature = {
    SURVEY,
    .hears = {course_hears, sizeof course_hears / sizeof course_hears[0]},
};
