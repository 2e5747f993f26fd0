/* SPDX-License-Identifier: Apache-2.0
 * See help_histories.h. The seed stands in the environment, which survives a jump out of a test. */
#include "sim/help_histories.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "sim/help_world.h"

enum { WANTED = 10000, JUDGED = 1000, PROGRESS = 1000 };

static uint64_t number_from(const char *name, uint64_t otherwise)
{
    const char *text = getenv(name);
    return text ? strtoull(text, NULL, 10) : otherwise;
}

uint64_t histories_wanted(void)
{
    return number_from("MUSTER_SIM_SEEDS", WANTED);
}

bool histories_judged(void)
{
    return histories_wanted() >= JUDGED;
}

void histories_one(uint64_t seed, bool cluster, history_fn *run)
{
    char line[64];
    snprintf(line, sizeof line, "MUSTER_SIM_SEED=%llu", (unsigned long long)seed);
    setenv("MUSTER_SIM_NOW", line, 1);
    run(seed, cluster ? 2 + (unsigned)(seed % (INSTANCES - 1)) : 1);
}

void histories_run(const char *kind, uint64_t count, bool cluster, history_fn *run)
{
    uint64_t first = number_from("MUSTER_SIM_SEED", 1);
    bool progress = getenv("MUSTER_SIM_PROGRESS");
    for (uint64_t seed = first; seed < first + count; seed++) {
        if (progress && seed % PROGRESS == 0)
            print_message("%s, seed %llu\n", kind, (unsigned long long)seed);
        histories_one(seed, cluster, run);
    }
}

int histories_print(void **state)
{
    const char *now = getenv("MUSTER_SIM_NOW");
    print_message("last history: %s MUSTER_SIM_SEEDS=1\n", now ? now : "none");
    return 0;
}
