/* SPDX-License-Identifier: Apache-2.0
 *
 * What is found of units: what they are about, and what they are made of, once they are open.
 */
#ifndef MUSTER_FEATURES_UNIT_FINDS_H
#define MUSTER_FEATURES_UNIT_FINDS_H

#include "core/finds.h"

extern const struct finds unit_finds;

#endif
