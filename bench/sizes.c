/* SPDX-License-Identifier: Apache-2.0
 * Prints how large the server's own structs are of which there is one for each participant. */
#include "hub/live.h"
#include "net/guests.h"
#include "net/verbs.h"

#include <stdio.h>

#define ROW(type)                                                                                  \
    {                                                                                              \
#type, sizeof(struct type)                                                                 \
    }

static const struct {
    const char *name;
    size_t bytes;
} rows[] = {ROW(session), ROW(outlet), ROW(subscription), ROW(attendee)};

int main(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        printf("scenario=size struct=%s bytes=%zu\n", rows[i].name, rows[i].bytes);
    return 0;
}
