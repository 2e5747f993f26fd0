/* SPDX-License-Identifier: Apache-2.0
 *
 * Passkeys by the API: signing in with one, and a person's own: listed, added, named, removed. The
 * last way in is never removed.
 */
#ifndef MUSTER_NET_API_PASSKEYS_H
#define MUSTER_NET_API_PASSKEYS_H

#include "net/api_site.h"

/* Ends with NULL. */
extern const struct api_route *const api_passkeys_routes[];

#endif
