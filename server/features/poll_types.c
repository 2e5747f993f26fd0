/* SPDX-License-Identifier: Apache-2.0
 * The table of types. */
#include "features/poll_types.h"

#include "features/common_get.h"
#include "features/poll_numbers.h"
#include "features/poll_options.h"
#include "features/poll_words.h"

static const struct poll_type *const types[] = {
    &poll_single,  &poll_multiple, &poll_yesno,   &poll_boolean, &poll_scale,
    &poll_ranking, &poll_points,   &poll_numeric, &poll_text,    &poll_cloud,
};

const char *const poll_types[] = {"single", "multiple", "yesno", "boolean", "scale", "ranking",
                                  "points", "numeric",  "text",  "cloud",   NULL};

const struct poll_type *poll_type_of(const struct json *data)
{
    int place = common_get_choice(data, "type", poll_types);
    return place < 0 ? NULL : types[place];
}
