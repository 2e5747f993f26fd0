/* SPDX-License-Identifier: Apache-2.0
 *
 * How the inbox of a person is called.
 */
#ifndef MUSTER_CORE_INBOX_OF_H
#define MUSTER_CORE_INBOX_OF_H

#include "base/bounds.h"
#include "base/slice.h"

enum { INBOX_OF_BYTES = sizeof "inbox:" + BOUND_ID_BYTES };

/* Writes "inbox:" and the id into `room`, and returns it. What is longer than an id is cut. */
struct slice inbox_of(struct slice person, char room[INBOX_OF_BYTES]);

#endif
