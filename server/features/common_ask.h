/* SPDX-License-Identifier: Apache-2.0
 *
 * What features share to answer queries: the members of a question, which nobody has read before.
 * Each is optional: absent or null it leaves *out as it is. Of another type, or out of range, it is
 * ERR_BAD_REQUEST.
 */
#ifndef MUSTER_FEATURES_COMMON_ASK_H
#define MUSTER_FEATURES_COMMON_ASK_H

#include "base/error.h"
#include "base/json.h"

/* Any text. */
enum err common_ask_text(const struct json *data, const char *key, struct slice *out);
/* From 1 to `max`. */
enum err common_ask_limit(const struct json *data, const char *key, int64_t max, int64_t *out);
/* The place in `names`, which ends with NULL. */
enum err common_ask_choice(const struct json *data, const char *key, const char *const *names,
                           int *out);

#endif
