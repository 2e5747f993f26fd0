/* SPDX-License-Identifier: Apache-2.0
 * The head is read here, and what is wrong with it answered. */
#include "net/knock.h"

#include <sys/socket.h>

#include "net/handshake.h"
#include "net/http.h"
#include "net/peer.h"
#include "net/session.h"
#include "net/target.h"

enum aim knock_aim(int fd, char *room, bool carries, size_t looked, struct slice *bytes)
{
    ssize_t len = recv(fd, room, KNOCK_BYTES, MSG_DONTWAIT | MSG_PEEK);
    *bytes = (struct slice){room, len > 0 ? (size_t)len : 0};
    if (peer_failed(len))
        return AIM_NONE;
    enum aim aim = aim_of(*bytes, KNOCK_BYTES, carries);
    /* Woken for more than is there: no more will come. */
    return aim == AIM_UNKNOWN && len > 0 && bytes->len <= looked ? AIM_NONE : aim;
}

void knock_wakes_beyond(int fd, size_t bytes, unsigned short *looked)
{
    int least = (int)bytes + 1;
    if (bytes != *looked)
        (void)setsockopt(fd, SOL_SOCKET, SO_RCVLOWAT, &least, sizeof least);
    *looked = (unsigned short)bytes;
}

bool knock_upgrades(const struct transport_options *options, struct slice bytes,
                    struct http_head *head, struct http_response *response)
{
    struct http_upgrade upgrade = {.protocol = SLICE("")};
    if (bytes.len > 0 && bytes.len <= KNOCK_BYTES && http_head_read(bytes, head))
        handshake_read(head, &upgrade);
    upgrade.full = sessions_full(options->sessions);
    return http_upgrade(options->http, &upgrade, response);
}

bool knock_refused(const struct transport_options *options, bool private, struct slice bytes,
                   struct http_head *head, struct http_response *response)
{
    struct slice whole = {bytes.at, http_head_len(bytes)};
    if (!private && slice_starts(bytes, AIM_WEBSOCKET))
        return !knock_upgrades(options, whole, head, response);
    if (whole.len == 0 || !http_head_read(whole, head))
        http_unreadable(options->http, whole.len == 0, response);
    else if (!target_is_canonical(target_path(head->target)))
        http_path_bad(options->http, response);
    else if (private)
        http_private(options->http, head->method, target_path(head->target), response);
    else
        return false;
    return true;
}
