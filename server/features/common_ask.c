/* SPDX-License-Identifier: Apache-2.0
 * Members of questions. */
#include "features/common_ask.h"

#include "features/common_get.h"

enum err common_ask_text(const struct json *data, const char *key, struct slice *out)
{
    return !common_has(data, key) || json_get_text(data, key, out) ? ERR_NONE : ERR_BAD_REQUEST;
}

enum err common_ask_limit(const struct json *data, const char *key, int64_t max, int64_t *out)
{
    int64_t limit = 0;
    if (!common_has(data, key))
        return ERR_NONE;
    if (!json_get_int(data, key, &limit) || limit < 1 || limit > max)
        return ERR_BAD_REQUEST;
    *out = limit;
    return ERR_NONE;
}

enum err common_ask_choice(const struct json *data, const char *key, const char *const *names,
                           int *out)
{
    if (common_has(data, key))
        *out = common_get_choice(data, key, names);
    return common_has(data, key) && *out < 0 ? ERR_BAD_REQUEST : ERR_NONE;
}
