/* SPDX-License-Identifier: Apache-2.0
 * Marks of an inbox: "push", when its owner is looked at next (INT64_MAX: never); "pushed", up to
 * when they were told; "push.head", how many entries the inbox had when somebody last looked.
 *
 *   "push" is due, or more entries than "push.head"
 *     -> browsers -> "pushed" -> inbox.news -> quiet? -> words
 *     -> claimed, as told from "pushed" on -> "pushed"
 *     -> each browser: its login is there? -> sent -> gone there (404, 410): its row is taken
 *     -> not sent in time (its service was away): again from inbox.news on, for that browser alone
 * What cannot be done now is found again at a later look. */
#include "net/pushes.h"

#include <stdio.h>

#include "base/bounds.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/unused.h"
#include "core/inbox_of.h"
#include "hub/gate.h"
#include "hub/hub.h"
#include "journal/accounts.h"
#include "loop/loop.h"
#include "net/digest_time.h"
#include "net/login_keys.h"
#include "net/push_notice.h"
#include "net/push_row.h"
#include "net/stats.h"
#include "outbound/push.h"

enum {
    PAGE = 64,
    LOOK_MS = 500,
    BEHIND_MS = 5000,
    SWEEP_MS = 180000,
    AGAIN_MS = 20000,
    CLAIM_MS = 86400000,
    TOKEN_S = 12 * 3600, /* RFC 8292 §2: at most a day */
    ID_BYTES = 64,
    PAD = 256, /* how long the words are is told this roughly */
};

static const struct slice claim_kind = {"told", 4}, inboxes = {"inbox:", 6};
static const char due_mark[] = "push", told_mark[] = "pushed", head_mark[] = "push.head";

struct pushes {
    struct api_site site;   /* a copy */
    struct token_push *key; /* NULL: not known yet */
    struct timer *look;
    int64_t behind_ms; /* when to look for what came, by the loop's tick */
    size_t turns;      /* people who are looked at; the next are when these are done */
    size_t open;       /* these, messages on their way, and what was asked of the journal */
    bool freed;
};

/* One inbox that is looked at. */
struct turn {
    struct pushes *pushes;
    char room[2 * BOUND_ID_BYTES], id[ID_BYTES];
    int64_t since_ms, until_ms, head;
    int64_t wakes_ms; /* when something is new by itself; 0: not known */
    char language[3];
    size_t count, next; /* browsers, and which of them is looked at */
    struct browser {
        char login[BOUND_ID_BYTES];
        struct push_row row;
    } * browsers; /* owned */
    struct push_notice notice;
    struct buffer words;
    char only[BOUND_ID_BYTES]; /* the one browser that is told again; "": all */
    unsigned tries;            /* how often that was tried */
};

static struct slice person_of(const struct turn *turn)
{
    return slice_of(turn->room + inboxes.len);
}

static void leave(struct pushes *pushes)
{
    pushes->open--;
    if (!pushes->freed || pushes->open > 0)
        return;
    token_push_free(&pushes->key);
    mem_free(pushes);
}

static void turn_end(struct turn *turn)
{
    struct pushes *pushes = turn->pushes;
    buffer_done(&turn->words);
    mem_free(turn->browsers);
    mem_free(turn);
    pushes->turns--;
    leave(pushes);
}

static void mark(const struct turn *turn, const char *name, int64_t value)
{
    journal_mark_set(hub_journal(turn->pushes->site.hub), name, slice_of(turn->room), value, 0);
}

/* Their next look is at that moment; 0: as usual. What is said again puts off nothing. */
static void turn_over(struct turn *turn, int64_t next_ms)
{
    if (*turn->only) {
        turn_end(turn);
        return;
    }
    int64_t usual_ms = loop_now_ms(turn->pushes->site.loop) + SWEEP_MS;
    if (turn->wakes_ms > 0 && turn->wakes_ms < usual_ms)
        usual_ms = turn->wakes_ms;
    mark(turn, due_mark, next_ms > 0 ? next_ms : usual_ms);
    turn_end(turn);
}

static void turn_never(struct turn *turn)
{
    mark(turn, told_mark, 0);
    mark(turn, head_mark, INT64_MAX);
    turn_over(turn, INT64_MAX);
}

static bool key_known(struct pushes *pushes)
{
    struct hash seed;
    if (pushes->key)
        return true;
    if (!login_keys_derive(pushes->site.keys, "messages to browsers", &seed))
        return false;
    pushes->key = token_push_new(&seed);
    explicit_bzero(&seed, sizeof seed);
    return true;
}

/* ---- to each browser ---------------------------------------------------------------------------
 */

