/* SPDX-License-Identifier: Apache-2.0
 * A turn -> [pages of rooms -> those that hold something -> each woken, read, made to forget] until
 * nothing is found -> told. */
#include "hub/leaving.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/check.h"
#include "base/hash.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/unused.h"
#include "base/writer.h"
#include "core/erasure.h"
#include "hub/append.h"
#include "hub/blind.h"
#include "hub/gate.h"
#include "hub/holds.h"

enum {
    TURN_MS = 2000, /* how often it is said how far the work has come */
    TAKE_MS = 5000, /* after this another instance goes on */
    /* What others still had under way when somebody was erased is there after this: an effect of
     * what they wrote is made up for within three seconds. */
    SETTLE_MS = 4000,
    AGAIN_MS = 1000,  /* after what could not be done */
    PAGE = 64,        /* rooms in one question */
    SHOWN_ROOMS = 50, /* at most this many: each is told as it is done */
    PASSES_MAX = 20,  /* then something is found that cannot be erased */
    NAMES_BYTES = 64 << 20,
};

enum step {
    STEP_IDLE,
    STEP_CLAIMING, /* the first turn of ours is on its way */
    STEP_RESTING,  /* until due_ms: then it looks again */
    STEP_LISTING,  /* a page of rooms */
    STEP_FINDING,  /* whether a room of it holds something */
    STEP_WAKING,   /* one that does */
    STEP_READING,  /* what it holds */
    STEP_ERASING,  /* the room forgets it, and the journal */
    STEP_TELLING,  /* that nothing is left */
};

/* Names of rooms, each with a line's end, which is in none. */
struct names {
    struct buffer text;
    size_t at; /* the next to be taken */
};

/* Seqs of what a room is to forget. */
struct batch_of {
    int64_t seqs[ERASURE_MAX];
    size_t count;
};

struct leaving {
    struct hub *hub;
    char who[BOUND_ID_BYTES + 1]; /* this instance, among those who may take a turn */
    enum step step;
    bool stopped, lost; /* the hub closes; another has the turn */
    bool visiting;      /* a visit is under way */
    unsigned appends;   /* under way */
    int64_t due_ms, turn_due_ms;

    struct holds *holds; /* owned; NULL while idle */
    char person[BOUND_ID_BYTES + 1];
    int64_t seq, erased_ms, turn; /* see struct gate_leaving */
    int64_t done, rooms;
    unsigned passes;
    int64_t pass_ms; /* when this pass began, by the wall clock */

    struct journal_ticket *ticket;
    char after[ROOM_NAME_BYTES + 1]; /* the page under way ends here; "": it is the last */
    struct names page, found;
    bool hit;                       /* the reader's thread, while it visits */
    struct live *live;              /* in use; the room that forgets */
    int64_t upto;                   /* read so far of it */
    bool more;                      /* it has more */
    struct batch_of words, unnamed; /* likewise the reader's thread's */
};

/* As others know it, where there may be others. */
static void name_instance(struct leaving *leaving)
{
    struct slice node = bus_node(leaving->hub->bus);
    if (node.len > 0 && node.len < sizeof leaving->who)
        snprintf(leaving->who, sizeof leaving->who, "%.*s", (int)node.len, node.at);
    else
        hash_random_id(leaving->who);
}

struct leaving *leaving_new(struct hub *hub)
{
    struct leaving *leaving = mem_new(sizeof *leaving);
    leaving->hub = hub;
    name_instance(leaving);
    buffer_init(&leaving->page.text, PAGE * (ROOM_NAME_BYTES + 2));
    buffer_init(&leaving->found.text, NAMES_BYTES);
    return leaving;
}

static void ended(void *context)
{
    struct leaving *leaving = context;
    leaving->visiting = false;
}

static void let_go(struct leaving *leaving)
{
    if (leaving->live)
        live_unuse(leaving->live);
    leaving->live = NULL;
}

void leaving_stop(struct leaving *leaving)
{
    leaving->stopped = true;
    if (leaving->visiting)
        journal_drop_visit(&leaving->ticket, ended, leaving);
    journal_drop(&leaving->ticket);
    if (leaving->step != STEP_WAKING)
        let_go(leaving);
}

bool leaving_busy(const struct leaving *leaving)
{
    return leaving->visiting || leaving->appends > 0 || leaving->live;
}

void leaving_free(struct leaving **leaving)
{
    struct leaving *old = *leaving;
    check(!leaving_busy(old));
    holds_free(&old->holds);
    buffer_done(&old->page.text);
    buffer_done(&old->found.text);
    mem_free(old);
    *leaving = NULL;
}

static int64_t tick_of(const struct leaving *leaving)
{
    return loop_tick_ms(leaving->hub->loop);
}

