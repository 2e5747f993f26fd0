/* SPDX-License-Identifier: Apache-2.0
 *
 * muster serve: the only place that names a concrete journal, a bus and the feature table, opens
 * the floors from below and closes them from above.
 */
#include <signal.h>

#include "base/log.h"
#include "base/mem.h"
#include "bus_open.h"
#include "demo.h"
#include "demo_rooms.h"
#include "features/features.h"
#include "figures.h"
#include "first_lines.h"
#include "folders.h"
#include "hub/gate.h"
#include "journal/accounts.h"
#include "journal/backend.h"
#include "journal/contents.h"
#include "keys.h"
#include "mail_open.h"
#include "notify.h"
#include "outbound/mailer.h"
#include "outbound/push.h"
#include "paths.h"
#include "push_open.h"
#include "reload.h"
#include "searching.h"
#include "secret_file.h"
#include "store.h"
#include "subcommand.h"
#include "words.h"

enum { FLAG_LISTEN, FLAG_JOURNAL, FLAG_DEMO };
enum {
    JOURNAL_WATCH_MS = 100,
    WHY_BYTES = 2048,
    STOP_MS = 30000, /* what the end may take beside letting people go */
};

struct serve {
    const struct config *config; /* borrowed, as the next */
    const struct invocation *invocation;
    bool wants_demo;
    struct buffer host, key, media_key, why;
    struct buffer health_host; /* empty: health has no address of its own */
    unsigned port, health_port;
    struct token_rules *rules;
    struct loop *loop;
    struct journal *journal;
    struct contents *contents;
    struct accounts *accounts;
    struct searching searching;
    struct mailer *mailer; /* NULL: no mail is sent */
    struct push *push;     /* NULL: browsers get no messages */
    struct bus *bus;
    struct kinds *kinds; /* owned */
    struct hub *hub;
    struct demo *demo; /* NULL: not the demo */
    struct net_route routes[DEMO_ROUTES];
    struct net *net;
    struct reload *reload; /* NULL: too early or too late for it */
    struct notify *notify;
    struct figures *figures;
    struct timer *watch; /* of the journal */
    bool away;           /* what was last said of it */
    bool stopping, failed;
};

static bool refuse(struct serve *serve, const char *sentence)
{
    buffer_addf(&serve->why, "%s", sentence);
    return false;
}

/* The demo keeps away from the academy's own journal, also where nothing is configured. */
static const char *journal_url(const struct serve *serve)
{
    bool chosen = strcmp(config_source(serve->config, CONFIG_JOURNAL_URL), "default") != 0;
    return serve->wants_demo && !chosen ? "sqlite:var/demo.db"
                                        : config_text(serve->config, CONFIG_JOURNAL_URL);
}

static const char *sqlite_path(const struct serve *serve)
{
    const char *url = journal_url(serve);
    return strncmp(url, "sqlite:", 7) == 0 ? url + 7 : NULL;
}

/* "localhost" is one address here; a NUL ends it. */
static bool host_finish(struct buffer *host)
{
    if (slice_is(buffer_slice(host), "localhost")) {
        buffer_clear(host);
        buffer_add(host, SLICE("127.0.0.1"));
    }
    buffer_add_byte(host, 0);
    return !host->full;
}

static bool health_address_read(struct serve *serve)
{
    const char *listen = config_text(serve->config, CONFIG_SERVER_HEALTH_LISTEN);
    if (!*listen)
        return true;
    if (!config_split_address(listen, &serve->health_host, &serve->health_port))
        return refuse(serve, "server.health_listen is not ADDRESS:PORT");
    return host_finish(&serve->health_host);
}

static bool address_read(struct serve *serve)
{
    const char *listen = config_text(serve->config, CONFIG_SERVER_LISTEN);
    if (!config_split_address(listen, &serve->host, &serve->port))
        return refuse(serve, "server.listen is not ADDRESS:PORT");
    if (!*config_text(serve->config, CONFIG_SERVER_TLS_CERT) !=
        !*config_text(serve->config, CONFIG_SERVER_TLS_KEY))
        return refuse(serve, "server.tls_cert and server.tls_key are set both or not at all");
    if (!secret_file_private(config_text(serve->config, CONFIG_SERVER_TLS_KEY), &serve->why))
        return false;
    if (serve->wants_demo && !demo_address_allowed(buffer_slice(&serve->host)))
        return refuse(serve, "--demo lets everybody be anybody: it listens on 127.0.0.1, ::1 or "
                             "localhost alone");
    return host_finish(&serve->host) && health_address_read(serve);
}

