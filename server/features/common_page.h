/* SPDX-License-Identifier: Apache-2.0
 *
 * What features share to answer queries in pages: things by their seq, which rises. A question may
 * say `after`, the seq behind which its page begins, and `limit`; an answer says `next` when
 * something that fits stands behind its page.
 */
#ifndef MUSTER_FEATURES_COMMON_PAGE_H
#define MUSTER_FEATURES_COMMON_PAGE_H

#include "base/error.h"
#include "base/json.h"
#include "base/writer.h"

struct common_page {
    int64_t after, limit; /* as asked for */
    int64_t count, last;  /* things taken, and the seq of the last */
    bool more;            /* there is one behind it: the walk is over */
};

/* The page that a question asks for, nothing taken: of `max` things unless it says fewer. Else
 * ERR_BAD_REQUEST, as in features/common_ask.h. */
enum err common_page_read(const struct json *data, int64_t max, struct common_page *page);
/* Whether the thing `seq`, which fits what is asked for, belongs on the page: then it is taken.
 * Things come in the order of their seq, until page->more. */
bool common_page_takes(struct common_page *page, int64_t seq);
/* Writes `next` into the open object, when there is more. */
void common_page_end(const struct common_page *page, struct writer *out);

#endif
