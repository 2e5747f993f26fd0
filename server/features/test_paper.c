/* SPDX-License-Identifier: Apache-2.0
 * Chance is drawn from the person and the attempt, so that a reload shows the same paper. */
#include "features/test_paper.h"

#include "base/check.h"
#include "features/common_chance.h"
#include "features/common_get.h"
#include "features/poll_score.h"

/* ---- chance ------------------------------------------------------------------------------------
 */

/* FNV-1a of the person, with the numbers beside. */
static uint64_t seed_of(struct slice person, int64_t attempt, int64_t question)
{
    uint64_t seed = UINT64_C(0xcbf29ce484222325);
    for (size_t i = 0; i < person.len; i++)
        seed = (seed ^ (unsigned char)person.at[i]) * UINT64_C(0x100000001b3);
    return seed ^ (uint64_t)attempt << 24 ^ (uint64_t)question;
}

/* The numbers from 0 to count - 1 in an order of chance. */
static void shuffle(uint64_t seed, size_t count, size_t *out)
{
    for (size_t i = 0; i < count; i++)
        out[i] = i;
    for (size_t i = count; i > 1; i--) {
        size_t other = common_chance(&seed, i), kept = out[i - 1];
        out[i - 1] = out[other];
        out[other] = kept;
    }
}

/* Of a paper: which option of the question stands in each place, both from 1. */
struct places {
    int64_t count; /* 0: as they are */
    int64_t option[BOUND_POLL_OPTIONS + 1];
    int64_t place[BOUND_POLL_OPTIONS + 1];
};

static void places_of(const struct test *test, const struct test_attempt *attempt,
                      struct slice person, size_t at, struct places *out)
{
    const struct test_question *question = test->list[at];
    size_t order[BOUND_POLL_OPTIONS];
    size_t count = (size_t)question->asks->options_count;
    /* An order that is asked for is mostly written as it is right. */
    bool mixes = !test->straight || !question->asks->type->sealable;
    out->count = 0;
    if (!question->asks->type->listed || !mixes)
        return;
    out->count = (int64_t)count;
    shuffle(seed_of(person, attempt->seq, question->seq), count, order);
    for (size_t i = 0; i < count; i++) {
        out->option[i + 1] = (int64_t)order[i] + 1;
        out->place[order[i] + 1] = (int64_t)i + 1;
    }
}

static int64_t moved(const int64_t *to, int64_t count, int64_t number)
{
    return number >= 1 && number <= count ? to[number] : number;
}

/* ---- ballots -----------------------------------------------------------------------------------
 */

/* The list with each number in the place of another, rising if it is a set. */
static void numbers_write(const struct json *list, const struct places *places, bool out_of_paper,
                          bool set, struct writer *out)
{
    const int64_t *to = out_of_paper ? places->option : places->place;
    uint32_t seen = 0;
    for (const struct json *item = json_first(list); item; item = json_next(item)) {
        int64_t number = 0;
        json_as_int(item, &number);
        number = moved(to, places->count, number);
        if (set && number >= 1 && number <= BOUND_POLL_OPTIONS)
            seen |= UINT32_C(1) << number;
        else
            writer_int(out, NULL, number);
    }
    for (int64_t number = 1; seen >> number; number++)
        if (seen >> number & 1)
            writer_int(out, NULL, number);
}

void *test_paper_take(const struct test *test, const struct test_attempt *attempt,
                      struct slice person, size_t at, const struct entry *entry)
{
    const struct poll_type *type = test->list[at]->asks->type;
    const char *key = type->sealable ? "choices" : "values";
    struct places places;
    struct buffer text;
    struct writer out;
    struct entry moved_entry = *entry;
    struct json *data = NULL;
    if (poll_abstains(entry->data))
        return NULL;
    places_of(test, attempt, person, at, &places);
    if (places.count == 0)
        return type->take(entry);
    buffer_init(&text, BOUND_ENTRY_BYTES);
    writer_init(&out, &text);
    writer_object(&out, NULL);
    writer_array(&out, key);
    numbers_write(json_get(entry->data, key), &places, true, type->sealable, &out);
    writer_end(&out);
    writer_end(&out);
    check(json_parse(buffer_slice(&text), &data) == ERR_NONE);
    moved_entry.data = data;
    void *ballot = type->take(&moved_entry);
    json_free(&data);
    buffer_done(&text);
    return ballot;
}

/* A list of the question's numbers, or of texts, as the paper has it. */
static void list_write(const char *key, struct slice list, const struct poll *asks,
                       const struct places *places, struct writer *out)
{
    struct json *json = NULL;
    if (places->count == 0) {
        writer_raw(out, key, list);
        return;
    }
    check(json_parse_large(list, &json) == ERR_NONE);
    writer_array(out, key);
    numbers_write(json, places, false, asks->type->sealable, out);
    writer_end(out);
    json_free(&json);
}