/* A message on its way. */
struct sending {
    struct pushes *pushes;
    char login[BOUND_ID_BYTES], room[2 * BOUND_ID_BYTES];
    int64_t since_ms, until_ms;
};

static void begin_again(const struct sending *sending, unsigned tries);

static void count(struct pushes *pushes, struct slice login, long status)
{
    bool gone = status == 404 || status == 410;
    enum pushed what = status >= 200 && status < 300 ? PUSHED_SENT : PUSHED_GIVEN_UP;
    if (gone) {
        what = PUSHED_GONE;
        accounts_take(pushes->site.accounts, push_row_kind(), login, NULL, NULL);
    }
    pushes->site.stats->pushed[what]++;
    if (what == PUSHED_GIVEN_UP)
        log_line(LOG_WARN, "a message to a browser was given up", "status=%ld", status);
}

static void said(void *context, const struct push_report *report)
{
    struct sending *sending = context;
    struct pushes *pushes = sending->pushes;
    if (!pushes->freed)
        pushes->site.stats->pushes_waiting--;
    if (!pushes->freed && report->old)
        begin_again(sending, report->tries);
    else if (!pushes->freed)
        count(pushes, slice_of(sending->login), report->status);
    mem_free(sending);
    leave(pushes);
}

static bool authorize(const struct pushes *pushes, const struct push_row *row, struct buffer *out)
{
    const char *url = pushes->site.url;
    struct buffer origin;
    buffer_init(&origin, PUSH_URL_BYTES);
    push_origin(slice_of(row->url), &origin);
    int64_t ends_s = loop_now_ms(pushes->site.loop) / 1000 + TOKEN_S;
    bool good =
        token_push_authorize(pushes->key, buffer_slice(&origin),
                             slice_of(strncmp(url, "https:", 6) == 0 ? url : ""), ends_s, out);
    buffer_done(&origin);
    return good;
}

static void send_to(struct turn *turn, const struct browser *browser)
{
    struct pushes *pushes = turn->pushes;
    struct sending *sending = mem_new(sizeof *sending);
    struct buffer body, who;
    buffer_init(&body, TOKEN_PUSH_RECORD);
    buffer_init(&who, PUSH_WORD_BYTES);
    *sending =
        (struct sending){.pushes = pushes, .since_ms = turn->since_ms, .until_ms = turn->until_ms};
    memcpy(sending->login, browser->login, sizeof sending->login);
    memcpy(sending->room, turn->room, sizeof sending->room);
    bool good = authorize(pushes, &browser->row, &who) &&
                token_push_seal(&browser->row.to, NULL, buffer_slice(&turn->words),
                                PAD - turn->words.len % PAD, &body);
    const struct push_message message = {.url = slice_of(browser->row.url),
                                         .person = person_of(turn),
                                         .authorization = buffer_slice(&who),
                                         .body = buffer_slice(&body),
                                         .urgency = turn->notice.urgency,
                                         .ttl_s = turn->notice.ttl_s,
                                         .again = *turn->only,
                                         .tries = turn->tries};
    if (good && push_send(pushes->site.push, &message, said, sending)) {
        pushes->open++;
        pushes->site.stats->pushes_waiting++;
    } else {
        pushes->site.stats->pushed[PUSHED_NO_ROOM]++;
        mem_free(sending);
    }
    buffer_done(&body);
    buffer_done(&who);
}

static void next_browser(struct turn *turn);

/* Whoever has signed out there is not told there. */
static void login_known(void *context, enum err error, const struct account *rows, size_t count)
{
    struct turn *turn = context;
    const struct browser *browser = &turn->browsers[turn->next++];
    UNUSED(rows);
    UNUSED(count);
    if (error == ERR_NOT_FOUND)
        accounts_take(turn->pushes->site.accounts, push_row_kind(), slice_of(browser->login), NULL,
                      NULL);
    else if (!error && !turn->pushes->freed)
        send_to(turn, browser);
    next_browser(turn);
}

static void next_browser(struct turn *turn)
{
    if (turn->pushes->freed)
        turn_end(turn);
    else if (turn->next == turn->count)
        turn_over(turn, 0);
    else
        accounts_get(turn->pushes->site.accounts, SLICE("login"),
                     slice_of(turn->browsers[turn->next].login), login_known, turn);
}

/* ---- what is new -------------------------------------------------------------------------------
 */

/* Another has told it, up to where its claim says. */
static void other_known(void *context, enum err error, const struct account *rows, size_t count)
{
    struct turn *turn = context;
    struct json *json = NULL;
    int64_t until_ms = 0;
    if (!error && count == 1 && json_parse(rows[0].value, &json) == ERR_NONE &&
        json_get_int(json, "until", &until_ms))
        mark(turn, told_mark, until_ms);
    json_free(&json);
    turn_over(turn, 0);
}

