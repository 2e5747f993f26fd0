/* SPDX-License-Identifier: Apache-2.0
 * The table of dialects is at the end. */
#include "bench/dialect.h"

#include "base/check.h"

#include <stdio.h>

enum { WORDS_BYTES = 256 };

static void say(struct swarm *swarm, struct client *client, struct slice words)
{
    swarm_put(swarm, words);
    swarm_send(swarm, client);
}

static bool holds(struct slice text, struct slice part)
{
    return memmem(text.at, text.len, part.at, part.len) != NULL;
}

/* Servers that take a path for a channel: whoever is connected follows it. */

static void path_open(struct swarm *swarm, struct client *client)
{
    swarm_ready(swarm, client);
}

static bool path_hear(struct swarm *swarm, struct client *client, struct slice text)
{
    (void)swarm, (void)text;
    return client->channel == NULL; /* what the publisher hears are receipts */
}

static void path_publish(struct buffer *out, struct slice message)
{
    buffer_add(out, message);
}

/* Socket.IO 4 on Engine.IO 4: "0" opens, "2" and "3" are ping and pong, "40" joins the namespace,
 * "42" is an event. */

static bool socketio_hear(struct swarm *swarm, struct client *client, struct slice text)
{
    if (slice_starts(text, SLICE("42")))
        return false;
    if (slice_starts(text, SLICE("0")))
        say(swarm, client, SLICE("40"));
    else if (slice_starts(text, SLICE("40")))
        swarm_ready(swarm, client);
    else if (slice_is(text, "2"))
        say(swarm, client, SLICE("3"));
    else
        swarm_fault(swarm, client, FAULT_MESSAGE, text);
    return true;
}

static void socketio_publish(struct buffer *out, struct slice message)
{
    buffer_addf(out, "42[\"publish\",%.*s]", (int)message.len, message.at);
}

/* NATS: lines; several in a frame. */

static bool nats_hear(struct swarm *swarm, struct client *client, struct slice text)
{
    if (slice_starts(text, SLICE("INFO ")) && client->state == CLIENT_OPEN) {
        say(swarm, client,
            client->channel
                ? SLICE("CONNECT {\"verbose\":false,\"pedantic\":false}\r\nSUB bench 1\r\nPING\r\n")
                : SLICE("CONNECT {\"verbose\":false,\"pedantic\":false}\r\nPING\r\n"));
        return true;
    }
    if (holds(text, SLICE("-ERR")))
        swarm_fault(swarm, client, FAULT_REFUSED, text);
    if (slice_starts(text, SLICE("PING\r\n")) || holds(text, SLICE("\r\nPING\r\n")))
        say(swarm, client, SLICE("PONG\r\n"));
    if (client->state == CLIENT_OPEN && holds(text, SLICE("PONG\r\n")))
        swarm_ready(swarm, client);
    return !slice_starts(text, SLICE("MSG ")) && !holds(text, SLICE("\r\nMSG "));
}

static void nats_publish(struct buffer *out, struct slice message)
{
    buffer_addf(out, "PUB bench %zu\r\n%.*s\r\n", message.len, (int)message.len, message.at);
}

/* MQTT 3.1.1: a byte of type, a length, the rest. */

enum { MQTT_CONNACK = 0x20, MQTT_PUBLISH = 0x30, MQTT_SUBACK = 0x90, MQTT_TOPIC_BYTES = 7 };

static void mqtt_open(struct swarm *swarm, struct client *client)
{
    char packet[WORDS_BYTES], id[16];
    int id_len = snprintf(id, sizeof id, "b%u", client->number);
    int len = snprintf(packet, sizeof packet,
                       "\x10%c"
                       "%c\x04MQTT\x04\x02%c%c%c%c%s",
                       12 + id_len, 0, 0, 0, 0, id_len, id);
    say(swarm, client, (struct slice){packet, (size_t)len});
}

static bool mqtt_hear(struct swarm *swarm, struct client *client, struct slice text)
{
    static const char subscribe[] = "\x82\x0a\0\x01\0\x05"
                                    "bench\0";
    unsigned char type = (unsigned char)text.at[0] & 0xf0;
    if (type == MQTT_CONNACK && client->channel)
        say(swarm, client, (struct slice){subscribe, sizeof subscribe - 1});
    else if (type == MQTT_CONNACK || type == MQTT_SUBACK)
        swarm_ready(swarm, client);
    else if (type != MQTT_PUBLISH)
        swarm_fault(swarm, client, FAULT_MESSAGE, SLICE("not a PUBLISH"));
    return type != MQTT_PUBLISH;
}

