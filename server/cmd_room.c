/* SPDX-License-Identifier: Apache-2.0
 *
 * muster room and muster invite: the catalogue of the academy from the command line.
 */
#include <stdio.h>

#include "academy_act.h"
#include "base/hash.h"
#include "base/json.h"

enum {
    FLAG_TEMPLATE,
    FLAG_TITLE,
    FLAG_LANGUAGE,
    FLAG_START,
    FLAG_MINUTES,
    FLAG_HOSTS,
    FLAG_TO,
    FLAG_COUNTRIES,
    FLAG_SERIES,
    FLAG_OPENS,
    FLAG_SCOPE,
    FLAG_WORDS,
    FLAG_PEOPLE,
    FLAG_FROM,
    FLAG_CODE,
    FLAG_ROLE,
    FLAG_USES,
    FLAG_UNTIL,
    FLAG_COUNTRY,
    FLAG_DOMAIN,
    FLAG_LINK,
    FLAG_ENTRY,
    FLAG_AT,
    FLAG_AFTER,
    FLAG_OUTLINE,
    FLAG_UNITS,
    FLAG_JSON,
    FLAGS
};

#define BIT(flag) (1U << (flag))

enum {
    ANSWER_BYTES = 65536,
    LINK_BYTES = 2048,
    HOST_BYTES = 256,
    ID_BYTES = 23, /* hash_random_id */
};

enum {
    WHAT = BIT(FLAG_TITLE) | BIT(FLAG_START) | BIT(FLAG_MINUTES) | BIT(FLAG_HOSTS) | BIT(FLAG_TO) |
           BIT(FLAG_COUNTRIES) | BIT(FLAG_SERIES) | BIT(FLAG_OPENS),
};

static const char *const columns[] = {"of", "template", "phase", "title", NULL};
static const char *const done[] = {"seq", NULL};

static const char *const links[] = {"link", "used", "uses", "until", "country", "domain", NULL};
static const char *const answers[] = {"person", "name", "at", "answers", NULL};
static const char *const outlines[] = {"day", "title", NULL};
static const char *const readers[] = {"person", "name", "country", "role", "why", NULL};

/* Where people find the server that the configuration describes. */
static void write_url(const struct config *config, struct buffer *out)
{
    const char *url = config_text(config, CONFIG_SERVER_URL);
    struct buffer host;
    unsigned port = 0;
    buffer_init(&host, HOST_BYTES);
    if (!*url)
        (void)config_split_address(config_text(config, CONFIG_SERVER_LISTEN), &host, &port);
    if (*url)
        buffer_add(out, slice_of(url));
    else
        buffer_addf(out, "http://localhost:%u", port);
    buffer_done(&host);
}

/* Prints the number of the link, and the link: its secret is made here, and the server never sees
 * it. */
static void print_link(const struct academy_call *call, int64_t seq, const char *secret)
{
    struct buffer link;
    buffer_init(&link, LINK_BYTES);
    write_url(call->invocation->config, &link);
    buffer_addf(&link, "/join#%s.%s", call->invocation->rest[1], secret);
    if (academy_act_value(call, "json"))
        printf("{\"link\":%lld,\"url\":\"%.*s\"}\n", (long long)seq, (int)link.len, link.bytes);
    else
        printf("%lld\t%.*s\n", (long long)seq, (int)link.len, link.bytes);
    buffer_done(&link);
}

static int make_link(const struct academy_call *call)
{
    char secret[ID_BYTES], key[ID_BYTES], fixed[ID_BYTES + 16];
    struct buffer answer;
    struct json *json = NULL;
    int64_t seq = 0;
    struct academy_act act = *call->act;
    const struct academy_call made = {call->invocation, call->subcommand, &act};
    hash_random_id(secret);
    const struct slice words = slice_of(secret);
    const struct hash hash = hash_of(&words, 1);
    hash_id(&hash, key);
    snprintf(fixed, sizeof fixed, "\"key\":\"%s\"", key);
    act.fixed = fixed;
    buffer_init(&answer, ANSWER_BYTES);
    int status = academy_act_ask(&made, &answer);
    if (status == 0 && json_parse(buffer_slice(&answer), &json) == ERR_NONE &&
        json_get_int(json, "seq", &seq))
        print_link(call, seq, secret);
    json_free(&json);
    buffer_done(&answer);
    return status;
}

/* For who is invited, unless it is said for whom. */
static int create(const struct academy_call *call)
{
    struct academy_act act = *call->act;
    if (!academy_act_value(call, "to"))
        act.fixed = "\"who\":{\"to\":\"invited\"}";
    return academy_act_run(&(struct academy_call){call->invocation, call->subcommand, &act});
}

