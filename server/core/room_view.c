/* SPDX-License-Identifier: Apache-2.0
 * Views and patches of a room: each feature writes its share, `can` and `me` are added here. */
#include "core/room_view.h"

#include "base/check.h"
#include "base/text.h"
#include "core/rights.h"
#include "core/room_state.h"

/* Whether that kind of part is one of the feature's. */
static bool has_part(const struct feature *feature, const struct part *part)
{
    return part->kind >= feature->parts && part->kind < feature->parts + feature->parts_count;
}

/* The share whose part it is; NULL when no feature of the room has such parts. */
static const struct share *part_share(const struct room *room, const struct part *part)
{
    for (size_t i = 0; i < room->shares_count; i++)
        if (has_part(room->shares[i].feature, part))
            return &room->shares[i];
    return NULL;
}

static const char *share_key(const struct feature *feature, const struct viewer *viewer)
{
    return viewer->part ? viewer->part->kind->name : feature->name;
}

/* Whether the feature is for people in these rings: who stands outside is told of the room only
 * what features say is for them, in no other way either. */
static bool is_for(const struct feature *feature, struct rings rings)
{
    return feature->outside || rings_inside(rings);
}

/* Whether its share of `me` is: of what is for those outside, it is for them alone. */
static bool is_for_me(const struct feature *feature, struct rings rings)
{
    return feature->outside != rings_inside(rings);
}

/* Whether the feature has anything to say to this viewer at all. */
static bool share_speaks(const struct share *share, const struct viewer *viewer)
{
    if (!viewer->part)
        return is_for(share->feature, viewer->rings);
    return has_part(share->feature, viewer->part) &&
           viewer->part->kind->exists(share->state, part_id(viewer->part));
}

void room_view(const struct room *room, const struct viewer *viewer, const struct bodies *bodies,
               struct buffer *out)
{
    struct writer writer;
    writer_init(&writer, out);
    writer_object(&writer, NULL);
    for (size_t i = 0; i < room->shares_count; i++) {
        const struct share *share = &room->shares[i];
        if (!share->feature->view || !share_speaks(share, viewer))
            continue;
        writer_object_lazy(&writer, share_key(share->feature, viewer));
        share->feature->view(share->state, viewer, bodies, &writer);
        writer_end(&writer);
    }
    if (!viewer->part)
        rights_write(room, viewer->rings, &writer);
    writer_end(&writer);
}

void room_reset(const struct room *room, struct buffer *out)
{
    struct writer writer;
    writer_init(&writer, out);
    writer_object(&writer, NULL);
    for (size_t i = 0; i < room->shares_count; i++)
        if (room->shares[i].feature->view)
            writer_null(&writer, room->shares[i].feature->name);
    writer_null(&writer, "can");
    writer_null(&writer, "me");
    writer_end(&writer);
}

void room_part_me(const struct room *room, struct slice person, struct buffer *out)
{
    struct writer writer;
    writer_init(&writer, out);
    writer_object(&writer, NULL);
    writer_text(&writer, "id", person);
    rights_write_role(room, room_role(room, person), &writer);
    writer_end(&writer);
}

void room_me(const struct room *room, struct slice person, struct buffer *out)
{
    struct rings rings = room_rings(room, person);
    struct writer writer;
    writer_init(&writer, out);
    writer_object(&writer, NULL);
    writer_text(&writer, "id", person);
    rights_write_role(room, room_role(room, person), &writer);
    for (size_t i = 0; i < room->shares_count; i++) {
        const struct share *share = &room->shares[i];
        if (!share->feature->me || !is_for_me(share->feature, rings))
            continue;
        writer_object_lazy(&writer, share->feature->name);
        share->feature->me(share->state, person, &writer);
        writer_end(&writer);
    }
    writer_end(&writer);
}

static void wipe_me(const struct share *share, const struct row *row, const struct entry *entry,
                    struct writer *out)
{
    if (!row->wipe_me)
        return;
    writer_object_lazy(out, "me");
    writer_object_lazy(out, share->feature->name);
    row->wipe_me(share->state, entry, out);
    writer_end(out);
    writer_end(out);
}

