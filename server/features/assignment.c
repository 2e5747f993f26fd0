/* SPDX-License-Identifier: Apache-2.0
 * The rules of assignments: who asks, who hands in, who marks, and until when. */
#include "features/assignment.h"

#include <string.h>

#include "base/mem.h"
#include "base/unused.h"
#include "core/room_copy.h"
#include "core/room_query.h"
#include "features/assignment_carry.h"
#include "features/assignment_me.h"
#include "features/assignment_query.h"
#include "features/assignment_read.h"
#include "features/assignment_report.h"
#include "features/assignment_state.h"
#include "features/common_carry.h"
#include "features/common_get.h"
#include "features/common_item.h"
#include "features/common_supervise.h"

static void *state_new(const struct room *room)
{
    UNUSED(room);
    return assignments_new();
}

static void state_free(void *state)
{
    assignments_free(state);
}

/* ---- the items that hold them, and the people --------------------------------------------------
 */

static void item_heard(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    if (slice_equal(common_get_text(entry->data, "kind"), SLICE("assignment")))
        assignments_add(state, entry);
}

static void item_gone(void *state, const struct entry *entry, const struct scene *scene)
{
    struct assignment *assignment = assignments_of(state, entry->data);
    UNUSED(scene);
    if (assignment)
        assignments_remove(state, assignment, entry->seq);
}

/* With a unit go its items. */
static void unit_gone(void *state, const struct entry *entry, const struct scene *scene)
{
    struct assignments *assignments = state;
    int64_t gone[BOUND_ITEMS_UNIT];
    size_t count = common_item_gone(scene, assignments->all, gone);
    while (count > 0)
        assignments_remove(assignments, assignments_find(assignments, gone[--count]), entry->seq);
}

static void member_heard(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    assignments_meet(state, common_get_text(entry->data, "whom"));
}

static void join_heard(void *state, const struct entry *entry, const struct scene *scene)
{
    const struct json *people = json_get(entry->data, "people");
    UNUSED(scene);
    for (const struct json *at = json_first(people); at; at = json_next(at))
        assignments_meet(state, json_key(at));
}

static void stage_heard(void *state, const struct entry *entry, const struct scene *scene)
{
    struct assignments *assignments = state;
    UNUSED(scene);
    if (common_has(entry->data, "start"))
        assignments->start_ms = common_get_int(entry->data, "start");
    if (!common_has(entry->data, "zone"))
        return;
    mem_free(assignments->zone);
    assignments->zone = mem_text(common_get_text(entry->data, "zone"));
}

/* Of many at once (features/unit_dates.h). */
static void dates_heard(void *state, const struct entry *entry, const struct scene *scene)
{
    const struct json *list = json_get(entry->data, "works");
    UNUSED(scene);
    for (const struct json *at = json_first(list); at; at = json_next(at)) {
        struct assignment *assignment = assignments_find(state, common_get_int(at, "item"));
        if (assignment)
            assignment_date(assignment, at, entry);
    }
}

/* ---- what is replaced --------------------------------------------------------------------------
 */

static void replaces(struct assignments *assignments, int64_t words, int64_t more)
{
    assignments->replaced[0] = words;
    assignments->replaced[1] = more;
}

static void replaced_erases(const void *state, const struct entry *entry,
                            struct withdrawal *withdrawal)
{
    const struct assignments *assignments = state;
    UNUSED(entry);
    for (size_t i = 0; i < 2; i++)
        if (assignments->replaced[i])
            withdraw(withdrawal, assignments->replaced[i]);
}

/* ---- what the team sees ------------------------------------------------------------------------
 */

/* Who has handed in what is asked for (assignment.works): here stands that it is another answer. */
static void moves(struct assignments *assignments, const struct entry *entry)
{
    assignments->handed = entry->seq;
    assignments->handed_moved = true;
}

