/* SPDX-License-Identifier: Apache-2.0
 * Who is here, and for how long everybody has been. */
#include "features/presence.h"

#include "base/mem.h"
#include "base/unused.h"
#include "core/ledger.h"
#include "core/room_nodes.h"
#include "features/attendance.h"
#include "features/attendance_told.h"
#include "features/attendance_watch.h"
#include "features/common_author.h"
#include "features/common_get.h"
#include "features/presence_page.h"

static void *presence_new(const struct room *room)
{
    struct presence *presence = mem_new(sizeof *presence);
    UNUSED(room);
    presence->people =
        map_new_keyed(BOUND_MEMBERS, MAP_KEY_INSIDE, offsetof(struct attendance, id));
    return presence;
}

static void presence_free(void *state)
{
    struct presence *presence = state;
    map_free(&presence->people, attendance_free);
    session_time_done(&presence->time);
    for (unsigned i = 0; i < NODES; i++)
        mem_free(presence->nodes[i].name);
    common_wipe(&presence->told.course);
    mem_free(presence);
}

/* The place of the node `name`, or a free place when `name` is absent; NODES when there is none. */
static unsigned node_find(const struct presence *presence, struct slice name)
{
    unsigned i = 0;
    for (; i < NODES; i++) {
        const char *known = presence->nodes[i].name;
        if (name.at ? known && slice_is(name, known) : !known)
            break;
    }
    return i;
}

/* Which node an entry speaks of; an instance that is alone says none, and is named "". */
static struct slice node_of(const struct entry *entry)
{
    struct slice name = common_get_text(entry->data, "node");
    return name.at ? name : SLICE("");
}

static const struct json *people_of(const struct entry *entry)
{
    return json_first(json_get(entry->data, "people"));
}

static bool is_at(const struct presence *presence, unsigned node, struct slice id)
{
    const struct attendance *attendance = map_find(presence->people, id);
    return attendance && node < NODES && attendance->nodes >> node & 1;
}

static bool presence_is_present(const void *state, struct slice node, struct slice id)
{
    const struct presence *presence = state;
    const struct attendance *attendance = map_find(presence->people, id);
    if (node.at)
        return is_at(presence, node_find(presence, node), id);
    return attendance && attendance->nodes;
}

/* Whether this person is counted there already, under this very name. */
static bool is_known(const struct presence *presence, unsigned node, const struct json *item)
{
    struct slice name = {0};
    (void)json_as_text(item, &name);
    return is_at(presence, node, json_key(item)) &&
           slice_is(name,
                    ((const struct attendance *)map_find(presence->people, json_key(item)))->name);
}

/* Whether the room is no place for them just now: it was, when they came, and others were faster.
 */
static bool is_outside(const struct scene *scene, const struct json *item)
{
    return room_role(scene->room, json_key(item)) == ROLE_WAITING;
}

/* At least one of them must be new there. */
static enum err join_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct presence *presence = state;
    unsigned node = node_find(presence, node_of(entry));
    /* It was none but for names, which are gone. */
    if (entry->erased)
        return ERR_NONE;
    if (node == NODES && node_find(presence, (struct slice){NULL, 0}) == NODES)
        return ERR_LIMIT_EXCEEDED;
    bool full = false;
    for (const struct json *item = people_of(entry); item; item = json_next(item)) {
        if (is_known(presence, node, item) || is_outside(scene, item))
            continue;
        if (map_find(presence->people, json_key(item)) || !map_full(presence->people))
            return ERR_NONE;
        full = true;
    }
    return full ? ERR_LIMIT_EXCEEDED : ERR_ALREADY_EXISTS;
}

static void arrive(struct presence *presence, unsigned node, const struct json *item, int64_t at_ms)
{
    struct slice name = {0}, id = json_key(item);
    struct attendance *attendance = map_find(presence->people, id);
    if (!attendance) {
        if (map_full(presence->people))
            return;
        attendance = mem_new(sizeof *attendance + id.len + 1);
        memcpy(attendance->id, id.at, id.len);
        map_put(presence->people, id, attendance);
    }
    (void)json_as_text(item, &name);
    if (!attendance->name || !slice_is(name, attendance->name)) {
        common_wipe(&attendance->name);
        attendance->name = mem_text(name);
    }
    if (!attendance->nodes)
        attendance_come(presence, attendance, at_ms);
    presence->nodes[node].count += !(attendance->nodes >> node & 1);
    attendance->nodes |= (uint64_t)1 << node;
}

