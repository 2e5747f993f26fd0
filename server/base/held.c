/* SPDX-License-Identifier: Apache-2.0
 * The bytes stand behind their count. */
#include "base/held.h"

#include <string.h>

#include "base/mem.h"

struct held {
    size_t count, len;
    char bytes[];
};

struct held *held_new(struct slice bytes)
{
    struct held *held = mem_capacity(NULL, sizeof *held + bytes.len);
    held->count = 1;
    held->len = bytes.len;
    if (bytes.len > 0)
        memcpy(held->bytes, bytes.at, bytes.len);
    return held;
}

struct held *held_ref(struct held *held)
{
    held->count++;
    return held;
}

void held_unref(struct held **held)
{
    struct held *old = *held;
    *held = NULL;
    if (old && --old->count == 0)
        mem_free(old);
}

struct slice held_slice(const struct held *held)
{
    return held ? (struct slice){held->bytes, held->len} : (struct slice){"", 0};
}
