/* SPDX-License-Identifier: Apache-2.0
 *
 * What anybody may know of the academy before they have said who they are: how it is called, and
 * which ways there are to come in.
 */
#ifndef MUSTER_NET_API_INFO_H
#define MUSTER_NET_API_INFO_H

#include "net/api_site.h"

/* Ends with NULL. */
extern const struct api_route *const api_info_routes[];

#endif
