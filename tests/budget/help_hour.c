/* SPDX-License-Identifier: Apache-2.0
 * The script: a list of acts with their times, made from a fixed seed, sorted, then played. */
#include "budget/help_hour.h"

#include "base/bounds.h"
#include "base/check.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/pack.h"
#include "budget/help_bytes.h"
#include "budget/help_forms.h"
#include "budget/help_play.h"
#include "budget/help_room.h"
#include "help/kinds.h"
#include "journal/backend.h"

#include <stdlib.h>

enum {
    ACTS_MAX = 17000,
    FULL = 0, /* seats of the three who are listened to */
    LEAN = 1,
    PACKED = 2,
    STAFF = HOUR_PEOPLE, /* the host's seat */
    PING_SECONDS = 25,
    HANDSHAKE_BYTES = 160, /* 101 Switching Protocols, with its headers */
    CONNECT_BYTES = 420,   /* the reply to connect, and that to subscribe without the view */
    SUBSCRIBE_BYTES = 220, /* the latter alone, after the end of what was followed before */
};

static const char *const act_names[HOUR_ACTS] = {"come", "go",     "chat",   "poll",  "ballot",
                                                 "ask",  "upvote", "answer", "react", "room"};

#define START_MS INT64_C(1700000000000)

/* In the view of who stands before the door. */
#define WAITS "\"role\":\"waiting\""

/* What people write: short and long, in the academy's four languages. */
static const char *const texts[] = {
    "Good morning from the regional office.",
    "Could you show the previous slide once more, please?",
    "Thank you, that is very clear.",
    "Nous avons rencontré la même difficulté avec les téléphones verrouillés l'an dernier.",
    "Merci beaucoup.",
    "¿Se guardará la grabación de esta sesión para quienes no pudieron conectarse hoy?",
    "Buenos días a todos.",
    "صباح الخير من المكتب الإقليمي.",
    "هل يمكن تكرار الخطوة الثانية من فضلكم؟",
    ("In our procedure the seal is photographed before and after every transport, and both "
     "pictures go into the file together with the form."),
    "The sound was gone for a moment, now it is back.",
    "Yes",
};

enum { TEXTS = sizeof texts / sizeof *texts };

/* SplitMix64. */
unsigned chance(struct play *play, unsigned below)
{
    uint64_t z = play->chance += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return (unsigned)((z ^ z >> 31) % below);
}

int64_t between(struct play *play, int64_t from_ms, int64_t to_ms)
{
    return from_ms + chance(play, (unsigned)(to_ms - from_ms));
}

unsigned anyone(struct play *play)
{
    unsigned who;
    do
        who = chance(play, HOUR_PEOPLE);
    while (!play->seats[who].here);
    return who;
}

/* Commands. */

static void take_seq(void *context, const struct hub_answer *answer)
{
    int64_t *seq = context;
    *seq = answer->error ? -(int64_t)answer->error : answer->seq;
}

static void turns(struct play *play)
{
    for (int turn = 0; turn < 20; turn++)
        loop_pass(play->loop, 0);
}

/* Runs a command in the room to its answer and returns its seq; it must succeed. `more` are the
 * members after room and op. */
static int64_t act_do(struct play *play, const struct actor *actor, const char *method,
                      const char *more)
{
    char data[1024], reply[64];
    int64_t seq = 0;
    struct json *json = NULL;
    snprintf(data, sizeof data, "{\"room\":\"webinar:w1\",\"op\":\"o%u\"%s%s}", ++play->ops,
             *more ? "," : "", more);
    check(json_parse(slice_of(data), &json) == ERR_NONE);
    hub_command(play->hub, actor, slice_of(method), json, take_seq, &seq);
    json_free(&json);
    turns(play);
    if (seq <= 0)
        fprintf(stderr, "%s %s: %lld\n", method, data, (long long)seq);
    check(seq > 0);
    for (unsigned i = 0; i <= PACKED; i++) {
        struct seat *seat = &play->seats[i];
        if (slice_equal(actor->id, seat->subscriber.actor.id) && seat->bytes)
            bytes_count(seat->bytes, "replies",
                        2 + seat->subscriber.packed +
                            (uint64_t)snprintf(reply, sizeof reply,
                                               "{\"id\":1000,\"rpc\":{\"data\":{\"seq\":%lld}}}",
                                               (long long)seq));
    }
    return seq;
}

