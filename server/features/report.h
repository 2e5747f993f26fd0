/* SPDX-License-Identifier: Apache-2.0
 *
 * Reports of messages, questions and paragraphs of the notes, which staff alone see, in the order
 * of their coming. Somebody of staff takes charge of one and decides it, and with it all that were
 * made of the same thing: it is kept, or removed. Whoever reported is told the decision, and nobody
 * else is told anything. A report that is decided keeps no words.
 */
#ifndef MUSTER_FEATURES_REPORT_H
#define MUSTER_FEATURES_REPORT_H

#include "core/feature.h"

extern const struct feature report_feature;

#endif