static const struct academy_act acts[] = {
    {.name = "create",
     .method = "room.create",
     .argument = "of",
     .run = create,
     .flags = WHAT | BIT(FLAG_TEMPLATE) | BIT(FLAG_OUTLINE) | BIT(FLAG_UNITS),
     .columns = done},
    {.name = "change", .method = "room.change", .argument = "of", .flags = WHAT, .columns = done},
    {.name = "archive",
     .method = "room.archive",
     .argument = "of",
     .fixed = "\"archived\":true",
     .columns = done},
    {.name = "restore",
     .method = "room.archive",
     .argument = "of",
     .fixed = "\"archived\":false",
     .columns = done},
    {.name = "copy",
     .method = "room.copy",
     .argument = "of",
     .flags = WHAT | BIT(FLAG_FROM),
     .columns = done},
    {.name = "code",
     .method = "room.code",
     .argument = "of",
     .flags = BIT(FLAG_CODE),
     .columns = done},
    {.name = "uninvite",
     .method = "room.uninvite",
     .argument = "of",
     .flags = BIT(FLAG_PEOPLE),
     .columns = done},
    {.name = "answers",
     .method = "room.answers",
     .argument = "of",
     .flags = BIT(FLAG_AFTER),
     .list = "people",
     .columns = answers},
    {.name = "list",
     .method = "room.list",
     .flags = BIT(FLAG_SCOPE) | BIT(FLAG_WORDS) | BIT(FLAG_SERIES),
     .list = "rooms",
     .columns = columns},
    {.name = "outline",
     .method = "room.outline",
     .flags = BIT(FLAG_TEMPLATE) | BIT(FLAG_UNITS),
     .list = "units",
     .columns = outlines},
    {.name = "get", .method = "room.get", .argument = "of"},
    {.name = "link",
     .method = "room.link",
     .argument = "of",
     .run = make_link,
     .flags = BIT(FLAG_USES) | BIT(FLAG_UNTIL) | BIT(FLAG_COUNTRY) | BIT(FLAG_DOMAIN)},
    {.name = "links", .method = "room.get", .argument = "of", .list = "links", .columns = links},
    {.name = "unlink",
     .method = "room.unlink",
     .argument = "of",
     .flags = BIT(FLAG_LINK),
     .columns = done},
    {.name = "readers",
     .method = "room.readers",
     .argument = "of",
     .flags = BIT(FLAG_ENTRY) | BIT(FLAG_AT) | BIT(FLAG_AFTER),
     .list = "people",
     .columns = readers},
    {0},
};

static const struct academy_act invite = {.name = "invite",
                                          .method = "room.invite",
                                          .argument = "of",
                                          .flags = BIT(FLAG_PEOPLE) | BIT(FLAG_ROLE),
                                          .columns = done};

static int room_run(const struct invocation *invocation)
{
    return academy_act_main(invocation, &cmd_room, acts);
}

/* The room is its only argument. */
static int invite_run(const struct invocation *invocation)
{
    struct invocation moved = *invocation;
    moved.rest[1] = invocation->rest[0];
    moved.rest_count = invocation->rest_count + 1;
    return academy_act_run(&(struct academy_call){invocation->rest_count > 0 ? &moved : invocation,
                                                  &cmd_invite, &invite});
}

