/* SPDX-License-Identifier: Apache-2.0
 *
 * The forum of a course: threads of posts, and comments on posts, no deeper. A thread and its
 * opening post share one seq. The fold keeps an index: who wrote what, when, under what, and which
 * entry holds the latest text. Threads are parts of the room ("thread/55"); only their views carry
 * texts, read from the journal. What is deleted stays as a tombstone, so that threads keep their
 * shape.
 */
#ifndef MUSTER_FEATURES_FORUM_H
#define MUSTER_FEATURES_FORUM_H

#include "core/feature.h"

extern const struct feature forum_feature;

#endif
