/* SPDX-License-Identifier: Apache-2.0
 *
 * Asking for access, by the API, without an account: a request becomes an entry of the academy's
 * room; where it stands is seen by whoever has the random code that its asker was given.
 */
#ifndef MUSTER_NET_API_APPLY_H
#define MUSTER_NET_API_APPLY_H

#include "net/api_site.h"

/* Ends with NULL. */
extern const struct api_route *const api_apply_routes[];

#endif
