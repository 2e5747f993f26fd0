/* SPDX-License-Identifier: Apache-2.0
 *
 * The mail of what is new to somebody, written as it is to be sent: what it says is asked of their
 * inbox at that moment (the query inbox.news), so that what was read, deleted, or taken from their
 * sight meanwhile is not in it; nor is it sent to who has ended such mails since. It has titles,
 * and how posts begin for who has said that they want words (net/news_excerpts.h).
 */
#ifndef MUSTER_NET_NEWS_MAIL_H
#define MUSTER_NET_NEWS_MAIL_H

#include "net/addressee.h"

/* What is newer than the one moment and no newer than the other. */
struct news_mail_order {
    const struct api_site *site; /* borrowed for as long as it takes */
    struct slice person;         /* copied */
    int64_t since_ms, until_ms;
};

/* Calls `done` once, later. */
void news_mail_make(const struct news_mail_order *order, addressee_mail_fn *done, void *context);

#endif
