/* SPDX-License-Identifier: Apache-2.0
 * The oracle is made of the entries as they stand, and knows nothing of the features. */
#include "sim/help_academy.h"

#include <string.h>

#include "core/gates.h"
#include "core/room_query.h"
#include "core/room_view.h"
#include "help/kinds.h"
#include "sim/help_histories.h"
#include "sim/help_small.h"

enum { PEOPLE = 6, CREDENTIALS = 200, ASKING = 3, VIEW_BYTES = 1 << 20, ENTRIES = 1024 };

static const char *const people[PEOPLE] = {"p0", "p1", "p2", "p3", "m", "o"};

static struct {
    unsigned ops;
    int64_t conduct, last_news, last_credential, last_tool;
} now;

static struct academy_tally tally;

void academy_begin(void)
{
    memset(&now, 0, sizeof now);
}

const struct academy_tally *academy_tally(void)
{
    return &tally;
}

int64_t academy_says(const char *by, const char *method, const char *format, ...)
{
    char data[600];
    int len = snprintf(data, sizeof data, "{'room':'academy:main','op':'o%u',", now.ops++);
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(data + len, sizeof data - (size_t)len, format, arguments);
    va_end(arguments);
    for (char *at = data; *at; at++)
        if (*at == '\'')
            *at = '"';
    return small_run(by, method, data);
}

static unsigned any(unsigned count)
{
    return dice_below(&world.dice, count);
}

/* ---- acts --------------------------------------------------------------------------------------
 */

static void announce(void)
{
    static const char *const whom[] = {
        "'text':{'en':'for all'}",
        "'text':{'en':'canary-tunisia'},'who':{'countries':['TN']}",
        "'text':{'en':'canary-managers'},'who':{'roles':['manager']}",
    };
    int64_t seq = academy_says("o", "announce.post", "'title':{'en':'T'},%s}", whom[any(3)]);
    now.last_news = seq > 0 ? seq : now.last_news;
    tally.announced += seq > 0;
}

static void take_back(void)
{
    if (now.last_news)
        academy_says("o", "announce.remove", "'announcement':%lld}", (long long)now.last_news);
}

static void set_conduct(void)
{
    int64_t seq = academy_says("o", "conduct.set", "'text':{'en':'Rules %u'}}", now.ops);
    now.conduct = seq > 0 ? seq : now.conduct;
}

/* Also one that is not the last any more. */
static void accept(void)
{
    if (now.conduct)
        tally.accepted +=
            academy_says(people[any(PEOPLE)], "conduct.accept", "'version':%lld,'language':'en'}",
                         (long long)now.conduct) > 0;
}

static void give(void)
{
    char until[40] = "";
    int64_t at_ms = loop_now_ms(world.loop);
    if (any(2))
        snprintf(until, sizeof until, ",'until':%lld", (long long)(at_ms + 1000 + any(60000)));
    const char *whose = people[any(4)];
    int64_t seq = academy_says("o", "credential.give",
                               "'person':'%s','kind':'instructor','reference':'canary-of-%s',"
                               "'issued':%lld%s}",
                               whose, whose, (long long)at_ms, until);
    now.last_credential = seq > 0 ? seq : now.last_credential;
    tally.given += seq > 0;
}

static void withdraw_one(void)
{
    if (now.last_credential)
        academy_says("o", "credential.withdraw", "'credential':%lld}",
                     (long long)now.last_credential);
}

/* A room for everybody that asks a question of who comes. */
static void ask_questions(void)
{
    academy_says("m", "room.create",
                 "'of':'webinar:asking%u','template':'webinar','title':{'en':'R'},"
                 "'who':{'to':'academy'},'hosts':['m'],'registration':{'questions':"
                 "[{'kind':'text','title':{'en':'Unit?'}}]}}",
                 any(ASKING));
}

static void answer_questions(void)
{
    tally.registered +=
        academy_says(people[any(4)], "room.register",
                     "'of':'webinar:asking%u','answers':{'1':'canary-answer'}}", any(ASKING)) > 0;
}

/* Its addresses are organisers'. */
static void set_tool(void)
{
    char which[40] = "";
    if (now.last_tool && any(2))
        snprintf(which, sizeof which, "'tool':%lld,", (long long)now.last_tool);
    int64_t seq = academy_says("o", "tool.set",
                               "%s'name':'Tool','login':'https://canary-tool.example/l',"
                               "'redirects':['https://canary-tool.example/r'],'names':%s}",
                               which, any(2) ? "true" : "false");
    now.last_tool = seq > 0 && !*which ? seq : now.last_tool;
}

static void remove_tool(void)
{
    if (now.last_tool)
        academy_says("o", "tool.remove", "'tool':%lld}", (long long)now.last_tool);
}

void academy_act(void)
{
    static void (*const acts[])(void) = {
        announce,     take_back,  set_conduct, accept,        accept,           give,
        withdraw_one, give,       announce,    ask_questions, answer_questions, answer_questions,
        set_tool,     remove_tool};
    acts[any(sizeof acts / sizeof acts[0])]();
}

/* ---- what must hold ----------------------------------------------------------------------------
 */

struct told {
    struct room *academy; /* so that what was refused in its turn does not count */
    int64_t conduct, accepted[PEOPLE];
    struct {
        int64_t seq, until;
        int person; /* -1: withdrawn */
    } credentials[CREDENTIALS];
    size_t count;
    unsigned lapsed;
    bool answered[PEOPLE];          /* the questions of the first room that asks */
    struct entry *entries[ENTRIES]; /* owned */
    size_t entries_count;
};

