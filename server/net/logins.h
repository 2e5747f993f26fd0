/* SPDX-License-Identifier: Apache-2.0
 *
 * Logins: browsers that have signed in. A browser keeps a secret in a cookie; of it only a hash is
 * kept here, as the id of a row beside the journal (journal/accounts.h), which says whose it is and
 * what it looks like. From a login come tokens for connections (net/login_keys.h), good for 15
 * minutes and worth nothing once the login has ended: that is an entry of the academy's room
 * (login.end), so that every instance knows.
 *
 * A login is idle after 30 days, an organiser's after 12 hours.
 */
#ifndef MUSTER_NET_LOGINS_H
#define MUSTER_NET_LOGINS_H

#include "base/buffer.h"
#include "base/error.h"
#include "net/links.h"

struct account_write;
struct accounts;
struct address;
struct hub;
struct loop;
struct logins;

enum { LOGIN_ID_BYTES = LINK_ID_BYTES, LOGIN_SECRET_BYTES = LINK_SECRET_BYTES };

/* Borrowed, to outlive the logins and what was asked of them. */
struct logins_options {
    struct loop *loop;
    struct hub *hub;
    struct accounts *accounts;
    bool secure; /* the public address is https: cookies are Secure */
};

/* One of them; texts are valid for the call. */
struct login {
    char id[LOGIN_ID_BYTES];
    struct slice person, name; /* the name as the academy has it, else as it was */
    struct slice agent, place; /* of the browser, and roughly where it is */
    int64_t made_ms, seen_ms;
    int64_t ends_ms; /* when it will be idle for too long */
};

/* Owned by the caller. */
struct logins *logins_new(const struct logins_options *options);
/* Frees *logins, once all is answered, and sets it to NULL; NULL is ignored. */
void logins_free(struct logins **logins);

/* The secret that the header Cookie holds; absent: none. */
struct slice logins_cookie(const struct logins *logins, struct slice header);
/* Appends the value of Set-Cookie that keeps `secret`; an empty one forgets it. */
void logins_write_cookie(const struct logins *logins, struct slice secret, struct buffer *out);

/* `login` is NULL after an error. */
typedef void logins_fn(void *context, enum err error, const struct login *login);
/* The login of a secret. ERR_UNAUTHORIZED: there is none, or none any more; what the gate says. */
void logins_find(struct logins *logins, struct slice secret, logins_fn *done, void *context);
/* Rows that are to be written before a login is made, and together with it (accounts_write): at
 * most LOGIN_WITH_MAX. When one of them cannot be there is no login, and this is the error. */
enum { LOGIN_WITH_MAX = 2 };
struct login_with {
    const struct account_write *writes;
    size_t count;
    enum err refusal;
};
/* Makes one for `person`, who has shown who they are. `old` is a secret that the browser had (may
 * be absent): that login ends. The new secret is in `secret`, which stays until the answer. */
struct login_order {
    struct slice person, agent, old;
    const struct address *from; /* NULL: not known */
    struct login_with with;
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

#endif
