/* SPDX-License-Identifier: Apache-2.0
 *
 * Who a session is: the verbs `connect` and `refresh`. A token that does not hold ends the session;
 * one that was admitted may be followed by another of the same person.
 */
#ifndef MUSTER_NET_CONNECT_H
#define MUSTER_NET_CONNECT_H

#include "net/session.h"

/* The first command. ERR_NONE: it was answered, or the session ends; an error becomes its reply. */
enum err connect_answer(struct session *session, uint32_t id, const struct json *params);
/* Another token, before the last one expires; as connect_answer. */
enum err connect_refresh(struct session *session, uint32_t id, const struct json *params);

#endif
