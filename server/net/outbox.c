/* SPDX-License-Identifier: Apache-2.0
 *
 * A row's value is {"at":from when on it may be claimed,"until","made","tries","sealed"}; what is
 * sealed stands in net/outbox_seal.c. While somebody has it, "claimed" is true. Rows stand in lanes
 * (the person of the row), each of which holds BOUND_ACCOUNTS_PERSON of them: the store bounds
 * them, for all instances together. The lanes behind the common ones are for links to sign in with,
 * which nobody shall keep others from, and for news, which shall keep nobody from anything.
 *
 *   add: sealed -> put into a lane, or the next one that is not full -> that lane is looked at
 *   look: the lane's rows -> due, and room in the mailer: claimed by another `at` -> not told
 *   meanwhile: sent
 *   -> sent or refused for good: the row is taken; else it gets a later `at`
 * Of what is found anew at each look (outbox_row_once) a row "told" is put before its own is taken,
 * and looked for before it is put and before it is sent: so it is told once, whoever finds it.
 */
#include "net/outbox.h"

#include "base/bounds.h"
#include "base/json.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/seal.h"
#include "base/unused.h"
#include "base/writer.h"
#include "journal/accounts.h"
#include "loop/loop.h"
#include "net/bounce_report.h"
#include "net/bounces.h"
#include "net/login_keys.h"
#include "net/outbox_compose.h"
#include "net/outbox_ready.h"
#include "net/outbox_row.h"
#include "net/outbox_seal.h"
#include "net/stats.h"
#include "outbound/mailer.h"

enum {
    LANES = 24,
    LANES_COMMON = 12,  /* for anything but … */
    LANES_PRESSING = 4, /* … links to sign in with, and … */
    LANES_NEWS = 8,     /* … news, of which there are many at once */
    LOOK_MS = 500,      /* one lane each time, and those in which something is due */
    KEPT_MS = 86400000, /* a row is kept longer than it is of use, so that it is given up */
    MORE_MS = 5000,     /* a claim is longer than a mail may take */
    ID_BYTES = 64,
    LANE_BYTES = 8,
};

static const struct slice outgoing = {"outgoing", 8}, told_kind = {"told", 4};

struct outbox {
    struct api_site site; /* a copy; what it names is borrowed */
    struct timer *look;
    unsigned lane;               /* looked at next */
    bool looked[LANES];          /* is just being looked at */
    size_t waiting[LANES];       /* rows, when last looked */
    bool again[LANES];           /* has got more since */
    struct outbox_readies ready; /* was due, and there was no room for it */
    int64_t due_ms[LANES];       /* when the next one known of is due; 0: none is */
    size_t claiming;             /* rows, each of which has a place in the mailer */
    size_t open;                 /* what was asked of others */
    bool freed;
};

static void free_if_done(struct outbox *outbox)
{
    if (!outbox->freed || outbox->open > 0)
        return;
    for (unsigned lane = 0; lane < LANES; lane++)
        outbox_ready_drop(&outbox->ready, lane);
    mem_free(outbox);
}

static void leave(struct outbox *outbox)
{
    outbox->open--;
    free_if_done(outbox);
}

static void lane_name(unsigned lane, char name[LANE_BYTES])
{
    snprintf(name, LANE_BYTES, "mail.%02u", lane);
}

static struct seal *seal_of(const struct outbox *outbox)
{
    struct hash key;
    if (!login_keys_derive(outbox->site.keys, "outgoing mail", &key))
        return NULL;
    struct seal *seal = seal_new(key.bytes);
    explicit_bzero(&key, sizeof key);
    return seal;
}

/* ---- taking one --------------------------------------------------------------------------------
 */

struct posting {
    struct outbox *outbox;
    char id[ID_BYTES];
    unsigned first, lanes; /* those in which it may stand */
    unsigned lane, tried;
    bool once; /* that it was told is remembered */
    struct buffer value;
    int64_t expires_ms;
    outbox_fn *done;
    void *context;
    enum err error;
};

static void lane_look(struct outbox *outbox, unsigned lane);
static void posted(void *context, enum err error, const struct account *rows, size_t count);

static void posting_end(void *context)
{
    struct posting *posting = context;
    struct outbox *outbox = posting->outbox;
    if (posting->done)
        posting->done(posting->context, posting->error);
    buffer_done(&posting->value);
    mem_free(posting);
    leave(outbox);
}

