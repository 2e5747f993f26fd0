/* SPDX-License-Identifier: Apache-2.0
 * Words on a shelf, some of them urgent, some with a link. */
#include "features/notice.h"

#include "base/bounds.h"
#include "base/mem.h"
#include "base/unused.h"
#include "core/room.h"
#include "features/common_get.h"
#include "features/common_read.h"
#include "features/common_title.h"
#include "features/worded.h"

struct notice {
    struct worded words;
    char *link; /* owned; NULL: none */
    bool urgent;
};

static void rest_write(const struct notice *notice, bool change, struct writer *out)
{
    if (notice->link)
        writer_text(out, "link", slice_of(notice->link));
    else if (change)
        writer_null(out, "link");
    if (notice->urgent)
        writer_bool(out, "urgent", true);
    else if (change)
        writer_null(out, "urgent");
}

static void notice_write(const struct shelf_thing *thing, const struct viewer *viewer, bool change,
                         struct writer *out)
{
    const struct notice *notice = (const struct notice *)thing;
    if (change)
        common_write_langs("text", notice->words.text, out);
    else
        writer_raw(out, "text", slice_of(notice->words.text));
    worded_write_said_to(&notice->words, viewer, change, out);
    rest_write(notice, change, out);
}

static void notice_wipe(struct shelf_thing *thing)
{
    worded_wipe(thing);
    common_wipe(&((struct notice *)thing)->link);
}

static const struct shelf_kind kind = {
    .thing_bytes = sizeof(struct notice),
    .write_to = notice_write,
    .wipe = notice_wipe,
    .things_max = BOUND_NOTICES,
};

static void *notices_new(const struct room *room)
{
    struct worded_shelf *all = mem_new(sizeof *all);
    UNUSED(room);
    shelf_init(&all->shelf, &kind);
    return all;
}

static void notices_free(void *state)
{
    shelf_done(&((struct worded_shelf *)state)->shelf);
    mem_free(state);
}

/* An address is words too. */
static bool notices_forget(void *state, int64_t seq)
{
    struct worded_shelf *all = state;
    struct map_at at = {0};
    while (map_next(all->shelf.things, &at))
        if (((struct worded *)at.value)->said_seq == seq)
            common_wipe(&((struct notice *)at.value)->link);
    return worded_forget(state, seq);
}

static struct notice *notice_of(const void *state, const struct entry *entry)
{
    return (struct notice *)worded_of(state, entry, "notice");
}

static enum err link_read(const struct json *data, struct writer *out)
{
    return common_has(data, "link") ? common_read_url(data, "link", out) : ERR_NONE;
}

static enum err post_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_lang_prose(data, "text", BOUND_NOTICE_CHARS, out);
    if (!error)
        error = link_read(data, out);
    if (!error)
        error = common_read_optional_bool(data, "urgent", out);
    return error ? error : common_read_optional_int(data, "until", 1, INT64_MAX, out);
}

static enum err edit_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_seq(data, "notice", out);
    return error ? error : post_read(data, out);
}

static enum err remove_read(const struct json *data, struct writer *out)
{
    return common_read_seq(data, "notice", out);
}

static enum err expire_read(const struct json *data, struct writer *out)
{
    return worded_expire_read(data, "notice", out);
}

static enum err post_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    return shelf_check(&((const struct worded_shelf *)state)->shelf, entry, scene, 0);
}

static enum err there_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    return notice_of(state, entry) ? ERR_NONE : ERR_NOT_FOUND;
}

static enum err expire_check(const void *state, const struct entry *entry,
                             const struct scene *scene)
{
    UNUSED(scene);
    return worded_expire_check(state, entry, "notice");
}

static void say(struct notice *notice, const struct entry *entry, const struct scene *scene)
{
    notice->words.veiled = room_veils_staff(scene->room, entry->by, RINGS_INSIDE);
    common_wipe(&notice->link);
    if (common_has(entry->data, "link"))
        notice->link = mem_text(common_get_text(entry->data, "link"));
    notice->urgent = common_get_bool(entry->data, "urgent");
}

static void post_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    say((struct notice *)worded_add(state, entry, RINGS_INSIDE), entry, scene);
}

static void edit_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct notice *notice = notice_of(state, entry);
    worded_edit(state, entry, &notice->words);
    say(notice, entry, scene);
}

static void remove_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    worded_remove(state, entry, &notice_of(state, entry)->words);
}

static void notices_view(const void *state, const struct viewer *viewer,
                         const struct bodies *bodies, struct writer *out)
{
    UNUSED(bodies);
    shelf_view(&((const struct worded_shelf *)state)->shelf, "notices", viewer, out);
}

static void notices_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                          struct writer *out)
{
    shelf_patch(&((const struct worded_shelf *)state)->shelf, "notices", entry, viewer, out);
}

static bool notices_due(const void *state, enum phase phase, struct due *out)
{
    UNUSED(phase);
    return worded_due(state, "notice.expire", "notice", out);
}

#define BY_STAFF .roles = ROLE_STAFF, .phases = PHASE_ANY, .patch = notices_patch

static const struct row rows[] = {
    {
        .name = "notice.post",
        .keep = {KEEP_MEMBERS("urgent", "until"), .house = true},
        BY_STAFF,
        .read = post_read,
        .check = post_check,
        .apply = post_apply,
    },
    {
        .name = "notice.edit",
        .keep = {KEEP_MEMBERS("notice", "urgent", "until"), .house = true},
        .erases = worded_erases,
        .thing = "notice",
        .hides.thing = true,
        BY_STAFF,
        .read = edit_read,
        .check = there_check,
        .apply = edit_apply,
    },
    {
        .name = "notice.remove",
        .keep = {keep_all},
        .erases = worded_erases,
        .thing = "notice",
        .hides.thing = true,
        BY_STAFF,
        .read = remove_read,
        .check = there_check,
        .apply = remove_apply,
    },
    {
        .name = "notice.expire",
        .keep = {keep_all},
        .thing = "notice",
        .roles = ROLE_SYSTEM,
        .phases = PHASE_ANY,
        .read = expire_read,
        .check = expire_check,
        .apply = remove_apply,
        .patch = notices_patch,
    },
};

const struct feature notice_feature = {
    .name = "notice",
    .rows = rows,
    .rows_count = sizeof rows / sizeof rows[0],
    .state_new = notices_new,
    .state_free = notices_free,
    .forget = notices_forget,
    .forget_name = worded_forget_name,
    .view = notices_view,
    .due = notices_due,
};
