/* SPDX-License-Identifier: Apache-2.0
 *
 * What is new of requests for access to who has asked for somebody else: that it was decided, and
 * how (core/news.h). Who asks for themselves is no person here yet; they are told by mail
 * (net/decisions.h, net/invites.h).
 */
#ifndef MUSTER_FEATURES_ACCESS_NEWS_H
#define MUSTER_FEATURES_ACCESS_NEWS_H

#include "core/news.h"

extern const struct news access_news;

#endif
