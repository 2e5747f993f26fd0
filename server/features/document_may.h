/* SPDX-License-Identifier: Apache-2.0
 *
 * Who looks after a document: whoever moderates all that it is for, and who added it.
 */
#ifndef MUSTER_FEATURES_DOCUMENT_MAY_H
#define MUSTER_FEATURES_DOCUMENT_MAY_H

#include "core/scene.h"

struct document;

/* Whether the person of the scene may change that document, which they see. */
bool document_may(const struct document *document, const struct scene *scene);

#endif
