/* SPDX-License-Identifier: Apache-2.0
 *
 * Recordings that are attached to the webinar, shifted and taken off; who watches what again. The
 * address of each has INGEST_FILE in it (help_ingest.h).
 */
#ifndef MUSTER_TESTS_HELP_MEDIA_H
#define MUSTER_TESTS_HELP_MEDIA_H

struct world;

void media_step(struct world *world);

#endif
