/* SPDX-License-Identifier: Apache-2.0
 *
 * The documents of a course, for one that is a copy of it: what is said of each, and its current
 * version. One of some cohorts stays, for people are put into cohorts anew; of very many the first
 * BOUND_COPY_DOCUMENTS come along.
 */
#ifndef MUSTER_FEATURES_DOCUMENT_CARRY_H
#define MUSTER_FEATURES_DOCUMENT_CARRY_H

#include "core/feature.h"

struct document;

/* Of the row document.carry. */
void document_carry_effects(const void *state, const struct entry *entry, const struct scene *scene,
                            struct emitter *emitter);
/* Whether the file of that version comes along too. */
bool document_carries(const struct document *document, size_t version);
/* For struct hearing, of struct documents: a file that came along. */
void documents_heard_file(void *state, const struct entry *entry, const struct scene *scene);

#endif
