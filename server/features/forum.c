/* SPDX-License-Identifier: Apache-2.0
 * The rows of a forum. */
#include "features/forum.h"

#include "base/unused.h"
#include "features/common_carry.h"
#include "features/common_get.h"
#include "features/forum_carry.h"
#include "features/forum_filed.h"
#include "features/forum_finds.h"
#include "features/forum_first.h"
#include "features/forum_hold.h"
#include "features/forum_late.h"
#include "features/forum_lines.h"
#include "features/forum_moderate.h"
#include "features/forum_move.h"
#include "features/forum_narrow.h"
#include "features/forum_news.h"
#include "features/forum_poll.h"
#include "features/forum_poll_told.h"
#include "features/forum_queries.h"
#include "features/forum_throttle.h"
#include "features/forum_topic.h"
#include "features/forum_topic_carry.h"
#include "features/forum_topics.h"
#include "features/forum_unlock.h"
#include "features/forum_veil.h"
#include "features/forum_view.h"
#include "features/forum_vote.h"
#include "features/forum_write.h"

static void *state_new(const struct room *room)
{
    struct forum *forum = forum_new();
    forum->room = room;
    forum->topics = topics_new();
    return forum;
}

static void state_free(void *state)
{
    topics_free(&((struct forum *)state)->topics);
    forum_free(state);
}

/* ---- the part ----------------------------------------------------------------------------------
 */

static const struct part_kind thread_parts[1];

static void thread_part(const void *state, const struct entry *entry, struct parts *out)
{
    UNUSED(state);
    parts_add_seq(out, thread_parts, common_get_int(entry->data, "thread"));
}

static void post_part(const void *state, const struct entry *entry, struct parts *out)
{
    const struct post *post = forum_post(state, common_get_int(entry->data, "post"));
    parts_add_seq(out, thread_parts, post->thread->seq);
}

static void deleted_part(const void *state, const struct entry *entry, struct parts *out)
{
    const struct forum *forum = state;
    UNUSED(entry);
    parts_add_seq(out, thread_parts, forum->deletion.thread);
}

/* Those that posts were moved between. */
static void shaped_parts(const void *state, const struct entry *entry, struct parts *out)
{
    const struct forum *forum = state;
    UNUSED(entry);
    parts_add_seq(out, thread_parts, forum->shaped[0]);
    parts_add_seq(out, thread_parts, forum->shaped[1]);
}

static bool thread_exists(const void *state, struct slice id)
{
    return forum_thread(state, part_seq(id)) != NULL;
}

/* Whoever may not see it stands nowhere within; who waits (forum_first.h) before those within. */
static struct rings thread_door(const void *state, struct slice id, struct slice person,
                                struct rings rings)
{
    const struct thread *thread = forum_thread(state, part_seq(id));
    if (!thread_reaches(thread, rings))
        return (struct rings){0};
    return forum_waits(thread, person, rings) ? RINGS_WAITING : rings;
}

static size_t thread_needs(const void *state, struct slice id, int64_t *seqs, size_t max)
{
    const struct thread *thread = forum_thread(state, part_seq(id));
    size_t count = 0;
    for (size_t i = 0; i < thread->posts_count && count < max; i++)
        if ((i == 0 || i >= thread->window) && !thread->posts[i]->deleted)
            seqs[count++] = thread->posts[i]->body_seq;
    return count;
}

static struct area thread_area(const void *state, struct slice id)
{
    return forum_area(forum_thread(state, part_seq(id)));
}

static const struct part_kind thread_parts[1] = {
    {.name = "thread",
     .exists = thread_exists,
     .door = thread_door,
     .area = thread_area,
     .needs = thread_needs},
};

#define BY_ORGANISERS .roles = ROLE_ORGANISERS, .phases = PHASE_ON_AIR

/* What goes takes with it who voted for it, and counts no more for who wrote it. */
static size_t deletion_touches(const void *state, const struct entry *entry,
                               struct slice out[TOUCH_MAX])
{
    size_t touched = forum_throttle_touches(state, entry, out);
    return touched ? touched : forum_vote_touches(state, entry, out);
}

