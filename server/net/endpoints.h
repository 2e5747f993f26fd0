/* SPDX-License-Identifier: Apache-2.0
 *
 * The HTTP side of the streaming transports: POST /connection/http_stream, GET or POST
 * /connection/sse, POST /emulation. Who may ask (origins, pre-flight: the Fetch standard's CORS),
 * in which form and how much; then what the answer begins with.
 */
#ifndef MUSTER_NET_ENDPOINTS_H
#define MUSTER_NET_ENDPOINTS_H

#include "net/emulation.h"
#include "net/response.h"

/* Borrowed all of it. */
struct endpoints {
    const char *const *origins; /* NULL-terminated, or NULL */
    struct emulation *emulation;
    struct net_stats *stats;
    const struct response_style *style;
};

/* A Content-Length in bytes; -1 when it is absent, no number, or beyond nine digits. */
int64_t endpoints_length(struct slice content_length);
/* Whether `request` is for one of the three; then *response is its answer, or says what is to come
 * first (response->body_wait, response->next). */
bool endpoints_answer(const struct endpoints *endpoints, const struct http_request *request,
                      struct http_response *response);
/* Answers a request for /emulation whose body stands in response->taken. */
void endpoints_emulate(const struct endpoints *endpoints, struct http_response *response);

#endif
