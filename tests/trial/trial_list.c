/* SPDX-License-Identifier: Apache-2.0
 * Items, each stamped when it is written; some are narrowed to staff later. */
#include "trial/trial_list.h"

#include "base/unused.h"
#include "core/room.h"
#include "features/common_get.h"
#include "features/common_read.h"
#include "trial/trial.h"
#include "trial/trial_group.h"
#include "trial/trial_text.h"

static const char *const audiences[] = {"all", "staff", NULL};

static enum err add_read(const struct json *data, struct writer *out)
{
    enum err error = trial_text_read(data, out);
    if (!error)
        error = common_read_int(data, "group", 0, TRIAL_GROUPS, out);
    return error ? error : common_read_choice(data, "for", audiences, out);
}

static enum err add_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    return shelf_check(state, entry, scene, 0);
}

static void add_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    bool staff = common_get_choice(entry->data, "for", audiences) == 1;
    UNUSED(scene);
    trial_text_add(state, entry, trial_group_stamp(common_get_int(entry->data, "group"), staff));
}

static struct shelf_thing *item_find(const void *state, const struct entry *entry)
{
    return shelf_find(state, common_get_int(entry->data, "item"));
}

static enum err item_read(const struct json *data, struct writer *out)
{
    if (trial_fault == TRIAL_NOT_TAKEN_BACK)
        writer_bool(out, "stays", true);
    return common_read_seq(data, "item", out);
}

static enum err item_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    return item_find(state, entry) ? ERR_NONE : ERR_NOT_FOUND;
}

/* From everybody, or a group, to their staff. */
static void narrow_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct shelf_thing *thing = item_find(state, entry);
    UNUSED(scene);
    struct rings group_staff = {.staff = thing->stamp.staff};
    shelf_stamp(state, entry, thing, rings_none(group_staff) ? RINGS_STAFF : group_staff);
}

static void remove_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    shelf_remove(state, entry, item_find(state, entry));
}

static void remove_erases(const void *state, const struct entry *entry,
                          struct withdrawal *withdrawal)
{
    UNUSED(state);
    withdraw(withdrawal, common_get_int(entry->data, "item"));
}

static struct viewer seen_by(const struct viewer *viewer)
{
    static const struct viewer anybody = {.rings = {UINT64_MAX, UINT64_MAX}};
    return trial_fault == TRIAL_STAMP_IGNORED ? anybody : *viewer;
}

static void list_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                       struct writer *out)
{
    struct viewer by = seen_by(viewer);
    shelf_patch(state, "items", entry, &by, out);
}

static void list_view(const void *state, const struct viewer *viewer, const struct bodies *bodies,
                      struct writer *out)
{
    struct viewer by = seen_by(viewer);
    UNUSED(bodies);
    shelf_view(state, "items", &by, out);
}

/* What the person who asks sees after the seq `after`, five at a time. */
static enum err page_answer(const void *state, const struct json *data, const struct scene *scene,
                            struct writer *out)
{
    struct viewer viewer = {.rings = room_rings(scene->room, scene->person)};
    struct viewer by = seen_by(&viewer);
    writer_object(out, "items");
    int64_t next = shelf_page(state, &by, common_get_int(data, "after"), 5, out);
    writer_end(out);
    writer_int(out, "next", next);
    return ERR_NONE;
}

/* Every row but for what it does. */
#define LIST_ROW(row_name, row_roles)                                                              \
    .name = row_name, .roles = row_roles, .phases = PHASE_ANY, .patch = list_patch
#define ITEM_ROW(row_name, row_apply)                                                              \
    LIST_ROW(row_name, ROLE_STAFF), .keep = {keep_all}, .thing = "item",                           \
                                    .hides = {.thing = true, .unless = "stays"},                   \
                                    .read = item_read, .check = item_check, .apply = row_apply

static const struct row rows[] = {
    {LIST_ROW("list.add", ROLE_ALL), .keep = {KEEP_MEMBERS("group", "for")}, .read = add_read,
     .check = add_check, .apply = add_apply},
    {ITEM_ROW("list.narrow", narrow_apply)},
    {ITEM_ROW("list.remove", remove_apply), .erases = remove_erases},
};

static const struct query queries[] = {
    {.name = "list.page", .roles = ROLE_ALL, .answer = page_answer},
};

const struct feature trial_list_feature = {
    .name = "list",
    .rows = rows,
    .rows_count = sizeof rows / sizeof rows[0],
    .queries = queries,
    .queries_count = sizeof queries / sizeof queries[0],
    .state_new = trial_texts_new,
    .state_free = trial_texts_free,
    .view = list_view,
    .forget = trial_texts_forget,
};
