/* SPDX-License-Identifier: Apache-2.0
 *
 * Credentials of people: what they are qualified for, or have completed. Given, renewed and
 * withdrawn by organisers; one whose time has passed lapses by itself. A room may ask for one of
 * its hosts (features/listing.h): without it their role there rests.
 */
#ifndef MUSTER_FEATURES_CREDENTIAL_H
#define MUSTER_FEATURES_CREDENTIAL_H

#include "core/feature.h"

extern const struct feature credential_feature;

#endif
