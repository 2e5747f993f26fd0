/* SPDX-License-Identifier: Apache-2.0
 * The oracle is made of the academy's entries as they stand; who has a credential the academy says,
 * which tests/sim/help_academy.c holds against an oracle of its own. */
#include "sim/help_hosts.h"

#include <string.h>

#include "core/gates.h"
#include "help/kinds.h"
#include "sim/help_academy.h"
#include "sim/help_small.h"

enum { MEMBERS = 4, PEOPLE = 6, RESTING = 3, ASKING = 3, TOKENS = 4 };

static const char *const people[PEOPLE] = {"p0", "p1", "p2", "p3", "m", "o"};

static struct hosts_tally tally;

const struct hosts_tally *hosts_tally(void)
{
    return &tally;
}

static unsigned any(unsigned count)
{
    return dice_below(&world.dice, count);
}

/* ---- acts --------------------------------------------------------------------------------------
 */

static void make(void)
{
    academy_says("m", "room.create",
                 "'of':'webinar:resting%u','template':'webinar','title':{'en':'R'},"
                 "'who':{'to':'invited'},'hosts':['m','%s'],'asks':'instructor'}",
                 any(RESTING), people[any(MEMBERS)]);
}

static void change_asks(void)
{
    academy_says("m", "room.change", "'of':'webinar:resting%u','asks':'%s'}", any(RESTING),
                 any(3) ? "instructor" : "");
}

/* The question and the hosts at once, too. */
static void change_hosts(void)
{
    academy_says("m", "room.change", "'of':'webinar:resting%u','hosts':['m','%s']%s}", any(RESTING),
                 people[any(MEMBERS)], any(4) ? "" : ",'asks':''");
}

static void unregister(void)
{
    academy_says(people[any(MEMBERS)], "room.unregister", "'of':'webinar:asking%u'}", any(ASKING));
}

/* As net/newcomers.c asks for whoever comes with a token that nobody knows. */
static void come(void)
{
    unsigned token = any(TOKENS);
    academy_says("system", "access.request", "'name':'T','identity':'tok%u'}", token);
}

static void link(void)
{
    academy_says("o", "person.link", "'person':'%s','identity':'tok%u'}", people[any(MEMBERS)],
                 any(TOKENS));
}

static void unlink(void)
{
    academy_says("o", "person.unlink", "'person':'%s','identity':'tok%u'}", people[any(MEMBERS)],
                 any(TOKENS));
}

void hosts_act(void)
{
    static void (*const acts[])(void) = {make,       make, change_asks, change_hosts, unregister,
                                         unregister, come, link,        link,         unlink};
    acts[any(sizeof acts / sizeof acts[0])]();
}

/* ---- what must hold ----------------------------------------------------------------------------
 */

struct seen {
    struct room *academy; /* so that what was refused in its turn does not count */
    bool made[RESTING], asks[RESTING], host[RESTING][PEOPLE], was_host[RESTING][PEOPLE];
    bool registered[ASKING][MEMBERS], came[ASKING][MEMBERS];
    int linked[TOKENS]; /* a person, from 1; 0: to nobody */
};

static int person_of(struct slice id)
{
    for (int i = 0; i < PEOPLE; i++)
        if (slice_is(id, people[i]))
            return i;
    return -1;
}

/* The number behind `stem` in that member; -1: it is another. */
static int number_of(const struct entry *entry, const char *key, const char *stem)
{
    struct slice text = {NULL, 0};
    size_t len = strlen(stem);
    (void)json_get_text(entry->data, key, &text);
    return text.len == len + 1 && slice_starts(text, slice_of(stem)) ? text.at[len] - '0' : -1;
}

static void see_room(struct seen *seen, const struct entry *entry, int room)
{
    const struct json *hosts = json_get(entry->data, "hosts");
    struct slice asks = {NULL, 0}, id = {NULL, 0};
    bool create = slice_is(entry->type, "room.create");
    if ((!create && !slice_is(entry->type, "room.change")) || (create && seen->made[room]))
        return;
    seen->made[room] = true;
    if (json_get_text(entry->data, "asks", &asks))
        seen->asks[room] = asks.len > 0;
    if (hosts)
        memset(seen->host[room], 0, sizeof seen->host[room]);
    for (const struct json *at = json_first(hosts); at; at = json_next(at)) {
        int person = json_as_text(at, &id) ? person_of(id) : -1;
        if (person >= 0)
            seen->host[room][person] = seen->was_host[room][person] = true;
    }
}

