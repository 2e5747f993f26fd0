/* SPDX-License-Identifier: Apache-2.0
 *
 * A subcommand of the program is one constant struct and one function: its flags, arguments and
 * help are data. subcommand_run reads the configuration (file, environment, flags, in rising order)
 * and calls it. The table of all of them stands in main.c.
 */
#ifndef MUSTER_SUBCOMMAND_H
#define MUSTER_SUBCOMMAND_H

#include "config.h"

enum { SUBCOMMAND_FLAGS = 32, SUBCOMMAND_REST = 4, SUBCOMMAND_USAGE = 2 };

struct line;

struct subcommand_flag {
    const char *name;  /* "listen" for --listen */
    const char *value; /* what follows it, "ADDRESS:PORT"; NULL: nothing does */
    const char *help;  /* one line */
    bool sets;         /* it is short for --set of `key` */
    enum config_key key;
    int as;         /* the subcommand's own: what becomes of it */
    const char *in; /* and in what */
};

/* What a subcommand is called with; everything is borrowed for the call. */
struct invocation {
    const struct config *config;
    const char *program; /* argv[0] */
    const char
        *values[SUBCOMMAND_FLAGS]; /* by the flag's index; "" when none follows; NULL: absent */
    const char *rest[SUBCOMMAND_REST];
    size_t rest_count;
    const struct line *line; /* for subcommand_config */
};

struct subcommand {
    const char *name;
    const char *arguments; /* for the usage line; may be NULL */
    const char *summary;   /* one line */
    const char *details;   /* further lines of its --help; may be NULL */
    const struct subcommand_flag *flags;
    size_t flags_count;
    size_t rest_max;
    int (*run)(const struct invocation *invocation); /* returns the exit status */
};

/* Reads argv[2] onwards as the flags of `subcommand` and runs it, or prints its help. Returns the
 * exit status: SUBCOMMAND_USAGE, after a sentence on standard error, when the arguments or the
 * configuration are wrong. */
int subcommand_run(const struct subcommand *subcommand, int argc, char **argv);
/* The configuration as file, environment and flags have it now; owned by the caller. NULL, and one
 * sentence in `why`, when it is wrong. */
struct config *subcommand_config(const struct invocation *invocation, struct buffer *why);
/* Prints "muster <name>: <sentence>" to standard error and returns 1, a failure's exit status. */
int subcommand_fail(const char *name, const char *sentence, ...)
    __attribute__((format(printf, 2, 3)));

extern const struct subcommand cmd_serve;
extern const struct subcommand cmd_token;
extern const struct subcommand cmd_journal;
extern const struct subcommand cmd_config;
extern const struct subcommand cmd_organiser;
extern const struct subcommand cmd_person;
extern const struct subcommand cmd_room;
extern const struct subcommand cmd_invite;
extern const struct subcommand cmd_credential;
extern const struct subcommand cmd_announce;
extern const struct subcommand cmd_mail;
extern const struct subcommand cmd_support;
extern const struct subcommand cmd_search;

#endif