bool room_parts(const struct room *room, const struct entry *entry, struct parts *out)
{
    const struct share *share = NULL;
    const struct row *row = room_state_row(room, entry->type, &share);
    out->count = 0;
    if (row && row->parts)
        row->parts(share->state, entry, out);
    return out->count > 0;
}

/* What other features that follow the entry have to say of it. */
static void patch_hearers(const struct room *room, const struct entry *entry,
                          const struct viewer *viewer, struct writer *out)
{
    for (size_t i = 0; !viewer->part && i < room->shares_count; i++) {
        const struct share *share = &room->shares[i];
        const struct hearing *hearing = room_state_hearing(share, entry->type);
        if (!hearing || !hearing->patch || !share_speaks(share, viewer))
            continue;
        writer_object_lazy(out, share->feature->name);
        hearing->patch(share->state, entry, viewer, out);
        writer_end(out);
    }
}

bool room_patch(const struct room *room, const struct entry *entry, const struct viewer *viewer,
                struct buffer *out)
{
    const struct share *share = NULL;
    const struct row *row = room_state_row(room, entry->type, &share);
    if (!row)
        return false;
    struct writer writer;
    writer_init(&writer, out);
    writer_object_lazy(&writer, NULL);
    if (!share_speaks(share, viewer)) {
        struct parts parts;
        if (viewer->part && room_parts(room, entry, &parts) && parts_have(&parts, viewer->part))
            writer_null(&writer, share_key(share->feature, viewer)); /* it has just ended */
    } else if (row->patch) {
        writer_object_lazy(&writer, share_key(share->feature, viewer));
        row->patch(share->state, entry, viewer, &writer);
        writer_end(&writer);
    }
    if (room_state_method(room, entry->type)->heard)
        patch_hearers(room, entry, viewer, &writer);
    if (!viewer->part) {
        rights_write_moved(room, viewer->rings, &writer);
        if (is_for(share->feature, viewer->rings))
            wipe_me(share, row, entry, &writer);
    }
    return writer_end(&writer);
}

size_t room_touches(const struct room *room, const struct entry *entry,
                    struct slice out[TOUCH_MAX + 1])
{
    const struct share *share = NULL;
    const struct row *row = room_state_row(room, entry->type, &share);
    if (!row || !row->patch_me || acts_are(row, entry))
        return 0;
    out[0] = entry->by;
    size_t count = 1;
    if (row->touches) {
        struct slice more[TOUCH_MAX];
        size_t more_count = row->touches(share->state, entry, more);
        check(more_count <= TOUCH_MAX);
        for (size_t i = 0; i < more_count; i++)
            if (!slice_equal(more[i], entry->by))
                out[count++] = more[i];
    }
    return count;
}

bool room_part_patch_me(const struct room *room, const struct entry *entry, struct slice person,
                        struct buffer *out)
{
    const struct share *share = NULL;
    struct writer writer;
    writer_init(&writer, out);
    writer_object_lazy(&writer, NULL);
    if (room_state_row(room, entry->type, &share) && share->feature->role)
        rights_write_role(room, room_role(room, person), &writer);
    return writer_end(&writer);
}

struct slice room_touches_scope(const struct room *room, const struct entry *entry,
                                struct slice pseudonym, char out[VEIL_SCOPE_BYTES])
{
    if (slice_equal(pseudonym, entry->by))
        return room_veil_scope(room, entry, out);
    return slice_of(room_row(room, entry->type)->hub.touches_scope);
}

static void patch_hearers_me(const struct room *room, const struct entry *entry,
                             struct slice person, struct writer *out)
{
    for (size_t i = 0; i < room->shares_count; i++) {
        const struct share *share = &room->shares[i];
        const struct hearing *hearing = room_state_hearing(share, entry->type);
        if (!hearing || !hearing->patch_me || !is_for_me(share->feature, room_rings(room, person)))
            continue;
        writer_object_lazy(out, share->feature->name);
        hearing->patch_me(share->state, entry, person, out);
        writer_end(out);
    }
}

