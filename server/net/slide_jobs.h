/* SPDX-License-Identifier: Apache-2.0
 *
 * Turns the files of decks (features/slide.h) into pages, on a thread of its own, one page at a
 * time, of all rooms that have some in turn. What is to be done next is the room's to say: so what
 * is cancelled or removed is not gone on with, several instances make no page twice, and after a
 * restart it goes on where it stood, once the room is awake again.
 */
#ifndef MUSTER_NET_SLIDE_JOBS_H
#define MUSTER_NET_SLIDE_JOBS_H

#include "journal/contents.h"

struct hub;
struct slide_jobs;

struct slide_jobs_options {
    struct loop *loop;           /* this and the next two are borrowed, and outlive the jobs */
    struct hub *hub;             /* tells of work: hub_on_work */
    struct contents *contents;   /* NULL: there is nothing to do */
    unsigned memory_mb, seconds; /* that one look at a file may take; 0: the default */
};

/* Owned by the caller. */
struct slide_jobs *slide_jobs_new(const struct slide_jobs_options *options);
/* Frees *jobs, once what is under way is done, which is stopped, and sets it to NULL; NULL is
 * ignored. */
void slide_jobs_free(struct slide_jobs **jobs);

#endif
