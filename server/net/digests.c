/* SPDX-License-Identifier: Apache-2.0
 * Marks of an inbox: "mail", when its next mail is due (INT64_MAX: never); "mailed", up to when the
 * last one told; "mail.head", for who wants mails at once, how many entries it had when somebody
 * last looked (INT64_MAX: for all others).
 *
 *   settings said, or the inbox woke -> settings -> marks
 *   more entries than "mail.head"    -> settings -> "mail" some minutes ahead
 *   "mail" is due                    -> settings -> an address that takes mails?
 *                                    -> at once: is there anything? -> outbox, once -> marks
 * What cannot be done now is found again at a later look. What a look finds is gone through page by
 * page without a pause, in the order of the rooms' names; a page where the outbox had no room for
 * one is the last, and the next look begins in front again. */
#include "net/digests.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/bounds.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/unused.h"
#include "hub/hub.h"
#include "loop/loop.h"
#include "net/addressee.h"
#include "net/digest_time.h"
#include "net/outbox.h"

enum {
    AT_ONCE = 8,
    LOOK_MS = 500,
    BEHIND_MS = 30000,
    BETWEEN_MS = 3 * LOOK_MS, /* so that what is due is looked for between two of these */
    PAGE = 64,
    WAITING_MAX = 4096, /* inboxes whose settings were said; of more it is known when they wake */
    ID_BYTES = 64,
    DATA_BYTES = 512,
    LATE_MS = 3600000,
    BEGINS_MS = 5000, /* it was said a moment ago */
    OF_USE_MS = 6 * 3600000,
    WEEK = 7,
    DAY_MS = 86400000,
};

static const struct slice inboxes = {"inbox:", 6};
static const char due_mark[] = "mail", told_mark[] = "mailed", head_mark[] = "mail.head";

struct digests {
    struct api_site site; /* a copy */
    struct timer *look;
    struct map *waiting; /* owned; inboxes whose settings may have changed, the first first */
    size_t running;
    int64_t behind_ms;              /* when to look for what came at once, by the loop's tick */
    char after[2 * BOUND_ID_BYTES]; /* the page under way ends here; "": it is the last */
    bool behind;                    /* and it is of what came at once, not of what is due */
    bool asking, freed;
    bool soon; /* those that wait are gone through in a later turn */
};

/* One inbox that is looked at. */
struct turn {
    struct digests *digests;
    char room[2 * BOUND_ID_BYTES], id[ID_BYTES];
    int64_t due_ms;  /* the time that has come; 0: none has */
    int64_t head;    /* how many entries there are, where some came; 0: not known */
    int64_t next_ms; /* INT64_MAX: never */
    int64_t since_ms, until_ms;
    bool at_once;
};

static void next(struct digests *digests);
static void ask_news(struct turn *turn);
static void ask(struct digests *digests);

static struct slice person_of(const struct turn *turn)
{
    return slice_of(turn->room + inboxes.len);
}

static void free_if_done(struct digests *digests)
{
    if (!digests->freed || digests->running > 0 || digests->asking || digests->soon)
        return;
    map_free(&digests->waiting, NULL);
    mem_free(digests);
}

static void turn_end(struct turn *turn)
{
    struct digests *digests = turn->digests;
    digests->running--;
    mem_free(turn);
    if (digests->freed) {
        free_if_done(digests);
        return;
    }
    next(digests);
    if (digests->running == 0 && !digests->asking && digests->after[0])
        ask(digests);
}

static void mark(const struct turn *turn, const char *name, int64_t value)
{
    journal_mark_set(hub_journal(turn->digests->site.hub), name, slice_of(turn->room), value, 0);
}

/* ---- a mail ------------------------------------------------------------------------------------
 */

static void turn_over(struct turn *turn, bool told)
{
    if (told)
        mark(turn, told_mark, turn->until_ms);
    mark(turn, due_mark, turn->next_ms);
    turn_end(turn);
}

static void posted(void *context, enum err error)
{
    struct turn *turn = context;
    if (!error) {
        turn_over(turn, true);
        return;
    }
    turn->digests->after[0] = '\0'; /* too many wait, perhaps: it stays due, and so do the others */
    turn_end(turn);
}

static void post(struct turn *turn)
{
    struct digests *digests = turn->digests;
    const struct outbox_order order = {.letter = LETTER_NEWS,
                                       .person = person_of(turn),
                                       .since_ms = turn->since_ms,
                                       .planned_ms = turn->until_ms,
                                       .until_ms = loop_now_ms(digests->site.loop) + OF_USE_MS,
                                       .id = turn->id};
    outbox_add(digests->site.outbox, &order, posted, turn);
}

