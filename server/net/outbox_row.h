/* SPDX-License-Identifier: Apache-2.0
 *
 * What a row of the outbox says of a mail beside the mail itself, which is sealed. Pure.
 */
#ifndef MUSTER_NET_OUTBOX_ROW_H
#define MUSTER_NET_OUTBOX_ROW_H

#include "base/buffer.h"
#include "base/json.h"
#include "net/letters.h"

struct outbox_times {
    int64_t at_ms, until_ms; /* from when on it may be sent, and until when it is of use */
    int64_t made_ms, tries;
    bool claimed; /* somebody has it, until `at_ms` */
};

/* Whether a letter is told once under its id, for it is found anew at each look. */
bool outbox_row_once(enum letter letter);
/* How long it waits after its last try: `first_ms`, then twice as long each time, up to an hour. */
int64_t outbox_row_wait(const struct outbox_times *times, int64_t first_ms);
/* Appends the row's value. */
void outbox_row_write(const struct outbox_times *times, struct slice sealed, struct buffer *out);
/* False: it is none. */
bool outbox_row_read(const struct json *value, struct outbox_times *times, struct slice *sealed);

#endif
