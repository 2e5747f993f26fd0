/* SPDX-License-Identifier: Apache-2.0
 *
 * muster organiser and muster person: the people of the academy from the command line.
 */
#include "academy_act.h"
#include "base/json.h"
#include "base/writer.h"
#include "person_file.h"

enum {
    FLAG_NAME,
    FLAG_MAIL,
    FLAG_COUNTRY,
    FLAG_LANGUAGES,
    FLAG_ROLES,
    FLAG_COORDINATES,
    FLAG_WHY,
    FLAG_PREFIX,
    FLAG_ROLE,
    FLAG_STATE,
    FLAG_AFTER,
    FLAG_ISSUER,
    FLAG_SUBJECT,
    FLAG_IDENTITY,
    FLAG_JSON,
    FLAG_DRY_RUN,
    FLAG_NO_WAIT,
    FLAGS
};

#define BIT(flag) (1U << (flag))

enum {
    WHAT = BIT(FLAG_NAME) | BIT(FLAG_MAIL) | BIT(FLAG_COUNTRY) | BIT(FLAG_LANGUAGES) |
           BIT(FLAG_ROLES) | BIT(FLAG_COORDINATES),
    LISTED = BIT(FLAG_PREFIX) | BIT(FLAG_ROLE) | BIT(FLAG_STATE) | BIT(FLAG_AFTER) |
             BIT(FLAG_COUNTRY) | BIT(FLAG_MAIL),
    TOKEN = BIT(FLAG_ISSUER) | BIT(FLAG_SUBJECT) | BIT(FLAG_IDENTITY),
};

static const char *const columns[] = {"id", "name", "country", "roles", "state", "mail", NULL};
static const char *const done[] = {"seq", NULL};
static const char *const rooms_of[] = {"of", "role", "why", "title", NULL};
static const char *const entries[] = {"seq", "at", "type", "by", NULL};
static const char *const requests[] = {"request", "state", "country", "name", "mail", NULL};

enum { BODY_BYTES = 512, ANSWER_BYTES = 16 << 20 };

/* A link with which they sign in for the first time, from the server that runs. False: there is
 * none, and why. */
static bool issue(struct operate *operate, const char *person, struct buffer *out,
                  char why[OPERATE_WHY_BYTES])
{
    char body[BODY_BYTES];
    snprintf(body, sizeof body, "{\"person\":\"%s\"}", person);
    return operate_post(operate, "/api/enrolments", slice_of(body), out, why);
}

static void print_link(const char *person, const struct buffer *answer, bool as_json)
{
    struct json *json = NULL;
    struct slice link = {NULL, 0};
    if (answer->len > 0)
        (void)json_parse(buffer_slice(answer), &json);
    (void)json_get_text(json, "link", &link);
    if (as_json)
        printf("{\"person\":\"%s\"%s%.*s%s}\n", person, link.at ? ",\"link\":\"" : "",
               (int)link.len, link.at ? link.at : "", link.at ? "\"" : "");
    else
        printf("%s\n%.*s%s", person, (int)link.len, link.at ? link.at : "", link.at ? "\n" : "");
    json_free(&json);
}

/* Adds them, and prints their id and a link. */
static int add_organiser(const struct academy_call *call)
{
    char why[OPERATE_WHY_BYTES] = "", person[32] = "";
    struct buffer data, out, link;
    struct json *json = NULL;
    int64_t seq = 0;
    buffer_init(&data, BODY_BYTES);
    buffer_init(&out, ANSWER_BYTES);
    buffer_init(&link, ANSWER_BYTES);
    bool good = academy_act_data(call, &data, why), linked = false;
    struct operate *operate = good ? operate_open(call->invocation->config, why) : NULL;
    const struct operate_call asked = {.method = call->act->method, .data = buffer_slice(&data)};
    good = operate && operate_call(operate, &asked, &out, why) &&
           json_parse(buffer_slice(&out), &json) == ERR_NONE && json_get_int(json, "seq", &seq);
    snprintf(person, sizeof person, "m%lld", (long long)seq);
    if (good)
        linked = issue(operate, person, &link, why);
    if (!linked)
        buffer_clear(&link);
    if (operate)
        operate_close(&operate);
    if (good)
        print_link(person, &link, academy_act_value(call, "json"));
    if (good && !linked)
        fprintf(stderr, "A link to sign in is made while the server runs: muster person link %s\n",
                person);
    json_free(&json);
    buffer_done(&data);
    buffer_done(&out);
    buffer_done(&link);
    return good ? 0 : subcommand_fail("organiser", "%s", why);
}

static int link_person(const struct academy_call *call)
{
    char why[OPERATE_WHY_BYTES] = "";
    struct buffer out;
    const char *person = call->invocation->rest_count > 1 ? call->invocation->rest[1] : "";
    buffer_init(&out, ANSWER_BYTES);
    struct operate *operate = operate_open(call->invocation->config, why);
    bool good = operate && issue(operate, person, &out, why);
    if (operate)
        operate_close(&operate);
    if (good)
        print_link(person, &out, academy_act_value(call, "json"));
    buffer_done(&out);
    return good ? 0 : subcommand_fail("person", "%s", why);
}