static void rest(struct leaving *leaving, int64_t ms)
{
    let_go(leaving);
    leaving->step = STEP_RESTING;
    leaving->due_ms = tick_of(leaving) + ms;
}

static void end(struct leaving *leaving)
{
    let_go(leaving);
    holds_free(&leaving->holds);
    leaving->step = STEP_IDLE;
    leaving->due_ms = tick_of(leaving) + AGAIN_MS;
}

/* Whether it goes on; ends it where it may not. */
static bool goes_on(struct leaving *leaving)
{
    if (leaving->stopped)
        let_go(leaving);
    else if (leaving->lost)
        end(leaving);
    return !leaving->stopped && !leaving->lost;
}

/* ---- names -------------------------------------------------------------------------------------
 */

static void names_clear(struct names *names)
{
    buffer_clear(&names->text);
    names->at = 0;
}

/* One for which there is no room is found by the next pass. */
static void names_add(struct names *names, struct slice name)
{
    if (names->text.len + name.len + 1 > names->text.max)
        return;
    buffer_add(&names->text, name);
    buffer_add_byte(&names->text, '\n');
}

static bool names_take(struct names *names, struct slice *name)
{
    if (names->at == names->text.len)
        return false;
    const char *at = names->text.bytes + names->at;
    const char *stop = memchr(at, '\n', names->text.len - names->at);
    *name = (struct slice){at, (size_t)(stop - at)};
    names->at += name->len + 1;
    return true;
}

static int64_t names_count(const struct names *names)
{
    int64_t count = 0;
    struct names walk = *names;
    struct slice name;
    for (walk.at = 0; names_take(&walk, &name);)
        count++;
    return count;
}

/* ---- turns -------------------------------------------------------------------------------------
 */

static void begin_pass(struct leaving *leaving);

/* Says of the person, in the academy's room, how far it is: that the turn is ours, or, turn 0, that
 * nothing is left. The op is made of their erasing, and of the turn. */
static void tell(struct leaving *leaving, int64_t turn, blind_fn *done)
{
    char op[64];
    struct buffer data;
    struct writer out;
    buffer_init(&data, BOUND_ENTRY_BYTES);
    writer_init(&out, &data);
    writer_object(&out, NULL);
    writer_text(&out, "person", slice_of(leaving->person));
    if (turn) {
        writer_int(&out, "turn", turn);
        writer_int(&out, "done", leaving->done);
    }
    writer_int(&out, "rooms", leaving->rooms);
    if (turn)
        writer_text(&out, "who", slice_of(leaving->who));
    writer_end(&out);
    if (turn)
        snprintf(op, sizeof op, "erasing.%" PRId64 ".%" PRId64, leaving->seq, turn);
    else
        snprintf(op, sizeof op, "erased.%" PRId64, leaving->seq);
    const struct entry draft = {.at_ms = loop_now_ms(leaving->hub->loop),
                                .room = slice_of(leaving->hub->options.academy),
                                .type = turn ? SLICE("person.erasing") : SLICE("person.erased"),
                                .by = ENTRY_SYSTEM,
                                .op = slice_of(op),
                                .text = buffer_slice(&data)};
    struct entry *entry = entry_new(&draft);
    check(entry);
    leaving->appends++;
    blind_append(leaving->hub, entry, done, leaving);
    entry_unref(&entry);
    buffer_done(&data);
}

static void turn_taken(void *context, const struct journal_result *result)
{
    struct leaving *leaving = context;
    leaving->appends--;
    leaving->turn_due_ms = tick_of(leaving) + (result->error ? AGAIN_MS : TURN_MS);
    bool first = leaving->step == STEP_CLAIMING;
    if (result->error == ERR_OP_REUSED)
        leaving->lost = true;
    else if (!result->error)
        leaving->turn++;
    if (first && (result->error || leaving->stopped))
        end(leaving);
    else if (first)
        begin_pass(leaving);
}

static void take_turn(struct leaving *leaving)
{
    leaving->turn_due_ms = INT64_MAX;
    tell(leaving, leaving->turn + 1, turn_taken);
}

static void consider(struct leaving *leaving)
{
    struct gate_leaving who;
    leaving->due_ms = tick_of(leaving) + AGAIN_MS / 2;
    if (!gate_leaves(leaving->hub, &who))
        return;
    if (who.turn > 0 && loop_now_ms(leaving->hub->loop) - who.turn_ms < TAKE_MS)
        return;
    leaving->holds = holds_new(leaving->hub->rooms.kinds, leaving->hub->options.academy, &who);
    snprintf(leaving->person, sizeof leaving->person, "%.*s", (int)who.person.len, who.person.at);
    leaving->seq = who.seq;
    leaving->erased_ms = who.erased_ms;
    leaving->turn = who.turn;
    leaving->done = leaving->rooms = 0;
    leaving->passes = 0;
    leaving->lost = false;
    leaving->step = STEP_CLAIMING;
    take_turn(leaving);
}

