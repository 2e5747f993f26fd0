/* SPDX-License-Identifier: Apache-2.0
 * Puts the floor together and takes it apart again, in the order that the transport needs. */
#include "net/net.h"

#include <sys/resource.h>

#include "base/bounds.h"
#include "base/mem.h"
#include "net/api.h"
#include "net/emulation.h"
#include "net/expel.h"
#include "net/exports.h"
#include "net/films.h"
#include "net/http.h"
#include "net/listener.h"
#include "net/login_keys.h"
#include "net/logins.h"
#include "net/media.h"
#include "net/newcomers.h"
#include "net/revoked_file.h"
#include "net/session.h"
#include "net/slide_jobs.h"
#include "net/strangers.h"
#include "net/tls_pair.h"
#include "net/transport.h"
#include "net/upload_sweep.h"
#include "net/uploads.h"
#include "net/verbs.h"
#include "net/wheel.h"
#include "net/ws.h"

enum {
    FILES_OWN = 64,       /* descriptors that are not sockets of clients */
    HEALTH_SOCKETS = 64,  /* at once, where health has an address of its own */
    CONNECTIONS = 20000,  /* connections, unless configured */
    SENDING_SHARE = 4,    /* one in this many strangers is being sent a file */
    STRANGERS_SHARE = 10, /* where descriptors are few, strangers get at least one in this many */
    SHED = 64,            /* strangers to end when the system has no descriptors left */
    CLOSE_LOOK_MS = 20,   /* while the last connections close */
    CLOSE_LOOKS = 3000 / CLOSE_LOOK_MS,
    DRAIN_MS_EACH = 2, /* between two connections told to go, at most */
};

struct net {
    struct loop *loop;
    char **origins; /* NULL-terminated copies */
    struct net_options options;
    struct net_stats stats;
    struct session_limits limits;
    struct wheel *wheel;
    struct revoked_file *revoked; /* NULL: none */
    struct sessions *sessions;
    struct expel *expel;
    struct newcomers *newcomers;
    struct emulation *emulation;
    struct media *media;
    struct login_keys *keys; /* the API's; NULL: nobody signs in */
    struct logins *logins;   /* the same */
    struct api *api;
    struct uploads *uploads;
    struct films *films;
    struct slide_jobs *slides;
    struct upload_sweep *sweep;
    struct http *http;
    struct transport *transport;
    struct strangers *strangers, *callers; /* callers: who asks for health at its own address */
    struct listener *listener;             /* NULL: not accepting */
    struct listener *health_listener;      /* these two are NULL when health has no address */
    struct ws_door *health_door;
    int port, health_port;
    struct timer *closing;
    int64_t drain_end_ms;
    unsigned looks; /* since everybody was told to go */
    loop_fn *closed;
    void *closed_context;
};

/* How the descriptors are shared out. */
struct shares {
    size_t members, strangers;
};

/* `files` descriptors, or as many as the system allows, before the transport makes its tables by
 * their number. No more than needed: the library looks through them all whenever a connection
 * closes. Returns how many there are. */
