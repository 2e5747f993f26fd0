/* SPDX-License-Identifier: Apache-2.0
 * A page is a number of rows: each may be as long as words may be. */
#include "features/assignment_report.h"

#include "core/room_query.h"
#include "features/assignment_state.h"
#include "features/common_get.h"
#include "features/common_item.h"
#include "features/common_supervise.h"

enum { PAGE = 20 };

struct report {
    const struct assignment *assignment;
    const struct scene *scene;
    bool supervises;
    int64_t after, place; /* rows before the page, and before the one that is looked at */
};

/* One time that somebody handed in. */
struct row_of {
    const struct assignment_work *work;
    const struct assignment_hand *hand;
    size_t attempt;
};
typedef void row_fn(void *context, const struct report *report, const struct row_of *row);

static enum err report_read(const void *state, const struct json *data, const struct scene *scene,
                            struct report *out)
{
    *out = (struct report){.assignment = assignments_of(state, data), .scene = scene};
    if (!out->assignment || !common_item_seen(scene, out->assignment->item))
        return ERR_NOT_FOUND;
    out->supervises = common_is_supervisor(scene->room, scene->person);
    bool said = common_has(data, "after");
    return said && (!json_get_int(data, "after", &out->after) || out->after < 0) ? ERR_BAD_REQUEST
                                                                                 : ERR_NONE;
}

static bool is_theirs(const struct report *report, struct slice person)
{
    const struct scene *scene = report->scene;
    if (!report->supervises)
        return slice_equal(person, scene->person);
    return common_item_taken(scene, report->assignment->item, person) &&
           common_supervises(scene->room, scene->person, person);
}

/* The rows of the page, in the order in which people became members or came. */
static void each(const struct assignments *assignments, struct report *report, row_fn *fn,
                 void *context)
{
    struct map_at at = {0};
    while (map_next(assignments->people, &at)) {
        const struct assignment_work *work = assignment_work(report->assignment, at.key);
        if (!work || !is_theirs(report, at.key))
            continue;
        for (size_t i = 0; i < work->count; i++, report->place++)
            if (report->place >= report->after && report->place - report->after < PAGE)
                fn(context, report, &(struct row_of){work, work->list[i], i + 1});
    }
}

/* Whose work it is learns what was given when it is handed back. */
static bool is_told(const struct report *report, const struct assignment_hand *hand)
{
    return hand->mark.seq && (report->supervises || hand->mark.back_ms);
}

struct needs {
    int64_t *seqs;
    size_t count, max;
};

static void need(struct needs *needs, int64_t seq)
{
    if (seq && needs->count < needs->max)
        needs->seqs[needs->count++] = seq;
}

static void row_need(void *context, const struct report *report, const struct row_of *row)
{
    need(context, row->hand->paper.seq);
    if (is_told(report, row->hand))
        need(context, row->hand->mark.seq);
}

size_t assignment_report_needs(const void *state, const struct json *data,
                               const struct scene *scene, int64_t *seqs, size_t max)
{
    struct needs needs = {.seqs = seqs, .max = max};
    struct report report;
    if (!report_read(state, data, scene, &report))
        each(state, &report, row_need, &needs);
    return needs.count;
}

/* What that entry says; nothing when that was taken away. */
static void words_write(const struct scene *scene, int64_t seq, const char *key, struct writer *out)
{
    const struct bodies *bodies = scene->bodies;
    const struct entry *entry = bodies && seq ? bodies->find(bodies->context, seq) : NULL;
    struct slice text = entry ? common_get_text(entry->data, "text") : (struct slice){NULL, 0};
    if (text.len > 0)
        writer_text(out, key, text);
}

static void mark_write(const struct report *report, const struct assignment_mark *mark,
                       struct writer *out)
{
    int64_t sum = 0;
    for (size_t i = 0; i < report->assignment->rows; i++)
        sum += mark->points[i] > 0 ? mark->points[i] : 0;
    if (mark->back_ms)
        writer_int(out, "back", mark->back_ms);
    if (mark->passed)
        writer_bool(out, "passed", true);
    writer_int(out, "sum", sum);
    words_write(report->scene, mark->seq, "remark", out);
}

static void row_write(void *context, const struct report *report, const struct row_of *row)
{
    struct writer *out = context;
    struct slice person = slice_of(row->work->id);
    struct slice name = room_present_name(report->scene->room, person);
    writer_object(out, NULL);
    writer_text(out, "person", person);
    if (name.len > 0)
        writer_text(out, "name", name);
    writer_int(out, "attempt", (int64_t)row->attempt);
    writer_int(out, "handed", row->hand->at_ms);
    if (assignment_is_late(report->assignment, row->work, row->hand))
        writer_bool(out, "overdue", true);
    words_write(report->scene, row->hand->paper.seq, "text", out);
    writer_array(out, "files");
    for (size_t i = 0; i < row->hand->paper.files_count; i++)
        writer_int(out, NULL, row->hand->paper.files[i]);
    writer_end(out);
    if (is_told(report, row->hand))
        mark_write(report, &row->hand->mark, out);
    writer_end(out);
}

enum err assignment_report_answer(const void *state, const struct json *data,
                                  const struct scene *scene, struct writer *out)
{
    struct report report;
    enum err error = report_read(state, data, scene, &report);
    if (error)
        return error;
    writer_array(out, "rows");
    each(state, &report, row_write, out);
    writer_end(out);
    if (report.place - report.after > PAGE)
        writer_int(out, "next", report.after + PAGE);
    return ERR_NONE;
}
