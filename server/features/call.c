/* SPDX-License-Identifier: Apache-2.0
 * One address, for staff. */
#include "features/call.h"

#include "base/mem.h"
#include "base/unused.h"
#include "features/common_author.h"
#include "features/common_get.h"
#include "features/common_read.h"

struct call {
    char *url;    /* owned; NULL: there is none */
    int64_t seq;  /* of the entry that gave it */
    int64_t gone; /* the entry whose address the last entry took away; 0: none */
};

static void *call_new(const struct room *room)
{
    UNUSED(room);
    return mem_new(sizeof(struct call));
}

static void call_free(void *state)
{
    common_wipe(&((struct call *)state)->url);
    mem_free(state);
}

static bool call_forget(void *state, int64_t seq)
{
    struct call *call = state;
    if (!call->url || call->seq != seq)
        return false;
    common_wipe(&call->url);
    return true;
}

/* "url": none, when there is no call any more. */
static enum err link_read(const struct json *data, struct writer *out)
{
    return common_has(data, "url") ? common_read_url(data, "url", out) : ERR_NONE;
}

static enum err link_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct call *call = state;
    UNUSED(scene);
    return entry->erased || common_has(entry->data, "url") || call->url ? ERR_NONE : ERR_NOT_FOUND;
}

static void link_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct call *call = state;
    UNUSED(scene);
    call->gone = call->seq;
    call->seq = entry->seq;
    common_wipe(&call->url);
    if (common_has(entry->data, "url"))
        call->url = mem_text(common_get_text(entry->data, "url"));
}

/* Whoever has the old address may come in there: it goes at once, and from the journal. */
static void link_erases(const void *state, const struct entry *entry, struct withdrawal *withdrawal)
{
    const struct call *call = state;
    UNUSED(entry);
    if (call->gone)
        withdraw(withdrawal, call->gone);
}

static void link_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                       struct writer *out)
{
    const struct call *call = state;
    UNUSED(entry);
    if (!rings_of_staff(viewer->rings))
        return;
    writer_bool(out, "given", call->url);
    if (call->url)
        writer_text(out, "url", slice_of(call->url));
    else
        writer_null(out, "url");
}

static void call_view(const void *state, const struct viewer *viewer, const struct bodies *bodies,
                      struct writer *out)
{
    const struct call *call = state;
    UNUSED(bodies);
    if (!rings_of_staff(viewer->rings))
        return;
    writer_bool(out, "given", call->url);
    if (call->url)
        writer_text(out, "url", slice_of(call->url));
}

static const struct row rows[] = {
    {
        .name = "call.link",
        .keep = {keep_nothing},
        .roles = ROLE_HOST,
        .phases = PHASE_ANY,
        .read = link_read,
        .check = link_check,
        .apply = link_apply,
        .patch = link_patch,
        .erases = link_erases,
    },
};

const struct feature call_feature = {
    .name = "call",
    .rows = rows,
    .rows_count = sizeof rows / sizeof rows[0],
    .state_new = call_new,
    .state_free = call_free,
    .forget = call_forget,
    .view = call_view,
};
