/* SPDX-License-Identifier: Apache-2.0
 *
 * What the subcommands about the academy share: an act is a row of a table, which says what it
 * sends, which flags it takes, and what is shown of the answer.
 */
#ifndef MUSTER_ACADEMY_ACT_H
#define MUSTER_ACADEMY_ACT_H

#include "base/writer.h"
#include "operate.h"
#include "subcommand.h"

/* How a flag's value becomes a member of the data. */
enum academy_kind { ACADEMY_TEXT, ACADEMY_LIST, ACADEMY_NUMBER, ACADEMY_YES, ACADEMY_TIME };

struct academy_flag {
    const char *key; /* of the member; NULL: it is no member */
    enum academy_kind kind;
};

struct academy_act {
    const char *name;           /* "add" */
    const char *method;         /* "person.add" */
    const char *argument;       /* the member that its argument is; NULL: it takes none */
    bool numbered;              /* and that is a number */
    unsigned flags;             /* bits of those that it takes, by their place */
    const char *fixed;          /* members that it always sends, as JSON; NULL: none */
    const char *list;           /* the member of the answer that is a list, of which … */
    const char *const *columns; /* … these are shown, "" being its key; ends with NULL */
    const char
        *made; /* what stands before the seq in the id of what it makes; NULL: it makes none */
};

/* What a subcommand is called with. `flags` has one for each of the subcommand's. */
struct academy_call {
    const struct invocation *invocation;
    const struct academy_act *act;
    const struct academy_flag *flags;
    size_t flags_count, json_flag; /* the place of --json */
};

/* Writes the words between commas, as an array. */
void academy_act_list(struct writer *out, const char *key, const char *list);
/* The act of that name in a table that ends with an empty one; NULL: there is none. */
const struct academy_act *academy_act_find(const struct academy_act *acts, const char *name);
/* Writes the data of a call, an object. False, and a sentence in `why`, when it is wrong. */
bool academy_act_data(const struct academy_call *call, struct buffer *out,
                      char why[OPERATE_WHY_BYTES]);
/* Does it, prints the answer, and returns the exit status. */
int academy_act_run(const struct academy_call *call);
/* Prints an answer as the act says, or as it came. */
void academy_act_print(const struct academy_call *call, struct slice answer);

#endif
