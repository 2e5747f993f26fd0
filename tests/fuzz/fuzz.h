/* SPDX-License-Identifier: Apache-2.0
 *
 * What every fuzz target is: one function that libFuzzer calls with bytes of its choice. A target
 * fails through check() or a sanitizer.
 */
#ifndef MUSTER_FUZZ_FUZZ_H
#define MUSTER_FUZZ_FUZZ_H

#include <stddef.h>
#include <stdint.h>

#include "base/check.h"
#include "base/slice.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The bytes as text. */
static inline struct slice fuzz_text(const uint8_t *data, size_t size)
{
    return (struct slice){(const char *)data, size};
}

/* Cuts the first line off *rest; the last one needs no newline. */
static inline struct slice fuzz_line(struct slice *rest)
{
    const char *end = rest->len ? memchr(rest->at, '\n', rest->len) : NULL;
    struct slice line = {rest->at, end ? (size_t)(end - rest->at) : rest->len};
    size_t used = line.len + (end != NULL);
    *rest = (struct slice){rest->at + used, rest->len - used};
    return line;
}

#endif
