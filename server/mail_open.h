/* SPDX-License-Identifier: Apache-2.0
 *
 * What sends mails, as the configuration has it.
 */
#ifndef MUSTER_MAIL_OPEN_H
#define MUSTER_MAIL_OPEN_H

#include "config.h"

struct loop;
struct mailer;

/* *mailer is NULL when the configuration names neither a server nor a file; else owned by the
 * caller. False, and one sentence in `why`, when what it names cannot be. */
bool mail_open(struct loop *loop, const struct config *config, struct mailer **mailer,
               struct buffer *why);

#endif
