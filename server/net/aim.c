/* SPDX-License-Identifier: Apache-2.0
 * A WebSocket is known by the beginning of its request line, before its head is whole. */
#include "net/aim.h"

#include "net/http_head.h"

enum aim aim_of(struct slice bytes, size_t head_max, bool carries)
{
    size_t common = bytes.len < AIM_WEBSOCKET.len ? bytes.len : AIM_WEBSOCKET.len;
    if (carries && common > 0 && memcmp(bytes.at, AIM_WEBSOCKET.at, common) == 0)
        return common == AIM_WEBSOCKET.len ? AIM_OURS : AIM_UNKNOWN;
    return bytes.len >= head_max || http_head_len(bytes) > 0 ? AIM_OTHER : AIM_UNKNOWN;
}
