/* SPDX-License-Identifier: Apache-2.0
 * The person's rooms -> a page of the index -> its rooms awake -> what they see -> read -> kept;
 * another page while too few are kept and there is time -> looked at once more, and written. */
#include "hub/finding.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/mem.h"
#include "base/text.h"
#include "base/writer.h"
#include "core/room_finds.h"
#include "hub/live.h"
#include "journal/search_snippet.h"
#include "journal/search_words.h"
#include "journal/searcher.h"

enum {
    AT_ONCE = 64,    /* questions under way, of everybody */
    CANDIDATES = 50, /* of one page: as many rooms at most are woken for it */
    TIME_MS = 2000,  /* after which no other page is begun */
    TEXTS_MAX = 2 * BOUND_SEARCH_TEXT_BYTES,
};

/* A room in which they look. */
struct look_room {
    char name[ROOM_NAME_BYTES + 1];
    bool tried;
    struct live *live; /* in use; NULL: not woken, or it cannot be asked */
};

/* A hit, and what it is of. */
struct candidate {
    const struct search_hit *hit;
    struct look_room *room; /* NULL: it is passed over */
    struct entry *entry;    /* held; NULL: not read */
};

struct kept {
    struct search_hit hit;
    struct look_room *room;
    struct entry *entry; /* held */
};

struct finding {
    struct hub *hub;
    char *person, *words, *kind, *by; /* owned; empty: none */
    bool begins;
    struct search_hit after;
    bool follows; /* `after` counts */
    int64_t since_ms, begun_ms;
    size_t limit;
    struct look_room rooms[BOUND_SEARCH_ROOMS];
    size_t rooms_count;
    struct search_terms terms;
    struct search_page page;
    enum err error;
    size_t awaited;  /* rooms that wake, or are read */
    size_t reads_of; /* the place of the room that is read */
    struct candidate candidates[CANDIDATES];
    struct kept kept[BOUND_SEARCH_HITS + 1];
    size_t kept_count;
    hub_answer_fn *done;
    void *context;
};

/* ---- the end -----------------------------------------------------------------------------------
 */

static void candidates_drop(struct finding *finding)
{
    for (size_t i = 0; i < CANDIDATES; i++)
        entry_unref(&finding->candidates[i].entry);
}

static void finding_end(struct finding *finding, const struct hub_answer *answer)
{
    finding->hub->life.finds--;
    finding->done(finding->context, answer);
    candidates_drop(finding);
    for (size_t i = 0; i < finding->kept_count; i++)
        entry_unref(&finding->kept[i].entry);
    for (size_t i = 0; i < finding->rooms_count; i++)
        if (finding->rooms[i].live)
            live_unuse(finding->rooms[i].live);
    mem_free(finding->person);
    mem_free(finding->words);
    mem_free(finding->kind);
    mem_free(finding->by);
    mem_free(finding);
}

static void finding_fail(struct finding *finding, enum err error)
{
    finding_end(finding, &(struct hub_answer){.error = error});
}

/* ---- what they see -----------------------------------------------------------------------------
 */

static bool is_wanted(const struct finding *finding, const struct find_item *item)
{
    return (!*finding->kind || slice_is(slice_of(finding->kind), item->kind)) &&
           (!*finding->by || slice_is(item->by, finding->by));
}

static bool sees(const struct finding *finding, const struct look_room *room,
                 const struct search_hit *hit, struct find_item *item)
{
    return room->live && live_is_awake(room->live) &&
           room_finds_sees(live_room(room->live), slice_of(finding->person), slice_of(hit->part),
                           hit->seq, item) &&
           is_wanted(finding, item);
}

/* Whether each of the words that were asked for is in the text. */
static bool holds(const struct finding *finding, struct slice text)
{
    struct buffer words;
    size_t found = 0;
    buffer_init(&words, 8 * BOUND_SEARCH_TEXT_BYTES);
    if (search_words(text, &words) == ERR_NONE)
        for (size_t i = 0; i < finding->terms.count; i++) {
            struct slice left = buffer_slice(&words), word;
            bool in = false;
            while (!in && search_words_next(&left, &word))
                in = search_term_matches(&finding->terms.list[i], word);
            found += in;
        }
    buffer_done(&words);
    return found == finding->terms.count;
}

