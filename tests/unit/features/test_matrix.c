/* SPDX-License-Identifier: Apache-2.0
 *
 * Every row and query of every kind of room, for everybody, in every phase: what the rooms say is
 * what matrix.def says. The commands are the examples of protocol/entries.
 */
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "core/room_query.h"
#include "features/features.h"
#include "help_follow.h"

enum { PEOPLE_MAX = 16, LETTERS = 128, MISSING = 99999, PLACES_MAX = 15, KINDS_MAX = 8 };

struct line {
    const char *kind, *method, *who, *when;
    const char *data; /* NULL: the example's */
    enum about { OF_ALL, OF_ONE, OF_UNSEEN } about;
};

static const struct line lines[] = {
#define MAY(kind, method, who, when)               {#kind, method, who, when, NULL, OF_ALL},
#define MAY_OF(kind, method, data, who, when)      {#kind, method, who, when, data, OF_ALL},
#define OF_THING(kind, method, data, who)          {#kind, method, who, "srlpe", data, OF_ONE},
#define OF_THING_IN(kind, method, data, who, when) {#kind, method, who, when, data, OF_ONE},
#define OF_HIDDEN(kind, method, data, who, when)   {#kind, method, who, when, data, OF_UNSEEN},
#include "matrix.def"
};
enum { LINES = sizeof lines / sizeof lines[0] };

/* ---- rooms that have everybody in them ----
 */

struct place {
    struct help_room *help;
    const char *people; /* a letter each */
    char phase;
    bool open;           /* strangers are participants */
    int things[LETTERS]; /* seqs, by what stands behind % */
};

static const char *id_of(char letter)
{
    static char ids[128][3];
    snprintf(ids[(int)letter], sizeof ids[0], "u%c", letter);
    return ids[(int)letter];
}

static void does(struct help_room *help, char who, const char *type, const char *data)
{
    const char *by = who ? id_of(who) : "system";
    if (help_send(help, by, type, data) != ERR_NONE)
        fail_msg("%s %s by %s", type, data, by);
}

static void give_roles(struct help_room *help)
{
    static const char *const roles[] = {"h host",      "a participant", "b participant",
                                        "p presenter", "d moderator",   "n none"};
    for (size_t i = 0; i < sizeof roles / sizeof roles[0]; i++) {
        char data[100];
        snprintf(data, sizeof data, "{'whom':'%s','role':'%s'}", id_of(roles[i][0]), roles[i] + 2);
        does(help, 0, "member.set", data);
    }
}

static void give_sanctions(struct help_room *help)
{
    does(help, 0, "member.set", "{'whom':'uq','role':'participant'}");
    does(help, 'h', "member.silence", "{'whom':'uq','silent':true}");
    does(help, 'h', "member.ban", "{'whom':'uz','why':'W'}");
}

/* As the last entry made it. */
static void thing_is(struct place *place, char letter)
{
    place->things[(int)letter] = (int)help_seq(place->help);
}

static void does_of(struct place *place, char who, const char *type, const char *format)
{
    char data[100], *at = strchr(format, '%');
    snprintf(data, sizeof data, "%.*s%d%s", (int)(at - format), format, place->things[(int)at[1]],
             at + 2);
    does(place->help, who, type, data);
}

