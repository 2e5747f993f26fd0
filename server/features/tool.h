/* SPDX-License-Identifier: Apache-2.0
 *
 * Tools of others that units of courses lead to (LTI 1.3), as organisers have registered them: how
 * a launch begins there, where it may end, and whether the tool is told who somebody is. Their
 * addresses and ids are for organisers and the server; everybody else learns how they are called.
 */
#ifndef MUSTER_FEATURES_TOOL_H
#define MUSTER_FEATURES_TOOL_H

#include "core/feature.h"

extern const struct feature tool_feature;

#endif