/* The text of the entry, as they see it: what was asked for may stand in what they do not. */
static bool text_of(const struct finding *finding, const struct entry *entry,
                    const struct find_item *item, struct buffer *text)
{
    char place[FIND_PLACE_BYTES];
    buffer_clear(text);
    return room_finds_texts(finding->hub->rooms.kinds, entry, item->shown, text, place) &&
           holds(finding, buffer_slice(text));
}

/* ---- the answer --------------------------------------------------------------------------------
 */

/* UTF-16 units, in which browsers count. */
static int64_t units(struct slice text)
{
    int64_t count = 0;
    for (size_t i = 0; i < text.len; i++) {
        unsigned char byte = (unsigned char)text.at[i];
        count += (byte & 0xc0) != 0x80;
        count += byte >= 0xf0;
    }
    return count;
}

static void write_snippet(const struct finding *finding, struct slice text, struct writer *out)
{
    struct search_snippet snippet;
    while (text.len > 0 && text.at[text.len - 1] == '\n')
        text.len--;
    search_snippet(text, slice_of(finding->words), finding->begins, &snippet);
    writer_text(out, "text", snippet.piece);
    writer_array(out, "found");
    for (size_t i = 0; i < snippet.count; i++) {
        const struct search_span *span = &snippet.spans[i];
        int64_t begin = units((struct slice){snippet.piece.at, span->begin});
        writer_int(out, NULL, begin);
        writer_int(out, NULL,
                   begin + units((struct slice){snippet.piece.at + span->begin, span->len}));
    }
    writer_end(out);
}

/* A fold keeps few titles and names that it does not show: the entry has them. */
static void write_title(const struct find_item *item, const struct entry *entry, struct writer *out)
{
    const struct json *title = json_get(entry->data, "title");
    struct slice text = item->title;
    struct buffer json;
    if (text.len > 0 && !item->dir) {
        writer_raw(out, "title", text);
    } else if (text.len > 0) {
        writer_text(out, "title", text);
        writer_text(out, "dir", slice_of(item->dir));
    } else if (item->shown & FIND_TITLE && json_as_text(title, &text)) {
        writer_text(out, "title", text);
        writer_text(out, "dir", text_dir_name(text_direction(text)));
    } else if (item->shown & FIND_TITLE && json_is_object(title)) {
        buffer_init(&json, BOUND_ENTRY_BYTES);
        json_print(title, &json);
        writer_raw(out, "title", buffer_slice(&json));
        buffer_done(&json);
    }
}

static void write_item(const struct find_item *item, const struct entry *entry, struct writer *out)
{
    struct slice name = item->name;
    if (name.len == 0 && item->by.len > 0 && slice_equal(item->by, entry->by))
        name = entry->name;
    if (item->thing)
        writer_int(out, "thing", item->thing);
    if (item->post)
        writer_int(out, "post", item->post);
    if (item->by.len > 0)
        writer_text(out, "by", item->by);
    if (name.len > 0)
        writer_text(out, "name", name);
    write_title(item, entry, out);
}

static bool write_kept(const struct finding *finding, const struct kept *kept, struct writer *out)
{
    struct find_item item;
    struct buffer text;
    buffer_init(&text, TEXTS_MAX);
    bool good =
        sees(finding, kept->room, &kept->hit, &item) && text_of(finding, kept->entry, &item, &text);
    if (good) {
        writer_object(out, NULL);
        writer_text(out, "kind", slice_of(item.kind));
        writer_text(out, "room", slice_of(kept->room->name));
        writer_int(out, "at", item.at_ms ? item.at_ms : kept->hit.at_ms);
        write_item(&item, kept->entry, out);
        write_snippet(finding, buffer_slice(&text), out);
        writer_end(out);
    }
    buffer_done(&text);
    return good;
}

static bool is_shown(const struct finding *finding, const struct look_room *room, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (finding->kept[i].room == room)
            return true;
    return false;
}

