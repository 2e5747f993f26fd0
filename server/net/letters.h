/* SPDX-License-Identifier: Apache-2.0
 *
 * What the mails of sign-in say, in the reader's language.
 */
#ifndef MUSTER_NET_LETTERS_H
#define MUSTER_NET_LETTERS_H

#include "base/slice.h"

struct mailer;

enum letter { LETTER_SIGNIN, LETTER_ENROL, LETTERS };

/* Writes and sends it: `language` is "en", "fr", "es", "ar" (anything else: English), `academy` the
 * name of the academy, `link` what it is about. False: it was not taken. */
struct letter_order {
    enum letter letter;
    struct slice to, language, academy, link;
};
bool letter_send(struct mailer *mailer, const struct letter_order *order);

#endif
