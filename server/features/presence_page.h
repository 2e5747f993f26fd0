/* SPDX-License-Identifier: Apache-2.0
 *
 * Pages of the people who ever came to a room, in the order of their first arrival: by `after`,
 * `limit` and the `words` of their names.
 */
#ifndef MUSTER_FEATURES_PRESENCE_PAGE_H
#define MUSTER_FEATURES_PRESENCE_PAGE_H

#include "features/presence_state.h"

struct presence_page {
    /* Whether they stand on such a page at all, and the members of what is told of them. */
    bool (*wants)(const struct attendance *attendance, const struct scene *scene, struct slice id);
    void (*write)(const struct presence *presence, const struct attendance *attendance,
                  const struct scene *scene, struct slice id, struct writer *out);
};

/* Writes `people`, and `next` when there are more, for query->answer. */
enum err presence_page_write(const struct presence *presence, const struct json *data,
                             const struct scene *scene, const struct presence_page *page,
                             struct writer *out);

#endif
