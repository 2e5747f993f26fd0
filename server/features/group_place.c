/* SPDX-License-Identifier: Apache-2.0
 * Each change of places is a step of the state (group_state.h), so that all of it is told. */
#include "features/group_place.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/bounds.h"
#include "base/mem.h"
#include "base/unused.h"
#include "features/common_get.h"
#include "features/common_read.h"

enum how { BY_HAND, BY_CHANCE, BY_CHOICE };
static const char *const hows[] = {"hand", "chance", "choice", NULL};

static struct slice whom_of(const struct entry *entry)
{
    return common_get_text(entry->data, "whom");
}

/* How many groups; or of how many people each, which chance alone can tell. */
enum err group_make_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_choice(data, "how", hows, out);
    bool sized = common_has(data, "size");
    if (error || (sized && common_has(data, "count")))
        return error ? error : ERR_BAD_REQUEST;
    if (sized && common_get_choice(data, "how", hows) != BY_CHANCE)
        return ERR_BAD_REQUEST;
    error = sized ? common_read_int(data, "size", 1, BOUND_GROUP_LIMIT, out)
                  : common_read_int(data, "count", 1, BOUND_GROUPS, out);
    return error ? error : common_read_optional_int(data, "limit", 1, BOUND_GROUP_LIMIT, out);
}

/* The participants who are there, at most BOUND_GROUP_PEOPLE of them. */
struct there {
    const struct room *room;
    struct slice *ids; /* NULL: only counted */
    size_t count;
};

static void add_one(void *context, struct slice person)
{
    struct there *there = context;
    if (!(room_role(there->room, person) & (ROLE_PARTICIPANT | ROLE_GUEST)))
        return;
    if (there->ids && there->count < BOUND_GROUP_PEOPLE)
        there->ids[there->count] = person;
    there->count++;
}

static size_t count_there(const struct scene *scene)
{
    struct there there = {.room = scene->room};
    room_present_each(scene->room, (struct slice){NULL, 0}, add_one, &there);
    return there.count;
}

/* How many groups are to be made for `people`. */
static int64_t count_of(const struct entry *entry, size_t people)
{
    int64_t size = common_get_int(entry->data, "size");
    int64_t count =
        size ? ((int64_t)people + size - 1) / size : common_get_int(entry->data, "count");
    return count > 0 ? count : 1;
}

enum err group_make_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct groups *groups = state;
    if (groups_are_open(groups))
        return ERR_GROUPS_OPEN;
    if (common_get_choice(entry->data, "how", hows) != BY_CHANCE)
        return ERR_NONE;
    size_t people = count_there(scene);
    int64_t count = count_of(entry, people), limit = common_get_int(entry->data, "limit");
    if (people > BOUND_GROUP_PEOPLE || count > BOUND_GROUPS)
        return ERR_LIMIT_EXCEEDED;
    return limit && (int64_t)people > count * limit ? ERR_GROUP_FULL : ERR_NONE;
}

static void deal(struct groups *groups, const struct entry *entry, const struct scene *scene,
                 size_t people)
{
    struct there there = {.room = scene->room, .ids = mem_new((people + 1) * sizeof *there.ids)};
    room_present_each(scene->room, (struct slice){NULL, 0}, add_one, &there);
    groups_deal(groups, entry, scene, there.ids, people);
    mem_free(there.ids);
}

void group_make_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct groups *groups = state;
    int how = common_get_choice(entry->data, "how", hows);
    size_t people = how == BY_CHANCE ? count_there(scene) : 0;
    groups_begin(groups, entry);
    groups_clear(groups);
    groups->phase = GROUPS_MADE;
    groups->choice = how == BY_CHOICE;
    groups->opened_ms = groups->ends_ms = 0;
    for (int64_t left = count_of(entry, people); left > 0; left--)
        groups_add(groups, NULL, common_get_int(entry->data, "limit"));
    if (how == BY_CHANCE)
        deal(groups, entry, scene, people);
}

/* Whoever is in one of the groups before. */
void group_make_moved(const void *state, const struct entry *entry, struct moved *out)
{
    UNUSED(entry);
    out->all = ((const struct groups *)state)->gone_count > 0;
}

enum err group_move_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_id(data, "whom", out);
    return error ? error : common_read_optional_seq(data, "number", out);
}

/* Whether there is a place for that person where the entry says; nowhere is always free. */
static enum err place_check(const struct groups *groups, const struct entry *entry,
                            struct slice person)
{
    const struct place *place = map_find(groups->people, person);
    if (!common_has(entry->data, "number"))
        return place && place->group ? ERR_NONE : ERR_NOT_FOUND;
    const struct group *group = groups_find(groups, common_get_int(entry->data, "number"));
    if (!group)
        return ERR_NOT_FOUND;
    if (place && place->group == group)
        return ERR_ALREADY_EXISTS;
    if (!place && map_full(groups->people))
        return ERR_LIMIT_EXCEEDED;
    return group_full(group) ? ERR_GROUP_FULL : ERR_NONE;
}

/* Who is to come may have one. The team visits, and has none. */
enum err group_move_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    enum role role = room_role(scene->room, whom_of(entry));
    if (!(role & (ROLE_PARTICIPANT | ROLE_GUEST)))
        return ERR_NOT_FOUND;
    return place_check(state, entry, whom_of(entry));
}

static void put(struct groups *groups, const struct entry *entry, const struct scene *scene,
                struct slice person)
{
    groups_begin(groups, entry);
    map_take(groups->late, person);
    groups_put(groups, entry, person, room_present_name(scene->room, person),
               groups_find(groups, common_get_int(entry->data, "number")));
}

