/* SPDX-License-Identifier: Apache-2.0
 *
 * What is found of polls: what they ask and what one may choose, once everybody sees it.
 */
#ifndef MUSTER_FEATURES_POLL_FINDS_H
#define MUSTER_FEATURES_POLL_FINDS_H

#include "core/finds.h"

extern const struct finds poll_finds;

#endif
