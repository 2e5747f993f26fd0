/* SPDX-License-Identifier: Apache-2.0
 *
 * What all requests to the API share: plain data. What it names is borrowed, but for what
 * net/api.c says it owns.
 */
#ifndef MUSTER_NET_API_SITE_H
#define MUSTER_NET_API_SITE_H

#include "base/slice.h"

struct accounts;
struct delays;
struct exports;
struct films;
struct hub;
struct login_keys;
struct logins;
struct loop;
struct mailer;
struct media;
struct net_stats;
struct newcomers;
struct outbox;
struct push;
struct pushes;
struct rate;
struct revoked_file;
struct token_rules;
struct tool_keys;
struct uploads;

struct api_site {
    struct loop *loop;
    struct hub *hub;
    struct accounts *accounts;   /* NULL: nobody signs in */
    struct logins *logins;       /* NULL: the same */
    struct login_keys *keys;     /* NULL: the same */
    struct tool_keys *tool_keys; /* the API's own; NULL: nobody signs in */
    const struct token_rules *tokens;
    const struct revoked_file *revoked;
    const struct media *media;
    struct newcomers *newcomers; /* NULL: nobody becomes known by a token */
    struct exports *exports;     /* NULL: none are made */
    struct films *films;
    struct uploads *uploads; /* NULL: none are taken */
    struct net_stats *stats;
    const char *const *origins;
    const char *url;  /* the public address, without a slash at its end; "": the request's own */
    const char *name; /* of the academy, as the page shows it; may be "" */
    struct mailer *mailer;       /* NULL: no mail is sent */
    int64_t away_ms;             /* who has not looked in this time is away */
    struct outbox *outbox;       /* what sends it; the API's own; NULL without a mailer */
    struct push *push;           /* NULL: browsers get no messages */
    struct pushes *pushes;       /* what sends them; the API's own; NULL without `push` */
    struct rate *places;         /* of routes with the limit PLACE; the API's own */
    struct rate *signin_places;  /* of those with SIGNIN; the API's own */
    struct rate *targets;        /* what they are about: a link, a passkey; the API's own */
    struct rate *mail_addresses; /* how often links may be asked for; the API's own */
    struct rate *searches;       /* how often one person may search; the API's own */
    struct delays *delays;       /* what is done after an answer; the API's own */
    bool keeps_nothing;          /* browsers are told to keep nothing of rooms and people */
    bool demo;
};

#endif
