/* SPDX-License-Identifier: Apache-2.0
 * Commands written as text; messages told apart by how they begin. */
#include "bench/dialog.h"

#include <stdio.h>

enum { HELLO_BYTES = 4096, SUBSCRIBE_BYTES = 512 };

bool message_number(struct slice text, struct slice name, int64_t *number)
{
    const char *at = memmem(text.at, text.len, name.at, name.len);
    if (!at)
        return false;
    const char *end = text.at + text.len;
    at += name.len;
    if (at == end || *at < '0' || *at > '9')
        return false;
    *number = 0;
    for (; at < end && *at >= '0' && *at <= '9' && *number < INT64_MAX / 16; at++)
        *number = *number * 10 + (*at - '0');
    return true;
}

enum message_kind message_read(struct slice text, int64_t *id)
{
    if (slice_starts(text, SLICE("{\"push\":")))
        return MESSAGE_PUSH;
    if (!slice_starts(text, SLICE("{\"id\":")) || !message_number(text, SLICE("{\"id\":"), id))
        return MESSAGE_UNKNOWN;
    const char *member = memchr(text.at, ',', text.len);
    if (!member)
        return MESSAGE_UNKNOWN;
    struct slice rest = {member, text.len - (size_t)(member - text.at)};
    return slice_starts(rest, SLICE(",\"error\":")) ? MESSAGE_ERROR : MESSAGE_REPLY;
}

void dialog_hello(struct swarm *swarm, struct client *client, const char *epoch)
{
    struct buffer hello;
    buffer_init(&hello, HELLO_BYTES);
    buffer_addf(&hello, "{\"id\":%d,\"connect\":{\"name\":\"bench\"", DIALOG_CONNECT_ID);
    if (client->token)
        buffer_addf(&hello, ",\"token\":\"%s\"", client->token);
    buffer_add(&hello, SLICE("}}"));
    if (client->channel) {
        buffer_addf(&hello, "\n{\"id\":%d,\"subscribe\":{\"channel\":\"%s\"", DIALOG_SUBSCRIBE_ID,
                    client->channel);
        if (epoch)
            buffer_addf(&hello, ",\"recover\":true,\"offset\":%lld,\"epoch\":\"%s\"",
                        (long long)client->offset, epoch);
        buffer_add(&hello, SLICE("}}"));
    }
    swarm_put(swarm, buffer_slice(&hello));
    swarm_send(swarm, client);
    buffer_done(&hello);
}

void dialog_subscribe(struct swarm *swarm, struct client *client, unsigned id, const char *channel)
{
    char text[SUBSCRIBE_BYTES];
    int len =
        snprintf(text, sizeof text, "{\"id\":%u,\"subscribe\":{\"channel\":\"%s\"}}", id, channel);
    swarm_put(swarm, (struct slice){text, (size_t)len});
    swarm_send(swarm, client);
}

bool dialog_reply(struct swarm *swarm, struct client *client, struct slice text)
{
    int64_t id = 0;
    enum message_kind kind = message_read(text, &id);
    if (kind == MESSAGE_PUSH)
        return false;
    if (kind == MESSAGE_UNKNOWN)
        swarm_fault(swarm, client, FAULT_MESSAGE, text);
    else if (kind == MESSAGE_ERROR)
        swarm_fault(swarm, client, FAULT_REFUSED, text);
    else if (id >= DIALOG_FREE_ID)
        return false;
    else if (id == (client->channel ? DIALOG_SUBSCRIBE_ID : DIALOG_CONNECT_ID))
        swarm_ready(swarm, client);
    return true;
}
