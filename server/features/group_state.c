/* SPDX-License-Identifier: Apache-2.0
 * Places in groups, and the steps that the last entry made between them. */
#include "features/group_state.h"

#include "base/bounds.h"
#include "base/check.h"
#include "base/mem.h"
#include "base/unused.h"
#include "features/common_chance.h"
#include "features/common_get.h"

static const struct shelf_kind messages;

struct groups *groups_new(void)
{
    struct groups *groups = mem_new(sizeof *groups);
    groups->groups = map_new(BOUND_GROUPS);
    groups->people = map_new(BOUND_GROUP_PEOPLE);
    groups->late = map_new(BOUND_GROUP_PEOPLE);
    shelf_init(&groups->told, &messages);
    groups->gone = mem_new(BOUND_GROUPS * sizeof *groups->gone);
    return groups;
}

static void group_free(void *value)
{
    struct group *group = value;
    common_wipe(&group->title);
    mem_free(group->help.by);
    mem_free(group);
}

static void place_free(void *value)
{
    struct place *place = value;
    common_wipe(&place->name);
    mem_free(place);
}

static void forget_steps(struct groups *groups)
{
    for (size_t i = 0; i < groups->steps_count; i++)
        mem_free(groups->steps[i].id);
    groups->steps_count = 0;
}

void groups_free(struct groups *groups)
{
    forget_steps(groups);
    shelf_done(&groups->told);
    mem_free(groups->steps);
    mem_free(groups->gone);
    map_free(&groups->people, place_free);
    map_free(&groups->before, place_free);
    map_free(&groups->late, NULL);
    map_free(&groups->groups, group_free);
    mem_free(groups);
}

void groups_begin(struct groups *groups, const struct entry *entry)
{
    struct map_at at = {0};
    forget_steps(groups);
    while (map_next(groups->groups, &at)) {
        struct group *group = at.value;
        group->made = group->changed = false;
    }
    groups->seq = entry->seq;
    groups->whole = false;
    groups->shown_before = groups_shown(groups);
    groups->gone_count = 0;
    map_free(&groups->before, place_free);
}

bool groups_shown(const struct groups *groups)
{
    return groups->phase > GROUPS_MADE || (groups->phase == GROUPS_MADE && groups->choice);
}

bool groups_are_open(const struct groups *groups)
{
    return groups->phase == GROUPS_OPEN || groups->phase == GROUPS_CLOSING;
}

struct group *groups_find(const struct groups *groups, int64_t number)
{
    return map_find(groups->groups, slice_of_seq(&number));
}

struct group *groups_of(const struct groups *groups, struct slice person)
{
    const struct place *place = map_find(groups->people, person);
    return place ? place->group : NULL;
}

bool group_full(const struct group *group)
{
    return group->limit > 0 && (int64_t)group->count >= group->limit;
}

struct group *groups_least(const struct groups *groups)
{
    struct group *least = NULL;
    struct map_at at = {0};
    while (map_next(groups->groups, &at)) {
        struct group *group = at.value;
        if (!group_full(group) && (!least || group->count < least->count))
            least = group;
    }
    return least;
}

struct group *groups_add(struct groups *groups, char *title, int64_t limit)
{
    struct group *group = mem_new(sizeof *group);
    *group = (struct group){
        .number = ++groups->last, .title = title, .limit = limit, .made = true, .changed = true};
    map_put(groups->groups, slice_of_seq(&group->number), group);
    return group;
}

static void step(struct groups *groups, struct slice person, int64_t from, int64_t to)
{
    if (groups->steps_count == groups->steps_capacity) {
        size_t more = groups->steps_capacity ? 2 * groups->steps_capacity : 8;
        groups->steps = mem_resize(groups->steps, groups->steps_capacity * sizeof *groups->steps,
                                   more * sizeof *groups->steps);
        groups->steps_capacity = more;
    }
    groups->steps[groups->steps_count++] =
        (struct group_step){.id = mem_text(person), .from = from, .to = to};
}

void group_help_set(struct group *group, const struct entry *entry)
{
    group->help = (struct group_help){.by = mem_text(entry->by), .at_ms = entry->at_ms};
    group->changed = true;
}

void group_help_clear(struct group *group)
{
    mem_free(group->help.by);
    group->help = (struct group_help){0};
    group->changed = true;
}

/* A call for help goes with whoever made it. */
static void leave(struct place *place, struct slice person)
{
    struct group *group = place->group;
    if (!group)
        return;
    if (group->help.by && slice_is(person, group->help.by))
        group_help_clear(group);
    group->count--;
    group->changed = true;
    place->group = NULL;
}

