/* SPDX-License-Identifier: Apache-2.0
 * Everybody of the academy as it was, held against the room as it was. */
#include "features/catalogue_readers.h"

#include "base/bounds.h"
#include "base/unused.h"
#include "core/gates.h"
#include "features/common_ask.h"
#include "features/common_get.h"

/* By enum sight_state. */
static const char *const states[] = {"later", "refused", "sums", "withdrawn", "shown"};

struct question {
    const struct scene *scene; /* of the academy */
    struct slice after, last;
    int64_t limit, count, written;
    bool begun, more; /* the page has; there is one behind it */
    struct writer *out;
};

enum err catalogue_readers_past(const struct json *data, struct past_ask *out)
{
    bool dated = common_has(data, "at");
    if (!json_get_text(data, "of", &out->room) || !json_get_int(data, "entry", &out->entry) ||
        out->entry < 1)
        return ERR_BAD_REQUEST;
    return !dated || (json_get_int(data, "at", &out->at_ms) && out->at_ms > 0) ? ERR_NONE
                                                                               : ERR_BAD_REQUEST;
}

/* What somebody was in the room, or would have been by one of the ways in. */
struct place {
    enum role role;
    bool inside;
    struct gate_way way;
};

/* They come in, as the catalogue lets people in: the room is ours, and nobody else's place in it
 * moves by that. What it makes of them is its own business: it may have banned them. */
static enum role admit(struct room *room, struct slice person, enum role role)
{
    struct buffer text;
    struct writer writer;
    buffer_init(&text, BOUND_ENTRY_BYTES);
    writer_init(&writer, &text);
    writer_object(&writer, NULL);
    writer_text(&writer, "whom", person);
    writer_text(&writer, "role", common_role_name(role));
    writer_end(&writer);
    struct entry *entry = entry_new(&(struct entry){.seq = room_seq(room) + 1,
                                                    .at_ms = room_at_ms(room),
                                                    .room = room_name(room),
                                                    .type = SLICE("member.admit"),
                                                    .by = ENTRY_SYSTEM,
                                                    .op = SLICE("admit"),
                                                    .text = buffer_slice(&text)});
    enum err error = room_apply(room, entry);
    entry_unref(&entry);
    buffer_done(&text);
    return error ? ROLE_NONE : room_role(room, person);
}

/* False: they could not come in. Into some rooms nobody comes but whose they are. */
static bool place_of(const struct question *question, struct slice person, struct place *out)
{
    struct room *room = question->scene->past->room;
    const struct kind *kind = room_kind(room);
    *out = (struct place){.role = room_role(room, person)};
    if (kind->naming == NAMED_BY_OWNER && !slice_equal(entry_room_id(room_name(room)), person))
        return false;
    out->inside = out->role != ROLE_NONE;
    bool way = gates_way(question->scene->room, person, room_name(room), &out->way);
    if (!out->inside && way)
        out->role = admit(room, person, out->way.role);
    return out->role != ROLE_NONE;
}

static void write_why(const struct gate_way *way, bool inside, struct writer *out)
{
    writer_array(out, "why");
    for (size_t i = 0; i < way->count; i++)
        writer_text(out, NULL, slice_of(way->why[i]));
    if (inside && way->count == 0)
        writer_text(out, NULL, SLICE("room"));
    writer_end(out);
}

static void write_reader(struct slice id, const struct gate_person *person,
                         const struct place *place, enum sight_how how, struct writer *out)
{
    writer_object(out, NULL);
    writer_text(out, "person", id);
    writer_text(out, "name", person->name);
    if (person->country[0])
        writer_text(out, "country", slice_of(person->country));
    if (!(place->role & ROLE_ACADEMY_ALL))
        writer_text(out, "role", common_role_name(place->role));
    writer_bool(out, "inside", place->inside);
    write_why(&place->way, place->inside, out);
    if (how == SIGHT_OWN)
        writer_bool(out, "own", true);
    writer_end(out);
}

static bool look_at(void *context, struct slice id, const struct gate_person *person)
{
    struct question *question = context;
    const struct past *past = question->scene->past;
    struct place place;
    bool begun = question->begun;
    question->begun = begun || slice_equal(id, question->after);
    if (!person->active || !place_of(question, id, &place))
        return true;
    enum sight_how how = sight_how(past->sight, past->room, id);
    if (how == SIGHT_NOT)
        return true;
    question->count++;
    question->more = question->more || (begun && question->written == question->limit);
    if (!begun || question->more)
        return true;
    write_reader(id, person, &place, how, question->out);
    question->last = id;
    question->written++;
    return true;
}

static void write_people(struct question *question, struct writer *out)
{
    writer_array(out, "people");
    gates_people(question->scene->room, look_at, question);
    writer_end(out);
    writer_int(out, "count", question->count);
    if (question->more)
        writer_text(out, "next", question->last);
}

enum err catalogue_readers(const void *state, const struct json *data, const struct scene *scene,
                           struct writer *out)
{
    const struct past *past = scene->past;
    struct question question = {.scene = scene, .limit = BOUND_READERS_PAGE, .out = out};
    UNUSED(state);
    enum err error = common_ask_text(data, "after", &question.after);
    if (!error)
        error = common_ask_limit(data, "limit", BOUND_READERS_PAGE, &question.limit);
    if (error)
        return error;
    if (!past || !room_exists(past->room))
        return ERR_NOT_FOUND;
    enum sight_state seen = sight_state(past->sight, past->room);
    if (seen == SIGHT_NONE && !past->ended)
        return ERR_NOT_FOUND;
    question.begun = !question.after.at;
    if (seen != SIGHT_NONE) {
        writer_text(out, "type", sight_type(past->sight));
        writer_int(out, "at", sight_at_ms(past->sight));
    }
    writer_text(out, "state", slice_of(states[seen]));
    if (seen == SIGHT_SHOWN)
        write_people(&question, out);
    return ERR_NONE;
}
