/* SPDX-License-Identifier: Apache-2.0
 * Seen -> everybody out -> read -> [all other rooms, where it has contents] -> contents -> index ->
 * inboxes -> entries -> told. */
#include "hub/dropping.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/bounds.h"
#include "base/check.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/unused.h"
#include "base/writer.h"
#include "core/inbox_of.h"
#include "core/kinds.h"
#include "hub/blind.h"
#include "hub/gate.h"
#include "hub/live.h"
#include "hub/publish.h"
#include "journal/contents.h"
#include "journal/dropping.h"
#include "journal/searcher.h"

enum {
    SEEN_MS = 500,         /* how often it is looked for one */
    OUT_MS = 5000,         /* who is still in the room then is not waited for */
    TURN_MS = 700,         /* another instance comes so much later, by its name */
    AGAIN_MS = 5000,       /* after what could not be done */
    PAGE = 64,             /* rooms in one question */
    INBOXES_AT_ONCE = 8,   /* entries under way */
    NAMES_MAX = 1 << 20,   /* people, contents */
    CONTENTS_AT_ONCE = 256 /* that are removed by one call */
};

enum step { STEP_IDLE, STEP_OUT, STEP_WORKING, STEP_INBOXES };

struct dropping {
    struct hub *hub;
    enum step step;
    bool stopped, visiting;
    unsigned calls; /* under way, but for the visit */
    int64_t due_ms, out_ms;

    char room[ROOM_NAME_BYTES + 1];
    int64_t seq, head;             /* of the entry that says so; the last of the room */
    struct map *contents, *people; /* ids, owned; the readers' threads', while they visit */
    struct map_at person;          /* whose inbox is next */
    struct journal_ticket *ticket;
    char after[ROOM_NAME_BYTES + 1]; /* the page of rooms under way ends here; "": it is the last */
    struct map *page;                /* names of its rooms, owned */
    struct map_at other;             /* the one that is read */
    bool cleans;                     /* words of it are in files of the index yet */
    enum err error;                  /* the searcher's thread's */
};

struct dropping *dropping_new(struct hub *hub)
{
    struct dropping *dropping = mem_new(sizeof *dropping);
    dropping->hub = hub;
    return dropping;
}

static void names_free(struct dropping *dropping)
{
    map_free(&dropping->contents, NULL);
    map_free(&dropping->people, NULL);
    map_free(&dropping->page, NULL);
}

static void ended(void *context)
{
    struct dropping *dropping = context;
    dropping->visiting = false;
}

void dropping_stop(struct dropping *dropping)
{
    dropping->stopped = true;
    if (dropping->visiting)
        journal_drop_visit(&dropping->ticket, ended, dropping);
    journal_drop(&dropping->ticket);
}

bool dropping_busy(const struct dropping *dropping)
{
    return dropping->visiting || dropping->calls > 0;
}

void dropping_free(struct dropping **dropping)
{
    struct dropping *old = *dropping;
    check(!dropping_busy(old));
    names_free(old);
    mem_free(old);
    *dropping = NULL;
}

static void rest(struct dropping *dropping, int64_t ms)
{
    names_free(dropping);
    dropping->step = STEP_IDLE;
    dropping->due_ms = loop_tick_ms(dropping->hub->loop) + ms;
}

/* Whether what has just come back may go on. */
static bool goes_on(struct dropping *dropping, enum err error)
{
    if (!dropping->stopped && error) {
        log_line(LOG_WARN, "a room could not be dropped yet", "room=%s error=%s", dropping->room,
                 error_name(error));
        rest(dropping, AGAIN_MS);
    }
    return !dropping->stopped && !error;
}

/* ---- its entries, and that they are gone -------------------------------------------------------
 */

static void told(void *context, const struct journal_result *result)
{
    struct dropping *dropping = context;
    dropping->calls--;
    if (!goes_on(dropping, result->error == ERR_OP_REUSED ? ERR_NONE : result->error))
        return;
    log_line(LOG_INFO, "a room was dropped", "room=%s", dropping->room);
    rest(dropping, SEEN_MS);
}

static void append(struct dropping *dropping, const struct entry *draft, blind_fn *done)
{
    struct entry whole = *draft;
    whole.at_ms = loop_now_ms(dropping->hub->loop);
    whole.by = ENTRY_SYSTEM;
    struct entry *entry = entry_new(&whole);
    check(entry);
    dropping->calls++;
    blind_append(dropping->hub, entry, done, dropping);
    entry_unref(&entry);
}

