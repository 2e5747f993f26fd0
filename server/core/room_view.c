/* SPDX-License-Identifier: Apache-2.0
 * Views and patches of a room: each feature writes its share, `can` and `me` are added here. */
#include "core/room_view.h"

#include "base/check.h"
#include "base/text.h"
#include "core/rights.h"
#include "core/room_side.h"

/* Whether the part is the feature's own. */
static bool has_part(const struct feature *feature, const struct part *part)
{
    return part->kind >= feature->parts && part->kind < feature->parts + feature->parts_count;
}

static const char *share_key(const struct feature *feature, const struct viewer *viewer)
{
    return viewer->part ? viewer->part->kind->name : feature->name;
}

/* Whether the feature is for people in these rings: who stands outside is told of the room only
 * what features say is for them, in no other way either. */
static bool is_for(const struct feature *feature, struct rings rings)
{
    return feature->beyond.outside || rings_inside(rings);
}

/* Whether its share of `me` is: of what is for those outside, it is for them alone. */
static bool is_for_me(const struct feature *feature, struct rings rings)
{
    return feature->beyond.outside != rings_inside(rings) ||
           (feature->beyond.visitors && rings_visiting(rings));
}

/* Whether the feature has anything to say to this viewer at all. */
static bool share_speaks(const struct share *share, const struct viewer *viewer)
{
    if (!viewer->part)
        return is_for(share->feature, viewer->rings);
    return has_part(share->feature, viewer->part) &&
           viewer->part->kind->exists(share->state, part_id(viewer->part));
}

static void view_share(const struct share *share, const char *key, const struct viewer *viewer,
                       const struct bodies *bodies, struct writer *out)
{
    if (!share->feature->view)
        return;
    writer_object_lazy(out, key);
    share->feature->view(share->state, viewer, bodies, out);
    writer_end(out);
}

