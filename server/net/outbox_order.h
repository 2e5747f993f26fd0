/* SPDX-License-Identifier: Apache-2.0
 *
 * A mail as it is asked for of the outbox. Plain data.
 */
#ifndef MUSTER_NET_OUTBOX_ORDER_H
#define MUSTER_NET_OUTBOX_ORDER_H

#include "net/letters.h"

/* What is asked for; texts are copied. */
struct outbox_order {
    enum letter letter;
    struct slice to, language, link;
    struct slice room; /* of LETTER_BEGINS: of which session, for `person` (who says `to`) */
    /* Of LETTER_NEWS instead: for whom, newer than which moment, no newer than which. It is never
     * taken again under its id, also once it was sent; nor is any other that is found anew at
     * each look (LETTER_BEGINS, LETTER_LAPSES, LETTER_GRANTED, LETTER_REFUSED). */
    struct slice person;
    int64_t since_ms, planned_ms;
    int64_t thing; /* of LETTER_LAPSES: which credential of `person`, that ends at `planned_ms` */
    int64_t until_ms; /* it is of no use any more then */
    const char *id;   /* asked for twice under one id it is sent once; NULL: a random one */
};

#endif