/* The demo signs whatever it is asked to: never with a key that means something elsewhere. */
static bool demo_key_allowed(struct serve *serve)
{
    if (keys_alg(serve->config) == TOKEN_HS256 && !keys_named(serve->config) &&
        !*config_text(serve->config, CONFIG_TOKEN_KEY_FILE))
        return true;
    return refuse(serve, "--demo signs a token for whoever asks: it does not start with a key of "
                         "yours (token.secret, token.secret_file, token.key_file, "
                         "token.algorithm)");
}

/* Its own key is kept beside its journal, or shared by its instances (demo.secret). */
static bool demo_key_read(struct serve *serve)
{
    struct buffer path;
    const char *journal = sqlite_path(serve);
    struct slice shared = keys_text(serve->config, CONFIG_DEMO_SECRET);
    if (shared.at) {
        buffer_add(&serve->key, shared);
        return true;
    }
    if (!journal) {
        keys_make(&serve->key);
        return true;
    }
    buffer_init(&path, PATHS_BYTES);
    paths_beside(journal, "demo.secret", &path);
    bool good = !path.full && keys_read_or_make(path.bytes, &serve->key, &serve->why);
    buffer_done(&path);
    return good;
}

/* A stream key is typed into an encoder once, and is good for good. */
static bool ingest_allowed(struct serve *serve)
{
    const char *ingest = config_text(serve->config, CONFIG_SERVER_INGEST);
    if (*ingest && strncmp(ingest, "rtmp://", 7) != 0 && strncmp(ingest, "rtmps://", 8) != 0)
        return refuse(serve, "server.ingest begins with rtmp:// or rtmps://");
    if (*ingest && serve->media_key.len == 0)
        return refuse(serve, "server.ingest needs server.media_secret_file: the stream keys of "
                             "rooms would end with the process");
    return true;
}

static bool rules_make(struct serve *serve)
{
    serve->rules = keys_rules(serve->config, buffer_slice(&serve->key), &serve->why);
    return serve->rules &&
           keys_media(serve->config, buffer_slice(&serve->key), &serve->media_key, &serve->why) &&
           ingest_allowed(serve);
}

static bool key_read(struct serve *serve)
{
    /* Nobody needs a token who signs in here. */
    return (!keys_named(serve->config) || keys_read(serve->config, &serve->key, &serve->why)) &&
           rules_make(serve);
}

/* Nothing of the demo is written before this is known. */
static bool demo_journal_allowed(struct serve *serve, struct backend *backend)
{
    enum err error = serve->wants_demo ? demo_rooms_own(backend) : ERR_NONE;
    if (error == ERR_PERMISSION_DENIED)
        return refuse(serve, "--demo lets everybody be anybody: this journal holds rooms and is "
                             "not the demo's, name another one with --journal");
    if (error != ERR_NONE)
        buffer_addf(&serve->why, "the journal cannot be read: %s", error_text(error));
    return error == ERR_NONE;
}

static bool journal_open(struct serve *serve)
{
    char why[512] = "";
    const char *path = sqlite_path(serve);
    const char *url = journal_url(serve);
    struct backend *backend = NULL;
    if (path && !paths_make_folder(path, &serve->why))
        return false;
    if (path)
        backend = sqlite_open(path, why, sizeof why);
    else if (strncmp(url, "postgres", 8) == 0)
        backend =
            postgres_open(url, config_text(serve->config, CONFIG_JOURNAL_KEYS), why, sizeof why);
    else
        backend = memory_open();
    if (!backend)
        return refuse(serve, why);
    if (!demo_journal_allowed(serve, backend)) {
        backend->ops->close(backend);
        return false;
    }
    serve->journal = journal_new(serve->loop, backend);
    return true;
}

static bool accounts_open(struct serve *serve)
{
    struct accounts_store *store = store_accounts_open(journal_url(serve), &serve->why);
    if (store)
        serve->accounts = accounts_new(serve->loop, store);
    return store;
}

static bool bus_ready(struct serve *serve)
{
    const struct bus_about about = {.loop = serve->loop,
                                    .config = serve->config,
                                    .shared = strncmp(journal_url(serve), "postgres", 8) == 0,
                                    .media_same = serve->media_key.len > 0};
    serve->bus = bus_open(&about, &serve->why);
    return serve->bus;
}

