/* SPDX-License-Identifier: Apache-2.0
 * Reports on a shelf that staff alone see. Those that are decided stay until others need their
 * place. */
#include "features/report.h"

#include "base/bounds.h"
#include "base/mem.h"
#include "base/unused.h"
#include "core/effect.h"
#include "core/room_query.h"
#include "features/common_get.h"
#include "features/common_read.h"
#include "features/report_news.h"
#include "features/report_state.h"
#include "features/report_things.h"

/* A decision changes a report of each who made one, and takes one of theirs away. */
_Static_assert(2 * BOUND_REPORTS_THING <= (int)TOUCH_MAX, "all who reported a thing are told");

enum { DECISION_KEPT, DECISION_REMOVED };
static const char *const reasons[] = {"rude", "spam", "off_topic", "private", "other", NULL};
static const char *const decisions[] = {"kept", "removed", NULL};

static void touch_set(struct report_touch *touch, const struct entry *entry)
{
    common_wipe(&touch->by);
    *touch = (struct report_touch){mem_text(entry->by), entry->at_ms};
}

static void touch_write(const struct report_touch *touch, const char *key, struct writer *out)
{
    if (!touch->at_ms)
        return;
    writer_object(out, key);
    writer_text(out, "by", slice_of(touch->by));
    writer_int(out, "at", touch->at_ms);
    writer_end(out);
}

static void decision_write(const struct report *report, struct writer *out)
{
    if (report->decided_seq)
        writer_text(out, "decision", slice_of(decisions[report->decision]));
    if (report->why)
        writer_text(out, "why", slice_of(report->why));
}

/* What whoever made it is shown: not who decided. */
static void own_write(const struct shelf_thing *thing, struct writer *out)
{
    const struct report *report = (const struct report *)thing;
    writer_text(out, "of", slice_of(report_ofs[report->of]));
    writer_int(out, "thing", report->thing);
    writer_text(out, "reason", slice_of(reasons[report->reason]));
    writer_int(out, "at", thing->at_ms);
    decision_write(report, out);
}

static void state_write(const struct report *report, struct writer *out)
{
    if (report->gone)
        writer_bool(out, "gone", true);
    touch_write(&report->claim, "claim", out);
    touch_write(&report->decided, "decided", out);
}

static void report_write(const struct shelf_thing *thing, struct writer *out)
{
    const struct report *report = (const struct report *)thing;
    common_write_author(out, &thing->author);
    own_write(thing, out);
    if (report->side)
        writer_int(out, SIDE_MEMBER, report->side);
    if (report->text)
        common_write_text(out, slice_of(report->text), report->dir);
    state_write(report, out);
}

/* What changes a post takes back what was said with earlier changes of it or of its thread, so that
 * all of a report of it is said again. */
static void report_write_change(const struct shelf_thing *thing, struct writer *out)
{
    const struct report *report = (const struct report *)thing;
    if (report->of == OF_FORUM)
        report_write(thing, out);
    else
        decision_write(report, out);
    if (report->claimed && !report->claim.at_ms)
        writer_null(out, "claim");
    if (report->of == OF_FORUM && !report->gone)
        writer_null(out, "gone");
    if (!report->text) {
        writer_null(out, "text");
        writer_null(out, "dir");
    }
    if (report->of != OF_FORUM)
        state_write(report, out);
}

static void report_wipe(struct shelf_thing *thing)
{
    struct report *report = (struct report *)thing;
    common_wipe(&report->text);
    common_wipe(&report->why);
    common_wipe(&report->claim.by);
    common_wipe(&report->decided.by);
}

static bool report_forget(struct shelf_thing *thing)
{
    common_wipe(&((struct report *)thing)->text);
    return true;
}

static const struct shelf_kind kind = {
    .thing_bytes = sizeof(struct report),
    .write = report_write,
    .write_change = report_write_change,
    .wipe = report_wipe,
    .forget = report_forget,
    .things_max = BOUND_REPORTS,
};

static void *reports_new(const struct room *room)
{
    struct reports *reports = mem_new(sizeof *reports);
    reports->cohorts = slice_starts(room_name(room), SLICE("course:"));
    shelf_init(&reports->shelf, &kind);
    return reports;
}

