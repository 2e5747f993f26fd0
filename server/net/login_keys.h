/* SPDX-License-Identifier: Apache-2.0
 *
 * Keys of our own, beside the journal (journal/keys.h), and what they sign: tokens for connections
 * of browsers that have signed in, and the operator's, made by whoever can read those keys. Until
 * the journal has told them nothing is signed and nothing is believed.
 */
#ifndef MUSTER_NET_LOGIN_KEYS_H
#define MUSTER_NET_LOGIN_KEYS_H

#include "base/buffer.h"
#include "base/hash.h"
#include "loop/loop.h"
#include "net/token.h"

struct journal;
struct login_keys;

/* The name of the operator's key, and of the person its tokens are of. */
#define LOGIN_KEYS_OPERATOR "operator"

enum { LOGIN_TOKEN_SECONDS = 900, OPERATOR_TOKEN_SECONDS = 300 };

/* Asks the journal, again and again while it is away. Keys that it has lost are waited for, which
 * is said, and then made anew (journal/keys.h); so they are asked for once a minute, for another
 * instance may have done that. Owned by the caller; both are borrowed. */
struct login_keys *login_keys_new(struct loop *loop, struct journal *journal);
/* Frees *keys, once the journal has answered, and sets it to NULL; NULL is ignored. */
void login_keys_free(struct login_keys **keys);

/* Calls `fn` once, as soon as the keys are known: at the loop's next turn if they are. One waits.
 */
void login_keys_when_known(struct login_keys *keys, loop_fn *fn, void *context);

/* A key for what is signed and comes back (challenges, prints), for `use`, a constant text. False:
 * not known yet. */
bool login_keys_derive(const struct login_keys *keys, const char *use, struct hash *key);

/* What a token for a connection is to say. */
struct login_token {
    struct slice person, name, login;
    int64_t ends_ms; /* when the login will be idle for too long */
};
/* Appends such a token and says when it ends. False: the key is not known yet. */
bool login_keys_sign(const struct login_keys *keys, const struct login_token *token,
                     struct buffer *out, int64_t *expires_ms);
/* Whether `token` is one of these: ERR_NONE and *claims, whose jti is the login and ends_ms its
 * end; ERR_TOKEN_EXPIRED; ERR_UNAUTHORIZED: it is none; ERR_JOURNAL_AWAY: it may be one, or the
 * operator's, for the keys are not known yet. */
enum err login_keys_verify(const struct login_keys *keys, struct slice token,
                           struct token_claims *claims);
/* Whether `token` is the operator's. */
bool login_keys_operator(const struct login_keys *keys, struct slice token);
/* Appends one: `key` is the journal's key LOGIN_KEYS_OPERATOR. */
bool login_keys_sign_operator(struct slice key, int64_t now_s, struct buffer *out);

#endif
