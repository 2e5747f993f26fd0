/* SPDX-License-Identifier: Apache-2.0
 * See help_staff.h. */
#include "sim/help_staff.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "sim/help_pages.h"

#define NOTE "noted-on-"

static void note(struct world *world)
{
    bool changes = dice_below(&world->dice, 2); /* they may be of the staff later */
    const char *whom = world_people[changes ? WORLD_CHANGING : dice_below(&world->dice, PEOPLE)];
    int64_t seq = world_act(world, world_anybody(world), "report.note",
                            "\"whom\":\"%s\",\"text\":\"" NOTE "%s\"", whom, whom);
    world_learn(&world->staff.notes, seq);
    world->staff.seen.noted += seq > 0;
}

static void unnote(struct world *world)
{
    world_act(world, world_anybody(world), "report.unnote", "\"note\":%lld",
              (long long)pages_any(world, &world->staff.notes));
}

/* Who is of the staff now may have been noted on before. */
static void look(struct world *world)
{
    unsigned any = dice_below(&world->dice, 2) ? WORLD_FIRST_PLAIN : PEOPLE;
    unsigned person = dice_below(&world->dice, 2) ? WORLD_CHANGING : dice_below(&world->dice, any);
    char own[64];
    struct buffer out;
    buffer_init(&out, BOUND_VIEW_BYTES);
    snprintf(own, sizeof own, NOTE "%s", world_people[person]);
    pages_ask(world, person, "report.notes", "{\"room\":\"webinar:w1\"}", &out);
    if (out.len > 0 && person >= WORLD_FIRST_PLAIN)
        fail_msg("%s was answered notes on people", world_people[person]);
    if (out.len > 0 && memmem(out.bytes, out.len, own, strlen(own)))
        fail_msg("%s was answered notes on themselves", world_people[person]);
    world->staff.seen.looked += out.len > 0 && memmem(out.bytes, out.len, NOTE, strlen(NOTE));
    buffer_done(&out);
}

static void hide(struct world *world)
{
    struct staff_played *staff = &world->staff;
    bool hidden = staff->count > 0 && staff->to[staff->count - 1] == INT64_MAX;
    if (staff->count == HIDDEN_MAX && !hidden)
        return;
    int64_t seq =
        world_act(world, WORLD_HOST, "names.set", "\"hidden\":%s", hidden ? "false" : "true");
    if (seq <= 0)
        return;
    if (hidden) {
        staff->to[staff->count - 1] = seq;
        return;
    }
    staff->from[staff->count] = seq;
    staff->to[staff->count++] = INT64_MAX;
}

/* What staff say of the room, with their names or without. */
static void announce(struct world *world)
{
    world_act(world, world_staff(world), "notice.post", "\"text\":{\"en\":\"hear\"}");
}

void staff_step(struct world *world)
{
    static void (*const acts[])(struct world *) = {note, note, note, note, unnote, look,
                                                   look, look, look, hide, hide,   announce};
    acts[dice_below(&world->dice, sizeof acts / sizeof acts[0])](world);
}

static bool was_hidden(const struct staff_played *staff, int64_t seq)
{
    for (unsigned i = 0; i < staff->count; i++)
        if (seq >= staff->from[i] && seq < staff->to[i])
            return true;
    return false;
}

/* Where an event begins; quotes within texts stand behind a backslash. */
#define EVENT   "{\"data\":{\"type\":\""
#define OFFSET  "},\"offset\":"
#define CHANNEL "\"channel\":\""
#define WEBINAR "webinar:"
#define NOBODY  "\"by\":\"*\",\"at\""

/* The next place of `text` between two others, or NULL. */
static const char *find(const char *from, const char *to, const char *text)
{
    return from < to ? memmem(from, (size_t)(to - from), text, strlen(text)) : NULL;
}

/* Of one event, from its type to where the next frame or event begins. */
static void expect_event(struct world *world, const char *id, const char *from, const char *to)
{
    static const char *const signs[] = {"\"by\":\"host\",\"at\"", "\"by\":\"moderator\",\"at\""};
    const char *offset = find(from, to, OFFSET), *by = find(from, to, "\"by\":");
    if (!offset || !by)
        return;
    int64_t seq = strtoll(offset + strlen(OFFSET), NULL, 10);
    bool hidden = was_hidden(&world->staff, seq);
    for (unsigned i = 0; i < 2; i++) {
        bool said = strncmp(by, signs[i], strlen(signs[i])) == 0;
        if (said && hidden)
            fail_msg("%s was told who did entry %lld: %.200s", id, (long long)seq, from);
        world->staff.seen.signs += said;
    }
    world->staff.seen.unsigned_acts += strncmp(by, NOBODY, strlen(NOBODY)) == 0;
}

static void expect_device(struct world *world, struct device *device)
{
    const char *at = device->heard.bytes, *end = at + device->heard.len, *channel = at;
    while ((at = find(at, end, EVENT))) {
        for (const char *each = channel; (each = find(each, at, CHANNEL));)
            channel = each += strlen(CHANNEL);
        at += strlen(EVENT);
        if (strncmp(channel, WEBINAR, strlen(WEBINAR)) != 0)
            continue;
        const char *next = find(at, end, EVENT), *frame = find(at, end, "{\"push\":");
        const char *reply = find(at, end, "{\"id\":");
        const char *to = next ? next : end;
        to = frame && frame < to ? frame : to;
        to = reply && reply < to ? reply : to;
        expect_event(world, device->id, at, to);
    }
}

void staff_expect(struct world *world, struct staff_seen *seen)
{
    for (unsigned i = 0; i < DEVICES_ALL; i++)
        if (world_person(i) >= WORLD_FIRST_PLAIN && world->devices[i].heard.len > 0)
            expect_device(world, &world->devices[i]);
    seen->noted += world->staff.seen.noted;
    seen->looked += world->staff.seen.looked;
    seen->signs += world->staff.seen.signs;
    seen->unsigned_acts += world->staff.seen.unsigned_acts;
}
