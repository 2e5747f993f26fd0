/* SPDX-License-Identifier: Apache-2.0
 * Nothing of an assignment is in a view: all of it is answered here. */
#include "features/assignment_query.h"

#include "base/check.h"
#include "base/unused.h"
#include "core/room_query.h"
#include "features/assignment_state.h"
#include "features/common_ask.h"
#include "features/common_get.h"
#include "features/common_item.h"
#include "features/common_supervise.h"

/* The assignment that is asked about, if they see its item. */
static const struct assignment *seen(const void *state, const struct json *data,
                                     const struct scene *scene)
{
    const struct assignment *assignment = assignments_of(state, data);
    return assignment && common_item_seen(scene, assignment->item) ? assignment : NULL;
}

/* ---- dates -------------------------------------------------------------------------------------
 */

/* Of each that has any and whose item they see, by item: their own. */
enum err assignment_dates_answer(const void *state, const struct json *data,
                                 const struct scene *scene, struct writer *out)
{
    const struct assignments *assignments = state;
    struct map_at at = {0};
    UNUSED(data);
    writer_object(out, "dates");
    while (map_next(assignments->all, &at)) {
        const struct assignment *assignment = at.value;
        const struct assignment_work *work = assignment_work(assignment, scene->person);
        int64_t due_ms = assignment_due_ms(assignment, work);
        int64_t closes_ms = assignment_closes_ms(assignment, work);
        if ((!due_ms && !closes_ms) || !common_item_seen(scene, assignment->item))
            continue;
        writer_object_seq(out, assignment->item);
        if (due_ms)
            writer_int(out, "due", due_ms);
        if (closes_ms)
            writer_int(out, "closes", closes_ms);
        writer_end(out);
    }
    writer_end(out);
    return ERR_NONE;
}

/* To whom it was asked for again, or longer was given, theirs holds. */
static void date_each(const void *state, const struct scene *scene, date_fn *fn, void *context)
{
    const struct assignments *assignments = state;
    struct map_at at = {0};
    while (map_next(assignments->all, &at)) {
        const struct assignment *assignment = at.value;
        const struct assignment_work *work = assignment_work(assignment, scene->person);
        struct date date = {.kind = "assignment",
                            .item = assignment->item,
                            .at_ms = assignment_due_ms(assignment, work),
                            .moved_seq = assignment->dated_seq,
                            .moved_ms = assignment->dated_ms,
                            .closes_ms = assignment_closes_ms(assignment, work),
                            .done = assignment_last(work) && !work->asked};
        if (!date.at_ms || !common_item_seen(scene, assignment->item))
            continue;
        if (work && work->dated_seq > date.moved_seq) {
            date.moved_seq = work->dated_seq;
            date.moved_ms = work->dated_ms;
        }
        fn(context, &date);
    }
}

const struct dates assignment_dates = {.each = date_each};

/* ---- words -------------------------------------------------------------------------------------
 */

struct reads {
    int64_t *seqs;
    size_t count, max;
};

static void need(struct reads *reads, int64_t seq)
{
    if (seq && reads->count < reads->max)
        reads->seqs[reads->count++] = seq;
}

/* What that entry says; NULL: it says nothing any more. */
static const struct json *said(const struct scene *scene, int64_t seq)
{
    const struct entry *entry =
        seq && scene->bodies ? scene->bodies->find(scene->bodies->context, seq) : NULL;
    return entry ? entry->data : NULL;
}

static void text_write(const struct json *data, struct writer *out)
{
    struct slice text = common_get_text(data, "text");
    int dir = common_get_choice(data, "dir", common_dirs);
    if (text.len == 0)
        return;
    writer_text(out, "text", text);
    if (dir >= 0)
        writer_text(out, "dir", slice_of(common_dirs[dir]));
}

/* Texts by language. */
static void langs_write(const char *key, const struct json *texts, struct writer *out)
{
    struct slice text;
    writer_object(out, key);
    for (const struct json *at = json_first(texts); at; at = json_next(at))
        if (json_as_text(at, &text))
            writer_text_slice(out, json_key(at), text);
    writer_end(out);
}