static bool hub_open(struct serve *serve)
{
    char why[256];
    const struct config *config = serve->config;
    bool chosen = strcmp(config_source(config, CONFIG_ACADEMY_GATE), "default") != 0;
    bool members = strcmp(config_text(config, CONFIG_ACADEMY_GATE), "members") == 0;
    const struct hub_options options = {
        .academy = "academy:main",
        .academy_members = members && (chosen || !serve->wants_demo),
        .channels_open = config_bool(config, CONFIG_CHANNELS_OPEN),
        .grace_ms = config_int(config, CONFIG_LIMITS_GRACE_SECONDS) * 1000,
        .sleep_ms = config_int(config, CONFIG_LIMITS_SLEEP_SECONDS) * 1000,
        .tally_ms = config_int(config, CONFIG_LIMITS_TALLY_MS),
        .away_ms = config_int(config, CONFIG_LIMITS_AWAY_SECONDS) * 1000,
        .erase_ms = config_int(config, CONFIG_JOURNAL_ERASE_DAYS) * 86400 * 1000 + 1,
        .contents = serve->contents,
        .searcher = serve->searching.searcher,
    };
    serve->kinds = kinds_new(kinds_all, why, sizeof why);
    if (!serve->kinds)
        return refuse(serve, why);
    serve->hub = hub_new(serve->loop, serve->journal, serve->bus, serve->kinds, &options);
    searching_begin(&serve->searching, serve->journal, serve->kinds);
    return true;
}

static void demo_open(struct serve *serve)
{
    struct buffer path;
    const char *journal = sqlite_path(serve);
    buffer_init(&path, PATHS_BYTES);
    if (journal)
        paths_beside(journal, "demo.count", &path);
    const struct demo_options options = {
        .loop = serve->loop,
        .journal = serve->journal,
        .hub = serve->hub,
        .config = serve->config,
        .key = buffer_slice(&serve->key),
        .count_path = path.bytes,
    };
    serve->demo = demo_new(&options);
    demo_routes(serve->demo, serve->routes);
    buffer_done(&path);
}

static const char *path_or_null(const struct buffer *path)
{
    return path->len > 0 ? path->bytes : NULL;
}

static enum websockets websockets_of(const struct config *config)
{
    bool own = strcmp(config_text(config, CONFIG_SERVER_WEBSOCKETS), "own") == 0;
    return own ? WEBSOCKETS_OWN : WEBSOCKETS_LIBRARY;
}

static bool net_open(struct serve *serve)
{
    const struct config *config = serve->config;
    char why[256] = "";
    struct words origins, hosts, proxies;
    struct buffer web, media;
    buffer_init(&web, PATHS_BYTES);
    buffer_init(&media, PATHS_BYTES);
    words_init(&origins, config_text(config, CONFIG_SERVER_ORIGINS));
    words_init(&proxies, config_text(config, CONFIG_SERVER_PROXIES));
    words_init(&hosts, config_text(config, CONFIG_SERVER_STREAM_HOSTS));
    serve->figures = figures_new(config, sqlite_path(serve), &serve->searching, serve->contents);
    bool good = folders_find(config, &web, &media, &serve->why);
    const struct net_options options = {
        .address = slice_is(slice_of(serve->host.bytes), "*") ? NULL : serve->host.bytes,
        .port = (int)serve->port,
        .health_address = path_or_null(&serve->health_host),
        .health_port = (int)serve->health_port,
        .proxies = proxies.items,
        .origins = origins.items,
        .stream_hosts = hosts.items,
        .web_root = path_or_null(&web),
        .media_root = path_or_null(&media),
        .media_secret = buffer_slice(&serve->media_key),
        .ingest = config_text(config, CONFIG_SERVER_INGEST),
        .tls_cert = keys_text(config, CONFIG_SERVER_TLS_CERT).at,
        .tls_key = keys_text(config, CONFIG_SERVER_TLS_KEY).at,
        .websockets = websockets_of(config),
        .ping_seconds = config_int(config, CONFIG_LIMITS_PING_SECONDS),
        .connect_seconds = config_int(config, CONFIG_LIMITS_CONNECT_SECONDS),
        .still_seconds = config_int(config, CONFIG_LIMITS_STILL_SECONDS),
        .exchange_seconds = config_int(config, CONFIG_LIMITS_EXCHANGE_SECONDS),
        .connections_max = (size_t)config_int(config, CONFIG_LIMITS_CONNECTIONS),
        .connections_person = (size_t)config_int(config, CONFIG_LIMITS_PERSON_CONNECTIONS),
        .drain_seconds = config_int(config, CONFIG_LIMITS_DRAIN_SECONDS),
        .loop = serve->loop,
        .hub = serve->hub,
        .journal = serve->journal,
        .channels_open = config_bool(config, CONFIG_CHANNELS_OPEN),
        .tokens = serve->wants_demo || keys_named(config) ? serve->rules : NULL,
        .accounts = serve->accounts,
        .mailer = serve->mailer,
        .away_ms = config_int(config, CONFIG_MAIL_AWAY_SECONDS) * 1000,
        .push = serve->push,
        .revoked_file = keys_text(config, CONFIG_TOKEN_REVOKED_FILE).at,
        .figures = figures_write,
        .figures_context = serve->figures,
        .url = config_text(config, CONFIG_SERVER_URL),
        .name = config_text(config, CONFIG_SERVER_NAME),
        .keeps_nothing = !config_bool(config, CONFIG_ACADEMY_KEEP),
        .demo = serve->wants_demo,
        .contents = serve->contents,
        .scanner = config_text(config, CONFIG_SERVER_CLAMD),
        .file_bytes = config_int(config, CONFIG_LIMITS_FILE_KB) * 1024,
        .export_bytes = config_int(config, CONFIG_LIMITS_EXPORT_MB) * (1 << 20),
        .slides = {.memory_mb = (unsigned)config_int(config, CONFIG_LIMITS_SLIDE_MB),
                   .seconds = (unsigned)config_int(config, CONFIG_LIMITS_SLIDE_SECONDS)},
        .routes = serve->routes,
        .routes_count = serve->demo ? DEMO_ROUTES : 0,
    };
    if (good)
        serve->net = net_new(&options, why, sizeof why);
    good = good && (serve->net || refuse(serve, why));
    words_done(&origins);
    words_done(&hosts);
    words_done(&proxies);
    buffer_done(&web);
    buffer_done(&media);
    return good;
}