static void webinar_things(struct place *place)
{
    does(place->help, 'a', "chat.post", "{'text':'Mine'}");
    thing_is(place, 'd');
    does(place->help, 'a', "direct.send", "{'text':'Mine'}");
    thing_is(place, 't');
    does(place->help, 'h', "question.intake", "{'intake':'open','moderated':true,'comments':true}");
    does(place->help, 'a', "question.ask", "{'text':'Mine?'}");
    thing_is(place, 'q');
    does(place->help, 'a', "question.ask", "{'text':'And mine?'}");
    thing_is(place, 'o');
    does_of(place, 'h', "question.approve", "{'question':%o}");
    does_of(place, 'a', "question.comment", "{'question':%o,'text':'Said'}");
    thing_is(place, 'c');
    does_of(place, 'h', "question.comment", "{'question':%q,'text':'Said'}");
    thing_is(place, 'k');
    does(place->help, 'h', "poll.prepare", "{'type':'yesno','title':{'en':'Yes?'}}");
    thing_is(place, 'p');
    does(place->help, 'h', "poll.prepare", "{'type':'text','title':{'en':'Why?'}}");
    thing_is(place, 'w');
    does(place->help, 'a', "notes.add", "{'text':'Mine','done':true}");
    thing_is(place, 'n');
    does(place->help, 'a', "notes.add", "{}");
    thing_is(place, 'm');
    does(place->help, 'a', "notes.add", "{'text':'Mine','done':true}");
    thing_is(place, 'e');
    does_of(place, 'a', "notes.remove", "{'paragraph':%e}");
    does(place->help, 'h', "captions.offer", "{'languages':['fr']}");
    does(place->help, 'h', "captions.line", "{'language':'fr','text':'Dit'}");
    thing_is(place, 'l');
    does_of(place, 'b', "report.send", "{'of':'chat','thing':%d,'reason':'spam'}");
    thing_is(place, 'v');
    does_of(place, 'h', "report.claim", "{'report':%v}");
}

static struct place webinar_in(char phase)
{
    static const char *const ways[] = {"s", "r rehearsal", "l live", "p live paused",
                                       "e live ended"};
    struct place place = {.help = help_room_new("webinar:x", NULL), "xznqabpdh", phase};
    does(place.help, 0, "stage.create", "{'title':{'en':'W'}}");
    give_roles(place.help);
    webinar_things(&place);
    give_sanctions(place.help);
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        char way[32], *rest = way, *to;
        snprintf(way, sizeof way, "%s", ways[i]);
        if (strsep(&rest, " ")[0] != phase)
            continue;
        while ((to = strsep(&rest, " "))) {
            char data[40];
            snprintf(data, sizeof data, "{'to':'%s'}", to);
            does(place.help, 'h', "stage.phase", data);
            if (strcmp(to, "live") == 0) {
                does_of(&place, 'h', "poll.open", "{'poll':%p}");
                does_of(&place, 'h', "poll.open", "{'poll':%w}");
            }
            if (strcmp(to, "ended") == 0)
                does_of(&place, 'h', "poll.close", "{'poll':%p}");
        }
    }
    return place;
}

static void add_file(struct place *place, char who, const char *sight, char letter)
{
    char data[200];
    snprintf(data, sizeof data,
             "{'blob':'%.*s%c','bytes':7,'type':'text','name':'a.txt','for':'%s'}", 63,
             "0000000000000000000000000000000000000000000000000000000000000000", letter, sight);
    does(place->help, who, "file.add", data);
    thing_is(place, letter);
}

static struct place course(void)
{
    struct place place = {.help = help_room_new("course:x", NULL), "xznqabpdhv", 'l'};
    does(place.help, 0, "stage.create", "{'title':{'en':'C'}}");
    give_roles(place.help);
    does(place.help, 'a', "forum.thread",
         "{'title':'Mine','text':'Mine','poll':{'options':['1','2']}}");
    thing_is(&place, 'd');
    does_of(&place, 'a', "forum.post", "{'thread':%d,'text':'Mine'}");
    thing_is(&place, 'r');
    does_of(&place, 'b', "report.send", "{'of':'forum','thing':%r,'reason':'spam'}");
    thing_is(&place, 'v');
    does_of(&place, 'h', "report.claim", "{'report':%v}");
    does_of(&place, 'b', "forum.post", "{'thread':%d,'text':'Spam'}");
    thing_is(&place, 'k');
    does_of(&place, 'b', "forum.delete", "{'post':%k}");
    does(place.help, 'h', "topic.add", "{'title':{'en':'T'},'kind':'discussion'}");
    thing_is(&place, 'p');
    does_of(&place, 'a', "forum.thread", "{'topic':%p,'title':'Closed','text':'Closed'}");
    thing_is(&place, 'c');
    does_of(&place, 'h', "forum.close", "{'thread':%c}");
    does_of(&place, 'h', "visitor.set",
            "{'whom':'uv','until':4102444800000,'writes':true,'topics':[%p]}");
    does(place.help, 'h', "document.add", "{'title':'T','kind':'book'}");
    thing_is(&place, 'b');
    does_of(&place, 'h', "document.version", "{'document':%b,'url':'https://example.org/'}");
    thing_is(&place, 'w');
    add_file(&place, 'a', "own", 'f');
    add_file(&place, 'a', "room", 'g');
    add_file(&place, 'h', "staff", 's');
    give_sanctions(place.help);
    return place;
}

