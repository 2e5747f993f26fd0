/* SPDX-License-Identifier: Apache-2.0
 *
 * Histories one after another, each of its seed, as the environment wants them:
 *
 *   MUSTER_SIM_SEEDS=N     how many (default 10000; a test may take a part of it)
 *   MUSTER_SIM_SEED=S      the first seed (default 1); a failure prints the seed to run again
 *   MUSTER_SIM_PROGRESS=1  a line for each thousand
 */
#ifndef MUSTER_TESTS_SIM_HELP_HISTORIES_H
#define MUSTER_TESTS_SIM_HELP_HISTORIES_H

#include <stdbool.h>
#include <stdint.h>

/* Runs one, with 1 instance or, of a cluster, 2 to 5. */
typedef void history_fn(uint64_t seed, unsigned instances);

/* How many are wanted. */
uint64_t histories_wanted(void);
/* Whether they are many enough to judge how much has happened in them: a simulation in which
 * nothing happens proves nothing. In a few, or one that is shown again, chance decides it. */
bool histories_judged(void);
/* Runs the history of one seed, which is remembered for histories_print. */
void histories_one(uint64_t seed, bool cluster, history_fn *run);
/* Runs `count` of them. */
void histories_run(const char *kind, uint64_t count, bool cluster, history_fn *run);
/* cmocka's tear-down: prints how to run the last one again. */
int histories_print(void **state);

#endif