static void join_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct presence *presence = state;
    unsigned node = node_find(presence, node_of(entry));
    if (node == NODES) {
        node = node_find(presence, (struct slice){NULL, 0});
        presence->nodes[node].name = mem_text(node_of(entry));
        presence->nodes[node].first_ms = entry->at_ms;
        presence->nodes[node].sign_ms = presence->sign_ms;
        presence->nodes[node].before_ms = room_before_ms(scene->room);
    }
    presence->sign_ms = entry->at_ms;
    presence->nodes[node].joined = entry->seq;
    for (const struct json *item = people_of(entry); item; item = json_next(item))
        if (!is_outside(scene, item))
            arrive(presence, node, item, entry->at_ms);
}

static enum err leave_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct presence *presence = state;
    unsigned node = node_find(presence, node_of(entry));
    struct slice id;
    UNUSED(scene);
    for (const struct json *item = people_of(entry); item; item = json_next(item))
        if (json_as_text(item, &id) && is_at(presence, node, id))
            return ERR_NONE;
    return ERR_NOT_FOUND;
}

/* A span ends when the last link was lost, not when it was missed for long enough. Join and leave
 * may carry the clocks of two machines: a span is never negative. */
static void depart(struct presence *presence, unsigned node, struct attendance *attendance,
                   int64_t at_ms)
{
    if (at_ms > attendance->seen_ms)
        attendance->seen_ms = at_ms;
    attendance->nodes &= ~((uint64_t)1 << node);
    if (--presence->nodes[node].count == 0) {
        mem_free(presence->nodes[node].name);
        presence->nodes[node] = (struct node){0};
    }
    if (attendance->nodes)
        return;
    attendance_go(presence, attendance);
    attendance_told_look(presence, attendance);
}

/* When the links to `id` were lost; an entry may say it for each of its people, or once for all. */
static int64_t lost_ms(const struct entry *entry, struct slice id)
{
    const struct json *ago = json_get(entry->data, "ago");
    int64_t ms = 0;
    if (!json_as_int(ago, &ms))
        for (const struct json *item = json_first(ago); item; item = json_next(item))
            if (slice_equal(json_key(item), id))
                (void)json_as_int(item, &ms);
    return ms > 0 ? entry->at_ms - ms : entry->at_ms;
}

static void leave_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct presence *presence = state;
    unsigned node = node_find(presence, node_of(entry));
    struct slice id;
    UNUSED(scene);
    for (const struct json *item = people_of(entry); item; item = json_next(item))
        if (json_as_text(item, &id) && is_at(presence, node, id))
            depart(presence, node, map_find(presence->people, id), lost_ms(entry, id));
    presence->sign_ms = entry->at_ms;
}

/* An instance that somebody is counted at, or waits at. */
struct sought {
    struct slice node;
    bool found;
};

static void seek(void *context, const struct room_node *node)
{
    struct sought *sought = context;
    sought->found = sought->found || slice_equal(node->name, sought->node);
}

static enum err gone_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    struct sought sought = {node_of(entry), false};
    UNUSED(state);
    room_nodes_each(scene->room, seek, &sought);
    return sought.found ? ERR_NONE : ERR_NOT_FOUND;
}

/* The first of the instances at which somebody is; NULL where there is none. */
static const struct node *first_of(const struct presence *presence)
{
    const struct node *first = NULL;
    for (unsigned i = 0; i < NODES; i++)
        if (presence->nodes[i].count > 0 &&
            (!first || presence->nodes[i].first_ms < first->first_ms))
            first = &presence->nodes[i];
    return first;
}

/* An instance has been lost: until the first of those that serve now did so, none did; but when
 * anybody came or went, one did. */
static void note_darkness(struct presence *presence, int64_t lost, int64_t at_ms)
{
    const struct node *first = first_of(presence);
    int64_t sign_ms = first ? first->sign_ms : presence->sign_ms;
    int64_t from_ms = sign_ms > lost ? sign_ms : lost;
    int64_t to_ms = first ? first->first_ms : at_ms;
    if (from_ms < to_ms) {
        attendance_cut(presence, from_ms, to_ms);
        attendance_told_renew(presence);
    }
}

static void gone_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct presence *presence = state;
    unsigned node = node_find(presence, node_of(entry));
    struct map_at at = {0};
    int64_t lost = lost_ms(entry, ENTRY_SYSTEM);
    UNUSED(scene);
    while (node < NODES && map_next(presence->people, &at)) {
        struct attendance *attendance = at.value;
        if (!(attendance->nodes >> node & 1))
            continue;
        depart(presence, node, attendance, lost_ms(entry, at.key));
        attendance->cut_ms = attendance->nodes ? 0 : entry->at_ms;
    }
    note_darkness(presence, lost, entry->at_ms);
}

