/* SPDX-License-Identifier: Apache-2.0
 *
 * Signing in with a link by mail, by the API. A link is good once, for 15 minutes, in the browser
 * that asked for it; opened elsewhere it shows six digits to be typed there. Whether an address is
 * known is never told: the answer is given before anybody looks.
 */
#ifndef MUSTER_NET_API_MAIL_H
#define MUSTER_NET_API_MAIL_H

#include "net/api_site.h"

/* Ends with NULL. */
extern const struct api_route *const api_mail_routes[];

#endif
