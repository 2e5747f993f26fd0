/* SPDX-License-Identifier: Apache-2.0
 *
 * The library of a course or a work space: documents, each with what is said of it, the versions
 * that it had, and where it is cited. There may be thousands, so no view has them: it says how many
 * there are and which entry changed something last, and lists are asked for. This is not
 * features/library.h, in which one person keeps polls and agendas for later.
 */
#ifndef MUSTER_FEATURES_DOCUMENT_H
#define MUSTER_FEATURES_DOCUMENT_H

#include "core/feature.h"

extern const struct feature document_feature;

#endif
