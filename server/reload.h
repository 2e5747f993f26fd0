/* SPDX-License-Identifier: Apache-2.0
 *
 * What is read again while the server runs (SIGHUP): the certificate, the keys of tokens, the level
 * of the log and some limits. All of it is good, or nothing changes.
 */
#ifndef MUSTER_RELOAD_H
#define MUSTER_RELOAD_H

#include "net/net.h"
#include "net/token.h"
#include "subcommand.h"

struct reload;

/* Borrowed, to outlive the reload. */
struct reload_options {
    const struct invocation *invocation; /* whose configuration is in force */
    struct net *net;
    struct token_rules *tokens; /* those in use; NULL: there are none, or the demo's */
};

/* Nothing is read yet. Owned by the caller. */
struct reload *reload_new(const struct reload_options *options);
/* Frees *reload and sets it to NULL; NULL is ignored. */
void reload_free(struct reload **reload);
/* Reads everything again, and says in the log what has changed, what takes a restart, or why all
 * stays as it was. */
void reload_now(struct reload *reload);

/* The level of the log becomes that of `config`. */
void reload_log_level(const struct config *config);
/* Says for how long the certificate of `config` is good, as a warning where that is not long. */
void reload_certificate_say(const struct config *config);

#endif
