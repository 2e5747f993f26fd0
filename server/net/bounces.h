/* SPDX-License-Identifier: Apache-2.0
 *
 * Addresses that mails came back from: nothing is sent there any more but links that somebody asks
 * for to sign in. A mail's return path holds a word made of the address under a key of ours, which
 * nobody else can make: so whoever brings one back has had the mail, and no address is kept here.
 * A row "bounced" by the first half of the word, {"at"}, for as long as nothing is sent there.
 */
#ifndef MUSTER_NET_BOUNCES_H
#define MUSTER_NET_BOUNCES_H

#include "base/error.h"
#include "net/api_site.h"

enum { BOUNCES_WORD_BYTES = 33, BOUNCES_HALF = 20 };

/* The word of that address; false: the key is not known yet. */
bool bounces_word(const struct api_site *site, struct slice address, char word[BOUNCES_WORD_BYTES]);
/* Whether it is one of ours. */
bool bounces_is(const struct api_site *site, struct slice word);

typedef void bounces_fn(void *context, enum err error, int64_t at_ms);
/* Since when mails to that address come back; 0: they do not. */
void bounces_look(const struct api_site *site, struct slice address, bounces_fn *done,
                  void *context);
/* They do from now on, by a word that is ours; and no more, for they are to be tried again. `done`
 * (may be NULL) as in journal/accounts.h. */
void bounces_note(const struct api_site *site, struct slice word, bounces_fn *done, void *context);
void bounces_forget(const struct api_site *site, struct slice word, bounces_fn *done,
                    void *context);

#endif
