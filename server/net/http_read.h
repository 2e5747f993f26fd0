/* SPDX-License-Identifier: Apache-2.0
 *
 * From the head of a request to what is asked: pure.
 */
#ifndef MUSTER_NET_HTTP_READ_H
#define MUSTER_NET_HTTP_READ_H

#include "net/http_head.h"
#include "net/request.h"

/* What `head` asks for, which the result borrows. A field that is too long for its use is empty, as
 * one that was sent twice. `from` stays to be filled in. */
struct http_request http_read(const struct http_head *head);
/* Whether the connection may go on behind the answer, once `body` bytes have been read as the body
 * of the request: it is clear where that ends, and whoever asks does not want it to end. */
bool http_read_keeps(const struct http_head *head, const struct http_request *request, size_t body);

#endif