static void tally(const void *state, const struct viewer *viewer, bool all, struct writer *out)
{
    const struct assignments *assignments = state;
    bool told = assignments->handed && (all || assignments->handed_moved);
    if (told && !viewer->part && rings_meet(RINGS_STAFF, viewer->rings))
        writer_int(out, "handed", assignments->handed);
}

static void tally_sent(void *state)
{
    ((struct assignments *)state)->handed_moved = false;
}

static void view(const void *state, const struct viewer *viewer, const struct bodies *bodies,
                 struct writer *out)
{
    UNUSED(bodies);
    tally(state, viewer, true, out);
}

/* ---- what is asked -----------------------------------------------------------------------------
 */

static bool same_rubric(const struct assignment *assignment, const struct json *list)
{
    size_t place = 0;
    if (json_count(list) != assignment->rows)
        return false;
    for (const struct json *row = json_first(list); row; row = json_next(row), place++)
        if (common_get_int(row, "points") != assignment->points[place])
            return false;
    return true;
}

/* What was given by one rubric says nothing by another. */
static enum err set_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct assignment *assignment = assignments_of(state, entry->data);
    bool copies = common_has(entry->data, "from");
    if (copies && !((unsigned)scene->role & ROLE_SYSTEM))
        return ERR_PERMISSION_DENIED;
    if (!assignment)
        return ERR_NOT_FOUND;
    bool fits = same_rubric(assignment, json_get(entry->data, "rubric")) ||
                !assignment_is_marked(assignment);
    return fits ? ERR_NONE : ERR_NOT_AVAILABLE;
}

static void set_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct assignment *assignment = assignments_of(state, entry->data);
    const struct json *rubric = json_get(entry->data, "rubric");
    int takes = common_get_choice(entry->data, "takes", assignment_takings);
    replaces(state, assignment->set_seq, 0);
    assignment_says(assignment, entry);
    if (common_has(entry->data, "from")) {
        room_readdress(scene->room, &assignment->text);
        room_readdress(scene->room, &assignment->rubric);
    }
    assignment->takes = takes < 0 ? ASSIGNMENT_BOTH : (enum assignment_takes)takes;
    assignment->attempts = common_get_int(entry->data, "attempts");
    assignment_date(assignment, entry->data, entry);
    assignment->rows = 0;
    for (const struct json *row = json_first(rubric); row; row = json_next(row))
        if (assignment->rows < BOUND_ASSIGNMENT_ROWS)
            assignment->points[assignment->rows++] = (int)common_get_int(row, "points");
}

/* ---- who hands in ------------------------------------------------------------------------------
 */

/* Nobody hands on what they may not have themselves. */
static bool has_files(const struct entry *entry, const struct scene *scene)
{
    const struct json *files = json_get(entry->data, "files");
    int64_t file, side;
    for (const struct json *at = json_first(files); at; at = json_next(at))
        if (!json_as_int(at, &file) || !room_shows(scene, SLICE("file"), file, &side))
            return false;
    return true;
}

static bool is_closed(const struct assignment *assignment, const struct assignment_work *work,
                      int64_t now_ms)
{
    int64_t closes_ms = assignment_closes_ms(assignment, work);
    return closes_ms && now_ms > closes_ms;
}

/* Whether they may work at it at all: what has come and is not handed back, waits. */
static enum err open_check(const struct assignments *assignments, const struct entry *entry,
                           const struct scene *scene)
{
    const struct assignment *assignment = assignments_of(assignments, entry->data);
    if (!assignment || !common_item_seen(scene, assignment->item) || !assignment->set_seq)
        return ERR_NOT_FOUND;
    const struct assignment_work *work = assignment_work(assignment, entry->by);
    if (assignment_waiting(work) || is_closed(assignment, work, entry->at_ms))
        return ERR_NOT_AVAILABLE;
    bool full =
        assignments->hands >= BOUND_ASSIGNMENT_HANDS || (!work && map_full(assignment->works));
    return full || assignment_left(assignment, work) == 0 ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

/* Of what was erased the words are gone, and it was let in. */
static enum err paper_check(const struct assignment *assignment, const struct entry *entry,
                            const struct scene *scene)
{
    bool text = common_has(entry->data, "text"), files = common_has(entry->data, "files");
    if (!has_files(entry, scene))
        return ERR_NOT_FOUND;
    bool fits = (!text || assignment->takes != ASSIGNMENT_FILES) &&
                (!files || assignment->takes != ASSIGNMENT_TEXT);
    return fits ? ERR_NONE : ERR_BAD_REQUEST;
}

static enum err write_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    enum err error = open_check(state, entry, scene);
    return error ? error : paper_check(assignments_of(state, entry->data), entry, scene);
}

