/* SPDX-License-Identifier: Apache-2.0
 *
 * The floor that faces the network: WebSocket and streaming connections speaking the Centrifuge
 * JSON protocol, and HTTP for health, metrics, the web client and media. It borrows loop, hub,
 * journal, token rules and route contexts from main.c and owns everything else. Usage:
 *
 *     struct net *net = net_new(&options, why, sizeof why);
 *     log_line(LOG_INFO, "listening", "port=%d", net_port(net));
 *     loop_run(loop);                       on a signal: net_close(&net, closed, app);
 *                                           in closed(): loop_stop(app->loop);
 *     journal_close(&journal); hub_free(&hub); loop_free(&loop);
 */
#ifndef MUSTER_NET_NET_H
#define MUSTER_NET_NET_H

#include "base/buffer.h"
#include "base/slice.h"
#include "hub/hub.h"
#include "journal/journal.h"
#include "loop/loop.h"
#include "net/route.h"
#include "net/transport_options.h"

struct accounts;
struct contents;
struct mailer;
struct push;
struct net;
struct token_rules;

/* Appends figures in the Prometheus text format, in the loop; may take a moment. */
typedef void net_figures_fn(void *context, struct buffer *out);

/* Texts and lists are copied or used only within net_new, except routes and tokens, which must
 * outlive the net. */
struct net_options {
    struct loop *loop; /* this and the next two outlive the net */
    struct hub *hub;
    struct journal *journal;
    const char *address;        /* numeric, IPv4 or IPv6; NULL: every address */
    int port;                   /* 0: any free one, see net_port */
    const char *health_address; /* where health and metrics are answered, in plain HTTP, and nothing
                                   else; NULL: on `address`, among all else */
    int health_port;            /* 0: any free one, see net_health_port */
    const char *const *proxies; /* NULL-terminated addresses and networks (10.0.0.0/8) of proxies
                                   whose X-Forwarded-For counts; may be NULL */
    const char *const *origins; /* NULL-terminated, exact: "https://host[:port]"; may be NULL */
    const char *const
        *stream_hosts;         /* NULL-terminated sources the page may play from; may be NULL */
    const char *web_root;      /* folder of the web client; NULL: none */
    const char *media_root;    /* folder behind /media/; NULL: none */
    struct slice media_secret; /* signs addresses of media; absent: one of this instance's own */
    const char *ingest;        /* where rooms are sent streams (rtmp://…); NULL or "": nowhere */
    const char *tls_cert, *tls_key; /* PEM files; NULL: plain TCP */
    enum websockets websockets;     /* what carries those on plain TCP */
    int64_t ping_seconds;           /* 0: BOUND_PING_SECONDS */
    int64_t connect_seconds;        /* 0: BOUND_CONNECT_SECONDS */
    int64_t still_seconds;          /* 0: BOUND_STILL_SECONDS */
    int64_t exchange_seconds;       /* 0: BOUND_EXCHANGE_SECONDS */
    int64_t drain_seconds;          /* connections are closed over this time at the end */
    size_t connections_max;    /* that said who they are; 0: 20,000; fewer when the limit of open
                                  files is lower */
    size_t connections_person; /* of one person; 0: BOUND_CONNECTIONS_PERSON */
    bool channels_open;        /* anonymous connections are allowed (hub_options.channels_open) */
    const struct token_rules *tokens;
    struct accounts
        *accounts;            /* where people's ways in are kept; borrowed; NULL: nobody signs in */
    struct mailer *mailer;    /* borrowed; NULL: no mail is sent */
    int64_t away_ms;          /* who has not looked in this time is away */
    struct push *push;        /* borrowed; NULL: browsers get no messages */
    const char *revoked_file; /* list of tokens taken back (net/revoked_file.h); NULL: none */
    const struct net_route *routes;
    size_t routes_count;
    struct contents *contents; /* where uploaded files are kept, used until the hub has answered
                                  all; NULL: none are taken */
    const char *scanner;       /* that looks at them first (net/scan.h); NULL or "": none does */
    int64_t file_bytes;        /* the longest of them; 0: BOUND_FILE_BYTES */
    int64_t export_bytes;      /* the longest file made of a room; 0: net/exports.h's */
    struct {
        unsigned memory_mb, seconds; /* 0: the default (net/slide_jobs.h) */
    } slides;
    net_figures_fn *figures; /* more of /metrics; NULL: none */
    void *figures_context;
    const char *url;    /* the public address, borrowed; NULL or "": each request's own */
    const char *name;   /* of the academy, borrowed; NULL or "": none */
    bool keeps_nothing; /* browsers are told to keep nothing of rooms and people */
    bool demo;
};

/* Starts listening. NULL, and one sentence in `why`, when it cannot. Real loops only. */
struct net *net_new(const struct net_options *options, char *why, size_t why_bytes);
/* Calls `fn` once, when it is known whom to believe: the keys that logins are signed with are here.
 */
void net_when_known(struct net *net, loop_fn *fn, void *context);
/* The port in use. */
int net_port(const struct net *net);
/* The port in use for health and metrics; 0: they have none of their own. */
int net_health_port(const struct net *net);
/* How many members may be connected at once: connections_max, or fewer where the limit of open
 * files is lower. */
size_t net_places(const struct net *net);
/* What may change while it runs. */
struct net_changes {
    size_t connections_max;    /* net_places at most; 0: all of them */
    size_t connections_person; /* this and what follows as in net_options */
    int64_t drain_seconds;
    int64_t file_bytes;
};
/* Takes effect for whoever comes from now on; nobody is sent away. */
void net_change(struct net *net, const struct net_changes *changes);
/* Handshakes from now on have the certificate and key that the files of net_options hold now; every
 * connection goes on. False, and one sentence in `why`: these cannot be used, the others stay. With
 * TLS of our own alone. */
bool net_certify(struct net *net, char *why, size_t why_bytes);
/* Sets *net to NULL; /health says "stopping" from now on, with 503, and clients that would connect
 * are refused (503); everything else is answered while every connection is closed (3001 shutdown),
 * spread over drain_seconds at most. Then it stops listening and ends the transport, which takes a
 * few seconds at most; the loop must run. Then frees and calls `closed`, once. */
void net_close(struct net **net, loop_fn *closed, void *context);

#endif
