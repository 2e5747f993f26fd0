/* SPDX-License-Identifier: Apache-2.0
 *
 * What is found of a forum: titles of threads and texts of posts, by who sees them now.
 */
#ifndef MUSTER_FEATURES_FORUM_FINDS_H
#define MUSTER_FEATURES_FORUM_FINDS_H

#include "core/finds.h"

extern const struct finds forum_finds;

#endif
