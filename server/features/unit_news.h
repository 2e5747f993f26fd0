/* SPDX-License-Identifier: Apache-2.0
 *
 * What is new to a participant of a course beside its forum: units that have been opened and that
 * they have not looked at. The staff opened them.
 */
#ifndef MUSTER_FEATURES_UNIT_NEWS_H
#define MUSTER_FEATURES_UNIT_NEWS_H

#include "core/news.h"

extern const struct news unit_news;

#endif
