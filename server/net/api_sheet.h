/* SPDX-License-Identifier: Apache-2.0
 *
 * The whole answer of a query, all its pages, as a file for spreadsheets (followers/sheet.h), or,
 * of captions, for players of video (followers/cues.h): asked as whoever asks, page after page, at
 * the rate at which they may ask.
 */
#ifndef MUSTER_NET_API_SHEET_H
#define MUSTER_NET_API_SHEET_H

#include "net/exchange.h"

/* exchange->body holds the room and what else the query is asked; `method` is borrowed from the
 * request. */
void api_sheet(struct exchange *exchange, struct slice method);
/* Likewise, for an answer that has `lines`; `zero` in the body says where positions begin. */
void api_cues(struct exchange *exchange, struct slice method);

#endif
