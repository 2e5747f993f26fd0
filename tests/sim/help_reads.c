/* SPDX-License-Identifier: Apache-2.0
 * See help_reads.h. */
#include "sim/help_reads.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "core/part.h"
#include "core/room.h"
#include "loop/loop.h"
#include "trial/trial.h"

enum { PLACES = 8, THINGS_MAX = 1024 };

struct thing {
    int64_t seq, upto;
    bool has;       /* a position of its own */
    bool touched;   /* since all was read */
    int64_t marked; /* the furthest mark since, which needed none */
};

struct place {
    char of[ROOM_NAME_BYTES + 1];
    int64_t base;
    int64_t cause; /* the entry there that said whether they are in it */
    bool in;
    unsigned count;
    struct thing things[THINGS_MAX];
};

struct model {
    struct room *room; /* says which entries are void */
    int64_t last, all; /* the last entry; the last read.all that can be taken back */
    struct place places[PLACES], before[PLACES];
    struct reads_seen *seen;
};

static struct place *place_of(struct model *model, struct slice of)
{
    for (unsigned i = 0; i < PLACES; i++) {
        struct place *place = &model->places[i];
        if (!place->of[0])
            snprintf(place->of, sizeof place->of, "%.*s", (int)of.len, of.at);
        if (slice_is(of, place->of))
            return place;
    }
    fail_msg("so many rooms are nowhere: %.*s", (int)of.len, of.at);
    return NULL;
}

static struct thing *thing_of(struct place *place, int64_t seq)
{
    for (unsigned i = 0; i < place->count; i++)
        if (place->things[i].seq == seq)
            return &place->things[i];
    assert_true(place->count < THINGS_MAX);
    place->things[place->count] = (struct thing){.seq = seq};
    return &place->things[place->count++];
}

static int64_t number(const struct json *object, const char *key)
{
    int64_t value = 0;
    (void)json_get_int(object, key, &value);
    return value;
}

static struct slice of_of(const struct entry *entry)
{
    struct slice of = {NULL, 0};
    (void)json_get_text(entry->data, "of", &of);
    return of;
}

static void mark(struct place *place, int64_t seq, int64_t upto)
{
    struct thing *thing = thing_of(place, seq);
    thing->touched = true;
    if (!thing->has && upto <= place->base) {
        if (upto > thing->marked)
            thing->marked = upto;
        return;
    }
    if (!thing->has || upto > thing->upto)
        thing->upto = upto;
    thing->has = true;
}

static void back(struct place *place, int64_t seq, int64_t upto)
{
    struct thing *thing = thing_of(place, seq);
    thing->touched = true;
    if (thing->has && upto > thing->upto)
        return;
    if (!thing->has && upto >= place->base)
        return;
    thing->has = true;
    thing->upto = upto;
}

static void raise(struct place *place, int64_t upto)
{
    if (upto <= place->base)
        return;
    place->base = upto;
    for (unsigned i = 0; i < place->count; i++)
        if (place->things[i].upto <= upto)
            place->things[i].has = false;
}

static void all_begins(struct model *model)
{
    memcpy(model->before, model->places, sizeof model->before);
    for (unsigned i = 0; i < PLACES; i++)
        for (unsigned k = 0; k < model->places[i].count; k++) {
            model->places[i].things[k].touched = false;
            model->places[i].things[k].marked = 0;
        }
}

static void put_back(struct thing *thing, const struct thing *was, int64_t base)
{
    if (!thing->touched) {
        thing->has = was->has;
        thing->upto = was->upto;
        return;
    }
    int64_t upto = was->has && was->upto > thing->marked ? was->upto : thing->marked;
    if (thing->has || (!was->has && upto <= base))
        return;
    thing->has = true;
    thing->upto = upto;
}

static void all_back(struct model *model)
{
    for (unsigned i = 0; i < PLACES; i++) {
        struct place *place = &model->places[i], *before = &model->before[i];
        place->base = before->base;
        for (unsigned k = 0; k < place->count; k++)
            put_back(&place->things[k], thing_of(before, place->things[k].seq), before->base);
    }
}

static void marks(struct model *model, const struct json *rooms)
{
    for (const struct json *of = json_first(rooms); of; of = json_next(of))
        for (const struct json *at = json_first(of); at; at = json_next(at)) {
            int64_t upto = 0;
            (void)json_as_int(at, &upto);
            mark(place_of(model, json_key(of)), part_seq(json_key(at)), upto);
        }
}