static int person_of(struct slice id)
{
    for (int i = 0; i < PEOPLE; i++)
        if (slice_is(id, people[i]))
            return i;
    return -1;
}

static void see(const struct entry *entry, void *context)
{
    struct told *told = context;
    struct slice person = {NULL, 0};
    int64_t number = 0;
    int by = person_of(entry->by);
    told->entries[told->entries_count++] = entry_ref((struct entry *)(uintptr_t)entry);
    if (room_apply(told->academy, entry) != ERR_NONE)
        return;
    bool registers = slice_is(entry->type, "room.register");
    if ((registers || slice_is(entry->type, "room.unregister")) && by >= 0 &&
        json_get_text(entry->data, "of", &person) && slice_is(person, "webinar:asking0"))
        told->answered[by] = registers;
    if (slice_is(entry->type, "conduct.set"))
        told->conduct = entry->seq;
    if (slice_is(entry->type, "conduct.accept") && by >= 0 &&
        json_get_int(entry->data, "version", &number))
        told->accepted[by] = number;
    if (slice_is(entry->type, "credential.give") && told->count < CREDENTIALS) {
        (void)json_get_text(entry->data, "person", &person);
        (void)json_get_int(entry->data, "until", &number);
        told->credentials[told->count].seq = entry->seq;
        told->credentials[told->count].until = number;
        told->credentials[told->count++].person = person_of(person);
    }
    told->lapsed += slice_is(entry->type, "credential.lapse");
    if (!slice_is(entry->type, "credential.withdraw") ||
        !json_get_int(entry->data, "credential", &number))
        return;
    for (size_t i = 0; i < told->count; i++)
        if (told->credentials[i].seq == number)
            told->credentials[i].person = -1;
}

static void check_person(const struct told *told, const struct room *academy, int person)
{
    bool holds = false, accepted = !told->conduct || told->accepted[person] == told->conduct;
    for (size_t i = 0; i < told->count; i++)
        holds =
            holds ||
            (told->credentials[i].person == person &&
             (!told->credentials[i].until || told->credentials[i].until > loop_now_ms(world.loop)));
    if (gates_accepted(academy, slice_of(people[person])) != accepted)
        small_wrong("%s %s the code of conduct", people[person],
                    accepted ? "is asked again to accept" : "goes without");
    if (gates_holds(academy, slice_of(people[person]), SLICE("instructor")) != holds)
        small_wrong("%s %s a credential", people[person], holds ? "lost" : "still has");
}

static void expect(struct buffer *seen, int person, const char *canary, bool may)
{
    bool there = memmem(seen->bytes, seen->len, canary, strlen(canary));
    if (there && !may)
        small_wrong("%s is told %s", people[person], canary);
}

static const struct entry *find(void *context, int64_t seq)
{
    const struct told *told = context;
    return seq >= 1 && (size_t)seq <= told->entries_count ? told->entries[seq - 1] : NULL;
}

static void ask(const struct told *told, int person, const char *query, struct buffer *out)
{
    const struct bodies bodies = {find, (void *)(uintptr_t)told};
    struct json *data = NULL;
    assert_int_equal(json_parse(SLICE("{\"of\":\"webinar:asking0\"}"), &data), ERR_NONE);
    const struct room_question question = {
        .name = slice_of(query), .person = slice_of(people[person]), .data = data};
    (void)room_query(told->academy, &question, &bodies, out);
    json_free(&data);
}

/* All that somebody may ask or sees, together. */
static void check_canaries(const struct told *told, int person)
{
    const struct room *academy = told->academy;
    static const char *const queries[] = {"announce.list", "credential.list", "room.get",
                                          "room.list",     "room.answers",    "tool.list"};
    struct buffer seen;
    const struct viewer viewer = {.rings = room_rings(academy, slice_of(people[person]))};
    bool staff = person >= 4, organiser = person == 5;
    buffer_init(&seen, VIEW_BYTES);
    room_view(academy, &viewer, NULL, &seen);
    room_me(academy, slice_of(people[person]), &seen);
    for (size_t i = 0; i < sizeof queries / sizeof queries[0]; i++)
        ask(told, person, queries[i], &seen);
    assert_false(seen.full);
    expect(&seen, person, "canary-managers", staff);
    expect(&seen, person, "canary-tunisia", organiser || person % 2 == 0);
    expect(&seen, person, "canary-answer", staff);
    expect(&seen, person, "canary-tool", organiser);
    bool answered = false;
    for (int other = 0; other < PEOPLE; other++)
        answered = answered || told->answered[other];
    if (staff && answered && !memmem(seen.bytes, seen.len, "canary-answer", 13))
        small_wrong("%s does not find the answers", people[person]);
    for (int other = 0; other < 4; other++) {
        char canary[20];
        snprintf(canary, sizeof canary, "canary-of-%s", people[other]);
        expect(&seen, person, canary, organiser || other == person);
    }
    buffer_done(&seen);
}

void academy_check(const struct room *academy)
{
    struct told told = {.academy = room_new(SLICE("academy:main"), help_kinds())};
    small_read("academy:main", see, &told);
    for (int person = 0; person < PEOPLE; person++) {
        check_person(&told, academy, person);
        check_canaries(&told, person);
    }
    tally.lapsed += told.lapsed;
    for (size_t i = 0; i < told.entries_count; i++)
        entry_unref(&told.entries[i]);
    room_free(&told.academy);
}
