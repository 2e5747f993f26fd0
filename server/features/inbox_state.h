/* SPDX-License-Identifier: Apache-2.0
 *
 * What an inbox is made of. inbox.c decides what changes it, inbox_news.c answers from it; nobody
 * else looks in.
 */
#ifndef MUSTER_FEATURES_INBOX_STATE_H
#define MUSTER_FEATURES_INBOX_STATE_H

#include "features/inbox_bookmarks.h"
#include "features/inbox_dismissed.h"
#include "features/inbox_follows.h"
#include "features/inbox_mentions.h"
#include "features/inbox_read.h"
#include "features/inbox_requests.h"
#include "features/inbox_rooms.h"
#include "features/inbox_settings.h"

/* An academy has 17,000, and most hold little: what holds nothing yet is the shared one of its
 * kind. */
struct inbox {
    const struct inbox_reads *reads; /* owned once it is not that one, as what follows */
    const struct inbox_mentions *mentions;
    const struct inbox_rooms *rooms;
    const struct inbox_follows *follows;
    const struct inbox_settings *settings;
    const struct inbox_bookmarks *bookmarks;
    struct inbox_dismissed dismissed;
    struct inbox_requests requests;
};

#endif
