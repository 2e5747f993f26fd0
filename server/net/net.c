/* SPDX-License-Identifier: Apache-2.0
 * Puts the floor together and takes it apart again, in the order that the transport needs. */
#include "net/net.h"

#include <sys/resource.h>

#include "base/bounds.h"
#include "base/mem.h"
#include "net/emulation.h"
#include "net/http.h"
#include "net/listener.h"
#include "net/session.h"
#include "net/transport.h"
#include "net/wheel.h"

enum {
    FILES_OWN = 64,     /* descriptors that are not sockets of clients */
    PLACES = 20000,     /* connections, unless configured */
    HTTP_SHARE = 16,    /* one socket in so many is left to HTTP when all places are taken */
    CLOSE_LOOK_MS = 20, /* while the last connections close */
    CLOSE_LOOKS = 3000 / CLOSE_LOOK_MS,
    DRAIN_MS_EACH = 2, /* between two connections told to go, at most */
};

struct net {
    struct loop *loop;
    char **origins; /* NULL-terminated copies */
    struct net_options options;
    struct net_stats stats;
    struct wheel *wheel;
    struct sessions *sessions;
    struct emulation *emulation;
    struct http *http;
    struct transport *transport;
    struct listener *listener; /* NULL: not accepting */
    int port;
    struct timer *closing;
    int64_t drain_end_ms;
    unsigned looks; /* since everybody was told to go */
    loop_fn *closed;
    void *closed_context;
};

/* Descriptors for so many connections, or as many as the system allows, before the transport makes
 * its tables by their number. No more than needed: the library looks through them all whenever a
 * connection closes. Returns how many there are. */
static size_t files_allow(size_t connections)
{
    struct rlimit limit;
    size_t files = connections + connections / (HTTP_SHARE - 1) + 2 * FILES_OWN;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return 1024;
    struct rlimit wanted = {.rlim_cur = files, .rlim_max = limit.rlim_max};
    if (wanted.rlim_cur > limit.rlim_max)
        wanted.rlim_cur = limit.rlim_max;
    if (wanted.rlim_cur != limit.rlim_cur && setrlimit(RLIMIT_NOFILE, &wanted) == 0)
        return (size_t)wanted.rlim_cur;
    return (size_t)limit.rlim_cur;
}

static char **texts_copy(const char *const *texts)
{
    size_t count = 0;
    while (texts && texts[count])
        count++;
    char **copy = mem_new((count + 1) * sizeof *copy);
    for (size_t i = 0; i < count; i++)
        copy[i] = mem_text(slice_of(texts[i]));
    return copy;
}

static void texts_free(char **texts)
{
    for (size_t i = 0; texts[i]; i++)
        mem_free(texts[i]);
    mem_free(texts);
}

/* Returns how many sockets of clients there may be. */
static size_t options_complete(struct net *net, const struct net_options *options)
{
    size_t wanted = options->connections_max ? options->connections_max : PLACES;
    size_t files = files_allow(wanted);
    size_t sockets = files > 2 * FILES_OWN ? files - FILES_OWN : FILES_OWN;
    net->origins = texts_copy(options->origins);
    net->options = *options;
    net->options.origins = (const char *const *)net->origins;
    if (!options->ping_seconds)
        net->options.ping_seconds = BOUND_PING_SECONDS;
    if (!options->connect_seconds)
        net->options.connect_seconds = BOUND_CONNECT_SECONDS;
    /* Some stay for HTTP, so that health can still be asked when all places are taken. */
    size_t places = sockets - sockets / HTTP_SHARE;
    net->options.connections_max = wanted < places ? wanted : places;
    return sockets;
}