static void deletion_patch_me(const void *state, const struct entry *entry, struct slice person,
                              struct writer *out)
{
    forum_vote_gone_me(state, entry, person, out);
    forum_throttle_delete_me(state, entry, person, out);
}

/* A thread that goes into another topic is in another area. */
static void all_moved(const void *state, const struct entry *entry, struct moved *out)
{
    UNUSED(state);
    UNUSED(entry);
    out->all = true;
}

static void forum_me(const void *state, struct slice person, struct writer *out)
{
    forum_vote_me(state, person, out);
    forum_throttle_me(state, person, out);
}

#define WRITTEN                                                                                    \
    .roles = ROLE_ALL | ROLE_CONTRIBUTOR, .phases = PHASE_ON_AIR,                                  \
    .patch_me = forum_throttle_post_me, .effects = forum_post_effects

static const struct row rows[] = {
    {
        .name = "forum.thread",
        .keep = {KEEP_MEMBERS("dir", "mentions", "cohorts", "topic", "anonymous", "mask", "files"),
                 forum_thread_keep},
        WRITTEN,
        .read = forum_thread_read,
        .check = forum_thread_check,
        .apply = forum_thread_apply,
        .patch = forum_thread_patch,
        .veil = {forum_veil_thread, .named = ROLE_STAFF, .refuses = forum_thread_refuses,
                 .alone = forum_topic_thread_alone},
    },
    {
        .name = "forum.carry",
        .keep = {KEEP_MEMBERS("from", "question", "dir", "votes", "host", "asker"),
                 forum_thread_keep, .whose = "asker", .named = "host"},
        .roles = ROLE_SYSTEM,
        .phases = PHASE_ON_AIR,
        .read = forum_carry_read,
        .check = forum_carry_check,
        .apply = forum_carry_apply,
        .effects = forum_carry_effects,
        .patch = forum_thread_patch,
    },
    {
        .name = "forum.post",
        .keep = {KEEP_MEMBERS("thread", "reply", "quote", "mentions", "anonymous", "files"),
                 forum_post_keep},
        WRITTEN,
        .read = forum_post_read,
        .check = forum_post_check,
        .apply = forum_post_apply,
        .patch = forum_post_patch,
        .parts = thread_part,
        .veil = {forum_veil_post, .named = ROLE_STAFF, .refuses = forum_post_refuses,
                 .alone = forum_topic_post_alone},
    },
    {
        .name = "forum.edit",
        .keep = {KEEP_MEMBERS("post", "version", "mentions", "files")},
        .erases = forum_files_erases,
        .thing = "post",
        .roles = ROLE_ALL | ROLE_CONTRIBUTOR,
        .hides = {.thing = true, .beside = true},
        .phases = PHASE_ON_AIR,
        .read = forum_edit_read,
        .check = forum_edit_check,
        .apply = forum_edit_apply,
        .patch = forum_edit_patch,
        .effects = forum_edit_effects,
        .parts = post_part,
        .veil = {forum_veil_own, .refuses = forum_edit_refuses},
    },
    {
        .name = "forum.delete",
        .keep = {keep_all},
        .erases = forum_delete_erases,
        .thing = "post",
        .roles = ROLE_ALL | ROLE_CONTRIBUTOR,
        .hides = {.thing = true, .beside = true},
        .phases = PHASE_ANY,
        .read = forum_delete_read,
        .check = forum_delete_check,
        .apply = forum_delete_apply,
        .patch = forum_delete_patch,
        .touches = deletion_touches,
        .patch_me = deletion_patch_me,
        .effects = forum_delete_effects,
        .parts = deleted_part,
        .veil = {forum_veil_own},
    },
    {
        .name = "forum.rename",
        .keep = {KEEP_MEMBERS("thread", "dir"), forum_rename_keep},
        .thing = "thread",
        .roles = ROLE_ALL,
        .phases = PHASE_ON_AIR,
        .read = forum_rename_read,
        .check = forum_rename_check,
        .apply = forum_rename_apply,
        .patch = forum_rename_patch,
        .parts = thread_part,
    },
    {
        .name = "forum.remove",
        .keep = {keep_all},
        .erases = forum_delete_erases,
        .thing = "thread",
        .roles = ROLE_ALL,
        .hides = {.thing = true, .beside = true},
        .phases = PHASE_ANY,
        .read = forum_remove_read,
        .check = forum_remove_check,
        .apply = forum_remove_apply,
        .patch = forum_delete_patch,
        .touches = deletion_touches,
        .patch_me = deletion_patch_me,
        .effects = forum_delete_effects,
        .parts = deleted_part,
    },
    {
        .name = "forum.narrow",
        .keep = {keep_all},
        .thing = "thread",
        .roles = ROLE_ALL,
        .hides = {.beside = true},
        .phases = PHASE_ANY,
        .read = forum_narrow_read,
        .check = forum_narrow_check,
        .apply = forum_narrow_apply,
        .patch = forum_narrow_patch,
        .effects = forum_delete_effects,
        .parts = thread_part,
        .moved = forum_narrow_moved,
    },
    {
        .name = "forum.accept",
        .keep = {keep_all},
        .roles = ROLE_ALL,
        .phases = PHASE_ON_AIR,
        .read = forum_accept_read,
        .check = forum_accept_check,
        .apply = forum_accept_apply,
        .patch = forum_accept_patch,
        .effects = forum_accept_effects,
        .parts = post_part,
        .veil = {forum_veil_asker},
    },
    {
        .name = "forum.vote",
        .thing = "post",
        .gather = {.acts = true},
        .keep = {keep_all},
        .cost = COST_CHEAP,
        .roles = ROLE_ALL,
        .phases = PHASE_ON_AIR,
        .delivery = DELIVER_TALLY,
        .read = forum_vote_read,
        .check = forum_vote_check,
        .apply = forum_vote_apply,
        .patch_me = forum_vote_patch_me,
    },
    {
        .name = "forum.unvote",
        .keep = {keep_all},
        .cost = COST_CHEAP,
        .roles = ROLE_ALL,
        .phases = PHASE_ON_AIR,
        .delivery = DELIVER_TALLY,
        .read = forum_vote_read,
        .check = forum_unvote_check,
        .apply = forum_unvote_apply,
        .patch_me = forum_vote_patch_me,
    },
    {
        .name = "forum.choose",
        .thing = "post",
        .gather = {.acts = true, .rest = "choices"},
        .keep = {keep_all},
        .cost = COST_CHEAP,
        .roles = ROLE_ALL,
        .phases = PHASE_ON_AIR,
        .delivery = DELIVER_TALLY,
        .read = forum_choose_read,
        .check = forum_choose_check,
        .apply = forum_choose_apply,
        .veil = {forum_choose_veil, .refuses = forum_choose_refuses},
    },
    {
        .name = "forum.finish",
        .keep = {keep_all},
        .thing = "post",
        .roles = ROLE_ALL,
        .phases = PHASE_ANY,
        .read = forum_finish_read,
        .check = forum_finish_check,
        .apply = forum_finish_apply,
        .patch = forum_finish_patch,
        .parts = post_part,
    },
    {
        .name = "forum.restore",
        .keep = {keep_all},
        .restores = forum_delete_erases,
        .thing = "post",
        .roles = ROLE_ALL,
        .hides = {.thing = true, .beside = true},
        .hub.renews = true,
        .phases = PHASE_ON_AIR,
        .read = forum_restore_read,
        .check = forum_restore_check,
        .apply = forum_restore_apply,
        .patch = forum_restore_patch,
        .parts = post_part,
        .touches = forum_throttle_touches,
        .patch_me = forum_throttle_delete_me,
    },
    {
        .name = "forum.pin",
        .keep = {keep_all},
        .thing = "thread",
        .roles = ROLE_ALL,
        .phases = PHASE_ON_AIR,
        .read = forum_pin_read,
        .check = forum_pin_check,
        .apply = forum_pin_apply,
        .patch = forum_hold_patch,
        .parts = thread_part,
    },
    {
        .name = "forum.close",
        .keep = {KEEP_MEMBERS("thread")},
        .erases = forum_reason_erases,
        .thing = "thread",
        .roles = ROLE_ALL,
        .phases = PHASE_ON_AIR,
        .read = forum_close_read,
        .check = forum_close_check,
        .apply = forum_close_apply,
        .patch = forum_hold_patch,
        .parts = thread_part,
    },
    {
        .name = "forum.reopen",
        .keep = {keep_all},
        .erases = forum_reason_erases,
        .thing = "thread",
        .roles = ROLE_ALL,
        .phases = PHASE_ON_AIR,
        .read = forum_reopen_read,
        .check = forum_reopen_check,
        .apply = forum_reopen_apply,
        .patch = forum_hold_patch,
        .parts = thread_part,
    },
    {
        .name = "forum.split",
        .keep = {KEEP_MEMBERS("post", "rest", "dir"), forum_split_keep},
        .roles = ROLE_ALL,
        .hub.renews = true,
        .phases = PHASE_ON_AIR,
        .read = forum_split_read,
        .check = forum_split_check,
        .apply = forum_split_apply,
        .patch = forum_shape_patch,
        .parts = shaped_parts,
    },
    {
        .name = "forum.move",
        .keep = {keep_all},
        .thing = "thread",
        .roles = ROLE_ALL,
        .phases = PHASE_ANY,
        .read = forum_move_read,
        .check = forum_move_check,
        .apply = forum_move_apply,
        .patch = forum_move_patch,
        .parts = thread_part,
        .moved = all_moved,
        .touches = forum_throttle_move_touches,
        .patch_me = forum_throttle_move_me,
    },
    {
        .name = "forum.merge",
        .keep = {keep_all},
        .erases = forum_delete_erases,
        .roles = ROLE_ALL,
        .hub.renews = true,
        .phases = PHASE_ON_AIR,
        .read = forum_merge_read,
        .check = forum_merge_check,
        .apply = forum_merge_apply,
        .patch = forum_shape_patch,
        .parts = shaped_parts,
        .touches = forum_vote_touches,
        .patch_me = forum_vote_gone_me,
    },
    {
        .name = "forum.unlock",
        .keep = {keep_all},
        .roles = ROLE_SYSTEM,
        .phases = PHASE_ANY,
        .delivery = DELIVER_TALLY,
        .read = forum_unlock_read,
        .check = forum_unlock_check,
        .apply = forum_unlock_apply,
        .moved = forum_unlock_moved,
    },
    {
        .name = "forum.lapse",
        .keep = {keep_all},
        .erases = forum_files_erases,
        .roles = ROLE_SYSTEM,
        .phases = PHASE_ANY,
        .delivery = DELIVER_TALLY,
        .read = forum_lapse_read,
        .check = forum_lapse_check,
        .apply = forum_lapse_apply,
    },
    {
        .name = "topic.add",
        .keep = {KEEP_MEMBERS("kind", "cohorts", "unit", "warn", "block", "minutes", "from",
                              "anonymous"),
                 .house = true},
        BY_ORGANISERS,
        .read = forum_topic_add_read,
        .check = forum_topic_add_check,
        .apply = forum_topic_add_apply,
        .patch = forum_topic_patch,
    },
    {
        .name = "topic.edit",
        .keep = {KEEP_MEMBERS("topic", "unit", "warn", "block", "minutes", "anonymous"),
                 .house = true},
        .erases = forum_topic_erases,
        .thing = "topic",
        .hides = {.thing = true, .several = KEEP_MEMBERS("topic")},
        BY_ORGANISERS,
        .read = forum_topic_edit_read,
        .check = forum_topic_edit_check,
        .apply = forum_topic_edit_apply,
        .moved = forum_topic_edit_moved,
        .patch = forum_topic_patch,
        .touches = forum_throttle_topic_touches,
        .patch_me = forum_throttle_topic_me,
    },
    {
        .name = "topic.order",
        .keep = {keep_all},
        BY_ORGANISERS,
        .read = forum_topic_order_read,
        .apply = forum_topic_order_apply,
        .patch = forum_topic_patch,
    },
    {
        .name = "topic.remove",
        .keep = {keep_all},
        .erases = forum_topic_erases,
        .thing = "topic",
        .hides = {.thing = true, .several = KEEP_MEMBERS("topic")},
        BY_ORGANISERS,
        .read = forum_topic_remove_read,
        .check = forum_topic_remove_check,
        .apply = forum_topic_remove_apply,
        .patch = forum_topic_patch,
    },
    {
        .name = "topic.carry",
        .keep = {keep_all},
        .roles = ROLE_SYSTEM,
        .phases = PHASE_ANY,
        .delivery = DELIVER_TALLY,
        .read = common_carry_read,
        .effects = forum_topic_carry_effects,
    },
};

