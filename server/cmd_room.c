/* SPDX-License-Identifier: Apache-2.0
 *
 * muster room and muster invite: the catalogue of the academy from the command line.
 */
#include "academy_act.h"
#include "base/json.h"
#include "base/writer.h"

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
    FLAG_ROLE,
    FLAG_JSON,
    FLAGS
};

#define BIT(flag) (1U << (flag))

/* Title and who are objects: written by `write_objects`. */
static const struct academy_flag keys[FLAGS] = {
    [FLAG_TEMPLATE] = {"template", ACADEMY_TEXT}, [FLAG_START] = {"start", ACADEMY_TIME},
    [FLAG_MINUTES] = {"minutes", ACADEMY_NUMBER}, [FLAG_HOSTS] = {"hosts", ACADEMY_LIST},
    [FLAG_SERIES] = {"series", ACADEMY_TEXT},     [FLAG_OPENS] = {"opens", ACADEMY_YES},
    [FLAG_SCOPE] = {"scope", ACADEMY_TEXT},       [FLAG_WORDS] = {"words", ACADEMY_TEXT},
    [FLAG_PEOPLE] = {"people", ACADEMY_LIST},     [FLAG_ROLE] = {"role", ACADEMY_TEXT},
};

enum {
    WHAT =
        BIT(FLAG_START) | BIT(FLAG_MINUTES) | BIT(FLAG_HOSTS) | BIT(FLAG_SERIES) | BIT(FLAG_OPENS),
    FIXED_BYTES = 4096,
};

static const char *const columns[] = {"of", "template", "phase", "title", NULL};
static const char *const done[] = {"seq", NULL};

static const struct academy_act acts[] = {
    {.name = "create",
     .method = "room.create",
     .argument = "of",
     .flags = WHAT | BIT(FLAG_TEMPLATE),
     .columns = done},
    {.name = "change", .method = "room.change", .argument = "of", .flags = WHAT, .columns = done},
    {.name = "archive",
     .method = "room.archive",
     .argument = "of",
     .fixed = "\"archived\":true",
     .columns = done},
    {.name = "list",
     .method = "room.list",
     .flags = BIT(FLAG_SCOPE) | BIT(FLAG_WORDS) | BIT(FLAG_SERIES),
     .list = "rooms",
     .columns = columns},
    {.name = "get", .method = "room.get", .argument = "of"},
    {0},
};

static const struct academy_act invite = {.name = "invite",
                                          .method = "room.invite",
                                          .argument = "of",
                                          .flags = BIT(FLAG_PEOPLE) | BIT(FLAG_ROLE),
                                          .columns = done};

/* Members that are objects, without braces around them. */
static void write_objects(const struct invocation *invocation, struct buffer *out)
{
    const char *title = invocation->values[FLAG_TITLE], *to = invocation->values[FLAG_TO];
    const char *language = invocation->values[FLAG_LANGUAGE];
    const char *countries = invocation->values[FLAG_COUNTRIES];
    struct writer writer;
    writer_init(&writer, out);
    writer_object(&writer, NULL);
    if (title) {
        writer_object(&writer, "title");
        writer_text(&writer, language ? language : "en", slice_of(title));
        writer_end(&writer);
    }
    if (to) {
        writer_object(&writer, "who");
        writer_text(&writer, "to", slice_of(to));
        if (countries)
            writer_array(&writer, "countries");
        for (const char *at = countries ? countries : ""; *at; at += strspn(at, ",")) {
            size_t len = strcspn(at, ",");
            writer_text(&writer, NULL, (struct slice){at, len});
            at += len;
        }
        if (countries)
            writer_end(&writer);
        writer_end(&writer);
    }
    writer_end(&writer);
}

static int run(const struct invocation *invocation, const struct academy_act *found)
{
    struct academy_act act = *found;
    struct buffer fixed;
    buffer_init(&fixed, FIXED_BYTES);
    write_objects(invocation, &fixed);
    if (fixed.len > 2) {
        fixed.bytes[fixed.len - 1] = 0;
        act.fixed = fixed.bytes + 1;
    }
    const struct academy_call call = {.invocation = invocation,
                                      .act = &act,
                                      .flags = keys,
                                      .flags_count = FLAGS,
                                      .json_flag = FLAG_JSON};
    int status = academy_act_run(&call);
    buffer_done(&fixed);
    return status;
}

static int room_run(const struct invocation *invocation)
{
    const char *name = invocation->rest_count > 0 ? invocation->rest[0] : "";
    const struct academy_act *act = academy_act_find(acts, name);
    if (act)
        return run(invocation, act);
    subcommand_fail("room", "unknown \"%s\" (see muster room --help)", name);
    return SUBCOMMAND_USAGE;
}

/* The room is its only argument. */
static int invite_run(const struct invocation *invocation)
{
    struct invocation moved = *invocation;
    moved.rest[1] = invocation->rest[0];
    moved.rest_count = invocation->rest_count + 1;
    return run(invocation->rest_count > 0 ? &moved : invocation, &invite);
}

static const struct subcommand_flag flags[FLAGS] = {
    [FLAG_TEMPLATE] = {.name = "template",
                       .value = "NAME",
                       .help = "webinar, spoc, workspace, course or library"},
    [FLAG_TITLE] = {.name = "title", .value = "TEXT", .help = "what it is called"},
    [FLAG_LANGUAGE] = {.name = "language", .value = "CODE", .help = "of that title; en"},
    [FLAG_START] = {.name = "start", .value = "TIME", .help = "such as 2026-12-01T14:00Z"},
    [FLAG_MINUTES] = {.name = "minutes", .value = "N", .help = "how long it is to last"},
    [FLAG_HOSTS] = {.name = "hosts", .value = "LIST", .help = "ids of people"},
    [FLAG_TO] = {.name = "to", .value = "WHOM", .help = "who may come: invited, academy or some"},
    [FLAG_COUNTRIES] = {.name = "countries", .value = "LIST", .help = "of some: FR,TN"},
    [FLAG_SERIES] = {.name = "series", .value = "TEXT", .help = "the series it belongs to"},
    [FLAG_OPENS] = {.name = "opens", .help = "it goes live by itself at its start"},
    [FLAG_SCOPE] = {.name = "scope", .value = "NAME", .help = "list: live, soon, ended, course …"},
    [FLAG_WORDS] = {.name = "words", .value = "TEXT", .help = "list: that stand in the title"},
    [FLAG_PEOPLE] = {.name = "people", .value = "LIST", .help = "invite: ids of people"},
    [FLAG_ROLE] = {.name = "role",
                   .value = "ROLE",
                   .help = "invite: participant, presenter or moderator"},
    [FLAG_JSON] = {.name = "json", .help = "print the answer as JSON"},
};

const struct subcommand cmd_room = {
    .name = "room",
    .arguments = "create|change|archive|list|get [ROOM]",
    .summary = "The academy's catalogue of rooms.",
    .details = "Works on the journal of --config: by itself while no server has it, else through\n"
               "the server that does, as its operator. For example:\n"
               "  muster room create webinar:traces --template webinar --title \"Traces\" \\\n"
               "    --to academy --hosts m12 --start 2026-12-01T14:00Z --minutes 60",
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