static void post(struct posting *posting)
{
    char lane[LANE_BYTES];
    lane_name(posting->lane, lane);
    const struct account row = {.kind = outgoing,
                                .id = slice_of(posting->id),
                                .person = slice_of(lane),
                                .value = buffer_slice(&posting->value),
                                .expires_ms = posting->expires_ms};
    accounts_put(posting->outbox->site.accounts, &row, posted, posting);
}

/* Whether it was told before. */
static void told_before(void *context, enum err error, const struct account *rows, size_t count)
{
    struct posting *posting = context;
    UNUSED(rows);
    UNUSED(count);
    posting->error = error;
    if (error == ERR_NOT_FOUND)
        post(posting);
    else
        posting_end(posting);
}

static void posted(void *context, enum err error, const struct account *rows, size_t count)
{
    struct posting *posting = context;
    struct outbox *outbox = posting->outbox;
    UNUSED(rows);
    UNUSED(count);
    if (error == ERR_LIMIT_EXCEEDED && !outbox->freed && ++posting->tried < posting->lanes) {
        unsigned place = posting->lane - posting->first + 1;
        posting->lane = posting->first + place % posting->lanes;
        post(posting);
        return;
    }
    if (!error && !outbox->freed) {
        outbox->site.stats->mails[MAILS_QUEUED]++;
        lane_look(outbox, posting->lane);
    } else if (error == ERR_LIMIT_EXCEEDED && !posting->once && !outbox->freed) {
        /* Of news there are always more at their hour than there is room for: they stay due. */
        outbox->site.stats->mails[MAILS_NO_ROOM]++;
    }
    posting->error = error == ERR_ALREADY_EXISTS ? ERR_NONE : error;
    posting_end(posting);
}

void outbox_add(struct outbox *outbox, const struct outbox_order *order, outbox_fn *done,
                void *context)
{
    struct posting *posting = mem_new(sizeof *posting);
    struct seal *seal = seal_of(outbox);
    struct buffer sealed;
    uint32_t random;
    hash_random(&random, sizeof random);
    posting->outbox = outbox;
    posting->once = outbox_row_once(order->letter);
    posting->lanes = LANES_COMMON;
    if (order->letter == LETTER_SIGNIN) {
        posting->first = LANES_COMMON;
        posting->lanes = LANES_PRESSING;
    } else if (order->letter == LETTER_NEWS) {
        posting->first = LANES_COMMON + LANES_PRESSING;
        posting->lanes = LANES_NEWS;
    }
    posting->lane = posting->first + random % posting->lanes;
    posting->expires_ms = order->until_ms + KEPT_MS;
    posting->done = done;
    posting->context = context;
    if (order->id)
        snprintf(posting->id, sizeof posting->id, "%s", order->id);
    else
        hash_random_id(posting->id);
    buffer_init(&posting->value, BOUND_ACCOUNT_BYTES);
    outbox->open++;
    if (!seal) {
        posting->error = ERR_JOURNAL_AWAY;
        loop_later(outbox->site.loop, posting_end, posting);
        return;
    }
    int64_t now_ms = loop_now_ms(outbox->site.loop);
    buffer_init(&sealed, BOUND_ACCOUNT_BYTES);
    outbox_seal(seal, order, posting->id, &sealed);
    outbox_row_write(
        &(struct outbox_times){.at_ms = now_ms, .until_ms = order->until_ms, .made_ms = now_ms},
        buffer_slice(&sealed), &posting->value);
    buffer_done(&sealed);
    seal_free(&seal);
    if (posting->once)
        accounts_get(outbox->site.accounts, told_kind, slice_of(posting->id), told_before, posting);
    else
        post(posting);
}

/* ---- sending one -------------------------------------------------------------------------------
 */

struct sending {
    struct outbox *outbox;
    unsigned lane;
    char id[ID_BYTES];
    struct outbox_times times;
    struct buffer value; /* of the row, as it is */
    struct json *json;   /* of `value` as it was */
    int64_t expires_ms;
    bool once;                       /* that it was told is remembered */
    bool perhaps;                    /* who had it before has not said what became of it */
    char bounce[BOUNCES_WORD_BYTES]; /* of the address; "": it is not looked after */
};

static void sending_end(struct sending *sending)
{
    struct outbox *outbox = sending->outbox;
    json_free(&sending->json);
    buffer_done(&sending->value);
    mem_free(sending);
    leave(outbox);
}

