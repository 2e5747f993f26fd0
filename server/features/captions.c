/* SPDX-License-Identifier: Apache-2.0
 * Languages, and the lines of each. */
#include "features/captions.h"

#include <string.h>

#include "base/mem.h"
#include "base/unused.h"
#include "features/captions_finds.h"
#include "features/captions_history.h"
#include "features/captions_people.h"
#include "features/captions_state.h"
#include "features/common_get.h"
#include "features/common_read.h"

/* One moment and the words: there is one every few seconds, and where a line is slow each digit
 * counts. When exactly it was said is in captions.history. */
static void line_write(const struct shelf_thing *thing, struct writer *out)
{
    const struct line *line = (const struct line *)thing;
    writer_int(out, "at", line->from_ms ? line->from_ms : thing->at_ms);
    if (line->text)
        common_write_text(out, slice_of(line->text), line->dir);
}

static void line_write_change(const struct shelf_thing *thing, struct writer *out)
{
    const struct line *line = (const struct line *)thing;
    line_write(thing, out);
    if (!line->text) {
        writer_null(out, "text");
        writer_null(out, "dir");
    }
}

static void line_wipe(struct shelf_thing *thing)
{
    common_wipe(&((struct line *)thing)->text);
}

static bool line_forget(struct shelf_thing *thing)
{
    bool had = ((struct line *)thing)->text;
    line_wipe(thing);
    return had;
}

static const struct shelf_kind lines_kind = {
    .thing_bytes = sizeof(struct line),
    .write = line_write,
    .write_change = line_write_change,
    .wipe = line_wipe,
    .forget = line_forget,
    .things_max = BOUND_CAPTIONS_SHOWN + 1,
};

static void *captions_new(const struct room *room)
{
    struct captions *captions = mem_new(sizeof *captions);
    UNUSED(room);
    captions->captioners = map_new(BOUND_CAPTIONERS);
    return captions;
}

static void captions_free(void *state)
{
    struct captions *captions = state;
    for (size_t i = 0; i < captions->count; i++) {
        shelf_done(&captions->list[i].lines);
        known_free(&captions->list[i].known);
        captions_turn_done(&captions->list[i]);
    }
    map_free(&captions->captioners, mem_free);
    mem_free(captions);
}

struct tongue *captions_find(const struct captions *captions, struct slice tag)
{
    for (size_t i = 0; i < captions->count; i++)
        if (slice_is(tag, captions->list[i].tag))
            return (struct tongue *)&captions->list[i];
    return NULL;
}

struct tongue *captions_of(const struct captions *captions, int64_t seq)
{
    for (size_t i = 0; i < captions->count; i++)
        if (known_find(captions->list[i].known, seq))
            return (struct tongue *)&captions->list[i];
    return NULL;
}

/* BCP 47's form in small letters, two or three of them first: "fr", "pt-br", "zh-hant". */
static bool is_tag(struct slice text)
{
    size_t run = 0;
    bool first = true;
    for (size_t i = 0; i <= text.len; i++) {
        char c = i < text.len ? text.at[i] : '-';
        if (c == '-') {
            if (run < 2 || run > (first ? 3U : 8U))
                return false;
            run = 0;
            first = false;
            continue;
        }
        if (!((c >= 'a' && c <= 'z') || (!first && c >= '0' && c <= '9')))
            return false;
        run++;
    }
    return text.len <= CAPTIONS_TAG;
}

enum err captions_read_languages(const struct json *data, struct writer *out)
{
    const struct json *list = json_get(data, "languages");
    if (!json_is_array(list))
        return ERR_BAD_REQUEST;
    if (json_count(list) > BOUND_CAPTION_LANGUAGES)
        return ERR_LIMIT_EXCEEDED;
    writer_array(out, "languages");
    for (const struct json *at = json_first(list); at; at = json_next(at)) {
        struct slice tag = {NULL, 0};
        if (!json_as_text(at, &tag) || !is_tag(tag))
            return ERR_BAD_REQUEST;
        writer_text(out, NULL, tag);
    }
    writer_end(out);
    return ERR_NONE;
}

enum err captions_read_language(const struct json *data, struct writer *out)
{
    struct slice tag = common_get_text(data, "language");
    if (!is_tag(tag))
        return ERR_BAD_REQUEST;
    writer_text(out, "language", tag);
    return ERR_NONE;
}