static bool post_shows(const void *state, int64_t seq, const struct scene *scene)
{
    const struct post *post = forum_post(state, seq);
    if (!forum_sees_post(post, scene) || post->deleted)
        return false;
    if (scene->staff)
        *scene->staff = forum_moderators(post->thread);
    return true;
}

static bool forget(void *state, int64_t seq)
{
    bool topic = topics_forget(state, seq);
    return forum_forget(state, seq) || topic;
}

static bool forget_name(void *state, struct slice person)
{
    bool topic = topics_forget_name(state, person);
    return forum_carry_forget_name(state, person) || topic;
}

static const struct hearing hears[] = {
    {"stage.create", forum_late_heard_made, NULL, NULL},
    {"member.set", forum_late_heard_role, NULL, NULL},
    {"member.admit", forum_late_heard_role, NULL, NULL},
    {"unit.add", forum_topic_heard_unit, NULL, NULL},
    {"unit.release", forum_topic_heard_unit, forum_topic_patch, NULL},
    {"unit.schedule", forum_topic_heard_unit, forum_topic_patch, NULL},
    {"unit.remove", forum_topic_heard_unit, forum_topic_patch, NULL},
    {"cohort.put", forum_topic_heard_cohort, forum_topic_patch, NULL},
    {"cohort.deal", forum_topic_heard_cohort, forum_topic_patch, NULL},
    {"file.add", forum_files_heard_add, NULL, NULL},
    {"file.remove", forum_files_heard_remove, NULL, NULL},
};