/* How far the server is in erasing them from rooms, told whenever that changes, until it is done.
 * Whoever stops waiting stops nothing. */
static bool watch_erasing(const struct academy_call *call, struct operate *operate,
                          struct slice answer, char why[OPERATE_WHY_BYTES])
{
    enum { LOOK_MS = 100 };
    char data[BODY_BYTES];
    int64_t told = -1, ready = 0, rooms = 0;
    bool good = true, erasing = !academy_act_value(call, "no-wait");
    snprintf(data, sizeof data, "{\"person\":\"%s\"}", call->invocation->rest[1]);
    const struct operate_call asked = {.method = "person.get", .data = slice_of(data)};
    academy_act_print(call, answer);
    while (good && erasing) {
        struct buffer out;
        struct json *json = NULL;
        buffer_init(&out, ANSWER_BYTES);
        good = operate_call(operate, &asked, &out, why) &&
               json_parse(buffer_slice(&out), &json) == ERR_NONE;
        const struct json *far = json_get(json, "erasing");
        erasing = json_get_int(far, "done", &ready) && json_get_int(far, "rooms", &rooms);
        if (erasing && ready != told)
            fprintf(stderr, "erasing: %lld of %lld rooms\n", (long long)ready, (long long)rooms);
        told = ready;
        json_free(&json);
        buffer_done(&out);
        if (good && erasing)
            operate_wait(operate, LOOK_MS);
    }
    if (good && !academy_act_value(call, "no-wait"))
        operate_settle(operate);
    return good;
}

static int erase_person(const struct academy_call *call)
{
    struct buffer out;
    buffer_init(&out, ANSWER_BYTES);
    int status = academy_act_ask_then(call, &out, watch_erasing);
    buffer_done(&out);
    return status;
}

static int import_people(const struct academy_call *call)
{
    const struct invocation *invocation = call->invocation;
    const char *file = invocation->rest_count > 1 ? invocation->rest[1] : "-";
    return person_file_import(invocation->config, file, academy_act_value(call, "dry-run"));
}

static int export_people(const struct academy_call *call)
{
    return person_file_export(call->invocation->config);
}

static const struct academy_act organisers[] = {
    {.name = "add",
     .method = "person.add",
     .run = add_organiser,
     .flags = BIT(FLAG_NAME) | BIT(FLAG_MAIL) | BIT(FLAG_COUNTRY) | BIT(FLAG_LANGUAGES),
     .fixed = "\"roles\":[\"organiser\"]"},
    {.name = "list",
     .method = "person.list",
     .fixed = "\"role\":\"organiser\"",
     .list = "people",
     .columns = columns},
    {0},
};

static const struct academy_act acts[] = {
    {.name = "add", .method = "person.add", .flags = WHAT, .columns = done, .made = "m"},
    {.name = "change",
     .method = "person.change",
     .argument = "person",
     .flags = WHAT,
     .columns = done},
    {.name = "suspend",
     .method = "person.suspend",
     .argument = "person",
     .flags = BIT(FLAG_WHY),
     .columns = done},
    {.name = "restore",
     .method = "person.restore",
     .argument = "person",
     .flags = BIT(FLAG_WHY),
     .columns = done},
    {.name = "erase",
     .method = "person.erase",
     .argument = "person",
     .run = erase_person,
     .flags = BIT(FLAG_WHY),
     .columns = done},
    {.name = "list",
     .method = "person.list",
     .flags = LISTED,
     .list = "people",
     .columns = columns},
    {.name = "get", .method = "person.get", .argument = "person", .columns = columns},
    {.name = "rooms",
     .method = "person.rooms",
     .argument = "person",
     .list = "rooms",
     .columns = rooms_of},
    {.name = "history",
     .method = "person.history",
     .argument = "person",
     .list = "entries",
     .columns = entries},
    {.name = "link", .run = link_person},
    {.name = "link-token",
     .method = "person.link",
     .argument = "person",
     .flags = TOKEN,
     .columns = done},
    {.name = "unlink-token",
     .method = "person.unlink",
     .argument = "person",
     .flags = TOKEN,
     .columns = done},
    {.name = "import", .run = import_people},
    {.name = "export", .run = export_people},
    {.name = "requests",
     .method = "access.list",
     .flags = BIT(FLAG_COUNTRY) | BIT(FLAG_STATE),
     .list = "requests",
     .columns = requests},
    {.name = "endorse",
     .method = "access.endorse",
     .argument = "request",
     .numbered = true,
     .flags = BIT(FLAG_WHY),
     .columns = done},
    {.name = "approve",
     .method = "access.approve",
     .argument = "request",
     .numbered = true,
     .flags = BIT(FLAG_WHY),
     .columns = done},
    {.name = "refuse",
     .method = "access.refuse",
     .argument = "request",
     .numbered = true,
     .flags = BIT(FLAG_WHY),
     .columns = done},
    {.name = "figures", .method = "access.figures"},
    {.name = "close-country",
     .method = "country.close",
     .argument = "country",
     .flags = BIT(FLAG_WHY),
     .columns = done},
    {.name = "open-country",
     .method = "country.open",
     .argument = "country",
     .flags = BIT(FLAG_WHY),
     .columns = done},
    {0},
};