static void settled(void *context, enum err error, const struct account *rows, size_t count)
{
    UNUSED(error);
    UNUSED(rows);
    UNUSED(count);
    sending_end(context);
}

static void claim(struct outbox *outbox, unsigned lane, const struct account *row);

/* How many more may be claimed; news leave a place for what somebody waits for. */
static size_t room_of(const struct outbox *outbox, unsigned lane)
{
    size_t all = mailer_room(outbox->site.mailer);
    size_t room = all > outbox->claiming ? all - outbox->claiming : 0;
    bool news = lane >= LANES_COMMON + LANES_PRESSING;
    return news && room > 0 && all > 1 ? room - 1 : room;
}

/* A place in the mailer is free again. A lane whose last row that was ready goes is listed anew:
 * more may have come. */
static void go_on(struct outbox *outbox)
{
    static const unsigned parts[] = {LANES_COMMON, LANES_COMMON + LANES_PRESSING, 0,
                                     LANES_COMMON, LANES_COMMON + LANES_PRESSING, LANES};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0] && !outbox->freed; i += 2) {
        struct outbox_ready *ready;
        while (room_of(outbox, parts[i]) > 0 &&
               (ready = outbox_ready_take(&outbox->ready, parts[i], parts[i + 1]))) {
            const struct account row = {.id = slice_of(ready->id),
                                        .value = buffer_slice(&ready->value),
                                        .expires_ms = ready->expires_ms};
            claim(outbox, ready->lane, &row);
            if (!outbox_ready_has(&outbox->ready, ready->lane))
                lane_look(outbox, ready->lane);
            outbox_ready_free(&ready);
        }
    }
}

static void take_row(struct sending *sending)
{
    accounts_take(sending->outbox->site.accounts, outgoing, slice_of(sending->id), settled,
                  sending);
}

/* Else its row stays, and whoever has it next tells it again. */
static void remembered(void *context, enum err error, const struct account *rows, size_t count)
{
    UNUSED(rows);
    UNUSED(count);
    if (!error || error == ERR_ALREADY_EXISTS)
        take_row(context);
    else
        sending_end(context);
}

/* It is over: first that is remembered, so that nobody finds neither. */
static void take(struct sending *sending)
{
    const struct account told = {.kind = told_kind,
                                 .id = slice_of(sending->id),
                                 .value = SLICE("{}"),
                                 .expires_ms = sending->expires_ms + KEPT_MS};
    if (sending->once)
        accounts_put(sending->outbox->site.accounts, &told, remembered, sending);
    else
        take_row(sending);
}

static void give_up(struct sending *sending, const char *why, long code)
{
    sending->outbox->site.stats->mails[MAILS_GIVEN_UP]++;
    log_line(LOG_WARN, "a mail was given up", "mail=%s tries=%lld smtp=%ld reason=\"%s\"",
             sending->id, (long long)sending->times.tries, code, why);
    take(sending);
}

/* The row with another `at`; whoever has changed it meanwhile has it. */
static void value_change(struct sending *sending, int64_t at_ms, bool claimed, accounts_fn *done)
{
    struct buffer was = sending->value;
    struct slice sealed = SLICE("");
    (void)json_get_text(sending->json, "sealed", &sealed);
    sending->times.at_ms = at_ms;
    sending->times.claimed = claimed;
    buffer_init(&sending->value, BOUND_ACCOUNT_BYTES);
    outbox_row_write(&sending->times, sealed, &sending->value);
    const struct account row = {.kind = outgoing,
                                .id = slice_of(sending->id),
                                .value = buffer_slice(&sending->value),
                                .expires_ms = sending->expires_ms};
    accounts_change(sending->outbox->site.accounts, &row, buffer_slice(&was), done, sending);
    buffer_done(&was);
}

static void due_at(struct outbox *outbox, unsigned lane, int64_t at_ms)
{
    if (outbox->due_ms[lane] == 0 || at_ms < outbox->due_ms[lane])
        outbox->due_ms[lane] = at_ms;
}

