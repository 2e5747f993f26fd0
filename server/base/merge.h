/* SPDX-License-Identifier: Apache-2.0
 *
 * JSON Merge Patch (RFC 7396): applying, and composing two patches into one.
 */
#ifndef MUSTER_BASE_MERGE_H
#define MUSTER_BASE_MERGE_H

#include "base/json.h"

/* Applies `patch` to *target in place (RFC 7396 §2). *target may be NULL (absent) and is replaced
 * when the patch is not an object. `patch` is borrowed. */
void merge_apply(struct json **target, const struct json *patch);

/* Changes *first so that applying it equals applying the old *first, then `second`; *first may be
 * NULL (no patch yet). `second` is borrowed. Holds as long as *first does not put null or a plain
 * value where the target has an object and `second` an object there again: no merge patch says
 * "replace this object". */
void merge_compose(struct json **first, const struct json *second);

#endif