static void reports_free(void *state)
{
    shelf_done(state);
    mem_free(state);
}

static size_t count_of(const struct shelf *shelf, struct slice person, bool decided)
{
    struct map_at at = {0};
    size_t count = 0;
    while (report_next(shelf, &at, person, decided))
        count++;
    return count;
}

static enum err send_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_choice(data, "of", report_ofs, out);
    if (!error)
        error = common_read_seq(data, "thing", out);
    if (!error)
        error = common_read_choice(data, "reason", reasons, out);
    return error ? error : common_read_optional_text(data, "text", BOUND_WHY_CHARS, out);
}

/* Whether one more may be made of that thing. */
static enum err thing_check(const struct shelf *shelf, const struct entry *entry)
{
    int of = common_get_choice(entry->data, "of", report_ofs);
    int64_t thing = common_get_int(entry->data, "thing");
    struct map_at at = {0};
    size_t open = 0;
    while (map_next(shelf->things, &at)) {
        const struct report *report = at.value;
        if (!report_is_of(report, of, thing))
            continue;
        if (common_author_is(&report->shelf.author, entry->by))
            return ERR_ALREADY_EXISTS;
        open += !report->decided_seq;
    }
    return open >= BOUND_REPORTS_THING ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

/* Who cannot see it must not learn that it is there. */
static enum err send_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct shelf *shelf = state;
    struct slice of = common_get_text(entry->data, "of");
    struct shown shown;
    if (!room_shown(scene, of, common_get_int(entry->data, "thing"), &shown))
        return ERR_NOT_FOUND;
    enum err error = thing_check(shelf, entry);
    if (error)
        return error;
    bool full = count_of(shelf, (struct slice){NULL, 0}, false) >= BOUND_REPORTS;
    bool own_full = count_of(shelf, entry->by, false) >= BOUND_REPORTS_PERSON;
    return full || own_full ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

static void send_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct shelf *shelf = state;
    struct map_at at = {0};
    if (shelf_count(shelf) == BOUND_REPORTS)
        shelf_remove(shelf, entry, &report_next(shelf, &at, (struct slice){NULL, 0}, true)->shelf);
    struct shown shown;
    int64_t thing = common_get_int(entry->data, "thing");
    (void)room_shown(scene, common_get_text(entry->data, "of"), thing, &shown);
    struct report *report = (struct report *)shelf_add(shelf, entry, shown.staff, 0);
    report->of = common_get_choice(entry->data, "of", report_ofs);
    report->thing = thing;
    report->side = shown.side;
    report->reason = common_get_choice(entry->data, "reason", reasons);
    if (!common_has(entry->data, "text"))
        return;
    report->text = mem_text(common_get_text(entry->data, "text"));
    report->dir = common_get_dir(entry->data, slice_of(report->text));
}

static enum err claim_read(const struct json *data, struct writer *out)
{
    return common_read_seq(data, "report", out);
}

static enum err decide_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_seq(data, "report", out);
    if (!error)
        error = common_read_choice(data, "decision", decisions, out);
    return error ? error : common_read_optional_text(data, "why", BOUND_WHY_CHARS, out);
}

static struct report *report_of(const void *state, const struct entry *entry)
{
    return (struct report *)shelf_find(state, common_get_int(entry->data, "report"));
}

/* Where the staff of cohorts decide too, what is not theirs is not there for them. */
static bool is_theirs(const struct report *report, const struct scene *scene)
{
    return scene->role == ROLE_SYSTEM ||
           rings_meet(report->shelf.stamp, room_rings(scene->room, scene->person));
}

static bool decide_allows(const void *state, enum role role)
{
    return ((const struct reports *)state)->cohorts || role & ROLE_STAFF;
}

static enum err decide_check(const void *state, const struct entry *entry,
                             const struct scene *scene)
{
    const struct report *report = report_of(state, entry);
    if (!report || !is_theirs(report, scene))
        return ERR_NOT_FOUND;
    return report->decided_seq ? ERR_ALREADY_EXISTS : ERR_NONE;
}

static enum err claim_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    enum err error = decide_check(state, entry, scene);
    if (error)
        return error;
    const struct report_touch *claim = &report_of(state, entry)->claim;
    return claim->at_ms && slice_equal(slice_of(claim->by), entry->by) ? ERR_ALREADY_EXISTS
                                                                       : ERR_NONE;
}

