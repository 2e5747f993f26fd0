/* SPDX-License-Identifier: Apache-2.0
 *
 * The glossary of a session: terms, each in the languages in which it is said, for those who
 * interpret and write captions. The team writes it; whoever is inside may read it, but it is a part
 * of the room (webinar:w1/glossary/terms), so that nobody is sent a byte of it who does not ask.
 */
#ifndef MUSTER_FEATURES_GLOSSARY_H
#define MUSTER_FEATURES_GLOSSARY_H

#include "core/feature.h"

extern const struct feature glossary_feature;

#endif
