/* SPDX-License-Identifier: Apache-2.0
 *
 * What a row of the outbox says of a mail beside the mail itself, which is sealed. Pure.
 */
#ifndef MUSTER_NET_OUTBOX_ROW_H
#define MUSTER_NET_OUTBOX_ROW_H

#include "base/buffer.h"
#include "base/json.h"

struct outbox_times {
    int64_t at_ms, until_ms; /* from when on it may be sent, and until when it is of use */
    int64_t made_ms, tries;
    bool claimed; /* somebody has it, until `at_ms` */
};

/* Appends the row's value. */
void outbox_row_write(const struct outbox_times *times, struct slice sealed, struct buffer *out);
/* False: it is none. */
bool outbox_row_read(const struct json *value, struct outbox_times *times, struct slice *sealed);

#endif