static struct place academy(void)
{
    struct place place = {.help = help_room_new("academy:x", NULL), "xmgcosek", 'l'};
    static const char *const people[] = {
        "{'person':'uo','name':'O','roles':['organiser']}",
        "{'person':'us','name':'S','roles':['organiser','manager','coordinator']}",
        "{'person':'ue','name':'E','roles':['organiser','manager','coordinator']}",
        "{'person':'uk','name':'K','country':'KE','roles':['manager','coordinator']}",
        "{'person':'um','name':'M','country':'TN'}",
        "{'person':'ug','name':'G','country':'TN','roles':['manager']}",
        "{'person':'uc','name':'C','country':'TN','roles':['coordinator'],'coordinates':['TN']}",
        "{'person':'u7','name':'Seven','country':'TN'}",
        "{'person':'u8','name':'Eight','country':'TN'}",
        "{'person':'u9','name':'Nine','country':'FR'}",
    };
    for (size_t i = 0; i < sizeof people / sizeof people[0]; i++)
        does(place.help, 0, "person.add", people[i]);
    does(place.help, 'o', "person.suspend", "{'person':'us'}");
    does(place.help, 'o', "person.erase", "{'person':'ue'}");
    does(place.help, 'o', "country.close", "{'country':'KE'}");
    does(place.help, 'g', "room.create",
         "{'of':'webinar:w9','template':'webinar','title':{'en':'W'},'who':{'to':'academy'}}");
    does(place.help, 0, "access.request",
         "{'name':'A','mail':'b@police.example','country':'FR','status':'s','address':'a',"
         "'network':'n'}");
    thing_is(&place, 'd');
    add_file(&place, 'm', "own", 'f');
    add_file(&place, 'm', "room", 'g');
    does(place.help, 'g', "room.create",
         "{'of':'webinar:w8','template':'webinar','title':{'en':'W'},'who':{'to':'invited'}}");
    place.things['8'] = 8;
    place.things['9'] = 9;
    return place;
}

static struct place other(const char *room, const char *people)
{
    return (struct place){.help = help_room_new(room, NULL), people, 'l'};
}

static struct place opened(struct place place)
{
    does(place.help, 'h', "member.policy", "{'policy':'open'}");
    place.open = true;
    return place;
}

/* Of a room that asks, only who waits before its door. */
static struct place asking(struct place place)
{
    does(place.help, 'h', "member.policy", "{'policy':'ask'}");
    place.people = "w";
    return place;
}

/* One for each phase, the open ones, and those that ask. */
static size_t make_places(const char *kind, struct place *out)
{
    static const char phases[] = "srlpe";
    size_t count = 0;
    if (strcmp(kind, "webinar") == 0)
        for (size_t i = 0; phases[i]; i++) {
            out[count++] = webinar_in(phases[i]);
            out[count++] = opened(webinar_in(phases[i]));
            out[count++] = asking(webinar_in(phases[i]));
        }
    else if (strcmp(kind, "course") == 0) {
        out[count++] = course();
        out[count++] = opened(course());
    } else if (strcmp(kind, "academy") == 0)
        out[count++] = academy();
    else if (strcmp(kind, "inbox") == 0)
        out[count++] = other("inbox:uh", "xh");
    else
        out[count++] = other("channel:x", "xa");
    return count;
}