static int organiser_run(const struct invocation *invocation)
{
    return academy_act_main(invocation, &cmd_organiser, organisers);
}

static int person_run(const struct invocation *invocation)
{
    return academy_act_main(invocation, &cmd_person, acts);
}

static const struct subcommand_flag flags[FLAGS] = {
    [FLAG_NAME] = {.name = "name",
                   .value = "NAME",
                   .help = "what they are called",
                   .as = ACADEMY_TEXT},
    [FLAG_MAIL] = {.name = "mail", .value = "ADDRESS", .help = "their address", .as = ACADEMY_TEXT},
    [FLAG_COUNTRY] = {.name = "country",
                      .value = "CODE",
                      .help = "two letters (ISO 3166)",
                      .as = ACADEMY_TEXT},
    [FLAG_LANGUAGES] = {.name = "languages",
                        .value = "LIST",
                        .help = "ar,en,fr,es, in their order",
                        .as = ACADEMY_LIST},
    [FLAG_ROLES] = {.name = "roles",
                    .value = "LIST",
                    .help = "manager,coordinator,organiser",
                    .as = ACADEMY_LIST},
    [FLAG_COORDINATES] = {.name = "coordinates",
                          .value = "LIST",
                          .help = "the countries of a coordinator",
                          .as = ACADEMY_LIST},
    [FLAG_WHY] = {.name = "why",
                  .value = "TEXT",
                  .help = "a reason, for those who decide",
                  .as = ACADEMY_TEXT},
    [FLAG_PREFIX] = {.name = "prefix",
                     .value = "TEXT",
                     .help = "list: a word of the name begins so",
                     .as = ACADEMY_TEXT},
    [FLAG_ROLE] = {.name = "role",
                   .value = "ROLE",
                   .help = "list: those with this role",
                   .as = ACADEMY_TEXT},
    [FLAG_STATE] = {.name = "state",
                    .value = "STATE",
                    .help = "list: active or suspended; requests: endorsed …",
                    .as = ACADEMY_TEXT},
    [FLAG_AFTER] = {.name = "after",
                    .value = "ID",
                    .help = "list: the page behind this person",
                    .as = ACADEMY_TEXT},
    [FLAG_ISSUER] = {.name = "issuer",
                     .value = "TEXT",
                     .help = "link-token: the iss of tokens that are theirs",
                     .as = ACADEMY_TEXT},
    [FLAG_SUBJECT] = {.name = "subject",
                      .value = "TEXT",
                      .help = "link-token: their sub",
                      .as = ACADEMY_TEXT},
    [FLAG_IDENTITY] = {.name = "identity",
                       .value = "ID",
                       .help = "link-token: instead of both, what such a token means",
                       .as = ACADEMY_TEXT},
    [FLAG_JSON] = {.name = "json", .help = "print the answer as JSON"},
    [FLAG_DRY_RUN] = {.name = "dry-run", .help = "import: only say what would happen"},
    [FLAG_NO_WAIT] = {.name = "no-wait", .help = "erase: leave what is in rooms to the server"},
};

#define HOW                                                                                        \
    "Works on the journal of --config: by itself while no server has it, else through the\n"       \
    "server that does, as its operator.\n"

const struct subcommand cmd_organiser = {
    .name = "organiser",
    .arguments = "add|list",
    .summary = "Add an organiser, with a link to sign in; or list them.",
    .details =
        HOW "For example:\n"
            "  muster organiser add --config /etc/muster/muster.ini --name \"First organiser\"",
    .flags = flags,
    .flags_count = FLAGS,
    .rest_max = 1,
    .run = organiser_run,
};

const struct subcommand cmd_person = {
    .name = "person",
    .arguments =
        "add|change|suspend|restore|erase|list|get|rooms|history|link|link-token|unlink-token|\n"
        "                     import|export|requests|endorse|approve|refuse|figures|\n"
        "                     close-country|open-country [ID|FILE|N|COUNTRY]",
    .summary = "The people of the academy.",
    .details =
        HOW "import reads CSV with a first line that names the columns: person, name,\n"
            "country, languages, roles, coordinates, mail (lists with ; between). Whoever\n"
            "is there by id or address already becomes what the line says; an empty field\n"
            "leaves what is there. It can be repeated.\n"
            "export writes the same columns.\n"
            "link prints a link to sign in. link-token says that a token of another system\n"
            "(academy.issuers) is theirs, unlink-token that it is no longer.\n"
            "erase waits until the person is erased in every room, and tells how far it is.\n"
            "requests lists who asks for access, each with the number that endorse, approve\n"
            "and refuse take; figures says how long they waited, by country. close-country\n"
            "shuts out all people of a country, but for organisers, until it is opened again.\n"
            "For example:\n"
            "  muster person add --name \"Participant 12\" --country TN --languages ar,fr\n"
            "  muster person import people.csv --dry-run",
    .flags = flags,
    .flags_count = FLAGS,
    .rest_max = 2,
    .run = person_run,
};
