/* SPDX-License-Identifier: Apache-2.0
 * Questions are kept as they were said, and read when somebody answers. */
#include "features/registration.h"

#include <stdio.h>

#include "base/bounds.h"
#include "base/mem.h"
#include "features/common_get.h"
#include "features/common_read.h"

static const char *const kinds[] = {"text", "choice", "yesno", NULL};
enum { KIND_TEXT, KIND_CHOICE, KIND_YESNO };

static enum err options_read(const struct json *question, struct writer *out)
{
    const struct json *options = json_get(question, "options");
    size_t count = json_count(options);
    enum err error = ERR_NONE;
    if (!json_is_array(options) || count < 2 || count > BOUND_POLL_OPTIONS)
        return ERR_BAD_REQUEST;
    writer_array(out, "options");
    for (const struct json *at = json_first(options); at && !error; at = json_next(at))
        error = common_write_lang_texts(at, NULL, BOUND_POLL_OPTION_CHARS, out);
    writer_end(out);
    return error;
}

static enum err question_read(const struct json *question, struct writer *out)
{
    if (!json_is_object(question))
        return ERR_BAD_REQUEST;
    bool choice = common_find_choice(common_get_text(question, "kind"), kinds) == KIND_CHOICE;
    writer_object(out, NULL);
    enum err error = common_read_choice(question, "kind", kinds, out);
    if (!error)
        error = common_read_lang_texts(question, "title", BOUND_POLL_TITLE_CHARS, out);
    if (!error)
        error = common_read_optional_bool(question, "required", out);
    if (!error && choice)
        error = options_read(question, out);
    else if (!error && common_has(question, "options"))
        error = ERR_BAD_REQUEST;
    writer_end(out);
    return error;
}

enum err registration_read(const struct json *data, struct writer *out)
{
    const struct json *asks = json_get(data, "registration");
    const struct json *questions = json_get(asks, "questions");
    enum err error = ERR_NONE;
    if (!common_has(data, "registration"))
        return ERR_NONE;
    if (!json_is_object(asks) || (json_count(asks) > 0 && !json_is_array(questions)) ||
        json_count(questions) > BOUND_REGISTRATION_QUESTIONS)
        return ERR_BAD_REQUEST;
    writer_object(out, "registration");
    if (json_is_array(questions)) {
        writer_array(out, "questions");
        for (const struct json *at = json_first(questions); at && !error; at = json_next(at))
            error = question_read(at, out);
        writer_end(out);
    }
    if (!error)
        error = common_read_optional_int(asks, "until", 1, INT64_MAX, out);
    writer_end(out);
    return error;
}

/* "1" to "10": the number, or 0. */
static size_t number_of(struct slice key)
{
    size_t number = 0;
    if (key.len == 0 || key.len > 2 || key.at[0] == '0')
        return 0;
    for (size_t i = 0; i < key.len; i++) {
        if (key.at[i] < '0' || key.at[i] > '9')
            return 0;
        number = 10 * number + (size_t)(key.at[i] - '0');
    }
    return number <= BOUND_REGISTRATION_QUESTIONS ? number : 0;
}

static enum err answer_read(const struct json *answers, size_t number, struct writer *out)
{
    char key[4];
    int64_t choice;
    bool yes;
    snprintf(key, sizeof key, "%zu", number);
    const struct json *answer = json_get(answers, key);
    if (!answer || json_is_null(answer))
        return ERR_NONE;
    if (json_as_bool(answer, &yes))
        writer_bool(out, key, yes);
    else if (json_as_int(answer, &choice) && choice > 0 && choice <= BOUND_POLL_OPTIONS)
        writer_int(out, key, choice);
    else
        return common_read_text(answers, key, BOUND_REGISTRATION_CHARS, out);
    return ERR_NONE;
}

