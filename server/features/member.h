/* SPDX-License-Identifier: Apache-2.0
 *
 * Who may do what in a webinar or course: members and their roles, and whether those who are not
 * members may come in. It answers `role` for both kinds. A member's own role always decides; a
 * stranger is a participant where the policy is open, and nobody where it is not. The view names
 * staff only.
 */
#ifndef MUSTER_FEATURES_MEMBER_H
#define MUSTER_FEATURES_MEMBER_H

#include "core/feature.h"

extern const struct feature member_feature;

#endif