static void tell(struct dropping *dropping, const struct journal_end *end)
{
    char op[64], hex[HASH_HEX + 1];
    struct buffer data;
    struct writer out;
    hash_hex(&end->chain, hex);
    snprintf(op, sizeof op, "dropped.%" PRId64, dropping->seq);
    buffer_init(&data, BOUND_ENTRY_BYTES);
    writer_init(&out, &data);
    writer_object(&out, NULL);
    writer_text(&out, "of", slice_of(dropping->room));
    writer_int(&out, "entries", end->seq);
    writer_text(&out, "chain", slice_of(hex));
    writer_end(&out);
    append(dropping,
           &(struct entry){.room = slice_of(dropping->hub->options.academy),
                           .type = SLICE("room.dropped"),
                           .op = slice_of(op),
                           .text = buffer_slice(&data)},
           told);
    buffer_done(&data);
}

/* A room that never was has no end. */
static void dropped(void *context, enum err error, const struct journal_end *end)
{
    static const struct journal_end none;
    struct dropping *dropping = context;
    dropping->calls--;
    if (goes_on(dropping, error == ERR_NOT_FOUND ? ERR_NONE : error))
        tell(dropping, end ? end : &none);
}

static void drop(struct dropping *dropping)
{
    dropping->step = STEP_WORKING;
    dropping->calls++;
    journal_drop_room(dropping->hub->journal, slice_of(dropping->room), dropped, dropping);
}

/* ---- inboxes -----------------------------------------------------------------------------------
 */

static void inboxes(struct dropping *dropping);

static void inbox_done(struct dropping *dropping, enum err error)
{
    dropping->calls--;
    dropping->error = error ? error : dropping->error;
    if (!dropping->stopped)
        inboxes(dropping);
}

static void inbox_told(void *context, const struct journal_result *result)
{
    inbox_done(context, result->error == ERR_OP_REUSED ? ERR_NONE : result->error);
}

/* What an invitation said goes when its inbox is awake (hub/erasing.h). */
static void inbox_woken(struct live *live, enum err error, void *context)
{
    live_unuse(live);
    inbox_done(context, error);
}

static void inbox_wake(struct dropping *dropping, struct slice inbox)
{
    const struct actor system = {.id = ENTRY_SYSTEM};
    struct live *live;
    int64_t retry_ms = 0;
    dropping->calls++;
    if (live_reach(dropping->hub, &system, inbox, &live, &retry_ms) != ERR_NONE) {
        dropping->calls--;
        return;
    }
    live_use(live);
    live_wait(live, inbox_woken, dropping);
}

/* `role`: they have none there any more, whatever the room itself has said; else an invitation is
 * taken back. */
static void inbox_tell(struct dropping *dropping, struct slice inbox, bool role)
{
    char op[64];
    struct buffer data;
    struct writer out;
    snprintf(op, sizeof op, "dropped.%" PRId64 ".%c", dropping->seq, role ? 'r' : 'i');
    buffer_init(&data, BOUND_ENTRY_BYTES);
    writer_init(&out, &data);
    writer_object(&out, NULL);
    writer_text(&out, "of", slice_of(dropping->room));
    if (role) {
        writer_text(&out, "role", SLICE("none"));
        writer_int(&out, "cause", dropping->head > 0 ? dropping->head : 1);
    }
    writer_end(&out);
    append(dropping,
           &(struct entry){.room = inbox,
                           .type = role ? SLICE("inbox.room") : SLICE("inbox.uninvite"),
                           .op = slice_of(op),
                           .text = buffer_slice(&data)},
           inbox_told);
    buffer_done(&data);
}

static void inbox_clear(struct dropping *dropping, struct slice person, bool guest)
{
    char room[INBOX_OF_BYTES];
    struct slice inbox = inbox_of(person, room);
    inbox_tell(dropping, inbox, true);
    if (guest) {
        inbox_tell(dropping, inbox, false);
        inbox_wake(dropping, inbox);
    }
}

/* A guest is known by another value than who was in the room. */
static void inboxes(struct dropping *dropping)
{
    while (dropping->calls < INBOXES_AT_ONCE && map_next(dropping->people, &dropping->person))
        inbox_clear(dropping, dropping->person.key, dropping->person.value != dropping);
    if (dropping->calls == 0 && dropping->step == STEP_INBOXES &&
        goes_on(dropping, dropping->error))
        drop(dropping);
}

/* ---- the index ---------------------------------------------------------------------------------
 */

