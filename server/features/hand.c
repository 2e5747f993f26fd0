/* SPDX-License-Identifier: Apache-2.0
 * Hands on a shelf that staff alone see, and whose they are. */
#include "features/hand.h"

#include "base/bounds.h"
#include "base/mem.h"
#include "base/unused.h"
#include "features/common_get.h"
#include "features/common_read.h"
#include "features/shelf.h"

struct hand {
    struct shelf_thing thing;
    int64_t called_ms; /* 0: not yet */
};

struct hands {
    struct shelf up;    /* the first in the queue first */
    struct map *owners; /* person -> their struct hand, borrowed from the shelf */
    bool count_moved;   /* since the last tally */
};

static void own_write(const struct shelf_thing *thing, struct writer *out)
{
    const struct hand *hand = (const struct hand *)thing;
    writer_int(out, "at", thing->at_ms);
    if (hand->called_ms)
        writer_int(out, "called", hand->called_ms);
}

static void hand_write(const struct shelf_thing *thing, struct writer *out)
{
    common_write_author(out, &thing->author);
    own_write(thing, out);
}

static const struct shelf_kind up = {
    .thing_bytes = sizeof(struct hand),
    .write = hand_write,
    .write_change = own_write,
    .things_max = BOUND_HANDS,
};

static void *hands_new(const struct room *room)
{
    struct hands *hands = mem_new(sizeof *hands);
    UNUSED(room);
    shelf_init(&hands->up, &up);
    hands->owners = map_new(BOUND_HANDS);
    return hands;
}

static void hands_free(void *state)
{
    struct hands *hands = state;
    map_free(&hands->owners, NULL);
    shelf_done(&hands->up);
    mem_free(hands);
}

static enum err raise_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct hands *hands = state;
    if (map_find(hands->owners, entry->by))
        return ERR_ALREADY_EXISTS;
    return shelf_check(&hands->up, entry, scene, 0);
}

static void raise_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct hands *hands = state;
    UNUSED(scene);
    map_put(hands->owners, entry->by, shelf_add(&hands->up, entry, RINGS_STAFF, 0));
    hands->count_moved = true;
}

/* "hand": whose, where it is not the sender's own. */
static enum err lower_read(const struct json *data, struct writer *out)
{
    return common_read_optional_seq(data, "hand", out);
}

static struct hand *hand_of(const void *state, const struct entry *entry)
{
    const struct hands *hands = state;
    if (!common_has(entry->data, "hand"))
        return map_find(hands->owners, entry->by);
    return (struct hand *)shelf_find(&hands->up, common_get_int(entry->data, "hand"));
}

/* Who does not see the hands of others must not learn which there are. */
static enum err lower_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct hand *hand = hand_of(state, entry);
    bool may =
        scene->role & ROLE_STAFF || (hand && common_author_is(&hand->thing.author, entry->by));
    return hand && may ? ERR_NONE : ERR_NOT_FOUND;
}

static void hand_lower(struct hands *hands, const struct entry *entry, struct hand *hand)
{
    map_take(hands->owners, slice_of(hand->thing.author.id));
    shelf_remove(&hands->up, entry, &hand->thing);
    hands->count_moved = true;
}

static void lower_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    hand_lower(state, entry, hand_of(state, entry));
}

static enum err clear_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(entry);
    UNUSED(scene);
    return shelf_count(&((const struct hands *)state)->up) ? ERR_NONE : ERR_NOT_FOUND;
}

static void clear_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct hands *hands = state;
    struct map_at at = {0};
    UNUSED(scene);
    while (map_next(hands->owners, &at))
        hand_lower(hands, entry, at.value);
}

/* Who reads only, or is sent away, does not stand in the queue any more. */
static void sent_heard(void *state, const struct entry *entry, const struct scene *scene)
{
    struct hands *hands = state;
    UNUSED(scene);
    struct hand *hand = map_find(hands->owners, common_get_text(entry->data, "whom"));
    if (hand)
        hand_lower(hands, entry, hand);
}

/* Whoever goes to another group takes their hand down in the one they leave. */
static void left_heard(void *state, const struct entry *entry, const struct scene *scene)
{
    struct hands *hands = state;
    struct slice whom = common_get_text(entry->data, "whom");
    struct hand *hand = map_find(hands->owners, whom.at ? whom : entry->by);
    if (scene->side && hand)
        hand_lower(hands, entry, hand);
}

static enum err call_read(const struct json *data, struct writer *out)
{
    return common_read_seq(data, "hand", out);
}

static enum err call_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct hand *hand = hand_of(state, entry);
    UNUSED(scene);
    if (!hand)
        return ERR_NOT_FOUND;
    return hand->called_ms ? ERR_ALREADY_EXISTS : ERR_NONE;
}

