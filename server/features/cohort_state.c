/* SPDX-License-Identifier: Apache-2.0
 * Places are changed here alone, so that each change is a step that can be told. */
#include "features/cohort_state.h"

#include "base/bounds.h"
#include "base/check.h"
#include "base/mem.h"
#include "features/common_author.h"
#include "features/common_chance.h"

/* Everybody who has a seat, and those who lose it by the same entry. */
enum { STEPS_MAX = BOUND_COHORT_PEOPLE + BOUND_PRESENCE_PEOPLE };

struct cohorts *cohorts_new(void)
{
    struct cohorts *cohorts = mem_new(sizeof *cohorts);
    cohorts->cohorts = map_new(BOUND_COHORTS);
    cohorts->people = map_new(BOUND_COHORT_PEOPLE);
    cohorts->steps = map_new(STEPS_MAX);
    cohorts->topics = map_new(BOUND_TOPICS);
    return cohorts;
}

static void cohort_free(void *value)
{
    struct cohort *cohort = value;
    common_wipe(&cohort->title);
    mem_free(cohort);
}

static void seat_free(void *value)
{
    struct seat *seat = value;
    common_wipe(&seat->name);
    mem_free(seat);
}

void cohorts_free(struct cohorts *cohorts)
{
    map_free(&cohorts->steps, mem_free);
    map_free(&cohorts->topics, mem_free);
    map_free(&cohorts->people, seat_free);
    map_free(&cohorts->cohorts, cohort_free);
    mem_free(cohorts);
}

/* For whom a topic is. */
struct topic_for {
    int64_t seq;
    uint64_t cohorts;
};

void cohorts_topic(struct cohorts *cohorts, int64_t seq, uint64_t set)
{
    mem_free(map_take(cohorts->topics, slice_of_seq(&seq)));
    if (!set)
        return;
    struct topic_for *topic = mem_new(sizeof *topic);
    *topic = (struct topic_for){seq, set};
    map_put(cohorts->topics, slice_of_seq(&topic->seq), topic);
}

uint64_t cohorts_of_topic(const struct cohorts *cohorts, int64_t seq)
{
    const struct topic_for *topic = map_find(cohorts->topics, slice_of_seq(&seq));
    return topic ? topic->cohorts : 0;
}

void cohorts_begin(struct cohorts *cohorts, const struct entry *entry)
{
    struct map_at at = {0};
    if (cohorts->seq == entry->seq)
        return;
    cohorts->seq = entry->seq;
    cohorts->gone = 0;
    if (map_count(cohorts->steps) > 0) {
        map_free(&cohorts->steps, mem_free);
        cohorts->steps = map_new(STEPS_MAX);
    }
    while (map_next(cohorts->cohorts, &at))
        ((struct cohort *)at.value)->changed = false;
}

struct cohort *cohorts_find(const struct cohorts *cohorts, int64_t number)
{
    return map_find(cohorts->cohorts, slice_of_seq(&number));
}

struct seat *cohorts_seat(const struct cohorts *cohorts, struct slice person)
{
    return map_find(cohorts->people, person);
}

size_t cohorts_left(const struct cohorts *cohorts)
{
    size_t left = 0;
    for (int64_t number = 1; number <= BOUND_COHORTS; number++)
        left += !(cohorts->used & COHORT(number));
    return left;
}

bool cohort_takes_ring(const struct cohort *cohort)
{
    return !cohort->history && cohort->written;
}

struct rings cohort_stamp(const struct cohort *cohort)
{
    return (struct rings){.all = cohort->rings << RING_GROUP,
                          .staff = COHORT(cohort->number) << RING_GROUP};
}

struct rings cohort_seat_rings(const struct seat *seat)
{
    return (struct rings){.all = seat->ring << RING_GROUP, .staff = seat->staff << RING_GROUP};
}

/* The lowest that was never given. */
static int64_t ring_take(struct cohorts *cohorts)
{
    int64_t number = 1;
    while (number < BOUND_COHORTS && cohorts->used & COHORT(number))
        number++;
    check(!(cohorts->used & COHORT(number)));
    cohorts->used |= COHORT(number);
    return number;
}

void cohorts_add(struct cohorts *cohorts, char *title, bool history)
{
    struct cohort *cohort = mem_new(sizeof *cohort);
    int64_t number = ring_take(cohorts);
    *cohort =
        (struct cohort){.number = number, .title = title, .history = history, .changed = true};
    cohort->rings = cohort->last = COHORT(number);
    map_put(cohorts->cohorts, slice_of_seq(&cohort->number), cohort);
}

/* To be called before anything of somebody is changed: what they were at first counts. */
static void step(struct cohorts *cohorts, struct slice person, const struct seat *seat)
{
    if (map_find(cohorts->steps, person))
        return;
    struct cohort_step *first = mem_new(sizeof *first);
    *first = (struct cohort_step){.known = seat};
    if (seat) {
        first->number = seat->cohort ? seat->cohort->number : 0;
        first->staff = seat->staff;
    }
    map_put(cohorts->steps, person, first);
}

