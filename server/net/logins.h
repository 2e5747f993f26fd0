/* SPDX-License-Identifier: Apache-2.0
 *
 * Logins: browsers that have signed in. A browser keeps a secret in a cookie; of it only a hash is
 * kept here, as the id of a row beside the journal (journal/accounts.h), which says whose it is and
 * what it looks like. From a login come tokens for connections, good for 15 minutes and worth
 * nothing once the login has ended: that is an entry of the academy's room (login.end), so that
 * every instance knows.
 *
 * A login is idle after 30 days, an organiser's after 12 hours.
 */
#ifndef MUSTER_NET_LOGINS_H
#define MUSTER_NET_LOGINS_H

#include "base/buffer.h"
#include "base/error.h"
#include "base/hash.h"
#include "net/links.h"
#include "net/token.h"

struct accounts;
struct address;
struct hub;
struct journal;
struct loop;
struct logins;

enum { LOGIN_ID_BYTES = LINK_ID_BYTES, LOGIN_SECRET_BYTES = LINK_SECRET_BYTES };

/* Borrowed, to outlive the logins. */
struct logins_options {
    struct loop *loop;
    struct hub *hub;
    struct journal *journal; /* whose keys sign */
    struct accounts *accounts;
    const char *url; /* the public address: https makes cookies Secure */
};

/* One of them; texts are valid for the call. */
struct login {
    char id[LOGIN_ID_BYTES];
    struct slice person, name; /* the name as the academy has it, else as it was */
    struct slice agent, place; /* of the browser, and roughly where it is */
    int64_t made_ms, seen_ms;
    int64_t ends_ms; /* when it will be idle for too long */
};

/* Asks the journal for its keys; until they are there nobody signs in. Owned by the caller. */
struct logins *logins_new(const struct logins_options *options);
/* Frees *logins and sets it to NULL; NULL is ignored. What was asked is answered all the same. */
void logins_free(struct logins **logins);

/* The secret that the header Cookie holds; absent: none. */
struct slice logins_cookie(const struct logins *logins, struct slice header);
/* Appends the value of Set-Cookie that keeps `secret`; an empty one forgets it. */
void logins_write_cookie(const struct logins *logins, struct slice secret, struct buffer *out);
/* The same for another cookie of ours, `name` of at most 16 letters, for `seconds`. */
void logins_write_other(const struct logins *logins, const char *name, struct slice value,
                        int64_t seconds, struct buffer *out);
struct slice logins_other(const struct logins *logins, const char *name, struct slice header);

/* `login` is NULL after an error. */
typedef void logins_fn(void *context, enum err error, const struct login *login);
/* The login of a secret. ERR_UNAUTHORIZED: there is none, or none any more; what the gate says. */
void logins_find(struct logins *logins, struct slice secret, logins_fn *done, void *context);
/* Makes one for `person`, who has shown who they are. `old` is a secret that the browser had (may
 * be absent): that login ends. The new secret is in `secret`, which stays until the answer. */
struct login_order {
    struct slice person, name, agent, old;
    const struct address *from; /* NULL: not known */
};
void logins_make(struct logins *logins, const struct login_order *order,
                 char secret[LOGIN_SECRET_BYTES], logins_fn *done, void *context);
/* Ends logins of `person`: the one called `id`, or when that is empty all but `but` (may be empty).
 * ERR_NOT_FOUND: there is no such login of theirs. */
typedef void logins_ended_fn(void *context, enum err error);
void logins_end(struct logins *logins, struct slice person, struct slice id, struct slice but,
                logins_ended_fn *done, void *context);
/* Calls `each` for every login of `person`, then `done`. */
typedef void logins_each_fn(void *context, const struct login *login);
void logins_list(struct logins *logins, struct slice person, logins_each_fn *each,
                 logins_ended_fn *done, void *context);

/* Appends a token for connections, and says when it ends. False: the keys are not known yet. */
bool logins_token(const struct logins *logins, const struct login *login, struct buffer *out,
                  int64_t *expires_ms);
/* Whether `token` is one of these: ERR_NONE and *claims, whose login and ends_ms are set;
 * ERR_TOKEN_EXPIRED; ERR_UNAUTHORIZED: it is none. Whether that login has ended: gate_ended. */
enum err logins_verify(const struct logins *logins, struct slice token,
                       struct token_claims *claims);
/* Whether `token` is the operator's, made by whoever can read the journal's keys. */
bool logins_is_operator(const struct logins *logins, struct slice token);
/* A key of our own for what is signed and comes back (challenges, prints), for `use`, a constant
 * text. False: not known yet. */
bool logins_key(const struct logins *logins, const char *use, struct hash *key);

#endif