/* The places of a kind, made once: asking changes nothing. */
struct places {
    const char *kind;
    size_t count;
    struct place list[PLACES_MAX];
};

static struct places made[KINDS_MAX];

static const struct places *places_of(const char *kind)
{
    struct places *places = made;
    while (places->kind && strcmp(places->kind, kind) != 0)
        assert_true(++places < made + KINDS_MAX);
    if (!places->kind) {
        places->kind = kind;
        places->count = make_places(kind, places->list);
    }
    return places;
}

static int free_places(void **state)
{
    for (size_t k = 0; k < KINDS_MAX && made[k].kind; k++)
        for (size_t i = 0; i < made[k].count; i++)
            help_room_free(&made[k].list[i].help);
    return 0;
}

/* ---- asking them ----
 */

/* What the example under protocol/entries says; owned by the caller. */
static struct json *example_data(const char *method)
{
    char path[512];
    struct buffer text;
    buffer_init(&text, BOUND_COMMAND_BYTES);
    snprintf(path, sizeof path, "%s/protocol/entries/%s.example.json", MUSTER_SOURCE, method);
    FILE *file = fopen(path, "r");
    if (!file)
        fail_msg("there is no %s", path);
    char *to = buffer_reserve(&text, BOUND_COMMAND_BYTES);
    text.len = fread(to, 1, BOUND_COMMAND_BYTES, file);
    fclose(file);
    struct json *example = help_parse(buffer_slice(&text));
    struct json *data = json_copy(json_get(json_get(example, "rpc"), "data"));
    json_free(&example);
    buffer_done(&text);
    return data;
}

/* Of a line about a thing: %d, and *, filled in; `missing`: with what is not there. */
static struct json *thing_data(const struct line *line, const struct place *place, char who,
                               bool missing)
{
    char text[300] = "";
    for (const char *at = line->data; *at; at++) {
        char piece[16] = {*at};
        if (*at == '*')
            snprintf(piece, sizeof piece, "%s", id_of(who));
        else if (*at == '%')
            snprintf(piece, sizeof piece, "%d", missing ? MISSING : place->things[(int)at[1]]);
        at += *at == '%';
        strncat(text, piece, sizeof text - strlen(text) - 1);
    }
    return help_parse_quoted(text);
}

/* As hub/command.c does it, up to the journal. */
static enum err ask(const struct place *place, const struct method *method, const struct json *data,
                    char who)
{
    struct room *room = help_room(place->help);
    struct slice by = slice_of(id_of(who));
    struct buffer text;
    buffer_init(&text, BOUND_VIEW_BYTES);
    enum err error;
    if (method->query) {
        const struct room_question question = {
            .name = slice_of(method->name), .person = by, .data = data};
        error = room_query(room, &question, NULL, &text);
    } else if (method->row->roles == ROLE_SYSTEM) {
        error = ERR_PERMISSION_DENIED;
    } else {
        error = room_read(room, slice_of(method->name), data, &text);
        struct entry *entry = entry_new(&(struct entry){.at_ms = HELP_START_MS,
                                                        .room = room_name(room),
                                                        .type = slice_of(method->name),
                                                        .by = by,
                                                        .op = SLICE("op"),
                                                        .text = buffer_slice(&text)});
        if (!error)
            error = room_check(room, entry);
        entry_unref(&entry);
    }
    buffer_done(&text);
    return error;
}

