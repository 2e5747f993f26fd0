/* SPDX-License-Identifier: Apache-2.0
 *
 * What sends messages to browsers, as the configuration has it.
 */
#ifndef MUSTER_PUSH_OPEN_H
#define MUSTER_PUSH_OPEN_H

#include "config.h"

struct loop;
struct push;

/* NULL: the configuration names no service. Owned by the caller. */
struct push *push_open(struct loop *loop, const struct config *config);

#endif