static bool is_empty(const struct entry *entry)
{
    return common_get_text(entry->data, "text").len == 0 &&
           json_count(json_get(entry->data, "files")) == 0;
}

/* An empty draft is none. */
static void write_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct assignment_work *work =
        assignment_work_sit(assignments_of(state, entry->data), entry->by);
    UNUSED(scene);
    replaces(state, work->draft.seq, 0);
    work->draft = (struct assignment_paper){0};
    if (entry->erased || !is_empty(entry))
        assignment_paper_take(&work->draft, entry);
}

static enum err hand_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    enum err error = write_check(state, entry, scene);
    return !error && !entry->erased && is_empty(entry) ? ERR_BAD_REQUEST : error;
}

static void hand_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct assignment_work *work =
        assignment_work_sit(assignments_of(state, entry->data), entry->by);
    UNUSED(scene);
    replaces(state, work->draft.seq, 0);
    assignments_meet(state, entry->by);
    assignment_take(state, work, entry);
    moves(state, entry);
}

/* What came in time, while it is in time. That somebody has begun to mark it they do not learn. */
static enum err withdraw_check(const void *state, const struct entry *entry,
                               const struct scene *scene)
{
    const struct assignment *assignment = assignments_of(state, entry->data);
    if (!assignment || !common_item_seen(scene, assignment->item))
        return ERR_NOT_FOUND;
    const struct assignment_work *work = assignment_work(assignment, entry->by);
    const struct assignment_hand *hand = assignment_waiting(work);
    int64_t due_ms = hand ? assignment_hand_due_ms(assignment, work, hand) : 0;
    return hand && (!due_ms || entry->at_ms <= due_ms) ? ERR_NONE : ERR_NOT_AVAILABLE;
}

static void withdraw_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct assignment_work *work = assignment_work(assignments_of(state, entry->data), entry->by);
    UNUSED(scene);
    replaces(state, assignment_last(work)->mark.seq, 0);
    assignment_give(state, work);
    moves(state, entry);
}

/* ---- who marks ---------------------------------------------------------------------------------
 */

static enum err supervised_check(const struct assignment *assignment, const struct entry *entry,
                                 const struct scene *scene)
{
    struct slice person = common_get_text(entry->data, "person");
    if (!assignment || !common_item_seen(scene, assignment->item))
        return ERR_NOT_FOUND;
    if (!common_is_supervisor(scene->room, scene->person))
        return ERR_PERMISSION_DENIED;
    bool theirs = common_item_taken(scene, assignment->item, person) &&
                  common_supervises(scene->room, scene->person, person);
    return theirs ? ERR_NONE : ERR_NOT_FOUND;
}

/* Whether there is a number for each row of the rubric, none greater than it gives; before it is
 * handed back some may be missing. */
static bool points_fit(const struct assignment *assignment, const struct json *data)
{
    const struct json *list = json_get(data, "points");
    bool back = common_get_bool(data, "back");
    size_t place = 0;
    if (!list)
        return !back || assignment->rows == 0;
    if (json_count(list) != assignment->rows)
        return false;
    for (const struct json *at = json_first(list); at; at = json_next(at), place++) {
        int64_t points = 0;
        if (json_as_int(at, &points) ? points > assignment->points[place] : back)
            return false;
    }
    return true;
}

