/* SPDX-License-Identifier: Apache-2.0
 *
 * Passkeys as they are kept, rows "passkey" beside the journal (journal/accounts.h), and what a
 * browser is told to make or use one. Several per person, each with a name of theirs.
 */
#ifndef MUSTER_NET_PASSKEY_ROWS_H
#define MUSTER_NET_PASSKEY_ROWS_H

#include "base/writer.h"
#include "net/passkey.h"

struct account;
struct exchange;
struct accounts;

extern const struct slice passkey_kind;

enum { PASSKEY_ROW_ID_BYTES = 23 /* hash_id of its own id */, PASSKEY_NAME_CHARS = 60 };

/* Of one that is kept; `name` is valid as long as the JSON it was read from. */
struct passkey_row {
    struct passkey passkey;
    struct slice name;
    int64_t made_ms, used_ms; /* 0: never */
};

/* The id of the row of a passkey called `id`. */
void passkey_row_id(struct slice id, char row_id[PASSKEY_ROW_ID_BYTES]);
/* Reads and writes the value of a row. False: it is damaged. */
bool passkey_row_read(const struct json *value, struct passkey_row *row);
void passkey_row_write(const struct passkey_row *row, struct buffer *value);
/* Gives it the name that the body says, borrowed; none when that is no clean one. */
void passkey_row_name(const struct exchange *exchange, struct passkey_row *row);

/* Writes the member `options` for making one (PublicKeyCredentialCreationOptionsJSON) for `id`,
 * called `name`; `rows` are those they have, which no device is to make again. False: the key for
 * challenges is not known yet. */
struct passkey_person {
    struct slice id, name;
};
bool passkey_write_creation(const struct exchange *exchange, const struct passkey_person *person,
                            const struct account *rows, size_t count, struct writer *out);
/* The same for signing in (PublicKeyCredentialRequestOptionsJSON): whoever has one. */
bool passkey_write_request(const struct exchange *exchange, struct writer *out);

/* One was made by `person`: checks the body's `credential` and fills in *row, whose name is the
 * body's. Its challenge is not spent yet. */
enum err passkey_take(const struct exchange *exchange, struct slice person, struct passkey_row *row,
                      struct passkey_challenge *challenge);
/* Whether the challenge was for signing in here, and is still good. */
bool passkey_challenged(const struct exchange *exchange, const struct passkey_challenge *challenge);
/* The row that spends a challenge that fits: of several who put it, one can. It borrows
 * `id`, which is filled in. */
void passkey_spent_row(const struct exchange *exchange, const struct passkey_challenge *challenge,
                       char id[PASSKEY_ROW_ID_BYTES], struct account *row);
/* Spends a challenge that fits: of several who answer it, on any instance, one gets ERR_NONE. */
typedef void passkey_spent_fn(void *context, enum err error);
void passkey_spend(const struct exchange *exchange, const struct passkey_challenge *challenge,
                   passkey_spent_fn *done, void *context);
/* Keeps a new one of `person`. ERR_PASSKEY_INVALID: it is kept already. */
void passkey_keep(const struct exchange *exchange, struct slice person,
                  const struct passkey_row *row, passkey_spent_fn *done, void *context);

#endif
