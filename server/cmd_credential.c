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

static const struct academy_flag keys[FLAGS] = {
    [FLAG_KIND] = {"kind", ACADEMY_TEXT},     [FLAG_REFERENCE] = {"reference", ACADEMY_TEXT},
    [FLAG_OF] = {"of", ACADEMY_TEXT},         [FLAG_ISSUED] = {"issued", ACADEMY_TIME},
    [FLAG_UNTIL] = {"until", ACADEMY_TIME},   [FLAG_WHY] = {"why", ACADEMY_TEXT},
    [FLAG_PERSON] = {"person", ACADEMY_TEXT}, [FLAG_STATE] = {"state", ACADEMY_TEXT},
    [FLAG_BEFORE] = {"before", ACADEMY_TIME}, [FLAG_AFTER] = {"after", ACADEMY_NUMBER},
};

static const char *const columns[] = {"credential", "person",    "name", "kind",
                                      "state",      "reference", NULL};
static const char *const done[] = {"seq", NULL};

static const struct academy_act acts[] = {
    {.name = "give",
     .method = "credential.give",
     .argument = "person",
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
    const char *name = invocation->rest_count > 0 ? invocation->rest[0] : "";
    const struct academy_act *found = academy_act_find(acts, name);
    char issued[64];
    if (!found) {
        subcommand_fail("credential", "unknown \"%s\" (see muster credential --help)", name);
        return SUBCOMMAND_USAGE;
    }
    struct academy_act act = *found;
    if (found == acts && !invocation->values[FLAG_ISSUED]) {
        snprintf(issued, sizeof issued, "\"issued\":%" PRId64, (int64_t)time(NULL) * 1000);
        act.fixed = issued;
    }
    const struct academy_call call = {.invocation = invocation,
                                      .act = &act,
                                      .flags = keys,
                                      .flags_count = FLAGS,
                                      .json_flag = FLAG_JSON};
    return academy_act_run(&call);
}

static const struct subcommand_flag flags[FLAGS] = {
    [FLAG_KIND] = {.name = "kind", .value = "WORD", .help = "instructor, completion or your own"},
    [FLAG_REFERENCE] = {.name = "reference", .value = "TEXT", .help = "such as a number"},
    [FLAG_OF] = {.name = "of", .value = "ROOM", .help = "give: the room it was earned in"},
    [FLAG_ISSUED] = {.name = "issued", .value = "TIME", .help = "give: since when; now"},
    [FLAG_UNTIL] = {.name = "until",
                    .value = "TIME",
                    .help = "such as 2027-12-01T00:00Z; without it: for good"},
    [FLAG_WHY] = {.name = "why", .value = "TEXT", .help = "withdraw: the reason"},
    [FLAG_PERSON] = {.name = "person", .value = "ID", .help = "list: whose"},
    [FLAG_STATE] = {.name = "state", .value = "NAME", .help = "list: valid, lapsed or withdrawn"},
    [FLAG_BEFORE] = {.name = "before", .value = "TIME", .help = "list: that end before"},
    [FLAG_AFTER] = {.name = "after", .value = "N", .help = "list: what follows that one"},
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