static void moment_write(const char *key, int64_t ms, struct writer *out)
{
    if (ms)
        writer_int(out, key, ms);
}

/* ---- what one has done -------------------------------------------------------------------------
 */

static void files_write(const struct assignment_paper *paper, struct writer *out)
{
    writer_array(out, "files");
    for (size_t i = 0; i < paper->files_count; i++)
        writer_int(out, NULL, paper->files[i]);
    writer_end(out);
}

static int64_t points_sum(const struct assignment *assignment, const struct assignment_mark *mark)
{
    int64_t sum = 0;
    for (size_t i = 0; i < assignment->rows; i++)
        sum += mark->points[i] > 0 ? mark->points[i] : 0;
    return sum;
}

static void mark_write(const struct assignment *assignment, const struct assignment_mark *mark,
                       const struct scene *scene, struct writer *out)
{
    writer_object(out, "mark");
    moment_write("back", mark->back_ms, out);
    if (mark->passed)
        writer_bool(out, "passed", true);
    if (mark->again)
        writer_bool(out, "again", true);
    writer_int(out, "sum", points_sum(assignment, mark));
    writer_array(out, "points");
    for (size_t i = 0; i < assignment->rows; i++) {
        if (mark->points[i] == ASSIGNMENT_UNMARKED)
            writer_null(out, NULL);
        else
            writer_int(out, NULL, mark->points[i]);
    }
    writer_end(out);
    text_write(said(scene, mark->seq), out);
    writer_end(out);
}

/* Whose work it is learns what was given when it is handed back; whoever marks sees it before. */
static bool is_told(const struct assignment_hand *hand, bool marks)
{
    return hand->mark.back_ms || (marks && hand->mark.seq);
}

static void hands_need(const struct assignment_work *work, bool marks, struct reads *reads)
{
    for (size_t i = 0; work && i < work->count; i++) {
        need(reads, work->list[i]->paper.seq);
        if (is_told(work->list[i], marks))
            need(reads, work->list[i]->mark.seq);
    }
}

static void hands_write(const struct assignment *assignment, const struct assignment_work *work,
                        bool marks, const struct scene *scene, struct writer *out)
{
    writer_array(out, "hands");
    for (size_t i = 0; work && i < work->count; i++) {
        const struct assignment_hand *hand = work->list[i];
        writer_object(out, NULL);
        writer_int(out, "attempt", (int64_t)i + 1);
        writer_int(out, "handed", hand->at_ms);
        moment_write("due", assignment_hand_due_ms(assignment, work, hand), out);
        if (assignment_is_late(assignment, work, hand))
            writer_bool(out, "late", true);
        text_write(said(scene, hand->paper.seq), out);
        files_write(&hand->paper, out);
        if (is_told(hand, marks))
            mark_write(assignment, &hand->mark, scene, out);
        writer_end(out);
    }
    writer_end(out);
}

/* ---- assignment.read ---------------------------------------------------------------------------
 */

size_t assignment_read_needs(const void *state, const struct json *data, const struct scene *scene,
                             int64_t *seqs, size_t max)
{
    const struct assignment *assignment = seen(state, data, scene);
    struct reads reads = {.seqs = seqs, .max = max};
    if (!assignment)
        return 0;
    const struct assignment_work *work = assignment_work(assignment, scene->person);
    need(&reads, work ? work->draft.seq : 0);
    hands_need(work, false, &reads);
    return reads.count;
}

static void rubric_write(const struct assignment *assignment, struct writer *out)
{
    struct json *words = NULL;
    if (assignment->rubric)
        check(json_parse_large(slice_of(assignment->rubric), &words) == ERR_NONE);
    const struct json *row = json_first(words);
    writer_array(out, "rubric");
    for (size_t i = 0; i < assignment->rows; i++, row = row ? json_next(row) : NULL) {
        writer_object(out, NULL);
        langs_write("title", row ? json_get(row, "title") : NULL, out);
        writer_int(out, "points", assignment->points[i]);
        writer_end(out);
    }
    writer_end(out);
    json_free(&words);
}

