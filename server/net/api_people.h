/* SPDX-License-Identifier: Apache-2.0
 *
 * The request /api/people/import: a piece of a file of people is taken in, each line as a command
 * of whoever asks. What a line means is person.plan's business (features/directory_plan.h); nothing
 * of the file is kept. A piece that is sent twice is done once.
 */
#ifndef MUSTER_NET_API_PEOPLE_H
#define MUSTER_NET_API_PEOPLE_H

#include "net/api_site.h"

/* Ends with NULL. */
extern const struct api_route *const api_people_routes[];

#endif