void groups_remove(struct groups *groups, struct group *group)
{
    struct map_at at = {0};
    while (map_next(groups->people, &at)) {
        struct place *place = at.value;
        if (place->group != group)
            continue;
        step(groups, at.key, group->number, 0);
        leave(place, at.key);
        place->seq = groups->seq;
    }
    if (!group->made)
        groups->gone[groups->gone_count++] = group->number;
    map_take(groups->groups, slice_of_seq(&group->number));
    group_free(group);
}

void groups_clear(struct groups *groups)
{
    struct map_at at = {0};
    while (map_next(groups->people, &at)) {
        struct place *place = at.value;
        if (!place->group)
            place_free(map_take(groups->people, at.key));
        else
            place->group = NULL;
    }
    at = (struct map_at){0};
    map_free(&groups->before, place_free);
    groups->before = groups->people;
    groups->people = map_new(BOUND_GROUP_PEOPLE);
    map_free(&groups->late, NULL);
    groups->late = map_new(BOUND_GROUP_PEOPLE);
    while (map_next(groups->groups, &at))
        groups->gone[groups->gone_count++] = ((const struct group *)at.value)->number;
    map_free(&groups->groups, group_free);
    groups->groups = map_new(BOUND_GROUPS);
    groups->whole = true;
}

void groups_put(struct groups *groups, const struct entry *entry, struct slice person,
                struct slice name, struct group *group)
{
    struct place *place = map_find(groups->people, person);
    int64_t from = place && place->group ? place->group->number : 0;
    if (!place) {
        place = mem_new(sizeof *place);
        map_put(groups->people, person, place);
    }
    if (place->group != group)
        leave(place, person);
    common_wipe(&place->name);
    place->name = mem_text(name);
    place->seq = entry->seq;
    if (group) {
        group->count += place->group != group;
        group->changed = true;
    }
    place->group = group;
    step(groups, person, from, group ? group->number : 0);
}

void groups_forget(struct groups *groups, const struct entry *entry, struct slice person)
{
    struct place *place = map_take(groups->people, person);
    (void)map_take(groups->late, person);
    if (!place)
        return;
    check(groups->seq == entry->seq);
    if (place->group)
        step(groups, person, place->group->number, 0);
    leave(place, person);
    place_free(place);
}

void groups_deal(struct groups *groups, const struct entry *entry, const struct scene *scene,
                 struct slice *ids, size_t count)
{
    uint64_t seed = common_chance_seed(entry);
    for (size_t left = count; left > 0; left--) {
        size_t drawn = common_chance(&seed, left);
        struct slice person = ids[drawn];
        struct group *group = groups_least(groups);
        ids[drawn] = ids[left - 1];
        if (group)
            groups_put(groups, entry, person, room_present_name(scene->room, person), group);
    }
}

struct message {
    struct shelf_thing thing; /* its first member */
    char *text;               /* owned */
    enum text_dir dir;
    bool veiled; /* who said it is for staff alone to see */
};

static void message_write(const struct shelf_thing *thing, const struct viewer *viewer, bool change,
                          struct writer *out)
{
    const struct message *message = (const struct message *)thing;
    UNUSED(change);
    if (!message->veiled || rings_of_staff(viewer->rings))
        common_write_author(out, &thing->author);
    writer_int(out, "at", thing->at_ms);
    common_write_text(out, slice_of(message->text), message->dir);
}

static void message_wipe(struct shelf_thing *thing)
{
    common_wipe(&((struct message *)thing)->text);
}

static bool message_forget(struct shelf_thing *thing)
{
    struct message *message = (struct message *)thing;
    bool said = message->text[0];
    common_wipe(&message->text);
    message->text = mem_text(SLICE(""));
    return said;
}

static const struct shelf_kind messages = {
    .thing_bytes = sizeof(struct message),
    .write_to = message_write,
    .wipe = message_wipe,
    .forget = message_forget,
    .things_max = BOUND_GROUP_MESSAGES,
};

void groups_tell(struct groups *groups, const struct entry *entry, bool veiled)
{
    if (shelf_count(&groups->told) == BOUND_GROUP_MESSAGES)
        shelf_remove(&groups->told, entry, shelf_oldest(&groups->told));
    struct message *message = (struct message *)shelf_add(&groups->told, entry, RINGS_INSIDE, 0);
    struct slice text = common_get_text(entry->data, "text");
    message->text = mem_text(text);
    message->veiled = veiled;
    message->dir = common_get_dir(entry->data, text);
}
