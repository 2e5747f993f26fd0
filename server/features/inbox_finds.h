/* SPDX-License-Identifier: Apache-2.0
 *
 * In which rooms the owner of an inbox looks for something: those in which they have a role, and
 * those in which they have read anything.
 */
#ifndef MUSTER_FEATURES_INBOX_FINDS_H
#define MUSTER_FEATURES_INBOX_FINDS_H

#include "core/finds.h"

extern const struct finds inbox_finds;

#endif