void group_move_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    put(state, entry, scene, whom_of(entry));
}

enum err group_choose_read(const struct json *data, struct writer *out)
{
    return common_read_optional_seq(data, "number", out);
}

enum err group_choose_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct groups *groups = state;
    UNUSED(scene);
    if (!groups->choice)
        return ERR_GROUP_CHOICE;
    return groups->phase == GROUPS_CLOSED ? ERR_GROUPS_CLOSED
                                          : place_check(groups, entry, entry->by);
}

void group_choose_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    put(state, entry, scene, entry->by);
}

/* Each of these may change two parts: where somebody was, and where they are. */
enum { AT_ONCE = PARTS_MAX / 2 };

bool group_place_due(const struct groups *groups, struct due *out)
{
    if (map_count(groups->late) == 0)
        return false;
    out->at_ms = 0;
    out->type = "group.place";
    snprintf(out->op, sizeof out->op, "place:%" PRId64, groups->late_seq);
    if (out->data)
        buffer_add(out->data, SLICE("{}"));
    return true;
}

enum err group_place_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(entry);
    UNUSED(scene);
    return map_count(((const struct groups *)state)->late) > 0 ? ERR_NONE : ERR_NOT_FOUND;
}

/* Somebody who has a place has another name now, or gets one. */
static void place_one(struct groups *groups, const struct entry *entry, const struct scene *scene,
                      struct slice person)
{
    const struct place *place = map_find(groups->people, person);
    struct slice name = room_present_name(scene->room, person);
    bool may = room_role(scene->room, person) & (ROLE_PARTICIPANT | ROLE_GUEST);
    if (place)
        groups_put(groups, entry, person, name, place->group);
    else if (may && groups->spread && groups_are_open(groups) && groups_least(groups) &&
             !map_full(groups->people))
        groups_put(groups, entry, person, name, groups_least(groups));
}

void group_place_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct groups *groups = state;
    struct map_at at = {0};
    groups_begin(groups, entry);
    groups->late_seq = entry->seq;
    for (int left = AT_ONCE; left > 0 && map_next(groups->late, &at); left--) {
        place_one(groups, entry, scene, at.key);
        map_take(groups->late, at.key);
    }
}

size_t group_place_touches(const void *state, const struct entry *entry,
                           struct slice out[TOUCH_MAX])
{
    const struct groups *groups = state;
    UNUSED(entry);
    size_t count = 0;
    for (; count < groups->steps_count && count < TOUCH_MAX; count++)
        out[count] = slice_of(groups->steps[count].id);
    return count;
}

void group_place_moved(const void *state, const struct entry *entry, struct moved *out)
{
    struct slice people[TOUCH_MAX];
    size_t count = group_place_touches(state, entry, people);
    for (; out->count < count && out->count < MOVED_MAX; out->count++)
        out->people[out->count] = people[out->count];
}

static void add_part(const struct groups *groups, const struct part_kind *kind, int64_t number,
                     struct parts *out)
{
    struct parts one = {0};
    if (!number || !groups_find(groups, number))
        return;
    parts_add_seq(&one, kind, number);
    if (!parts_have(out, one.list))
        parts_add_seq(out, kind, number);
}

void group_place_parts(const struct groups *groups, const struct entry *entry,
                       const struct part_kind *kind, struct parts *out)
{
    if (groups->seq != entry->seq)
        return;
    for (size_t i = 0; i < groups->steps_count; i++) {
        add_part(groups, kind, groups->steps[i].from, out);
        add_part(groups, kind, groups->steps[i].to, out);
    }
}

/* Whether there is anything to do about somebody who came in. */
static bool is_late(const struct groups *groups, struct slice person, struct slice name)
{
    const struct place *place = map_find(groups->people, person);
    if (place)
        return place->group && !slice_is(name, place->name);
    return groups->spread && groups_are_open(groups);
}

void group_join_heard(void *state, const struct entry *entry, const struct scene *scene)
{
    struct groups *groups = state;
    const struct json *people = json_get(entry->data, "people");
    if (map_count(groups->groups) == 0)
        return;
    for (const struct json *item = json_first(people); item; item = json_next(item)) {
        struct slice person = json_key(item);
        if (map_full(groups->late) || map_find(groups->late, person) ||
            !is_late(groups, person, room_present_name(scene->room, person)))
            continue;
        map_put(groups->late, person, groups);
        groups->late_seq = entry->seq;
    }
}

void group_sent_heard(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    groups_begin(state, entry);
    groups_forget(state, entry, whom_of(entry));
}

/* Who is of the team now, or no member any more, has no place. */
void group_role_heard(void *state, const struct entry *entry, const struct scene *scene)
{
    enum role role = room_role(scene->room, whom_of(entry));
    groups_begin(state, entry);
    if (!(role & (ROLE_PARTICIPANT | ROLE_GUEST)))
        groups_forget(state, entry, whom_of(entry));
}

bool group_place_forget_name(void *state, struct slice person)
{
    struct groups *groups = state;
    struct place *place = map_find(groups->people, person);
    struct map_at at = {0};
    bool shows = place && place->name[0];
    if (place) {
        common_wipe(&place->name);
        place->name = mem_text(SLICE(""));
    }
    while (map_next(groups->told.things, &at)) {
        struct shelf_thing *thing = at.value;
        if (common_author_is(&thing->author, person))
            shows = common_author_forget(&thing->author) || shows;
    }
    return shows;
}
