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
    FLAG_JSON,
    FLAG_DRY_RUN,
    FLAGS
};

#define BIT(flag) (1U << (flag))

static const struct academy_flag keys[FLAGS] = {
    [FLAG_NAME] = {"name", ACADEMY_TEXT},       [FLAG_MAIL] = {"mail", ACADEMY_TEXT},
    [FLAG_COUNTRY] = {"country", ACADEMY_TEXT}, [FLAG_LANGUAGES] = {"languages", ACADEMY_LIST},
    [FLAG_ROLES] = {"roles", ACADEMY_LIST},     [FLAG_COORDINATES] = {"coordinates", ACADEMY_LIST},
    [FLAG_WHY] = {"why", ACADEMY_TEXT},         [FLAG_PREFIX] = {"prefix", ACADEMY_TEXT},
    [FLAG_ROLE] = {"role", ACADEMY_TEXT},       [FLAG_STATE] = {"state", ACADEMY_TEXT},
    [FLAG_AFTER] = {"after", ACADEMY_TEXT},
};

enum {
    WHAT = BIT(FLAG_NAME) | BIT(FLAG_MAIL) | BIT(FLAG_COUNTRY) | BIT(FLAG_LANGUAGES) |
           BIT(FLAG_ROLES) | BIT(FLAG_COORDINATES),
    LISTED = BIT(FLAG_PREFIX) | BIT(FLAG_ROLE) | BIT(FLAG_STATE) | BIT(FLAG_AFTER) |
             BIT(FLAG_COUNTRY) | BIT(FLAG_MAIL),
};

static const char *const columns[] = {"id", "name", "country", "roles", "state", "mail", NULL};
static const char *const done[] = {"seq", NULL};

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
     .flags = BIT(FLAG_WHY),
     .columns = done},
    {.name = "list",
     .method = "person.list",
     .flags = LISTED,
     .list = "people",
     .columns = columns},
    {.name = "get", .method = "person.get", .argument = "person", .columns = columns},
    {0},
};

static const struct academy_act organiser = {
    .name = "add",
    .method = "person.add",
    .flags = BIT(FLAG_NAME) | BIT(FLAG_MAIL) | BIT(FLAG_COUNTRY) | BIT(FLAG_LANGUAGES),
    .fixed = "\"roles\":[\"organiser\"]",
};
static const struct academy_act organisers = {.name = "list",
                                              .method = "person.list",
                                              .fixed = "\"role\":\"organiser\"",
                                              .list = "people",
                                              .columns = columns};

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
        print_link(person, &link, call->invocation->values[FLAG_JSON]);
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
        print_link(person, &out, call->invocation->values[FLAG_JSON]);
    buffer_done(&out);
    return good ? 0 : subcommand_fail("person", "%s", why);
}

static struct academy_call call_of(const struct invocation *invocation,
                                   const struct academy_act *act)
{
    return (struct academy_call){.invocation = invocation,
                                 .act = act,
                                 .flags = keys,
                                 .flags_count = FLAGS,
                                 .json_flag = FLAG_JSON};
}

static int organiser_run(const struct invocation *invocation)
{
    const char *name = invocation->rest_count > 0 ? invocation->rest[0] : "";
    bool adds = strcmp(name, "add") == 0;
    struct academy_call call = call_of(invocation, adds ? &organiser : &organisers);
    if (adds)
        return add_organiser(&call);
    if (strcmp(name, "list") == 0)
        return academy_act_run(&call);
    subcommand_fail("organiser", "say add or list (see muster organiser --help)");
    return SUBCOMMAND_USAGE;
}

static int person_run(const struct invocation *invocation)
{
    const char *name = invocation->rest_count > 0 ? invocation->rest[0] : "";
    struct academy_call call = call_of(invocation, academy_act_find(acts, name));
    const char *file = invocation->rest_count > 1 ? invocation->rest[1] : "-";
    if (strcmp(name, "link") == 0)
        return link_person(&call);
    if (strcmp(name, "import") == 0)
        return person_file_import(invocation->config, file, invocation->values[FLAG_DRY_RUN]);
    if (strcmp(name, "export") == 0)
        return person_file_export(invocation->config);
    if (call.act)
        return academy_act_run(&call);
    subcommand_fail("person", "unknown \"%s\" (see muster person --help)", name);
    return SUBCOMMAND_USAGE;
}

static const struct subcommand_flag flags[FLAGS] = {
    [FLAG_NAME] = {.name = "name", .value = "NAME", .help = "what they are called"},
    [FLAG_MAIL] = {.name = "mail", .value = "ADDRESS", .help = "their address"},
    [FLAG_COUNTRY] = {.name = "country", .value = "CODE", .help = "two letters (ISO 3166)"},
    [FLAG_LANGUAGES] = {.name = "languages",
                        .value = "LIST",
                        .help = "ar,en,fr,es, in their order"},
    [FLAG_ROLES] = {.name = "roles", .value = "LIST", .help = "manager,coordinator,organiser"},
    [FLAG_COORDINATES] = {.name = "coordinates",
                          .value = "LIST",
                          .help = "the countries of a coordinator"},
    [FLAG_WHY] = {.name = "why", .value = "TEXT", .help = "a reason, for those who decide"},
    [FLAG_PREFIX] = {.name = "prefix",
                     .value = "TEXT",
                     .help = "list: a word of the name begins so"},
    [FLAG_ROLE] = {.name = "role", .value = "ROLE", .help = "list: those with this role"},
    [FLAG_STATE] = {.name = "state", .value = "STATE", .help = "list: active or suspended"},
    [FLAG_AFTER] = {.name = "after", .value = "ID", .help = "list: the page behind this person"},
    [FLAG_JSON] = {.name = "json", .help = "print the answer as JSON"},
    [FLAG_DRY_RUN] = {.name = "dry-run", .help = "import: only say what would happen"},
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
    .arguments = "add|change|suspend|restore|erase|list|get|link|import|export [ID|FILE]",
    .summary = "The people of the academy.",
    .details = HOW "import reads CSV with a first line that names the columns: person, name,\n"
                   "country, languages, roles, coordinates, mail (lists with ; between). Whoever\n"
                   "is there by id or address already becomes what the line says; an empty field\n"
                   "leaves what is there. It can be repeated.\n"
                   "export writes the same columns. For example:\n"
                   "  muster person add --name \"Participant 12\" --country TN --languages ar,fr\n"
                   "  muster person import people.csv --dry-run",
    .flags = flags,
    .flags_count = FLAGS,
    .rest_max = 2,
    .run = person_run,
};
