/* SPDX-License-Identifier: Apache-2.0
 * Prepare, open, vote, close. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/bounds.h"
#include "sim/help_ballots.h"

enum { HOST = 0 };

static int64_t run(struct world *world, unsigned person, const char *method, const char *more)
{
    char data[256];
    snprintf(data, sizeof data, "{\"room\":\"webinar:w1\",\"op\":\"o%u\",%s}", world->ops++, more);
    int64_t seq = world_command(world, person, method, data);
    if (seq <= 0)
        fail_msg("%s of %s: %lld", method, world_people[person], (long long)seq);
    return seq;
}

static void poll_run(struct world *world, const char *ballot, unsigned voters)
{
    char more[160];
    snprintf(more, sizeof more,
             "\"type\":\"yesno\",\"title\":{\"en\":\"B\"},\"change\":false,\"ballot\":\"%s\"",
             ballot);
    long long poll = (long long)run(world, HOST, "poll.prepare", more);
    snprintf(more, sizeof more, "\"poll\":%lld", poll);
    run(world, HOST, "poll.open", more);
    for (unsigned person = 0; person < voters; person++) {
        snprintf(more, sizeof more, "\"poll\":%lld,\"choices\":[%u]", poll, 1 + person % 2);
        run(world, person, "poll.vote", more);
    }
    snprintf(more, sizeof more, "\"poll\":%lld", poll);
    run(world, HOST, "poll.close", more);
}

void ballots_run(struct world *world)
{
    run(world, HOST, "stage.phase", "\"to\":\"live\"");
    poll_run(world, "anonymous", PEOPLE);
    poll_run(world, "secret", PEOPLE);
    poll_run(world, "secret", BOUND_BALLOTS_LEAST - 1);
}
