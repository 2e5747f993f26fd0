/* SPDX-License-Identifier: Apache-2.0
 *
 * libuv's look-up of names, then plain sockets: each address gets its connect, and the watch tells
 * when it is through. A look-up cannot be called back, so a dial that is closed meanwhile stays
 * until it returns.
 */
#include "loop/dial.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include <uv.h>

#include "base/check.h"
#include "base/mem.h"
#include "loop/engine.h"

enum { ADDRESSES_MAX = 8 };

struct address {
    struct sockaddr_storage at;
    socklen_t bytes;
};

struct dial {
    struct loop *loop; /* borrowed */
    dial_fn *done;
    void *context;
    uv_getaddrinfo_t lookup;
    bool looking;    /* libuv holds us */
    bool turn_asked; /* loop_later holds us */
    bool closed;
    struct address addresses[ADDRESSES_MAX];
    unsigned count, next;
    const char *why; /* of the last one that failed */
    int fd;          /* -1: none */
    struct watch *watch;
};

static void try_next(struct dial *dial);

static struct dial *make(struct loop *loop, dial_fn *done, void *context)
{
    struct dial *dial = mem_new(sizeof *dial);
    dial->loop = loop;
    dial->done = done;
    dial->context = context;
    dial->why = "the name has no address";
    dial->fd = -1;
    return dial;
}

static void addresses_take(struct dial *dial, const struct addrinfo *found)
{
    for (; found && dial->count < ADDRESSES_MAX; found = found->ai_next) {
        struct address *address = &dial->addresses[dial->count];
        if (found->ai_addrlen > sizeof address->at)
            continue;
        memcpy(&address->at, found->ai_addr, found->ai_addrlen);
        address->bytes = found->ai_addrlen;
        dial->count++;
    }
}

static void looked_up(uv_getaddrinfo_t *lookup, int status, struct addrinfo *found)
{
    struct dial *dial = lookup->data;
    dial->looking = false;
    dial->loop->open.lookups--;
    if (status == 0)
        addresses_take(dial, found);
    uv_freeaddrinfo(found);
    if (dial->closed)
        mem_free(dial);
    else
        try_next(dial);
}

static void try_turn(void *context)
{
    struct dial *dial = context;
    dial->turn_asked = false;
    if (dial->closed)
        mem_free(dial);
    else
        try_next(dial);
}

static void try_later(struct dial *dial)
{
    dial->turn_asked = true;
    loop_later(dial->loop, try_turn, dial);
}

struct dial *dial_new(struct loop *loop, const char *host, unsigned port, dial_fn *done,
                      void *context)
{
    const struct addrinfo hints = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_NUMERICSERV};
    struct dial *dial = make(loop, done, context);
    char service[16];
    check(loop_uv(loop));
    snprintf(service, sizeof service, "%u", port);
    dial->lookup.data = dial;
    /* What libuv refuses at once (a name too long for it) fails like a name that is not known. */
    if (uv_getaddrinfo(loop_uv(loop), &dial->lookup, looked_up, host, service, &hints) == 0) {
        dial->looking = true;
        loop->open.lookups++;
    } else {
        try_later(dial);
    }
    return dial;
}

struct dial *dial_new_local(struct loop *loop, const char *path, dial_fn *done, void *context)
{
    struct dial *dial = make(loop, done, context);
    struct sockaddr_un local = {.sun_family = AF_UNIX};
    dial->why = "the path is too long";
    if (strlen(path) < sizeof local.sun_path) {
        memcpy(local.sun_path, path, strlen(path));
        memcpy(&dial->addresses[0].at, &local, sizeof local);
        dial->addresses[0].bytes = sizeof local;
        dial->count = 1;
    }
    try_later(dial);
    return dial;
}

static void drop(struct dial *dial)
{
    watch_close(&dial->watch);
    if (dial->fd >= 0)
        close(dial->fd);
    dial->fd = -1;
}

static void failed(struct dial *dial, int error)
{
    dial->why = error == ECONNREFUSED                           ? "the connection was refused"
                : error == ENOENT                               ? "there is no such socket"
                : error == EACCES || error == EPERM             ? "the connection is not permitted"
                : error == ETIMEDOUT                            ? "the connection timed out"
                : error == EHOSTUNREACH || error == ENETUNREACH ? "there is no way to the host"
                : error == EMFILE || error == ENFILE            ? "too many files are open"
                                                                : "the connection failed";
    drop(dial);
    try_next(dial);
}

static void connected(struct dial *dial)
{
    int fd = dial->fd, one = 1;
    watch_close(&dial->watch);
    dial->fd = -1;
    /* Nothing to a local socket, which has no such delay. */
    (void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    dial->done(dial->context, fd, NULL);
}

static void came_through(void *context)
{
    struct dial *dial = context;
    int error = 0;
    socklen_t bytes = sizeof error;
    if (getsockopt(dial->fd, SOL_SOCKET, SO_ERROR, &error, &bytes) != 0)
        error = errno;
    if (error)
        failed(dial, error);
    else
        connected(dial);
}

static void try_address(struct dial *dial, const struct address *address)
{
    int family = address->at.ss_family;
    dial->fd = socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (dial->fd < 0 || (connect(dial->fd, (const struct sockaddr *)&address->at, address->bytes) &&
                         errno != EINPROGRESS)) {
        failed(dial, errno);
        return;
    }
    /* Also one that is through at once is told by the watch, in a later turn. */
    dial->watch = loop_watch(dial->loop, dial->fd, came_through, dial);
    watch_for(dial->watch, false, true);
}

static void try_next(struct dial *dial)
{
    if (dial->next < dial->count)
        try_address(dial, &dial->addresses[dial->next++]);
    else
        dial->done(dial->context, -1, dial->why);
}

void dial_close(struct dial **dial)
{
    struct dial *old = *dial;
    *dial = NULL;
    if (!old)
        return;
    drop(old);
    old->closed = true;
    if (old->looking)
        (void)uv_cancel((uv_req_t *)&old->lookup);
    else if (!old->turn_asked)
        mem_free(old);
}
