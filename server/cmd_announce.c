/* SPDX-License-Identifier: Apache-2.0
 *
 * muster announce: what the academy tells its people, from the command line.
 */
#include "academy_act.h"
#include "base/writer.h"

enum {
    FLAG_TITLE,
    FLAG_TEXT,
    FLAG_LANGUAGE,
    FLAG_COUNTRIES,
    FLAG_ROLES,
    FLAG_UNTIL,
    FLAG_JSON,
    FLAGS
};

enum { FIXED_BYTES = 16384 };

/* Texts are by language, and whom it is for is an object: both by `write_objects`. */
static const struct academy_flag keys[FLAGS] = {[FLAG_UNTIL] = {"until", ACADEMY_TIME}};

static const char *const columns[] = {"", "title", "by", NULL};
static const char *const done[] = {"seq", NULL};

static const struct academy_act acts[] = {
    {.name = "post", .method = "announce.post", .flags = 1U << FLAG_UNTIL, .columns = done},
    {.name = "remove",
     .method = "announce.remove",
     .argument = "announcement",
     .numbered = true,
     .columns = done},
    {.name = "list", .method = "announce.list", .list = "announcements", .columns = columns},
    {0},
};

static void write_by_language(const struct invocation *invocation, const char *key, int flag,
                              struct writer *out)
{
    const char *language = invocation->values[FLAG_LANGUAGE], *text = invocation->values[flag];
    writer_object(out, key);
    writer_text(out, language ? language : "en", slice_of(text ? text : ""));
    writer_end(out);
}

/* The members of a post that are objects, without braces around them. */
static void write_objects(const struct invocation *invocation, struct buffer *out)
{
    const char *countries = invocation->values[FLAG_COUNTRIES];
    const char *roles = invocation->values[FLAG_ROLES];
    struct writer writer;
    writer_init(&writer, out);
    writer_object(&writer, NULL);
    write_by_language(invocation, "title", FLAG_TITLE, &writer);
    write_by_language(invocation, "text", FLAG_TEXT, &writer);
    if (countries || roles)
        writer_object(&writer, "who");
    if (countries)
        academy_act_list(&writer, "countries", countries);
    if (roles)
        academy_act_list(&writer, "roles", roles);
    if (countries || roles)
        writer_end(&writer);
    writer_end(&writer);
    out->bytes[out->len - 1] = 0;
}

/* What only a post takes is not to be lost in silence. */
static bool is_for(const struct academy_act *act, const struct invocation *invocation)
{
    for (int i = FLAG_TITLE; i <= FLAG_ROLES && act != acts; i++)
        if (invocation->values[i])
            return false;
    return true;
}

static int announce_run(const struct invocation *invocation)
{
    const char *name = invocation->rest_count > 0 ? invocation->rest[0] : "";
    const struct academy_act *found = academy_act_find(acts, name);
    struct buffer fixed;
    if (!found || !is_for(found, invocation)) {
        subcommand_fail("announce", found ? "%s takes none of that" : "unknown \"%s\" (see --help)",
                        name);
        return SUBCOMMAND_USAGE;
    }
    struct academy_act act = *found;
    buffer_init(&fixed, FIXED_BYTES);
    if (found == acts) {
        write_objects(invocation, &fixed);
        act.fixed = fixed.bytes + 1;
    }
    const struct academy_call call = {.invocation = invocation,
                                      .act = &act,
                                      .flags = keys,
                                      .flags_count = FLAGS,
                                      .json_flag = FLAG_JSON};
    int status = SUBCOMMAND_USAGE;
    if (fixed.full)
        subcommand_fail("announce", "the text is too long");
    else
        status = academy_act_run(&call);
    buffer_done(&fixed);
    return status;
}

static const struct subcommand_flag flags[FLAGS] = {
    [FLAG_TITLE] = {.name = "title", .value = "TEXT", .help = "post: a line"},
    [FLAG_TEXT] = {.name = "text", .value = "TEXT", .help = "post: what is told"},
    [FLAG_LANGUAGE] = {.name = "language", .value = "CODE", .help = "of both; en"},
    [FLAG_COUNTRIES] = {.name = "countries",
                        .value = "LIST",
                        .help = "post: to people of these only: FR,TN"},
    [FLAG_ROLES] = {.name = "roles", .value = "LIST", .help = "post: to these only: manager"},
    [FLAG_UNTIL] = {.name = "until", .value = "TIME", .help = "such as 2026-12-01T14:00Z"},
    [FLAG_JSON] = {.name = "json", .help = "print the answer as JSON"},
};

const struct subcommand cmd_announce = {
    .name = "announce",
    .arguments = "post | remove N | list",
    .summary = "What the academy tells its people.",
    .details = "Works on the journal of --config: by itself while no server has it, else through\n"
               "the server that does, as its operator. post prints its number. For example:\n"
               "  muster announce post --title \"Maintenance\" --text \"Tonight at 20:00 UTC.\"",
    .flags = flags,
    .flags_count = FLAGS,
    .rest_max = 2,
    .run = announce_run,
};
