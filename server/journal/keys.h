/* SPDX-License-Identifier: Apache-2.0
 *
 * Keys beside a journal: random bytes by a name, made by whoever asks first and then for good the
 * same for all who share the journal. A key lies beside the journal and never in it: no byte of it
 * is in a table of the journal that is backed up or logged, in its log or in its backups (how, and
 * what that does not cover: journal/key_store.h, journal/postgres_keys.h). So a journal that is
 * restored elsewhere is without its keys, unless they are taken along by hand.
 */
#ifndef MUSTER_JOURNAL_KEYS_H
#define MUSTER_JOURNAL_KEYS_H

#include "journal/answer.h"

struct journal;

/* What whoever wants a key does that is not available: it asks again after a second, for another
 * instance may bring its copy any moment; tells after some seconds that it waits; and if nobody has
 * brought it within a minute and the key is one that may be another, it has it made anew. */
enum { KEYS_AGAIN_MS = 1000, KEYS_TELL_TRIES = 5, KEYS_RENEW_TRIES = 60 };

/* The key `name`. ERR_EXPIRED: it was destroyed. ERR_NOT_AVAILABLE: it was made, and nobody who
 * knows it is here (it may come back). ERR_JOURNAL_AWAY. ERR_INTERNAL: it cannot be kept. */
void journal_key(struct journal *journal, struct slice name, journal_key_fn *done, void *context);
/* As journal_key, but a key that was made and nobody here knows is made anew, for all who share the
 * journal: what was made under the old one is worth nothing then. An instance that was out of reach
 * and still has the old one learns of it when it asks the next time. */
void journal_key_renew(struct journal *journal, struct slice name, journal_key_fn *done,
                       void *context);
/* Destroys the key `name` for good, here and for all who share the journal: no key of that name can
 * be made again, and if there was none, none can be. Those who have it in memory are to forget it
 * themselves. May be repeated. After an error it is not given out any more, perhaps, but may not be
 * gone: to be tried again. */
void journal_key_destroy(struct journal *journal, struct slice name, journal_destroy_fn *done,
                         void *context);

#endif