/* Lines of a language that is not offered any more stay, and it counts. */
static enum err offer_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct captions *captions = state;
    size_t count = captions->count;
    UNUSED(scene);
    const struct json *list = json_get(entry->data, "languages");
    for (const struct json *at = json_first(list); at; at = json_next(at)) {
        struct slice tag = {NULL, 0};
        json_as_text(at, &tag);
        count += !captions_find(captions, tag);
    }
    return count > BOUND_CAPTION_LANGUAGES ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

static void offer(struct captions *captions, struct slice tag)
{
    struct tongue *tongue = captions_find(captions, tag);
    if (!tongue) {
        tongue = &captions->list[captions->count++];
        memcpy(tongue->tag, tag.at, tag.len);
        shelf_init(&tongue->lines, &lines_kind);
        tongue->known = known_new(BOUND_CAPTIONS);
    }
    tongue->offered = true;
}

static void offer_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct captions *captions = state;
    UNUSED(scene);
    for (size_t i = 0; i < captions->count; i++)
        captions->list[i].offered = false;
    const struct json *list = json_get(entry->data, "languages");
    for (const struct json *at = json_first(list); at; at = json_next(at)) {
        struct slice tag = {NULL, 0};
        json_as_text(at, &tag);
        offer(captions, tag);
    }
}

static enum err words_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_line(data, "text", BOUND_CAPTION_CHARS, out);
    if (!error)
        error = common_read_dir(data, out);
    if (!error)
        error = common_read_optional_int(data, "from", 1, INT64_MAX, out);
    return error ? error : common_read_optional_int(data, "to", 1, INT64_MAX, out);
}

static enum err line_read(const struct json *data, struct writer *out)
{
    enum err error = captions_read_language(data, out);
    return error ? error : words_read(data, out);
}

static enum err amend_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_seq(data, "line", out);
    return error ? error : words_read(data, out);
}

static enum err remove_read(const struct json *data, struct writer *out)
{
    return common_read_seq(data, "line", out);
}

/* A line ends after it begins, and neither is told long before it happens. */
static enum err times_check(const struct entry *entry)
{
    enum { AHEAD_MS = 60000 };
    int64_t from = common_get_int(entry->data, "from"), to = common_get_int(entry->data, "to");
    bool right = (!from || !to || from <= to) && from <= entry->at_ms + AHEAD_MS &&
                 to <= entry->at_ms + AHEAD_MS;
    return right ? ERR_NONE : ERR_BAD_REQUEST;
}

static enum err line_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct tongue *tongue = captions_find(state, common_get_text(entry->data, "language"));
    if (!tongue || !tongue->offered)
        return ERR_NOT_FOUND;
    return captions_may_write(state, tongue, scene) ? times_check(entry) : ERR_PERMISSION_DENIED;
}

static struct tongue *tongue_of(const void *state, const struct entry *entry)
{
    return captions_of(state, common_get_int(entry->data, "line"));
}

/* Whether the line that it names is there for who writes that language. */
static enum err named_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct tongue *tongue = tongue_of(state, entry);
    if (!tongue)
        return ERR_NOT_FOUND;
    return captions_may_write(state, tongue, scene) ? ERR_NONE : ERR_PERMISSION_DENIED;
}

static enum err amend_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    enum err error = named_check(state, entry, scene);
    return error ? error : times_check(entry);
}

static void say(struct line *line, const struct entry *entry)
{
    struct slice text = common_get_text(entry->data, "text");
    common_wipe(&line->text);
    line->dir = common_get_dir(entry->data, text);
    if (common_has(entry->data, "from"))
        line->from_ms = common_get_int(entry->data, "from");
    if (!entry->erased)
        line->text = mem_text(text);
}

/* The last entry was of that language; `line` loses the words it had, 0: none does. */
static void changed(struct captions *captions, const struct tongue *tongue, int64_t line)
{
    captions->changed = (size_t)(tongue - captions->list);
    captions->withdrawn = line ? known_find(tongue->known, line)->body : 0;
    captions->beyond = line && !shelf_find(&tongue->lines, line) ? line : 0;
}