static void told(void *context, const struct journal_result *result)
{
    struct leaving *leaving = context;
    leaving->appends--;
    if (result->error && !leaving->stopped)
        rest(leaving, AGAIN_MS);
    else
        end(leaving);
}

static void tell_erased(struct leaving *leaving)
{
    leaving->step = STEP_TELLING;
    tell(leaving, 0, told);
}

/* ---- one room ----------------------------------------------------------------------------------
 */

static void next_room(struct leaving *leaving);

/* On a reader's thread. */
static bool collect(void *context, const struct entry *entry)
{
    struct leaving *leaving = context;
    enum keep_holds holds = holds_ask(leaving->holds, entry);
    struct batch_of *batch = holds == KEEP_HOLDS_WORDS ? &leaving->words : &leaving->unnamed;
    if (holds != KEEP_HOLDS_NOTHING)
        batch->seqs[batch->count++] = entry->seq;
    leaving->more = batch->count == ERASURE_MAX;
    return !leaving->more;
}

static void forgotten(void *context, const struct hub_answer *answer)
{
    struct leaving *leaving = context;
    leaving->appends--;
    if (answer->error)
        log_line(LOG_WARN, "a room could not be made to forget somebody", "error=%s",
                 error_name(answer->error));
}

/* `person`: their name alone goes; absent: words do. */
static void forget(struct leaving *leaving, const struct batch_of *batch, struct slice person)
{
    char op[96];
    struct buffer text;
    struct writer out;
    if (batch->count == 0)
        return;
    buffer_init(&text, BOUND_ENTRY_BYTES);
    writer_init(&out, &text);
    writer_object(&out, NULL);
    writer_array(&out, "seqs");
    for (size_t i = 0; i < batch->count; i++)
        writer_int(&out, NULL, batch->seqs[i]);
    writer_end(&out);
    if (person.at)
        writer_text(&out, "person", person);
    writer_end(&out);
    snprintf(op, sizeof op, "gone.%" PRIx64 ".%" PRIx64 ".%" PRIx64 ".%c", leaving->seq,
             leaving->turn, batch->seqs[0], person.at ? 'n' : 'w');
    const struct entry entry = {.type = SLICE("room.erase"),
                                .by = ENTRY_SYSTEM,
                                .op = slice_of(op),
                                .text = buffer_slice(&text)};
    leaving->appends++;
    append_own(leaving->live, &entry, forgotten, leaving);
    buffer_done(&text);
}

static void room_done(struct leaving *leaving)
{
    let_go(leaving);
    leaving->done++;
    next_room(leaving);
}

static void collected(void *context, enum err error, int64_t last)
{
    struct leaving *leaving = context;
    leaving->ticket = NULL;
    leaving->visiting = false;
    leaving->upto = last;
    if (!goes_on(leaving))
        return;
    if (error) {
        rest(leaving, AGAIN_MS);
        return;
    }
    leaving->step = STEP_ERASING;
    forget(leaving, &leaving->words, (struct slice){NULL, 0});
    forget(leaving, &leaving->unnamed, slice_of(leaving->person));
}

static void read_room(struct leaving *leaving)
{
    leaving->step = STEP_READING;
    leaving->words.count = leaving->unnamed.count = 0;
    leaving->more = false;
    leaving->visiting = true;
    leaving->ticket = journal_visit(leaving->hub->journal, room_name(live_room(leaving->live)),
                                    leaving->upto, -1, collect, collected, leaving);
}

/* When the room and the journal have forgotten. */
static void look_at_room(struct leaving *leaving)
{
    bool awake = live_is_awake(leaving->live);
    if (leaving->appends > 0)
        return;
    if (awake && erasure_forgotten_since_ms(live_room(leaving->live)))
        return;
    if (!goes_on(leaving))
        return;
    if (!awake)
        rest(leaving, AGAIN_MS);
    else if (leaving->more)
        read_room(leaving);
    else
        room_done(leaving);
}

static void woken(struct live *live, enum err error, void *context)
{
    struct leaving *leaving = context;
    UNUSED(live);
    if (!goes_on(leaving))
        return;
    leaving->upto = 0;
    if (error)
        room_done(leaving);
    else
        read_room(leaving);
}