static void asked_write(const struct assignment *assignment, struct writer *out)
{
    writer_raw(out, "text", slice_of(assignment->text ? assignment->text : "{}"));
    writer_text(out, "takes", slice_of(assignment_takings[assignment->takes]));
    writer_int(out, "attempts", assignment->attempts);
    moment_write("due", assignment->due_ms, out);
    moment_write("closes", assignment->closes_ms, out);
    rubric_write(assignment, out);
}

enum err assignment_read_answer(const void *state, const struct json *data,
                                const struct scene *scene, struct writer *out)
{
    const struct assignment *assignment = seen(state, data, scene);
    if (!assignment)
        return ERR_NOT_FOUND;
    const struct assignment_work *work = assignment_work(assignment, scene->person);
    if (assignment->set_seq)
        asked_write(assignment, out);
    writer_object(out, "own");
    writer_int(out, "left", assignment_left(assignment, work));
    if (work && work->asked)
        writer_bool(out, "again", true);
    moment_write("due", assignment_due_ms(assignment, work), out);
    moment_write("closes", assignment_closes_ms(assignment, work), out);
    if (work && work->draft.seq) {
        writer_object(out, "draft");
        text_write(said(scene, work->draft.seq), out);
        files_write(&work->draft, out);
        writer_end(out);
    }
    hands_write(assignment, work, false, scene, out);
    writer_end(out);
    return ERR_NONE;
}

/* ---- assignment.works --------------------------------------------------------------------------
 */

/* "mark": what waits to be marked, "missing": who has handed in nothing; else everybody. */
static const char *const filters[] = {"mark", "missing", NULL};
enum { FILTER_NONE = -1, FILTER_MARK, FILTER_MISSING };

static bool fits(const struct assignment_work *work, int filter)
{
    if (filter == FILTER_MARK)
        return assignment_waiting(work) != NULL;
    return filter == FILTER_NONE || !assignment_last(work);
}

static void last_write(const struct assignment *assignment, const struct assignment_work *work,
                       struct writer *out)
{
    const struct assignment_hand *last = assignment_last(work);
    writer_int(out, "handed", last->at_ms);
    if (assignment_is_late(assignment, work, last))
        writer_bool(out, "late", true);
    if (assignment_waiting(work))
        writer_bool(out, "waits", true);
    moment_write("back", last->mark.back_ms, out);
    if (last->mark.seq)
        writer_int(out, "sum", points_sum(assignment, &last->mark));
    if (work->asked)
        writer_bool(out, "again", true);
}

static void person_write(const struct assignment *assignment, const struct scene *scene,
                         struct slice person, struct writer *out)
{
    const struct assignment_work *work = assignment_work(assignment, person);
    struct slice name = room_present_name(scene->room, person);
    writer_object(out, NULL);
    writer_text(out, "person", person);
    if (name.len > 0)
        writer_text(out, "name", name);
    writer_int(out, "taken", work ? (int64_t)work->count : 0);
    if (assignment_last(work))
        last_write(assignment, work, out);
    if (assignment_passed(work))
        writer_bool(out, "passed", true);
    if (work && work->attempts)
        writer_int(out, "attempts", work->attempts);
    if (work)
        moment_write("until", work->until_ms, out);
    writer_end(out);
}

static bool is_theirs(const struct assignment *assignment, const struct scene *scene,
                      struct slice person)
{
    return common_item_taken(scene, assignment->item, person) &&
           common_supervises(scene->room, scene->person, person);
}

struct works_page {
    int filter;
    int64_t after, all, marks, missing;
};

static enum err works_read(const struct json *data, struct works_page *page)
{
    if (common_has(data, "after") &&
        (!json_get_int(data, "after", &page->after) || page->after < 0))
        return ERR_BAD_REQUEST;
    return common_ask_choice(data, "only", filters, &page->filter);
}

