/* SPDX-License-Identifier: Apache-2.0
 *
 * What a browser is shown on its way to a tool: a form that sends itself (response_mode form_post),
 * with a button for who runs no scripts; or a sentence why it goes nowhere. In the reader's
 * language, self-contained, and never in a frame. Pure.
 */
#ifndef MUSTER_NET_LAUNCH_PAGE_H
#define MUSTER_NET_LAUNCH_PAGE_H

#include "base/buffer.h"

/* The value of Content-Security-Policy for both: the one script in the form, and nothing else. It
 * does not say where forms go: browsers hold that against what the tool redirects to, too. */
void launch_page_policy(struct buffer *out);

enum { LAUNCH_FIELDS = 10 };

struct launch_form {
    struct slice action;
    struct launch_field {
        const char *name;   /* NULL: there are no more */
        struct slice value; /* absent: it is left out */
    } fields[LAUNCH_FIELDS];
    struct slice language;
};
/* Append the page. Whatever `form` holds stays text. */
void launch_page_form(const struct launch_form *form, struct buffer *out);
/* `languages` is Accept-Language. */
void launch_page_refusal(struct slice languages, struct buffer *out);

#endif
