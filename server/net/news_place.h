/* SPDX-License-Identifier: Apache-2.0
 *
 * Where a thing that is new stands in the page: what mails and notices lead to. Pure.
 */
#ifndef MUSTER_NET_NEWS_PLACE_H
#define MUSTER_NET_NEWS_PLACE_H

#include "base/json.h"

enum { NEWS_PLACE_BYTES = 512 };

/* The path of an item of inbox.news, as clients/web/src/pages/inbox/row.tsx leads there. */
void news_place_write(const struct json *item, char path[NEWS_PLACE_BYTES]);

#endif
