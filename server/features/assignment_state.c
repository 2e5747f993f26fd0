/* SPDX-License-Identifier: Apache-2.0
 * Assignments as they are kept. */
#include "features/assignment_state.h"

#include <string.h>

#include "base/mem.h"
#include "features/common_author.h"
#include "features/common_get.h"

const char *const assignment_takings[] = {"both", "text", "files", NULL};

struct assignments *assignments_new(void)
{
    struct assignments *assignments = mem_new(sizeof *assignments);
    assignments->all = map_new(BOUND_ITEMS);
    assignments->people = map_new(BOUND_MARKING);
    return assignments;
}

/* ---- what somebody has done --------------------------------------------------------------------
 */

struct assignment_work *assignment_work(const struct assignment *assignment, struct slice person)
{
    return map_find(assignment->works, person);
}

struct assignment_work *assignment_work_sit(struct assignment *assignment, struct slice person)
{
    struct assignment_work *work = assignment_work(assignment, person);
    if (work)
        return work;
    work = mem_new(sizeof *work);
    work->id = mem_text(person);
    map_put(assignment->works, person, work);
    return work;
}

static void work_free(void *value)
{
    struct assignment_work *work = value;
    for (size_t i = 0; i < work->count; i++)
        mem_free(work->list[i]);
    mem_free(work->id);
    mem_free(work);
}

struct assignment_hand *assignment_last(const struct assignment_work *work)
{
    return work && work->count > 0 ? work->list[work->count - 1] : NULL;
}

struct assignment_hand *assignment_waiting(const struct assignment_work *work)
{
    struct assignment_hand *last = assignment_last(work);
    return last && !last->mark.back_ms ? last : NULL;
}

struct assignment_hand *assignment_numbered(const struct assignment_work *work, int64_t number)
{
    return work && number >= 1 && number <= (int64_t)work->count ? work->list[number - 1] : NULL;
}

/* What was asked for again may come again, however often something came. */
int64_t assignment_left(const struct assignment *assignment, const struct assignment_work *work)
{
    int64_t may = assignment->attempts + (work ? work->attempts : 0);
    int64_t came = work ? (int64_t)work->count : 0;
    if (work && work->asked && may <= came)
        may = came + 1;
    if (may > BOUND_ASSIGNMENT_ATTEMPTS)
        may = BOUND_ASSIGNMENT_ATTEMPTS;
    return came < may ? may - came : 0;
}

bool assignment_passed(const struct assignment_work *work)
{
    for (size_t i = 0; work && i < work->count; i++)
        if (work->list[i]->mark.back_ms && work->list[i]->mark.passed)
            return true;
    return false;
}

/* ---- dates -------------------------------------------------------------------------------------
 */

void assignment_date(struct assignment *assignment, const struct json *data,
                     const struct entry *entry)
{
    int64_t due_ms = common_get_int(data, "due");
    if (due_ms != assignment->due_ms) {
        assignment->dated_seq = entry->seq;
        assignment->dated_ms = entry->at_ms;
    }
    assignment->due_ms = due_ms;
    assignment->closes_ms = common_get_int(data, "closes");
}

int64_t assignment_due_ms(const struct assignment *assignment, const struct assignment_work *work)
{
    if (work && work->asked)
        return work->asked_ms;
    return work && work->until_ms ? work->until_ms : assignment->due_ms;
}

/* Who was given longer may hand in so long, and what was asked for again is taken. */
int64_t assignment_closes_ms(const struct assignment *assignment,
                             const struct assignment_work *work)
{
    if (!assignment->closes_ms || (work && work->asked))
        return 0;
    bool longer = work && work->until_ms > assignment->closes_ms;
    return longer ? work->until_ms : assignment->closes_ms;
}

int64_t assignment_hand_due_ms(const struct assignment *assignment,
                               const struct assignment_work *work,
                               const struct assignment_hand *hand)
{
    if (hand->asked)
        return hand->until_ms;
    return work->until_ms ? work->until_ms : assignment->due_ms;
}

bool assignment_is_late(const struct assignment *assignment, const struct assignment_work *work,
                        const struct assignment_hand *hand)
{
    int64_t due_ms = assignment_hand_due_ms(assignment, work, hand);
    return due_ms && hand->at_ms > due_ms;
}

/* ---- handing in --------------------------------------------------------------------------------
 */

void assignment_paper_take(struct assignment_paper *paper, const struct entry *entry)
{
    const struct json *files = json_get(entry->data, "files");
    *paper = (struct assignment_paper){.seq = entry->seq};
    for (const struct json *at = json_first(files); at; at = json_next(at))
        if (paper->files_count < BOUND_ASSIGNMENT_FILES &&
            json_as_int(at, &paper->files[paper->files_count]))
            paper->files_count++;
}

