/* SPDX-License-Identifier: Apache-2.0
 *
 * The inbox: what follows a person across devices. Today the read positions, how far each thread of
 * each course was read, which never go back; and who mentioned the person where. It answers `role`
 * for its kind: the owner alone.
 */
#ifndef MUSTER_FEATURES_INBOX_H
#define MUSTER_FEATURES_INBOX_H

#include "core/feature.h"

extern const struct feature inbox_feature;

#endif
