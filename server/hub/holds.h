/* SPDX-License-Identifier: Apache-2.0
 *
 * What the entries of a journal hold of somebody who was erased: asked of one entry after the
 * other, on any thread. Their own inbox is theirs as a whole; elsewhere the rows say it
 * (core/keep.h), and of the academy's room the fold has a list of what was said about them.
 */
#ifndef MUSTER_HUB_HOLDS_H
#define MUSTER_HUB_HOLDS_H

#include "core/gate.h"
#include "core/kinds.h"

struct holds;

/* Copies what `leaving` says; `kinds` and `academy` (the name of its room) outlive it. */
struct holds *holds_new(const struct kinds *kinds, const char *academy,
                        const struct gate_leaving *leaving);
/* Sets *holds to NULL; NULL is ignored. */
void holds_free(struct holds **holds);
/* An entry whose row is not known here is ignored: KEEP_HOLDS_NOTHING. */
enum keep_holds holds_ask(const struct holds *holds, const struct entry *entry);

#endif