static enum err mark_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct assignment *assignment = assignments_of(state, entry->data);
    enum err error = supervised_check(assignment, entry, scene);
    if (error)
        return error;
    const struct assignment_work *work =
        assignment_work(assignment, common_get_text(entry->data, "person"));
    const struct assignment_hand *hand =
        assignment_numbered(work, common_get_int(entry->data, "attempt"));
    if (!hand)
        return ERR_NOT_FOUND;
    if (!points_fit(assignment, entry->data))
        return ERR_BAD_REQUEST;
    bool again = common_get_bool(entry->data, "again");
    bool later = (hand->mark.back_ms && !common_get_bool(entry->data, "back")) ||
                 (again && hand != assignment_last(work));
    if (later)
        return ERR_NOT_AVAILABLE;
    return again && work->count >= BOUND_ASSIGNMENT_ATTEMPTS ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

static void points_take(struct assignment_mark *mark, const struct assignment *assignment,
                        const struct json *data)
{
    const struct json *at = json_first(json_get(data, "points"));
    for (size_t i = 0; i < assignment->rows; i++) {
        int64_t points = 0;
        mark->points[i] = json_as_int(at, &points) ? (int)points : ASSIGNMENT_UNMARKED;
        at = at ? json_next(at) : NULL;
    }
}

static void dated(struct assignment_work *work, const struct entry *entry)
{
    work->dated_seq = entry->seq;
    work->dated_ms = entry->at_ms;
}

static void mark_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    const struct assignment *assignment = assignments_of(state, entry->data);
    struct assignment_work *work =
        assignment_work(assignment, common_get_text(entry->data, "person"));
    struct assignment_hand *hand =
        assignment_numbered(work, common_get_int(entry->data, "attempt"));
    bool back = common_get_bool(entry->data, "back");
    UNUSED(scene);
    replaces(state, hand->mark.seq, 0);
    hand->mark.seq = entry->seq;
    hand->mark.passed = common_get_bool(entry->data, "passed");
    hand->mark.again = common_get_bool(entry->data, "again");
    points_take(&hand->mark, assignment, entry->data);
    if (back)
        hand->mark.back_ms = entry->at_ms;
    if (back && hand == assignment_last(work)) {
        work->asked = hand->mark.again;
        work->asked_ms = common_get_int(entry->data, "until");
        dated(work, entry);
    }
    moves(state, entry);
}

/* ---- what is allowed to one --------------------------------------------------------------------
 */

static enum err allow_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct assignment *assignment = assignments_of(state, entry->data);
    enum err error = supervised_check(assignment, entry, scene);
    if (error)
        return error;
    bool full = !assignment_work(assignment, common_get_text(entry->data, "person")) &&
                map_full(assignment->works);
    return full ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

static void allow_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct assignment_work *work = assignment_work_sit(assignments_of(state, entry->data),
                                                       common_get_text(entry->data, "person"));
    UNUSED(scene);
    replaces(state, 0, 0);
    work->attempts = common_get_int(entry->data, "attempts");
    work->until_ms = common_get_int(entry->data, "until");
    dated(work, entry);
}

static size_t person_touches(const void *state, const struct entry *entry,
                             struct slice out[TOUCH_MAX])
{
    UNUSED(state);
    out[0] = common_get_text(entry->data, "person");
    return 1;
}

/* ---- the rows ----------------------------------------------------------------------------------
 */

#define BY_WRITERS .roles = ROLE_LIMITED, .phases = PHASE_ANY, .patch_me = assignment_patch_me
#define BY_SUPERVISORS                                                                             \
    .roles = ROLE_ALL, .phases = PHASE_ANY, .touches = person_touches,                             \
    .patch_me = assignment_patch_me

