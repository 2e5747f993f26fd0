/* SPDX-License-Identifier: Apache-2.0
 *
 * Another hub that knows nothing but the journal, asked what every device should have.
 */
#ifndef MUSTER_TESTS_SIM_HELP_WITNESS_H
#define MUSTER_TESTS_SIM_HELP_WITNESS_H

#include "sim/help_world.h"

/* In a world that has settled: what each device keeps by patches is what a replay shows. */
void witness_agrees(struct world *world);
/* How much the journal holds of both rooms. */
int64_t witness_written(struct world *world);

#endif
