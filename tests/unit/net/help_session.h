/* SPDX-License-Identifier: Apache-2.0
 *
 * Sessions on a fake transport, a fake clock and the fake hub: a client says something, and what
 * was sent, asked of the hub or closed can be looked at.
 */
#ifndef MUSTER_TESTS_UNIT_NET_HELP_SESSION_H
#define MUSTER_TESTS_UNIT_NET_HELP_SESSION_H

#include "help_net.h"
#include "help_token.h"
#include "net/emulation.h"
#include "net/media.h"
#include "net/revoked_file.h"
#include "net/session.h"
#include "net/wheel.h"

enum { STAGE_CLIENTS = 64, STAGE_NOW_S = 1700000000, STAGE_LIFE_S = 86400 };

struct client {
    struct peer peer; /* first */
    struct session *session;
    bool deaf;           /* nothing is read from it for now */
    unsigned close_code; /* 0: open */
    const char *close_reason;
    struct peer_progress progress;
    char sent[256];        /* what went through peer_ops.send last */
    size_t takes;          /* how much send takes at once; 0: all */
    struct emulated place; /* of a streaming client */
};

struct stage {
    struct loop *loop;
    struct wheel *wheel;
    struct token_rules *tokens;
    struct revoked_file *revoked; /* NULL: there is no list */
    char revoked_path[40];
    struct media *media;
    struct sessions *sessions;
    struct emulation *emulation;
    struct net_stats stats;
    struct client clients[STAGE_CLIENTS];
    size_t clients_count;
};

/* cmocka fixtures: *state is a struct stage; the second lets anonymous people in, the third has an
 * empty list of revoked tokens. */
int stage_setup(void **state);
int stage_setup_open(void **state);
int stage_setup_revoked(void **state);
int stage_teardown(void **state);

/* Another client, not yet connected. */
struct client *stage_client(struct stage *stage);
/* Another one, connected as `id`; what was pushed so far is forgotten. */
struct client *stage_person(struct stage *stage, const char *id);
/* Another one on a streaming transport, connected as `id` with `class` ("lean", or "full") and
 * asking for packed frames. */
struct client *stage_stream(struct stage *stage, const char *id, const char *class);
/* A token for `id` that is good for `seconds`; valid until the next one is made. */
const char *stage_token(const char *id, int64_t seconds);
/* The same with a `jti` and an `iat` of now. */
const char *stage_token_named(const char *id, int64_t seconds, const char *jti);
/* Writes another list of revoked tokens; it is read within a second. */
void stage_revoke(struct stage *stage, const char *list);
/* The client sends one message of `text` in one frame. */
void client_say(struct client *client, const char *text);
/* The transport closes it. */
void client_gone(struct client *client);

/* Everything that was pushed must be this, newlines between. Forgets it. */
void assert_pushed(const char *expected);

#endif