static void again_later(struct sending *sending, const struct smtp_report *report)
{
    const struct outbox *outbox = sending->outbox;
    int64_t wait_ms = outbox_row_wait(&sending->times, mailer_times(outbox->site.mailer).retry_ms);
    int64_t at_ms = loop_now_ms(outbox->site.loop) + wait_ms;
    outbox->site.stats->mails[MAILS_REFUSED]++;
    log_line(LOG_WARN, "a mail could not be sent: it is tried again",
             "mail=%s tries=%lld smtp=%ld wait_ms=%lld reason=\"%s\"", sending->id,
             (long long)sending->times.tries, report->code, (long long)wait_ms, report->why);
    if (at_ms >= sending->times.until_ms) {
        give_up(sending, "it would come too late", report->code);
        return;
    }
    due_at(sending->outbox, sending->lane, at_ms);
    value_change(sending, at_ms, false, settled);
}

static void sent(void *context, const struct smtp_report *report)
{
    struct sending *sending = context;
    struct outbox *outbox = sending->outbox;
    if (outbox->freed) {
        sending_end(sending);
        return;
    }
    outbox->open++;
    if (report->outcome == SMTP_LATER) {
        again_later(sending, report);
    } else if (report->outcome == SMTP_NEVER) {
        if (*sending->bounce && bounce_refusal_is_nobody(report->code, slice_of(report->said))) {
            outbox->site.stats->mails[MAILS_BOUNCED]++;
            bounces_note(&outbox->site, slice_of(sending->bounce), NULL, NULL);
        }
        give_up(sending, report->why, report->code);
    } else {
        outbox->site.stats->mails[MAILS_SENT]++;
        take(sending);
    }
    go_on(outbox);
    leave(outbox);
}

static void composed(void *context, enum err error, struct mail *mail)
{
    static const struct smtp_report away = {.outcome = SMTP_LATER, .why = "rooms cannot be asked"};
    struct sending *sending = context;
    struct outbox *outbox = sending->outbox;
    outbox->claiming--;
    if (outbox->freed) {
        sending_end(sending);
    } else if (error) {
        again_later(sending, &away);
    } else if (!mail) {
        outbox->site.stats->mails[MAILS_EMPTY]++;
        take(sending);
        go_on(outbox);
    } else {
        mail->id = slice_of(sending->id);
        mail->made_ms = sending->times.made_ms;
        snprintf(sending->bounce, sizeof sending->bounce, "%.*s", (int)mail->bounce.len,
                 mail->bounce.at);
        mailer_send(outbox->site.mailer, mail, sent, sending);
    }
}

/* False: it says nothing we know. */
static bool mail_begin(struct sending *sending, const struct json *letter)
{
    int64_t number = LETTERS;
    (void)json_get_int(letter, "letter", &number);
    if (number < 0 || number >= LETTERS ||
        !outbox_compose(&sending->outbox->site, (enum letter)number, letter, composed, sending))
        return false;
    sending->once = outbox_row_once((enum letter)number);
    sending->outbox->claiming++; /* it keeps its place in the mailer */
    return true;
}

/* False: it is not sealed under our key, either. */
static bool open_and_send(struct sending *sending)
{
    struct seal *seal = seal_of(sending->outbox);
    struct slice sealed = SLICE("");
    (void)json_get_text(sending->json, "sealed", &sealed);
    struct json *letter = seal ? outbox_unseal(seal, sealed, sending->id) : NULL;
    bool begun = letter && mail_begin(sending, letter);
    json_free(&letter);
    seal_free(&seal);
    return begun;
}

static void send(struct sending *sending)
{
    if (sending->perhaps)
        sending->outbox->site.stats->mails[MAILS_PERHAPS]++;
    if (!open_and_send(sending))
        give_up(sending, "it was sealed under another key", 0);
}

/* Whoever had asked before it was told may have put it when it was. */
static void told_meanwhile(void *context, enum err error, const struct account *rows, size_t count)
{
    struct sending *sending = context;
    struct outbox *outbox = sending->outbox;
    UNUSED(rows);
    UNUSED(count);
    outbox->claiming--;
    if (outbox->freed || (error && error != ERR_NOT_FOUND))
        sending_end(sending);
    else if (!error)
        take_row(sending);
    else if (sending->times.until_ms <= loop_now_ms(outbox->site.loop))
        give_up(sending, "it would come too late", 0);
    else
        send(sending);
}