static void write_rooms(const struct finding *finding, size_t count, struct writer *out)
{
    writer_object(out, "rooms");
    for (size_t i = 0; i < finding->rooms_count; i++) {
        const struct look_room *room = &finding->rooms[i];
        if (!room->live || !is_shown(finding, room, count))
            continue;
        struct slice title = room_finds_title(live_room(room->live));
        writer_object_slice(out, slice_of(room->name));
        if (title.len > 0)
            writer_raw(out, "title", title);
        writer_end(out);
    }
    writer_end(out);
}

/* It names what the person has seen, and nothing else. */
static void write_next(const struct search_hit *hit, struct writer *out)
{
    char next[ROOM_NAME_BYTES + 64];
    snprintf(next, sizeof next, "%" PRId64 ".%" PRId64 ".%s", hit->at_ms, hit->seq, hit->room);
    writer_text(out, "next", slice_of(next));
}

/* Everything is asked once more, in the turn that answers: a room may have moved on while others
 * were read. */
static void finding_answer(struct finding *finding, bool more)
{
    struct buffer json;
    struct writer writer;
    size_t count = finding->kept_count < finding->limit ? finding->kept_count : finding->limit;
    buffer_init(&json, BOUND_VIEW_BYTES);
    writer_init(&writer, &json);
    writer_object(&writer, NULL);
    writer_array(&writer, "hits");
    for (size_t i = 0; i < count; i++)
        (void)write_kept(finding, &finding->kept[i], &writer);
    writer_end(&writer);
    write_rooms(finding, count, &writer);
    if (count > 0 && (more || finding->kept_count > count))
        write_next(&finding->kept[count - 1].hit, &writer);
    writer_end(&writer);
    struct hub_answer answer = {.error = json.full ? ERR_LIMIT_EXCEEDED : ERR_NONE,
                                .json = buffer_slice(&json)};
    finding_end(finding, &answer);
    buffer_done(&json);
}

/* ---- a page of the index -----------------------------------------------------------------------
 */

static void page_ask(struct finding *finding);

/* What holds the words is kept; then it is enough, or that was all, or the time is over. */
static void page_done(struct finding *finding)
{
    struct find_item item;
    struct buffer text;
    const struct search_page *page = &finding->page;
    const struct search_hit *last = page->count > 0 ? &page->hits[page->count - 1] : NULL;
    bool ended = page->count < CANDIDATES || last->at_ms < finding->since_ms;
    buffer_init(&text, TEXTS_MAX);
    for (size_t i = 0; i < page->count && finding->kept_count <= finding->limit; i++) {
        struct candidate *candidate = &finding->candidates[i];
        if (!candidate->entry || !sees(finding, candidate->room, candidate->hit, &item) ||
            !text_of(finding, candidate->entry, &item, &text))
            continue;
        finding->kept[finding->kept_count++] =
            (struct kept){*candidate->hit, candidate->room, candidate->entry};
        candidate->entry = NULL;
    }
    buffer_done(&text);
    candidates_drop(finding);
    int64_t took_ms = loop_tick_ms(finding->hub->loop) - finding->begun_ms;
    int64_t find_ms = finding->hub->options.find_ms;
    bool late = took_ms > (find_ms ? find_ms : TIME_MS);
    if (finding->hub->life.closing) {
        finding_fail(finding, ERR_NOT_AVAILABLE);
    } else if (ended || finding->kept_count > finding->limit) {
        finding_answer(finding, false);
    } else if (!late) {
        finding->after = *last;
        finding->follows = true;
        page_ask(finding);
    } else if (finding->kept_count > 0) {
        finding_answer(finding, true);
    } else {
        finding_fail(finding, ERR_SEARCH_SLOW);
    }
}

static void read_next(struct finding *finding);

