/* SPDX-License-Identifier: Apache-2.0
 *
 * The address of a page of slides: /api/slides/<expiry>.<mac>/<room>/<deck>/<whom>/<page>.jpg, the
 * page as a large picture; <page>.small.jpg, as a small one; <page>.txt, its words. All up to the
 * page's own name is what the query `slide.pages` answers, for `staff` or for everybody in the
 * `room`. Pure.
 */
#ifndef MUSTER_NET_SLIDE_PATH_H
#define MUSTER_NET_SLIDE_PATH_H

#include "base/slice.h"
#include "net/slide_store.h"

struct media;
struct json;

struct slide_path {
    struct slice room; /* borrowed from the path */
    int64_t deck, page;
    bool staff;
    enum slide_part part;
};

/* Whether `path` could be one. */
bool slide_path_is(struct slice path);
/* Reads it; false when it is not ours, or no longer good. */
bool slide_path_read(const struct media *media, struct slice path, int64_t now_ms,
                     struct slide_path *out);
/* What the query `slide.image` is asked for it; owned by the caller. */
struct json *slide_path_question(const struct slide_path *path);

#endif
