/* SPDX-License-Identifier: Apache-2.0
 *
 * Which types of poll there are.
 */
#ifndef MUSTER_FEATURES_POLL_TYPES_H
#define MUSTER_FEATURES_POLL_TYPES_H

#include "features/poll_type.h"

/* Their names; ends with NULL. */
extern const char *const poll_types[];
/* The type that data names by "type"; NULL when there is none. */
const struct poll_type *poll_type_of(const struct json *data);

#endif