void room_view(const struct room *room, const struct viewer *viewer, const struct bodies *bodies,
               struct buffer *out)
{
    struct writer writer;
    const struct side *side = room_side_seen(room, viewer);
    writer_init(&writer, out);
    writer_object(&writer, NULL);
    for (size_t i = 0; i < room->shares_count; i++)
        if (share_speaks(&room->shares[i], viewer))
            view_share(&room->shares[i], share_key(room->shares[i].feature, viewer), viewer, bodies,
                       &writer);
    for (size_t i = 0; side && i < room->sides.count; i++)
        view_share(&side->shares[i], side->shares[i].feature->name, viewer, bodies, &writer);
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

static void me_share(const struct share *share, struct slice person, struct writer *out)
{
    if (!share->feature->me)
        return;
    writer_object_lazy(out, share->feature->name);
    share->feature->me(share->state, person, out);
    writer_end(out);
}

void room_part_me(const struct room *room, const struct part *part, struct slice person,
                  struct buffer *out)
{
    struct writer writer;
    const struct side *side = room_side_seen(room, &(struct viewer){.part = part});
    writer_init(&writer, out);
    writer_object(&writer, NULL);
    writer_text(&writer, "id", person);
    rights_write_role(room, room_role(room, person), &writer);
    for (size_t i = 0; side && i < room->sides.count; i++)
        me_share(&side->shares[i], person, &writer);
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
    for (size_t i = 0; i < room->shares_count; i++)
        if (is_for_me(room->shares[i].feature, rings))
            me_share(&room->shares[i], person, &writer);
    writer_end(&writer);
}

/* The same of the features that a side room holds. */
static void patch_hearers_side(const struct room *room, const struct side *side,
                               const struct entry *entry, const struct viewer *viewer,
                               struct writer *out)
{
    const struct method *method = room_state_method(room, entry->type);
    for (size_t i = 0; i < room->sides.count; i++) {
        const struct share *share = &side->shares[i];
        const struct hearing *hearing = room_state_hearing(share, method);
        if (!hearing || !hearing->patch)
            continue;
        writer_object_lazy(out, share->feature->name);
        hearing->patch(share->state, entry, viewer, out);
        writer_end(out);
    }
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

/* Of the side rooms that follow the entry: those in which staff see something change. */
static void add_hearing_sides(const struct room *room, const struct entry *entry, struct parts *out)
{
    const struct viewer staff = {.rings = rings_both(RINGS_INSIDE, RINGS_STAFF)};
    struct buffer patch;
    struct map_at at = {0};
    buffer_init(&patch, BOUND_VIEW_BYTES);
    for (struct side *side; (side = sides_next(&room->sides, &at)) && out->count < PARTS_MAX;) {
        struct part part = sides_part(&room->sides, side->number);
        struct viewer viewer = {staff.rings, &part};
        struct writer writer;
        writer_init(&writer, &patch);
        writer_object_lazy(&writer, NULL);
        patch_hearers_side(room, side, entry, &viewer, &writer);
        if (writer_end(&writer) && !parts_have(out, &part))
            parts_add_seq(out, part.kind, side->number);
        buffer_clear(&patch);
    }
    buffer_done(&patch);
}

/* Of the feature's own parts. */
static void add_heard(const struct share *share, const struct entry *entry, struct parts *out)
{
    for (size_t i = 0; i < share->feature->parts_count; i++)
        if (share->feature->parts[i].heard)
            share->feature->parts[i].heard(share->state, entry, out);
}

bool room_parts(const struct room *room, const struct entry *entry, struct parts *out)
{
    const struct share *share = NULL;
    const struct method *method = room_state_method(room, entry->type);
    const struct row *row = room_state_row(room, entry, &share);
    out->count = 0;
    if (!row)
        return false;
    int64_t side = room_state_side(room, method, entry->data);
    if (side)
        parts_add_seq(out, room->sides.kind, side);
    if (row->parts && !side)
        row->parts(share->state, entry, out);
    for (const struct hearer *by = method->hearers; by && by->feature; by++)
        add_heard(&room->shares[by->place], entry, out);
    if (method->hearers && !side)
        add_hearing_sides(room, entry, out);
    return out->count > 0;
}

/* What other features that follow the entry have to say of it. */
static void patch_hearers(const struct room *room, const struct entry *entry,
                          const struct viewer *viewer, struct writer *out)
{
    const struct method *method = room_state_method(room, entry->type);
    int64_t side = room_state_side(room, method, entry->data);
    for (const struct hearer *by = method->hearers; by && by->feature; by++) {
        const struct share *share = &room->shares[by->place];
        if (!by->hearing->patch || !share_speaks(share, viewer) ||
            (viewer->part && !viewer->part->kind->heard) || (side && !by->feature->beyond.sides))
            continue;
        writer_object_lazy(out, share_key(by->feature, viewer));
        by->hearing->patch(share->state, entry, viewer, out);
        writer_end(out);
    }
    const struct side *seen = side ? NULL : room_side_seen(room, viewer);
    if (seen)
        patch_hearers_side(room, seen, entry, viewer, out);
}

/* What the row itself has to say, as the member `key`. */
struct told {
    const struct room *room;
    const struct share *share;
    const struct row *row;
    const struct entry *entry;
    const struct viewer *viewer;
};

static void patch_row(const struct told *told, const char *key, struct writer *out)
{
    if (!told->row->patch)
        return;
    writer_object_lazy(out, key);
    told->row->patch(told->share->state, told->entry, told->viewer, out);
    writer_end(out);
}

/* Of an entry of the side room that the viewer looks at. */
static void patch_side(const struct told *told, struct writer *out)
{
    patch_row(told, told->share->feature->name, out);
    wipe_me(told->share, told->row, told->entry, out);
}

/* It has just ended. */
static void patch_ended(const struct told *told, struct writer *out)
{
    struct parts parts;
    const struct part *part = told->viewer->part;
    if (part && has_part(told->share->feature, part) &&
        room_parts(told->room, told->entry, &parts) && parts_have(&parts, part))
        writer_null(out, part->kind->name);
}

/* Of an entry of the room. */
static void patch_room(const struct told *told, struct writer *out)
{
    const struct viewer *viewer = told->viewer;
    if (share_speaks(told->share, viewer))
        patch_row(told, share_key(told->share->feature, viewer), out);
    else
        patch_ended(told, out);
    if (room_state_method(told->room, told->entry->type)->hearers)
        patch_hearers(told->room, told->entry, viewer, out);
    if (viewer->part)
        return;
    rights_write_moved(told->room, viewer->rings, out);
    if (is_for(told->share->feature, viewer->rings))
        wipe_me(told->share, told->row, told->entry, out);
}

bool room_patch(const struct room *room, const struct entry *entry, const struct viewer *viewer,
                struct buffer *out)
{
    const struct share *share = NULL;
    const struct row *row = room_state_row(room, entry, &share);
    if (!row)
        return false;
    struct writer writer;
    int64_t side = room_state_side(room, room_state_method(room, entry->type), entry->data);
    writer_init(&writer, out);
    writer_object_lazy(&writer, NULL);
    const struct told told = {room, share, row, entry, viewer};
    if (!side)
        patch_room(&told, &writer);
    else if (sides_of_part(&room->sides, viewer->part) == side)
        patch_side(&told, &writer);
    else if (!viewer->part && room_state_method(room, entry->type)->hearers)
        patch_hearers(room, entry, viewer, &writer);
    return writer_end(&writer);
}

size_t room_touches(const struct room *room, const struct entry *entry,
                    struct slice out[TOUCH_MAX + 1])
{
    const struct share *share = NULL;
    const struct row *row = room_state_row(room, entry, &share);
    if (!row || !row->patch_me || acts_are(row, entry))
        return 0;
    out[0] = entry->by;
    size_t count = 1;
    if (row->touches) {
        struct slice more[TOUCH_MAX];
        size_t more_count = row->touches(share->state, entry, more);
        if (more_count == TOUCH_ALL)
            return TOUCH_ALL;
        check(more_count <= TOUCH_MAX);
        for (size_t i = 0; i < more_count; i++)
            if (!slice_equal(more[i], entry->by))
                out[count++] = more[i];
    }
    return count;
}

struct slice room_touches_scope(const struct room *room, const struct entry *entry,
                                struct slice pseudonym, char out[VEIL_SCOPE_BYTES])
{
    if (slice_equal(pseudonym, entry->by))
        return room_veil_scope(room, entry, out);
    return slice_of(room_row(room, entry->type)->hub.touches_scope);
}

/* One share of `me`. */
static void patch_me_row(const struct share *share, const struct row *row,
                         const struct entry *entry, struct slice person, struct writer *out)
{
    if (!row->patch_me)
        return;
    writer_object_lazy(out, share->feature->name);
    row->patch_me(share->state, entry, person, out);
    writer_end(out);
}

static void patch_me_hearing(const struct share *share, const struct hearing *hearing,
                             const struct entry *entry, struct slice person, struct writer *out)
{
    if (!hearing || !hearing->patch_me)
        return;
    writer_object_lazy(out, share->feature->name);
    hearing->patch_me(share->state, entry, person, out);
    writer_end(out);
}

bool room_patch_me(const struct room *room, const struct entry *entry, struct slice person,
                   struct buffer *out)
{
    const struct share *share = NULL;
    const struct method *method = room_state_method(room, entry->type);
    const struct row *row = room_state_row(room, entry, &share);
    if (!row || room_state_side(room, method, entry->data))
        return false;
    struct writer writer;
    writer_init(&writer, out);
    writer_object_lazy(&writer, NULL);
    if (share->feature->role)
        rights_write_role(room, room_role(room, person), &writer);
    struct rings rings = room_rings(room, person);
    if (is_for_me(share->feature, rings))
        patch_me_row(share, row, entry, person, &writer);
    for (const struct hearer *by = method->hearers; by && by->feature; by++)
        if (is_for_me(by->feature, rings))
            patch_me_hearing(&room->shares[by->place], by->hearing, entry, person, &writer);
    return writer_end(&writer);
}

/* In a side room there are shares of features, too. */
bool room_part_patch_me(const struct room *room, const struct part *part, const struct entry *entry,
                        struct slice person, struct buffer *out)
{
    const struct share *share = NULL;
    const struct method *method = room_state_method(room, entry->type);
    const struct row *row = room_state_row(room, entry, &share);
    if (!row)
        return false;
    struct writer writer;
    int64_t number = room_state_side(room, method, entry->data);
    const struct side *side = room_side_seen(room, &(struct viewer){.part = part});
    writer_init(&writer, out);
    writer_object_lazy(&writer, NULL);
    if (share->feature->role)
        rights_write_role(room, room_role(room, person), &writer);
    if (number && number == sides_of_part(&room->sides, part))
        patch_me_row(share, row, entry, person, &writer);
    for (size_t i = 0; side && !number && method->hearers && i < room->sides.count; i++)
        patch_me_hearing(&side->shares[i], room_state_hearing(&side->shares[i], method), entry,
                         person, &writer);
    return writer_end(&writer);
}

static void tally_share(const struct share *share, const char *key, const struct viewer *viewer,
                        bool all, struct writer *out)
{
    if (!share->feature->tally)
        return;
    writer_object_lazy(out, key);
    share->feature->tally(share->state, viewer, all, out);
    writer_end(out);
}

bool room_tally(const struct room *room, const struct viewer *viewer, bool all, struct buffer *out)
{
    struct writer writer;
    const struct side *side = room_side_seen(room, viewer);
    writer_init(&writer, out);
    writer_object_lazy(&writer, NULL);
    for (size_t i = 0; i < room->shares_count; i++)
        if (share_speaks(&room->shares[i], viewer))
            tally_share(&room->shares[i], share_key(room->shares[i].feature, viewer), viewer, all,
                        &writer);
    for (size_t i = 0; side && i < room->sides.count; i++)
        tally_share(&side->shares[i], side->shares[i].feature->name, viewer, all, &writer);
    return writer_end(&writer);
}

void room_tally_sent(struct room *room)
{
    struct walk walk = {0};
    while (room_state_walk(room, &walk)) {
        walk.share->tally_due = false;
        if (walk.share->feature->tally_sent)
            walk.share->feature->tally_sent(walk.share->state);
    }
}

/* The feature's state that these people follow: the room's, or the one of their part. */
static const struct share *followed_share(const struct room *room, const struct share *share,
                                          const struct viewer *viewer)
{
    if (!viewer->part)
        return is_for(share->feature, viewer->rings) ? share : NULL;
    int64_t number = sides_of_part(&room->sides, viewer->part);
    bool held = room->sides.held >> (share - room->shares) & 1;
    return number && held
               ? sides_share(&room->sides, sides_find(&room->sides, number), share->feature)
               : NULL;
}

/* Acts that were gathered may be of several side rooms. */
enum taken_back room_takes_back(const struct room *room, const struct entry *entry,
                                const struct viewer *viewer)
{
    const struct method *method = room_state_method(room, entry->type);
    if (!method || !method->row || !room->shares[method->feature].feature->takes_back)
        return TAKES_NOTHING;
    const struct share *share = followed_share(room, &room->shares[method->feature], viewer);
    return share ? share->feature->takes_back(share->state, entry, viewer) : TAKES_NOTHING;
}

int64_t room_tally_wait_ms(const struct room *room)
{
    int64_t wait_ms = -1;
    struct walk walk = {0};
    while (room_state_walk(room, &walk)) {
        const struct share *share = walk.share;
        if (share->tally_due && (wait_ms < 0 || share->feature->tally_ms < wait_ms))
            wait_ms = share->feature->tally_ms;
    }
    return wait_ms;
}

bool room_part_exists(const struct room *room, const struct part *part)
{
    return room_side_exists(room, part);
}

struct rings room_part_rings(const struct room *room, const struct part *part, struct slice person)
{
    return room_side_rings(room, part, person);
}

size_t room_part_needs(const struct room *room, const struct part *part, int64_t *seqs,
                       size_t seqs_max)
{
    if (!part->kind->needs || !room_part_exists(room, part))
        return 0;
    return part->kind->needs(room_side_owner(room, part)->state, part_id(part), seqs, seqs_max);
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