static void serve_ready(void *context)
{
    const struct serve *serve = context;
    if (serve->stopping)
        return;
    first_lines_ready(serve->config, serve->host.bytes, net_port(serve->net));
    notify_ready(serve->notify);
}

static void gate_ready(void *context)
{
    const struct serve *serve = context;
    if (!serve->stopping)
        net_when_known(serve->net, serve_ready, context);
}

/* Whoever comes first is to meet a gate that knows whom to let in, and whom to believe. */
static void rooms_ready(void *context)
{
    struct serve *serve = context;
    if (!serve->stopping)
        gate_when_known(serve->hub, gate_ready, serve);
}

static void hub_closed(void *context)
{
    const struct serve *serve = context;
    loop_stop(serve->loop);
}

static void net_closed(void *context)
{
    struct serve *serve = context;
    accounts_close(&serve->accounts);
    hub_close(serve->hub, hub_closed, serve);
}

static void serve_stop(struct serve *serve)
{
    if (serve->stopping)
        return;
    serve->stopping = true;
    notify_stopping(serve->notify,
                    STOP_MS + config_int(serve->config, CONFIG_LIMITS_DRAIN_SECONDS) * 1000);
    timer_close(&serve->watch);
    reload_free(&serve->reload);
    if (serve->demo)
        demo_stop(serve->demo);
    net_close(&serve->net, net_closed, serve);
}

static void signal_come(void *context)
{
    log_line(LOG_INFO, "stopping", NULL);
    serve_stop(context);
}

static void hangup_come(void *context)
{
    struct serve *serve = context;
    if (serve->reload)
        reload_now(serve->reload);
}

static void reload_open(struct serve *serve)
{
    bool tokens = !serve->wants_demo && keys_named(serve->config);
    serve->reload = reload_new(&(struct reload_options){.invocation = serve->invocation,
                                                        .net = serve->net,
                                                        .tokens = tokens ? serve->rules : NULL});
    loop_on_hangup(serve->loop, hangup_come, serve);
    reload_certificate_say(serve->config);
}

static void away_tell(struct serve *serve)
{
    if (journal_away(serve->journal) == serve->away)
        return;
    serve->away = !serve->away;
    if (serve->away)
        log_line(LOG_ERROR, "the journal cannot be reached: commands are refused for now",
                 "reason=\"%s\"", journal_why(serve->journal));
    else
        log_line(LOG_INFO, "the journal is back", NULL);
}

/* After a failed commit nothing may be acknowledged any more: a restart, which replays, is the only
 * way on. */
static void journal_watch(void *context)
{
    struct serve *serve = context;
    away_tell(serve);
    figures_say(serve->figures, loop_now_ms(serve->loop) / 1000);
    if (!journal_failed(serve->journal) && !accounts_failed(serve->accounts))
        return;
    first_lines_lost(journal_url(serve), journal_failed(serve->journal)
                                             ? journal_why(serve->journal)
                                             : accounts_why(serve->accounts));
    serve->failed = true;
    serve_stop(serve);
}

