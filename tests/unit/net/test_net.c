/* SPDX-License-Identifier: Apache-2.0
 *
 * The whole floor over real sockets, with the fake hub: the loop runs here, the client in a thread
 * of its own with blocking sockets. What must be refused before anything else is tried by name.
 */
#include "net/net.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <sys/socket.h>
#include <unistd.h>

#include "help_net.h"
#include "journal/backend.h"

#define UPGRADE                                                                                    \
    "GET /connection/websocket HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\n"                     \
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
#define THIRTEEN "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"

struct world {
    struct loop *loop;
    struct journal *journal;
    struct net *net;
    int port, health_port;
    void (*client)(struct world *world);
    char answer[65536]; /* what a client read last */
    size_t answer_len;
};

static void stop(void *context)
{
    loop_stop(context);
}

static void net_closed(void *context)
{
    struct world *world = context;
    journal_close(&world->journal);
    /* The journal's last words come in later turns. */
    loop_later(world->loop, stop, world->loop);
}

static void close_all(void *context)
{
    struct world *world = context;
    net_close(&world->net, net_closed, world);
}

static struct net *open_net(struct world *world, const struct net_options *options, char *why)
{
    world->loop = loop_new();
    world->journal = journal_new(world->loop, memory_open());
    struct net_options all = *options;
    all.loop = world->loop;
    all.journal = world->journal;
    return net_new(&all, why, 200);
}

/* Told by the client's thread through a pipe: the loop is not to be touched from there. */
static int done_pipe[2];

static void client_done(void *context)
{
    struct watch **watch = ((void **)context)[1];
    watch_close(watch);
    close_all(((void **)context)[0]);
}

static void *client_thread(void *context)
{
    struct world *world = context;
    world->client(world);
    assert_int_equal(write(done_pipe[1], "x", 1), 1);
    return NULL;
}

static void run_with(void (*client)(struct world *world), const struct net_options *options)
{
    static struct world world;
    char why[200] = "";
    pthread_t thread;
    struct watch *watch;
    void *contexts[] = {&world, &watch};
    memset(&world, 0, sizeof world);
    world.client = client;
    fake_hub_clear();
    world.net = open_net(&world, options, why);
    assert_non_null(world.net);
    world.port = net_port(world.net);
    world.health_port = net_health_port(world.net);
    assert_int_equal(pipe(done_pipe), 0);
    watch = loop_watch(world.loop, done_pipe[0], client_done, contexts);
    assert_int_equal(pthread_create(&thread, NULL, client_thread, &world), 0);
    loop_run(world.loop);
    pthread_join(thread, NULL);
    loop_free(&world.loop);
    close(done_pipe[0]);
    close(done_pipe[1]);
    fake_hub_clear();
}

static void run(void (*client)(struct world *world), size_t connections_max)
{
    run_with(client,
             &(struct net_options){.address = "127.0.0.1", .connections_max = connections_max});
}

static int dial(const struct world *world)
{
    struct timeval patience = {.tv_sec = 10};
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)world->port)};
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    assert_int_equal(connect(fd, (struct sockaddr *)&to, sizeof to), 0);
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    return fd;
}

static void say(int fd, struct slice bytes)
{
    (void)send(fd, bytes.at, bytes.len, MSG_NOSIGNAL);
}

/* Reads until `end` has come, or the other side has closed. */
static const char *hear(struct world *world, int fd, const char *end)
{
    world->answer_len = 0;
    world->answer[0] = '\0';
    while (!end || !strstr(world->answer, end)) {
        ssize_t got = recv(fd, world->answer + world->answer_len,
                           sizeof world->answer - 1 - world->answer_len, 0);
        if (got <= 0)
            break;
        world->answer_len += (size_t)got;
        world->answer[world->answer_len] = '\0';
    }
    return world->answer;
}

/* Says that nothing more will be asked, for else the other side keeps the connection for a while;
 * of a stream that would be the end. */
