/* SPDX-License-Identifier: Apache-2.0
 *
 * What the generator says and understands of the Centrifuge client protocol (JSON): the first words
 * of a client, and of a received message no more than is needed.
 */
#ifndef MUSTER_BENCH_DIALOG_H
#define MUSTER_BENCH_DIALOG_H

#include "bench/swarm.h"

enum { DIALOG_CONNECT_ID = 1, DIALOG_SUBSCRIBE_ID = 2, DIALOG_FREE_ID = 3 };

enum message_kind { MESSAGE_REPLY, MESSAGE_ERROR, MESSAGE_PUSH, MESSAGE_UNKNOWN };

/* What a message is; for replies and errors *id is the command's. */
enum message_kind message_read(struct slice text, int64_t *id);
/* The digits that follow the first `name` in `text`; false when there are none. */
bool message_number(struct slice text, struct slice name, int64_t *number);

/* Sends `connect`, and `subscribe` when client->channel is set, in one frame. `epoch` is NULL for a
 * new subscription; otherwise it resumes after client->offset. */
void dialog_hello(struct swarm *swarm, struct client *client, const char *epoch);
/* Sends `subscribe` to `channel` by itself, as the command `id`. */
void dialog_subscribe(struct swarm *swarm, struct client *client, unsigned id, const char *channel);
/* Handles the replies to dialog_hello: the client is ready after the last of them. True when `text`
 * was such a reply (or an error, which is counted as a fault). */
bool dialog_reply(struct swarm *swarm, struct client *client, struct slice text);

#endif
