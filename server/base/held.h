/* SPDX-License-Identifier: Apache-2.0
 *
 * Bytes that never change and that several have at once: a file in memory that is sent to many.
 * They go with the last who has them. For one thread at a time.
 */
#ifndef MUSTER_BASE_HELD_H
#define MUSTER_BASE_HELD_H

#include "base/slice.h"

struct held;

/* A copy of the bytes; owned by the caller, who has it once. */
struct held *held_new(struct slice bytes);
/* One more has it: given back with held_unref. */
struct held *held_ref(struct held *held);
/* Sets *held to NULL; NULL is ignored. */
void held_unref(struct held **held);
/* Borrowed for as long as the caller has it; NULL: no bytes. */
struct slice held_slice(const struct held *held);

#endif
