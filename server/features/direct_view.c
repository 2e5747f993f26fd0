/* SPDX-License-Identifier: Apache-2.0
 * A conversation is always written whole: it is small. */
#include "features/direct_view.h"

#include "base/unused.h"
#include "features/common_author.h"
#include "features/direct_state.h"

static void text_or_null(const char *key, const char *text, bool patch, struct writer *out)
{
    if (text)
        writer_text(out, key, slice_of(text));
    else if (patch)
        writer_null(out, key);
}

/* The words of a message are known while none that came after it was deleted. */
static void last_write(const struct talk *talk, bool patch, struct writer *out)
{
    const struct direct_message *last = &talk->messages[talk->count - 1];
    bool known = talk->last.seq == last->seq;
    writer_object(out, "last");
    writer_int(out, "seq", last->seq);
    writer_int(out, "at", last->at_ms);
    writer_text(out, "by", slice_of(last->by));
    text_or_null("name", known ? talk->last.name : NULL, patch, out);
    text_or_null("text", known ? talk->last.text : NULL, patch, out);
    text_or_null("dir", known && talk->last.text ? text_dir_name(talk->last.dir).at : NULL, patch,
                 out);
    writer_end(out);
}

void direct_write_talk(const struct talk *talk, int side, bool patch, struct writer *out)
{
    if (talk->people[!side])
        text_or_null("name", talk->names[!side], patch, out);
    /* Of the team's the person's, whoever looks; between two, the reader's own. */
    writer_int(out, "waits", (int64_t)talk_waits(talk, talk->people[1] ? side : 0));
    writer_int(out, "changed", talk->changed);
    writer_int(out, "before", talk->before);
    if (talk->count > 0)
        last_write(talk, patch, out);
    else if (patch)
        writer_null(out, "last");
}

void direct_view(const void *state, const struct viewer *viewer, const struct bodies *bodies,
                 struct writer *out)
{
    const struct direct *direct = state;
    struct map_at at = {0};
    UNUSED(bodies);
    writer_bool(out, "people", direct->people);
    if (!rings_of_staff(viewer->rings))
        return;
    writer_object(out, "talks");
    while (map_next(direct->listed, &at)) {
        writer_object_slice(out, at.key);
        direct_write_talk(at.value, 1, false, out);
        writer_end(out);
    }
    writer_end(out);
}

/* In the patch of the view: for staff. Who left the list may have come back to it since. */
void direct_talk_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                       struct writer *out)
{
    const struct direct *direct = state;
    const struct talk *talk = direct->last.talk, *left = direct->last.left;
    if (!rings_of_staff(viewer->rings) || direct->last.seq != entry->seq || talk->people[1])
        return;
    writer_object_lazy(out, "talks");
    if (left && !map_find(direct->listed, slice_of(left->people[0])))
        writer_null_slice(out, slice_of(left->people[0]));
    if (map_find(direct->listed, slice_of(talk->people[0]))) {
        writer_object_slice(out, slice_of(talk->people[0]));
        direct_write_talk(talk, 1, true, out);
        writer_end(out);
    }
    writer_end(out);
}

size_t direct_talk_touches(const void *state, const struct entry *entry,
                           struct slice out[TOUCH_MAX])
{
    const struct direct *direct = state;
    size_t count = 0;
    if (direct->last.seq != entry->seq)
        return 0;
    out[count++] = slice_of(direct->last.talk->people[0]);
    if (direct->last.talk->people[1])
        out[count++] = slice_of(direct->last.talk->people[1]);
    return count;
}

/* Into the open share of `me`. */
static void own_write(const struct talk *talk, struct slice person, bool patch, struct writer *out)
{
    int side = talk_side(talk, person);
    if (!talk->people[1]) {
        writer_object(out, "team");
        direct_write_talk(talk, side, patch, out);
        writer_end(out);
        return;
    }
    writer_object(out, "talks");
    writer_object_slice(out, slice_of(talk->people[!side]));
    direct_write_talk(talk, side, patch, out);
    writer_end(out);
    writer_end(out);
}

void direct_talk_patch_me(const void *state, const struct entry *entry, struct slice person,
                          struct writer *out)
{
    const struct direct *direct = state;
    if (direct->last.seq == entry->seq && talk_has(direct->last.talk, person))
        own_write(direct->last.talk, person, true, out);
}

void direct_me(const void *state, struct slice person, struct writer *out)
{
    const struct direct *direct = state;
    const struct talk *team = direct_talk(direct, person, (struct slice){NULL, 0});
    const struct direct_box *box = direct_box(direct, person);
    if (team)
        own_write(team, person, false, out);
    writer_object(out, "talks");
    for (size_t i = 0; box && i < box->count; i++) {
        int side = talk_side(box->talks[i], person);
        writer_object_slice(out, slice_of(box->talks[i]->people[!side]));
        direct_write_talk(box->talks[i], side, false, out);
        writer_end(out);
    }
    writer_end(out);
}
