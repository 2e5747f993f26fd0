/* SPDX-License-Identifier: Apache-2.0
 * Members of canonical data. */
#include "features/common_get.h"

#include "base/bounds.h"
#include "base/mem.h"

bool common_has(const struct json *data, const char *key)
{
    const struct json *member = json_get(data, key);
    return member && !json_is_null(member);
}

struct slice common_get_text(const struct json *data, const char *key)
{
    struct slice text = {0};
    json_get_text(data, key, &text);
    return text;
}

int64_t common_get_int(const struct json *data, const char *key)
{
    int64_t number = 0;
    json_get_int(data, key, &number);
    return number;
}

bool common_get_bool(const struct json *data, const char *key)
{
    bool value = false;
    json_get_bool(data, key, &value);
    return value;
}

int common_find_choice(struct slice name, const char *const *names)
{
    for (int i = 0; names[i]; i++)
        if (slice_is(name, names[i]))
            return i;
    return -1;
}

int common_get_choice(const struct json *data, const char *key, const char *const *names)
{
    return common_find_choice(common_get_text(data, key), names);
}

const char *const common_dirs[] = {"ltr", "rtl", NULL};

enum text_dir common_get_dir(const struct json *data, struct slice text)
{
    int place = common_get_choice(data, "dir", common_dirs);
    return place < 0 ? text_direction(text) : place == 1 ? TEXT_RTL : TEXT_LTR;
}

const char *const common_roles[] = {"none", "participant", "presenter", "moderator", "host", NULL};

/* By their place in common_roles. */
static const enum role roles[] = {ROLE_NONE, ROLE_PARTICIPANT, ROLE_PRESENTER, ROLE_MODERATOR,
                                  ROLE_HOST};

enum role common_get_role(const struct json *data, const char *key)
{
    int place = common_get_choice(data, key, common_roles);
    return place < 0 ? ROLE_NONE : roles[place];
}

struct slice common_role_name(enum role role)
{
    for (size_t place = 0; common_roles[place]; place++)
        if (roles[place] == role)
            return slice_of(common_roles[place]);
    return role == ROLE_GUEST     ? SLICE("guest")
           : role == ROLE_WAITING ? SLICE("waiting")
           : role & ROLE_VISITORS ? SLICE("visitor")
                                  : SLICE("none");
}

char *common_copy_json(const struct json *data, const char *key)
{
    const struct json *member = json_get(data, key);
    if (!member)
        return NULL;
    struct buffer text;
    buffer_init(&text, BOUND_ENTRY_BYTES);
    json_print(member, &text);
    char *copy = mem_text(buffer_slice(&text));
    buffer_done(&text);
    return copy;
}