static void leave(struct seat *seat)
{
    if (!seat->cohort)
        return;
    seat->cohort->count--;
    seat->cohort->changed = true;
    seat->cohort = NULL;
    seat->ring = 0;
}

/* Who comes now must not stand where those do for whom something was written. */
static void enter(struct cohorts *cohorts, struct seat *seat, struct cohort *cohort)
{
    if (cohort_takes_ring(cohort)) {
        cohort->last = COHORT(ring_take(cohorts));
        cohort->rings |= cohort->last;
        cohort->written = false;
    }
    seat->cohort = cohort;
    seat->ring = cohort->last;
    cohort->count++;
    cohort->changed = true;
}

void cohorts_put(struct cohorts *cohorts, struct slice person, struct cohort *cohort)
{
    struct seat *seat = cohorts_sit(cohorts, person);
    if (seat->cohort == cohort)
        return;
    step(cohorts, person, seat);
    leave(seat);
    if (cohort)
        enter(cohorts, seat, cohort);
}

struct seat *cohorts_sit(struct cohorts *cohorts, struct slice person)
{
    struct seat *seat = cohorts_seat(cohorts, person);
    if (seat)
        return seat;
    step(cohorts, person, NULL);
    seat = mem_new(sizeof *seat);
    seat->name = mem_text(SLICE(""));
    map_put(cohorts->people, person, seat);
    return seat;
}

void cohorts_name(struct cohorts *cohorts, const struct entry *entry, struct slice person,
                  struct slice name)
{
    struct seat *seat = cohorts_sit(cohorts, person);
    if (!name.at || slice_is(name, seat->name))
        return;
    step(cohorts, person, seat);
    common_wipe(&seat->name);
    seat->name = mem_text(name);
    seat->named_seq = entry->seq;
}

void cohorts_forget(struct cohorts *cohorts, struct slice person)
{
    struct seat *seat = cohorts_seat(cohorts, person);
    if (!seat)
        return;
    step(cohorts, person, seat);
    leave(seat);
    seat_free(map_take(cohorts->people, person));
}

void cohorts_staff(struct cohorts *cohorts, struct slice person, const struct cohort *cohort,
                   bool is)
{
    struct seat *seat = cohorts_sit(cohorts, person);
    step(cohorts, person, seat);
    seat->staff = is ? seat->staff | COHORT(cohort->number) : seat->staff & ~COHORT(cohort->number);
}

void cohorts_remove(struct cohorts *cohorts, struct cohort *cohort)
{
    struct map_at at = {0};
    while (map_next(cohorts->people, &at)) {
        struct seat *seat = at.value;
        if (seat->cohort != cohort && !(seat->staff & COHORT(cohort->number)))
            continue;
        step(cohorts, at.key, seat);
        if (seat->cohort == cohort)
            leave(seat);
        seat->staff &= ~COHORT(cohort->number);
    }
    cohorts->gone = cohort->number;
    cohorts->gone_stamp = cohort_stamp(cohort);
    map_take(cohorts->cohorts, slice_of_seq(&cohort->number));
    cohort_free(cohort);
}

static struct cohort *smallest(const struct cohorts *cohorts)
{
    struct cohort *least = NULL;
    struct map_at at = {0};
    while (map_next(cohorts->cohorts, &at)) {
        struct cohort *cohort = at.value;
        if (!least || cohort->count < least->count)
            least = cohort;
    }
    return least;
}

/* Those who are to get a place. */
struct draw {
    struct cohorts *cohorts;
    const struct room *room;
    struct slice ids[BOUND_COHORT_PEOPLE];
    size_t count;
};

static void draw_add(struct draw *draw, struct slice person)
{
    if (draw->count < BOUND_COHORT_PEOPLE && room_role(draw->room, person) & ROLE_PARTICIPANT)
        draw->ids[draw->count++] = person;
}

/* Who is no member, and here, has no seat yet. */
static void draw_present(void *context, struct slice person)
{
    struct draw *draw = context;
    if (!cohorts_seat(draw->cohorts, person))
        draw_add(draw, person);
}

void cohorts_deal(struct cohorts *cohorts, const struct entry *entry, const struct room *room)
{
    uint64_t seed = common_chance_seed(entry);
    struct draw *draw = mem_new(sizeof *draw);
    struct map_at at = {0};
    draw->cohorts = cohorts;
    draw->room = room;
    while (map_next(cohorts->people, &at)) {
        const struct seat *seat = at.value;
        if (!seat->cohort && !seat->staff)
            draw_add(draw, at.key);
    }
    room_present_each(room, (struct slice){NULL, 0}, draw_present, draw);
    for (; draw->count > 0; draw->count--) {
        size_t drawn = common_chance(&seed, draw->count);
        struct slice person = draw->ids[drawn];
        draw->ids[drawn] = draw->ids[draw->count - 1];
        if (!cohorts_seat(cohorts, person) && map_full(cohorts->people))
            continue;
        cohorts_put(cohorts, person, smallest(cohorts));
        cohorts_name(cohorts, entry, person, room_present_name(room, person));
    }
    mem_free(draw);
}
