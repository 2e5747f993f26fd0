/* SPDX-License-Identifier: Apache-2.0
 * The rows; each part of what it keeps has files of its own. */
#include "features/inbox.h"

#include "base/mem.h"
#include "base/unused.h"
#include "core/room.h"
#include "features/common_get.h"
#include "features/inbox_finds.h"
#include "features/inbox_news.h"
#include "features/inbox_state.h"

static void *inbox_new(const struct room *room)
{
    struct inbox *inbox = mem_new(sizeof *inbox);
    UNUSED(room);
    inbox->reads = inbox_reads_none();
    inbox->mentions = inbox_mentions_none();
    inbox->rooms = inbox_rooms_none();
    inbox->follows = inbox_follows_none();
    inbox->settings = inbox_settings_none();
    return inbox;
}

/* Of this inbox alone from now on, to be written to. */
#define OWN(name)                                                                                  \
    static struct inbox_##name *own_##name(struct inbox *inbox)                                    \
    {                                                                                              \
        if (inbox->name == inbox_##name##_none())                                                  \
            inbox->name = inbox_##name##_new();                                                    \
        return (struct inbox_##name *)inbox->name;                                                 \
    }
OWN(reads)
OWN(mentions)
OWN(rooms)
OWN(follows)
OWN(settings)
#undef OWN

#define FREE(inbox, name)                                                                          \
    do {                                                                                           \
        if ((inbox)->name != inbox_##name##_none())                                                \
            inbox_##name##_free((struct inbox_##name *)(inbox)->name);                             \
    } while (0)

static void inbox_free(void *state)
{
    struct inbox *inbox = state;
    FREE(inbox, reads);
    FREE(inbox, mentions);
    FREE(inbox, rooms);
    FREE(inbox, follows);
    FREE(inbox, settings);
    inbox_dismissed_done(&inbox->dismissed);
    inbox_requests_done(&inbox->requests);
    mem_free(inbox);
}
#undef FREE

static enum role inbox_role(const void *state, const struct room *room, struct slice person,
                            enum role before)
{
    UNUSED(state);
    UNUSED(before);
    bool owner = person.len > 0 && slice_equal(person, entry_room_id(room_name(room)));
    return owner ? ROLE_HOST : ROLE_NONE;
}

static const struct inbox_reads *reads_of(const void *state)
{
    return ((const struct inbox *)state)->reads;
}

static enum err mark_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    return inbox_mark_check(reads_of(state), entry);
}

static void mark_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    inbox_mark_apply(own_reads(state), entry);
}

static void mark_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                       struct writer *out)
{
    UNUSED(viewer);
    inbox_mark_patch(reads_of(state), entry, out);
}

static enum err back_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    return inbox_back_check(reads_of(state), entry);
}

static void back_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    inbox_back_apply(own_reads(state), entry);
}

static void back_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                       struct writer *out)
{
    UNUSED(viewer);
    inbox_back_patch(reads_of(state), entry, out);
}

static enum err all_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    return inbox_all_check(reads_of(state), entry);
}

static void all_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    inbox_all_apply(own_reads(state), entry);
}

static void all_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                      struct writer *out)
{
    UNUSED(viewer);
    inbox_all_patch(reads_of(state), entry, out);
}

static void inbox_view(const void *state, const struct viewer *viewer, const struct bodies *bodies,
                       struct writer *out)
{
    const struct inbox *inbox = state;
    UNUSED(viewer);
    UNUSED(bodies);
    inbox_reads_write(inbox->reads, out);
    inbox_mentions_write(inbox->mentions, out);
    inbox_rooms_write(inbox->rooms, out);
    inbox_dismissed_write(&inbox->dismissed, out);
    inbox_requests_write(&inbox->requests, out);
    inbox_follows_write(inbox->follows, out);
    inbox_settings_write(inbox->settings, out);
}

static const struct inbox_mentions *mentions_of(const void *state)
{
    return ((const struct inbox *)state)->mentions;
}

static enum err mention_check(const void *state, const struct entry *entry,
                              const struct scene *scene)
{
    UNUSED(scene);
    return inbox_mention_check(mentions_of(state), entry);
}

static void mention_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    inbox_mention_apply(own_mentions(state), entry);
}