int64_t host_do(struct play *play, const char *method, const char *more)
{
    const struct actor host = {.id = SLICE("host"), .name = SLICE("Host")};
    return act_do(play, &host, method, more);
}

int64_t person_do(struct play *play, unsigned who, const char *method, const char *more)
{
    return act_do(play, &play->seats[who].subscriber.actor, method, more);
}

/* The seats. */

static size_t seat_send(struct subscriber *subscriber, const char *frames, size_t len, size_t gone)
{
    struct seat *seat = (struct seat *)subscriber; /* its first member */
    if (seat->bytes)
        bytes_count_frames(seat->bytes, frames, len, seat->record);
    return len;
}

static void seat_closed(struct subscriber *subscriber, unsigned code, const char *reason)
{
    (void)subscriber, (void)code, (void)reason;
    check(false);
}

static const struct subscriber_ops seat_ops = {.send = seat_send, .close = seat_closed};

static size_t packed_bytes(struct slice text)
{
    struct buffer packed;
    struct pack *pack = pack_new();
    buffer_init(&packed, BOUND_VIEW_BYTES);
    pack_add(pack, text, &packed);
    size_t bytes = packed.len;
    buffer_done(&packed);
    pack_free(&pack);
    return bytes;
}

/* The members `flag` and `dict` of the first connect's reply: later ones bring the id alone. */
static size_t dictionary_bytes(void)
{
    struct buffer content;
    buffer_init(&content, BOUND_VIEW_BYTES);
    pack_write_dictionary(&content);
    size_t base64_bytes = (content.len + 2) / 3 * 4;
    buffer_done(&content);
    return base64_bytes +
           sizeof ",\"flag\":1,\"dict\":{\"id\":\"0123456789abcdef\",\"data_b64\":\"\"}";
}

static void take_view(void *context, const struct hub_subscribed *answer)
{
    struct seat *seat = context;
    check(answer->error == ERR_NONE && !answer->recovered);
    bool first = !seat->connected;
    seat->connected = true;
    seat->waits = memmem(answer->view.at, answer->view.len, WAITS, sizeof WAITS - 1);
    seat->here = !seat->waits;
    seat->play->hour->waited += seat->waits;
    if (!seat->bytes)
        return;
    size_t bytes = first ? HANDSHAKE_BYTES + CONNECT_BYTES : SUBSCRIBE_BYTES;
    bytes += seat->subscriber.packed ? packed_bytes(answer->view) : answer->view.len;
    if (first && seat->subscriber.packed)
        bytes += dictionary_bytes();
    bytes_count(seat->bytes, "joining", bytes);
    bytes_count_view(seat->bytes, answer->view);
}

static void seat_come(struct play *play, unsigned who)
{
    struct seat *seat = &play->seats[who];
    struct actor actor = {.id = slice_of(seat->id), .name = slice_of(seat->name)};
    struct hub_subscribe request = {.channel = SLICE("webinar:w1")};
    subscriber_init(&seat->subscriber, hub_fanout(play->hub), &seat_ops, &actor);
    seat->subscriber.lean = who == LEAN || who == PACKED;
    seat->subscriber.packed = who == PACKED;
    hub_subscribe(play->hub, &seat->subscriber, &request, take_view, seat);
    turns(play);
}

void door_admit(struct play *play)
{
    const struct hub_subscribe request = {.channel = SLICE("webinar:w1")};
    unsigned waiting = 0;
    loop_pass(play->loop, SECOND); /* who came a moment ago is in the line then */
    for (unsigned i = 0; i < HOUR_PEOPLE; i++)
        waiting += play->seats[i].waits;
    if (!waiting)
        return;
    host_do(play, "lobby.admit", "\"all\":true");
    for (unsigned i = 0; i < HOUR_PEOPLE; i++)
        if (play->seats[i].waits)
            hub_subscribe(play->hub, &play->seats[i].subscriber, &request, take_view,
                          &play->seats[i]);
    turns(play);
}

static void seat_go(struct seat *seat)
{
    if (seat->connected)
        subscriber_done(&seat->subscriber);
    seat->here = seat->waits = seat->connected = false;
}

