/* SPDX-License-Identifier: Apache-2.0
 *
 * One publication, served at several paces: event by event to most, composed into one patch every
 * few seconds to lean connections, packed to those who asked for it. Each is made once for all who
 * follow at that pace.
 */
#ifndef MUSTER_FANOUT_PACE_H
#define MUSTER_FANOUT_PACE_H

#include "fanout/feed.h"

/* The feed a connection follows: `feed` itself, or that of its pace, made when missing. */
struct feed *pace_choose(struct feed *feed, const struct subscriber *subscriber);
/* Whether anybody follows `feed`, at whatever pace. */
bool pace_followed(const struct feed *feed);

/* feed_add at full pace; for the other paces `patch`, which is the publication's, is composed into
 * what waits, or the publication passed on where nothing is composed. */
void pace_add(struct feed *feed, bool event, struct slice patch, struct slice publication);
/* feed_lose at every pace. */
void pace_lose(struct feed *feed, bool event);
/* feed_hide at full pace. Frames of other paces hold many things: who has not been served those
 * catches up. */
void pace_hide(struct feed *feed, int64_t thing);
/* feed_drop at every pace. */
void pace_drop(struct feed *feed);
/* Makes frames of what waits, and ends the paces that nobody follows. */
void pace_publish(struct feed *feed);

/* Whether something waits to be sent as one patch with what comes. */
bool pace_waits(const struct feed *feed);
/* Puts `patch` over what waits; nothing when nothing does. */
void pace_mend(struct feed *feed, struct slice patch);

/* Composes an array of publications into as few as can say it, mostly one, in place; the last has
 * the offset `seq`. Nothing when it is empty. */
void pace_compose(struct buffer *publications, int64_t seq);

/* Brings a follower that fell behind the start of the tape to its end: by the whole, as patches in
 * one frame, or by subscribing anew. Who falls behind often is served lean from then on. */
void pace_catch_up(struct follower *follower);

/* Calls `fn` for the feed and those of its other paces that exist. */
void pace_each(struct feed *feed, void (*fn)(struct feed *feed, void *context), void *context);

#endif