static void mention_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                          struct writer *out)
{
    UNUSED(entry);
    UNUSED(viewer);
    inbox_mention_patch(mentions_of(state), out);
}

static void unmention_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    inbox_unmention_apply(own_mentions(state), entry);
}

static void unmention_patch(const void *state, const struct entry *entry,
                            const struct viewer *viewer, struct writer *out)
{
    UNUSED(entry);
    UNUSED(viewer);
    inbox_unmention_patch(mentions_of(state), out);
}

/* The name in what is taken back. */
static void unmention_erases(const void *state, const struct entry *entry,
                             struct withdrawal *withdrawal)
{
    UNUSED(entry);
    inbox_mentions_taken(mentions_of(state), withdrawal);
}

static const struct inbox_rooms *rooms_of(const void *state)
{
    return ((const struct inbox *)state)->rooms;
}

static void room_apply_here(void *state, const struct entry *entry, const struct scene *scene)
{
    struct inbox *inbox = state;
    UNUSED(scene);
    if (inbox_room_apply(own_rooms(inbox), entry))
        inbox_come_apply(own_reads(inbox), entry);
}

static void room_patch_here(const void *state, const struct entry *entry,
                            const struct viewer *viewer, struct writer *out)
{
    UNUSED(viewer);
    inbox_room_patch(rooms_of(state), entry, out);
    inbox_all_patch(reads_of(state), entry, out);
}

static void invite_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    inbox_invite_apply(own_rooms(state), entry);
}

static void uninvite_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    inbox_uninvite_apply(own_rooms(state), entry);
}

static void invite_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                         struct writer *out)
{
    UNUSED(viewer);
    inbox_invite_patch(rooms_of(state), entry, out);
}

/* The invitation that is gone. */
static void invite_erases(const void *state, const struct entry *entry,
                          struct withdrawal *withdrawal)
{
    int64_t taken = inbox_rooms_taken(rooms_of(state));
    UNUSED(entry);
    if (taken)
        withdraw(withdrawal, taken);
}

static void dismiss_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    inbox_dismissed_apply(&((struct inbox *)state)->dismissed, entry);
}

static void dismiss_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                          struct writer *out)
{
    UNUSED(viewer);
    inbox_dismissed_patch(&((const struct inbox *)state)->dismissed, entry, out);
}

static void request_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    inbox_request_apply(&((struct inbox *)state)->requests, entry);
}

static void request_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                          struct writer *out)
{
    UNUSED(viewer);
    inbox_request_patch(&((const struct inbox *)state)->requests, entry, out);
}

static enum err follow_check(const void *state, const struct entry *entry,
                             const struct scene *scene)
{
    UNUSED(scene);
    return inbox_follow_check(((const struct inbox *)state)->follows, entry);
}

static void follow_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    inbox_follow_apply(own_follows(state), entry);
}

static void follow_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                         struct writer *out)
{
    UNUSED(viewer);
    inbox_follow_patch(((const struct inbox *)state)->follows, entry, out);
}

static void set_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    inbox_set_apply(own_settings(state), entry);
}

static void set_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                      struct writer *out)
{
    UNUSED(entry);
    UNUSED(viewer);
    inbox_set_patch(((const struct inbox *)state)->settings, out);
}

static bool inbox_forget(void *state, int64_t seq)
{
    bool mentions = inbox_mentions_forget(own_mentions(state), seq);
    return inbox_rooms_forget(own_rooms(state), seq) || mentions;
}

static bool inbox_forget_name(void *state, struct slice person)
{
    return inbox_rooms_forget_name(own_rooms(state), person);
}

