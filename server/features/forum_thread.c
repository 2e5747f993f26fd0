/* SPDX-License-Identifier: Apache-2.0
 * Who sees a thread at all. */
#include "features/forum_thread.h"

bool forum_reaches(struct rings stamp, int64_t begun, struct rings rings)
{
    return rings_meet(stamp, rings) && begun > rings.since;
}

struct area forum_area(const struct thread *thread)
{
    return (struct area){"topic", thread->topic};
}

bool thread_reaches(const struct thread *thread, struct rings rings)
{
    return forum_reaches(thread->stamp, thread->begun, rings);
}
