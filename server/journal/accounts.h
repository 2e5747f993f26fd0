/* SPDX-License-Identifier: Apache-2.0
 *
 * What people sign in with, beside a journal and never in it: browsers that have signed in,
 * passkeys, one-time links. Small rows, found by their kind and id. An id is a hash of a secret, or
 * public; no secret that opens anything is in a row. Nothing of it is logged.
 *
 * One thread of its own asks the store, in the order in which it was asked; callbacks come in the
 * loop, once, never before the call that asks has returned. What was answered with ERR_NONE is
 * durable. ERR_JOURNAL_AWAY: the store cannot be reached, and perhaps it was done.
 */
#ifndef MUSTER_JOURNAL_ACCOUNTS_H
#define MUSTER_JOURNAL_ACCOUNTS_H

#include "journal/accounts_store.h"

struct accounts;
struct loop;

/* What became of it; `rows` are valid for the call, NULL where nothing is read. */
typedef void accounts_fn(void *context, enum err error, const struct account *rows, size_t count);

/* Takes over `store`. Rows are swept now and then once they have expired. */
struct accounts *accounts_new(struct loop *loop, struct accounts_store *store);
/* Does what was asked for, calls what is due before it returns, closes the store; sets *accounts to
 * NULL, which is ignored. Never from inside a callback. */
void accounts_close(struct accounts **accounts);
/* Whether a write has failed, so that nobody knows what the disk holds: the process must end. */
bool accounts_failed(const struct accounts *accounts);
/* Why it has. */
const char *accounts_why(const struct accounts *accounts);

/* Each calls `done` (may be NULL) with `context`; everything else is copied before it returns.
 * ERR_TOO_MANY_REQUESTS: too much waits for the store. */

/* A new row. ERR_ALREADY_EXISTS: one of that kind and id is there; ERR_LIMIT_EXCEEDED: the person
 * has BOUND_ACCOUNTS_PERSON of the kind; ERR_TEXT_TOO_LONG. */
void accounts_put(struct accounts *accounts, const struct account *row, accounts_fn *done,
                  void *context);
/* Another value and end, where the value is `was`; else, and where there is no row,
 * ERR_NOT_FOUND: so of several who read it, one changes it. */
void accounts_change(struct accounts *accounts, const struct account *row, struct slice was,
                     accounts_fn *done, void *context);
/* Several of these in that order, made to last together where the store can: up to the first that
 * cannot be, whose error it is. Those before it are done, and `done` is told how many. */
void accounts_write(struct accounts *accounts, const struct account_write *writes, size_t count,
                    accounts_fn *done, void *context);
/* The row, or ERR_NOT_FOUND. */
void accounts_get(struct accounts *accounts, struct slice kind, struct slice id, accounts_fn *done,
                  void *context);
/* The row, which is gone then: of several who ask, on any instance, one gets it. */
void accounts_take(struct accounts *accounts, struct slice kind, struct slice id, accounts_fn *done,
                   void *context);
/* The same, but never the last one of the kind that its person has: ERR_LAST_WAY_IN. */
void accounts_take_spare(struct accounts *accounts, struct slice kind, struct slice id,
                         accounts_fn *done, void *context);
/* All of the person's of that kind, in the order of their making. */
void accounts_list(struct accounts *accounts, struct slice kind, struct slice person,
                   accounts_fn *done, void *context);
/* Drops all of the person's of that kind (empty: of every kind), and tells which; but for the one
 * with the id `but` (may be empty). */
void accounts_drop(struct accounts *accounts, const struct account_drop *drop, accounts_fn *done,
                   void *context);

#endif
