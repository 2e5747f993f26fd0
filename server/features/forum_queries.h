/* SPDX-License-Identifier: Apache-2.0
 *
 * What one may ask of a forum: the queries of its feature.
 */
#ifndef MUSTER_FEATURES_FORUM_QUERIES_H
#define MUSTER_FEATURES_FORUM_QUERIES_H

#include "core/query.h"

enum { FORUM_QUERIES = 12 };
extern const struct query forum_queries[FORUM_QUERIES];

#endif
