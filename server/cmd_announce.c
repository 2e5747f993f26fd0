/* SPDX-License-Identifier: Apache-2.0
 *
 * muster announce: what the academy tells its people, from the command line.
 */
#include "academy_act.h"

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

#define BIT(flag) (1U << (flag))

static const char *const columns[] = {"", "title", "by", NULL};
static const char *const done[] = {"seq", NULL};

static const struct academy_act acts[] = {
    {.name = "post",
     .method = "announce.post",
     .flags =
         BIT(FLAG_TITLE) | BIT(FLAG_TEXT) | BIT(FLAG_COUNTRIES) | BIT(FLAG_ROLES) | BIT(FLAG_UNTIL),
     .columns = done},
    {.name = "remove",
     .method = "announce.remove",
     .argument = "announcement",
     .numbered = true,
     .columns = done},
    {.name = "list", .method = "announce.list", .list = "announcements", .columns = columns},
    {0},
};

static int announce_run(const struct invocation *invocation)
{
    return academy_act_main(invocation, &cmd_announce, acts);
}

static const struct subcommand_flag flags[FLAGS] = {
    [FLAG_TITLE] = {.name = "title", .value = "TEXT", .help = "post: a line", .as = ACADEMY_WORDS},
    [FLAG_TEXT] = {.name = "text",
                   .value = "TEXT",
                   .help = "post: what is told",
                   .as = ACADEMY_WORDS},
    [FLAG_LANGUAGE] = {.name = "language", .value = "CODE", .help = "of both; en"},
    [FLAG_COUNTRIES] = {.name = "countries",
                        .value = "LIST",
                        .help = "post: to people of these only: FR,TN",
                        .as = ACADEMY_LIST,
                        .in = "who"},
    [FLAG_ROLES] = {.name = "roles",
                    .value = "LIST",
                    .help = "post: to these only: manager",
                    .as = ACADEMY_LIST,
                    .in = "who"},
    [FLAG_UNTIL] = {.name = "until",
                    .value = "TIME",
                    .help = "such as 2026-12-01T14:00Z",
                    .as = ACADEMY_TIME},
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
