/* SPDX-License-Identifier: Apache-2.0
 * A list, since it is short. */
#include "features/inbox_requests.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/bounds.h"
#include "base/mem.h"
#include "features/common_get.h"
#include "features/common_read.h"

enum { NAME_BYTES = 24 };

enum err inbox_request_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_seq(data, "request", out);
    if (!error)
        error = country_read(data, "country", out);
    return error ? error : common_read_bool(data, "waits", out);
}

static void take(struct inbox_requests *requests, size_t index)
{
    requests->count--;
    memmove(requests->items + index, requests->items + index + 1,
            (requests->count - index) * sizeof *requests->items);
}

static void take_seq(struct inbox_requests *requests, int64_t seq)
{
    for (size_t i = 0; i < requests->count; i++) {
        if (requests->items[i].seq == seq) {
            take(requests, i);
            return;
        }
    }
}

void inbox_request_apply(struct inbox_requests *requests, const struct entry *entry)
{
    int64_t seq = common_get_int(entry->data, "request");
    requests->gone = 0;
    take_seq(requests, seq);
    if (!common_get_bool(entry->data, "waits"))
        return;
    if (!requests->items)
        requests->items = mem_new(BOUND_INBOX_REQUESTS * sizeof *requests->items);
    if (requests->count == BOUND_INBOX_REQUESTS) {
        requests->gone = requests->items[0].seq;
        take(requests, 0);
    }
    struct inbox_request *made = &requests->items[requests->count++];
    struct slice country = common_get_text(entry->data, "country");
    *made = (struct inbox_request){.seq = seq, .at_ms = entry->at_ms};
    snprintf(made->country, sizeof made->country, "%.*s", (int)country.len, country.at);
}

static void write_one(const struct inbox_request *request, struct writer *out)
{
    char name[NAME_BYTES];
    snprintf(name, sizeof name, "%" PRId64, request->seq);
    writer_object(out, name);
    writer_text(out, "country", slice_of(request->country));
    writer_int(out, "at", request->at_ms);
    writer_end(out);
}

void inbox_request_patch(const struct inbox_requests *requests, const struct entry *entry,
                         struct writer *out)
{
    writer_object(out, "requests");
    if (requests->gone)
        writer_null_seq(out, requests->gone);
    if (common_get_bool(entry->data, "waits"))
        write_one(&requests->items[requests->count - 1], out);
    else
        writer_null_seq(out, common_get_int(entry->data, "request"));
    writer_end(out);
}

void inbox_requests_write(const struct inbox_requests *requests, struct writer *out)
{
    if (requests->count == 0)
        return;
    writer_object(out, "requests");
    for (size_t i = 0; i < requests->count; i++)
        write_one(&requests->items[i], out);
    writer_end(out);
}

void inbox_requests_done(struct inbox_requests *requests)
{
    mem_free(requests->items);
}