static size_t files_allow(size_t files)
{
    struct rlimit limit;
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

/* The descriptors that this many strangers need: some are being sent a file as well. */
static size_t files_of(size_t strangers)
{
    return strangers + strangers / SENDING_SHARE;
}

/* Members and strangers have places of their own: neither takes the other's. */
static struct shares shares_of(size_t wanted)
{
    size_t own = 2 * FILES_OWN + HEALTH_SOCKETS;
    size_t files = files_allow(wanted + files_of(BOUND_STRANGERS) + own);
    size_t left = files > 2 * own ? files - own : own;
    struct shares shares = {.members = wanted, .strangers = BOUND_STRANGERS};
    if (left >= wanted + files_of(BOUND_STRANGERS))
        return shares;
    size_t rest = left > wanted ? (left - wanted) / 2 : 0;
    shares.strangers = rest > left / STRANGERS_SHARE ? rest : left / STRANGERS_SHARE;
    size_t places = left - files_of(shares.strangers);
    if (wanted > places)
        shares.members = places;
    return shares;
}

static void options_complete(struct net *net, const struct net_options *options)
{
    net->origins = texts_copy(options->origins);
    net->options = *options;
    net->options.origins = (const char *const *)net->origins;
    if (!options->url)
        net->options.url = "";
    if (!options->name)
        net->options.name = "";
    if (!options->ping_seconds)
        net->options.ping_seconds = BOUND_PING_SECONDS;
    if (!options->connect_seconds)
        net->options.connect_seconds = BOUND_CONNECT_SECONDS;
    if (!options->still_seconds)
        net->options.still_seconds = BOUND_STILL_SECONDS;
    if (!options->exchange_seconds)
        net->options.exchange_seconds = BOUND_EXCHANGE_SECONDS;
    if (!options->connections_person)
        net->options.connections_person = BOUND_CONNECTIONS_PERSON;
}

static void strangers_open(struct net *net, size_t strangers)
{
    size_t of_address = strangers / 2;
    net->strangers = strangers_new(&(struct strangers_options){
        .loop = net->loop,
        .all_max = strangers,
        .address_max = of_address < BOUND_STRANGERS_ADDRESS ? of_address : BOUND_STRANGERS_ADDRESS,
        .proxies = net->options.proxies,
        .stats = &net->stats});
    net->callers = strangers_new(&(struct strangers_options){.loop = net->loop,
                                                             .all_max = HEALTH_SOCKETS,
                                                             .address_max = HEALTH_SOCKETS,
                                                             .stats = &net->stats});
}

static void revoked_changed(void *context)
{
    const struct net *net = context;
    expel_revoked(net->sessions, net->revoked);
}

static bool revoked_open(struct net *net, char *why, size_t why_bytes)
{
    const struct revoked_file_options options = {.loop = net->loop,
                                                 .path = net->options.revoked_file,
                                                 .changed = revoked_changed,
                                                 .context = net};
    if (!options.path)
        return true;
    net->revoked = revoked_file_open(&options, why, why_bytes);
    return net->revoked;
}

static void logins_begin(struct net *net, struct hub *hub, struct journal *journal)
{
    if (!net->options.accounts)
        return;
    net->keys = login_keys_new(net->loop, journal);
    net->logins =
        logins_new(&(struct logins_options){.loop = net->loop,
                                            .hub = hub,
                                            .accounts = net->options.accounts,
                                            .secure = strncmp(net->options.url, "https:", 6) == 0});
}

static void uploads_begin(struct net *net, struct hub *hub)
{
    net->uploads = uploads_new(
        &(struct uploads_options){.loop = net->loop,
                                  .hub = hub,
                                  .media = net->media,
                                  .stats = &net->stats,
                                  .origins = net->options.origins,
                                  .url = net->options.url,
                                  .contents = net->options.contents,
                                  .scanner = net->options.scanner ? net->options.scanner : "",
                                  .file_bytes = net->options.file_bytes,
                                  .keeps_nothing = net->options.keeps_nothing});
    net->sweep = upload_sweep_new(net->loop, hub, net->options.contents);
    net->slides =
        slide_jobs_new(&(struct slide_jobs_options){.loop = net->loop,
                                                    .hub = hub,
                                                    .contents = net->options.contents,
                                                    .memory_mb = net->options.slides.memory_mb,
                                                    .seconds = net->options.slides.seconds});
    net->films =
        films_new(&(struct films_options){.loop = net->loop, .hub = hub, .media = net->media});
}

static struct exports *exports_make(struct net *net, struct hub *hub)
{
    const char *host = strstr(net->options.url, "://");
    return exports_new(&(struct exports_options){.loop = net->loop,
                                                 .hub = hub,
                                                 .accounts = net->options.accounts,
                                                 .contents = net->options.contents,
                                                 .bytes_max = net->options.export_bytes,
                                                 .url = slice_of(net->options.url),
                                                 .host = slice_of(host ? host + 3 : "muster")});
}

static struct http *http_make(struct net *net, struct hub *hub, struct journal *journal)
{
    return http_new(&(struct http_options){
        .keeps_nothing = net->options.keeps_nothing,
        .loop = net->loop,
        .hub = hub,
        .journal = journal,
        .emulation = net->emulation,
        .api = net->api,
        .uploads = net->uploads,
        .media = net->media,
        .stats = &net->stats,
        .web_root = net->options.web_root,
        .media_root = net->options.media_root,
        .stream_hosts = net->options.stream_hosts,
        .origins = net->options.origins,
        .routes = net->options.routes,
        .routes_count = net->options.routes_count,
        .private = net->options.health_address,
        .figures = net->options.figures,
        .figures_context = net->options.figures_context,
    });
}

static struct api *api_of(struct net *net, struct hub *hub)
{
    return api_new(&(struct api_site){.loop = net->loop,
                                      .hub = hub,
                                      .accounts = net->options.accounts,
                                      .logins = net->logins,
                                      .keys = net->keys,
                                      .mailer = net->options.mailer,
                                      .away_ms = net->options.away_ms,
                                      .push = net->options.push,
                                      .tokens = net->options.tokens,
                                      .revoked = net->revoked,
                                      .media = net->media,
                                      .newcomers = net->newcomers,
                                      .films = net->films,
                                      .uploads = net->uploads,
                                      .exports = exports_make(net, hub),
                                      .origins = net->options.origins,
                                      .url = net->options.url,
                                      .name = net->options.name,
                                      .stats = &net->stats,
                                      .keeps_nothing = net->options.keeps_nothing,
                                      .demo = net->options.demo});
}

static void parts_new(struct net *net, struct hub *hub, struct journal *journal)
{
    net->wheel = wheel_new(net->loop);
    net->media = media_new(net->options.media_secret, net->options.ingest);
    logins_begin(net, hub, journal);
    net->newcomers = newcomers_new(hub);
    net->sessions = sessions_new(&(struct sessions_options){
        .loop = net->loop,
        .hub = hub,
        .wheel = net->wheel,
        .stats = &net->stats,
        .tokens = net->options.tokens,
        .revoked = net->revoked,
        .keys = net->keys,
        .media = net->media,
        .newcomers = net->newcomers,
        .epoch = journal_epoch(journal),
        .run = verbs_run,
        .still_seconds = net->options.still_seconds,
        .ping_seconds = net->options.ping_seconds,
        .connect_seconds = net->options.connect_seconds,
        .limits = &net->limits,
        .channels_open = net->options.channels_open,
    });
    net->expel = expel_new(net->sessions, hub);
    net->emulation =
        emulation_new(&(struct emulation_options){.loop = net->loop,
                                                  .hub = hub,
                                                  .sessions = net->sessions,
                                                  .stats = &net->stats,
                                                  .sessions_max = net->options.connections_max});
    uploads_begin(net, hub);
    net->api = api_of(net, hub);
    net->http = http_make(net, hub, journal);
}

static void parts_free(struct net *net)
{
    http_free(&net->http);
    api_free(&net->api);
    films_free(&net->films);
    slide_jobs_free(&net->slides);
    upload_sweep_free(&net->sweep);
    uploads_free(&net->uploads);
    emulation_free(&net->emulation);
    expel_free(&net->expel);
    sessions_free(&net->sessions);
    newcomers_free(&net->newcomers);
    media_free(&net->media);
    wheel_free(&net->wheel);
    strangers_free(&net->strangers);
    strangers_free(&net->callers);
    revoked_file_close(&net->revoked);
    texts_free(net->origins);
    mem_free(net);
}

static void descriptors_lack(void *context)
{
    struct net *net = context;
    strangers_shed(net->strangers, SHED);
}

static void client_came(void *context, int fd, const struct address *from)
{
    transport_adopt(context, fd, from);
}

static void caller_came(void *context, int fd, const struct address *from)
{
    ws_adopt(context, fd, from);
}

static struct transport_options transport_options(struct net *net)
{
    return (struct transport_options){.loop = net->loop,
                                      .wheel = net->wheel,
                                      .sessions = net->sessions,
                                      .http = net->http,
                                      .emulation = net->emulation,
                                      .strangers = net->strangers,
                                      .stats = &net->stats,
                                      .tls_cert = net->options.tls_cert,
                                      .tls_key = net->options.tls_key,
                                      .websockets = net->options.websockets,
                                      .connect_seconds = net->options.connect_seconds,
                                      .exchange_seconds = net->options.exchange_seconds};
}

/* Where health is asked at an address of its own, nothing that clients do takes a socket away. */
static bool health_open(struct net *net, char *why, size_t why_bytes)
{
    const struct listener_options listener = {.loop = net->loop,
                                              .stats = &net->stats,
                                              .address = net->options.health_address,
                                              .port = net->options.health_port,
                                              .sockets_max = SIZE_MAX,
                                              .lacks = descriptors_lack,
                                              .context = net};
    struct transport_options options = transport_options(net);
    options.strangers = net->callers;
    if (!net->options.health_address)
        return true;
    net->health_listener = listener_new(&listener, why, why_bytes);
    if (!net->health_listener)
        return false;
    net->health_port = listener_port(net->health_listener);
    net->health_door = ws_door_new(&options, NULL, NULL, NULL);
    listener_start(net->health_listener, caller_came, net->health_door);
    return true;
}

static void health_close(struct net *net)
{
    listener_close(&net->health_listener);
    if (net->health_door)
        ws_door_close(&net->health_door);
}

/* For trials on one machine: browsers let localhost do what else only https may. */
static void url_make(struct net *net)
{
    char url[64];
    snprintf(url, sizeof url, "http%s://localhost:%d", net->options.tls_cert ? "s" : "", net->port);
    api_set_url(net->api, url);
}

static bool doors_open(struct net *net, size_t sockets, char *why, size_t why_bytes)
{
    const struct listener_options listener = {.loop = net->loop,
                                              .stats = &net->stats,
                                              .address = net->options.address,
                                              .port = net->options.port,
                                              .sockets_max = sockets,
                                              .lacks = descriptors_lack,
                                              .context = net};
    const struct transport_options transport = transport_options(net);
    net->listener = listener_new(&listener, why, why_bytes);
    if (!net->listener || !health_open(net, why, why_bytes))
        return false;
    net->port = listener_port(net->listener);
    net->transport = transport_new(&transport, why, why_bytes);
    if (!net->transport)
        return false;
    if (!*net->options.url)
        url_make(net);
    api_start(net->api);
    listener_start(net->listener, client_came, net->transport);
    return true;
}

struct net *net_new(const struct net_options *options, char *why, size_t why_bytes)
{
    const char *bad = strangers_proxy_bad(options->proxies);
    if (bad) {
        snprintf(why, why_bytes, "the proxy %s is no address or network", bad);
        return NULL;
    }
    if (options->tls_cert && !tls_pair_check(options->tls_cert, options->tls_key, why, why_bytes))
        return NULL;
    struct net *net = mem_new(sizeof *net);
    struct shares shares =
        shares_of(options->connections_max ? options->connections_max : CONNECTIONS);
    net->loop = options->loop;
    options_complete(net, options);
    if (!revoked_open(net, why, why_bytes)) {
        texts_free(net->origins);
        mem_free(net);
        return NULL;
    }
    net->options.connections_max = shares.members;
    net->limits = (struct session_limits){.connections_max = shares.members,
                                          .connections_person = net->options.connections_person};
    net->stats.connections_max = net->limits.connections_max;
    strangers_open(net, shares.strangers);
    parts_new(net, options->hub, options->journal);
    /* Those that are just ending have descriptors of our own to end in. */
    if (doors_open(net, shares.members + shares.strangers + FILES_OWN, why, why_bytes))
        return net;
    health_close(net);
    listener_close(&net->listener);
    parts_free(net);
    return NULL;
}

void net_when_known(struct net *net, loop_fn *fn, void *context)
{
    if (net->keys)
        login_keys_when_known(net->keys, fn, context);
    else
        loop_later(net->loop, fn, context);
}

int net_port(const struct net *net)
{
    return net->port;
}

int net_health_port(const struct net *net)
{
    return net->health_port;
}

size_t net_places(const struct net *net)
{
    return net->options.connections_max;
}

void net_change(struct net *net, const struct net_changes *changes)
{
    size_t places = net->options.connections_max;
    bool fewer = changes->connections_max > 0 && changes->connections_max < places;
    net->limits.connections_max = fewer ? changes->connections_max : places;
    net->stats.connections_max = net->limits.connections_max;
    net->limits.connections_person =
        changes->connections_person ? changes->connections_person : BOUND_CONNECTIONS_PERSON;
    net->options.drain_seconds = changes->drain_seconds;
    uploads_set_file_bytes(net->uploads, changes->file_bytes);
}

bool net_certify(struct net *net, char *why, size_t why_bytes)
{
    if (!tls_pair_check(net->options.tls_cert, net->options.tls_key, why, why_bytes))
        return false;
    bool expired = tls_pair_days(net->options.tls_cert) < 0;
    if (!expired && transport_certify(net->transport))
        return true;
    snprintf(why, why_bytes, "%s: %s", net->options.tls_cert,
             expired ? "the certificate has expired" : "the library cannot use it");
    return false;
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

/* Until all have gone the listener stays open: whoever is in front learns from /health that nobody
 * is to come here any more, and does not take us for dead, which would cut those who are still
 * here. Those who are told to go come back elsewhere: some at a time, evenly until the end of the
 * time given; few need little of it. */
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
    listener_close(&net->listener);
    if (transport_peers(net->transport) > 0 && ++net->looks < CLOSE_LOOKS)
        return;
    timer_close(&net->closing);
    health_close(net);
    transport_close(&net->transport, transport_closed, net);
}

void net_close(struct net **net, loop_fn *closed, void *context)
{
    struct net *old = *net;
    *net = NULL;
    old->closed = closed;
    old->closed_context = context;
    http_stop(old->http);
    old->drain_end_ms = loop_tick_ms(old->loop) + old->options.drain_seconds * 1000;
    old->closing = loop_every(old->loop, CLOSE_LOOK_MS, closing_look, old);
}