static void ballot_write(const struct poll *asks, const void *ballot, const struct places *places,
                         struct writer *out)
{
    struct buffer text;
    struct writer list;
    buffer_init(&text, BOUND_ENTRY_BYTES);
    writer_init(&list, &text);
    poll_ballot_write(asks->type, NULL, ballot, &list);
    list_write("ballot", buffer_slice(&text), asks, places, out);
    buffer_done(&text);
}

/* ---- what is asked -----------------------------------------------------------------------------
 */

static void words_write(const struct json *words, struct writer *out)
{
    for (const struct json *each = json_first(words); each; each = json_next(each)) {
        struct slice said = {0};
        json_as_text(each, &said);
        writer_text_slice(out, json_key(each), said);
    }
}

static const struct json *option_at(const struct json *options, int64_t number)
{
    const struct json *each = json_first(options);
    while (each && --number > 0)
        each = json_next(each);
    return each;
}

static void options_write(const struct poll *asks, const struct places *places, struct writer *out)
{
    struct json *options = NULL;
    if (!asks->type->listed || !asks->options)
        return;
    check(json_parse_large(slice_of(asks->options), &options) == ERR_NONE);
    writer_object(out, "options");
    for (int64_t place = 1; place <= asks->options_count; place++) {
        writer_object_seq(out, place);
        words_write(option_at(options, moved(places->option, places->count, place)), out);
        writer_end(out);
    }
    writer_end(out);
    json_free(&options);
}

static void asked_write(const struct test_question *question, const struct places *places,
                        struct writer *out)
{
    const struct poll *asks = question->asks;
    writer_int(out, "question", question->seq);
    writer_text(out, "type", slice_of(asks->type->name));
    writer_raw(out, "title", slice_of(asks->title));
    options_write(asks, places, out);
    if (asks->type->ranged) {
        writer_int(out, "min", asks->min);
        writer_int(out, "max", asks->max);
    }
    if (asks->ask)
        writer_raw(out, "ask", slice_of(asks->ask));
    if (question->weight != 1)
        writer_int(out, "weight", question->weight);
}

/* ---- what there is to say of it ----------------------------------------------------------------
 */

/* Whether the ballot holds that option of the question. */
static bool holds(const struct poll *asks, const void *ballot, int64_t option)
{
    return ballot && asks->type->sealable && ((uintptr_t)ballot >> option & 1);
}

static void told_write(const struct json *words, struct writer *out)
{
    if (json_count(words) == 0)
        return;
    writer_object(out, NULL);
    words_write(words, out);
    writer_end(out);
}

/* Of what they chose, and then of right or wrong as a whole. */
static void feedback_write(const struct test_question *question, const void *ballot, int64_t score,
                           struct writer *out)
{
    struct json *feedback = NULL;
    if (!question->feedback)
        return;
    check(json_parse_large(slice_of(question->feedback), &feedback) == ERR_NONE);
    const struct json *each = json_first(json_get(feedback, "options"));
    writer_array(out, "feedback");
    for (int64_t option = 1; each; each = json_next(each), option++)
        if (holds(question->asks, ballot, option))
            told_write(each, out);
    told_write(json_get(feedback, score >= POLL_SCORE_MAX ? "right" : "wrong"), out);
    writer_end(out);
    json_free(&feedback);
}

/* Whose paper it is, and how much of it may be told. */
struct told {
    const struct test *test;
    const struct test_attempt *attempt;
    struct slice person;
    enum test_sight sight;
};

static void judged_write(const struct told *told, size_t at, const struct places *places,
                         struct writer *out)
{
    const struct test_question *question = told->test->list[at];
    int64_t score = test_score_one(question, told->attempt->ballots[at]);
    writer_int(out, "score", score);
    feedback_write(question, told->attempt->ballots[at], score, out);
    if (told->sight < TEST_CORRECT)
        return;
    list_write("correct", slice_of(question->asks->correct), question->asks, places, out);
    if (question->asks->tolerance)
        writer_int(out, "tolerance", question->asks->tolerance);
}

static void question_write(const struct told *told, size_t at, struct writer *out)
{
    const struct test_question *question = told->test->list[at];
    const void *ballot = told->attempt->ballots[at];
    struct places places;
    places_of(told->test, told->attempt, told->person, at, &places);
    writer_object(out, NULL);
    asked_write(question, &places, out);
    if (ballot)
        ballot_write(question->asks, ballot, &places, out);
    if (told->sight >= TEST_JUDGED)
        judged_write(told, at, &places, out);
    writer_end(out);
}

void test_paper_write(const struct test *test, const struct test_attempt *attempt,
                      struct slice person, enum test_sight sight, struct writer *out)
{
    const struct told told = {test, attempt, person, sight};
    size_t order[BOUND_TEST_QUESTIONS];
    shuffle(seed_of(person, attempt->seq, 0), attempt->count, order);
    writer_array(out, "questions");
    for (size_t i = 0; i < attempt->count; i++)
        question_write(&told, test->straight ? i : order[i], out);
    writer_end(out);
}
