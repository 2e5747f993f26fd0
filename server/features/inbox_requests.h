/* SPDX-License-Identifier: Apache-2.0
 *
 * Requests for access that wait for a coordinator, as their inbox shows them: no word of who asks.
 * One goes when somebody has decided, and the oldest when there are too many.
 */
#ifndef MUSTER_FEATURES_INBOX_REQUESTS_H
#define MUSTER_FEATURES_INBOX_REQUESTS_H

#include "base/writer.h"
#include "core/entry.h"
#include "features/country.h"

struct inbox_request {
    int64_t seq, at_ms; /* of the request, and of the word that it waits */
    char country[COUNTRY_BYTES];
};

struct inbox_requests {
    size_t count;
    struct inbox_request *items; /* owned; the oldest first; NULL: none */
    int64_t gone;                /* what left by the last entry as the oldest; 0: none */
};

/* For struct row: `request, country, waits`. */
enum err inbox_request_read(const struct json *data, struct writer *out);
void inbox_request_apply(struct inbox_requests *requests, const struct entry *entry);
void inbox_request_patch(const struct inbox_requests *requests, const struct entry *entry,
                         struct writer *out);
/* Its share of the view; nothing when there are none. */
void inbox_requests_write(const struct inbox_requests *requests, struct writer *out);
void inbox_requests_done(struct inbox_requests *requests);

#endif
