/* SPDX-License-Identifier: Apache-2.0
 *
 * The course's library: documents, what is said of them, their versions, and posts that cite one.
 */
#ifndef MUSTER_TESTS_SIM_HELP_DOCUMENTS_H
#define MUSTER_TESTS_SIM_HELP_DOCUMENTS_H

#include "sim/help_world.h"

void documents_step(struct world *world);

#endif
