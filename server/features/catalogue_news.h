/* SPDX-License-Identifier: Apache-2.0
 *
 * What is new to somebody of the sessions that are theirs: that one is live, begins within the
 * hour, begins at another time, or does not take place. Theirs are those that they host, were
 * invited to and accepted, have registered for, or follow; and those of the courses they are in.
 */
#ifndef MUSTER_FEATURES_CATALOGUE_NEWS_H
#define MUSTER_FEATURES_CATALOGUE_NEWS_H

#include "core/news.h"

extern const struct news catalogue_news;

#endif
