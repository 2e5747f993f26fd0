/* SPDX-License-Identifier: Apache-2.0
 *
 * Viewers who all seek at once (bench/film.mjs): each has a connection that is open already, all
 * ask for a file of their own, and each is done when it has the last byte. In C, for a client that
 * takes longer to ask than the server to answer would be all that is measured.
 *
 *     seek PORT < REQUESTS    (a path and a token on each line)
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { VIEWERS_MAX = 16384, LINE_BYTES = 4096, READ_BYTES = 65536, HEAD_BYTES = 4096 };
enum { EVENTS = 256, WAIT_MS = 20000 };

struct viewer {
    int fd;
    char request[LINE_BYTES];
    size_t request_len, head_len;
    long left; /* of the body; -1: its head is not whole yet */
    char head[HEAD_BYTES];
    int status;
    double at_ms; /* when all of it was there */
};

static struct viewer *viewers;
static size_t count;

static double now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static void die(const char *why)
{
    fprintf(stderr, "seek: %s\n", why);
    exit(1);
}

/* One address has not room for all. */
static int connected(unsigned port, size_t n)
{
    struct sockaddr_in from = {.sin_family = AF_INET}, to = {.sin_family = AF_INET};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), one = 1;
    from.sin_addr.s_addr = htonl(0x7f000000 | (unsigned)(1 + n % 8) << 8 | (unsigned)(1 + n % 25));
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    to.sin_port = htons((uint16_t)port);
    (void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    (void)setsockopt(fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &one, sizeof one);
    if (bind(fd, (struct sockaddr *)&from, sizeof from) != 0 ||
        connect(fd, (struct sockaddr *)&to, sizeof to) != 0)
        die("cannot connect");
    return fd;
}

static void prepare(unsigned port)
{
    char path[LINE_BYTES], token[LINE_BYTES], line[LINE_BYTES];
    viewers = calloc(VIEWERS_MAX, sizeof *viewers);
    while (viewers && count < VIEWERS_MAX && fgets(line, sizeof line, stdin)) {
        struct viewer *viewer = &viewers[count];
        if (sscanf(line, "%4095s %4095s", path, token) != 2)
            die("a line is no path and token");
        int len = snprintf(viewer->request, sizeof viewer->request,
                           "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%u\r\nAccept-Encoding: gzip\r\n"
                           "Authorization: Bearer %s\r\n\r\n",
                           path, port, token);
        if (len < 0 || (size_t)len >= sizeof viewer->request)
            die("a line is too long");
        viewer->request_len = (size_t)len;
        viewer->left = -1;
        viewer->fd = connected(port, count++);
    }
}

/* What is left of the body once the head is whole. */
static void head_read(struct viewer *viewer)
{
    const char *end = memmem(viewer->head, viewer->head_len, "\r\n\r\n", 4);
    const char *length = strcasestr(viewer->head, "\r\ncontent-length:");
    if (!end || !length)
        return;
    viewer->status = atoi(viewer->head + sizeof "HTTP/1.1");
    viewer->left = strtol(length + sizeof "\r\ncontent-length:" - 1, NULL, 10) -
                   (long)(viewer->head_len - (size_t)(end + 4 - viewer->head));
}

/* True: all of it is there, or it was ended before. */
static bool take(struct viewer *viewer)
{
    static char bytes[READ_BYTES];
    ssize_t len = recv(viewer->fd, bytes, sizeof bytes, MSG_DONTWAIT);
    if (len < 0 && (errno == EAGAIN || errno == EINTR))
        return false;
    if (len <= 0) {
        viewer->status = 0;
        return true;
    }
    if (viewer->left < 0) {
        size_t room = HEAD_BYTES - 1 - viewer->head_len;
        size_t kept = (size_t)len < room ? (size_t)len : room;
        memcpy(viewer->head + viewer->head_len, bytes, kept);
        viewer->head_len += kept;
        head_read(viewer);
        viewer->left -= viewer->left < 0 ? 0 : (long)((size_t)len - kept);
    } else {
        viewer->left -= (long)len;
    }
    return viewer->head_len > 0 && viewer->left == 0;
}

static void seek(void)
{
    struct epoll_event events[EVENTS];
    int set = epoll_create1(EPOLL_CLOEXEC);
    size_t left = count;
    for (size_t i = 0; i < count; i++) {
        struct epoll_event wanted = {.events = EPOLLIN, .data.ptr = &viewers[i]};
        if (epoll_ctl(set, EPOLL_CTL_ADD, viewers[i].fd, &wanted) != 0)
            die("cannot wait");
    }
    double begun_ms = now_ms();
    for (size_t i = 0; i < count; i++)
        if (send(viewers[i].fd, viewers[i].request, viewers[i].request_len, MSG_NOSIGNAL) < 0)
            die("cannot ask");
    while (left > 0) {
        int ready = epoll_wait(set, events, EVENTS, WAIT_MS);
        if (ready <= 0)
            die("an answer does not come");
        for (int i = 0; i < ready; i++) {
            struct viewer *viewer = events[i].data.ptr;
            if (!take(viewer))
                continue;
            viewer->at_ms = now_ms() - begun_ms;
            (void)epoll_ctl(set, EPOLL_CTL_DEL, viewer->fd, NULL);
            left--;
        }
    }
    close(set);
}

static int by_time(const void *a, const void *b)
{
    const struct viewer *one = a, *two = b;
    return (one->at_ms > two->at_ms) - (one->at_ms < two->at_ms);
}

int main(int argc, char **argv)
{
    size_t bad = 0;
    if (argc != 2)
        die("usage: seek PORT < REQUESTS");
    prepare((unsigned)atoi(argv[1]));
    if (count == 0)
        die("nobody asks");
    seek();
    for (size_t i = 0; i < count; i++)
        bad += viewers[i].status != 200;
    qsort(viewers, count, sizeof *viewers, by_time);
    printf("{\"p50\":%.2f,\"p99\":%.2f,\"max\":%.2f,\"bad\":%zu}\n", viewers[count / 2].at_ms,
           viewers[count * 99 / 100].at_ms, viewers[count - 1].at_ms, bad);
    return 0;
}