static void sum(const void *state, struct slice person, struct deeds *out)
{
    forum_lines_sum(((const struct forum *)state)->lines, person, out);
}

static void people(const void *state, ledger_fn *fn, void *context)
{
    struct map_at at = {0};
    while (map_next(((const struct forum *)state)->lines, &at))
        fn(context, at.key, (struct slice){NULL, 0});
}

/* Whoever waited, a poll, or a file that stands in no post: whichever comes first. */
static bool forum_due(const void *state, enum phase phase, struct due *out)
{
    bool (*const dues[])(const void *, struct due *) = {forum_unlock_due, forum_finish_due,
                                                        forum_lapse_due};
    bool (*first)(const void *, struct due *) = NULL;
    int64_t at_ms = INT64_MAX;
    UNUSED(phase);
    for (size_t i = 0; i < sizeof dues / sizeof dues[0]; i++) {
        struct due due = {0};
        if (!dues[i](state, &due) || due.at_ms >= at_ms)
            continue;
        first = dues[i];
        at_ms = due.at_ms;
    }
    return first && first(state, out);
}

static const struct ledger ledger = {.people = people, .sum = sum};

const struct feature forum_feature = {
    .name = "forum",
    .forget = forget,
    .forget_name = forget_name,
    .hears = {hears, sizeof hears / sizeof hears[0]},
    .rows = rows,
    .rows_count = sizeof rows / sizeof rows[0],
    .queries = forum_queries,
    .queries_count = FORUM_QUERIES,
    .state_new = state_new,
    .state_free = state_free,
    .shows = post_shows,
    .lends = forum_files_lends,
    .view = forum_view,
    .rings = forum_late_rings,
    .knows = {.ledger = &ledger, .news = &forum_news, .finds = &forum_finds, .areas = &forum_areas},
    .me = forum_me,
    .tally = forum_tally,
    .tally_sent = forum_tally_sent,
    .due = forum_due,
    .parts = thread_parts,
    .parts_count = sizeof thread_parts / sizeof thread_parts[0],
};
