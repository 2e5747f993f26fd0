/* SPDX-License-Identifier: Apache-2.0
 *
 * Somebody between the journal and PostgreSQL, on 127.0.0.1: passes bytes on, until told to cut a
 * connection at the worst moment or to swallow everything. On a thread of its own.
 */
#ifndef MUSTER_TESTS_HELP_MIDDLEMAN_H
#define MUSTER_TESTS_HELP_MIDDLEMAN_H

#include "journal/help_cluster.h"

void middleman_open(void);
void middleman_close(void);
/* The URL of a database of the cluster, through the middleman; before it stands an address where
 * nobody listens. */
void middleman_url(const char *database, char url[CLUSTER_URL_BYTES]);
/* The next time the server says that it has committed, the connection is cut instead of passing
 * that on. */
void middleman_cut_at_commit(void);
/* How often that has happened. */
unsigned middleman_cuts(void);
/* What is connected now gets no byte any more, and is not closed; new connections are served.
 * Returns when that is so. */
void middleman_swallow(void);

#endif
