/* SPDX-License-Identifier: Apache-2.0
 *
 * The table of the API, made from protocol/routes.def, and the functions that it names: each
 * stands in the file of its subject and answers one request.
 */
#ifndef MUSTER_NET_API_ROUTES_H
#define MUSTER_NET_API_ROUTES_H

#include <stdbool.h>

#include "base/slice.h"

struct exchange;

/* Runs a request; see net/exchange.h. */
typedef void api_fn(struct exchange *exchange);

/* Whom a request must be of. */
enum api_who {
    API_ANYBODY, /* who asks is not looked at */
    API_PERSON,  /* somebody who has signed in, or has a token */
};

/* Where a route is there. */
enum api_where {
    API_ALWAYS,
    API_ACCOUNTS, /* where people sign in */
};

/* The rate at which it may be asked. */
enum api_limit {
    API_NONE,
    API_PLACE,  /* that of one network, whoever asks: what costs others something */
    API_SIGNIN, /* the same, for what a class does that comes at once */
};

/* What a body is, and of whom. */
enum api_body {
    API_JSON,
    API_FORM,    /* a form, of another server: who asks proves it in there, and is no page */
    API_BROUGHT, /* a form, which a browser brings from a page of anybody's */
};

struct api_route {
    const char *method; /* "GET" changes nothing */
    const char *path;   /* "/api/rooms/{}/{}": {} is one name; at the end several too */
    enum api_who who;
    enum api_where where;
    enum api_limit limit;
    api_fn *run;
    enum api_body body;
};

#define ROUTE(name, ...)         api_fn api_##name;
#define FORM_ROUTE(name, ...)    api_fn api_##name;
#define BROUGHT_ROUTE(name, ...) api_fn api_##name;
#define FILE_ROUTE(...)
#include "protocol/routes.def"
#undef ROUTE
#undef FORM_ROUTE
#undef BROUGHT_ROUTE
#undef FILE_ROUTE

/* The route at `index`; NULL: there are no more. */
const struct api_route *api_routes_at(size_t index);

#endif
