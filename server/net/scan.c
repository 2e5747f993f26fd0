/* SPDX-License-Identifier: Apache-2.0
 * clamd's INSTREAM (clamd(8)): `zINSTREAM` and a zero byte; pieces, each after its length in four
 * bytes, big end first; an empty one. The answer ends with a zero byte. */
#include "net/scan.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <poll.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

/* Shorter than an exchange may take (limits.exchange_seconds): whoever uploads is told why. */
enum { WAIT_MS = 20000 };
enum { PIECE_BYTES = 1 << 16, ANSWER_BYTES = 512, HOST_BYTES = 64 };

union place {
    struct sockaddr any;
    struct sockaddr_un local;
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;
};

/* Numeric alone: looking up a name might take longer than we wait. Returns its length, or 0. */
static socklen_t network_read(const char *address, union place *place)
{
    const char *colon = strrchr(address, ':');
    char host[HOST_BYTES];
    unsigned port = 0;
    if (!colon || sscanf(colon + 1, "%5u", &port) != 1 || port == 0 || port > 65535)
        return 0;
    bool brackets = address[0] == '[' && colon > address + 1 && colon[-1] == ']';
    int len = snprintf(host, sizeof host, "%.*s", (int)(colon - address - 2 * brackets),
                       address + brackets);
    if (len <= 0 || (size_t)len >= sizeof host)
        return 0;
    if (!brackets && inet_pton(AF_INET, host, &place->v4.sin_addr) == 1) {
        place->v4.sin_family = AF_INET;
        place->v4.sin_port = htons((uint16_t)port);
        return sizeof place->v4;
    }
    if (brackets && inet_pton(AF_INET6, host, &place->v6.sin6_addr) == 1) {
        place->v6.sin6_family = AF_INET6;
        place->v6.sin6_port = htons((uint16_t)port);
        return sizeof place->v6;
    }
    return 0;
}

static socklen_t place_read(const char *address, union place *place)
{
    *place = (union place){.any = {0}};
    if (strncmp(address, "unix:", 5) != 0)
        return network_read(address, place);
    if (address[5] != '/' || strlen(address + 5) >= sizeof place->local.sun_path)
        return 0;
    place->local.sun_family = AF_UNIX;
    memcpy(place->local.sun_path, address + 5, strlen(address + 5) + 1);
    return sizeof place->local;
}

bool scan_address_good(const char *address)
{
    union place place;
    return place_read(address, &place) > 0;
}

static int64_t now_ms(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

/* False once the time is over. */
static bool ready(int fd, short events, int64_t until_ms)
{
    struct pollfd watched = {.fd = fd, .events = events};
    int64_t left = until_ms - now_ms();
    int code;
    while (left > 0 && (code = poll(&watched, 1, (int)left)) <= 0) {
        if (code == 0 || errno != EINTR)
            return false;
        left = until_ms - now_ms();
    }
    return left > 0;
}

static bool send_all(int fd, const void *bytes, size_t len, int64_t until_ms)
{
    const char *at = bytes;
    while (len > 0) {
        ssize_t sent = send(fd, at, len, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent < 0 && (errno == EAGAIN || errno == EINTR)) {
            if (!ready(fd, POLLOUT, until_ms))
                return false;
            continue;
        }
        if (sent <= 0)
            return false;
        at += sent;
        len -= (size_t)sent;
    }
    return true;
}

static bool piece_send(int fd, struct slice piece, int64_t until_ms)
{
    uint32_t len = htonl((uint32_t)piece.len);
    return send_all(fd, &len, sizeof len, until_ms) && send_all(fd, piece.at, piece.len, until_ms);
}

/* A scanner that has seen enough answers before the end, and closes. */
static void content_send(int fd, struct slice content, int64_t until_ms)
{
    static const char command[] = "zINSTREAM";
    bool good = send_all(fd, command, sizeof command, until_ms);
    while (good && content.len > 0) {
        size_t len = content.len < PIECE_BYTES ? content.len : PIECE_BYTES;
        good = piece_send(fd, (struct slice){content.at, len}, until_ms);
        content = (struct slice){content.at + len, content.len - len};
    }
    if (good)
        (void)piece_send(fd, (struct slice){"", 0}, until_ms);
}

static struct slice answer_read(int fd, char *room, int64_t until_ms)
{
    size_t len = 0;
    while (len < ANSWER_BYTES && !memchr(room, '\0', len) && ready(fd, POLLIN, until_ms)) {
        ssize_t got = recv(fd, room + len, ANSWER_BYTES - len, MSG_DONTWAIT);
        if (got > 0)
            len += (size_t)got;
        else if (got == 0 || (errno != EAGAIN && errno != EINTR))
            break;
    }
    const char *end = memchr(room, '\0', len);
    return (struct slice){room, end ? (size_t)(end - room) : 0};
}

static enum err verdict(struct slice answer)
{
    static const struct slice found = {" FOUND", 6};
    if (slice_is(answer, "stream: OK"))
        return ERR_NONE;
    if (answer.len > found.len &&
        memcmp(answer.at + answer.len - found.len, found.at, found.len) == 0)
        return ERR_FILE_HARMFUL;
    if (slice_starts(answer, SLICE("INSTREAM size limit exceeded")))
        return ERR_FILE_TOO_LARGE;
    return ERR_SCAN_AWAY;
}

static bool reach(int fd, const union place *place, socklen_t len, int64_t until_ms)
{
    int error = 0;
    socklen_t bytes = sizeof error;
    if (connect(fd, &place->any, len) == 0)
        return true;
    return errno == EINPROGRESS && ready(fd, POLLOUT, until_ms) &&
           getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &bytes) == 0 && error == 0;
}

enum err scan_content(const char *address, struct slice content)
{
    union place place;
    char room[ANSWER_BYTES];
    enum err error = ERR_SCAN_AWAY;
    int64_t until_ms = now_ms() + WAIT_MS;
    socklen_t len = place_read(address, &place);
    int fd =
        len > 0 ? socket(place.any.sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0) : -1;
    if (fd >= 0 && reach(fd, &place, len, until_ms)) {
        content_send(fd, content, until_ms);
        error = verdict(answer_read(fd, room, until_ms));
    }
    if (fd >= 0)
        close(fd);
    return error;
}