static const struct row rows[] = {
    {
        .name = "assignment.set",
        .keep = {KEEP_MEMBERS("item", "from", "takes", "attempts", "due", "closes"),
                 .more = assignment_set_keep, .house = true},
        .erases = replaced_erases,
        .roles = ROLE_ORGANISERS,
        .phases = PHASE_ANY,
        .read = assignment_set_read,
        .check = set_check,
        .apply = set_apply,
    },
    {
        .name = "assignment.write",
        .keep = {KEEP_MEMBERS("item", "files")},
        .erases = replaced_erases,
        BY_WRITERS,
        .cost = COST_CHEAP,
        .read = assignment_write_read,
        .check = write_check,
        .apply = write_apply,
    },
    {
        .name = "assignment.hand",
        .delivery = DELIVER_BOTH,
        .keep = {KEEP_MEMBERS("item", "files")},
        .erases = replaced_erases,
        BY_WRITERS,
        .read = assignment_write_read,
        .check = hand_check,
        .apply = hand_apply,
    },
    {
        .name = "assignment.withdraw",
        .delivery = DELIVER_BOTH,
        .keep = {keep_all},
        .erases = replaced_erases,
        BY_WRITERS,
        .read = assignment_withdraw_read,
        .check = withdraw_check,
        .apply = withdraw_apply,
    },
    {
        .name = "assignment.mark",
        .delivery = DELIVER_BOTH,
        .keep = {KEEP_MEMBERS("item", "person", "attempt", "points", "back", "passed", "again",
                              "until"),
                 .house = true, .whose = "person"},
        .erases = replaced_erases,
        BY_SUPERVISORS,
        .read = assignment_mark_read,
        .check = mark_check,
        .apply = mark_apply,
    },
    {
        .name = "assignment.allow",
        .keep = {keep_all},
        BY_SUPERVISORS,
        .read = assignment_allow_read,
        .check = allow_check,
        .apply = allow_apply,
    },
    {
        .name = "assignment.carry",
        .keep = {keep_all},
        .roles = ROLE_SYSTEM,
        .phases = PHASE_ANY,
        .delivery = DELIVER_TALLY,
        .read = common_carry_read,
        .effects = assignment_carry_effects,
    },
};

/* Nobody sees it in a view. */
static bool forget(void *state, int64_t seq)
{
    assignments_forget(state, seq);
    return false;
}

static const struct query queries[] = {
    {.name = "assignment.read",
     .roles = ROLE_READERS | ROLE_VISITORS,
     .needs = assignment_read_needs,
     .answer = assignment_read_answer},
    {.name = "assignment.dates",
     .roles = ROLE_READERS | ROLE_VISITORS,
     .answer = assignment_dates_answer},
    {.name = "assignment.works", .roles = ROLE_READERS, .answer = assignment_works_answer},
    {.name = "assignment.work",
     .roles = ROLE_READERS,
     .needs = assignment_work_needs,
     .answer = assignment_work_answer},
    {.name = "assignment.report",
     .roles = ROLE_READERS,
     .needs = assignment_report_needs,
     .answer = assignment_report_answer},
};

static const struct hearing hears[] = {
    {"item.add", item_heard, NULL, NULL},
    {"item.remove", item_gone, NULL, assignment_gone_patch_me},
    {"unit.remove", unit_gone, NULL, assignment_gone_patch_me},
    {"stage.create", stage_heard, NULL, NULL},
    {"stage.change", stage_heard, NULL, NULL},
    {"unit.dates", dates_heard, NULL, NULL},
    {"member.set", member_heard, NULL, NULL},
    {"member.admit", member_heard, NULL, NULL},
    {"presence.join", join_heard, NULL, NULL},
};

const struct feature assignment_feature = {
    .name = "assignment",
    .beyond.visitors = true,
    .rows = rows,
    .rows_count = sizeof rows / sizeof rows[0],
    .queries = queries,
    .queries_count = sizeof queries / sizeof queries[0],
    .hears = {hears, sizeof hears / sizeof hears[0]},
    .state_new = state_new,
    .state_free = state_free,
    .forget = forget,
    .lends = assignment_lends,
    .view = view,
    .me = assignment_me,
    .tally = tally,
    .tally_sent = tally_sent,
    .knows = {.ledger = &assignment_ledger, .dates = &assignment_dates},
};
