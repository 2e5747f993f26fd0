/* SPDX-License-Identifier: Apache-2.0
 *
 * Enrolment by the API: a link is issued for a person, and used once, on the device they open it
 * with: a passkey is made there, or the browser remembers them.
 */
#ifndef MUSTER_NET_API_ENROL_H
#define MUSTER_NET_API_ENROL_H

#include "net/api_site.h"

/* Ends with NULL. */
extern const struct api_route *const api_enrol_routes[];

#endif