static const char *ask(struct world *world, const char *request)
{
    int fd = dial(world);
    say(fd, slice_of(request));
    if (!strstr(request, " /connection/"))
        shutdown(fd, SHUT_WR);
    const char *answer = hear(world, fd, NULL);
    close(fd);
    return answer;
}

static void starts(const char *answer, const char *with)
{
    assert_int_equal(strncmp(answer, with, strlen(with)), 0);
}

static int upgraded(struct world *world)
{
    int fd = dial(world);
    say(fd, SLICE(UPGRADE THIRTEEN "\r\n"));
    starts(hear(world, fd, "\r\n\r\n"), "HTTP/1.1 101 ");
    return fd;
}

/* A client's frame: masked with zeros, which leaves the bytes readable. */
static void say_frame(int fd, unsigned char first, struct slice payload, size_t announced)
{
    char frame[300] = {(char)first, (char)(0x80 | (announced < 126 ? announced : 126)),
                       (char)(announced >> 8), (char)(announced & 0xff)};
    size_t header = announced < 126 ? 6 : 8;
    memset(frame + (announced < 126 ? 2 : 4), 0, 4);
    memcpy(frame + header, payload.at, payload.len);
    say(fd, (struct slice){frame, header + payload.len});
}

/* The next frame must be a close frame with this code; the server then waits for ours. */
static void closes_with(int fd, unsigned code)
{
    unsigned char frame[4];
    assert_int_equal(recv(fd, frame, sizeof frame, MSG_WAITALL), sizeof frame);
    assert_int_equal(frame[0], 0x88);
    assert_int_equal(frame[2] << 8 | frame[3], code);
    close(fd);
}

static void client_http(struct world *world)
{
    starts(ask(world, "GET /health HTTP/1.1\r\nHost: a\r\n\r\n"), "HTTP/1.1 200 OK\r\n");
    assert_non_null(strstr(world->answer, "\"status\":\"ok\""));
    starts(ask(world, "HEAD /metrics HTTP/1.1\r\nHost: a\r\n\r\n"), "HTTP/1.1 200 OK\r\n");
    starts(ask(world, "GET /no.txt HTTP/1.1\r\nHost: a\r\n\r\n"), "HTTP/1.1 404 ");
    starts(ask(world, "DELETE /health HTTP/1.1\r\nHost: a\r\n\r\n"), "HTTP/1.1 405 ");
    starts(ask(world, "POST /health HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello"), "HTTP/1.1 405 ");
    starts(ask(world, "GET /connection/websocket HTTP/1.1\r\nHost: a\r\n\r\n"), "HTTP/1.1 426 ");
}

static void http_is_answered(void **state)
{
    run(client_http, 0);
}

/* Each of these would be another protocol inside the library: HTTP/2, a raw pipe, a draft. */
static void client_others(struct world *world)
{
    static const char *const versions[] = {"8", "7", "0", "14", "13, 8"};
    starts(ask(world, UPGRADE "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n"),
           "HTTP/1.1 400 ");
    starts(ask(world, "CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\nhello"), "HTTP/1.1 400 ");
    assert_string_equal(ask(world, "CONNECT /connection/websocket HTTP/1.1\r\n\r\n"), "");
    assert_null(strstr(ask(world, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), "HTTP/2"));
    for (size_t i = 0; i < sizeof versions / sizeof versions[0]; i++) {
        char request[400];
        snprintf(request, sizeof request,
                 UPGRADE "Upgrade: websocket\r\nSec-WebSocket-Version: %s\r\n\r\n", versions[i]);
        starts(ask(world, request), "HTTP/1.1 400 ");
    }
    starts(ask(world, UPGRADE "Upgrade: websocket\r\n\r\n"), "HTTP/1.1 400 ");
    starts(ask(world, UPGRADE THIRTEEN "Origin: https://evil\r\n\r\n"), "HTTP/1.1 403 ");
}

static void other_protocols_are_refused(void **state)
{
    run(client_others, 0);
}