/* Several go at once: told with each line, that one goes would cost every line some bytes more. */
static void make_room(struct shelf *lines, const struct entry *entry)
{
    enum { GO = 10 };
    if (shelf_count(lines) <= BOUND_CAPTIONS_SHOWN)
        return;
    for (int i = 0; i < GO; i++)
        shelf_remove(lines, entry, shelf_oldest(lines));
}

static void line_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct captions *captions = state;
    struct tongue *tongue = captions_find(captions, common_get_text(entry->data, "language"));
    UNUSED(scene);
    changed(captions, tongue, 0);
    say((struct line *)shelf_add(&tongue->lines, entry, RINGS_INSIDE, 0), entry);
    make_room(&tongue->lines, entry);
    known_add(tongue->known,
              &(struct known){.seq = entry->seq, .at_ms = entry->at_ms, .body = entry->seq},
              entry->by);
}

static void amend_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct captions *captions = state;
    struct tongue *tongue = tongue_of(captions, entry);
    int64_t seq = common_get_int(entry->data, "line");
    struct line *line = (struct line *)shelf_find(&tongue->lines, seq);
    UNUSED(scene);
    changed(captions, tongue, seq);
    known_rewrite(tongue->known, seq, entry->seq);
    if (!line)
        return;
    shelf_touch(&tongue->lines, entry, &line->thing);
    say(line, entry);
}

static void remove_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct captions *captions = state;
    struct tongue *tongue = tongue_of(captions, entry);
    int64_t seq = common_get_int(entry->data, "line");
    struct shelf_thing *line = shelf_find(&tongue->lines, seq);
    UNUSED(scene);
    changed(captions, tongue, seq);
    known_remove(tongue->known, seq);
    if (line)
        shelf_remove(&tongue->lines, entry, line);
}

static void captions_erase(const void *state, const struct entry *entry,
                           struct withdrawal *withdrawal)
{
    UNUSED(entry);
    withdraw(withdrawal, ((const struct captions *)state)->withdrawn);
}

/* The words of a line are those of the entry that gave them last. */
static bool forget_line(struct tongue *tongue, struct line *line, int64_t seq)
{
    const struct known *known = known_find(tongue->known, line->thing.seq);
    if (line->thing.seq == seq)
        common_author_forget(&line->thing.author);
    return known->body == seq && line_forget(&line->thing);
}

static bool captions_forget(void *state, int64_t seq)
{
    struct captions *captions = state;
    bool forgot = false;
    for (size_t i = 0; i < captions->count; i++) {
        struct map_at at = {0};
        forgot = captions_forget_turn(&captions->list[i], seq) || forgot;
        while (map_next(captions->list[i].lines.things, &at))
            forgot = forget_line(&captions->list[i], at.value, seq) || forgot;
    }
    return forgot;
}

static bool captions_exist(const void *state, struct slice id)
{
    return captions_find(state, id);
}

static const struct part_kind captions_parts[1] = {
    {.name = "captions", .exists = captions_exist, .door = captions_door}};

/* Whether it is a language that is seen, and not the room. */
static bool sees_language(const struct viewer *viewer)
{
    return viewer->part && viewer->part->kind == captions_parts;
}

static void write_languages(const struct captions *captions, struct writer *out)
{
    writer_array(out, "languages");
    for (size_t i = 0; i < captions->count; i++)
        if (captions->list[i].offered)
            writer_text(out, NULL, slice_of(captions->list[i].tag));
    writer_end(out);
}

static void captions_view(const void *state, const struct viewer *viewer,
                          const struct bodies *bodies, struct writer *out)
{
    const struct captions *captions = state;
    bool staff = rings_of_staff(viewer->rings);
    UNUSED(bodies);
    if (!viewer->part)
        write_languages(captions, out);
    if (!viewer->part && staff)
        captions_write_people(captions, out);
    if (!sees_language(viewer))
        return;
    const struct tongue *tongue = captions_find(captions, part_id(viewer->part));
    shelf_view(&tongue->lines, "lines", viewer, out);
    if (staff)
        captions_write_turn(tongue, false, out);
}

static void offer_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                        struct writer *out)
{
    UNUSED(entry);
    if (!viewer->part)
        write_languages(state, out);
}

/* Whoever has read back has lines that are in the view no more: of one that changes they are told
 * that what they have does not stand. */