bool room_patch_me(const struct room *room, const struct entry *entry, struct slice person,
                   struct buffer *out)
{
    const struct share *share = NULL;
    const struct row *row = room_state_row(room, entry->type, &share);
    if (!row)
        return false;
    struct writer writer;
    writer_init(&writer, out);
    writer_object_lazy(&writer, NULL);
    if (share->feature->role)
        rights_write_role(room, room_role(room, person), &writer);
    if (row->patch_me && is_for_me(share->feature, room_rings(room, person))) {
        writer_object_lazy(&writer, share->feature->name);
        row->patch_me(share->state, entry, person, &writer);
        writer_end(&writer);
    }
    if (room_state_method(room, entry->type)->heard)
        patch_hearers_me(room, entry, person, &writer);
    return writer_end(&writer);
}

bool room_tally(const struct room *room, const struct viewer *viewer, bool all, struct buffer *out)
{
    struct writer writer;
    writer_init(&writer, out);
    writer_object_lazy(&writer, NULL);
    for (size_t i = 0; i < room->shares_count; i++) {
        const struct share *share = &room->shares[i];
        if (!share->feature->tally || !is_for(share->feature, viewer->rings))
            continue;
        writer_object_lazy(&writer, share->feature->name);
        share->feature->tally(share->state, viewer, all, &writer);
        writer_end(&writer);
    }
    return writer_end(&writer);
}

void room_tally_sent(struct room *room)
{
    for (size_t i = 0; i < room->shares_count; i++) {
        room->shares[i].tally_due = false;
        if (room->shares[i].feature->tally_sent)
            room->shares[i].feature->tally_sent(room->shares[i].state);
    }
}

enum taken_back room_takes_back(const struct room *room, const struct entry *entry,
                                const struct viewer *viewer)
{
    const struct share *share = NULL;
    const struct row *row = room_state_row(room, entry->type, &share);
    bool may = row && share->feature->takes_back && is_for(share->feature, viewer->rings);
    return may ? share->feature->takes_back(share->state, entry, viewer) : TAKES_NOTHING;
}

int64_t room_tally_wait_ms(const struct room *room)
{
    int64_t wait_ms = -1;
    for (size_t i = 0; i < room->shares_count; i++) {
        const struct share *share = &room->shares[i];
        if (share->tally_due && (wait_ms < 0 || share->feature->tally_ms < wait_ms))
            wait_ms = share->feature->tally_ms;
    }
    return wait_ms;
}

bool room_part_exists(const struct room *room, const struct part *part)
{
    const struct share *share = part_share(room, part);
    return share && part->kind->exists(share->state, part_id(part));
}

struct rings room_part_rings(const struct room *room, const struct part *part, struct slice person)
{
    struct rings rings = room_rings(room, person);
    if (!rings_inside(rings) || !room_part_exists(room, part))
        return (struct rings){0};
    if (!part->kind->door)
        return rings;
    return part->kind->door(part_share(room, part)->state, part_id(part), person, rings);
}

size_t room_part_needs(const struct room *room, const struct part *part, int64_t *seqs,
                       size_t seqs_max)
{
    if (!part->kind->needs || !room_part_exists(room, part))
        return 0;
    return part->kind->needs(part_share(room, part)->state, part_id(part), seqs, seqs_max);
}

/* The id that `path` has after the name of that kind of part; absent when it is another's. */
static struct slice id_in(struct slice path, const struct part_kind *kind)
{
    struct slice name = slice_of(kind->name);
    if (!slice_starts(path, name) || path.len < name.len + 2 || path.at[name.len] != '/')
        return (struct slice){NULL, 0};
    return (struct slice){path.at + name.len + 1, path.len - name.len - 1};
}

bool room_part_find(const struct room *room, struct slice path, struct part *part)
{
    for (size_t i = 0; i < room->shares_count; i++) {
        const struct feature *feature = room->shares[i].feature;
        for (size_t k = 0; k < feature->parts_count; k++) {
            struct slice id = id_in(path, &feature->parts[k]);
            if (!id.at || !text_is_id(id))
                continue;
            struct parts found = {0};
            parts_add(&found, &feature->parts[k], id);
            *part = found.list[0];
            return room_part_exists(room, part);
        }
    }
    return false;
}
