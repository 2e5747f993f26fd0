/* SPDX-License-Identifier: Apache-2.0
 *
 * What a client may ask: the table of the protocol's verbs, each with what it does on a session and
 * asks of the hub.
 */
#ifndef MUSTER_NET_VERBS_H
#define MUSTER_NET_VERBS_H

#include "net/session.h"

enum { VERBS_CHANNEL_BYTES = 255 /* of the name of a channel */ };

/* A session_run_fn. */
enum err verbs_run(struct session *session, const struct codec_command *command);

#endif
