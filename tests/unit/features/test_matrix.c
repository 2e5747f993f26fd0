/* SPDX-License-Identifier: Apache-2.0
 *
 * Every row and query of every kind of room, for everybody, in every phase: what the rooms say is
 * what matrix.def says. The commands are the examples of protocol/entries.
 */
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "features/features.h"
#include "help_follow.h"

enum { PEOPLE_MAX = 16 };

struct line {
    const char *kind, *method, *who, *when;
    const char *data; /* NULL: the example's */
    bool thing;       /* it is about one thing, beside the method's own line */
};

static const struct line lines[] = {
#define MAY(kind, method, who, when)          {#kind, method, who, when, NULL, false},
#define MAY_OF(kind, method, data, who, when) {#kind, method, who, when, data, false},
#define OF_THING(kind, method, data, who)     {#kind, method, who, "srlpe", data, true},
#include "matrix.def"
};
enum { LINES = sizeof lines / sizeof lines[0] };

/* ---- rooms that have everybody in them ----
 */

struct place {
    struct help_room *help;
    const char *people; /* a letter each */
    char phase;
    int thing; /* the seq of what the participant wrote */
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
    static const char *const roles[] = {"h host", "a participant", "p presenter", "d moderator",
                                        "n none"};
    for (size_t i = 0; i < sizeof roles / sizeof roles[0]; i++) {
        char data[100];
        snprintf(data, sizeof data, "{'whom':'%s','role':'%s'}", id_of(roles[i][0]), roles[i] + 2);
        does(help, 0, "member.set", data);
    }
}

static struct place webinar_in(char phase)
{
    static const char *const ways[] = {"s", "r rehearsal", "l live", "p live paused",
                                       "e live ended"};
    struct place place = {help_room_new("webinar:x", NULL), "xnapdh", phase, 0};
    does(place.help, 0, "stage.create", "{'title':{'en':'W'}}");
    give_roles(place.help);
    does(place.help, 'a', "chat.post", "{'text':'Mine'}");
    place.thing = (int)help_seq(place.help);
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        char way[32], *rest = way, *to;
        snprintf(way, sizeof way, "%s", ways[i]);
        if (strsep(&rest, " ")[0] != phase)
            continue;
        while ((to = strsep(&rest, " "))) {
            char data[40];
            snprintf(data, sizeof data, "{'to':'%s'}", to);
            does(place.help, 'h', "stage.phase", data);
        }
    }
    return place;
}

static struct place course(void)
{
    struct place place = {help_room_new("course:x", NULL), "xnapdh", 'l', 0};
    does(place.help, 0, "stage.create", "{'title':{'en':'C'}}");
    give_roles(place.help);
    does(place.help, 'a', "forum.thread", "{'title':'Mine','text':'Mine'}");
    place.thing = (int)help_seq(place.help);
    return place;
}

static struct place academy(void)
{
    struct place place = {help_room_new("academy:x", NULL), "xmgcosek", 'l', 0};
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
    };
    for (size_t i = 0; i < sizeof people / sizeof people[0]; i++)
        does(place.help, 0, "person.add", people[i]);
    does(place.help, 'o', "person.suspend", "{'person':'us'}");
    does(place.help, 'o', "person.erase", "{'person':'ue'}");
    does(place.help, 'o', "country.close", "{'country':'KE'}");
    does(place.help, 'g', "room.create",
         "{'of':'webinar:w9','template':'webinar','title':{'en':'W'},'who':{'to':'academy'}}");
    return place;
}

static struct place other(const char *room, const char *people)
{
    return (struct place){help_room_new(room, NULL), people, 'l', 0};
}

/* The places of a kind: one for each phase. */
static size_t places_of(const char *kind, struct place *out)
{
    static const char phases[] = "srlpe";
    size_t count = 0;
    if (strcmp(kind, "webinar") == 0)
        for (; phases[count]; count++)
            out[count] = webinar_in(phases[count]);
    else if (strcmp(kind, "course") == 0)
        out[count++] = course();
    else if (strcmp(kind, "academy") == 0)
        out[count++] = academy();
    else if (strcmp(kind, "inbox") == 0)
        out[count++] = other("inbox:uh", "xh");
    else
        out[count++] = other("channel:x", "xa");
    return count;
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

/* Of a line about a thing: %d, and *, filled in. */
static struct json *thing_data(const struct line *line, const struct place *place, char who)
{
    char text[300] = "";
    for (const char *at = line->data; *at; at++) {
        char piece[16] = {*at};
        if (*at == '*')
            snprintf(piece, sizeof piece, "%s", id_of(who));
        else if (*at == '%')
            snprintf(piece, sizeof piece, "%d", place->thing);
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
        const struct room_question question = {slice_of(method->name), by, data};
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

/* Whether that is the answer to who may, or may not, in that phase. Of stage.phase the phase is
 * also what it is about. */
static bool agrees(const struct line *line, const char *who, const struct place *place, char letter,
                   enum err error)
{
    bool may = strchr(who, letter), now = strchr(line->when, place->phase);
    if (!may)
        return error == ERR_PERMISSION_DENIED;
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

/* How many answers are not what the line says, were `who` what it says. */
static size_t wrong(const struct line *line, const char *who, bool tells)
{
    struct place places[8];
    size_t count = places_of(line->kind, places), found = 0;
    const struct method *method = method_of(line);
    assert_non_null(method);
    for (size_t i = 0; i < count; i++) {
        for (const char *at = places[i].people; *at; at++) {
            struct json *data =
                line->data ? thing_data(line, &places[i], *at) : example_data(line->method);
            enum err error = ask(&places[i], method, data, *at);
            json_free(&data);
            if (agrees(line, who, &places[i], *at, error))
                continue;
            found++;
            if (tells)
                print_error("%s %s by %c in phase %c: %s\n", line->kind, line->method, *at,
                            places[i].phase, error_name(error));
        }
        help_room_free(&places[i].help);
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

static bool has_line(const char *kind, const char *method)
{
    for (size_t i = 0; i < LINES; i++)
        if (!lines[i].thing && strcmp(lines[i].kind, kind) == 0 &&
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
            if (!has_line(kinds_all[k]->name, methods_at(methods, m)->name))
                fail_msg("matrix.def has no line for %s in %s rooms", methods_at(methods, m)->name,
                         kinds_all[k]->name);
    }
    size_t whole = 0;
    for (size_t i = 0; i < LINES; i++)
        whole += !lines[i].thing;
    assert_int_equal(whole, count);
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
        cmocka_unit_test(everybody_may_what_the_matrix_says_and_nothing_else),
        cmocka_unit_test(a_line_turned_over_is_found),
        cmocka_unit_test(what_is_not_there_answers_like_what_is_forbidden),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