static void lines_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                        struct writer *out)
{
    const struct captions *captions = state;
    if (!sees_language(viewer))
        return;
    if (!captions->beyond) {
        shelf_patch(&captions_find(state, part_id(viewer->part))->lines, "lines", entry, viewer,
                    out);
        return;
    }
    writer_object(out, "lines");
    writer_null_seq(out, captions->beyond);
    writer_end(out);
}

static void turn_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                       struct writer *out)
{
    UNUSED(entry);
    if (sees_language(viewer) && rings_of_staff(viewer->rings))
        captions_write_turn(captions_find(state, part_id(viewer->part)), true, out);
}

static void changed_part(const void *state, const struct entry *entry, struct parts *out)
{
    const struct captions *captions = state;
    UNUSED(entry);
    parts_add(out, captions_parts, slice_of(captions->list[captions->changed].tag));
}

/* The staff, and whom organisers let. What is said in captions is said by whoever speaks. */
#define BY_WRITERS                                                                                 \
    .roles = ROLE_ALL, .lock = {.never = true}, .phases = PHASE_ANY, .allows = captions_allows,    \
    .parts = changed_part

static const struct row rows[] = {
    {
        .name = "captions.offer",
        .keep = {KEEP_MEMBERS("languages")},
        .roles = ROLE_ORGANISERS,
        .phases = PHASE_ANY,
        .read = captions_read_languages,
        .check = offer_check,
        .apply = offer_apply,
        .patch = offer_patch,
    },
    {
        .name = "captions.assign",
        .keep = {keep_all},
        .roles = ROLE_ORGANISERS,
        .phases = PHASE_ANY,
        .lock.moves = true,
        .read = captions_assign_read,
        .check = captions_assign_check,
        .apply = captions_assign_apply,
        .patch = captions_assign_patch,
        .touches = captions_assign_touches,
        .patch_me = captions_assign_patch_me,
        .moved = captions_assign_moved,
    },
    {
        .name = "captions.take",
        .keep = {KEEP_MEMBERS("language")},
        BY_WRITERS,
        .patch = turn_patch,
        .read = captions_turn_read,
        .check = captions_take_check,
        .apply = captions_take_apply,
    },
    {
        .name = "captions.leave",
        .keep = {KEEP_MEMBERS("language")},
        BY_WRITERS,
        .patch = turn_patch,
        .read = captions_turn_read,
        .check = captions_leave_check,
        .apply = captions_leave_apply,
    },
    {
        .name = "captions.line",
        .hub = {.hides_by = true},
        .keep = {KEEP_MEMBERS("language", "dir", "from", "to"), .house = true},
        BY_WRITERS,
        .patch = lines_patch,
        .read = line_read,
        .check = line_check,
        .apply = line_apply,
    },
    {
        .name = "captions.amend",
        .hub = {.hides_by = true},
        .keep = {KEEP_MEMBERS("line", "dir", "from", "to"), .house = true},
        .thing = "line",
        .hides = {.thing = true},
        .erases = captions_erase,
        BY_WRITERS,
        .patch = lines_patch,
        .read = amend_read,
        .check = amend_check,
        .apply = amend_apply,
    },
    {
        .name = "captions.remove",
        .hub = {.hides_by = true},
        .keep = {KEEP_MEMBERS("line")},
        .thing = "line",
        .hides = {.thing = true},
        .erases = captions_erase,
        BY_WRITERS,
        .patch = lines_patch,
        .read = remove_read,
        .check = named_check,
        .apply = remove_apply,
    },
};

static const struct query queries[] = {
    {
        .name = "captions.history",
        .roles = ROLE_READERS,
        .needs = captions_history_needs,
        .answer = captions_history_answer,
    },
};

const struct feature captions_feature = {
    .name = "captions",
    .knows.finds = &captions_finds,
    .rows = rows,
    .rows_count = sizeof rows / sizeof rows[0],
    .queries = queries,
    .queries_count = sizeof queries / sizeof queries[0],
    .state_new = captions_new,
    .state_free = captions_free,
    .forget = captions_forget,
    .view = captions_view,
    .me = captions_me,
    .parts = captions_parts,
    .parts_count = sizeof captions_parts / sizeof captions_parts[0],
};
