/* SPDX-License-Identifier: Apache-2.0
 * A rubric is a list of rows, each with its words and what it gives at most. */
#include "features/assignment_read.h"

#include "base/bounds.h"
#include "base/unused.h"
#include "features/assignment_state.h"
#include "features/common_dates.h"
#include "features/common_get.h"
#include "features/common_order.h"
#include "features/common_read.h"

static enum err item_read(const struct json *data, struct writer *out)
{
    return common_read_seq(data, "item", out);
}

/* ---- assignment.set ----------------------------------------------------------------------------
 */

static enum err rubric_read(const struct json *data, struct writer *out)
{
    const struct json *list = json_get(data, "rubric");
    enum err error = ERR_NONE;
    if (!common_has(data, "rubric"))
        return ERR_NONE;
    if (!json_is_array(list))
        return ERR_BAD_REQUEST;
    if (json_count(list) > BOUND_ASSIGNMENT_ROWS)
        return ERR_LIMIT_EXCEEDED;
    writer_array(out, "rubric");
    for (const struct json *row = json_first(list); row && !error; row = json_next(row)) {
        writer_object(out, NULL);
        error = common_read_lang_texts(row, "title", BOUND_TITLE_CHARS, out);
        if (!error)
            error = common_read_int(row, "points", 1, BOUND_ASSIGNMENT_POINTS, out);
        writer_end(out);
    }
    writer_end(out);
    return error;
}

enum err assignment_set_read(const struct json *data, struct writer *out)
{
    bool copies = common_has(data, "from") && !common_has(data, "item");
    enum err error = copies ? common_read_seq(data, "from", out) : item_read(data, out);
    if (!error)
        error = common_read_lang_prose(data, "text", BOUND_ASSIGNMENT_CHARS, out);
    if (!error)
        error = common_read_choice(data, "takes", assignment_takings, out);
    if (!error)
        error = common_read_int(data, "attempts", 1, BOUND_ASSIGNMENT_ATTEMPTS, out);
    if (!error)
        error = common_dates_read(data, out);
    return error ? error : rubric_read(data, out);
}

void assignment_set_keep(const void *state, const struct entry *entry, struct writer *out)
{
    const struct json *list = json_get(entry->data, "rubric");
    UNUSED(state);
    writer_array(out, "rubric");
    for (const struct json *row = json_first(list); row; row = json_next(row)) {
        writer_object(out, NULL);
        writer_int(out, "points", common_get_int(row, "points"));
        writer_end(out);
    }
    writer_end(out);
}

/* ---- of those who hand in ----------------------------------------------------------------------
 */

enum err assignment_write_read(const struct json *data, struct writer *out)
{
    enum err error = item_read(data, out);
    if (!error)
        error = common_read_optional_text(data, "text", BOUND_ASSIGNMENT_WORK_CHARS, out);
    if (!error)
        error = common_read_dir(data, out);
    if (error || !common_has(data, "files"))
        return error;
    return common_read_order(data, "files", BOUND_ASSIGNMENT_FILES, out);
}

enum err assignment_withdraw_read(const struct json *data, struct writer *out)
{
    return item_read(data, out);
}

/* ---- of those who mark -------------------------------------------------------------------------
 */

/* By the rows of the rubric: a number, or null where nothing is given yet. */
static enum err points_read(const struct json *data, struct writer *out)
{
    const struct json *list = json_get(data, "points");
    if (!common_has(data, "points"))
        return ERR_NONE;
    if (!json_is_array(list) || json_count(list) > BOUND_ASSIGNMENT_ROWS)
        return ERR_BAD_REQUEST;
    writer_array(out, "points");
    for (const struct json *at = json_first(list); at; at = json_next(at)) {
        int64_t points = 0;
        if (json_is_null(at)) {
            writer_null(out, NULL);
            continue;
        }
        if (!json_as_int(at, &points) || points < 0 || points > BOUND_ASSIGNMENT_POINTS)
            return ERR_BAD_REQUEST;
        writer_int(out, NULL, points);
    }
    writer_end(out);
    return ERR_NONE;
}

/* What is told is told when it is handed back; what is asked for again has not passed. */
static enum err verdict_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_optional_bool(data, "back", out);
    if (!error)
        error = common_read_optional_bool(data, "passed", out);
    if (!error)
        error = common_read_optional_bool(data, "again", out);
    if (!error)
        error = common_read_optional_int(data, "until", 1, INT64_MAX, out);
    bool passed = common_get_bool(data, "passed"), again = common_get_bool(data, "again");
    bool fits = (!passed && !again) || (common_get_bool(data, "back") && passed != again);
    return !error && (!fits || (common_has(data, "until") && !again)) ? ERR_BAD_REQUEST : error;
}

enum err assignment_mark_read(const struct json *data, struct writer *out)
{
    enum err error = item_read(data, out);
    if (!error)
        error = common_read_id(data, "person", out);
    if (!error)
        error = common_read_int(data, "attempt", 1, BOUND_ASSIGNMENT_ATTEMPTS, out);
    if (!error)
        error = points_read(data, out);
    if (!error)
        error = common_read_optional_text(data, "text", BOUND_ASSIGNMENT_REMARK_CHARS, out);
    if (!error)
        error = common_read_dir(data, out);
    return error ? error : verdict_read(data, out);
}

enum err assignment_allow_read(const struct json *data, struct writer *out)
{
    enum err error = item_read(data, out);
    if (!error)
        error = common_read_id(data, "person", out);
    if (!error)
        error = common_read_optional_int(data, "attempts", 0, BOUND_ASSIGNMENT_ATTEMPTS, out);
    return error ? error : common_read_optional_int(data, "until", 1, INT64_MAX, out);
}
