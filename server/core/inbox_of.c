/* SPDX-License-Identifier: Apache-2.0
 * One name out of another. */
#include "core/inbox_of.h"

struct slice inbox_of(struct slice person, char room[INBOX_OF_BYTES])
{
    static const struct slice begin = {"inbox:", 6};
    size_t len = person.len < BOUND_ID_BYTES ? person.len : BOUND_ID_BYTES;
    memcpy(room, begin.at, begin.len);
    if (len > 0)
        memcpy(room + begin.len, person.at, len);
    room[begin.len + len] = '\0';
    return (struct slice){room, begin.len + len};
}
