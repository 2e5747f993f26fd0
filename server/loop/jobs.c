/* SPDX-License-Identifier: Apache-2.0
 * See jobs.h. */
#include "loop/jobs.h"

#include <stddef.h>

void jobs_init(struct jobs *jobs)
{
    jobs->first = NULL;
    jobs->last = &jobs->first;
}

void jobs_add(struct jobs *jobs, struct job *job)
{
    job->next = NULL;
    *jobs->last = job;
    jobs->last = &job->next;
}

struct job *jobs_take(struct jobs *jobs)
{
    struct job *job = jobs->first;
    if (!job)
        return NULL;
    jobs->first = job->next;
    if (!jobs->first)
        jobs->last = &jobs->first;
    return job;
}

struct job *jobs_take_of(struct jobs *jobs, const void *owner)
{
    struct job **link = &jobs->first;
    while (*link && (*link)->owner != owner)
        link = &(*link)->next;
    struct job *job = *link;
    if (!job)
        return NULL;
    *link = job->next;
    if (!job->next)
        jobs->last = link;
    return job;
}

void jobs_move(struct jobs *jobs, struct jobs *from)
{
    if (!from->first)
        return;
    *jobs->last = from->first;
    jobs->last = from->last;
    jobs_init(from);
}
