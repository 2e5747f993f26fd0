/* SPDX-License-Identifier: Apache-2.0
 * Questions, then what is beside them. */
#include "features/survey_read.h"

#include "features/common_get.h"
#include "features/common_read.h"
#include "features/survey_state.h"

enum { DAYS_MAX = 60 };

static enum err options_read(const struct json *question, struct writer *out)
{
    const struct json *options = json_get(question, "options");
    enum err error = ERR_NONE;
    if (!json_is_array(options) || json_count(options) < 2)
        return ERR_BAD_REQUEST;
    if (json_count(options) > BOUND_SURVEY_OPTIONS)
        return ERR_LIMIT_EXCEEDED;
    writer_array(out, "options");
    for (const struct json *at = json_first(options); at && !error; at = json_next(at))
        error = common_write_lang_texts(at, NULL, BOUND_SURVEY_CHARS, out);
    writer_end(out);
    return error;
}

static int kind_of(const struct json *question)
{
    struct slice name;
    return json_get_text(question, "kind", &name) ? common_find_choice(name, survey_kinds) : -1;
}

static enum err question_read(const struct json *question, bool twice, struct writer *out)
{
    int kind = kind_of(question);
    if (kind < 0 || (twice && kind == SURVEY_TEXT))
        return ERR_BAD_REQUEST;
    writer_object(out, NULL);
    writer_text(out, "kind", slice_of(survey_kinds[kind]));
    enum err error = common_read_lang_texts(question, "title", BOUND_SURVEY_CHARS, out);
    if (!error && kind == SURVEY_CHOICE)
        error = options_read(question, out);
    writer_end(out);
    return error;
}

static int64_t size_of(const struct json *question)
{
    int kind = kind_of(question);
    if (kind == SURVEY_CHOICE)
        return (int64_t)json_count(json_get(question, "options"));
    return kind == SURVEY_SCALE ? SURVEY_STEPS : 0;
}

static enum err questions_read(const struct json *data, struct writer *out)
{
    const struct json *list = json_get(data, "questions"), *at;
    enum err error = ERR_NONE;
    if (!json_is_array(list) || json_count(list) == 0)
        return ERR_BAD_REQUEST;
    if (json_count(list) > BOUND_SURVEY_QUESTIONS)
        return ERR_LIMIT_EXCEEDED;
    writer_array(out, "questions");
    for (at = json_first(list); at && !error; at = json_next(at))
        error = question_read(at, common_get_bool(data, "twice"), out);
    writer_end(out);
    if (error)
        return error;
    writer_array(out, "kinds");
    for (at = json_first(list); at; at = json_next(at))
        writer_text(out, NULL, slice_of(survey_kinds[kind_of(at)]));
    writer_end(out);
    writer_array(out, "sizes");
    for (at = json_first(list); at; at = json_next(at))
        writer_int(out, NULL, size_of(at));
    writer_end(out);
    return ERR_NONE;
}

enum err survey_add_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_lang_texts(data, "title", BOUND_TITLE_CHARS, out);
    if (!error && common_has(data, "text"))
        error = common_read_lang_prose(data, "text", BOUND_SURVEY_CHARS, out);
    if (!error)
        error = questions_read(data, out);
    if (!error)
        error = common_read_optional_seq(data, "unit", out);
    if (!error)
        error = common_read_optional_seq(data, "after", out);
    if (!error)
        error = common_read_optional_int(data, "days", 1, DAYS_MAX, out);
    if (!error)
        error = common_read_optional_bool(data, "twice", out);
    return error ? error : common_read_optional_bool(data, "end", out);
}

enum err survey_read(const struct json *data, struct writer *out)
{
    return common_read_seq(data, "survey", out);
}

enum err survey_edit_read(const struct json *data, struct writer *out)
{
    enum err error = survey_read(data, out);
    return error ? error : survey_add_read(data, out);
}

enum err survey_moment_read(const struct json *data, struct writer *out)
{
    enum err error = survey_read(data, out);
    return error ? error : common_read_optional_int(data, "moment", 1, SURVEY_MOMENTS, out);
}

static enum err choices_read(const struct json *data, struct writer *out)
{
    const struct json *list = json_get(data, "choices");
    int64_t number;
    if (!json_is_array(list) || json_count(list) > BOUND_SURVEY_QUESTIONS)
        return ERR_BAD_REQUEST;
    writer_array(out, "choices");
    for (const struct json *at = json_first(list); at; at = json_next(at)) {
        if (!json_as_int(at, &number) || number < 0 || number > BOUND_SURVEY_OPTIONS)
            return ERR_BAD_REQUEST;
        writer_int(out, NULL, number);
    }
    writer_end(out);
    return ERR_NONE;
}

/* An empty text is none. */
static enum err texts_read(const struct json *data, struct writer *out)
{
    const struct json *list = json_get(data, "texts");
    enum err error = ERR_NONE;
    if (!list)
        return ERR_NONE;
    if (!json_is_array(list) || json_count(list) > BOUND_SURVEY_QUESTIONS)
        return ERR_BAD_REQUEST;
    writer_array(out, "texts");
    for (const struct json *at = json_first(list); at && !error; at = json_next(at)) {
        struct slice text;
        if (!json_as_text(at, &text))
            return ERR_BAD_REQUEST;
        if (text.len == 0)
            writer_text(out, NULL, text);
        else
            error = common_write_line(text, BOUND_SURVEY_ANSWER_CHARS, out);
    }
    writer_end(out);
    return error;
}

enum err survey_answer_read(const struct json *data, struct writer *out)
{
    enum err error = survey_moment_read(data, out);
    if (!error)
        error = choices_read(data, out);
    return error ? error : texts_read(data, out);
}
