/* SPDX-License-Identifier: Apache-2.0
 *
 * Rooms by the API: every row of every kind by POST, every query by GET, and the view.
 */
#ifndef MUSTER_NET_API_ROOMS_H
#define MUSTER_NET_API_ROOMS_H

#include "net/api_site.h"

/* Ends with NULL. */
extern const struct api_route *const api_rooms_routes[];

#endif
