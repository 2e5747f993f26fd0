/* SPDX-License-Identifier: Apache-2.0
 * Forms and answers. */
#include "features/survey_state.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "core/room.h"
#include "core/room_copy.h"
#include "features/common_get.h"

const char *const survey_kinds[] = {"scale", "choice", "text", NULL};
const char *const survey_phases[] = {"shut", "open", "closed"};

static void answer_free(void *value)
{
    struct survey_answer *answer = value;
    for (size_t i = 0; i < BOUND_SURVEY_QUESTIONS; i++)
        common_wipe(&answer->texts[i]);
    mem_free(answer);
}

void survey_wipe(struct shelf_thing *thing)
{
    struct survey *survey = (struct survey *)thing;
    worded_wipe(thing);
    common_wipe(&survey->questions);
    for (size_t i = 0; i < SURVEY_MOMENTS; i++)
        if (survey->moments[i].answers)
            map_free(&survey->moments[i].answers, answer_free);
}

struct surveys *surveys_new(const struct room *room, const struct shelf_kind *kind)
{
    struct surveys *surveys = mem_new(sizeof *surveys);
    surveys->room = room;
    shelf_init(&surveys->all.shelf, kind);
    brought_init(&surveys->units);
    return surveys;
}

void surveys_free(struct surveys *surveys)
{
    shelf_done(&surveys->all.shelf);
    brought_done(&surveys->units);
    mem_free(surveys);
}

struct survey *survey_of(const struct surveys *surveys, const struct entry *entry)
{
    return (struct survey *)worded_of(surveys, entry, "survey");
}

size_t survey_moment_of(const struct json *data)
{
    return common_get_int(data, "moment") == 2;
}

/* ---- what it is --------------------------------------------------------------------------------
 */

static int64_t unit_here(const struct surveys *surveys, const struct entry *entry, const char *key)
{
    int64_t unit = common_get_int(entry->data, key);
    return common_has(entry->data, "from") ? brought_find(&surveys->units, unit) : unit;
}

void survey_say(struct surveys *surveys, struct survey *survey, const struct entry *entry)
{
    const struct json *kinds = json_first(json_get(entry->data, "kinds"));
    const struct json *sizes = json_first(json_get(entry->data, "sizes"));
    char *questions = common_copy_json(entry->data, "questions");
    struct slice name;
    common_wipe(&survey->questions);
    survey->questions = questions ? questions : mem_text(SLICE("[]"));
    if (common_has(entry->data, "from")) {
        room_readdress(surveys->room, &survey->words.text);
        room_readdress(surveys->room, &survey->questions);
    }
    survey->count = 0;
    for (; kinds && sizes; kinds = json_next(kinds), sizes = json_next(sizes)) {
        (void)json_as_text(kinds, &name);
        survey->kinds[survey->count] = (enum survey_kind)common_find_choice(name, survey_kinds);
        (void)json_as_int(sizes, &survey->sizes[survey->count++]);
    }
    survey->unit = unit_here(surveys, entry, "unit");
    survey->after = unit_here(surveys, entry, "after");
    survey->days = common_get_int(entry->data, "days");
    survey->twice = common_get_bool(entry->data, "twice");
    survey->end = common_get_bool(entry->data, "end");
}

/* ---- when it is asked --------------------------------------------------------------------------
 */

void survey_open(struct surveys *surveys, const struct entry *entry, struct survey *survey,
                 size_t moment)
{
    enum { DAY_MS = 24 * 60 * 60 * 1000 };
    struct survey_moment *at = &survey->moments[moment];
    shelf_stamp(&surveys->all.shelf, entry, &survey->words.thing, RINGS_INSIDE);
    at->phase = SURVEY_OPEN;
    at->closes_ms = survey->days ? entry->at_ms + DAY_MS * survey->days : 0;
    if (!at->answers)
        at->answers = map_new(BOUND_SURVEY_ANSWERS);
}