/* libwebsockets 4.1 loops for ever over these when connections are kept. */
static void client_pipelined(struct world *world)
{
    static const char get[] = "GET /health HTTP/1.1\r\nHost: a\r\n\r\n";
    static const char post[] = "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello";
    char many[2000] = "";
    for (int i = 0; i < 6; i++)
        strncat(many, i % 2 ? post : get, sizeof many - strlen(many) - 1);
    for (int i = 0; i < 20; i++)
        (void)ask(world, many + (i % 2 ? strlen(get) : 0));
    starts(ask(world, get), "HTTP/1.1 200 ");
}

static void pipelined_requests_do_no_harm(void **state)
{
    run(client_pipelined, 0);
}

static void client_websocket(struct world *world)
{
    int fd = upgraded(world);
    assert_null(strstr(world->answer, "Extensions"));
    say_frame(fd, 0x81, SLICE("nonsense"), 8);
    closes_with(fd, 3501);
    fd = upgraded(world);
    say_frame(fd, 0x82, SLICE("{}"), 2);
    closes_with(fd, 3506);
    fd = upgraded(world);
    say_frame(fd, 0x81, SLICE("\xff\xff"), 2);
    closes_with(fd, 1007);
    fd = upgraded(world);
    for (int i = 0; i < 40; i++)
        say_frame(fd, i ? 0x00 : 0x01, SLICE(""), 0);
    closes_with(fd, 1009);
    fd = upgraded(world);
    say_frame(fd, 0x88, SLICE("\x03\xe8"), 2);
    closes_with(fd, 1000);
}

static void websockets_end_with_their_code(void **state)
{
    run(client_websocket, 0);
}

#define ANONYMOUS   "{\"id\":1,\"connect\":{}}"
#define POST_STREAM "POST /connection/http_stream HTTP/1.1\r\nHost: a\r\n"
#define CHUNKED     "Transfer-Encoding: chunked\r\n\r\n"

/* The fake hub sends no replies: what can be seen is how streams begin and end. */
static int streaming(struct world *world, const char *request)
{
    int fd = dial(world);
    say(fd, slice_of(request));
    starts(hear(world, fd, "\r\n\r\n"), "HTTP/1.1 200 OK\r\n");
    return fd;
}

static void ends_with(struct world *world, int fd, const char *end)
{
    const char *rest = hear(world, fd, NULL);
    assert_string_equal(rest + (strlen(rest) < strlen(end) ? 0 : strlen(rest) - strlen(end)), end);
    close(fd);
}

static void client_streams(struct world *world)
{
    static const char disconnect[] = "{\"push\":{\"disconnect\":{\"code\":3501,"
                                     "\"reason\":\"bad request\"}}}\n";
    char chunk[200];
    snprintf(chunk, sizeof chunk, CHUNKED "3d\r\n%s\r\n0\r\n\r\n", disconnect);
    const char *answer = ask(world, POST_STREAM "Content-Length: 3\r\n\r\nbad");
    assert_non_null(strstr(answer, chunk));
    answer = ask(world, "POST /connection/http_stream HTTP/1.0\r\nContent-Length: 3\r\n\r\nbad");
    assert_null(strstr(answer, "chunked"));
    assert_non_null(strstr(answer, disconnect));
    answer = ask(world, "GET /connection/sse?a=1&cf_connect=%7B%26 HTTP/1.1\r\nHost: a\r\n\r\n");
    assert_non_null(strstr(answer, "\r\n\r\n44\r\ndata: {\"push\":{\"disconnect\""));
    starts(ask(world, POST_STREAM "\r\n"), "HTTP/1.1 411 ");
    starts(ask(world, POST_STREAM "Content-Length: 2000000\r\n\r\n"), "HTTP/1.1 413 ");
    starts(ask(world, POST_STREAM "Origin: https://evil\r\nContent-Length: 3\r\n\r\nbad"),
           "HTTP/1.1 403 ");
    starts(ask(world, "POST /emulation HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}"),
           "HTTP/1.1 400 ");
}

static void streams_begin_and_end(void **state)
{
    run(client_streams, 0);
}

