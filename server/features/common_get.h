/* SPDX-License-Identifier: Apache-2.0
 *
 * What features share to serve check and apply: the members of canonical data, which cannot be
 * wrong any more, and the words of the wire for roles and directions.
 */
#ifndef MUSTER_FEATURES_COMMON_GET_H
#define MUSTER_FEATURES_COMMON_GET_H

#include "base/json.h"
#include "base/text.h"
#include "core/scene.h"

/* "ltr", "rtl"; ends with NULL. */
extern const char *const common_dirs[];
/* "none", "participant", "presenter", "moderator", "host"; ends with NULL. */
extern const char *const common_roles[];

/* Whether `data` has `key` with another value than null. */
bool common_has(const struct json *data, const char *key);
/* Members of canonical data; an absent one gives the absent slice, 0, false, or -1. */
struct slice common_get_text(const struct json *data, const char *key);
int64_t common_get_int(const struct json *data, const char *key);
bool common_get_bool(const struct json *data, const char *key);
/* The place of the member's text in `names`, which ends with NULL. */
int common_get_choice(const struct json *data, const char *key, const char *const *names);
/* The same for a name in hand. */
int common_find_choice(struct slice name, const char *const *names);
/* The role that common_read_role wrote, and the name of a person's role. */
enum role common_get_role(const struct json *data, const char *key);
struct slice common_role_name(enum role role);
/* The direction of `text`: what common_read_dir wrote, else as the text itself reads. */
enum text_dir common_get_dir(const struct json *data, struct slice text);
/* A copy of the member `key` as JSON text, for writer_raw; owned by the caller; NULL when absent.
 */
char *common_copy_json(const struct json *data, const char *key);

#endif
