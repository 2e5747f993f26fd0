/* SPDX-License-Identifier: Apache-2.0
 *
 * What waits for the staff of a room: reports that nobody has decided, as one thing.
 */
#ifndef MUSTER_FEATURES_REPORT_NEWS_H
#define MUSTER_FEATURES_REPORT_NEWS_H

#include "core/news.h"

extern const struct news report_news;

#endif
