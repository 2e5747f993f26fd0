/* SPDX-License-Identifier: Apache-2.0
 *
 * One connection to PostgreSQL, private to journal/postgres*.c: made when it is needed and made
 * again when it was lost, with its settings and prepared statements. Statements are sent in a run
 * and answered together, one round trip each run. It belongs to one thread.
 *
 * A call never hangs: a server that is silent for some seconds counts as away, also when the
 * network swallows everything. (Connecting takes at most two seconds for each address, unless the
 * URL says otherwise; looking up a host's name takes as long as the system's resolver likes.) A
 * connection that has seen any error is not used again.
 *
 * Two errors come out of here: ERR_JOURNAL_AWAY, PostgreSQL cannot be reached or cannot do it now,
 * and ERR_INTERNAL, it can be reached and is not what it should be. After either the outcome of
 * what was sent is unknown.
 */
#ifndef MUSTER_JOURNAL_POSTGRES_LINK_H
#define MUSTER_JOURNAL_POSTGRES_LINK_H

#include <stdatomic.h>

#include "base/error.h"
#include "journal/postgres_wire.h"

enum { POSTGRES_RUN = 32, POSTGRES_EPOCH_BYTES = 23 };

/* What several links to the same server tell each other. */
struct postgres_news;

struct postgres_link {
    const char *url;               /* borrowed */
    const char *const *statements; /* prepared on every connection; borrowed */
    int statements_count;
    const char *epoch;       /* what the journal's must be, borrowed; NULL: not asked */
    bool reads_only;         /* a server in recovery is good enough */
    bool patient;            /* statements may take minutes */
    const atomic_bool *stop; /* waiting ends, as if it were away, once this is set; may be NULL */
    PGconn *connection;
    unsigned sessions;               /* how many connections there have been */
    PGresult *answers[POSTGRES_RUN]; /* of the last run */
    int sent;
    bool unsent;                /* something of the run could not be sent */
    struct postgres_news *news; /* borrowed */
    char why[256];              /* what went wrong last, in one line */
};

/* News of a server that is taken to be there, for links to share; freed after them. */
struct postgres_news *postgres_news_new(void);
/* Sets *news to NULL. */
void postgres_news_free(struct postgres_news **news);

/* Connects when there is no connection. */
enum err postgres_link_ready(struct postgres_link *link);
/* Adds a prepared statement, or one given as text, to the run; at most POSTGRES_RUN. `params` NULL:
 * it has none. */
void postgres_link_send(struct postgres_link *link, int statement,
                        const struct postgres_params *params);
void postgres_link_send_text(struct postgres_link *link, const char *sql,
                             const struct postgres_params *params);
/* Ends the run and waits for its answers. ERR_NONE: every statement has succeeded, and
 * link->answers holds an answer for each, in order, until the next statement is sent. */
enum err postgres_link_wait(struct postgres_link *link);

/* Calls `attempt` until it gives anything but ERR_JOURNAL_AWAY, for some seconds. Once that is in
 * vain the calls that follow, of all links with the same news, fail at once, but for one attempt a
 * second; a link that has a connection tries that once all the same, since it may be only others
 * that the server does not take. */
typedef enum err postgres_attempt_fn(struct postgres_link *link, void *context);
enum err postgres_link_try(struct postgres_link *link, postgres_attempt_fn *attempt, void *context);

/* Lets go of the connection; the link can be used again. */
void postgres_link_drop(struct postgres_link *link);

#endif