void assignment_take(struct assignments *assignments, struct assignment_work *work,
                     const struct entry *entry)
{
    struct assignment_hand *hand = mem_new(sizeof *hand);
    assignment_paper_take(&hand->paper, entry);
    hand->at_ms = entry->at_ms;
    hand->asked = work->asked;
    hand->until_ms = work->asked_ms;
    work->list[work->count++] = hand;
    work->asked = false;
    work->asked_ms = 0;
    work->draft = (struct assignment_paper){0};
    assignments->hands++;
}

void assignment_give(struct assignments *assignments, struct assignment_work *work)
{
    struct assignment_hand *hand = work->list[--work->count];
    work->draft = hand->paper;
    work->asked = hand->asked;
    work->asked_ms = hand->until_ms;
    assignments->hands--;
    mem_free(hand);
}

static bool paper_holds(const struct assignment_paper *paper, int64_t file)
{
    for (size_t i = 0; i < paper->files_count; i++)
        if (paper->files[i] == file)
            return true;
    return false;
}

bool assignment_holds(const struct assignment_work *work, int64_t file)
{
    for (size_t i = 0; i < work->count; i++)
        if (paper_holds(&work->list[i]->paper, file))
            return true;
    return false;
}

bool assignment_is_marked(const struct assignment *assignment)
{
    struct map_at at = {0};
    while (map_next(assignment->works, &at)) {
        const struct assignment_work *work = at.value;
        for (size_t i = 0; i < work->count; i++)
            if (work->list[i]->mark.seq)
                return true;
    }
    return false;
}

/* ---- assignments -------------------------------------------------------------------------------
 */

struct assignment *assignments_find(const struct assignments *assignments, int64_t item)
{
    return map_find(assignments->all, slice_of_seq(&item));
}

struct assignment *assignments_of(const struct assignments *assignments, const struct json *data)
{
    int64_t from = common_get_int(data, "from");
    struct map_at at = {0};
    if (!from)
        return assignments_find(assignments, common_get_int(data, "item"));
    while (map_next(assignments->all, &at))
        if (((struct assignment *)at.value)->from == from)
            return at.value;
    return NULL;
}

void assignments_add(struct assignments *assignments, const struct entry *entry)
{
    struct assignment *assignment = mem_new(sizeof *assignment);
    assignment->item = entry->seq;
    assignment->from = common_get_int(entry->data, "copy");
    assignment->attempts = 1;
    assignment->works = map_new(BOUND_MARKING);
    map_put(assignments->all, slice_of_seq(&assignment->item), assignment);
}

static void words_wipe(struct assignment *assignment)
{
    common_wipe(&assignment->text);
    common_wipe(&assignment->rubric);
}

void assignment_says(struct assignment *assignment, const struct entry *entry)
{
    words_wipe(assignment);
    assignment->set_seq = entry->seq;
    assignment->text = common_copy_json(entry->data, "text");
    assignment->rubric = common_copy_json(entry->data, "rubric");
}

void assignments_forget(struct assignments *assignments, int64_t seq)
{
    struct map_at at = {0};
    while (map_next(assignments->all, &at))
        if (((struct assignment *)at.value)->set_seq == seq)
            words_wipe(at.value);
}

static void free_one(void *value)
{
    struct assignment *assignment = value;
    words_wipe(assignment);
    map_free(&assignment->works, work_free);
    mem_free(assignment);
}

static void gone_free(struct assignments_gone *gone)
{
    for (size_t i = 0; i < gone->count; i++)
        free_one(gone->list[i]);
    *gone = (struct assignments_gone){0};
}

void assignments_remove(struct assignments *assignments, struct assignment *assignment, int64_t seq)
{
    struct assignments_gone *gone = &assignments->gone;
    struct map_at at = {0};
    if (gone->seq != seq)
        gone_free(gone);
    while (map_next(assignment->works, &at))
        assignments->hands -= ((const struct assignment_work *)at.value)->count;
    map_take(assignments->all, slice_of_seq(&assignment->item));
    gone->seq = seq;
    gone->list[gone->count++] = assignment;
}

void assignments_meet(struct assignments *assignments, struct slice person)
{
    if (person.len > 0 && !map_full(assignments->people) && !map_find(assignments->people, person))
        map_put(assignments->people, person, assignments);
}

void assignments_free(struct assignments *assignments)
{
    map_free(&assignments->all, free_one);
    gone_free(&assignments->gone);
    map_free(&assignments->people, NULL);
    mem_free(assignments->zone);
    mem_free(assignments);
}