/* As whom the line knows them. */
static char counts_as(const struct line *line, const struct place *place, char letter)
{
    if ((letter == 'x' || letter == 'v') && place->open)
        letter = 'b';
    return letter == 'b' && line->about == OF_ALL ? 'a' : letter;
}

/* They may nothing at all. */
static bool is_outside(const struct place *place, char letter)
{
    return strchr("nsekzw", letter) || (letter == 'x' && !place->open);
}

/* Who reads only, or waits, is told that this is why they may not write what others might. What
 * guests may is a query, which says less. */
static enum err refusal(const char *who, char letter)
{
    bool might = strpbrk(who, "ab") && !strchr(who, 'q');
    if (might && letter == 'q')
        return ERR_SILENCED;
    return might && letter == 'w' ? ERR_WAITING : ERR_PERMISSION_DENIED;
}

/* Whether that is the answer to who may, or may not, in that phase, `none` being the answer of what
 * is not there. Of stage.phase the phase is also what it is about. */
static bool agrees(const struct line *line, const char *who, const struct place *place, char letter,
                   const enum err answers[2])
{
    enum err error = answers[0], none = answers[1];
    bool may = strchr(who, counts_as(line, place, letter)), now = strchr(line->when, place->phase);
    bool silenced = letter == 'q' && strchr(who, 'b');
    /* Of a thing that staff of some participants may: before it is asked whose it is. */
    bool first = letter == 'q' && line->about == OF_ONE && error == ERR_SILENCED;
    /* A guest of a course sees nothing elsewhere, and asks for it all the same. */
    bool elsewhere = letter == 'v' && line->about == OF_ONE && error == ERR_NOT_FOUND;
    if (line->about == OF_UNSEEN && letter == 'v' && !place->open)
        return error == none;
    if (line->about == OF_UNSEEN)
        return !now || (silenced && error == ERR_SILENCED) || is_outside(place, letter) ||
               may == (error == none);
    if (!may)
        return error == refusal(who, letter) || first || elsewhere ||
               (error == ERR_WRONG_PHASE && !now && line->about == OF_ONE);
    if (!now)
        return error == ERR_WRONG_PHASE;
    return error != ERR_PERMISSION_DENIED &&
           (error != ERR_WRONG_PHASE || strcmp(line->method, "stage.phase") == 0);
}

static const struct method *method_of(const struct line *line)
{
    for (size_t k = 0; kinds_all[k]; k++)
        if (strcmp(kinds_all[k]->name, line->kind) == 0)
            return methods_find(kinds_methods(help_kinds(), kinds_all[k]), slice_of(line->method));
    return NULL;
}

static enum err answer_of(const struct line *line, const struct place *place, char letter,
                          bool missing)
{
    struct json *data =
        line->data ? thing_data(line, place, letter, missing) : example_data(line->method);
    enum err error = ask(place, method_of(line), data, letter);
    json_free(&data);
    return error;
}

/* How many answers are not what the line says, were `who` what it says. */
static size_t wrong(const struct line *line, const char *who, bool tells)
{
    const struct places *places = places_of(line->kind);
    size_t found = 0;
    assert_non_null(method_of(line));
    for (size_t i = 0; i < places->count; i++) {
        const struct place *place = &places->list[i];
        for (const char *at = place->people; *at; at++) {
            enum err answers[] = {answer_of(line, place, *at, false), ERR_NONE};
            if (line->about == OF_UNSEEN)
                answers[1] = answer_of(line, place, *at, true);
            if (agrees(line, who, place, *at, answers))
                continue;
            found++;
            if (tells)
                print_error("%s %s %s by %c in phase %c: %s\n", line->kind, line->method,
                            line->data ? line->data : "", *at, place->phase,
                            error_name(answers[0]));
        }
    }
    return found;
}

static void everybody_may_what_the_matrix_says_and_nothing_else(void **state)
{
    size_t found = 0;
    for (size_t i = 0; i < LINES; i++)
        found += wrong(&lines[i], lines[i].who, true);
    assert_int_equal(found, 0);
}

