/* SPDX-License-Identifier: Apache-2.0
 * See common_preview.h. */
#include "features/common_preview.h"

#include "core/room.h"
#include "features/common_get.h"

enum err common_preview_past(const struct json *data, struct past_ask *out)
{
    out->itself = true;
    return json_get_int(data, "at", &out->at_ms) && out->at_ms > 0 ? ERR_NONE : ERR_BAD_REQUEST;
}

bool common_preview_rings(const struct room *room, const struct json *data, struct rings *rings)
{
    struct rings stamp = {0};
    if (common_has(data, "cohort") && !room_cohort(room, common_get_int(data, "cohort"), &stamp))
        return false;
    *rings = RINGS_INSIDE;
    rings->all |= stamp.all;
    return true;
}
