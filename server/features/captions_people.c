/* SPDX-License-Identifier: Apache-2.0
 * Rights by language, and whose turn it is. */
#include "features/captions_people.h"

#include "base/mem.h"
#include "base/unused.h"
#include "features/common_get.h"
#include "features/common_read.h"

/* The languages that one person may write, as bits: their places in the list. Who may no more stays
 * known. */
struct captioner {
    unsigned languages;
};

static unsigned bit_of(const struct captions *captions, const struct tongue *tongue)
{
    return 1U << (size_t)(tongue - captions->list);
}

static bool is_let(const struct captions *captions, const struct tongue *tongue,
                   struct slice person)
{
    const struct captioner *captioner = map_find(captions->captioners, person);
    return captioner && captioner->languages & bit_of(captions, tongue);
}

bool captions_may_write(const struct captions *captions, const struct tongue *tongue,
                        const struct scene *scene)
{
    return scene->role & (ROLE_STAFF | ROLE_SYSTEM) || is_let(captions, tongue, scene->person);
}

bool captions_allows(const void *state, enum role role)
{
    struct map_at at = {0};
    bool let = role != ROLE_PARTICIPANT;
    while (!let && map_next(((const struct captions *)state)->captioners, &at))
        let = ((const struct captioner *)at.value)->languages;
    return let;
}

struct rings captions_door(const void *state, struct slice id, struct slice person,
                           struct rings rings)
{
    const struct tongue *tongue = captions_find(state, id);
    bool lets =
        tongue && rings_inside(rings) && !rings_of_staff(rings) && is_let(state, tongue, person);
    return lets ? rings_both(rings, RINGS_LET) : rings;
}

/* ---- who may ------------------------------------------------------------------------------------
 */

static void write_languages(const struct captions *captions, struct slice key,
                            const struct captioner *captioner, struct writer *out)
{
    writer_array_slice(out, key);
    for (size_t i = 0; i < captions->count; i++)
        if (captioner->languages & 1U << i)
            writer_text(out, NULL, slice_of(captions->list[i].tag));
    writer_end(out);
}

void captions_write_people(const struct captions *captions, struct writer *out)
{
    struct map_at at = {0};
    writer_object(out, "captioners");
    while (map_next(captions->captioners, &at))
        if (((const struct captioner *)at.value)->languages)
            write_languages(captions, at.key, at.value, out);
    writer_end(out);
}

void captions_me(const void *state, struct slice person, struct writer *out)
{
    const struct captions *captions = state;
    const struct captioner *captioner = map_find(captions->captioners, person);
    if (captioner)
        write_languages(captions, SLICE("languages"), captioner, out);
}

enum err captions_assign_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_id(data, "whom", out);
    return error ? error : captions_read_languages(data, out);
}

static unsigned languages_of(const struct captions *captions, const struct json *data, bool *known)
{
    unsigned languages = 0;
    const struct json *list = json_get(data, "languages");
    *known = true;
    for (const struct json *at = json_first(list); at; at = json_next(at)) {
        struct slice tag = {NULL, 0};
        json_as_text(at, &tag);
        const struct tongue *tongue = captions_find(captions, tag);
        if (tongue)
            languages |= bit_of(captions, tongue);
        else
            *known = false;
    }
    return languages;
}

enum err captions_assign_check(const void *state, const struct entry *entry,
                               const struct scene *scene)
{
    const struct captions *captions = state;
    const struct captioner *before =
        map_find(captions->captioners, common_get_text(entry->data, "whom"));
    bool known;
    unsigned languages = languages_of(captions, entry->data, &known);
    UNUSED(scene);
    if (!known)
        return ERR_NOT_FOUND;
    if (languages == (before ? before->languages : 0))
        return ERR_ALREADY_EXISTS;
    return !before && map_full(captions->captioners) ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

void captions_assign_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct captions *captions = state;
    struct slice whom = common_get_text(entry->data, "whom");
    bool known;
    UNUSED(scene);
    unsigned languages = languages_of(captions, entry->data, &known);
    struct captioner *captioner = map_find(captions->captioners, whom);
    if (!captioner)
        map_put(captions->captioners, whom, captioner = mem_new(sizeof *captioner));
    captioner->languages = languages;
}

