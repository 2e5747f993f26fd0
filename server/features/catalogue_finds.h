/* SPDX-License-Identifier: Apache-2.0
 *
 * In which rooms somebody looks for something: beside their own, those of the catalogue that are
 * shown to them, the youngest first.
 */
#ifndef MUSTER_FEATURES_CATALOGUE_FINDS_H
#define MUSTER_FEATURES_CATALOGUE_FINDS_H

#include "core/finds.h"

extern const struct finds catalogue_finds;

#endif
