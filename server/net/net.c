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
    FILES_OWN = 64,      /* descriptors that are not sockets of clients */
    FILES_MAX = 1000000, /* above ten million the transport falls back to 2,560 */
    CLOSE_LOOK_MS = 20,  /* while the last connections close */
    CLOSE_LOOKS = 3000 / CLOSE_LOOK_MS,
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
    unsigned looks;
    loop_fn *closed;
    void *closed_context;
};

/* As many descriptors as the system allows, before the transport makes its tables by their number.
 */
static uint64_t files_raise(void)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return 1024;
    rlim_t most =
        limit.rlim_max == RLIM_INFINITY || limit.rlim_max > FILES_MAX ? FILES_MAX : limit.rlim_max;
    struct rlimit wanted = {.rlim_cur = most, .rlim_max = limit.rlim_max};
    if (limit.rlim_cur != most && setrlimit(RLIMIT_NOFILE, &wanted) == 0)
        return most;
    return limit.rlim_cur;
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

static void options_complete(struct net *net, const struct net_options *options, uint64_t files)
{
    size_t sockets = files > 2 * FILES_OWN ? (size_t)files - FILES_OWN : FILES_OWN;
    net->origins = texts_copy(options->origins);
    net->options = *options;
    net->options.origins = (const char *const *)net->origins;
    if (!options->ping_seconds)
        net->options.ping_seconds = BOUND_PING_SECONDS;
    if (!options->connect_seconds)
        net->options.connect_seconds = BOUND_CONNECT_SECONDS;
    /* A sixteenth stays for HTTP, so that health can still be asked when all places are taken. */
    size_t places = sockets - sockets / 16;
    if (!options->connections_max || options->connections_max > places)
        net->options.connections_max = places;
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
        emulation_new(&(struct emulation_options){.hub = hub,
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

static bool doors_open(struct net *net, uint64_t files, char *why, size_t why_bytes)
{
    const struct listener_options listener = {.loop = net->loop,
                                              .stats = &net->stats,
                                              .address = net->options.address,
                                              .port = net->options.port,
                                              .sockets_max = files - FILES_OWN};
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
    uint64_t files = files_raise();
    net->loop = options->loop;
    options_complete(net, options, files);
    parts_new(net, options->hub, options->journal);
    if (doors_open(net, files, why, why_bytes))
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

static void closing_look(void *context)
{
    struct net *net = context;
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
    sessions_end(old->sessions, ENDING_SHUTDOWN);
    old->closing = loop_every(old->loop, CLOSE_LOOK_MS, closing_look, old);
}