/* The control: a line that says another thing of the first of its people is found out. */
static void a_line_turned_over_is_found(void **state)
{
    for (size_t i = 0; i < LINES; i++) {
        char who[PEOPLE_MAX];
        bool academy_line = strcmp(lines[i].kind, "academy") == 0;
        char letter = lines[i].who[0] ? lines[i].who[0] : academy_line ? 'o' : 'h';
        if (strcmp(lines[i].kind, "channel") == 0 && !lines[i].who[0])
            letter = 'a';
        snprintf(who, sizeof who, "%s%c", lines[i].who, letter);
        if (lines[i].who[0])
            snprintf(who, sizeof who, "%s", lines[i].who + 1);
        if (wrong(&lines[i], who, false) == 0)
            fail_msg("%s %s: nobody notices", lines[i].kind, lines[i].method);
    }
}

static bool has_line(const char *kind, const char *method, bool whole)
{
    for (size_t i = 0; i < LINES; i++)
        if ((lines[i].about == OF_ALL) == whole && strcmp(lines[i].kind, kind) == 0 &&
            strcmp(lines[i].method, method) == 0)
            return true;
    return false;
}

static void every_row_and_query_has_its_line(void **state)
{
    size_t count = 0;
    for (size_t k = 0; kinds_all[k]; k++) {
        const struct methods *methods = kinds_methods(help_kinds(), kinds_all[k]);
        for (size_t m = 0; m < methods_count(methods); m++, count++)
            if (!has_line(kinds_all[k]->name, methods_at(methods, m)->name, true))
                fail_msg("matrix.def has no line for %s in %s rooms", methods_at(methods, m)->name,
                         kinds_all[k]->name);
    }
    size_t whole = 0;
    for (size_t i = 0; i < LINES; i++)
        whole += lines[i].about == OF_ALL;
    assert_int_equal(whole, count);
}

/* It may be somebody else's. */
static void every_row_about_a_thing_says_whose(void **state)
{
    for (size_t k = 0; kinds_all[k]; k++) {
        const struct methods *methods = kinds_methods(help_kinds(), kinds_all[k]);
        for (size_t m = 0; m < methods_count(methods); m++) {
            const struct row *row = methods_at(methods, m)->row;
            bool asks = row && row->thing && row->roles & (ROLE_PARTICIPANT | ROLE_ACADEMY_MEMBER);
            if (asks && !has_line(kinds_all[k]->name, row->name, false))
                fail_msg("matrix.def has no line for things of %s in %s rooms", row->name,
                         kinds_all[k]->name);
        }
    }
}

/* A room that was never made answers like one that one may not enter. */
static void what_is_not_there_answers_like_what_is_forbidden(void **state)
{
    static const char *const rooms[] = {"webinar:none", "course:none", "academy:none"};
    for (size_t r = 0; r < sizeof rooms / sizeof rooms[0]; r++) {
        struct place place = other(rooms[r], "h");
        const struct methods *methods =
            kinds_methods(help_kinds(), kinds_of(help_kinds(), slice_of(rooms[r])));
        for (size_t m = 0; m < methods_count(methods); m++) {
            const struct method *method = methods_at(methods, m);
            struct json *data = example_data(method->name);
            if (ask(&place, method, data, 'h') != ERR_PERMISSION_DENIED)
                fail_msg("%s in %s", method->name, rooms[r]);
            json_free(&data);
        }
        help_room_free(&place.help);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_and_query_has_its_line),
        cmocka_unit_test(every_row_about_a_thing_says_whose),
        cmocka_unit_test(everybody_may_what_the_matrix_says_and_nothing_else),
        cmocka_unit_test(a_line_turned_over_is_found),
        cmocka_unit_test(what_is_not_there_answers_like_what_is_forbidden),
    };
    return cmocka_run_group_tests(tests, NULL, free_places);
}