static void claimed(void *context, enum err error, const struct account *rows, size_t count)
{
    struct turn *turn = context;
    UNUSED(rows);
    UNUSED(count);
    if (turn->pushes->freed) {
        turn_end(turn);
    } else if (error == ERR_ALREADY_EXISTS) {
        accounts_get(turn->pushes->site.accounts, claim_kind, slice_of(turn->id), other_known,
                     turn);
    } else if (error) {
        turn_end(turn);
    } else {
        mark(turn, told_mark, turn->until_ms);
        next_browser(turn);
    }
}

/* What is told from one moment on is told once, whatever else came meanwhile. */
static void claim(struct turn *turn)
{
    char print[23], value[64];
    int64_t now_ms = loop_now_ms(turn->pushes->site.loop);
    const struct slice parts[] = {slice_of(turn->room), slice_of_seq(&turn->since_ms)};
    struct hash hash = hash_of(parts, 2);
    hash_id(&hash, print);
    snprintf(turn->id, sizeof turn->id, "push.%s", print);
    snprintf(value, sizeof value, "{\"until\":%lld}", (long long)turn->until_ms);
    const struct account row = {.kind = claim_kind,
                                .id = slice_of(turn->id),
                                .value = slice_of(value),
                                .expires_ms = now_ms + CLAIM_MS};
    accounts_put(turn->pushes->site.accounts, &row, claimed, turn);
}

/* What was claimed stays so, whatever is left of it. */
static void again_known(struct turn *turn)
{
    if (turn->notice.until_ms > 0) {
        next_browser(turn);
    } else {
        turn->pushes->site.stats->pushed[PUSHED_EMPTY]++;
        turn_end(turn);
    }
}

static void tell(struct turn *turn, const struct json *answer)
{
    const struct api_site *site = &turn->pushes->site;
    const struct push_notice_order order = {.answer = answer,
                                            .language = slice_of(turn->language),
                                            .since_ms = turn->since_ms,
                                            .until_ms = *turn->only ? turn->until_ms : 0};
    int64_t now_ms = loop_now_ms(site->loop);
    int64_t quiet_ms = digest_time_quiet(json_get(answer, "settings"), now_ms);
    (void)json_get_int(answer, "wakes", &turn->wakes_ms);
    if (quiet_ms == 0)
        turn->notice = push_notice_write(&order, &turn->words);
    if (*turn->only) {
        again_known(turn);
        return;
    }
    turn->until_ms = turn->notice.until_ms;
    if (turn->until_ms == 0)
        turn_over(turn, quiet_ms);
    else
        claim(turn);
}

static void news_came(void *context, const struct hub_answer *answer)
{
    struct turn *turn = context;
    struct json *json = NULL;
    if (turn->pushes->freed)
        turn_end(turn);
    else if (answer->error || json_parse_large(answer->json, &json) != ERR_NONE)
        turn_over(turn, loop_now_ms(turn->pushes->site.loop) + AGAIN_MS);
    else
        tell(turn, json);
    json_free(&json);
}

static void ask(struct turn *turn, const struct gate_person *person)
{
    const struct actor actor = {.id = person_of(turn), .name = person->name};
    struct json *data = NULL;
    char text[2 * BOUND_ID_BYTES + 64];
    snprintf(turn->language, sizeof turn->language, "%.*s", (int)person->locale.len,
             person->locale.at ? person->locale.at : "");
    snprintf(text, sizeof text, "{\"room\":\"%s\"}", turn->room);
    (void)json_parse(slice_of(text), &data);
    hub_command(turn->pushes->site.hub, &actor, SLICE("inbox.news"), data, news_came, turn);
    json_free(&data);
}

/* Without a time before it, what comes from now on is told. */
static void told_known(void *context, enum err error, int64_t value)
{
    struct turn *turn = context;
    struct gate_person person = {0};
    if (error || turn->pushes->freed || !key_known(turn->pushes)) {
        turn_end(turn);
        return;
    }
    if (!*turn->only)
        turn->since_ms = value;
    error = gate_ask(turn->pushes->site.hub, person_of(turn), &person);
    if (error == ERR_SUSPENDED || error == ERR_NOT_MEMBER) {
        const struct account_drop all = {.kind = push_row_kind(), .person = person_of(turn)};
        accounts_drop(turn->pushes->site.accounts, &all, NULL, NULL);
        turn_never(turn);
    } else if (error) {
        turn_end(turn);
    } else if (value == 0) {
        mark(turn, told_mark, loop_now_ms(turn->pushes->site.loop));
        mark(turn, head_mark, 0);
        turn_over(turn, 0);
    } else {
        ask(turn, &person);
    }
}

