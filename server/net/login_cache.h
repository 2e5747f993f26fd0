/* SPDX-License-Identifier: Apache-2.0
 *
 * Logins that were looked up within the last second (net/logins.h): a page asks for several things
 * one after another, and is looked up once. That the person may come in, and that the login has not
 * ended, is asked of the academy's room each time; only what nobody there heard of is noticed a
 * second later. Owns copies of rows.
 */
#ifndef MUSTER_NET_LOGIN_CACHE_H
#define MUSTER_NET_LOGIN_CACHE_H

#include "journal/accounts_store.h"

struct login_cache;

enum { LOGIN_CACHE_MS = 1000 };

/* Holds nothing yet. */
struct login_cache *login_cache_new(void);
/* Sets *cache to NULL, which is ignored. */
void login_cache_free(struct login_cache **cache);
/* Keeps a copy of a row from now on, the tick `tick_ms`. */
void login_cache_put(struct login_cache *cache, const struct account *row, int64_t tick_ms);
/* The row called `id`, until the next call with this cache; NULL: it is not known. */
const struct account *login_cache_find(struct login_cache *cache, struct slice id, int64_t tick_ms);
/* Some login has ended: all are forgotten. */
void login_cache_clear(struct login_cache *cache);

#endif