static void next_room(struct leaving *leaving)
{
    const struct actor system = {.id = ENTRY_SYSTEM};
    struct slice name;
    int64_t retry_ms = 0;
    if (leaving->turn_due_ms != INT64_MAX && leaving->rooms <= SHOWN_ROOMS)
        leaving->turn_due_ms = 0;
    if (!names_take(&leaving->found, &name)) {
        begin_pass(leaving);
        return;
    }
    enum err error = live_reach(leaving->hub, &system, name, &leaving->live, &retry_ms);
    if (error) {
        leaving->live = NULL;
        rest(leaving, retry_ms > 0 ? retry_ms : AGAIN_MS);
        return;
    }
    leaving->step = STEP_WAKING;
    live_use(leaving->live);
    live_wait(leaving->live, woken, leaving);
}

/* ---- all rooms ---------------------------------------------------------------------------------
 */

static void look_at_next(struct leaving *leaving);

/* The last look must have begun when nothing of theirs was under way any more. */
static void all_seen(struct leaving *leaving)
{
    int64_t found = names_count(&leaving->found);
    leaving->rooms += found;
    bool settled = leaving->pass_ms - leaving->erased_ms >= SETTLE_MS;
    bool hopeless = leaving->passes >= PASSES_MAX;
    if (found > 0 && hopeless)
        log_line(LOG_WARN, "rooms hold something of a person that cannot be erased", "rooms=%lld",
                 (long long)found);
    if (found > 0 && !hopeless)
        next_room(leaving);
    else if (settled || hopeless)
        tell_erased(leaving);
    else
        rest(leaving, SETTLE_MS);
}

/* On a reader's thread. */
static bool find(void *context, const struct entry *entry)
{
    struct leaving *leaving = context;
    leaving->hit = holds_ask(leaving->holds, entry) != KEEP_HOLDS_NOTHING;
    return !leaving->hit;
}

static void found(void *context, enum err error, int64_t last)
{
    struct leaving *leaving = context;
    UNUSED(last);
    leaving->ticket = NULL;
    leaving->visiting = false;
    if (!goes_on(leaving))
        return;
    if (error)
        rest(leaving, AGAIN_MS);
    else
        look_at_next(leaving);
}

static void listed(void *context, enum err error, const struct journal_mark *rooms, size_t count)
{
    struct leaving *leaving = context;
    leaving->ticket = NULL;
    leaving->after[0] = '\0';
    if (!goes_on(leaving))
        return;
    if (error) {
        rest(leaving, AGAIN_MS);
        return;
    }
    if (count == PAGE)
        snprintf(leaving->after, sizeof leaving->after, "%.*s", (int)rooms[count - 1].room.len,
                 rooms[count - 1].room.at);
    names_clear(&leaving->page);
    for (size_t i = 0; i < count; i++)
        names_add(&leaving->page, rooms[i].room);
    leaving->hit = false;
    look_at_next(leaving);
}

static void list(struct leaving *leaving)
{
    leaving->step = STEP_LISTING;
    leaving->ticket =
        journal_rooms(leaving->hub->journal, slice_of(leaving->after), PAGE, listed, leaving);
}

/* What the last one was found to be is in `hit`. */
static void look_at_next(struct leaving *leaving)
{
    struct names *page = &leaving->page;
    struct slice name;
    if (leaving->hit) {
        const char *start = page->at > 1 ? memrchr(page->text.bytes, '\n', page->at - 1) : NULL;
        size_t from = start ? (size_t)(start - page->text.bytes) + 1 : 0;
        names_add(&leaving->found, (struct slice){page->text.bytes + from, page->at - 1 - from});
    }
    leaving->hit = false;
    if (names_take(page, &name)) {
        leaving->step = STEP_FINDING;
        leaving->visiting = true;
        leaving->ticket = journal_visit(leaving->hub->journal, name, 0, -1, find, found, leaving);
    } else if (leaving->after[0]) {
        list(leaving);
    } else {
        all_seen(leaving);
    }
}

static void begin_pass(struct leaving *leaving)
{
    leaving->passes++;
    leaving->pass_ms = loop_now_ms(leaving->hub->loop);
    leaving->after[0] = '\0';
    names_clear(&leaving->found);
    list(leaving);
}

void leaving_tick(struct leaving *leaving, int64_t tick_ms)
{
    bool due = tick_ms >= leaving->due_ms;
    if (leaving->stopped)
        return;
    if (leaving->step == STEP_IDLE && due && leaving->appends == 0)
        consider(leaving);
    else if (leaving->step == STEP_RESTING && due && goes_on(leaving))
        begin_pass(leaving);
    else if (leaving->step == STEP_ERASING)
        look_at_room(leaving);
    bool works = leaving->step > STEP_CLAIMING && leaving->step < STEP_TELLING;
    if (works && tick_ms >= leaving->turn_due_ms)
        take_turn(leaving);
}
