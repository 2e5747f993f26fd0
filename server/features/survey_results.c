/* SPDX-License-Identifier: Apache-2.0
 * Sums of one moment, then of pairs. */
#include "features/survey_results.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/unused.h"
#include "features/common_get.h"
#include "features/common_page.h"
#include "features/survey_state.h"

enum { HUNDRED = 100 };

static const char *const keys[SURVEY_MOMENTS] = {"1", "2"};

static const struct survey *asked(const void *state, const struct json *data)
{
    const struct surveys *surveys = state;
    int64_t seq = common_get_int(data, "survey");
    return (const struct survey *)shelf_find(&surveys->all.shelf, seq);
}

/* ---- one's own ---------------------------------------------------------------------------------
 */

enum err survey_own_answer(const void *state, const struct json *data, const struct scene *scene,
                           struct writer *out)
{
    const struct survey *survey = asked(state, data);
    if (!survey || !rings_meet(survey->words.thing.stamp, RINGS_INSIDE))
        return ERR_NOT_FOUND;
    writer_object(out, "answers");
    for (size_t i = 0; i < SURVEY_MOMENTS; i++) {
        const struct survey_answer *answer = survey_own(state, survey, i, scene->person);
        if (!answer)
            continue;
        writer_object(out, keys[i]);
        writer_array(out, "choices");
        for (size_t k = 0; k < survey->count; k++)
            writer_int(out, NULL, answer->choices[k]);
        writer_end(out);
        writer_array(out, "texts");
        for (size_t k = 0; k < survey->count; k++)
            writer_text(out, NULL, slice_of(answer->texts[k] ? answer->texts[k] : ""));
        writer_end(out);
        writer_end(out);
    }
    writer_end(out);
    return ERR_NONE;
}

/* ---- sums --------------------------------------------------------------------------------------
 */

/* Of one question. */
struct sums {
    int64_t counts[BOUND_SURVEY_OPTIONS + 1]; /* by the choice, from 1 */
    int64_t number, total;                    /* how many chose, and what that adds up to */
};

static void sum_add(struct sums *sums, int64_t choice)
{
    if (choice == 0)
        return;
    sums->counts[choice]++;
    sums->number++;
    sums->total += choice;
}

static struct sums sums_of(const struct survey_moment *moment, size_t question)
{
    struct sums sums = {0};
    struct map_at at = {0};
    while (map_next(moment->answers, &at))
        sum_add(&sums, ((const struct survey_answer *)at.value)->choices[question]);
    return sums;
}

/* In hundredths, for there are no fractions here. */
static void mean_write(const struct sums *sums, const char *key, struct writer *out)
{
    if (sums->number > 0)
        writer_int(out, key, (HUNDRED * sums->total + sums->number / 2) / sums->number);
}

static void counts_write(const struct sums *sums, int64_t size, const char *key, struct writer *out)
{
    writer_array(out, key);
    for (int64_t i = 1; i <= size; i++)
        writer_int(out, NULL, sums->counts[i]);
    writer_end(out);
}

/* ---- words -------------------------------------------------------------------------------------
 */