/* Who is counted no more may be back already, and has lost their place in a room that is full. */
static void leave_moved(const void *state, const struct entry *entry, struct moved *out)
{
    const struct json *item = people_of(entry);
    UNUSED(state);
    for (; item && out->count < MOVED_MAX; item = json_next(item))
        out->count += json_as_text(item, &out->people[out->count]);
    out->all = item != NULL;
}

static void gone_moved(const void *state, const struct entry *entry, struct moved *out)
{
    UNUSED(state);
    UNUSED(entry);
    out->all = true;
}

static void presence_view(const void *state, const struct viewer *viewer,
                          const struct bodies *bodies, struct writer *out)
{
    const struct presence *presence = state;
    UNUSED(bodies);
    writer_int(out, "count", presence->count);
    attendance_view(presence, viewer, out);
}

static void presence_tally(const void *state, const struct viewer *viewer, bool all,
                           struct writer *out)
{
    const struct presence *presence = state;
    UNUSED(viewer);
    if (all || presence->count_moved)
        writer_int(out, "count", presence->count);
}

static void presence_tally_sent(void *state)
{
    struct presence *presence = state;
    presence->count_moved = false;
}

static struct slice presence_present_name(const void *state, struct slice id)
{
    const struct presence *presence = state;
    const struct attendance *attendance = map_find(presence->people, id);
    return slice_of(attendance ? attendance->name : NULL);
}

static void presence_present_each(const void *state, struct slice node,
                                  void (*fn)(void *context, struct slice id), void *context)
{
    const struct presence *presence = state;
    unsigned place = node.at ? node_find(presence, node) : 0;
    uint64_t wanted = !node.at ? UINT64_MAX : place < NODES ? (uint64_t)1 << place : 0;
    struct map_at at = {0};
    while (map_next(presence->people, &at))
        if (((const struct attendance *)at.value)->nodes & wanted)
            fn(context, at.key);
}

static int64_t presence_present_count(const void *state)
{
    return ((const struct presence *)state)->count;
}

static void presence_nodes_each(const void *state, room_node_fn *fn, void *context)
{
    const struct presence *presence = state;
    for (const struct node *node = presence->nodes; node < presence->nodes + NODES; node++)
        if (node->name)
            fn(context, &(struct room_node){slice_of(node->name), node->joined, node->first_ms,
                                            node->before_ms});
}

static bool presence_forget_name(void *state, struct slice person)
{
    struct presence *presence = state;
    struct attendance *attendance = map_find(presence->people, person);
    if (!attendance)
        return false;
    common_wipe(&attendance->name);
    attendance->name = mem_text(SLICE(""));
    return false;
}

/* Who was removed is not shown any more, though the news of their going is still on its way. */
static bool roster_wants(const struct attendance *attendance, const struct scene *scene,
                         struct slice id)
{
    return attendance->nodes && room_role(scene->room, id) != ROLE_NONE;
}

static void roster_write(const struct presence *presence, const struct attendance *attendance,
                         const struct scene *scene, struct slice id, struct writer *out)
{
    UNUSED(presence);
    writer_text(out, "name", slice_of(attendance->name));
    writer_text(out, "role", common_role_name(room_role(scene->room, id)));
    writer_int(out, "since", attendance->since_ms);
}

static enum err roster_answer(const void *state, const struct json *data, const struct scene *scene,
                              struct writer *out)
{
    static const struct presence_page page = {roster_wants, roster_write};
    return presence_page_write(state, data, scene, &page, out);
}

