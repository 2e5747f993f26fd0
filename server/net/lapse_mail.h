/* SPDX-License-Identifier: Apache-2.0
 *
 * The mail that a credential ends soon, in the language of its person, written as it is to be sent:
 * of one that was renewed or withdrawn meanwhile, or has ended, there is none.
 */
#ifndef MUSTER_NET_LAPSE_MAIL_H
#define MUSTER_NET_LAPSE_MAIL_H

#include "base/error.h"
#include "net/api_site.h"
#include "outbound/mail.h"

struct lapse_mail_order {
    const struct api_site *site; /* borrowed for as long as it takes */
    struct slice person;         /* copied */
    int64_t credential, until_ms;
};

/* `mail` has no id and no time yet, and is valid for the call; NULL: there is nothing to say. */
typedef void lapse_mail_fn(void *context, enum err error, struct mail *mail);
/* Calls `done` once, later. */
void lapse_mail_make(const struct lapse_mail_order *order, lapse_mail_fn *done, void *context);

#endif