static bool serve_open(struct serve *serve)
{
    bool demo = serve->wants_demo;
    if (!address_read(serve) || !(demo ? demo_key_allowed(serve) : key_read(serve)))
        return false;
    serve->loop = loop_new();
    if (!bus_ready(serve) || !journal_open(serve) || !accounts_open(serve) ||
        !mail_open(serve->loop, serve->config, &serve->mailer, &serve->why))
        return false;
    serve->push = push_open(serve->loop, serve->config);
    if (demo && !(demo_key_read(serve) && rules_make(serve)))
        return false;
    serve->contents = store_open(serve->loop, serve->config, journal_url(serve), &serve->why);
    if (!serve->contents)
        return false;
    searching_open(&serve->searching, serve->loop, journal_url(serve));
    if (!hub_open(serve))
        return false;
    if (demo)
        demo_open(serve);
    return net_open(serve);
}

static void serve_live(struct serve *serve)
{
    loop_on_signal(serve->loop, signal_come, serve);
    serve->notify = notify_new(serve->loop);
    reload_open(serve);
    first_lines_places(serve->config, net_places(serve->net));
    serve->watch = loop_every(serve->loop, JOURNAL_WATCH_MS, journal_watch, serve);
    log_line(LOG_INFO, "listening", "address=%s port=%d", serve->host.bytes, net_port(serve->net));
    if (net_health_port(serve->net))
        log_line(LOG_INFO, "health and metrics have an address of their own", "address=%s port=%d",
                 serve->health_host.bytes, net_health_port(serve->net));
    if (serve->demo)
        demo_start(serve->demo, rooms_ready, serve);
    else
        rooms_ready(serve);
    loop_run(serve->loop);
}

static void serve_close(struct serve *serve)
{
    accounts_close(&serve->accounts);
    contents_close(&serve->contents);
    searching_end(&serve->searching);
    journal_close(&serve->journal);
    searching_close(&serve->searching);
    if (serve->hub)
        hub_free(&serve->hub);
    kinds_free(&serve->kinds);
    bus_close(&serve->bus);
    demo_free(&serve->demo);
    mailer_free(&serve->mailer);
    push_free(&serve->push);
    notify_free(&serve->notify);
    figures_free(&serve->figures);
    if (serve->loop)
        loop_free(&serve->loop);
    token_rules_free(&serve->rules);
    buffer_done(&serve->host);
    buffer_done(&serve->health_host);
    buffer_done(&serve->key);
    buffer_done(&serve->media_key);
    buffer_done(&serve->why);
}

static int serve_run(const struct invocation *invocation)
{
    struct serve serve = {.config = invocation->config,
                          .invocation = invocation,
                          .wants_demo = invocation->values[FLAG_DEMO]};
    int status = 0;
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN); /* a disk that takes no more is an error, and said */
    mem_keep();
    if (notify_has_log())
        log_set_priorities();
    reload_log_level(serve.config);
    buffer_init(&serve.host, 256);
    buffer_init(&serve.health_host, 256);
    buffer_init(&serve.key, KEYS_BYTES);
    buffer_init(&serve.media_key, KEYS_BYTES);
    buffer_init(&serve.why, WHY_BYTES);
    first_lines_say(serve.config, journal_url(&serve));
    if (serve_open(&serve))
        serve_live(&serve);
    else
        status = subcommand_fail("serve", "%.*s", (int)serve.why.len, serve.why.bytes);
    serve_close(&serve);
    return serve.failed ? 1 : status;
}

static const struct subcommand_flag flags[] = {
    [FLAG_LISTEN] = {.name = "listen",
                     .value = "ADDRESS:PORT",
                     .help = "where to listen (127.0.0.1:7400)",
                     .sets = true,
                     .key = CONFIG_SERVER_LISTEN},
    [FLAG_JOURNAL] = {.name = "journal",
                      .value = "URL",
                      .help = "sqlite:PATH, postgresql://… or memory: (sqlite:var/muster.db)",
                      .sets = true,
                      .key = CONFIG_JOURNAL_URL},
    [FLAG_DEMO] =
        {.name = "demo",
         .help = "a demo academy with identities for all, loopback only (sqlite:var/demo.db)"},
};

const struct subcommand cmd_serve = {
    .name = "serve",
    .summary = "Run the server.",
    .details =
        "Every key of the configuration can be set: in the file, as MUSTER_SECTION_KEY in the\n"
        "environment, with --set section.key=value (`muster config` lists them). SIGTERM and\n"
        "SIGINT end it in order. SIGHUP has it read certificate, keys of tokens, level of the\n"
        "log and limits again; what cannot be used changes nothing. Exit status 1: it could\n"
        "not start, or the journal could not be written any more.",
    .flags = flags,
    .flags_count = sizeof flags / sizeof *flags,
    .run = serve_run,
};
