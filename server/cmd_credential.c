/* SPDX-License-Identifier: Apache-2.0
 *
 * muster credential: what the academy certifies of its people, from the command line.
 */
#include <inttypes.h>
#include <stdio.h>
#include <time.h>

#include "academy_act.h"

enum {
    FLAG_KIND,
    FLAG_REFERENCE,
    FLAG_OF,
    FLAG_ISSUED,
    FLAG_UNTIL,
    FLAG_WHY,
    FLAG_PERSON,
    FLAG_STATE,
    FLAG_BEFORE,
    FLAG_AFTER,
    FLAG_JSON,
    FLAGS
};

#define BIT(flag) (1U << (flag))

static const char *const columns[] = {"credential", "person",    "name", "kind",
                                      "state",      "reference", NULL};
static const char *const done[] = {"seq", NULL};

/* Issued now, unless it is said when. */
static int give(const struct academy_call *call)
{
    char issued[64];
    struct academy_act act = *call->act;
    const struct academy_call given = {call->invocation, call->subcommand, &act};
    snprintf(issued, sizeof issued, "\"issued\":%" PRId64, (int64_t)time(NULL) * 1000);
    if (!academy_act_value(call, "issued"))
        act.fixed = issued;
    return academy_act_run(&given);
}

static const struct academy_act acts[] = {
    {.name = "give",
     .method = "credential.give",
     .argument = "person",
     .run = give,
     .flags =
         BIT(FLAG_KIND) | BIT(FLAG_REFERENCE) | BIT(FLAG_OF) | BIT(FLAG_ISSUED) | BIT(FLAG_UNTIL),
     .columns = done},
    {.name = "renew",
     .method = "credential.renew",
     .argument = "credential",
     .numbered = true,
     .flags = BIT(FLAG_REFERENCE) | BIT(FLAG_UNTIL),
     .columns = done},
    {.name = "withdraw",
     .method = "credential.withdraw",
     .argument = "credential",
     .numbered = true,
     .flags = BIT(FLAG_WHY),
     .columns = done},
    {.name = "list",
     .method = "credential.list",
     .flags =
         BIT(FLAG_PERSON) | BIT(FLAG_KIND) | BIT(FLAG_STATE) | BIT(FLAG_BEFORE) | BIT(FLAG_AFTER),
     .list = "credentials",
     .columns = columns},
    {0},
};

static int credential_run(const struct invocation *invocation)
{
    return academy_act_main(invocation, &cmd_credential, acts);
}

static const struct subcommand_flag flags[FLAGS] = {
    [FLAG_KIND] = {.name = "kind",
                   .value = "WORD",
                   .help = "instructor, completion or your own",
                   .as = ACADEMY_TEXT},
    [FLAG_REFERENCE] = {.name = "reference",
                        .value = "TEXT",
                        .help = "such as a number",
                        .as = ACADEMY_TEXT},
    [FLAG_OF] = {.name = "of",
                 .value = "ROOM",
                 .help = "give: the room it was earned in",
                 .as = ACADEMY_TEXT},
    [FLAG_ISSUED] = {.name = "issued",
                     .value = "TIME",
                     .help = "give: since when; now",
                     .as = ACADEMY_TIME},
    [FLAG_UNTIL] = {.name = "until",
                    .value = "TIME",
                    .help = "such as 2027-12-01T00:00Z; without it: for good",
                    .as = ACADEMY_TIME},
    [FLAG_WHY] = {.name = "why",
                  .value = "TEXT",
                  .help = "withdraw: the reason",
                  .as = ACADEMY_TEXT},
    [FLAG_PERSON] = {.name = "person", .value = "ID", .help = "list: whose", .as = ACADEMY_TEXT},
    [FLAG_STATE] = {.name = "state",
                    .value = "NAME",
                    .help = "list: valid, lapsed or withdrawn",
                    .as = ACADEMY_TEXT},
    [FLAG_BEFORE] = {.name = "before",
                     .value = "TIME",
                     .help = "list: that end before",
                     .as = ACADEMY_TIME},
    [FLAG_AFTER] = {.name = "after",
                    .value = "N",
                    .help = "list: what follows that one",
                    .as = ACADEMY_NUMBER},
    [FLAG_JSON] = {.name = "json", .help = "print the answer as JSON"},
};

const struct subcommand cmd_credential = {
    .name = "credential",
    .arguments = "give PERSON | renew N | withdraw N | list",
    .summary = "What the academy certifies of its people.",
    .details = "Works on the journal of --config: by itself while no server has it, else through\n"
               "the server that does, as its operator. give prints the number of what it gave.\n"
               "For example:\n"
               "  muster credential give m12 --kind instructor --until 2027-12-01T00:00Z\n"
               "  muster credential list --state valid --before 2027-01-01T00:00Z --json",
    .flags = flags,
    .flags_count = FLAGS,
    .rest_max = 2,
    .run = credential_run,
};