/* On the searcher's thread. */
static void index_forget(void *context)
{
    struct dropping *dropping = context;
    struct search *search = searcher_search(dropping->hub->options.searcher);
    int64_t seqs[BOUND_JOURNAL_BATCH];
    dropping->error = ERR_NONE;
    for (int64_t seq = 0; seq < dropping->head && !dropping->error;) {
        size_t count = 0;
        while (count < BOUND_JOURNAL_BATCH && seq < dropping->head)
            seqs[count++] = ++seq;
        dropping->error = search_forget(search, slice_of(dropping->room), seqs, count);
    }
}

/* Likewise: a step of it, so that others are answered in between. */
static void index_clean(void *context)
{
    struct dropping *dropping = context;
    dropping->error =
        search_clean(searcher_search(dropping->hub->options.searcher), &dropping->cleans);
}

static void index_forgotten(void *context)
{
    struct dropping *dropping = context;
    dropping->calls--;
    if (!goes_on(dropping, dropping->error))
        return;
    if (dropping->cleans) {
        dropping->calls++;
        searcher_post(dropping->hub->options.searcher, index_clean, index_forgotten, dropping);
        return;
    }
    dropping->step = STEP_INBOXES;
    dropping->person = (struct map_at){0};
    inboxes(dropping);
}

static void forget(struct dropping *dropping)
{
    dropping->calls++;
    dropping->error = ERR_NONE;
    dropping->cleans = dropping->hub->options.searcher && dropping->head > 0;
    if (dropping->cleans)
        searcher_post(dropping->hub->options.searcher, index_forget, index_forgotten, dropping);
    else
        index_forgotten(dropping);
}

/* ---- contents ----------------------------------------------------------------------------------
 */

static void contents(struct dropping *dropping);

static void contents_gone(void *context, enum err error)
{
    struct dropping *dropping = context;
    dropping->calls--;
    if (goes_on(dropping, error))
        contents(dropping);
}

/* Those that are left are nobody else's. */
static void contents(struct dropping *dropping)
{
    struct slice ids[CONTENTS_AT_ONCE];
    struct map_at at = {0};
    size_t count = 0;
    while (count < CONTENTS_AT_ONCE && map_next(dropping->contents, &at))
        ids[count++] = at.key;
    if (count == 0 || !dropping->hub->options.contents) {
        forget(dropping);
        return;
    }
    dropping->calls++;
    contents_drop(dropping->hub->options.contents, ids, count, contents_gone, dropping);
    for (size_t i = count; i > 0; i--)
        map_take(dropping->contents, ids[i - 1]);
}

static const struct row *row_of(const struct hub *hub, const struct entry *entry)
{
    const struct kind *kind = kinds_of(hub->rooms.kinds, entry->room);
    const struct method *method =
        kind ? methods_find(kinds_methods(hub->rooms.kinds, kind), entry->type) : NULL;
    return method ? method->row : NULL;
}

/* The content that the entry names, its own or one that another room lends; absent: none. */
static struct slice content_of(const struct hub *hub, const struct entry *entry)
{
    const struct row *row = row_of(hub, entry);
    struct slice id = {NULL, 0};
    const char *member = !row ? NULL : row->hub.content ? row->hub.content : row->hub.borrows;
    return member && json_get_text(entry->data, member, &id) ? id : (struct slice){NULL, 0};
}

/* On a reader's thread: what another room has stays. */
static bool content_kept(void *context, const struct entry *entry)
{
    const struct dropping *dropping = context;
    struct slice id = content_of(dropping->hub, entry);
    if (id.len > 0)
        map_take(dropping->contents, id);
    return map_count(dropping->contents) > 0;
}

static void next_other(struct dropping *dropping);

static void other_read(void *context, enum err error, int64_t last)
{
    struct dropping *dropping = context;
    UNUSED(last);
    dropping->ticket = NULL;
    dropping->visiting = false;
    if (goes_on(dropping, error))
        next_other(dropping);
}

static void rooms_listed(void *context, enum err error, const struct journal_mark *marks,
                         size_t count)
{
    struct dropping *dropping = context;
    dropping->ticket = NULL;
    if (!goes_on(dropping, error))
        return;
    map_free(&dropping->page, NULL);
    dropping->page = map_new(PAGE);
    dropping->other = (struct map_at){0};
    dropping->after[0] = '\0';
    for (size_t i = 0; i < count; i++) {
        if (!slice_is(marks[i].room, dropping->room))
            map_put(dropping->page, marks[i].room, dropping);
        if (count == PAGE)
            snprintf(dropping->after, sizeof dropping->after, "%.*s", (int)marks[i].room.len,
                     marks[i].room.at);
    }
    next_other(dropping);
}