/* The next that nobody has decided of the same thing as that one. */
static struct report *next_same(struct shelf *shelf, struct map_at *at, const struct report *one)
{
    struct report *report = NULL;
    do
        report = report_next_open(shelf, at);
    while (report && !report_is_of(report, one->of, one->thing));
    return report;
}

/* Changes all reports of the same thing that nobody has decided. */
static void change_same(struct shelf *shelf, const struct entry *entry,
                        void (*change)(struct report *report, const struct entry *entry))
{
    const struct report *one = report_of(shelf, entry);
    struct map_at at = {0};
    struct report *report = NULL;
    while ((report = next_same(shelf, &at, one))) {
        shelf_touch(shelf, entry, &report->shelf);
        change(report, entry);
    }
}

static void claim(struct report *report, const struct entry *entry)
{
    touch_set(&report->claim, entry);
    report->claimed = true;
}

static void claim_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    change_same(state, entry, claim);
}

static enum err unclaim_check(const void *state, const struct entry *entry,
                              const struct scene *scene)
{
    enum err error = decide_check(state, entry, scene);
    return !error && !report_of(state, entry)->claim.at_ms ? ERR_NOT_FOUND : error;
}

static void unclaim(struct report *report, const struct entry *entry)
{
    UNUSED(entry);
    common_wipe(&report->claim.by);
    report->claim.at_ms = 0;
}

static void unclaim_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    change_same(state, entry, unclaim);
}

static void decide(struct report *report, const struct entry *entry)
{
    report->decision = common_get_choice(entry->data, "decision", decisions);
    report->decided_seq = entry->seq;
    touch_set(&report->decided, entry);
    common_wipe(&report->text);
    if (common_has(entry->data, "why"))
        report->why = mem_text(common_get_text(entry->data, "why"));
}

/* One too many of those that are decided, of somebody of whom the entry decided one; or NULL. */
static struct report *one_too_many(const struct shelf *shelf, const struct entry *entry)
{
    struct map_at at = {0}, oldest = {0};
    while (map_next(shelf->things, &at)) {
        const struct report *report = at.value;
        struct slice person = slice_of(report->shelf.author.id);
        if (report->decided_seq == entry->seq && count_of(shelf, person, true) > BOUND_REPORTS_TOLD)
            return report_next(shelf, &oldest, person, true);
    }
    return NULL;
}

static void decide_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct report *report = NULL;
    UNUSED(scene);
    change_same(state, entry, decide);
    while ((report = one_too_many(state, entry)))
        shelf_remove(state, entry, &report->shelf);
}

/* What was said has been heard: the words go, and the name beside them. */
static void decide_erases(const void *state, const struct entry *entry,
                          struct withdrawal *withdrawal)
{
    const struct shelf *shelf = state;
    struct map_at at = {0};
    while (map_next(shelf->things, &at)) {
        const struct report *report = at.value;
        if (report->decided_seq == entry->seq)
            withdraw(withdrawal, report->shelf.seq);
    }
}

/* ---- for the academy: how many wait --------------------------------------------------------- */

static void room_made(void *state, const struct entry *entry, const struct scene *scene)
{
    struct reports *reports = state;
    UNUSED(scene);
    reports->listed = common_get_bool(entry->data, "listed");
}

static void tell_academy(const void *state, const struct entry *entry, const struct scene *scene,
                         struct emitter *emitter)
{
    const struct reports *reports = state;
    struct buffer text;
    struct writer writer;
    if (!reports->listed)
        return;
    buffer_init(&text, BOUND_ENTRY_BYTES);
    writer_init(&writer, &text);
    writer_object(&writer, NULL);
    writer_text(&writer, "of", room_name(scene->room));
    writer_int(&writer, "open", (int64_t)count_of(&reports->shelf, (struct slice){NULL, 0}, false));
    writer_int(&writer, "cause", entry->seq);
    writer_end(&writer);
    effect_emit(emitter, &(struct effect){.name = "reports",
                                          .room = SLICE("academy:main"),
                                          .type = "room.reports",
                                          .text = buffer_slice(&text)});
    buffer_done(&text);
}

