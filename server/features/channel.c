/* SPDX-License-Identifier: Apache-2.0
 * Plain channels: one row and no state. */
#include "features/channel.h"

#include "base/bounds.h"
#include "base/unused.h"

static enum role channel_role(const void *state, const struct room *room, struct slice person,
                              enum role before)
{
    UNUSED(state);
    UNUSED(room);
    UNUSED(before);
    UNUSED(person);
    return ROLE_PARTICIPANT;
}

static enum err publish_read(const struct json *data, struct writer *out)
{
    const struct json *member = json_get(data, "data");
    if (!member)
        return ERR_BAD_REQUEST;
    struct buffer text;
    buffer_init(&text, BOUND_ENTRY_BYTES);
    json_print(member, &text);
    enum err error = text.full ? ERR_LIMIT_EXCEEDED : ERR_NONE;
    if (!error)
        writer_raw(out, "data", buffer_slice(&text));
    buffer_done(&text);
    return error;
}

static const struct row rows[] = {
    {
        .name = "publish",
        .keep = {keep_nothing},
        .roles = ROLE_ALL,
        .phases = PHASE_ANY,
        .delivery = DELIVER_RAW,
        .cost = COST_FREE,
        .read = publish_read,
    },
};

const struct feature channel_feature = {
    .name = "channel",
    .rows = rows,
    .rows_count = sizeof rows / sizeof rows[0],
    .role = channel_role,
};