/* Of who is looked at every now and then there is mostly nothing to say, and nothing is written. */
static void news_came(void *context, const struct hub_answer *answer)
{
    struct turn *turn = context;
    struct json *json = NULL;
    bool any = false;
    if (turn->digests->freed || answer->error ||
        json_parse_large(answer->json, &json) != ERR_NONE) {
        turn_end(turn);
        return;
    }
    const struct json *at = json_first(json_get(json, "news"));
    for (; at && !any; at = json_next(at)) {
        int64_t at_ms = 0;
        any = json_get_int(at, "at", &at_ms) && at_ms > turn->since_ms && at_ms <= turn->until_ms;
    }
    int64_t away_ms = turn->digests->site.away_ms;
    int64_t reminder_ms = digest_time_reminder(json, turn->until_ms, away_ms);
    turn->next_ms = reminder_ms < turn->next_ms ? reminder_ms : turn->next_ms;
    json_free(&json);
    if (any)
        post(turn);
    else
        turn_over(turn, false);
}

static void ask_news(struct turn *turn)
{
    const struct actor reader = {.id = person_of(turn)};
    struct json *data = NULL;
    char text[DATA_BYTES];
    snprintf(text, sizeof text, "{\"room\":\"%s\"}", turn->room);
    (void)json_parse(slice_of(text), &data);
    hub_command(turn->digests->site.hub, &reader, SLICE("inbox.news"), data, news_came, turn);
    json_free(&data);
}

/* Without a mail before it, what is older than a week is not news. */
static void since_known(void *context, enum err error, int64_t value)
{
    struct turn *turn = context;
    turn->since_ms = value > 0 ? value : turn->until_ms - WEEK * INT64_C(1) * DAY_MS;
    if (error || turn->digests->freed)
        turn_end(turn);
    else if (turn->at_once)
        ask_news(turn);
    else
        post(turn);
}

static void found(void *context, enum err error, const struct addressee *addressee)
{
    struct turn *turn = context;
    if (error || turn->digests->freed)
        turn_end(turn);
    else if (!addressee)
        turn_over(turn, false);
    else
        (void)journal_mark_get(hub_journal(turn->digests->site.hub), told_mark,
                               slice_of(turn->room), since_known, turn);
}

/* Whoever was down over somebody's hours tells what came until now, once. */
static void mail(struct turn *turn)
{
    const struct api_site *site = &turn->digests->site;
    char print[23];
    int64_t now_ms = loop_now_ms(site->loop);
    const struct slice parts[] = {slice_of(turn->room), slice_of_seq(&turn->due_ms)};
    struct hash hash = hash_of(parts, 2);
    hash_id(&hash, print);
    snprintf(turn->id, sizeof turn->id, "news.%s", print);
    turn->until_ms = now_ms - turn->due_ms > LATE_MS ? now_ms : turn->due_ms;
    if (turn->at_once)
        turn->until_ms = now_ms - site->away_ms; /* what is younger they may just be reading */
    addressee_find(site, person_of(turn), found, turn);
}

/* ---- one inbox ---------------------------------------------------------------------------------
 */

/* What is due is not put off: it is found at the next look. Another way of being told begins with
 * what comes from now on. */
static void due_known(void *context, enum err error, int64_t value)
{
    struct turn *turn = context;
    int64_t now_ms = loop_now_ms(turn->digests->site.loop);
    bool waits = value > 0 && value < INT64_MAX;
    bool stays = waits && (value <= now_ms || (turn->at_once && value <= turn->next_ms));
    bool never = value == 0 && turn->next_ms == INT64_MAX;
    if (!error && !turn->digests->freed && !stays && !never) {
        mark(turn, due_mark, turn->next_ms);
        if (!waits && turn->next_ms < INT64_MAX && turn->head == 0)
            mark(turn, told_mark, now_ms - BEGINS_MS);
    }
    turn_end(turn);
}

static void arm(struct turn *turn)
{
    struct journal *journal = hub_journal(turn->digests->site.hub);
    (void)journal_mark_get(journal, due_mark, slice_of(turn->room), due_known, turn);
}