/* ---- one inbox ---------------------------------------------------------------------------------
 */

static void browsers_read(struct turn *turn, const struct account *rows, size_t count)
{
    const struct api_site *site = &turn->pushes->site;
    turn->browsers = mem_new(count * sizeof *turn->browsers);
    for (size_t i = 0; i < count; i++) {
        struct browser *browser = &turn->browsers[turn->count];
        snprintf(browser->login, sizeof browser->login, "%.*s", (int)rows[i].id.len, rows[i].id.at);
        if (*turn->only && strcmp(turn->only, browser->login) != 0)
            continue;
        if (push_row_read(site, rows[i].id, rows[i].value, &browser->row))
            turn->count++;
    }
}

static void browsers_known(void *context, enum err error, const struct account *rows, size_t count)
{
    struct turn *turn = context;
    struct pushes *pushes = turn->pushes;
    if (error || pushes->freed || !key_known(pushes)) {
        turn_end(turn);
        return;
    }
    if (count > 0)
        browsers_read(turn, rows, count);
    if (turn->count == 0 && *turn->only) {
        turn_end(turn);
        return;
    }
    if (turn->count == 0) {
        turn_never(turn);
        return;
    }
    if (turn->head > 0)
        mark(turn, head_mark, turn->head);
    (void)journal_mark_get(hub_journal(pushes->site.hub), told_mark, slice_of(turn->room),
                           told_known, turn);
}

static struct turn *turn_new(struct pushes *pushes, struct slice room)
{
    struct turn *turn = mem_new(sizeof *turn);
    *turn = (struct turn){.pushes = pushes};
    snprintf(turn->room, sizeof turn->room, "%.*s", (int)room.len, room.at);
    buffer_init(&turn->words, PUSH_NOTICE_BYTES);
    pushes->turns++;
    pushes->open++;
    return turn;
}

static void begin(struct pushes *pushes, struct slice room, int64_t head)
{
    struct turn *turn = turn_new(pushes, room);
    turn->head = head;
    accounts_list(pushes->site.accounts, push_row_kind(), person_of(turn), browsers_known, turn);
}

/* What was claimed is said as it is by now: something of it may be gone, or theirs no more. */
static void begin_again(const struct sending *sending, unsigned tries)
{
    struct turn *turn = turn_new(sending->pushes, slice_of(sending->room));
    turn->since_ms = sending->since_ms;
    turn->until_ms = sending->until_ms;
    turn->tries = tries;
    memcpy(turn->only, sending->login, sizeof turn->only);
    accounts_list(turn->pushes->site.accounts, push_row_kind(), person_of(turn), browsers_known,
                  turn);
}

/* ---- looking -----------------------------------------------------------------------------------
 */

static void marks_came(void *context, enum err error, const struct journal_mark *marks,
                       size_t count)
{
    struct pushes *pushes = context;
    for (size_t i = 0; !error && !pushes->freed && i < count; i++)
        begin(pushes, marks[i].room, marks[i].head);
    pushes->turns--;
    leave(pushes);
}

static void look(void *context)
{
    struct pushes *pushes = context;
    struct journal *journal = hub_journal(pushes->site.hub);
    int64_t tick_ms = loop_tick_ms(pushes->site.loop);
    if (pushes->turns > 0)
        return;
    pushes->turns++;
    pushes->open++;
    if (tick_ms >= pushes->behind_ms) {
        pushes->behind_ms = tick_ms + BEHIND_MS;
        (void)journal_behind(journal, head_mark, SLICE(""), PAGE, marks_came, pushes);
    } else {
        (void)journal_marks(journal, due_mark, SLICE(""), loop_now_ms(pushes->site.loop), PAGE,
                            marks_came, pushes);
    }
}

struct slice pushes_key(struct pushes *pushes)
{
    return key_known(pushes) ? token_push_public(pushes->key) : (struct slice){NULL, 0};
}

void pushes_begin(struct pushes *pushes, struct slice person)
{
    char room[INBOX_OF_BYTES];
    journal_mark_set(hub_journal(pushes->site.hub), due_mark, inbox_of(person, room),
                     loop_now_ms(pushes->site.loop), 0);
}

struct pushes *pushes_new(const struct api_site *site)
{
    struct pushes *pushes = mem_new(sizeof *pushes);
    pushes->site = *site;
    pushes->look = loop_every(site->loop, LOOK_MS, look, pushes);
    return pushes;
}

void pushes_free(struct pushes **pushes)
{
    struct pushes *old = *pushes;
    *pushes = NULL;
    if (!old)
        return;
    timer_close(&old->look);
    old->open++;
    old->freed = true;
    leave(old);
}