static void all_read(struct model *model, const struct entry *entry)
{
    const struct json *at = json_first(json_get(entry->data, "rooms"));
    all_begins(model);
    if (!at)
        raise(place_of(model, of_of(entry)), number(entry->data, "upto"));
    for (; at; at = json_next(at)) {
        int64_t upto = 0;
        (void)json_as_int(at, &upto);
        raise(place_of(model, json_key(at)), upto);
    }
    model->all = entry->seq;
    model->seen->all++;
}

/* Who comes in has read what was there; nothing can be taken back from before that. */
static void came(struct model *model, const struct entry *entry)
{
    struct place *place = place_of(model, of_of(entry));
    struct slice role = {NULL, 0};
    int64_t cause = number(entry->data, "cause");
    bool was = place->in;
    if (cause < place->cause)
        return;
    (void)json_get_text(entry->data, "role", &role);
    place->in = !slice_is(role, "none");
    place->cause = cause;
    if (was || !place->in)
        return;
    raise(place, cause);
    model->all = 0;
}

static void follow(struct model *model, const struct entry *entry)
{
    const struct json *data = entry->data;
    if (slice_is(entry->type, "read.mark") && json_get(data, "marks"))
        marks(model, json_get(data, "marks"));
    else if (slice_is(entry->type, "read.mark"))
        mark(place_of(model, of_of(entry)), number(data, "thread"), number(data, "upto"));
    else if (slice_is(entry->type, "read.all"))
        all_read(model, entry);
    else if (slice_is(entry->type, "inbox.room"))
        came(model, entry);
    else if (slice_is(entry->type, "read.back") && !json_get(data, "all"))
        back(place_of(model, of_of(entry)), number(data, "thread"), number(data, "upto"));
    else if (slice_is(entry->type, "read.back")) {
        assert_int_equal(number(data, "all"), model->all);
        all_back(model);
        model->all = 0;
        model->seen->back++;
    }
}

static void read_done(void *context, enum err error, struct entry **entries, size_t count)
{
    struct model *model = context;
    assert_int_equal(error, ERR_NONE);
    for (size_t i = 0; i < count; i++) {
        if (!room_apply(model->room, entries[i]))
            follow(model, entries[i]);
        model->last = entries[i]->seq;
    }
}

static void compare(const struct model *model, const struct json *inbox, const char *person)
{
    for (unsigned i = 0; i < PLACES; i++) {
        const struct place *place = &model->places[i];
        if (!place->of[0])
            break;
        const struct json *read = json_get(json_get(inbox, "read"), place->of);
        size_t have = 0;
        if (number(json_get(inbox, "all"), place->of) != place->base)
            fail_msg("%s has read %s up to %lld, not %lld", person, place->of,
                     (long long)number(json_get(inbox, "all"), place->of), (long long)place->base);
        for (unsigned k = 0; k < place->count; k++) {
            const struct thing *thing = &place->things[k];
            char key[24];
            int64_t upto = 0;
            snprintf(key, sizeof key, "%lld", (long long)thing->seq);
            bool has = json_get_int(read, key, &upto);
            have += has;
            model->seen->compared++;
            if (has != thing->has || (has && upto != thing->upto))
                fail_msg("%s has read %s of %s up to %lld, not %lld", person, key, place->of,
                         (long long)(has ? upto : -1), (long long)(thing->has ? thing->upto : -1));
        }
        assert_int_equal(have, json_count(read));
    }
}

/* Too large for the stack. */
static struct model model;

static void expect_of(struct world *world, unsigned device, struct reads_seen *seen)
{
    struct copy *copy = device_copy(&world->devices[device], "inbox:me");
    const char *person = world_people[world_person(device)];
    char name[ROOM_NAME_BYTES + 1];
    if (!copy || !copy->view)
        return;
    snprintf(name, sizeof name, "inbox:%s", person);
    model = (struct model){.room = room_new(slice_of(name), trial_kinds()), .seen = seen};
    for (int64_t before = -1; before < model.last;) {
        before = model.last;
        journal_read(world->journal, slice_of(name), before, 1024, read_done, &model);
        loop_pass(world->loop, 0);
    }
    compare(&model, json_get(copy->view, "inbox"), person);
    room_free(&model.room);
}

void reads_expect(struct world *world, struct reads_seen *seen)
{
    for (unsigned i = 0; i < DEVICES; i++)
        expect_of(world, i, seen);
}
