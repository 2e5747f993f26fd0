/* SPDX-License-Identifier: Apache-2.0
 *
 * What the team of a room announces to everybody in it ("notice.post"): it stands above everything
 * until its end, or until it is taken back. An urgent one interrupts who hears the page read.
 */
#ifndef MUSTER_FEATURES_NOTICE_H
#define MUSTER_FEATURES_NOTICE_H

#include "core/feature.h"

extern const struct feature notice_feature;

#endif
