/* SPDX-License-Identifier: Apache-2.0
 * Prints how large the server's own structs are of which there is one for each participant. */
#include "hub/live.h"
#include "net/session.h"
#include "net/ws.h"

#include <stdio.h>

#define ROW(type)                                                                                  \
    {                                                                                              \
#type, sizeof(struct type)                                                                 \
    }

static const struct {
    const char *name;
    size_t bytes;
} rows[] = {ROW(subscriber), ROW(subscription), ROW(attendee)};

int main(void)
{
    printf("scenario=size struct=ws bytes=%zu\n", ws_bytes());
    printf("scenario=size struct=session bytes=%zu\n", session_bytes());
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        printf("scenario=size struct=%s bytes=%zu\n", rows[i].name, rows[i].bytes);
    return 0;
}
