/* SPDX-License-Identifier: Apache-2.0
 * A box is one secret vote: shut -> asked -> ready (its key is here) -> counting -> shut, until the
 * fold says that it is told; then burning -> gone. */
#include "hub/ballots.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/bounds.h"
#include "base/check.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/seal.h"
#include "core/room_ballots.h"
#include "hub/append.h"
#include "journal/keys.h"

enum box_state { BOX_SHUT, BOX_ASKED, BOX_READY, BOX_COUNTING, BOX_BURNING, BOX_GONE };

struct box {
    struct live *live;
    int64_t thing;
    enum box_state state;
    struct seal *seal;      /* owned; the key, while it is here */
    struct waiters waiters; /* for the key */
    enum err missing;       /* why it is not here */
    int64_t due_ms;         /* when what failed is to be tried again */
};

struct boxes {
    struct map *boxes; /* seq -> box, owned */
};

enum { BOXES_MAX = 4096, AGAIN_MS = 5000, LOST_MS = 600000, NAME_BYTES = 2 * ROOM_NAME_BYTES };

static struct box *box_of(struct live *live, int64_t thing)
{
    struct live_parts *parts = live_parts(live);
    if (!parts->boxes) {
        parts->boxes = mem_new(sizeof *parts->boxes);
        parts->boxes->boxes = map_new(BOXES_MAX);
    }
    struct box *box = map_find(parts->boxes->boxes, slice_of_seq(&thing));
    if (box || map_full(parts->boxes->boxes))
        return box;
    box = mem_new(sizeof *box);
    box->live = live;
    box->thing = thing;
    map_put(parts->boxes->boxes, slice_of_seq(&thing), box);
    return box;
}

static void box_free(void *value)
{
    struct box *box = value;
    seal_free(&box->seal);
    mem_free(box);
}

void ballots_end(struct live *live)
{
    struct boxes *boxes = live_parts(live)->boxes;
    if (!boxes)
        return;
    map_free(&boxes->boxes, box_free);
    mem_free(boxes);
    live_parts(live)->boxes = NULL;
}

static void box_shut(struct box *box, int64_t again_ms)
{
    box->state = box->seal ? BOX_READY : BOX_SHUT;
    box->due_ms = loop_tick_ms(live_hub(box->live)->loop) + again_ms;
}

/* ---- the key ----------------------------------------------------------------------------------
 */

static struct slice key_name(const struct box *box, char out[NAME_BYTES])
{
    struct slice room = room_name(live_room(box->live));
    snprintf(out, NAME_BYTES, "ballot:%.*s:%" PRId64, (int)room.len, room.at, box->thing);
    return slice_of(out);
}

static void key_came(void *context, enum err error, const unsigned char *key)
{
    struct box *box = context;
    struct live *live = box->live;
    check(box->state == BOX_ASKED && !box->seal);
    box->missing = error;
    if (key)
        box->seal = seal_new(key);
    box_shut(box, error ? AGAIN_MS : 0);
    bool away = error == ERR_JOURNAL_AWAY;
    waiters_wake(&box->waiters, live, error && !away ? ERR_NOT_AVAILABLE : error);
    live_unuse(live);
}

static void key_ask(struct box *box)
{
    char name[NAME_BYTES];
    box->state = BOX_ASKED;
    live_use(box->live);
    journal_key(live_hub(box->live)->journal, key_name(box, name), key_came, box);
}

/* ---- sealing ----------------------------------------------------------------------------------
 */

/* Neither names of rooms nor ids hold a newline. */
static struct slice about(const struct box *box, struct slice person, struct buffer *out)
{
    struct slice room = room_name(live_room(box->live));
    buffer_clear(out);
    buffer_add(out, SLICE("muster ballot 1\n"));
    buffer_add(out, room);
    buffer_addf(out, "\n%" PRId64 "\n", box->thing);
    buffer_add(out, person);
    check(!out->full);
    return buffer_slice(out);
}

static void seal_choices(struct box *box, const struct entry *entry, uint32_t choices,
                         struct buffer *out)
{
    char bytes[BALLOT_BYTES];
    struct buffer meant;
    for (int i = 0; i < BALLOT_BYTES; i++)
        bytes[i] = (char)(choices >> 8 * (BALLOT_BYTES - 1 - i) & 255);
    buffer_init(&meant, 4 * ROOM_NAME_BYTES);
    seal_write_same(box->seal, about(box, entry->by, &meant), entry->op,
                    (struct slice){bytes, BALLOT_BYTES}, out);
    check(out->len == BALLOT_SEALED_BYTES);
    explicit_bzero(bytes, sizeof bytes);
    buffer_done(&meant);
}

bool ballots_seal(struct live *live, const struct entry *entry, struct entry **sealed)
{
    struct ballot ballot;
    struct buffer bytes, text;
    *sealed = NULL;
    if (!room_ballot_choice(live_room(live), entry, &ballot))
        return true;
    struct box *box = box_of(live, ballot.thing);
    if (!box || !box->seal)
        return false;
    buffer_init(&bytes, BALLOT_SEALED_BYTES);
    buffer_init(&text, BOUND_ENTRY_BYTES);
    seal_choices(box, entry, ballot.choices, &bytes);
    room_ballot_write(live_room(live), entry, buffer_slice(&bytes), &text);
    struct entry made = *entry;
    made.text = buffer_slice(&text);
    *sealed = entry_new(&made);
    check(*sealed);
    buffer_done(&text);
    buffer_done(&bytes);
    return true;
}