static const struct subcommand_flag flags[FLAGS] = {
    [FLAG_TEMPLATE] = {.name = "template",
                       .value = "NAME",
                       .help = "webinar, spoc, workspace, course or library",
                       .as = ACADEMY_TEXT},
    [FLAG_TITLE] = {.name = "title",
                    .value = "TEXT",
                    .help = "what it is called",
                    .as = ACADEMY_WORDS},
    [FLAG_LANGUAGE] = {.name = "language", .value = "CODE", .help = "of that title; en"},
    [FLAG_START] = {.name = "start",
                    .value = "TIME",
                    .help = "such as 2026-12-01T14:00Z",
                    .as = ACADEMY_TIME},
    [FLAG_MINUTES] = {.name = "minutes",
                      .value = "N",
                      .help = "how long it is to last",
                      .as = ACADEMY_NUMBER},
    [FLAG_HOSTS] = {.name = "hosts", .value = "LIST", .help = "ids of people", .as = ACADEMY_LIST},
    [FLAG_TO] = {.name = "to",
                 .value = "WHOM",
                 .help = "who may come: invited, academy or some",
                 .as = ACADEMY_TEXT,
                 .in = "who"},
    [FLAG_COUNTRIES] = {.name = "countries",
                        .value = "LIST",
                        .help = "of some: FR,TN",
                        .as = ACADEMY_LIST,
                        .in = "who"},
    [FLAG_SERIES] = {.name = "series",
                     .value = "TEXT",
                     .help = "the series it belongs to",
                     .as = ACADEMY_TEXT},
    [FLAG_OPENS] = {.name = "opens",
                    .help = "it goes live by itself at its start",
                    .as = ACADEMY_YES},
    [FLAG_SCOPE] = {.name = "scope",
                    .value = "NAME",
                    .help = "list: live, soon, ended, course …",
                    .as = ACADEMY_TEXT},
    [FLAG_WORDS] = {.name = "words",
                    .value = "TEXT",
                    .help = "list: that stand in the title",
                    .as = ACADEMY_TEXT},
    [FLAG_PEOPLE] = {.name = "people",
                     .value = "LIST",
                     .help = "invite, uninvite: ids of people",
                     .as = ACADEMY_LIST},
    [FLAG_FROM] = {.name = "from",
                   .value = "ROOM",
                   .help = "copy: the room that it is a copy of",
                   .as = ACADEMY_TEXT},
    [FLAG_CODE] = {.name = "code",
                   .value = "LETTERS",
                   .help = "code: six letters that lead there; without: none",
                   .as = ACADEMY_TEXT},
    [FLAG_ROLE] = {.name = "role",
                   .value = "ROLE",
                   .help = "invite: participant, presenter or moderator",
                   .as = ACADEMY_TEXT},
    [FLAG_USES] = {.name = "uses",
                   .value = "N",
                   .help = "link: how many it lets in",
                   .as = ACADEMY_NUMBER},
    [FLAG_UNTIL] = {.name = "until",
                    .value = "TIME",
                    .help = "link: as long as it leads there",
                    .as = ACADEMY_TIME},
    [FLAG_COUNTRY] = {.name = "country",
                      .value = "CODE",
                      .help = "link: for people of it alone",
                      .as = ACADEMY_TEXT},
    [FLAG_DOMAIN] = {.name = "domain",
                     .value = "NAME",
                     .help = "link: for addresses of it alone: police.example",
                     .as = ACADEMY_TEXT},
    [FLAG_LINK] = {.name = "link",
                   .value = "N",
                   .help = "unlink: the number of the link",
                   .as = ACADEMY_NUMBER},
    [FLAG_ENTRY] = {.name = "entry",
                    .value = "N",
                    .help = "readers: the number of the entry",
                    .as = ACADEMY_NUMBER},
    [FLAG_AT] = {.name = "at",
                 .value = "TIME",
                 .help = "readers: the moment; now",
                 .as = ACADEMY_TIME},
    [FLAG_AFTER] = {.name = "after",
                    .value = "ID",
                    .help = "readers, answers: the page behind this person",
                    .as = ACADEMY_TEXT},
    [FLAG_OUTLINE] = {.name = "outline",
                      .help = "create: with what a room of its template begins with",
                      .as = ACADEMY_YES},
    [FLAG_UNITS] = {.name = "units",
                    .value = "N",
                    .help = "create, outline: of a course, how many units; 8",
                    .as = ACADEMY_NUMBER},
    [FLAG_JSON] = {.name = "json", .help = "print the answer as JSON"},
};

const struct subcommand cmd_room = {
    .name = "room",
    .arguments = "create|outline|change|copy|archive|restore|list|get|code|uninvite|link|\n"
                 "                   links|unlink|answers|readers [ROOM]",
    .summary = "The academy's catalogue of rooms.",
    .details =
        "Works on the journal of --config: by itself while no server has it, else through\n"
        "the server that does, as its operator. link prints the number of a link and the link,\n"
        "this once: nobody else has its secret. readers says who could read an entry at a\n"
        "moment. For example:\n"
        "  muster room create webinar:traces --template webinar --title \"Traces\" \\\n"
        "    --to academy --hosts m12 --start 2026-12-01T14:00Z --minutes 60\n"
        "  muster room create course:phones --template spoc --title \"Phones\" --hosts m12 \\\n"
        "    --start 2026-12-01T14:00Z --outline --units 6\n"
        "  muster room link webinar:traces --uses 30 --until 2026-12-01T14:00Z\n"
        "  muster room readers webinar:traces --entry 12 --at 2026-12-01T14:30Z",
    .flags = flags,
    .flags_count = FLAGS,
    .rest_max = 2,
    .run = room_run,
};

const struct subcommand cmd_invite = {
    .name = "invite",
    .arguments = "ROOM --people LIST",
    .summary = "Invite people into a room of the catalogue.",
    .details = "For example:\n  muster invite webinar:traces --people m12,m15 --role presenter",
    .flags = flags,
    .flags_count = FLAGS,
    .rest_max = 1,
    .run = invite_run,
};
