/* SPDX-License-Identifier: Apache-2.0
 * The table of types. */
#include "features/poll_types.h"

#include "features/common_get.h"
#include "features/poll_options.h"

static const struct poll_type *const types[] = {
    &poll_single,
    &poll_multiple,
    &poll_yesno,
};

const char *const poll_types[] = {"single", "multiple", "yesno", NULL};

const struct poll_type *poll_type_of(const struct json *data)
{
    int place = common_get_choice(data, "type", poll_types);
    return place < 0 ? NULL : types[place];
}
