/* SPDX-License-Identifier: Apache-2.0
 *
 * Files for posts (`for` is "post"; features/forum_filed.h): nobody but its author has one until a
 * post holds it, and then whoever sees that post. It goes with the post, or after a day when it
 * stands in none.
 *
 * One that is to stand in a post without a name is nobody's from the beginning: its author is a
 * pseudonym in the scope of the mask that it brings, and so another one for every file. Nothing
 * joins it to a thread before it stands there, nor to another file of the same person.
 */
#ifndef MUSTER_FEATURES_FILE_POST_H
#define MUSTER_FEATURES_FILE_POST_H

#include "features/file_state.h"

/* Reads "width" and "height" of a picture, and "mask"; all optional (core/feature.h, `read`). */
enum err file_post_read(const struct json *data, struct writer *out);
/* Whether one more may come, beside the share of its author. */
enum err file_post_check(const struct files *files, const struct entry *entry,
                         const struct scene *scene);
/* Whether the file is that person's, under their name or without it. */
bool file_is_own(const struct file *file, const struct scene *scene);
/* Whether a post holds it, of those that there are. */
bool file_post_held(const struct file *file, const struct scene *scene);

/* Members of rows: of file.add, of file.remove. Of one person all count, whatever they are called
 * by. */
struct slice file_post_veil_add(const void *state, const struct entry *entry,
                                char out[VEIL_SCOPE_BYTES]);
struct slice file_post_veil_own(const void *state, const struct entry *entry,
                                char out[VEIL_SCOPE_BYTES]);
enum err file_post_refuses(const void *state, const struct entry *entry, const struct scene *scene);

#endif
