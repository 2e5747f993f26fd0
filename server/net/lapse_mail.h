/* SPDX-License-Identifier: Apache-2.0
 *
 * The mail that a credential ends soon, in the language of its person, written as it is to be sent:
 * of one that was renewed or withdrawn meanwhile, or has ended, there is none.
 */
#ifndef MUSTER_NET_LAPSE_MAIL_H
#define MUSTER_NET_LAPSE_MAIL_H

#include "net/addressee.h"

struct lapse_mail_order {
    const struct api_site *site; /* borrowed for as long as it takes */
    struct slice person;         /* copied */
    int64_t credential, until_ms;
};

/* Calls `done` once, later. */
void lapse_mail_make(const struct lapse_mail_order *order, addressee_mail_fn *done, void *context);

#endif
