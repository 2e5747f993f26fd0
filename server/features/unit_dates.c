/* SPDX-License-Identifier: Apache-2.0
 * A list of units, and one of items that are assignments or tests. */
#include "features/unit_dates.h"

#include "base/bounds.h"
#include "base/unused.h"
#include "features/common_dates.h"
#include "features/common_get.h"
#include "features/common_read.h"
#include "features/unit_state.h"

enum { DAY_MINUTES = 1440 };

/* A moment, or a day and perhaps the hour of it. */
static enum err unit_read(const struct json *data, struct writer *out)
{
    bool day = common_has(data, "day");
    if (common_has(data, "at") == day || (common_has(data, "time") && !day))
        return ERR_BAD_REQUEST;
    enum err error = common_read_seq(data, "unit", out);
    if (!error)
        error = common_read_optional_int(data, "at", 1, INT64_MAX, out);
    if (!error)
        error = common_read_optional_int(data, "day", 0, BOUND_UNIT_DAYS, out);
    return error ? error : common_read_optional_int(data, "time", 0, DAY_MINUTES - 1, out);
}

/* What is absent is no date any more; nothing closes before it is due. */
static enum err work_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_seq(data, "item", out);
    return error ? error : common_dates_read(data, out);
}

static enum err list_read(const struct json *data, const char *key, size_t max,
                          enum err (*read)(const struct json *data, struct writer *out),
                          struct writer *out)
{
    const struct json *list = json_get(data, key);
    enum err error = ERR_NONE;
    if (!common_has(data, key))
        return ERR_NONE;
    if (!json_is_array(list) || json_count(list) == 0 || json_count(list) > max)
        return ERR_BAD_REQUEST;
    writer_array(out, key);
    for (const struct json *at = json_first(list); at && !error; at = json_next(at)) {
        writer_object(out, NULL);
        error = json_is_object(at) ? read(at, out) : ERR_BAD_REQUEST;
        writer_end(out);
    }
    writer_end(out);
    return error;
}

enum err unit_dates_read(const struct json *data, struct writer *out)
{
    if (!common_has(data, "units") && !common_has(data, "works"))
        return ERR_BAD_REQUEST;
    enum err error = list_read(data, "units", BOUND_UNITS, unit_read, out);
    return error ? error : list_read(data, "works", BOUND_ITEMS, work_read, out);
}

/* ---- what may be -------------------------------------------------------------------------------
 */

static bool is_work(const struct units *units, int64_t seq)
{
    const struct unit *unit = units_holding(units, seq);
    const struct item *item = unit ? content_find(&unit->content, seq) : NULL;
    return item && (item->kind == ITEM_ASSIGNMENT || item->kind == ITEM_TEST);
}

/* What is open is not shut by another date. */
enum err unit_dates_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct units *units = state;
    const struct json *list = json_get(entry->data, "units");
    UNUSED(scene);
    for (const struct json *at = json_first(list); at; at = json_next(at)) {
        const struct unit *unit = units_find(units, common_get_int(at, "unit"));
        if (!unit)
            return ERR_NOT_FOUND;
        if (unit_is_open(unit))
            return ERR_NOT_AVAILABLE;
    }
    list = json_get(entry->data, "works");
    for (const struct json *at = json_first(list); at; at = json_next(at))
        if (!is_work(units, common_get_int(at, "item")))
            return ERR_NOT_FOUND;
    return ERR_NONE;
}

void unit_dates_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct units *units = state;
    const struct json *list = json_get(entry->data, "units");
    UNUSED(scene);
    for (const struct json *at = json_first(list); at; at = json_next(at)) {
        struct unit *unit = units_find(units, common_get_int(at, "unit"));
        shelf_touch(&units->all.shelf, entry, &unit->words.thing);
        unit_time(units, entry->seq, at, unit);
    }
    units_settle(units, entry);
}