static void seqs_read(void *context, enum err error, struct entry **entries, size_t count)
{
    struct finding *finding = context;
    const struct look_room *room = &finding->rooms[finding->reads_of++];
    for (size_t i = 0; i < finding->page.count && !error; i++)
        for (size_t k = 0; k < count && finding->candidates[i].room == room; k++)
            if (entries[k]->seq == finding->candidates[i].hit->seq)
                finding->candidates[i].entry = entry_ref(entries[k]);
    if (error)
        finding_fail(finding, error);
    else
        read_next(finding);
}

/* Of each room what they see of it. */
static void read_next(struct finding *finding)
{
    struct find_item item;
    int64_t seqs[CANDIDATES];
    for (; finding->reads_of < finding->rooms_count; finding->reads_of++) {
        const struct look_room *room = &finding->rooms[finding->reads_of];
        size_t count = 0;
        for (size_t i = 0; i < finding->page.count; i++) {
            const struct candidate *candidate = &finding->candidates[i];
            if (candidate->room == room && candidate->hit->at_ms >= finding->since_ms &&
                sees(finding, room, candidate->hit, &item))
                seqs[count++] = candidate->hit->seq;
        }
        if (count > 0) {
            (void)journal_read_seqs(finding->hub->journal, slice_of(room->name), seqs, count,
                                    seqs_read, finding);
            return;
        }
    }
    page_done(finding);
}

static void one_less(struct finding *finding)
{
    if (--finding->awaited > 0)
        return;
    finding->reads_of = 0;
    read_next(finding);
}

/* One that could not be read on is left out: better nothing than what may not be theirs any more.
 */
static void caught_up(struct live *live, enum err error, void *context)
{
    struct finding *finding = context;
    for (size_t i = 0; error && i < finding->rooms_count; i++)
        if (finding->rooms[i].live == live) {
            finding->rooms[i].live = NULL;
            live_unuse(live);
        }
    one_less(finding);
}

static void awake(struct live *live, enum err error, void *context)
{
    if (!error && live_has_neighbours(live))
        live_catch_up(live, caught_up, context);
    else
        caught_up(live, error, context);
}

/* Nobody pays: these are rooms that they are in. */
static void room_wake(struct finding *finding, struct look_room *room)
{
    const struct actor actor = {.id = slice_of(finding->person)};
    int64_t retry_ms = 0;
    struct live *live = NULL;
    if (room->tried)
        return;
    room->tried = true;
    if (live_reach(finding->hub, &actor, slice_of(room->name), &live, &retry_ms))
        return;
    live_use(live);
    room->live = live;
    finding->awaited++;
    live_wait(live, awake, finding);
}

static struct look_room *room_of(struct finding *finding, const char *name)
{
    for (size_t i = 0; i < finding->rooms_count; i++)
        if (strcmp(finding->rooms[i].name, name) == 0)
            return &finding->rooms[i];
    return NULL;
}

/* On the searcher's thread. */
static void page_find(void *context)
{
    struct finding *finding = context;
    struct slice rooms[BOUND_SEARCH_ROOMS];
    for (size_t i = 0; i < finding->rooms_count; i++)
        rooms[i] = slice_of(finding->rooms[i].name);
    const struct search_question question = {.text = slice_of(finding->words),
                                             .prefix = finding->begins,
                                             .rooms = rooms,
                                             .rooms_count = finding->rooms_count,
                                             .after = finding->follows ? &finding->after : NULL,
                                             .limit = CANDIDATES};
    finding->error = searcher_ask(finding->hub->options.searcher, &question, &finding->page);
}

static void page_found(void *context)
{
    struct finding *finding = context;
    if (finding->error || finding->hub->life.closing) {
        finding_fail(finding, finding->error ? finding->error : ERR_NOT_AVAILABLE);
        return;
    }
    finding->awaited = 1;
    for (size_t i = 0; i < finding->page.count; i++) {
        const struct search_hit *hit = &finding->page.hits[i];
        finding->candidates[i] = (struct candidate){hit, room_of(finding, hit->room), NULL};
        if (finding->candidates[i].room)
            room_wake(finding, finding->candidates[i].room);
    }
    one_less(finding);
}

static void page_ask(struct finding *finding)
{
    searcher_post(finding->hub->options.searcher, page_find, page_found, finding);
}