/* Those of attendance stand last: only a session has them. */
static const struct row rows[] = {
    {
        .name = "presence.join",
        .keep = {.members = keep_all, .people = "people"},
        .roles = ROLE_SYSTEM,
        .phases = PHASE_ANY,
        .delivery = DELIVER_TALLY,
        .check = join_check,
        .apply = join_apply,
    },
    {
        .name = "presence.leave",
        .keep = {keep_all},
        .roles = ROLE_SYSTEM,
        .phases = PHASE_ANY,
        .delivery = DELIVER_TALLY,
        .check = leave_check,
        .apply = leave_apply,
        .moved = leave_moved,
    },
    {
        .name = "presence.gone",
        .keep = {keep_all},
        .roles = ROLE_SYSTEM,
        .phases = PHASE_ANY,
        .delivery = DELIVER_BOTH,
        .check = gone_check,
        .apply = gone_apply,
        .moved = gone_moved,
    },
    {
        .name = "attendance.rule",
        .keep = {keep_all},
        .roles = ROLE_ORGANISERS,
        .phases = PHASE_ANY,
        .read = attendance_rule_read,
        .apply = attendance_rule_apply,
        .patch = attendance_rule_patch,
    },
    {
        .name = "attendance.correct",
        .keep = {KEEP_MEMBERS("whom", "minutes"), .whose = "whom"},
        .roles = ROLE_ORGANISERS,
        .phases = PHASE_ANY,
        .read = attendance_correct_read,
        .check = attendance_correct_check,
        .apply = attendance_correct_apply,
        .patch = attendance_correct_patch,
    },
    {
        .name = "attendance.watch",
        .lock = {.never = true}, /* that of the roster is another matter */
        .keep = {keep_all},
        .cost = COST_CHEAP,
        .roles = ROLE_ALL,
        .phases = PHASE_ENDED,
        .delivery = DELIVER_TALLY,
        .read = attendance_watch_read,
        .check = attendance_watch_check,
        .apply = attendance_watch_apply,
    },
    {
        .name = "attendance.tell",
        .keep = {keep_all},
        .roles = ROLE_SYSTEM,
        .phases = PHASE_ENDED,
        .delivery = DELIVER_TALLY,
        .read = attendance_tell_read,
        .check = attendance_tell_check,
        .apply = attendance_tell_apply,
        .effects = attendance_tell_effects,
    },
};

/* ---- the ledger --------------------------------------------------------------------------------
 */

static void ledger_people(const void *state, ledger_fn *fn, void *context)
{
    const struct presence *presence = state;
    struct map_at at = {0};
    while (map_next(presence->people, &at))
        fn(context, at.key, slice_of(((const struct attendance *)at.value)->name));
}

/* Who is here was seen when they came, until they go. */
static void ledger_sum(const void *state, struct slice person, struct deeds *out)
{
    const struct attendance *attendance =
        map_find(((const struct presence *)state)->people, person);
    int64_t seen_ms = attendance ? attendance->since_ms : 0;
    if (attendance && attendance->left_ms > seen_ms)
        seen_ms = attendance->left_ms;
    if (seen_ms > out->last_ms)
        out->last_ms = seen_ms;
}

static const struct ledger ledger = {.people = ledger_people, .sum = ledger_sum};

static const struct query queries[] = {
    {.name = "presence.roster", .roles = ROLE_ALL, .lock = "presence", .answer = roster_answer},
    {.name = "attendance.list", .roles = ROLE_STAFF, .answer = attendance_list_answer},
    {.name = "attendance.own", .roles = ROLE_READERS, .answer = attendance_own_answer},
};

static const struct hearing hears[] = {
    {.type = "stage.create", .apply = attendance_course_heard},
    {.type = "stage.change", .apply = attendance_course_heard},
    {.type = "stage.phase", .apply = attendance_phase_heard, .patch = attendance_phase_patch},
    {.type = "stage.reopen", .apply = attendance_phase_heard, .patch = attendance_phase_patch},
    {.type = "chat.post", .apply = attendance_message_heard},
    {.type = "chat.delete", .apply = attendance_message_heard},
    {.type = "chat.refuse", .apply = attendance_message_heard},
    {.type = "poll.vote", .apply = attendance_answer_heard},
    {.type = "poll.answer", .apply = attendance_answer_heard},
};

#define PRESENCE                                                                                   \
    .name = "presence", .rows = rows, .queries = queries, .state_new = presence_new,               \
    .state_free = presence_free, .forget_name = presence_forget_name, .view = presence_view,       \
    .tally_ms = 3000, .tally = presence_tally, .tally_sent = presence_tally_sent,                  \
    .is_present = presence_is_present, .present_name = presence_present_name,                      \
    .present_count = presence_present_count, .present_each = presence_present_each,                \
    .nodes_each = presence_nodes_each, .knows.ledger = &ledger

enum { PRESENCE_ROWS = 3, PRESENCE_QUERIES = 1 };

const struct feature presence_feature = {
    PRESENCE,
    .rows_count = PRESENCE_ROWS,
    .queries_count = PRESENCE_QUERIES,
};

const struct feature presence_session_feature = {
    PRESENCE,
    .rows_count = sizeof rows / sizeof rows[0],
    .queries_count = sizeof queries / sizeof queries[0],
    .hears = {hears, sizeof hears / sizeof hears[0]},
    .forget = attendance_forget,
    .due = attendance_tell_due,
};
