/* SPDX-License-Identifier: Apache-2.0
 *
 * How far people have read, reckoned plainly from the entries of their inboxes: the whole of it is
 * copied before all is marked as read, and what nothing was said of since is put back when that is
 * taken back. Everybody's devices show the same.
 */
#ifndef MUSTER_TESTS_SIM_HELP_READS_H
#define MUSTER_TESTS_SIM_HELP_READS_H

#include "sim/help_world.h"

/* Positions that were compared; entries that read all, and that took it back. */
struct reads_seen {
    unsigned compared, all, back;
};

/* In a settled world. */
void reads_expect(struct world *world, struct reads_seen *seen);

#endif
