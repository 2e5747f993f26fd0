/* SPDX-License-Identifier: Apache-2.0
 *
 * Documents as places: guests are let into those that are for everybody (core/area.h), and whoever
 * looks at one follows it as a part of the room. The part says which entry changed the document
 * last, and no word of it; it ends with the document.
 */
#ifndef MUSTER_FEATURES_DOCUMENT_AREA_H
#define MUSTER_FEATURES_DOCUMENT_AREA_H

#include "core/feature.h"

extern const struct areas document_areas;
extern const struct part_kind document_parts[1];

/* For struct row: the part of the document that the entry is about. */
void document_part(const void *state, const struct entry *entry, struct parts *out);
/* The share of the part that the viewer looks at; what changes of it too. */
void document_part_view(const void *state, const struct viewer *viewer, struct writer *out);

#endif