/* The script. */

void act_add(struct play *play, int64_t at_ms, enum hour_act kind, unsigned what, unsigned step)
{
    check(play->acts_count < ACTS_MAX);
    play->acts[play->acts_count++] = (struct act){at_ms, kind, what, step};
}

static void script_people(struct play *play)
{
    for (unsigned i = 0; i < HOUR_PEOPLE; i++) {
        bool listened = i <= PACKED;
        act_add(play, listened ? SECOND : between(play, 0, 10 * MINUTE), HOUR_COME, i, 0);
        if (!listened)
            act_add(play, between(play, 55 * MINUTE, 60 * MINUTE), HOUR_GO, i, 2);
    }
    for (unsigned i = 0; i < HOUR_RETURNS; i++) {
        int64_t at_ms = between(play, 11 * MINUTE, 50 * MINUTE);
        act_add(play, at_ms, HOUR_GO, PACKED + 1 + i, 1);
        act_add(play, at_ms + between(play, MINUTE, 4 * MINUTE), HOUR_COME, PACKED + 1 + i, 1);
    }
}

/* Most vote in the first twenty seconds, the others within the minute. */
static void script_polls(struct play *play)
{
    for (unsigned i = 0; i < HOUR_POLLS; i++) {
        int64_t open_ms = (12 + 5 * (int64_t)i) * MINUTE;
        act_add(play, open_ms - MINUTE, HOUR_POLL, i, 0);
        act_add(play, open_ms, HOUR_POLL, i, 1);
        for (unsigned n = 0; n < HOUR_BALLOTS; n++)
            act_add(play, open_ms + between(play, SECOND, (n % 5 ? 20 : 60) * SECOND), HOUR_BALLOT,
                    i, 0);
        act_add(play, open_ms + 75 * SECOND, HOUR_POLL, i, 2);
    }
}

static void script_questions(struct play *play)
{
    for (unsigned i = 0; i < HOUR_QUESTIONS; i++) {
        int64_t at_ms = between(play, 11 * MINUTE, 50 * MINUTE);
        act_add(play, at_ms, HOUR_ASK, i, 0);
        act_add(play, at_ms + between(play, 5 * SECOND, 30 * SECOND), HOUR_ASK, i, 1);
    }
    for (unsigned i = 0; i < HOUR_UPVOTES; i++)
        act_add(play, between(play, 15 * MINUTE, 51 * MINUTE), HOUR_UPVOTE, 0, 0);
    for (unsigned i = 0; i < HOUR_ANSWERS; i++) {
        int64_t at_ms = between(play, 51 * MINUTE, 55 * MINUTE);
        act_add(play, at_ms, HOUR_ANSWER, i, 0);
        act_add(play, at_ms + 30 * SECOND, HOUR_ANSWER, i, 1);
        for (unsigned k = 0; k < HOUR_REACTIONS / HOUR_ANSWERS; k++)
            act_add(play, at_ms + 31 * SECOND + between(play, 0, 5 * SECOND), HOUR_REACT,
                    chance(play, 10), 0);
    }
}

static int act_compare(const void *left, const void *right)
{
    const struct act *a = left, *b = right;
    if (a->at_ms != b->at_ms)
        return a->at_ms < b->at_ms ? -1 : 1;
    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    if (a->what != b->what)
        return a->what < b->what ? -1 : 1;
    return (a->step > b->step) - (a->step < b->step);
}

static void script_make(struct play *play)
{
    script_people(play);
    for (unsigned i = 0; i < HOUR_CHATS; i++)
        act_add(play, between(play, 2 * MINUTE, 58 * MINUTE), HOUR_CHAT, chance(play, TEXTS), 0);
    script_polls(play);
    script_questions(play);
    room_script(play);
    qsort(play->acts, play->acts_count, sizeof *play->acts, act_compare);
}

/* The acts. */

static void act_chat(struct play *play, const struct act *act)
{
    char more[512];
    snprintf(more, sizeof more, "\"text\":\"%s\"", texts[act->what]);
    int64_t seq = person_do(play, anyone(play), "chat.post", more);
    unsigned at = play->messages_count++ % PLAY_MESSAGES;
    play->messages[at] = seq;
    memset(play->reacted[at], 0, sizeof play->reacted[at]);
}

