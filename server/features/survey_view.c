/* SPDX-License-Identifier: Apache-2.0
 * Whole, or as a change. */
#include "features/survey_view.h"

#include "features/common_title.h"

static void write_number(const char *key, int64_t number, bool change, struct writer *out)
{
    if (number)
        writer_int(out, key, number);
    else if (change)
        writer_null(out, key);
}

static void write_flag(const char *key, bool flag, bool change, struct writer *out)
{
    if (flag)
        writer_bool(out, key, true);
    else if (change)
        writer_null(out, key);
}

static void write_moment(const struct survey_moment *moment, const char *key, bool staff,
                         bool change, struct writer *out)
{
    writer_object(out, key);
    writer_text(out, "phase", slice_of(survey_phases[moment->phase]));
    write_number("closes", moment->closes_ms, change, out);
    if (staff)
        writer_int(out, "answers", (int64_t)survey_count(moment));
    writer_end(out);
}

void survey_write(const struct shelf_thing *thing, const struct viewer *viewer, bool change,
                  struct writer *out)
{
    const struct survey *survey = (const struct survey *)thing;
    bool staff = rings_of_staff(viewer->rings);
    if (change) {
        common_write_title(survey->words.title, out);
        common_write_langs("text", survey->words.text, out);
    } else {
        writer_raw(out, "title", slice_of(survey->words.title));
        writer_raw(out, "text", slice_of(survey->words.text));
    }
    writer_raw(out, "questions", slice_of(survey->questions));
    write_number("unit", survey->unit, change, out);
    write_number("after", survey->after, change, out);
    write_number("days", survey->days, change, out);
    write_flag("twice", survey->twice, change, out);
    write_flag("end", survey->end, change, out);
    writer_object(out, "moments");
    write_moment(&survey->moments[0], "1", staff, change, out);
    if (survey->twice)
        write_moment(&survey->moments[1], "2", staff, change, out);
    else if (change)
        writer_null(out, "2");
    writer_end(out);
}