static void works_write(const struct assignments *assignments, const struct assignment *assignment,
                        const struct scene *scene, struct works_page *page, struct writer *out)
{
    struct map_at at = {0};
    writer_array(out, "works");
    while (map_next(assignments->people, &at)) {
        if (!is_theirs(assignment, scene, at.key))
            continue;
        const struct assignment_work *work = assignment_work(assignment, at.key);
        page->marks += fits(work, FILTER_MARK);
        page->missing += fits(work, FILTER_MISSING);
        if (!fits(work, page->filter))
            continue;
        if (page->all >= page->after && page->all - page->after < BOUND_ASSIGNMENT_PAGE)
            person_write(assignment, scene, at.key, out);
        page->all++;
    }
    writer_end(out);
}

enum err assignment_works_answer(const void *state, const struct json *data,
                                 const struct scene *scene, struct writer *out)
{
    const struct assignment *assignment = seen(state, data, scene);
    struct works_page page = {.filter = FILTER_NONE};
    if (!assignment)
        return ERR_NOT_FOUND;
    if (!common_is_supervisor(scene->room, scene->person))
        return ERR_PERMISSION_DENIED;
    if (works_read(data, &page))
        return ERR_BAD_REQUEST;
    works_write(state, assignment, scene, &page, out);
    writer_int(out, "all", page.all);
    writer_int(out, "mark", page.marks);
    writer_int(out, "missing", page.missing);
    if (page.all - page.after > BOUND_ASSIGNMENT_PAGE)
        writer_int(out, "next", page.after + BOUND_ASSIGNMENT_PAGE);
    return ERR_NONE;
}

/* ---- assignment.work ---------------------------------------------------------------------------
 */

/* The assignment whose work by `person` they may see; *error says why not. */
static const struct assignment *supervised(const void *state, const struct json *data,
                                           const struct scene *scene, enum err *error)
{
    const struct assignment *assignment = seen(state, data, scene);
    *error = assignment ? ERR_NONE : ERR_NOT_FOUND;
    if (assignment && !common_is_supervisor(scene->room, scene->person))
        *error = ERR_PERMISSION_DENIED;
    else if (assignment && !is_theirs(assignment, scene, common_get_text(data, "person")))
        *error = ERR_NOT_FOUND;
    return *error ? NULL : assignment;
}

size_t assignment_work_needs(const void *state, const struct json *data, const struct scene *scene,
                             int64_t *seqs, size_t max)
{
    struct reads reads = {.seqs = seqs, .max = max};
    enum err error;
    const struct assignment *assignment = supervised(state, data, scene, &error);
    if (assignment)
        hands_need(assignment_work(assignment, common_get_text(data, "person")), true, &reads);
    return reads.count;
}

/* A draft is theirs alone. */
enum err assignment_work_answer(const void *state, const struct json *data,
                                const struct scene *scene, struct writer *out)
{
    enum err error;
    const struct assignment *assignment = supervised(state, data, scene, &error);
    if (!assignment)
        return error;
    struct slice person = common_get_text(data, "person");
    const struct assignment_work *work = assignment_work(assignment, person);
    struct slice name = room_present_name(scene->room, person);
    writer_text(out, "person", person);
    if (name.len > 0)
        writer_text(out, "name", name);
    writer_int(out, "left", assignment_left(assignment, work));
    if (work && work->attempts)
        writer_int(out, "attempts", work->attempts);
    if (work)
        moment_write("until", work->until_ms, out);
    moment_write("due", assignment_due_ms(assignment, work), out);
    hands_write(assignment, work, true, scene, out);
    return ERR_NONE;
}

/* ---- files -------------------------------------------------------------------------------------
 */

bool assignment_lends(const void *state, int64_t file, const struct scene *scene)
{
    const struct assignments *assignments = state;
    struct map_at at = {0};
    if (!common_is_supervisor(scene->room, scene->person))
        return false;
    while (map_next(assignments->all, &at)) {
        const struct assignment *assignment = at.value;
        struct map_at one = {0};
        while (map_next(assignment->works, &one))
            if (assignment_holds(one.value, file) && is_theirs(assignment, scene, one.key))
                return true;
    }
    return false;
}
