/* SPDX-License-Identifier: Apache-2.0
 *
 * A PostgreSQL server of one's own: a cluster in a new folder under /tmp, on 127.0.0.1 and on a
 * socket in that folder, with fsync as in earnest. A guardian process owns server and folder and
 * removes both when the test ends, however it ends; it runs as an unprivileged user when the test
 * runs as root, which PostgreSQL refuses. One cluster per test program, started before any thread.
 */
#ifndef MUSTER_TESTS_HELP_CLUSTER_H
#define MUSTER_TESTS_HELP_CLUSTER_H

#include <stddef.h>
#include <stdint.h>

enum { CLUSTER_URL_BYTES = 160 };

/* Makes and starts the cluster with the databases a and b; ends the program when it cannot. */
void cluster_open(void);
void cluster_close(void);
/* Stops the server as a crash would (its "immediate" mode), and starts it (returns when it takes
 * connections). */
void cluster_crash(void);
void cluster_start(void);
/* The same, with fsync off. */
void cluster_start_careless(void);
/* The same, as a standby that has lost its primary: it can be read, until pg_promote. */
void cluster_start_standby(void);

/* The URL of a database, over the socket. */
void cluster_url(const char *database, char url[CLUSTER_URL_BYTES]);
unsigned cluster_port(void);
/* The folder of everything it has on disk. */
const char *cluster_folder(void);
/* Runs SQL; a failure is the test's. */
void cluster_sql(const char *database, const char *sql);
/* The number that a query gives; -1 when it gives no row. */
int64_t cluster_number(const char *database, const char *sql);
/* Removes the journal of a database. */
void cluster_reset(const char *database);

#endif
