/* SPDX-License-Identifier: Apache-2.0
 *
 * What all requests to the API share, and the row of its table: plain data. What it names is
 * borrowed, but for what net/api.c says it owns.
 */
#ifndef MUSTER_NET_API_SITE_H
#define MUSTER_NET_API_SITE_H

#include "base/slice.h"

struct accounts;
struct exchange;
struct hub;
struct login_keys;
struct logins;
struct loop;
struct mailer;
struct media;
struct net_stats;
struct outbox;
struct rate;
struct revoked_file;
struct token_rules;
struct uploads;

struct api_site {
    struct loop *loop;
    struct hub *hub;
    struct accounts *accounts; /* NULL: nobody signs in */
    struct logins *logins;     /* NULL: the same */
    struct login_keys *keys;   /* NULL: the same */
    const struct token_rules *tokens;
    const struct revoked_file *revoked;
    const struct media *media;
    struct uploads *uploads; /* NULL: none are taken */
    struct net_stats *stats;
    const char *const *origins;
    const char *url;  /* the public address, without a slash at its end; "": the request's own */
    const char *name; /* of the academy, as the page shows it; may be "" */
    struct mailer *mailer;                     /* NULL: no mail is sent */
    struct outbox *outbox; /* what sends it; the API's own; NULL without a mailer */
    struct rate *mail_places, *mail_addresses; /* how often links may be asked for; the API's own */
    bool demo;
};

/* Whom a request must be of. */
enum api_who {
    API_ANYBODY, /* who asks is not looked at */
    API_PERSON,  /* somebody who has signed in, or has a token */
};

/* Runs a request; see net/exchange.h. */
typedef void api_fn(struct exchange *exchange);

struct api_route {
    const char *method; /* "GET" changes nothing */
    const char *path;   /* "/api/rooms/{}/{}": {} is one name; at the end several too */
    enum api_who who;
    api_fn *run;
};

#endif
