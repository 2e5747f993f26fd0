/* SPDX-License-Identifier: Apache-2.0
 *
 * What the tests of the base floor share: cmocka with its includes, slices in assertions, seeded
 * random numbers, and the proof that a call aborts.
 */
#ifndef MUSTER_TEST_HELP_BASE_H
#define MUSTER_TEST_HELP_BASE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "base/json.h"
#include "base/slice.h"

/* Fails the test unless `text` holds exactly `expected`. */
void assert_slice(struct slice text, const char *expected);
/* Fails the test unless the buffer holds exactly `expected`. */
void assert_buffer(const struct buffer *buffer, const char *expected);
/* Fails the test unless `call(context)` ends its process by abort(). */
void assert_aborts(void (*call)(void *context), void *context);

/* SplitMix64: the same numbers from the same seed everywhere. */
uint64_t random_next(uint64_t *state);
/* A number below `limit` (> 0). */
unsigned random_below(uint64_t *state, unsigned limit);
/* The seed of this run: MUSTER_SEED from the environment, or `fixed`; printed. */
uint64_t random_seed(uint64_t fixed);

/* Parses what must be strict JSON. */
struct json *json_of(const char *text);
/* Fails the test unless `json` is the same value as the text `expected`. */
void assert_json(const struct json *json, const char *expected);

#endif
