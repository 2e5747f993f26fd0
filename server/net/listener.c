/* SPDX-License-Identifier: Apache-2.0
 * bind, listen, accept. */
#include "net/listener.h"

#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/mem.h"

enum {
    BACKLOG = 4096,
    ACCEPTS_TURN = 64,        /* 20 µs each: about a millisecond */
    PAUSE_MS = 100,           /* when the system has no descriptors left */
    SEND_BUFFER_BYTES = 65536 /* else the kernel keeps up to 4 MB for a slow client */
};

struct listener {
    struct listener_options options;
    listener_fn *adopt; /* NULL: not started */
    void *context;
    int fd, port;
    struct watch *watch;
    struct timer *pause; /* NULL: none */
};

static void take(struct listener *listener, int fd, const struct sockaddr_storage *from)
{
    struct address address;
    struct net_stats *stats = listener->options.stats;
    if (stats->sockets >= listener->options.sockets_max) {
        stats->refused[REFUSED_FULL]++;
        close(fd);
        return;
    }
    stats->accepted++;
    listener->adopt(listener->context, fd, address_of(from, &address) ? &address : NULL);
}

static void on_readable(void *context);

static void resume(void *context)
{
    struct listener *listener = context;
    timer_close(&listener->pause);
    listener->watch = loop_watch(listener->options.loop, listener->fd, on_readable, listener);
}

static void on_readable(void *context)
{
    struct listener *listener = context;
    for (int i = 0; i < ACCEPTS_TURN; i++) {
        struct sockaddr_storage from = {.ss_family = AF_UNSPEC};
        socklen_t len = sizeof from;
        int fd =
            accept4(listener->fd, (struct sockaddr *)&from, &len, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (fd >= 0) {
            take(listener, fd, &from);
        } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
            return;
        } else if (errno != EINTR && errno != ECONNABORTED) {
            listener->options.lacks(listener->options.context);
            /* The socket stays readable: looking away is all that keeps the loop from spinning. */
            watch_close(&listener->watch);
            listener->pause = loop_after(listener->options.loop, PAUSE_MS, resume, listener);
            return;
        }
    }
}

/* What each accepted socket has from the listening one (tcp(7), Linux), without a call of its own.
 */
static void inherited_set(int fd)
{
    int one = 1, bytes = SEND_BUFFER_BYTES;
    (void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    (void)setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &bytes, sizeof bytes);
}

static int socket_bind(const struct addrinfo *to)
{
    int one = 1, zero = 0;
    int fd = socket(to->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, IPPROTO_TCP);
    if (fd < 0)
        return -1;
    (void)setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    (void)setsockopt(fd, SOL_SOCKET, SO_REUSEPORT, &one, sizeof one);
    if (to->ai_family == AF_INET6)
        (void)setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &zero, sizeof zero);
    inherited_set(fd);
    if (bind(fd, to->ai_addr, to->ai_addrlen) == 0 && listen(fd, BACKLOG) == 0)
        return fd;
    int error = errno;
    close(fd);
    errno = error;
    return -1;
}

static int address_bind(const char *address, int port)
{
    char service[16];
    struct addrinfo *found = NULL;
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM,
                             .ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE};
    snprintf(service, sizeof service, "%d", port);
    if (getaddrinfo(address, service, &hints, &found) != 0) {
        errno = EINVAL;
        return -1;
    }
    int fd = socket_bind(found);
    freeaddrinfo(found);
    return fd;
}

/* "::" with IPV6_V6ONLY off takes IPv4 as well; a machine without IPv6 has only the other. */
static int any_bind(int port)
{
    int fd = address_bind("::", port);
    return fd >= 0 || errno == EADDRINUSE || errno == EACCES ? fd : address_bind("0.0.0.0", port);
}

static int port_of(int fd)
{
    struct sockaddr_storage own = {0};
    socklen_t len = sizeof own;
    if (getsockname(fd, (struct sockaddr *)&own, &len) != 0)
        return 0;
    in_port_t port = own.ss_family == AF_INET6 ? ((struct sockaddr_in6 *)&own)->sin6_port
                                               : ((struct sockaddr_in *)&own)->sin_port;
    return ntohs(port);
}

struct listener *listener_new(const struct listener_options *options, char *why, size_t why_bytes)
{
    int fd =
        options->address ? address_bind(options->address, options->port) : any_bind(options->port);
    if (fd < 0) {
        snprintf(why, why_bytes, "cannot listen on %s port %d: %s",
                 options->address ? options->address : "any address", options->port,
                 strerror(errno));
        return NULL;
    }
    struct listener *listener = mem_new(sizeof *listener);
    listener->options = *options;
    listener->fd = fd;
    listener->port = port_of(fd);
    return listener;
}

void listener_start(struct listener *listener, listener_fn *adopt, void *context)
{
    listener->adopt = adopt;
    listener->context = context;
    resume(listener);
}

int listener_port(const struct listener *listener)
{
    return listener->port;
}

void listener_close(struct listener **listener)
{
    struct listener *old = *listener;
    *listener = NULL;
    if (!old)
        return;
    timer_close(&old->pause);
    watch_close(&old->watch);
    close(old->fd);
    mem_free(old);
}