static void call_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct hand *hand = hand_of(state, entry);
    UNUSED(scene);
    shelf_touch(&((struct hands *)state)->up, entry, &hand->thing);
    hand->called_ms = entry->at_ms;
}

static void hands_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                        struct writer *out)
{
    shelf_patch(&((const struct hands *)state)->up, "up", entry, viewer, out);
}

static size_t hands_touches(const void *state, const struct entry *entry,
                            struct slice out[TOUCH_MAX])
{
    return shelf_touches(&((const struct hands *)state)->up, entry, out);
}

static void hands_patch_me(const void *state, const struct entry *entry, struct slice person,
                           struct writer *out)
{
    writer_object_lazy(out, "mine");
    shelf_own_patch(&((const struct hands *)state)->up, entry, person, own_write, out);
    writer_end(out);
}

/* The numbers of all that were up: whose they are, each knows for themselves. */
static void clear_wipe_me(const void *state, const struct entry *entry, struct writer *out)
{
    writer_object_lazy(out, "mine");
    shelf_gone(&((const struct hands *)state)->up, entry, out);
    writer_end(out);
}

static void count_write(const struct hands *hands, struct writer *out)
{
    writer_int(out, "count", (int64_t)shelf_count(&hands->up));
}

static void hands_view(const void *state, const struct viewer *viewer, const struct bodies *bodies,
                       struct writer *out)
{
    const struct hands *hands = state;
    UNUSED(bodies);
    count_write(hands, out);
    if (rings_of_staff(viewer->rings))
        shelf_view(&hands->up, "up", viewer, out);
}

static void hands_me(const void *state, struct slice person, struct writer *out)
{
    writer_object(out, "mine");
    shelf_own(&((const struct hands *)state)->up, person, own_write, out);
    writer_end(out);
}

static void hands_tally(const void *state, const struct viewer *viewer, bool all,
                        struct writer *out)
{
    const struct hands *hands = state;
    UNUSED(viewer);
    if (all || hands->count_moved)
        count_write(hands, out);
}

static void hands_tally_sent(void *state)
{
    ((struct hands *)state)->count_moved = false;
}

/* Who has no name is shown by their id. */
static bool hands_forget(void *state, int64_t seq)
{
    return shelf_forget(&((struct hands *)state)->up, seq);
}

static const struct row rows[] = {
    {
        .name = "hand.raise",
        .keep = {keep_nothing},
        .roles = ROLE_ALL,
        .phases = PHASE_ON_AIR,
        .delivery = DELIVER_BOTH,
        .check = raise_check,
        .apply = raise_apply,
        .patch = hands_patch,
        .patch_me = hands_patch_me,
    },
    {
        .name = "hand.lower",
        .lock = {.never = true},
        .keep = {keep_all},
        .roles = ROLE_ALL,
        .phases = PHASE_ANY,
        .delivery = DELIVER_BOTH,
        .read = lower_read,
        .check = lower_check,
        .apply = lower_apply,
        .patch = hands_patch,
        .touches = hands_touches,
        .patch_me = hands_patch_me,
    },
    {
        .name = "hand.clear",
        .keep = {keep_nothing},
        .roles = ROLE_STAFF,
        .phases = PHASE_ANY,
        .delivery = DELIVER_BOTH,
        .check = clear_check,
        .apply = clear_apply,
        .patch = hands_patch,
        .wipe_me = clear_wipe_me,
    },
    {
        .name = "hand.call",
        .keep = {keep_all},
        .roles = ROLE_STAFF,
        .phases = PHASE_ON_AIR,
        .read = call_read,
        .check = call_check,
        .apply = call_apply,
        .patch = hands_patch,
        .touches = hands_touches,
        .patch_me = hands_patch_me,
    },
};

static const struct hearing hears[] = {
    {"member.silence", sent_heard, hands_patch, hands_patch_me},
    {"member.remove", sent_heard, hands_patch, hands_patch_me},
    {"member.ban", sent_heard, hands_patch, NULL},
    {"group.move", left_heard, hands_patch, hands_patch_me},
    {"group.choose", left_heard, hands_patch, hands_patch_me},
};

const struct feature hand_feature = {
    .name = "hand",
    .forget = hands_forget,
    .rows = rows,
    .rows_count = sizeof rows / sizeof rows[0],
    .hears = {hears, sizeof hears / sizeof hears[0]},
    .state_new = hands_new,
    .state_free = hands_free,
    .view = hands_view,
    .me = hands_me,
    .tally = hands_tally,
    .tally_sent = hands_tally_sent,
};
