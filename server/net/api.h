/* SPDX-License-Identifier: Apache-2.0
 *
 * The API: what is asked under /api/ in JSON. It finds the route of a request in its table, refuses
 * what is not sound, reads the body, finds out who asks (a bearer token, or the cookie of a browser
 * that has signed in), and lets the route run.
 *
 * What other sites make a browser send changes nothing here: a request that changes something
 * carries a token or an Origin of ours, its body says it is JSON, and GET changes nothing.
 */
#ifndef MUSTER_NET_API_H
#define MUSTER_NET_API_H

#include "net/api_site.h"
#include "net/response.h"

struct api;

/* `site` is copied, its logins, keys and exports are taken
 * over; what else it names outlives the API and
 * what was asked of it. */
struct api *api_new(const struct api_site *site);
/* Frees *api, once what was asked is answered, and sets it to NULL; NULL is ignored. Nothing may be
 * asked any more. */
void api_free(struct api **api);

/* The public address, where it was not known at the beginning; copied. */
void api_set_url(struct api *api, const char *url);

/* Begins what it does by itself, once its address is known. */
void api_start(struct api *api);

/* Whether `path` is the API's. */
bool api_is(struct slice path);
/* Begins to answer: the answer stands in *response, or its `next` is HTTP_WAITS. */
void api_answer(struct api *api, const struct http_request *request,
                struct http_response *response);
/* The body has come whole, and stands in response->taken. */
void api_taken(struct http_response *response);

#endif