void survey_close(struct surveys *surveys, const struct entry *entry, struct survey *survey,
                  size_t moment)
{
    struct survey_moment *at = &survey->moments[moment];
    shelf_touch(&surveys->all.shelf, entry, &survey->words.thing);
    at->phase = survey_count(at) > 0 ? SURVEY_CLOSED : SURVEY_SHUT;
    at->closes_ms = 0;
    if (survey->moments[0].phase == SURVEY_SHUT && survey->moments[1].phase == SURVEY_SHUT)
        shelf_stamp(&surveys->all.shelf, entry, &survey->words.thing, RINGS_STAFF);
}

size_t survey_count(const struct survey_moment *moment)
{
    return moment->answers ? map_count(moment->answers) : 0;
}

bool survey_enough(const struct survey_moment *moment)
{
    return survey_count(moment) >= BOUND_BALLOTS_LEAST;
}

bool survey_told(const struct survey_moment *moment)
{
    return moment->phase == SURVEY_CLOSED && survey_enough(moment);
}

/* ---- answers -----------------------------------------------------------------------------------
 */

static struct survey_answer *answer_new(const struct survey *survey, const struct entry *entry)
{
    const struct json *choice = json_first(json_get(entry->data, "choices"));
    const struct json *text = json_first(json_get(entry->data, "texts"));
    struct survey_answer *answer = mem_new(sizeof *answer);
    answer->seq = entry->seq;
    answer->bytes = sizeof *answer;
    for (size_t i = 0; i < survey->count; i++) {
        int64_t number = 0;
        struct slice words = {0};
        if (choice && json_as_int(choice, &number))
            answer->choices[i] = (uint8_t)number;
        if (text && json_as_text(text, &words) && words.len > 0)
            answer->texts[i] = mem_text(words);
        answer->bytes += words.len;
        choice = choice ? json_next(choice) : NULL;
        text = text ? json_next(text) : NULL;
    }
    return answer;
}

void survey_put(struct surveys *surveys, struct survey *survey, const struct entry *entry)
{
    struct survey_moment *moment = &survey->moments[survey_moment_of(entry->data)];
    struct survey_answer *answer = answer_new(survey, entry);
    surveys->bytes += answer->bytes;
    struct survey_answer *before = map_put(moment->answers, entry->by, answer);
    surveys->replaced = before ? before->seq : 0;
    if (before) {
        surveys->bytes -= before->bytes;
        answer_free(before);
    }
    moment->moved = surveys->moved = true;
}

const struct survey_answer *survey_own(const struct surveys *surveys, const struct survey *survey,
                                       size_t moment, struct slice person)
{
    char scope[VEIL_SCOPE_BYTES];
    struct veil_name name;
    const struct survey_moment *at = &survey->moments[moment];
    if (survey_count(at) == 0 ||
        !room_veil(surveys->room, survey_scope(survey->words.thing.seq, scope), person, &name))
        return NULL;
    return map_find(at->answers, slice_of(name.text));
}

struct slice survey_scope(int64_t seq, char out[VEIL_SCOPE_BYTES])
{
    snprintf(out, VEIL_SCOPE_BYTES, "survey:%" PRId64, seq);
    return slice_of(out);
}

/* ---- words that are gone -----------------------------------------------------------------------
 */

static bool forget_answer(struct surveys *surveys, const struct survey *survey, int64_t seq)
{
    for (size_t i = 0; i < SURVEY_MOMENTS; i++) {
        struct map_at at = {0};
        while (survey->moments[i].answers && map_next(survey->moments[i].answers, &at)) {
            struct survey_answer *answer = at.value;
            if (answer->seq != seq)
                continue;
            for (size_t k = 0; k < BOUND_SURVEY_QUESTIONS; k++)
                common_wipe(&answer->texts[k]);
            surveys->bytes -= answer->bytes - sizeof *answer;
            answer->bytes = sizeof *answer;
            return true;
        }
    }
    return false;
}

bool survey_forget(void *state, int64_t seq)
{
    struct surveys *surveys = state;
    struct map_at at = {0};
    while (map_next(surveys->all.shelf.things, &at)) {
        struct survey *survey = at.value;
        if (survey->words.said_seq == seq) {
            common_wipe(&survey->questions);
            survey->questions = mem_text(SLICE("[]"));
        }
        if (forget_answer(surveys, survey, seq))
            return false; /* no view shows it */
    }
    return worded_forget(state, seq);
}