/* Results are shown live, which is what costs most. */
static void act_poll(struct play *play, const struct act *act)
{
    char more[96];
    if (act->step == 0) {
        play->polls[act->what] = host_do(play, "poll.prepare", forms_prepare(act->what));
        snprintf(more, sizeof more, "\"poll\":%lld,\"published\":true",
                 (long long)play->polls[act->what]);
        host_do(play, "poll.publish", more);
        return;
    }
    snprintf(more, sizeof more, "\"poll\":%lld", (long long)play->polls[act->what]);
    host_do(play, act->step == 1 ? "poll.open" : "poll.close", more);
}

static void act_ballot(struct play *play, const struct act *act)
{
    unsigned who;
    do
        who = anyone(play);
    while (play->balloted[act->what][who]);
    play->balloted[act->what][who] = true;
    forms_ballot(play, act->what, who);
}

static void act_ask(struct play *play, const struct act *act)
{
    static int64_t asked[HOUR_QUESTIONS];
    char more[512];
    if (act->step == 0) {
        snprintf(more, sizeof more, "\"text\":\"%s (%u)\"", texts[act->what % (TEXTS - 1)],
                 act->what);
        asked[act->what] = person_do(play, anyone(play), "question.ask", more);
        return;
    }
    snprintf(more, sizeof more, "\"question\":%lld", (long long)asked[act->what]);
    host_do(play, "question.approve", more);
    play->questions[act->what].seq = asked[act->what];
}

/* The first questions are the liked ones. */
static void act_upvote(struct play *play, const struct act *act)
{
    char more[64];
    unsigned who, what;
    (void)act;
    do {
        who = anyone(play);
        what = chance(play, HOUR_QUESTIONS);
        what = what * chance(play, HOUR_QUESTIONS) / HOUR_QUESTIONS;
    } while (play->questions[what].seq == 0 || play->questions[what].voted[who]);
    play->questions[what].voted[who] = true;
    snprintf(more, sizeof more, "\"question\":%lld", (long long)play->questions[what].seq);
    person_do(play, who, "question.vote", more);
}

static void act_answer(struct play *play, const struct act *act)
{
    char more[512];
    long long question = play->questions[act->what].seq;
    if (act->step == 0)
        snprintf(more, sizeof more, "\"question\":%lld", question);
    else
        snprintf(more, sizeof more, "\"question\":%lld,\"text\":\"%s\"", question, texts[9]);
    host_do(play, act->step == 0 ? "question.take" : "question.answer", more);
}

static void act_come(struct play *play, const struct act *act)
{
    seat_come(play, act->what);
}

static void act_go(struct play *play, const struct act *act)
{
    seat_go(&play->seats[act->what]);
}

/* Applause, most of it. */
static void act_react(struct play *play, const struct act *act)
{
    static const char *const kinds[] = {"heart", "thumb", "wow"};
    char text[96];
    struct json *data;
    const char *kind = act->what < 3 ? kinds[act->what] : "clap";
    snprintf(text, sizeof text, "{\"room\":\"webinar:w1\",\"kind\":\"%s\"}", kind);
    check(json_parse(slice_of(text), &data) == ERR_NONE);
    hub_signal(play->hub, &play->seats[anyone(play)].subscriber.actor, SLICE("reaction.send"),
               data);
    json_free(&data);
}

static void (*const act_fns[HOUR_ACTS])(struct play *play, const struct act *act) = {
    act_come, act_go,     act_chat,   act_poll,  act_ballot,
    act_ask,  act_upvote, act_answer, act_react, room_act};

/* The stage. */

static FILE *record_open(const char *record, const char *which)
{
    char path[4096];
    if (!record)
        return NULL;
    snprintf(path, sizeof path, "%s.%s", record, which);
    FILE *file = fopen(path, "we");
    check(file);
    return file;
}

