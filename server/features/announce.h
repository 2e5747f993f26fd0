/* SPDX-License-Identifier: Apache-2.0
 *
 * Announcements of the academy's organisers: to everybody, to roles, to countries. The view shows
 * those that one's rings are for; those to countries are asked for. Who has read one puts it away
 * in their inbox.
 */
#ifndef MUSTER_FEATURES_ANNOUNCE_H
#define MUSTER_FEATURES_ANNOUNCE_H

#include "core/feature.h"

extern const struct feature announce_feature;

#endif