/* ---- in which rooms ----------------------------------------------------------------------------
 */

/* Of too many the nearest count, which are first. */
static void room_add(void *context, struct slice name)
{
    struct finding *finding = context;
    const struct actor actor = {.id = slice_of(finding->person)};
    char text[ROOM_NAME_BYTES + 1];
    if (finding->rooms_count == BOUND_SEARCH_ROOMS || name.len > ROOM_NAME_BYTES ||
        !live_admits(finding->hub, &actor, name))
        return;
    snprintf(text, sizeof text, "%.*s", (int)name.len, name.at);
    if (room_of(finding, text))
        return;
    struct look_room *room = &finding->rooms[finding->rooms_count++];
    *room = (struct look_room){.tried = false};
    memcpy(room->name, text, sizeof text);
}

static void rooms_ask(struct finding *finding, struct live *live, enum err error)
{
    if (!error)
        room_finds_rooms(live_room(live), slice_of(finding->person), room_add, finding);
}

static void academy_awake(struct live *live, enum err error, void *context)
{
    rooms_ask(context, live, error);
    live_unuse(live);
    page_ask(context);
}

/* Where there is none, or it does not know them, their own rooms are all. */
static void academy_wake(struct finding *finding)
{
    const struct actor actor = {.id = slice_of(finding->person)};
    const char *academy = finding->hub->options.academy;
    struct live *live = NULL;
    int64_t retry_ms = 0;
    if (!academy || live_reach(finding->hub, &actor, slice_of(academy), &live, &retry_ms)) {
        page_ask(finding);
        return;
    }
    live_use(live);
    live_wait(live, academy_awake, finding);
}

static void inbox_awake(struct live *live, enum err error, void *context)
{
    rooms_ask(context, live, error);
    live_unuse(live);
    if (error)
        finding_fail(context, error);
    else
        academy_wake(context);
}

static void finding_start(void *context)
{
    struct finding *finding = context;
    const struct actor actor = {.id = slice_of(finding->person)};
    struct live *live = NULL;
    int64_t retry_ms = 0;
    if (!finding->error && finding->rooms_count > 0) {
        page_ask(finding);
        return;
    }
    if (!finding->error)
        finding->error = live_use_own(finding->hub, &actor, "inbox", &live, &retry_ms);
    if (finding->error)
        finding_fail(finding, finding->error);
    else
        live_wait(live, inbox_awake, finding);
}

static enum err check_room(struct finding *finding, struct slice room)
{
    if (room.len == 0)
        return ERR_NONE;
    room_add(finding, room);
    return finding->rooms_count > 0 ? ERR_NONE : ERR_PERMISSION_DENIED;
}

void hub_find(struct hub *hub, const struct actor *actor, const struct hub_find *what,
              hub_answer_fn *done, void *context)
{
    struct finding *finding = mem_new(sizeof *finding);
    finding->hub = hub;
    finding->person = mem_text(actor->id);
    finding->words = mem_text(what->words);
    finding->kind = mem_text(what->kind);
    finding->by = mem_text(what->by);
    finding->begins = what->begins;
    finding->after = what->after;
    finding->follows = what->after.room[0];
    finding->since_ms = what->since_ms;
    finding->limit = what->limit < BOUND_SEARCH_HITS ? what->limit : BOUND_SEARCH_HITS;
    finding->begun_ms = loop_tick_ms(hub->loop);
    finding->done = done;
    finding->context = context;
    if (!hub->options.searcher || hub->life.closing || actor->anonymous)
        finding->error = ERR_NOT_AVAILABLE;
    else if (hub->life.finds >= AT_ONCE)
        finding->error = ERR_TOO_MANY_REQUESTS;
    else if (what->words.len > BOUND_SEARCH_ASK_BYTES)
        finding->error = ERR_TEXT_TOO_LONG;
    else
        finding->error = search_terms_read(what->words, what->begins, &finding->terms);
    if (!finding->error)
        finding->error = check_room(finding, what->room);
    hub->life.finds++;
    loop_later(hub->loop, finding_start, finding);
}
