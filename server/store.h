/* SPDX-License-Identifier: Apache-2.0
 *
 * Where uploaded files and people's ways in are kept: beside the journal.
 */
#ifndef MUSTER_STORE_H
#define MUSTER_STORE_H

#include "base/buffer.h"
#include "config.h"
#include "journal/accounts.h"
#include "journal/contents.h"

/* Opens the store that belongs to the journal of `url` (journal.url): a folder (journal.files, or
 * beside SQLite's file where that is empty), PostgreSQL's own tables, or memory. NULL, and one
 * sentence in `why`, when it cannot, or what the configuration says of files is wrong. */
struct contents *store_open(struct loop *loop, const struct config *config, const char *url,
                            struct buffer *why);

/* Likewise the accounts: a file beside SQLite's, PostgreSQL's own tables, or memory. */
struct accounts_store *store_accounts_open(const char *url, struct buffer *why);
#endif
