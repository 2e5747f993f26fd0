/* SPDX-License-Identifier: Apache-2.0
 *
 * The stream that the webinar is sent: a media server, the host's key, and somebody who tries.
 */
#ifndef MUSTER_TESTS_HELP_INGEST_H
#define MUSTER_TESTS_HELP_INGEST_H

struct world;

/* The name of a recording holds it, which no participant is ever sent. */
#define INGEST_FILE "recordedword"

void ingest_step(struct world *world);

#endif
