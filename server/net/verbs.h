/* SPDX-License-Identifier: Apache-2.0
 *
 * The inside of a session, for the three files that share it: session.c (life and time), entrance.c
 * (who it is: connect, refresh) and verbs.c (what it asks: the table of verbs and the hub's
 * answers).
 */
#ifndef MUSTER_NET_VERBS_H
#define MUSTER_NET_VERBS_H

#include "net/codec.h"
#include "net/dictionary.h"
#include "net/guests.h"
#include "net/meter.h"
#include "net/session.h"

enum {
    SESSION_ID_BYTES = 23,
    CALLS_MAX = 256, /* commands of one session the hub has not answered yet */
    CHANNEL_BYTES = 255,
    EXPIRE_SECONDS = 25 /* grace for a refresh after the token's end, as Centrifugo gives */
};

struct sessions {
    struct sessions_options options;
    struct guests *guests;
    struct session *first; /* list of all */
    struct buffer scratch; /* one reply while it is written */
    struct dictionary dictionary;
    char node[SESSION_ID_BYTES]; /* of an instance that is alone */
    bool ended;
    struct timer *resume; /* NULL: nobody is paused */
};

enum session_state { SESSION_OPENED, SESSION_CONNECTED, SESSION_ENDING };

struct call;

struct session {
    struct sessions *all;
    struct session *next, **link;
    struct peer *peer;
    struct subscriber subscriber;
    enum session_state state;
    uint32_t last_id; /* of the commands that have come, the greatest */
    bool pong_wanted;
    bool refused;         /* a connect has been answered with an error */
    bool paused;          /* nothing is read from the peer for now */
    bool was_paused;      /* since the last look: bytes may have come that nobody has seen */
    unsigned char graces; /* given while the peer was slow but alive */
    struct intake intake;
    struct meter meter;
    struct wheel_at wheel;
    struct guests_at guests;
    struct call *calls; /* waiting for the hub */
    unsigned calls_count;
    unsigned moved_s; /* tick, in seconds, when it last took bytes, or none waited */
    char id[SESSION_ID_BYTES];
    struct token_mark *who; /* owned: of the last token, and behind it id and name, which
                               subscriber.actor borrows; NULL: nobody yet */
    int64_t expires_ms;     /* wall clock; 0: never */
    int64_t since_ms;       /* tick of opening, then of the last ping, or of the grace given */
    int64_t ping_ms;        /* until the next ping */
    struct peer_progress progress; /* when last looked */
    uint64_t acked;                /* when pinged, or at the last grace */
    uint64_t seen_bytes;           /* of messages, since then */
};

/* entrance.c: the verbs connect and refresh. */
enum err entrance_connect(struct session *session, uint32_t id, const struct json *params);
enum err entrance_refresh(struct session *session, uint32_t id, const struct json *params);

/* verbs.c: runs one command. */
void verbs_run(struct session *session, const struct codec_command *command);
/* Lets go of every call that waits: its answer will find nobody. */
void verbs_forget(struct session *session);

/* session.c: reads nothing more from the peer for a moment: it is too fast. */
void session_pause(struct session *session);
/* session.c: sends what stands in all->scratch and clears it. */
void session_push(struct session *session);
/* Starts the time of a connected session. */
void session_connected(struct session *session);

#endif