/* Whatever comes after the request ends a stream at once, and costs the others nothing. */
static void client_talks_on(struct world *world)
{
    static const char get[] = "GET /connection/sse?cf_connect=" ANONYMOUS " HTTP/1.1\r\n\r\n";
    char post[300];
    snprintf(post, sizeof post, POST_STREAM "Content-Length: %zu\r\n\r\n%s", strlen(ANONYMOUS),
             ANONYMOUS);
    for (int i = 0; i < 20; i++) {
        int fd = streaming(world, i % 2 ? get : post);
        say(fd, SLICE("GET /health HTTP/1.1\r\n\r\n"));
        ends_with(world, fd, "");
        assert_null(strstr(world->answer, "status"));
    }
    starts(ask(world, "GET /health HTTP/1.1\r\nHost: a\r\n\r\n"), "HTTP/1.1 200 ");
}

static void a_stream_that_is_spoken_on_ends(void **state)
{
    run(client_talks_on, 0);
}

/* One that has said who it is. */
static int member(struct world *world, int number)
{
    char connections[32];
    int fd = upgraded(world);
    say_frame(fd, 0x81, SLICE(ANONYMOUS), strlen(ANONYMOUS));
    snprintf(connections, sizeof connections, "\"connections\":%d}", number);
    while (!strstr(ask(world, "GET /health HTTP/1.1\r\nHost: a\r\n\r\n"), connections))
        starts(world->answer, "HTTP/1.1 200 ");
    return fd;
}

static void client_full(struct world *world)
{
    int silent = upgraded(world), one = member(world, 1), two = member(world, 2);
    starts(ask(world, UPGRADE THIRTEEN "\r\n"), "HTTP/1.1 503 ");
    starts(ask(world, POST_STREAM "Content-Length: 3\r\n\r\nbad"), "HTTP/1.1 503 ");
    starts(ask(world, "GET /health HTTP/1.1\r\nHost: a\r\n\r\n"), "HTTP/1.1 200 ");
    close(two);
    close(one);
    close(silent);
}

/* What a proxy's rule for a path would not see. */
static void client_paths(struct world *world)
{
    static const char *const paths[] = {"//metrics",
                                        "/./metrics",
                                        "/%6detrics",
                                        "/a/../metrics",
                                        "/metrics%3fa",
                                        "/\\metrics",
                                        "/a%2f..%2fmetrics",
                                        "//connection/sse?cf_connect=" ANONYMOUS,
                                        "/connection/../emulation",
                                        "http://a/metrics",
                                        "metrics",
                                        "*",
                                        "/metrics#a"};
    static const char *const upgrades[] = {"//connection/websocket", "/connection/./websocket",
                                           "/%63onnection/websocket", "/x/../connection/websocket"};
    char request[400];
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
        snprintf(request, sizeof request, "GET %s HTTP/1.1\r\nHost: a\r\n\r\n", paths[i]);
        starts(ask(world, request), "HTTP/1.1 400 ");
    }
    for (size_t i = 0; i < sizeof upgrades / sizeof upgrades[0]; i++) {
        snprintf(request, sizeof request, "GET %s%s" THIRTEEN "\r\n", upgrades[i],
                 UPGRADE + strlen("GET /connection/websocket"));
        starts(ask(world, request), "HTTP/1.1 400 ");
    }
    starts(ask(world, "GET /metrics?a=//b HTTP/1.1\r\nHost: a\r\n\r\n"), "HTTP/1.1 200 ");
    assert_non_null(strstr(world->answer, "muster_refused_total{reason=\"path\"} 17\n"));
}

static void a_path_has_one_form(void **state)
{
    run(client_paths, 0);
}

/* A head is awaited in whatever pieces it comes, and answered once whole. */
static void client_pieces(struct world *world)
{
    static const char request[] = "GET /health HTTP/1.1\r\nHost: a\r\n\r\n";
    int fd = dial(world), one = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    for (size_t i = 0; i < strlen(request); i++) {
        say(fd, (struct slice){request + i, 1});
        (void)ask(world, request); /* the loop has turned */
    }
    starts(hear(world, fd, "\r\n\r\n"), "HTTP/1.1 200 ");
    close(fd);
    fd = dial(world);
    say(fd, SLICE("GET /health HTTP/1.1\r\n"));
    shutdown(fd, SHUT_WR);
    assert_string_equal(hear(world, fd, NULL), "");
    close(fd);
}

