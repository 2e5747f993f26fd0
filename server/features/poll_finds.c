/* SPDX-License-Identifier: Apache-2.0
 * What is correct, and what people answer, is found by nobody. */
#include "features/poll_finds.h"

#include "core/entry.h"
#include "features/common_finds.h"
#include "features/common_get.h"
#include "features/poll_state.h"

static int64_t texts(const struct entry *entry, unsigned shown, struct buffer *out)
{
    bool prepares = slice_is(entry->type, "poll.prepare");
    if (!prepares && !slice_is(entry->type, "poll.edit"))
        return 0;
    if (shown & FIND_TITLE)
        common_finds_langs(entry->data, "title", out);
    if (shown & FIND_TEXT)
        common_finds_each(entry->data, "options", out);
    return prepares ? entry->seq : common_get_int(entry->data, "poll");
}

static bool sees(const void *state, int64_t thing, int64_t seq, const struct find_ask *ask,
                 struct find_item *item)
{
    const struct poll *poll = map_find(((const struct polls *)state)->polls, slice_of_seq(&thing));
    if (!poll || poll->text_seq != seq || !(poll_shown(poll) || ask->scene->role & ROLE_STAFF))
        return false;
    *item = (struct find_item){
        .kind = "poll", .shown = FIND_ALL, .thing = thing, .title = slice_of(poll->title)};
    return true;
}

const struct finds poll_finds = {.texts = texts, .sees = sees};