static void parts_new(struct net *net, struct hub *hub, struct journal *journal)
{
    net->wheel = wheel_new(net->loop);
    net->sessions = sessions_new(&(struct sessions_options){
        .loop = net->loop,
        .hub = hub,
        .wheel = net->wheel,
        .stats = &net->stats,
        .tokens = net->options.tokens,
        .epoch = journal_epoch(journal),
        .ping_seconds = net->options.ping_seconds,
        .connect_seconds = net->options.connect_seconds,
        .connections_max = net->options.connections_max,
        .channels_open = net->options.channels_open,
    });
    net->emulation =
        emulation_new(&(struct emulation_options){.loop = net->loop,
                                                  .hub = hub,
                                                  .sessions = net->sessions,
                                                  .stats = &net->stats,
                                                  .sessions_max = net->options.connections_max});
    net->http = http_new(&(struct http_options){.hub = hub,
                                                .journal = journal,
                                                .emulation = net->emulation,
                                                .stats = &net->stats,
                                                .net = &net->options});
}

static void parts_free(struct net *net)
{
    http_free(&net->http);
    emulation_free(&net->emulation);
    sessions_free(&net->sessions);
    wheel_free(&net->wheel);
    texts_free(net->origins);
    mem_free(net);
}

static bool doors_open(struct net *net, size_t sockets, char *why, size_t why_bytes)
{
    const struct listener_options listener = {.loop = net->loop,
                                              .stats = &net->stats,
                                              .address = net->options.address,
                                              .port = net->options.port,
                                              .sockets_max = sockets};
    const struct transport_options transport = {.loop = net->loop,
                                                .wheel = net->wheel,
                                                .sessions = net->sessions,
                                                .http = net->http,
                                                .emulation = net->emulation,
                                                .stats = &net->stats,
                                                .tls_cert = net->options.tls_cert,
                                                .tls_key = net->options.tls_key,
                                                .connect_seconds = net->options.connect_seconds};
    net->listener = listener_new(&listener, why, why_bytes);
    if (!net->listener)
        return false;
    net->port = listener_port(net->listener);
    net->transport = transport_new(&transport, why, why_bytes);
    if (!net->transport)
        return false;
    listener_start(net->listener, net->transport);
    return true;
}

struct net *net_new(const struct net_options *options, char *why, size_t why_bytes)
{
    struct net *net = mem_new(sizeof *net);
    net->loop = options->loop;
    size_t sockets = options_complete(net, options);
    parts_new(net, options->hub, options->journal);
    if (doors_open(net, sockets, why, why_bytes))
        return net;
    listener_close(&net->listener);
    parts_free(net);
    return NULL;
}

int net_port(const struct net *net)
{
    return net->port;
}

void net_stop_accepting(struct net *net)
{
    http_stop(net->http);
    listener_close(&net->listener);
}

static void transport_closed(void *context)
{
    struct net *net = context;
    loop_fn *closed = net->closed;
    void *closed_context = net->closed_context;
    parts_free(net);
    if (closed)
        closed(closed_context);
}

/* Those who are told to go come back elsewhere: some at a time, evenly until the end of the time
 * given; few need little of it. */
static bool drained(struct net *net)
{
    size_t left = sessions_end(net->sessions, ENDING_SHUTDOWN, 0);
    int64_t time_ms = net->drain_end_ms - loop_tick_ms(net->loop);
    if (time_ms > (int64_t)left * DRAIN_MS_EACH)
        time_ms = (int64_t)left * DRAIN_MS_EACH;
    size_t looks = time_ms > CLOSE_LOOK_MS ? (size_t)time_ms / CLOSE_LOOK_MS : 1;
    return sessions_end(net->sessions, ENDING_SHUTDOWN, (left + looks - 1) / looks) == 0;
}

static void closing_look(void *context)
{
    struct net *net = context;
    if (!drained(net))
        return;
    if (transport_peers(net->transport) > 0 && ++net->looks < CLOSE_LOOKS)
        return;
    timer_close(&net->closing);
    transport_close(&net->transport, transport_closed, net);
}

void net_close(struct net **net, loop_fn *closed, void *context)
{
    struct net *old = *net;
    *net = NULL;
    old->closed = closed;
    old->closed_context = context;
    net_stop_accepting(old);
    old->drain_end_ms = loop_tick_ms(old->loop) + old->options.drain_seconds * 1000;
    old->closing = loop_every(old->loop, CLOSE_LOOK_MS, closing_look, old);
}