static void reports_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                          struct writer *out)
{
    shelf_patch(state, "reports", entry, viewer, out);
}

static size_t reports_touches(const void *state, const struct entry *entry,
                              struct slice out[TOUCH_MAX])
{
    return shelf_touches(state, entry, out);
}

static void reports_patch_me(const void *state, const struct entry *entry, struct slice person,
                             struct writer *out)
{
    writer_object_lazy(out, "mine");
    shelf_own_patch(state, entry, person, own_write, out);
    writer_end(out);
}

static void reports_view(const void *state, const struct viewer *viewer,
                         const struct bodies *bodies, struct writer *out)
{
    UNUSED(bodies);
    if (viewer->rings.staff)
        shelf_view(state, "reports", viewer, out);
}

static void reports_me(const void *state, struct slice person, struct writer *out)
{
    writer_object(out, "mine");
    shelf_own(state, person, own_write, out);
    writer_end(out);
}

/* Of a report its text; of a decision the reason that was given. */
static bool reports_forget(void *state, int64_t seq)
{
    struct shelf *shelf = state;
    struct map_at at = {0};
    bool shows = shelf_forget(shelf, seq);
    while (map_next(shelf->things, &at)) {
        struct report *report = at.value;
        if (report->decided_seq != seq || !report->why)
            continue;
        common_wipe(&report->why);
        shows = true;
    }
    return shows;
}

static const struct row rows[] = {
    {
        .name = "report.send",
        .keep = {KEEP_MEMBERS("of", "thing", "reason")},
        .roles = ROLE_ALL,
        .phases = PHASE_ANY,
        .read = send_read,
        .check = send_check,
        .apply = send_apply,
        .effects = tell_academy,
        .patch = reports_patch,
        .touches = reports_touches,
        .patch_me = reports_patch_me,
    },
    {
        .name = "report.claim",
        .keep = {keep_all},
        .thing = "report",
        .roles = ROLE_ALL,
        .allows = decide_allows,
        .phases = PHASE_ANY,
        .read = claim_read,
        .check = claim_check,
        .apply = claim_apply,
        .patch = reports_patch,
    },
    {
        .name = "report.unclaim",
        .keep = {keep_all},
        .thing = "report",
        .roles = ROLE_ALL,
        .allows = decide_allows,
        .phases = PHASE_ANY,
        .read = claim_read,
        .check = unclaim_check,
        .apply = unclaim_apply,
        .patch = reports_patch,
    },
    {
        .name = "report.decide",
        .keep = {KEEP_MEMBERS("report", "decision")},
        .erases = decide_erases,
        .thing = "report",
        .roles = ROLE_ALL,
        .allows = decide_allows,
        .phases = PHASE_ANY,
        .read = decide_read,
        .check = decide_check,
        .apply = decide_apply,
        .effects = tell_academy,
        .patch = reports_patch,
        .touches = reports_touches,
        .patch_me = reports_patch_me,
    },
};

static const struct hearing hears[] = {
    {"stage.create", room_made, NULL, NULL},
    {"chat.delete", report_message_gone, reports_patch, NULL},
    {"chat.refuse", report_messages_gone, reports_patch, NULL},
    {"chat.mode", report_messages_gone, reports_patch, NULL},
    {"direct.delete", report_direct_gone, reports_patch, NULL},
    {"question.withdraw", report_question_gone, reports_patch, NULL},
    {"notes.wipe", report_paragraph_gone, reports_patch, NULL},
    {"forum.delete", report_posts_moved, reports_patch, NULL},
    {"forum.remove", report_posts_moved, reports_patch, NULL},
    {"forum.restore", report_posts_moved, reports_patch, NULL},
    {"forum.narrow", report_posts_moved, reports_patch, NULL},
};

const struct feature report_feature = {
    .name = "report",
    .forget = reports_forget,
    .rows = rows,
    .rows_count = sizeof rows / sizeof rows[0],
    .hears = {hears, sizeof hears / sizeof hears[0]},
    .beyond.sides = true,
    .state_new = reports_new,
    .state_free = reports_free,
    .view = reports_view,
    .me = reports_me,
    .knows.news = &report_news,
};