static void told(void *context, const struct hub_answer *said)
{
    struct turn *turn = context;
    struct json *json = NULL;
    if (said->error || turn->digests->freed) {
        turn_end(turn);
        return;
    }
    (void)json_parse(said->json, &json);
    const struct api_site *site = &turn->digests->site;
    const struct digest_now now = {loop_now_ms(site->loop), site->away_ms, turn->head > 0};
    const struct json *settings = json_get(json, "settings");
    struct digest_time time = digest_time_next(settings, &now);
    int64_t quiet_ms = time.at_once ? digest_time_quiet(settings, now.now_ms) : 0;
    bool any = settings;
    turn->at_once = time.at_once;
    turn->next_ms = time.next_ms;
    json_free(&json);
    if (turn->due_ms == 0 && (any || turn->head > 0))
        mark(turn, head_mark, turn->at_once ? turn->head : INT64_MAX);
    if (turn->due_ms > 0 && quiet_ms > 0) {
        turn->next_ms = quiet_ms;
        turn_over(turn, false);
    } else if (turn->due_ms > 0)
        mail(turn);
    else if (any)
        arm(turn);
    else
        turn_end(turn);
}

static void begin(struct digests *digests, struct slice room, int64_t due_ms, int64_t head)
{
    const struct actor system = {.id = ENTRY_SYSTEM};
    struct turn *turn = mem_new(sizeof *turn);
    struct json *data = NULL;
    char text[DATA_BYTES];
    *turn = (struct turn){.digests = digests, .due_ms = due_ms, .head = head};
    snprintf(turn->room, sizeof turn->room, "%.*s", (int)room.len, room.at);
    snprintf(text, sizeof text, "{\"room\":\"%s\"}", turn->room);
    digests->running++;
    (void)json_parse(slice_of(text), &data);
    hub_command(digests->site.hub, &system, SLICE("inbox.settings"), data, told, turn);
    json_free(&data);
}

/* ---- looking -----------------------------------------------------------------------------------
 */

static void next(struct digests *digests)
{
    struct map_at at = {0};
    while (digests->running < AT_ONCE && map_next(digests->waiting, &at)) {
        begin(digests, at.key, 0, 0);
        map_take(digests->waiting, at.key);
    }
}

static void came(void *context, enum err error, const struct journal_mark *marks, size_t count)
{
    struct digests *digests = context;
    digests->asking = false;
    digests->after[0] = '\0';
    if (digests->freed) {
        free_if_done(digests);
        return;
    }
    if (!error && count == PAGE)
        snprintf(digests->after, sizeof digests->after, "%.*s", (int)marks[count - 1].room.len,
                 marks[count - 1].room.at);
    for (size_t i = 0; !error && i < count; i++)
        begin(digests, marks[i].room, digests->behind ? 0 : marks[i].value,
              digests->behind ? marks[i].head : 0);
}

/* The next page. */
static void ask(struct digests *digests)
{
    struct journal *journal = hub_journal(digests->site.hub);
    struct slice after = slice_of(digests->after);
    digests->asking = true;
    if (digests->behind)
        (void)journal_behind(journal, head_mark, after, PAGE, came, digests);
    else
        (void)journal_marks(journal, due_mark, after, loop_now_ms(digests->site.loop), PAGE, came,
                            digests);
}

static void look(void *context)
{
    struct digests *digests = context;
    int64_t tick_ms = loop_tick_ms(digests->site.loop);
    next(digests);
    if (digests->asking || digests->running > 0)
        return;
    digests->after[0] = '\0';
    digests->behind = tick_ms >= digests->behind_ms;
    if (digests->behind) {
        int64_t part_ms = digests->site.away_ms / 4;
        part_ms = part_ms > BETWEEN_MS ? part_ms : BETWEEN_MS;
        digests->behind_ms = tick_ms + (part_ms < BEHIND_MS ? part_ms : BEHIND_MS);
    }
    ask(digests);
}

static void soon(void *context)
{
    struct digests *digests = context;
    digests->soon = false;
    if (digests->freed)
        free_if_done(digests);
    else
        next(digests);
}

/* At once: until it is a mark, nobody else knows that these settings were said. */
static void work(void *context, struct slice room)
{
    struct digests *digests = context;
    if (!slice_starts(room, inboxes) || map_full(digests->waiting) ||
        map_find(digests->waiting, room))
        return;
    map_put(digests->waiting, room, digests);
    if (digests->soon)
        return;
    digests->soon = true;
    loop_later(digests->site.loop, soon, digests);
}

struct digests *digests_new(const struct api_site *site)
{
    struct digests *digests = mem_new(sizeof *digests);
    digests->site = *site;
    digests->waiting = map_new(WAITING_MAX);
    digests->look = loop_every(site->loop, LOOK_MS, look, digests);
    hub_on_work(site->hub, work, digests);
    return digests;
}

void digests_free(struct digests **digests)
{
    struct digests *old = *digests;
    *digests = NULL;
    if (!old)
        return;
    hub_on_work(old->site.hub, NULL, old);
    timer_close(&old->look);
    old->freed = true;
    free_if_done(old);
}