void ballots_wait(struct live *live, const struct entry *entry, live_fn *fn, void *context)
{
    struct ballot ballot;
    struct box *box = NULL;
    if (room_ballot_choice(live_room(live), entry, &ballot))
        box = box_of(live, ballot.thing);
    bool ends = box && (box->state == BOX_BURNING || box->state == BOX_GONE);
    if (!box || ends || box->waiters.count >= BOUND_ROOM_PENDING) {
        fn(live, !box || ends ? ERR_NOT_AVAILABLE : ERR_TOO_MANY_REQUESTS, context);
        return;
    }
    waiters_add(&box->waiters, 0, fn, context);
    if (box->state == BOX_SHUT)
        key_ask(box);
}

/* ---- counting ---------------------------------------------------------------------------------
 */

struct count {
    struct box *box;
    struct ballot_sums sums;
    struct buffer meant, opened;
};

/* A ballot that cannot be opened was sealed under another key, or changed on the way: it is none.
 */
static void count_one(void *context, struct slice person, struct slice sealed)
{
    struct count *count = context;
    uint32_t choices = 0;
    buffer_clear(&count->opened);
    if (!seal_read(count->box->seal, about(count->box, person, &count->meant), sealed,
                   &count->opened) ||
        count->opened.len != BALLOT_BYTES)
        return;
    for (int i = 0; i < BALLOT_BYTES; i++)
        choices = choices << 8 | (unsigned char)count->opened.bytes[i];
    count->sums.voters++;
    for (int number = 1; number <= BALLOT_OPTIONS; number++)
        count->sums.options[number] += choices >> number & 1;
}

/* The order of the ballots, and what any of them was, ends here. */
static struct ballot_sums count_all(struct box *box)
{
    struct count count = {.box = box};
    buffer_init(&count.meant, 4 * ROOM_NAME_BYTES);
    buffer_init(&count.opened, BALLOT_BYTES);
    room_ballots_each(live_room(box->live), box->thing, count_one, &count);
    if (count.opened.bytes)
        explicit_bzero(count.opened.bytes, BALLOT_BYTES);
    buffer_done(&count.opened);
    buffer_done(&count.meant);
    count.sums.lost = count.sums.voters < BOUND_BALLOTS_LEAST;
    return count.sums;
}

/* Whatever became of it, the fold tells whether there is more to do. */
static void told(void *context, const struct hub_answer *answer)
{
    struct box *box = context;
    if (box->state == BOX_COUNTING)
        box_shut(box, answer->error ? AGAIN_MS : 0);
}

static void tell(struct box *box, const struct ballot_sums *sums)
{
    char op[40];
    struct buffer text;
    buffer_init(&text, BOUND_ENTRY_BYTES);
    snprintf(op, sizeof op, "ballots:%" PRId64, box->thing);
    struct entry entry = {.by = ENTRY_SYSTEM, .op = slice_of(op)};
    entry.type = room_ballot_sums(live_room(box->live), box->thing, sums, &text);
    entry.text = buffer_slice(&text);
    box->state = BOX_COUNTING;
    append_own(box->live, &entry, told, box);
    buffer_done(&text);
}

/* Whether the key will not come any more. */
static bool is_lost(const struct box *box, const struct ballot_box *ended)
{
    bool late = live_now_ms(box->live) - ended->closed_ms >= LOST_MS;
    return box->missing == ERR_EXPIRED || (box->missing != ERR_NONE && late);
}

static void count(struct box *box, const struct ballot_box *ended)
{
    struct ballot_sums sums = {.lost = true};
    if (box->state == BOX_SHUT && is_lost(box, ended)) {
        struct slice room = room_name(live_room(box->live));
        log_line(LOG_ERROR, "a secret ballot is lost: its key is not there", "room=%.*s poll=%lld",
                 (int)room.len, room.at, (long long)box->thing);
        tell(box, &sums);
    } else if (box->state == BOX_SHUT) {
        key_ask(box);
    } else if (box->state == BOX_READY) {
        sums = count_all(box);
        tell(box, &sums);
    }
}

/* ---- the end of a key -------------------------------------------------------------------------
 */

static void burnt(void *context, enum err error)
{
    struct box *box = context;
    struct slice room = room_name(live_room(box->live));
    if (error && error != ERR_JOURNAL_AWAY)
        log_line(LOG_WARN, "the key of a secret ballot cannot be destroyed yet",
                 "room=%.*s poll=%lld error=%s", (int)room.len, room.at, (long long)box->thing,
                 error_name(error));
    if (error)
        box_shut(box, AGAIN_MS);
    else
        box->state = BOX_GONE;
    live_unuse(box->live);
}

static void burn(struct box *box)
{
    char name[NAME_BYTES];
    seal_free(&box->seal);
    box->state = BOX_BURNING;
    live_use(box->live);
    journal_key_destroy(live_hub(box->live)->journal, key_name(box, name), burnt, box);
}

void ballots_tick(struct live *live, int64_t tick_ms)
{
    struct ballot_box ended = {0};
    while (room_ballot_box(live_room(live), ended.thing, &ended)) {
        struct box *box = box_of(live, ended.thing);
        bool rests = box && (box->state == BOX_SHUT || box->state == BOX_READY);
        if (!rests || tick_ms < box->due_ms)
            continue;
        if (ended.counting)
            count(box, &ended);
        else
            burn(box);
    }
}