/* The row is ours for a while, or another's. */
static void claimed(void *context, enum err error, const struct account *rows, size_t count)
{
    struct sending *sending = context;
    UNUSED(rows);
    UNUSED(count);
    struct outbox *outbox = sending->outbox;
    if (!error && !outbox->freed) {
        accounts_get(outbox->site.accounts, told_kind, slice_of(sending->id), told_meanwhile,
                     sending);
        return;
    }
    outbox->claiming--;
    if (!outbox->freed)
        go_on(outbox); /* another has it */
    sending_end(sending);
}

/* One that is due. */
static void claim(struct outbox *outbox, unsigned lane, const struct account *row)
{
    struct sending *sending = mem_new(sizeof *sending);
    int64_t now_ms = loop_now_ms(outbox->site.loop);
    struct slice sealed;
    sending->outbox = outbox;
    sending->lane = lane;
    if (json_parse(row->value, &sending->json) != ERR_NONE ||
        !outbox_row_read(sending->json, &sending->times, &sealed)) {
        json_free(&sending->json);
        mem_free(sending);
        return;
    }
    sending->perhaps = sending->times.claimed;
    sending->times.tries++;
    sending->expires_ms = row->expires_ms;
    snprintf(sending->id, sizeof sending->id, "%.*s", (int)row->id.len, row->id.at);
    buffer_init(&sending->value, BOUND_ACCOUNT_BYTES);
    buffer_add(&sending->value, row->value);
    outbox->open++;
    outbox->claiming++;
    value_change(sending, now_ms + mailer_times(outbox->site.mailer).send_ms + MORE_MS, true,
                 claimed);
}

/* ---- looking ---- */

struct looking {
    struct outbox *outbox;
    unsigned lane;
};

/* As many of the rows as there is room for; the others are ready. */
static void lane_listed(struct outbox *outbox, unsigned lane, const struct account *rows,
                        size_t count)
{
    size_t room = room_of(outbox, lane);
    outbox_ready_drop(&outbox->ready, lane);
    outbox->due_ms[lane] = 0;
    outbox->site.stats->mails_waiting += count - outbox->waiting[lane];
    outbox->waiting[lane] = count;
    for (size_t i = 0; i < count; i++) {
        struct json *json = NULL;
        struct outbox_times times;
        struct slice sealed;
        bool good =
            json_parse(rows[i].value, &json) == ERR_NONE && outbox_row_read(json, &times, &sealed);
        json_free(&json);
        if (!good)
            continue;
        if (times.at_ms > loop_now_ms(outbox->site.loop)) {
            due_at(outbox, lane, times.at_ms);
        } else if (room == 0) {
            outbox_ready_add(&outbox->ready, lane, &rows[i]);
        } else {
            room--;
            claim(outbox, lane, &rows[i]);
        }
    }
}

static void listed(void *context, enum err error, const struct account *rows, size_t count)
{
    struct looking *looking = context;
    struct outbox *outbox = looking->outbox;
    outbox->looked[looking->lane] = false;
    if (!error && !outbox->freed)
        lane_listed(outbox, looking->lane, rows, count);
    if (outbox->again[looking->lane] && !outbox->freed)
        lane_look(outbox, looking->lane);
    mem_free(looking);
    leave(outbox);
}

static void lane_look(struct outbox *outbox, unsigned lane)
{
    char name[LANE_BYTES];
    outbox->again[lane] = outbox->looked[lane];
    if (outbox->looked[lane])
        return;
    struct looking *looking = mem_new(sizeof *looking);
    *looking = (struct looking){outbox, lane};
    outbox->looked[lane] = true;
    outbox->open++;
    lane_name(lane, name);
    accounts_list(outbox->site.accounts, outgoing, slice_of(name), listed, looking);
}

static void look(void *context)
{
    struct outbox *outbox = context;
    outbox->lane = (outbox->lane + 1) % LANES;
    for (unsigned lane = 0; lane < LANES; lane++) {
        bool due = outbox->due_ms[lane] && outbox->due_ms[lane] <= loop_now_ms(outbox->site.loop);
        if (due || lane == outbox->lane)
            lane_look(outbox, lane);
    }
}

struct outbox *outbox_new(const struct api_site *site)
{
    struct outbox *outbox = mem_new(sizeof *outbox);
    outbox->site = *site;
    outbox->look = loop_every(site->loop, LOOK_MS, look, outbox);
    return outbox;
}

void outbox_free(struct outbox **outbox)
{
    struct outbox *old = *outbox;
    *outbox = NULL;
    if (!old)
        return;
    timer_close(&old->look);
    old->freed = true;
    free_if_done(old);
}