static void a_head_may_come_in_pieces(void **state)
{
    run(client_pieces, 0);
}

static const char *ask_at(struct world *world, int port, const char *request)
{
    struct world other = {.port = port};
    int fd = dial(&other);
    say(fd, slice_of(request));
    shutdown(fd, SHUT_WR);
    const char *answer = hear(world, fd, NULL);
    close(fd);
    return answer;
}

static void client_health(struct world *world)
{
    static const char health[] = "GET /health HTTP/1.1\r\nHost: a\r\n\r\n";
    static const char metrics[] = "HEAD /metrics HTTP/1.0\r\n\r\n";
    static const char page[] = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    starts(ask(world, health), "HTTP/1.1 404 ");
    starts(ask(world, metrics), "HTTP/1.1 404 ");
    starts(ask_at(world, world->health_port, health), "HTTP/1.1 200 ");
    assert_non_null(strstr(world->answer, "\"status\":\"ok\""));
    starts(ask_at(world, world->health_port, metrics), "HTTP/1.1 200 ");
    starts(ask_at(world, world->health_port, page), "HTTP/1.1 404 ");
    starts(ask_at(world, world->health_port, UPGRADE THIRTEEN "\r\n"), "HTTP/1.1 404 ");
    starts(ask_at(world, world->health_port, "GET //health HTTP/1.1\r\n\r\n"), "HTTP/1.1 400 ");
    starts(ask_at(world, world->health_port, "POST /health HTTP/1.1\r\n\r\n"), "HTTP/1.1 405 ");
    for (int i = 0; i < 100; i++)
        (void)dial(&(struct world){.port = world->health_port});
    starts(ask_at(world, world->health_port, health), "HTTP/1.1 200 ");
}

static void health_may_have_an_address_of_its_own(void **state)
{
    run_with(client_health,
             &(struct net_options){.address = "127.0.0.1", .health_address = "127.0.0.1"});
}

static void a_full_house_says_so(void **state)
{
    run_with(client_full, &(struct net_options){
                              .address = "127.0.0.1", .connections_max = 2, .channels_open = true});
}

static int left_open;

static void client_leaves_open(struct world *world)
{
    left_open = upgraded(world);
}

static void the_end_is_said_to_everybody(void **state)
{
    run(client_leaves_open, 0);
    closes_with(left_open, 3001);
}

static void what_cannot_listen_says_why(void **state)
{
    static const char *const proxies[] = {"10.0.0.0/8", "proxy.example", NULL};
    static const struct net_options bad[] = {
        {.address = "not an address"},
        {.address = "192.0.2.1", .port = 80},
        {.address = "127.0.0.1", .health_address = "no address"},
        {.proxies = proxies},
        {.tls_cert = "/nowhere.pem", .tls_key = "/no.pem"}};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        char why[200] = "";
        struct world world = {0};
        assert_null(open_net(&world, &bad[i], why));
        assert_true(strlen(why) > 10);
        journal_close(&world.journal);
        loop_free(&world.loop);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(http_is_answered),
        cmocka_unit_test(other_protocols_are_refused),
        cmocka_unit_test(pipelined_requests_do_no_harm),
        cmocka_unit_test(websockets_end_with_their_code),
        cmocka_unit_test(streams_begin_and_end),
        cmocka_unit_test(a_stream_that_is_spoken_on_ends),
        cmocka_unit_test(a_full_house_says_so),
        cmocka_unit_test(a_path_has_one_form),
        cmocka_unit_test(a_head_may_come_in_pieces),
        cmocka_unit_test(health_may_have_an_address_of_its_own),
        cmocka_unit_test(the_end_is_said_to_everybody),
        cmocka_unit_test(what_cannot_listen_says_why),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
