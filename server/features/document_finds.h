/* SPDX-License-Identifier: Apache-2.0
 *
 * What is found of a library: what is said of its documents, their authors and subjects too.
 */
#ifndef MUSTER_FEATURES_DOCUMENT_FINDS_H
#define MUSTER_FEATURES_DOCUMENT_FINDS_H

#include "core/finds.h"

extern const struct finds document_finds;

#endif
