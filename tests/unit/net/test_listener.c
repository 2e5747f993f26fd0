/* SPDX-License-Identifier: Apache-2.0
 * A listener over real sockets: what whoever takes them over is promised. */
#include "net/listener.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/unused.h"
#include "help_net.h"

struct door {
    struct loop *loop;
    int fd; /* -1: none has come */
    struct address from;
    bool known;
};

static void came(void *context, int fd, const struct address *from)
{
    struct door *door = context;
    door->fd = fd;
    door->known = from;
    if (from)
        door->from = *from;
    loop_stop(door->loop);
}

static void nothing(void *context)
{
    UNUSED(context);
}

static int option(int fd, int level, int name)
{
    int value = 0;
    socklen_t len = sizeof value;
    assert_int_equal(getsockopt(fd, level, name, &value, &len), 0);
    return value;
}

static void a_socket_is_told_where_from_and_inherits_its_options(void **state)
{
    char why[200];
    struct net_stats stats = {0};
    struct door door = {.loop = loop_new(), .fd = -1};
    struct address expected;
    struct sockaddr_in from = {.sin_family = AF_INET}, to = {.sin_family = AF_INET};
    struct listener *listener = listener_new(&(struct listener_options){.loop = door.loop,
                                                                        .stats = &stats,
                                                                        .address = "127.0.0.1",
                                                                        .sockets_max = 10,
                                                                        .lacks = nothing},
                                             why, sizeof why);
    UNUSED(state);
    assert_non_null(listener);
    listener_start(listener, came, &door);
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    assert_int_equal(inet_pton(AF_INET, "127.0.0.7", &from.sin_addr), 1);
    assert_int_equal(bind(fd, (struct sockaddr *)&from, sizeof from), 0);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    to.sin_port = htons((uint16_t)listener_port(listener));
    assert_int_equal(connect(fd, (struct sockaddr *)&to, sizeof to), 0);
    loop_run(door.loop);
    assert_true(door.fd >= 0 && door.known);
    assert_true(address_read(SLICE("127.0.0.7"), &expected));
    assert_memory_equal(&door.from, &expected, sizeof expected);
    assert_int_not_equal(option(door.fd, IPPROTO_TCP, TCP_NODELAY), 0);
    /* The kernel doubles what it is told. */
    assert_int_equal(option(door.fd, SOL_SOCKET, SO_SNDBUF), 2 * 65536);
    close(fd);
    close(door.fd);
    listener_close(&listener);
    loop_free(&door.loop);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_socket_is_told_where_from_and_inherits_its_options),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