static void play_open(struct play *play, struct hour *hour, const char *record)
{
    static const struct hub_options defaults = {0};
    const struct actor system = {.id = SLICE("system")};
    play->hour = hour;
    play->chance = 1;
    play->loop = loop_new_fake(START_MS);
    play->journal = journal_new(play->loop, memory_open());
    play->bus = bus_local_new();
    play->hub = hub_new(play->loop, play->journal, play->bus, help_kinds(), &defaults);
    play->seats = mem_new(HOUR_PEOPLE * sizeof *play->seats);
    play->questions = mem_new(HOUR_QUESTIONS * sizeof *play->questions);
    play->acts = mem_new(ACTS_MAX * sizeof *play->acts);
    for (unsigned i = 0; i < HOUR_PEOPLE; i++) {
        play->seats[i].play = play;
        snprintf(play->seats[i].id, sizeof play->seats[i].id, "p%u", i + 1);
        snprintf(play->seats[i].name, sizeof play->seats[i].name, "Participant %u", i + 1);
    }
    play->seats[FULL].bytes = &hour->full;
    play->seats[FULL].record = record_open(record, "full");
    play->seats[LEAN].bytes = &hour->lean;
    play->seats[LEAN].record = record_open(record, "lean");
    play->seats[PACKED].bytes = &hour->packed;
    play->seats[PACKED].record = record_open(record, "packed");
    act_do(play, &system, "stage.create", "\"title\":{\"en\":\"An hour\",\"fr\":\"Une heure\"}");
    act_do(play, &system, "member.policy", "\"policy\":\"ask\"");
    act_do(play, &system, "member.set", "\"whom\":\"host\",\"role\":\"host\",\"name\":\"Host\"");
    host_do(play, "stage.phase", "\"to\":\"live\"");
    host_do(play, "question.intake", "\"intake\":\"open\",\"moderated\":true,\"comments\":true");
}

static void play_close(struct play *play)
{
    for (unsigned i = 0; i < HOUR_PEOPLE; i++) {
        seat_go(&play->seats[i]);
        if (play->seats[i].record)
            fclose(play->seats[i].record);
    }
    loop_pass(play->loop, SECOND);
    journal_close(&play->journal);
    hub_free(&play->hub);
    bus_close(&play->bus);
    loop_free(&play->loop);
    mem_free(play->seats);
    mem_free(play->questions);
    mem_free(play->acts);
    mem_free(play);
}

/* Some acts take time themselves. */
static void pass_until(struct play *play, int64_t at_ms)
{
    int64_t left_ms = START_MS + at_ms - loop_now_ms(play->loop);
    loop_pass(play->loop, left_ms > 0 ? left_ms : 0);
}

void hour_play(struct hour *hour, const char *record)
{
    struct play *play = mem_new(sizeof *play);
    *hour = (struct hour){0};
    play_open(play, hour, record);
    script_make(play);
    for (unsigned i = 0; i < play->acts_count; i++) {
        const struct act *act = &play->acts[i];
        pass_until(play, act->at_ms);
        act_fns[act->kind](play, act);
        hour->done[act->kind]++;
    }
    pass_until(play, 60 * MINUTE);
    for (unsigned i = 0; i < 60 * 60 / PING_SECONDS; i++) {
        bytes_count(&hour->full, "pings", 2 + sizeof "{}" - 1);
        bytes_count(&hour->lean, "pings", 2 + sizeof "{}" - 1);
        bytes_count(&hour->packed, "pings", 2 + sizeof "{}");
    }
    play_close(play);
}

static void parts_print(const char *class, const char *what, const struct hour_part *parts)
{
    for (; parts->name[0]; parts++)
        printf("scenario=bytes class=%s %s=%s bytes=%llu times=%llu\n", class, what, parts->name,
               (unsigned long long)parts->bytes, (unsigned long long)parts->times);
}

static void class_print(const char *class, const struct hour_bytes *bytes)
{
    printf("scenario=bytes class=%s total=%llu\n", class, (unsigned long long)bytes->total);
    parts_print(class, "type", bytes->types);
    parts_print(class, "part", bytes->parts);
}

void hour_print(const struct hour *hour)
{
    printf("scenario=bytes class=script");
    for (unsigned i = 0; i < HOUR_ACTS; i++)
        printf(" %s=%u", act_names[i], hour->done[i]);
    printf("\n");
    class_print("full", &hour->full);
    class_print("lean", &hour->lean);
    class_print("packed", &hour->packed);
}
