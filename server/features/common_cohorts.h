/* SPDX-License-Identifier: Apache-2.0
 *
 * For which cohorts something is: the member `cohorts` of what features read, a list of numbers,
 * kept as a set. The empty set is everybody. The stamp is made when the entry is written.
 */
#ifndef MUSTER_FEATURES_COMMON_COHORTS_H
#define MUSTER_FEATURES_COMMON_COHORTS_H

#include "base/error.h"
#include "base/json.h"
#include "base/writer.h"
#include "core/scene.h"

/* The bit of one cohort in a set. */
#define COHORT(number) (UINT64_C(1) << ((number)-1))

/* `cohorts`: an array of 1 to BOUND_COHORTS numbers, written rising and once each; optional. */
enum err common_read_cohorts(const struct json *data, struct writer *out);
/* The set that the canonical data names; 0: everybody. */
uint64_t common_get_cohorts(const struct json *data);
/* Writes a set as an array of its numbers, rising. */
void common_write_numbers(const char *key, uint64_t cohorts, struct writer *out);
/* Writes `cohorts` for people in these rings: those of which they are staff, and so none for those
 * who see it as people of one. In a patch null, and else nothing, when it is for everybody. */
void common_write_cohorts(uint64_t cohorts, struct rings rings, bool patch, struct writer *out);

/* The stamp of what is for them alone, the room's staff apart, who see all; RINGS_INSIDE for
 * everybody. False: some of them are not there, and it is of the others. */
bool common_cohorts_stamp(const struct room *room, uint64_t cohorts, struct rings *stamp);
/* Whether people in these rings are the staff of all that it is for, and so moderate it: of the
 * room, or of every cohort of a set that is not empty. */
bool common_cohorts_moderates(uint64_t cohorts, struct rings rings);

#endif
