/* SPDX-License-Identifier: Apache-2.0
 * A question is read as a poll is, and has something correct. */
#include "features/test_read.h"

#include "base/bounds.h"
#include "base/unused.h"
#include "features/common_dates.h"
#include "features/common_get.h"
#include "features/common_read.h"
#include "features/poll_draft.h"
#include "features/poll_read.h"
#include "features/poll_types.h"
#include "features/poll_vote.h"
#include "features/test_state.h"

enum { WHOLE = 100, WEIGHT_MAX = 10 };

static enum err item_read(const struct json *data, struct writer *out)
{
    return common_read_seq(data, "item", out);
}

/* Or, from the server, the item of another course that it is a copy of. */
static enum err item_or_from_read(const struct json *data, struct writer *out)
{
    return common_has(data, "from") && !common_has(data, "item")
               ? common_read_seq(data, "from", out)
               : item_read(data, out);
}

enum err test_set_read(const struct json *data, struct writer *out)
{
    enum err error = item_or_from_read(data, out);
    if (!error)
        error = common_read_int(data, "pass", 0, WHOLE, out);
    if (!error)
        error = common_read_optional_int(data, "attempts", 1, BOUND_TEST_ATTEMPTS, out);
    if (!error)
        error = common_read_optional_int(data, "minutes", 1, BOUND_TEST_MINUTES, out);
    if (!error)
        error = common_dates_read(data, out);
    if (!error)
        error = common_read_optional_bool(data, "straight", out);
    if (!error && common_has(data, "reveal"))
        error = common_read_choice(data, "reveal", test_reveals, out);
    return !error && common_has(data, "questions")
               ? common_read_order(data, "questions", BOUND_TEST_QUESTIONS, out)
               : error;
}

/* ---- test.ask ----------------------------------------------------------------------------------
 */

static enum err feedback_options_read(const struct json *list, struct writer *out)
{
    enum err error = ERR_NONE;
    if (!json_is_array(list))
        return ERR_BAD_REQUEST;
    if (json_count(list) > BOUND_POLL_OPTIONS)
        return ERR_LIMIT_EXCEEDED;
    writer_array(out, "options");
    for (const struct json *item = json_first(list); item && !error; item = json_next(item)) {
        if (json_count(item) > 0) {
            error = common_write_lang_texts(item, NULL, BOUND_FEEDBACK_CHARS, out);
            continue;
        }
        writer_object(out, NULL);
        writer_end(out);
    }
    writer_end(out);
    return error;
}

static enum err feedback_read(const struct json *data, struct writer *out)
{
    const struct json *said = json_get(data, "feedback");
    enum err error = ERR_NONE;
    if (!common_has(data, "feedback"))
        return ERR_NONE;
    if (!json_is_object(said))
        return ERR_BAD_REQUEST;
    writer_object(out, "feedback");
    if (common_has(said, "right"))
        error = common_read_lang_texts(said, "right", BOUND_FEEDBACK_CHARS, out);
    if (!error && common_has(said, "wrong"))
        error = common_read_lang_texts(said, "wrong", BOUND_FEEDBACK_CHARS, out);
    if (!error && common_has(said, "options"))
        error = feedback_options_read(json_get(said, "options"), out);
    writer_end(out);
    return error;
}

/* What a poll may be beside, and a question of a test is not. */
static bool is_question(const struct json *data)
{
    static const char *const beside[] = {"ballot",  "change", "participants", "quiz",
                                         "results", "timed",  "abstain"};
    const struct poll_type *type = poll_type_of(data);
    for (size_t i = 0; i < sizeof beside / sizeof beside[0]; i++)
        if (common_has(data, beside[i]))
            return false;
    return type && type->score;
}

enum err test_ask_read(const struct json *data, struct writer *out)
{
    enum err error = item_or_from_read(data, out);
    if (!error)
        error = common_read_optional_seq(data, "question", out);
    if (!error && !is_question(data))
        return ERR_BAD_REQUEST;
    if (!error && !common_has(data, "correct"))
        return ERR_CHOICES_INVALID;
    if (!error)
        error = poll_prepare_read(data, out);
    if (!error)
        error = common_read_optional_int(data, "weight", 1, WEIGHT_MAX, out);
    return error ? error : feedback_read(data, out);
}

void test_ask_keep(const void *state, const struct entry *entry, struct writer *out)
{
    UNUSED(state);
    poll_shape_keep(entry->data, out);
}

enum err test_drop_read(const struct json *data, struct writer *out)
{
    enum err error = item_read(data, out);
    return error ? error : common_read_seq(data, "question", out);
}

/* ---- of those who take it ----------------------------------------------------------------------
 */

enum err test_begin_read(const struct json *data, struct writer *out)
{
    return item_read(data, out);
}

enum err test_hand_read(const struct json *data, struct writer *out)
{
    enum err error = item_read(data, out);
    return error ? error : common_read_int(data, "attempt", 1, BOUND_TEST_ATTEMPTS, out);
}

enum err test_answer_read(const struct json *data, struct writer *out)
{
    enum err error = test_hand_read(data, out);
    if (!error)
        error = common_read_seq(data, "question", out);
    return error ? error : poll_ballot_read(data, out);
}

enum err test_allow_read(const struct json *data, struct writer *out)
{
    enum err error = item_read(data, out);
    if (!error)
        error = common_read_id(data, "person", out);
    if (!error)
        error = common_read_optional_int(data, "attempts", 0, BOUND_TEST_ATTEMPTS, out);
    if (!error)
        error = common_read_optional_int(data, "minutes", 0, BOUND_TEST_MINUTES, out);
    return error ? error : common_read_optional_int(data, "until", 1, INT64_MAX, out);
}

enum err test_mark_read(const struct json *data, struct writer *out)
{
    enum err error = test_hand_read(data, out);
    if (!error)
        error = common_read_id(data, "person", out);
    if (!error)
        error = common_read_int(data, "score", 0, WHOLE, out);
    if (!error)
        error = common_read_int(data, "version", 0, INT64_MAX, out);
    return error ? error : common_read_optional_bool(data, "passed", out);
}
