/* SPDX-License-Identifier: Apache-2.0
 *
 * What the tests of net/ share: cmocka with what it needs before it, and a hub that does nothing
 * but remember what it was asked, so that sessions are tested without rooms.
 */
#ifndef MUSTER_TESTS_UNIT_NET_HELP_NET_H
#define MUSTER_TESTS_UNIT_NET_HELP_NET_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "hub/hub.h"

/* What the hub was asked last, and who waits for the answer. */
struct asked {
    char verb[32];   /* "command", "subscribe" … */
    char words[512]; /* method or channel, and the data as JSON */
    char person[80];
    hub_answer_fn *done;
    hub_subscribed_fn *subscribed;
    void *context;
    struct subscriber *subscriber;
    unsigned count; /* questions since fake_hub_clear */
    unsigned unsubscribes;
    unsigned ready;   /* calls of flush_ready */
    unsigned blocked; /* calls of subscriber_block */
    const char *node; /* this instance's name, until fake_hub_clear; NULL: it is alone */
    char told_node[80], told[256]; /* what hub_tell was given last */
    bool deaf;                     /* hub_tell finds nobody */
    const char *mail, *locale;     /* of everybody, as the gate knows them; NULL: not known */
    const struct lapse *lapse;     /* the credential that ends; NULL: none does */
    hub_told_fn *on_told;
    void *on_told_context;
};

/* The only one there is: the hub's functions know no place to keep it. */
struct asked *fake_hub(void);
/* Forgets everything. */
void fake_hub_clear(void);
/* What was pushed to any subscriber since fake_hub_clear, a newline after each. */
const char *fake_hub_pushed(void);
/* Forgets what was pushed. */
void fake_hub_pushed_clear(void);

#endif
