/* SPDX-License-Identifier: Apache-2.0
 *
 * What is found of captions: every line that stands, in each language, as it was last amended.
 */
#ifndef MUSTER_FEATURES_CAPTIONS_FINDS_H
#define MUSTER_FEATURES_CAPTIONS_FINDS_H

#include "core/finds.h"

extern const struct finds captions_finds;

#endif
