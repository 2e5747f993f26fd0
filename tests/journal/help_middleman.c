/* SPDX-License-Identifier: Apache-2.0
 * See help_middleman.h. */
#include "journal/help_middleman.h"

#include <arpa/inet.h>
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <threads.h>
#include <unistd.h>

#include <cmocka.h>

enum { PAIRS = 64, CHUNK = 65536, TURN_MS = 5 };

/* A client's connection and ours to the server; -1: none. */
struct pair {
    int client, server;
    bool swallowed;
};

static struct {
    int listener;
    unsigned port;
    thrd_t thread;
    struct pair pairs[PAIRS];
    atomic_bool stop, cut, swallow;
    atomic_uint cuts;
} middle;

static struct sockaddr_in address_of(unsigned port)
{
    return (struct sockaddr_in){.sin_family = AF_INET,
                                .sin_port = htons((uint16_t)port),
                                .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
}

static void pair_close(struct pair *pair)
{
    close(pair->client);
    close(pair->server);
    *pair = (struct pair){-1, -1, false};
}

static void pair_open(void)
{
    struct sockaddr_in address = address_of(cluster_port());
    struct pair *free_one = NULL;
    int client = accept(middle.listener, NULL, NULL);
    for (int i = 0; i < PAIRS && !free_one; i++)
        free_one = middle.pairs[i].client < 0 ? &middle.pairs[i] : NULL;
    if (client < 0 || !free_one) {
        close(client);
        return;
    }
    *free_one = (struct pair){client, socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), false};
    if (connect(free_one->server, (struct sockaddr *)&address, sizeof address) != 0)
        pair_close(free_one);
}

static bool pass_all(int to, const char *bytes, size_t len)
{
    for (size_t at = 0; at < len;) {
        ssize_t sent = send(to, bytes + at, len - at, MSG_NOSIGNAL);
        if (sent <= 0)
            return false;
        at += (size_t)sent;
    }
    return true;
}

/* CommandComplete carries the word with its NUL; a group that is one statement answers with a row
 * of one true (DataRow: 11 bytes, 1 column of 1 byte). */
static bool says_committed(const char *bytes, size_t len)
{
    static const char yes[] = {'D', 0, 0, 0, 11, 0, 1, 0, 0, 0, 1, 1, 'C'};
    return memmem(bytes, len, "COMMIT", sizeof "COMMIT") || memmem(bytes, len, yes, sizeof yes);
}

static void pass(struct pair *pair, bool from_server)
{
    static char bytes[CHUNK];
    ssize_t len = recv(from_server ? pair->server : pair->client, bytes, sizeof bytes, 0);
    bool cut = len > 0 && from_server && says_committed(bytes, (size_t)len) &&
               atomic_exchange(&middle.cut, false);
    if (cut)
        atomic_fetch_add(&middle.cuts, 1);
    if (len <= 0 || cut || !pass_all(from_server ? pair->client : pair->server, bytes, (size_t)len))
        pair_close(pair);
}

static void swallow_all(void)
{
    for (int i = 0; i < PAIRS; i++)
        middle.pairs[i].swallowed = middle.pairs[i].client >= 0;
}

static int run(void *context)
{
    (void)context;
    while (!atomic_load(&middle.stop)) {
        struct pollfd watched[2 * PAIRS + 1];
        if (atomic_load(&middle.swallow)) {
            swallow_all();
            atomic_store(&middle.swallow, false);
        }
        for (int i = 0; i < PAIRS; i++) {
            const struct pair *pair = &middle.pairs[i];
            watched[2 * i] = (struct pollfd){pair->swallowed ? -1 : pair->client, POLLIN, 0};
            watched[2 * i + 1] = (struct pollfd){pair->swallowed ? -1 : pair->server, POLLIN, 0};
        }
        watched[2 * PAIRS] = (struct pollfd){middle.listener, POLLIN, 0};
        poll(watched, 2 * PAIRS + 1, TURN_MS);
        for (int i = 0; i < 2 * PAIRS; i++) {
            if (watched[i].revents && middle.pairs[i / 2].client >= 0)
                pass(&middle.pairs[i / 2], i % 2 == 1);
        }
        if (watched[2 * PAIRS].revents)
            pair_open();
    }
    return 0;
}

void middleman_open(void)
{
    struct sockaddr_in address = address_of(0);
    socklen_t bytes = sizeof address;
    for (int i = 0; i < PAIRS; i++)
        middle.pairs[i] = (struct pair){-1, -1, false};
    middle.listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(bind(middle.listener, (struct sockaddr *)&address, bytes), 0);
    assert_int_equal(listen(middle.listener, PAIRS), 0);
    assert_int_equal(getsockname(middle.listener, (struct sockaddr *)&address, &bytes), 0);
    middle.port = ntohs(address.sin_port);
    atomic_store(&middle.stop, false);
    assert_int_equal(thrd_create(&middle.thread, run, NULL), thrd_success);
}

void middleman_close(void)
{
    atomic_store(&middle.stop, true);
    thrd_join(middle.thread, NULL);
    close(middle.listener);
    for (int i = 0; i < PAIRS; i++) {
        if (middle.pairs[i].client >= 0)
            pair_close(&middle.pairs[i]);
    }
}

void middleman_url(const char *database, char url[CLUSTER_URL_BYTES])
{
    snprintf(url, CLUSTER_URL_BYTES, "postgresql://muster@127.0.0.1:1,127.0.0.1:%u/%s", middle.port,
             database);
}

void middleman_cut_at_commit(void)
{
    atomic_store(&middle.cut, true);
}

unsigned middleman_cuts(void)
{
    return atomic_load(&middle.cuts);
}

void middleman_swallow(void)
{
    atomic_store(&middle.swallow, true);
    while (atomic_load(&middle.swallow))
        thrd_yield();
}