void captions_assign_patch(const void *state, const struct entry *entry,
                           const struct viewer *viewer, struct writer *out)
{
    const struct captions *captions = state;
    struct slice whom = common_get_text(entry->data, "whom");
    const struct captioner *captioner = map_find(captions->captioners, whom);
    if (viewer->part || !rings_of_staff(viewer->rings))
        return;
    writer_object(out, "captioners");
    if (captioner->languages)
        write_languages(captions, whom, captioner, out);
    else
        writer_null_slice(out, whom);
    writer_end(out);
}

size_t captions_assign_touches(const void *state, const struct entry *entry,
                               struct slice out[TOUCH_MAX])
{
    UNUSED(state);
    out[0] = common_get_text(entry->data, "whom");
    return 1;
}

void captions_assign_patch_me(const void *state, const struct entry *entry, struct slice person,
                              struct writer *out)
{
    if (slice_equal(person, common_get_text(entry->data, "whom")))
        captions_me(state, person, out);
}

void captions_assign_moved(const void *state, const struct entry *entry, struct moved *out)
{
    UNUSED(state);
    out->people[out->count++] = common_get_text(entry->data, "whom");
}

/* ---- turns --------------------------------------------------------------------------------------
 */

static void turn_end(struct turn *turn)
{
    if (turn->seq)
        common_author_done(&turn->by);
    *turn = (struct turn){0};
}

void captions_turn_done(struct tongue *tongue)
{
    turn_end(&tongue->turn);
}

bool captions_forget_turn(struct tongue *tongue, int64_t seq)
{
    return tongue->turn.seq == seq && common_author_forget(&tongue->turn.by);
}

void captions_write_turn(const struct tongue *tongue, bool is_patch, struct writer *out)
{
    if (!tongue->turn.seq) {
        if (is_patch)
            writer_null(out, "turn");
        return;
    }
    writer_object(out, "turn");
    common_write_author(out, &tongue->turn.by);
    writer_int(out, "at", tongue->turn.at_ms);
    writer_end(out);
}

enum err captions_turn_read(const struct json *data, struct writer *out)
{
    return captions_read_language(data, out);
}

static struct tongue *turned(const void *state, const struct entry *entry)
{
    return captions_find(state, common_get_text(entry->data, "language"));
}

static bool is_own(const struct tongue *tongue, const struct entry *entry)
{
    return tongue->turn.seq && common_author_is(&tongue->turn.by, entry->by);
}

enum err captions_take_check(const void *state, const struct entry *entry,
                             const struct scene *scene)
{
    const struct tongue *tongue = turned(state, entry);
    if (!tongue || !tongue->offered)
        return ERR_NOT_FOUND;
    if (!captions_may_write(state, tongue, scene))
        return ERR_PERMISSION_DENIED;
    return is_own(tongue, entry) ? ERR_ALREADY_EXISTS : ERR_NONE;
}

/* Of somebody who has gone the staff ends it. */
enum err captions_leave_check(const void *state, const struct entry *entry,
                              const struct scene *scene)
{
    const struct tongue *tongue = turned(state, entry);
    if (!tongue || !tongue->turn.seq)
        return ERR_NOT_FOUND;
    return is_own(tongue, entry) || scene->role & ROLE_STAFF ? ERR_NONE : ERR_PERMISSION_DENIED;
}

void captions_take_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct captions *captions = state;
    struct tongue *tongue = turned(state, entry);
    UNUSED(scene);
    turn_end(&tongue->turn);
    tongue->turn = (struct turn){.at_ms = entry->at_ms, .seq = entry->seq};
    common_author_init(&tongue->turn.by, entry);
    captions->changed = (size_t)(tongue - captions->list);
}

void captions_leave_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct captions *captions = state;
    struct tongue *tongue = turned(state, entry);
    UNUSED(scene);
    turn_end(&tongue->turn);
    captions->changed = (size_t)(tongue - captions->list);
}
