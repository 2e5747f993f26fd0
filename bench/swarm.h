/* SPDX-License-Identifier: Apache-2.0
 *
 * Many WebSocket clients on one epoll and one thread. The swarm connects them from 127.0.0.2 on (at
 * most 5,000 to an address), checks the handshake and every frame (RFC 6455: accept key, masking
 * off, shortest lengths, no fragments), answers the server's `{}` pings, and hands each JSON
 * message to the scenario. What a server must not do is counted as a fault, never repaired. It owns
 * its clients; a scenario uses the fields marked as its own. Loopback only.
 */
#ifndef MUSTER_BENCH_SWARM_H
#define MUSTER_BENCH_SWARM_H

#include "base/buffer.h"
#include "base/slice.h"
#include "bench/frame.h"

#include <netinet/in.h>

#define FAULT_LIST                                                                                 \
    FAULT(CONNECT, "could not connect")                                                            \
    FAULT(HANDSHAKE, "handshake refused or wrong")                                                 \
    FAULT(FRAME, "malformed or masked frame")                                                      \
    FAULT(MESSAGE, "message not understood")                                                       \
    FAULT(REFUSED, "command refused")                                                              \
    FAULT(CLOSED, "connection closed by the server")                                               \
    FAULT(ORDER, "out of order")                                                                   \
    FAULT(GAP, "missing")                                                                          \
    FAULT(DUPLICATE, "received twice")                                                             \
    FAULT(UNSENT, "client could not send")

/* Of the servers one swarm may have, and an end of the list. */
enum { SWARM_SERVERS_MAX = 9 };

enum fault {
#define FAULT(name, text) FAULT_##name,
    FAULT_LIST
#undef FAULT
        FAULT_COUNT
};

enum client_state { CLIENT_IDLE, CLIENT_CONNECTING, CLIENT_UPGRADING, CLIENT_OPEN, CLIENT_READY };

struct client {
    int fd; /* -1 when idle */
    enum client_state state;
    unsigned number;     /* its place in the swarm */
    unsigned server;     /* place of its server; the scenario may choose another */
    struct buffer cut;   /* the beginning of what has not arrived whole */
    const char *path;    /* the scenario's: what to GET; borrowed */
    const char *token;   /* the scenario's: borrowed, may be NULL */
    const char *channel; /* the scenario's: borrowed */
    uint32_t next;       /* the scenario's: number of the message it must get next */
    int64_t offset;      /* the scenario's: last offset */
    int receive_bytes;   /* the scenario's: of its socket's buffer; 0: the kernel decides */
    int64_t began_ns;    /* when it started to connect */
    int64_t asked_ns;    /* the scenario's: when it asked for what it waits for */
};

struct swarm_ops {
    /* The client is upgraded: it says its first words. */
    void (*open)(void *context, struct client *client);
    /* The answer to a ping of ours; NULL: nobody pings. */
    void (*pong)(void *context, struct client *client, struct slice payload);
    /* One JSON message that is not a ping, or one whole frame; at swarm->now_ns. */
    void (*message)(void *context, struct client *client, struct slice text);
};

struct swarm {
    int epoll;
    struct sockaddr_in servers[SWARM_SERVERS_MAX];
    unsigned servers_count;
    const struct swarm_ops *ops;
    void *context;
    const char *protocol; /* asked for in the handshake; NULL: none. Set before connecting */
    enum frame_op op;     /* of data frames, both ways */
    bool whole;           /* a frame is one message, whatever is in it: no lines, no pings */
    struct client *clients;
    unsigned clients_count;
    unsigned ready;         /* clients in CLIENT_READY */
    int64_t now_ns;         /* when the bytes at hand were read */
    uint64_t frames, bytes; /* received */
    uint64_t reads;         /* that brought something */
    uint64_t faults[FAULT_COUNT];
    unsigned faults_shown;
    struct buffer out; /* frames put together for one send */
    char *input;
};

/* Reads 127.x.x.x:PORT; false when `text` is not that. */
bool swarm_address(const char *text, struct sockaddr_in *address);
/* A swarm of `count` idle clients for the servers at `addresses`, each 127.x.x.x:PORT, ending with
 * NULL: client 0 has the first one, client 1 the next, and so on in turn. False when an address is
 * not that, or there is none. */
bool swarm_init(struct swarm *swarm, const char *const *addresses, unsigned count,
                const struct swarm_ops *ops, void *context);
/* Cuts every connection and frees. */
void swarm_done(struct swarm *swarm);

/* Starts connecting one idle client. */
void swarm_connect(struct swarm *swarm, struct client *client);
/* Connects the clients `first` to `first + count - 1`, at most `at_once` under way, until the
 * scenario has called all of them ready. False after `seconds` or a fault. */
bool swarm_open(struct swarm *swarm, unsigned first, unsigned count, unsigned at_once,
                unsigned seconds);
/* One turn: waits for input until `until_ns` at the latest, then reads a bounded number of sockets.
 */
void swarm_turn(struct swarm *swarm, int64_t until_ns);
/* Turns until `until_ns`, or for `ms`. */
void swarm_rest(struct swarm *swarm, int64_t until_ns);
void swarm_rest_ms(struct swarm *swarm, int64_t ms);

/* The client has what it connected for. */
void swarm_ready(struct swarm *swarm, struct client *client);
/* The client stops reading, or goes on. */
void swarm_pause(struct swarm *swarm, struct client *client, bool pause);
/* Cuts the connection with a reset: no farewell, and no port left waiting. */
void swarm_cut(struct swarm *swarm, struct client *client);
/* Puts one frame on top of what leaves with the next swarm_send. */
void swarm_put(struct swarm *swarm, struct slice payload);
/* Sends all that was put, in one piece, from `client`. */
void swarm_send(struct swarm *swarm, struct client *client);
/* Counts a fault and shows the first few on standard error. */
void swarm_fault(struct swarm *swarm, const struct client *client, enum fault fault,
                 struct slice detail);
/* The number of all faults. */
uint64_t swarm_faults(const struct swarm *swarm);
/* Prints each kind of fault that occurred to standard error. */
void swarm_faults_print(const struct swarm *swarm);

#endif
