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

/* Whether one patch can say what `first` and then `second` say. Not where `first` puts null or a
 * plain value and `second` an object: the target may have had an object there, and no merge patch
 * says "replace this object". */
bool merge_composes(const struct json *first, const struct json *second);
/* Changes *first so that applying it equals applying the old *first, then `second`; *first may be
 * NULL (no patch yet). `second` is borrowed. Only what merge_composes. */
void merge_compose(struct json **first, const struct json *second);

#endif