enum err registration_read_answers(const struct json *data, struct writer *out)
{
    const struct json *answers = json_get(data, "answers");
    enum err error = ERR_NONE;
    if (!common_has(data, "answers"))
        return ERR_NONE;
    if (!json_is_object(answers))
        return ERR_BAD_REQUEST;
    for (const struct json *at = json_first(answers); at; at = json_next(at))
        if (number_of(json_key(at)) == 0)
            return ERR_BAD_REQUEST;
    writer_object(out, "answers");
    for (size_t i = 1; i <= BOUND_REGISTRATION_QUESTIONS && !error; i++)
        error = answer_read(answers, i, out);
    writer_end(out);
    return error;
}

void registration_change(struct registration *registration, const struct json *data)
{
    const struct json *asks = json_get(data, "registration");
    if (!common_has(data, "registration"))
        return;
    mem_free(registration->asks);
    registration->asks = json_count(asks) > 0 ? common_copy_json(data, "registration") : NULL;
}

void registration_copy(struct registration *registration, const struct registration *from)
{
    registration->asks = from->asks ? mem_text(slice_of(from->asks)) : NULL;
}

void registration_done(struct registration *registration)
{
    mem_free(registration->asks);
    map_free(&registration->people, mem_free);
}

/* Whether the answer, which may be absent, is one to the question. */
static bool fits(const struct json *question, const struct json *answer)
{
    int64_t choice;
    bool yes;
    struct slice text;
    if (!answer)
        return !common_get_bool(question, "required");
    switch (common_get_choice(question, "kind", kinds)) {
    case KIND_TEXT:
        return json_as_text(answer, &text);
    case KIND_CHOICE:
        return json_as_int(answer, &choice) && choice >= 1 &&
               choice <= (int64_t)json_count(json_get(question, "options"));
    default:
        return json_as_bool(answer, &yes);
    }
}

static enum err check_answers(const struct json *asks, const struct json *answers)
{
    const struct json *questions = json_get(asks, "questions");
    size_t number = 0, used = 0;
    for (const struct json *at = json_first(questions); at; at = json_next(at)) {
        char key[4];
        snprintf(key, sizeof key, "%zu", ++number);
        const struct json *answer = json_get(answers, key);
        if (!fits(at, answer))
            return ERR_ANSWERS_INVALID;
        used += answer != NULL;
    }
    return used == json_count(answers) ? ERR_NONE : ERR_ANSWERS_INVALID;
}

/* Of an entry that was erased the answers are gone; that they were good is what counts. */
enum err registration_check(const struct registration *registration, const struct entry *entry)
{
    struct json *asks = NULL;
    if (!registration->asks || json_parse_entry(slice_of(registration->asks), &asks) != ERR_NONE)
        return ERR_NOT_FOUND;
    int64_t until_ms = common_get_int(asks, "until");
    enum err error = ERR_NONE;
    if (until_ms && entry->at_ms >= until_ms)
        error = ERR_INVITATION_INVALID;
    else if (!entry->erased)
        error = check_answers(asks, json_get(entry->data, "answers"));
    json_free(&asks);
    return error;
}

const struct registered *registration_find(const struct registration *registration,
                                           struct slice person)
{
    return registration->people ? map_find(registration->people, person) : NULL;
}

int64_t registration_add(struct registration *registration, const struct entry *entry)
{
    int64_t before = registration_take(registration, entry->by);
    struct registered *registered = mem_new(sizeof *registered);
    *registered = (struct registered){entry->seq, entry->at_ms};
    if (!registration->people)
        registration->people = map_new(BOUND_MEMBERS);
    map_put(registration->people, entry->by, registered);
    return before;
}

int64_t registration_take(struct registration *registration, struct slice person)
{
    struct registered *registered =
        registration->people ? map_take(registration->people, person) : NULL;
    int64_t seq = registered ? registered->seq : 0;
    mem_free(registered);
    return seq;
}

size_t registration_count(const struct registration *registration)
{
    return registration->people ? map_count(registration->people) : 0;
}
