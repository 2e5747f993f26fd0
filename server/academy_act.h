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

/* How a flag becomes a member of the data, of the same name: `as` of struct subcommand_flag. `in`
 * is the member that is an object with it; NULL: the data itself. */
enum academy_kind {
    ACADEMY_NOTHING, /* it is none */
    ACADEMY_TEXT,
    ACADEMY_LIST,
    ACADEMY_NUMBER,
    ACADEMY_YES,
    ACADEMY_TIME,
    ACADEMY_WORDS, /* a text in the language of --language, else in English */
};

struct academy_call;

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
    int (*run)(const struct academy_call *call); /* NULL: academy_act_run */
};

/* An act, called. */
struct academy_call {
    const struct invocation *invocation;
    const struct subcommand *subcommand; /* whose flags they are */
    const struct academy_act *act;
};

/* Runs the act that the first argument names, of a table that ends with an empty one. */
int academy_act_main(const struct invocation *invocation, const struct subcommand *subcommand,
                     const struct academy_act *acts);
/* The value of the flag of that name; NULL: it was not given. */
const char *academy_act_value(const struct academy_call *call, const char *flag);
/* Writes the data of a call, an object. False, and a sentence in `why`, when it is wrong. */
bool academy_act_data(const struct academy_call *call, struct buffer *out,
                      char why[OPERATE_WHY_BYTES]);
/* Does it, the answer to `out`. Returns the exit status, after a sentence on standard error when it
 * was refused. */
int academy_act_ask(const struct academy_call *call, struct buffer *out);
/* The same, and with the same server what `then` does, which may fail likewise. */
typedef bool academy_then_fn(const struct academy_call *call, struct operate *operate,
                             struct slice answer, char why[OPERATE_WHY_BYTES]);
int academy_act_ask_then(const struct academy_call *call, struct buffer *out,
                         academy_then_fn *then);
/* Does it, prints the answer, and returns the exit status. */
int academy_act_run(const struct academy_call *call);
/* Prints an answer as the act says, or as it came. */
void academy_act_print(const struct academy_call *call, struct slice answer);

#endif
