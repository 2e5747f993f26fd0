/* SPDX-License-Identifier: Apache-2.0
 *
 * A session is one client of the Centrifuge protocol: from the first message, which must be
 * `connect` with a token, to the last. It owns the subscriber through which the hub pushes, and
 * belongs to the carrier, which opens and closes it. It knows the rules that hold for every
 * command; what a command asks is run by the floor's verbs (net/verbs.h), which it is given. What a
 * client does wrong ends in an error reply or ends the connection; nothing a client sends is
 * logged.
 */
#ifndef MUSTER_NET_SESSION_H
#define MUSTER_NET_SESSION_H

#include "net/assembly.h"
#include "net/codec.h"
#include "net/ending.h"
#include "net/identity.h"
#include "net/peer.h"
#include "net/token.h"

/* How far a session has come. */
enum session_state {
    SESSION_OPENED,    /* nobody has said who they are */
    SESSION_REFUSED,   /* a connect was answered with an error; another may follow */
    SESSION_CONNECTED, /* it has said who it is */
    SESSION_ENDING,    /* it has been told to go: nothing is received or sent any more */
};

struct dictionary;
struct hub;
struct login_keys;
struct loop;
struct media;
struct newcomers;
struct owed_list;
struct person_connection;
struct revoked_file;
struct session;
struct sessions;
struct subscriber;
struct wheel;

/* Runs one command that may be run. ERR_NONE: it was answered or will be; an error becomes its
 * reply. */
typedef enum err session_run_fn(struct session *session, const struct codec_command *command);

/* What may change while there are sessions. */
struct session_limits {
    size_t connections_max;
    size_t connections_person; /* of one person */
};

/* What all sessions share. Borrowed, to outlive the sessions. */
struct sessions_options {
    struct loop *loop;
    struct hub *hub;
    struct wheel *wheel;
    struct net_stats *stats;
    const struct token_rules *tokens;
    const struct revoked_file *revoked; /* NULL: no token is taken back */
    const struct login_keys *keys;      /* NULL: nobody signs in */
    const struct media *media;          /* NULL: addresses of media are told as they are */
    struct newcomers *newcomers;        /* NULL: nobody becomes known by a token */
    struct slice epoch;                 /* the journal's */
    session_run_fn *run;                /* verbs_run */
    int64_t ping_seconds, connect_seconds, still_seconds;
    const struct session_limits *limits;
    bool channels_open; /* anonymous people may connect */
};

/* None yet. Owned by the caller. */
struct sessions *sessions_new(const struct sessions_options *options);
/* Frees *sessions and sets it to NULL. All must have been closed. */
void sessions_free(struct sessions **sessions);
/* Whether another one that connects would be too many, or sessions_end was called. */
bool sessions_full(const struct sessions *sessions);
/* The name by which clients are told of this instance, as other instances know it if there are any.
 */
struct slice sessions_node(const struct sessions *sessions);
/* Ends at most `most` of them, and every one that still comes; returns how many are left. */
size_t sessions_end(struct sessions *sessions, enum ending ending, size_t most);

/* Calls `fn`, which may end it, for each that has said who it is. */
typedef void sessions_each_fn(void *context, struct session *session);
void sessions_each(const struct sessions *sessions, sessions_each_fn *fn, void *context);
/* The one that is a connection of a person (net/person_connections.h). */
struct session *session_of_person(struct person_connection *at);

/* A session for `peer`. */
struct session *session_open(struct sessions *sessions, struct peer *peer);
/* The next piece of a message from the client. */
void session_receive(struct session *session, const struct assembly_part *part, bool binary);
/* The greatest id of a command that has come; 0: none. */
uint32_t session_last_id(const struct session *session);
/* Whether what it sends is to be looked at before what the crowds of large rooms, and who has not
 * said who they are, send. */
bool session_is_among_few(const struct session *session);
/* The peer keeps bytes that must leave before any others; session_ready follows. Also from inside
 * peer_ops.send. */
void session_block(struct session *session);
/* The peer can take bytes again. */
void session_ready(struct session *session);
/* Asks for the end: the transport closes in a later turn. Only the first ending counts. */
void session_end(struct session *session, enum ending ending);
/* The connection is gone: unlinks everything at once, frees, sets *session to NULL. NULL is
 * ignored. */
void session_close(struct session **session);

/* For the verbs. */

/* What all sessions share; where a session is. */
struct sessions *session_all(const struct session *session);
const struct sessions_options *session_options(const struct session *session);
enum session_state session_state(const struct session *session);
/* Its name among connections, as the client is told it. */
struct slice session_id(const struct session *session);
struct subscriber *session_subscriber(struct session *session);
struct owed_list *session_owed(struct session *session);
/* When its token expires, in ms since 1970; 0: never, or when a login does: that the client is not
 * told. */
int64_t session_expires_ms(const struct session *session);
/* Who it is, by its last token; NULL: nobody yet. */
const struct identity *session_who(const struct session *session);
/* By what a client is spoken to whose messages come another way (peer_ops.secret); NULL where they
 * come the way the frames go. */
const char *session_secret(struct session *session);
const struct dictionary *sessions_dictionary(const struct sessions *sessions);

/* It is the person of `claims` from now on, and looked after as a member. False when no more people
 * can be remembered. */
bool session_admit(struct session *session, const struct token_claims *claims);
/* The same person has brought another token. */
void session_renew(struct session *session, const struct token_claims *claims);
/* Where one reply is written; session_push sends it. */
struct buffer *session_reply(struct session *session);
void session_push(struct session *session);
/* Answers the command `id` with `error`; retry_ms as codec_error has it. */
void session_refuse(struct session *session, uint32_t id, enum err error, int64_t retry_ms);

/* What each session costs of our own memory. */
size_t session_bytes(void);

#endif