static void mqtt_publish(struct buffer *out, struct slice message)
{
    size_t len = MQTT_TOPIC_BYTES + message.len;
    check(len >= 128 && len < 16384);
    buffer_add_byte(out, MQTT_PUBLISH);
    buffer_add_byte(out, (char)(uint8_t)(len % 128 | 128));
    buffer_add_byte(out, (char)(uint8_t)(len / 128));
    buffer_add(out, (struct slice){"\0\x05"
                                   "bench",
                                   MQTT_TOPIC_BYTES});
    buffer_add(out, message);
}

/* Centrifuge, version 1 of its JSON: commands with a number for a method (0, left out, connects; 1
 * subscribes; 3 publishes), lines of replies. What has no `id` is a push. The server does not mind
 * that every command to publish has the same one. */

static void centrifuge_open(struct swarm *swarm, struct client *client)
{
    say(swarm, client, SLICE("{\"id\":1,\"params\":{}}"));
}

static bool centrifuge_hear(struct swarm *swarm, struct client *client, struct slice text)
{
    if (client->channel && slice_starts(text, SLICE("{\"result\":{\"channel\":\"bench\",")))
        return false;
    if (holds(text, SLICE("\"error\":{")))
        swarm_fault(swarm, client, FAULT_REFUSED, text);
    else if (slice_starts(text, SLICE("{\"id\":1,")) && client->channel)
        say(swarm, client, SLICE("{\"id\":2,\"method\":1,\"params\":{\"channel\":\"bench\"}}"));
    else if (slice_starts(text, client->channel ? SLICE("{\"id\":2,") : SLICE("{\"id\":1,")))
        swarm_ready(swarm, client);
    else if (client->channel || !slice_starts(text, SLICE("{\"id\":3,")))
        swarm_fault(swarm, client, FAULT_MESSAGE, text);
    return true;
}

static void centrifuge_publish(struct buffer *out, struct slice message)
{
    buffer_addf(out, "{\"id\":3,\"method\":3,\"params\":{\"channel\":\"bench\",\"data\":%.*s}}",
                (int)message.len, message.at);
}

static const struct dialect dialects[] = {
    {.name = "nchan",
     .path = "/sub",
     .publisher_path = "/pub",
     .op = FRAME_TEXT,
     .open = path_open,
     .patience = 2,
     .hear = path_hear,
     .publish = path_publish},
    {.name = "ws",
     .path = "/sub",
     .publisher_path = "/pub",
     .op = FRAME_TEXT,
     .open = path_open,
     .patience = 2,
     .hear = path_hear,
     .publish = path_publish},
    {.name = "uwebsockets",
     .path = "/sub",
     .publisher_path = "/pub",
     .op = FRAME_TEXT,
     .open = path_open,
     .patience = 1,
     .hear = path_hear,
     .publish = path_publish},
    {.name = "socketio",
     .path = "/socket.io/?EIO=4&transport=websocket",
     .publisher_path = "/socket.io/?EIO=4&transport=websocket&publisher=1",
     .op = FRAME_TEXT,
     .patience = 3,
     .hear = socketio_hear,
     .publish = socketio_publish},
    {.name = "nats",
     .path = "/",
     .publisher_path = "/",
     .op = FRAME_BINARY,
     .patience = 3,
     .hear = nats_hear,
     .publish = nats_publish},
    {.name = "mosquitto",
     .path = "/mqtt",
     .publisher_path = "/mqtt",
     .protocol = "mqtt",
     .op = FRAME_BINARY,
     .open = mqtt_open,
     .patience = 5,
     .hear = mqtt_hear,
     .publish = mqtt_publish},
    {.name = "centrifuge",
     .path = "/connection/websocket",
     .publisher_path = "/connection/websocket",
     .op = FRAME_TEXT,
     .open = centrifuge_open,
     .patience = 5,
     .hear = centrifuge_hear,
     .publish = centrifuge_publish},
};

const struct dialect *dialect_find(const char *name)
{
    for (size_t i = 0; i < sizeof dialects / sizeof *dialects; i++) {
        if (strcmp(dialects[i].name, name) == 0)
            return &dialects[i];
    }
    return NULL;
}