static const struct row rows[] = {
    {
        .name = "read.mark",
        .keep = {keep_all},
        .cost = COST_CHEAP,
        .hub = {.seqs_of = "of"},
        .roles = ROLE_HOST,
        .phases = PHASE_ANY,
        .read = inbox_mark_read,
        .check = mark_check,
        .apply = mark_apply,
        .patch = mark_patch,
        .gather = {.merge = inbox_mark_merge},
    },
    {
        .name = "read.back",
        .keep = {keep_all},
        .cost = COST_CHEAP,
        .hub = {.seqs_of = "of"},
        .roles = ROLE_HOST,
        .phases = PHASE_ANY,
        .read = inbox_back_read,
        .check = back_check,
        .apply = back_apply,
        .patch = back_patch,
    },
    {
        .name = "read.all",
        .keep = {keep_all},
        .cost = COST_CHEAP,
        .hub = {.seqs_of = "of", .seqs_in = "rooms"},
        .roles = ROLE_HOST,
        .phases = PHASE_ANY,
        .read = inbox_all_read,
        .check = all_check,
        .apply = all_apply,
        .patch = all_patch,
    },
    {
        .name = "follow.set",
        .keep = {keep_all},
        .cost = COST_CHEAP,
        .roles = ROLE_HOST,
        .phases = PHASE_ANY,
        .read = inbox_follow_read,
        .check = follow_check,
        .apply = follow_apply,
        .patch = follow_patch,
    },
    {
        .name = "inbox.set",
        .keep = {keep_all},
        .hub = {.works = true},
        .cost = COST_CHEAP,
        .roles = ROLE_HOST | ROLE_SYSTEM,
        .phases = PHASE_ANY,
        .read = inbox_set_read,
        .apply = set_apply,
        .patch = set_patch,
    },
    {
        .name = "inbox.mention",
        .keep = {KEEP_MEMBERS("of", "thread", "post", "by", "why", "said"), .whose = "by"},
        .roles = ROLE_SYSTEM,
        .phases = PHASE_ANY,
        .read = inbox_mention_read,
        .check = mention_check,
        .apply = mention_apply,
        .patch = mention_patch,
    },
    {
        .name = "inbox.unmention",
        .keep = {keep_all},
        .erases = unmention_erases,
        .roles = ROLE_SYSTEM,
        .phases = PHASE_ANY,
        .read = inbox_unmention_read,
        .apply = unmention_apply,
        .patch = unmention_patch,
    },
    {
        .name = "inbox.room",
        .keep = {KEEP_MEMBERS("of", "role", "cause", "until")},
        .roles = ROLE_SYSTEM,
        .phases = PHASE_ANY,
        .read = inbox_room_read,
        .apply = room_apply_here,
        .patch = room_patch_here,
    },
    {
        .name = "inbox.invite",
        .keep = {KEEP_MEMBERS("of", "start", "by"), .named = "by"},
        .erases = invite_erases,
        .roles = ROLE_SYSTEM,
        .phases = PHASE_ANY,
        .read = inbox_invite_read,
        .apply = invite_apply,
        .patch = invite_patch,
    },
    {
        .name = "inbox.uninvite",
        .keep = {keep_all},
        .erases = invite_erases,
        .roles = ROLE_SYSTEM,
        .phases = PHASE_ANY,
        .read = inbox_uninvite_read,
        .apply = uninvite_apply,
        .patch = invite_patch,
    },
    {
        .name = "inbox.request",
        .keep = {keep_all},
        .roles = ROLE_SYSTEM,
        .phases = PHASE_ANY,
        .read = inbox_request_read,
        .apply = request_apply,
        .patch = request_patch,
    },
    {
        .name = "inbox.dismiss",
        .keep = {keep_all},
        .cost = COST_CHEAP,
        .roles = ROLE_HOST,
        .phases = PHASE_ANY,
        .read = inbox_dismissed_read,
        .apply = dismiss_apply,
        .patch = dismiss_patch,
    },
};

/* For who writes to them. */
static enum err settings_answer(const void *state, const struct json *data,
                                const struct scene *scene, struct writer *out)
{
    UNUSED(data);
    UNUSED(scene);
    inbox_settings_write(((const struct inbox *)state)->settings, out);
    return ERR_NONE;
}

static const struct query queries[] = {
    {
        .name = "inbox.news",
        .roles = ROLE_HOST,
        .others = inbox_news_others,
        .answer = inbox_news_answer,
    },
    {.name = "inbox.settings", .roles = ROLE_SYSTEM, .answer = settings_answer},
};

const struct feature inbox_feature = {
    .name = "inbox",
    .knows = {.own = &inbox_own, .finds = &inbox_finds},
    .rows = rows,
    .rows_count = sizeof rows / sizeof rows[0],
    .queries = queries,
    .queries_count = sizeof queries / sizeof queries[0],
    .state_new = inbox_new,
    .state_free = inbox_free,
    .view = inbox_view,
    .forget = inbox_forget,
    .forget_name = inbox_forget_name,
    .role = inbox_role,
};
