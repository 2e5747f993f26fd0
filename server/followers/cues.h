/* SPDX-License-Identifier: Apache-2.0
 *
 * Captions as a WebVTT file (W3C), of what the query captions.history answers, page after page from
 * the youngest. A cue begins when the line began to be said, else when it was written; it ends when
 * it ended, else with the next one, and after seven seconds at the latest. Positions are counted
 * from `zero`, or from the first cue: the file says in a note which moment that is.
 */
#ifndef MUSTER_FOLLOWERS_CUES_H
#define MUSTER_FOLLOWERS_CUES_H

#include "base/buffer.h"
#include "base/error.h"

struct cues;

/* Empty; owned by the caller. `zero_ms` since 1970; 0: the first cue's. What is over before it is
 * left out. */
struct cues *cues_new(int64_t zero_ms);
/* Sets *cues to NULL. */
void cues_free(struct cues **cues);
/* Adds the lines of one more answer, a JSON object. ERR_LIMIT_EXCEEDED: there are too many. */
enum err cues_add(struct cues *cues, struct slice answer);
/* Where the answer added last says that more stands, as JSON; absent: it was the last. */
struct slice cues_next(const struct cues *cues);
/* Writes the file. */
void cues_write(struct cues *cues, struct buffer *out);

#endif