static void see(const struct entry *entry, void *context)
{
    struct seen *seen = context;
    struct slice id = {NULL, 0};
    if (room_apply(seen->academy, entry) != ERR_NONE)
        return;
    int resting = number_of(entry, "of", "webinar:resting");
    int asking = number_of(entry, "of", "webinar:asking");
    int token = number_of(entry, "identity", "tok"), by = person_of(entry->by);
    if (resting >= 0)
        see_room(seen, entry, resting);
    if (asking >= 0 && by >= 0 && by < MEMBERS && slice_is(entry->type, "room.register"))
        seen->registered[asking][by] = seen->came[asking][by] = true;
    if (asking >= 0 && by >= 0 && by < MEMBERS && slice_is(entry->type, "room.unregister"))
        seen->registered[asking][by] = false;
    if (token >= 0 && slice_is(entry->type, "person.link") &&
        json_get_text(entry->data, "person", &id))
        seen->linked[token] = person_of(id) + 1;
    if (token >= 0 && slice_is(entry->type, "person.unlink"))
        seen->linked[token] = 0;
}

static void fold(const struct entry *entry, void *context)
{
    (void)room_apply(context, entry);
}

static struct room *folded(const char *stem, int number)
{
    char name[24];
    snprintf(name, sizeof name, "%s%d", stem, number);
    struct room *room = room_new(slice_of(name), help_kinds());
    small_read(name, fold, room);
    return room;
}

/* Who has not what is asked of hosts rests, and nobody else does. */
static void check_resting(const struct seen *seen, const struct room *academy, int number)
{
    struct room *room = folded("webinar:resting", number);
    for (int person = 0; seen->made[number] && person < PEOPLE; person++) {
        struct slice id = slice_of(people[person]);
        bool fit = !seen->asks[number] || gates_holds(academy, id, SLICE("instructor"));
        enum role role = room_role(room, id);
        enum role due = seen->host[number][person] && fit ? ROLE_HOST
                        : seen->was_host[number][person]  ? ROLE_PARTICIPANT
                                                          : ROLE_NONE;
        if (role != due)
            small_wrong("webinar:resting%d: %s %s", number, people[person],
                        due == ROLE_HOST    ? "rests, and should not"
                        : role == ROLE_HOST ? "does not rest"
                                            : "is no participant");
        tally.hosting += seen->host[number][person] && fit;
        tally.resting += seen->host[number][person] && !fit;
    }
    room_free(&room);
}

/* Who has taken the registration back is out of the room, who has not is in it. */
static void check_registered(const struct seen *seen, int number)
{
    struct room *room = folded("webinar:asking", number);
    for (int person = 0; person < MEMBERS; person++) {
        enum role due = seen->registered[number][person] ? ROLE_PARTICIPANT : ROLE_NONE;
        if (seen->came[number][person] && room_role(room, slice_of(people[person])) != due)
            small_wrong("webinar:asking%d: %s %s", number, people[person],
                        due == ROLE_NONE ? "has taken it back, and is in"
                                         : "is registered, and is not in");
        tally.gone += seen->came[number][person] && due == ROLE_NONE;
    }
    room_free(&room);
}

/* A token means whom an organiser said, and nobody waits for who is linked. */
static void check_token(const struct seen *seen, const struct room *academy, int token)
{
    char identity[16];
    snprintf(identity, sizeof identity, "tok%d", token);
    struct slice linked = gates_linked(academy, slice_of(identity));
    int person = seen->linked[token] - 1;
    if (person < 0 ? linked.at != NULL : !slice_is(linked, people[person]))
        small_wrong("%s means %.*s", identity, (int)linked.len, linked.at ? linked.at : "");
    if (person >= 0 && gates_asked(academy, slice_of(identity)))
        small_wrong("%s is linked, and still asked for", identity);
    tally.linked += person >= 0;
}

static void see_over(const struct entry *entry, void *context)
{
    *(unsigned *)context += slice_is(entry->type, "access.link");
}

void hosts_check(const struct room *academy)
{
    struct seen seen = {.academy = room_new(SLICE("academy:main"), help_kinds())};
    small_read("academy:main", see, &seen);
    small_read("academy:main", see_over, &tally.over);
    for (int number = 0; number < RESTING; number++)
        check_resting(&seen, academy, number);
    for (int number = 0; number < ASKING; number++)
        check_registered(&seen, number);
    for (int token = 0; token < TOKENS; token++)
        check_token(&seen, academy, token);
    room_free(&seen.academy);
}