static int by_letters(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static size_t words_of(const struct survey_moment *moment, size_t question, const char **words)
{
    struct map_at at = {0};
    size_t count = 0;
    while (map_next(moment->answers, &at)) {
        const struct survey_answer *answer = at.value;
        if (answer->texts[question])
            words[count++] = answer->texts[question];
    }
    qsort(words, count, sizeof *words, by_letters);
    return count;
}

static void words_write(const struct survey_moment *moment, size_t question, struct writer *out)
{
    size_t bytes = (survey_count(moment) + 1) * sizeof(char *);
    const char **words = mem_new(bytes);
    size_t count = words_of(moment, question, words);
    writer_array(out, "texts");
    for (size_t i = 0; i < count; i++)
        writer_text(out, NULL, slice_of(words[i]));
    writer_end(out);
    mem_free(words);
}

/* ---- of one survey -----------------------------------------------------------------------------
 */

static void question_write(const struct survey *survey, const struct survey_moment *moment,
                           size_t question, struct writer *out)
{
    writer_object(out, NULL);
    if (survey->kinds[question] == SURVEY_TEXT) {
        words_write(moment, question, out);
    } else {
        struct sums sums = sums_of(moment, question);
        counts_write(&sums, survey->sizes[question], "counts", out);
        if (survey->kinds[question] == SURVEY_SCALE)
            mean_write(&sums, "mean", out);
    }
    writer_end(out);
}

static void moment_write(const struct survey *survey, size_t at, struct writer *out)
{
    const struct survey_moment *moment = &survey->moments[at];
    if (moment->phase != SURVEY_CLOSED)
        return;
    writer_object(out, keys[at]);
    writer_int(out, "answers", (int64_t)survey_count(moment));
    if (survey_told(moment)) {
        writer_array(out, "questions");
        for (size_t i = 0; i < survey->count; i++)
            question_write(survey, moment, i, out);
        writer_end(out);
    }
    writer_end(out);
}

/* ---- before and after --------------------------------------------------------------------------
 */

/* Who chose something both times. */
struct moves {
    struct sums before, after;
    int64_t from_to[BOUND_SURVEY_OPTIONS + 1][BOUND_SURVEY_OPTIONS + 1];
};

static void moves_of(const struct survey *survey, size_t question, struct moves *moves)
{
    struct map_at at = {0};
    *moves = (struct moves){0};
    while (map_next(survey->moments[0].answers, &at)) {
        const struct survey_answer *before = at.value;
        const struct survey_answer *after = map_find(survey->moments[1].answers, at.key);
        if (!after || !before->choices[question] || !after->choices[question])
            continue;
        sum_add(&moves->before, before->choices[question]);
        sum_add(&moves->after, after->choices[question]);
        moves->from_to[before->choices[question]][after->choices[question]]++;
    }
}

/* Too few are said to be none. */
static void moves_write(const struct survey *survey, size_t question, struct writer *out)
{
    struct moves moves;
    int64_t size = survey->sizes[question];
    moves_of(survey, question, &moves);
    writer_object(out, NULL);
    if (moves.before.number >= BOUND_BALLOTS_LEAST) {
        writer_int(out, "people", moves.before.number);
        mean_write(&moves.before, "before", out);
        mean_write(&moves.after, "after", out);
        writer_array(out, "moves");
        for (int64_t from = 1; from <= size; from++) {
            writer_array(out, NULL);
            for (int64_t to = 1; to <= size; to++)
                writer_int(out, NULL, moves.from_to[from][to]);
            writer_end(out);
        }
        writer_end(out);
    }
    writer_end(out);
}

static bool has_pairs(const struct survey *survey)
{
    return survey->twice && survey_told(&survey->moments[0]) && survey_told(&survey->moments[1]);
}

static void pairs_write(const struct survey *survey, struct writer *out)
{
    if (!has_pairs(survey))
        return;
    writer_array(out, "pairs");
    for (size_t i = 0; i < survey->count; i++)
        moves_write(survey, i, out);
    writer_end(out);
}

enum err survey_results_answer(const void *state, const struct json *data,
                               const struct scene *scene, struct writer *out)
{
    const struct survey *survey = asked(state, data);
    UNUSED(scene);
    if (!survey)
        return ERR_NOT_FOUND;
    writer_object(out, "moments");
    for (size_t i = 0; i < SURVEY_MOMENTS; i++)
        moment_write(survey, i, out);
    writer_end(out);
    pairs_write(survey, out);
    return ERR_NONE;
}

/* ---- as rows -----------------------------------------------------------------------------------
 */

/* On its way into rows. */
struct rowing {
    const struct survey *survey;
    const struct json *question; /* as it was asked; NULL: it is erased */
    size_t moment, number;
    struct writer *out;
};

static void raw_member(struct writer *out, const char *key, const struct json *value)
{
    struct buffer text;
    if (!value)
        return;
    buffer_init(&text, BOUND_ENTRY_BYTES);
    json_print(value, &text);
    writer_raw(out, key, buffer_slice(&text));
    buffer_done(&text);
}

static void row_begin(const struct rowing *rowing)
{
    struct writer *out = rowing->out;
    writer_object(out, NULL);
    writer_int(out, "survey", rowing->survey->words.thing.seq);
    writer_raw(out, "title", slice_of(rowing->survey->words.title));
    raw_member(out, "question", json_get(rowing->question, "title"));
}

static void row_open(const struct rowing *rowing)
{
    row_begin(rowing);
    writer_int(rowing->out, "moment", (int64_t)rowing->moment + 1);
}

/* An option by its words, a step of a scale by its number. */
static void label_write(const struct rowing *rowing, const char *key, int64_t choice)
{
    const struct json *option = json_first(json_get(rowing->question, "options"));
    for (int64_t i = 1; option && i < choice; i++)
        option = json_next(option);
    if (option)
        raw_member(rowing->out, key, option);
    else
        writer_int(rowing->out, key, choice);
}

static void choice_rows(const struct rowing *rowing)
{
    const struct survey *survey = rowing->survey;
    struct sums sums = sums_of(&survey->moments[rowing->moment], rowing->number);
    for (int64_t i = 1; i <= survey->sizes[rowing->number]; i++) {
        row_open(rowing);
        label_write(rowing, "label", i);
        writer_int(rowing->out, "count", sums.counts[i]);
        if (survey->kinds[rowing->number] == SURVEY_SCALE)
            mean_write(&sums, "mean", rowing->out);
        writer_end(rowing->out);
    }
}

static void text_rows(const struct rowing *rowing)
{
    const struct survey_moment *moment = &rowing->survey->moments[rowing->moment];
    const char **words = mem_new((survey_count(moment) + 1) * sizeof(char *));
    size_t count = words_of(moment, rowing->number, words);
    for (size_t i = 0; i < count; i++) {
        row_open(rowing);
        writer_text(rowing->out, "text", slice_of(words[i]));
        writer_end(rowing->out);
    }
    mem_free(words);
}

/* How many went from which answer to which, of enough. */
static void pair_rows(const struct rowing *rowing)
{
    const struct survey *survey = rowing->survey;
    struct moves moves;
    int64_t size = survey->sizes[rowing->number];
    moves_of(survey, rowing->number, &moves);
    for (int64_t i = 0; moves.before.number >= BOUND_BALLOTS_LEAST && i < size * size; i++) {
        int64_t from = i / size + 1, to = i % size + 1, count = moves.from_to[from][to];
        if (count == 0)
            continue;
        row_begin(rowing);
        label_write(rowing, "label", from);
        label_write(rowing, "became", to);
        writer_int(rowing->out, "count", count);
        writer_end(rowing->out);
    }
}

static void pairs_rows(const struct survey *survey, const struct json *questions,
                       struct writer *out)
{
    const struct json *question = json_first(questions);
    for (size_t i = 0; has_pairs(survey) && i < survey->count; i++) {
        pair_rows(
            &(struct rowing){.survey = survey, .question = question, .number = i, .out = out});
        question = question ? json_next(question) : NULL;
    }
}

static void survey_rows(const struct survey *survey, struct writer *out)
{
    struct json *questions = NULL;
    (void)json_parse(slice_of(survey->questions), &questions);
    for (size_t moment = 0; moment < SURVEY_MOMENTS; moment++) {
        const struct json *question = json_first(questions);
        for (size_t i = 0; survey_told(&survey->moments[moment]) && i < survey->count; i++) {
            struct rowing rowing = {survey, question, moment, i, out};
            if (survey->kinds[i] == SURVEY_TEXT)
                text_rows(&rowing);
            else
                choice_rows(&rowing);
            question = question ? json_next(question) : NULL;
        }
    }
    pairs_rows(survey, questions, out);
    json_free(&questions);
}

enum err survey_report_answer(const void *state, const struct json *data, const struct scene *scene,
                              struct writer *out)
{
    enum { PAGE = 1 }; /* its words may be many */
    const struct surveys *surveys = state;
    struct common_page page;
    struct map_at at = {0};
    enum err error = common_page_read(data, PAGE, &page);
    UNUSED(scene);
    if (error)
        return error;
    writer_array(out, "rows");
    while (!page.more && map_next(surveys->all.shelf.things, &at)) {
        const struct survey *survey = at.value;
        if (common_page_takes(&page, survey->words.thing.seq))
            survey_rows(survey, out);
    }
    writer_end(out);
    common_page_end(&page, out);
    return ERR_NONE;
}
