/* SPDX-License-Identifier: Apache-2.0
 *
 * The call link: where those on stage speak with each other (any conference service; Muster carries
 * no microphones). The host gives it; the team sees it, and whoever is made a presenter. It is in
 * no byte that a participant is sent.
 */
#ifndef MUSTER_FEATURES_CALL_H
#define MUSTER_FEATURES_CALL_H

#include "core/feature.h"

extern const struct feature call_feature;

#endif
