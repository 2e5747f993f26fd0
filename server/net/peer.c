/* SPDX-License-Identifier: Apache-2.0
 * TCP_INFO (tcp(7)). */
#include "net/peer.h"

#include <errno.h>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include "base/bounds.h"

struct peer_progress peer_progress_of(int fd, uint64_t explained)
{
    struct tcp_info info = {0};
    socklen_t len = sizeof info;
    int unread = 0;
    if (getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &len) != 0)
        return (struct peer_progress){0};
    if (info.tcpi_bytes_received > explained && ioctl(fd, FIONREAD, &unread) != 0)
        unread = 0;
    return (struct peer_progress){.acked = info.tcpi_bytes_acked,
                                  .received = info.tcpi_bytes_received - (unsigned)unread,
                                  .waiting = info.tcpi_unacked > 0 || info.tcpi_notsent_bytes > 0};
}

bool peer_failed(ssize_t len)
{
    return len == 0 || (len < 0 && errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR);
}

bool peer_is_slow(int fd, uint64_t *moved, int64_t seconds)
{
    struct peer_progress progress = peer_progress_of(fd, 0);
    uint64_t before = *moved;
    *moved = progress.acked + progress.received;
    return *moved - before < (uint64_t)(BOUND_EXCHANGE_RATE * seconds);
}