static void list_others(struct dropping *dropping)
{
    dropping->ticket = journal_rooms(dropping->hub->journal, slice_of(dropping->after), PAGE,
                                     rooms_listed, dropping);
}

static void next_other(struct dropping *dropping)
{
    if (map_count(dropping->contents) > 0 && map_next(dropping->page, &dropping->other)) {
        dropping->visiting = true;
        dropping->ticket = journal_visit(dropping->hub->journal, dropping->other.key, 0, -1,
                                         content_kept, other_read, dropping);
    } else if (map_count(dropping->contents) > 0 && dropping->after[0]) {
        list_others(dropping);
    } else {
        contents(dropping);
    }
}

/* ---- the room ----------------------------------------------------------------------------------
 */

static void name_add(struct map *names, struct slice name, void *value)
{
    if (name.len > 0 && name.len <= BOUND_ID_BYTES && !map_full(names) && !map_find(names, name))
        map_put(names, name, value);
}

/* On a reader's thread: what it has, and whom it knows. */
static bool collect(void *context, const struct entry *entry)
{
    struct dropping *dropping = context;
    struct slice whom = {NULL, 0};
    name_add(dropping->contents, content_of(dropping->hub, entry), dropping);
    if (!slice_equal(entry->by, ENTRY_SYSTEM))
        name_add(dropping->people, entry->by, dropping);
    if (json_get_text(entry->data, "whom", &whom))
        name_add(dropping->people, whom, dropping);
    return true;
}

static void guest_add(void *context, struct slice person)
{
    struct dropping *dropping = context;
    if (map_find(dropping->people, person) || !map_full(dropping->people))
        map_put(dropping->people, person, dropping->hub);
}

static void collected(void *context, enum err error, int64_t last)
{
    struct dropping *dropping = context;
    dropping->ticket = NULL;
    dropping->visiting = false;
    dropping->head = last;
    if (!goes_on(dropping, error))
        return;
    gate_drop_guests(dropping->hub, slice_of(dropping->room), guest_add, dropping);
    dropping->after[0] = '\0';
    if (map_count(dropping->contents) > 0)
        list_others(dropping);
    else
        forget(dropping);
}

static void read_room(struct dropping *dropping)
{
    dropping->step = STEP_WORKING;
    dropping->contents = map_new(NAMES_MAX);
    dropping->people = map_new(NAMES_MAX);
    dropping->visiting = true;
    dropping->ticket = journal_visit(dropping->hub->journal, slice_of(dropping->room), 0, -1,
                                     collect, collected, dropping);
}

/* Nobody comes in any more (hub/gate.h), and whoever was there asks to come in again. */
static void send_out(struct dropping *dropping, int64_t tick_ms)
{
    struct live *live = map_find(dropping->hub->rooms.awake, slice_of(dropping->room));
    if (live && live_is_awake(live))
        publish_end(live_feeds(live));
    if (!live || tick_ms >= dropping->out_ms)
        read_room(dropping);
}

/* Of several instances the others come when it is mostly done. */
static int64_t turn_of(const struct dropping *dropping)
{
    struct slice node = bus_node(dropping->hub->bus);
    unsigned sum = 0;
    for (size_t i = 0; i < node.len; i++)
        sum = sum * 31 + (unsigned char)node.at[i];
    return node.len > 0 ? (int64_t)(sum % 8) * TURN_MS : 0;
}

static void consider(struct dropping *dropping, int64_t tick_ms)
{
    struct gate_drop drop;
    dropping->due_ms = tick_ms + SEEN_MS;
    if (!gate_drop_next(dropping->hub, &drop))
        return;
    bool known = dropping->seq == drop.seq;
    snprintf(dropping->room, sizeof dropping->room, "%.*s", (int)drop.room.len, drop.room.at);
    dropping->seq = drop.seq;
    if (!known) {
        struct live *live = map_find(dropping->hub->rooms.awake, drop.room);
        if (live && live_is_awake(live))
            publish_end(live_feeds(live));
        dropping->due_ms = tick_ms + turn_of(dropping);
        return;
    }
    dropping->out_ms = tick_ms + OUT_MS;
    dropping->step = STEP_OUT;
}

void dropping_tick(struct dropping *dropping, int64_t tick_ms)
{
    if (dropping->stopped)
        return;
    if (dropping->step == STEP_IDLE && tick_ms >= dropping->due_ms && dropping->calls == 0)
        consider(dropping, tick_ms);
    else if (dropping->step == STEP_OUT)
        send_out(dropping, tick_ms);
}
