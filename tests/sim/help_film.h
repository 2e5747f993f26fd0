/* SPDX-License-Identifier: Apache-2.0
 *
 * What a film must show, reckoned plainly: the journal of the webinar as it stands, folded to each
 * moment; late answers put to their question, captions given their last words.
 */
#ifndef MUSTER_TESTS_SIM_HELP_FILM_H
#define MUSTER_TESTS_SIM_HELP_FILM_H

#include "net/film.h"
#include "sim/help_world.h"

/* The length of segments, so that a short session has several. */
enum { FILM_STEP_MS = 5000 };

/* What was looked at. */
struct film_seen {
    unsigned looks, segments, late, amended;
};

/* Appends what a file says, either way that it is compressed. */
void film_text(const struct film_file *file, struct buffer *out);

/* Takes the journal, and returns the room as it stands. One at a time. */
struct room *film_reference(struct world *world, struct film_seen *seen);
void film_reference_done(struct room **now);
/* Whether the film, made with FILM_STEP_MS for people in these rings, shows the room at each second
 * as it was, sought and played, and the captions of each language; an error if not. */
void film_compare(const struct film *film, struct rings rings, const struct room *now);

#endif
