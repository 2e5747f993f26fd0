/* SPDX-License-Identifier: Apache-2.0
 * A row's value is {"id":…,"alg":-7,"key":…,"n":counter,"name":…,"made":ms,"used":ms}, bytes in
 * base64url. */
#include "net/passkey_rows.h"

#include "base/base64url.h"
#include "base/bounds.h"
#include "base/mem.h"
#include "base/text_clean.h"
#include "base/unused.h"
#include "journal/accounts.h"
#include "loop/loop.h"
#include "net/api_site.h"
#include "net/challenge.h"
#include "net/exchange.h"
#include "net/login_keys.h"

enum { TIMEOUT_MS = 300000, USE_BYTES = 128, TEXT_BYTES = 2048 };

const struct slice passkey_kind = {"passkey", 7};
static const struct slice spent_kind = {"spent", 5};
static const struct slice use_signin = {"signin", 6};

void passkey_row_id(struct slice id, char row_id[PASSKEY_ROW_ID_BYTES])
{
    struct hash hash = hash_of(&id, 1);
    hash_id(&hash, row_id);
}

/* ---- values ------------------------------------------------------------------------------------
 */

static bool bytes_read(const struct json *value, const char *key, unsigned char *out, size_t max,
                       size_t *len)
{
    struct slice text;
    struct buffer bytes;
    buffer_init(&bytes, max);
    bool good = json_get_text(value, key, &text) && base64url_read(text, &bytes) && bytes.len > 0;
    *len = good ? bytes.len : 0;
    if (good)
        memcpy(out, bytes.bytes, bytes.len);
    buffer_done(&bytes);
    return good;
}

bool passkey_row_read(const struct json *value, struct passkey_row *row)
{
    int64_t alg = 0;
    struct passkey *passkey = &row->passkey;
    *row = (struct passkey_row){.name = SLICE("")};
    (void)json_get_text(value, "name", &row->name);
    (void)json_get_int(value, "made", &row->made_ms);
    (void)json_get_int(value, "used", &row->used_ms);
    bool good = json_get_int(value, "alg", &alg) && json_get_int(value, "n", &passkey->counter);
    passkey->alg = alg == PASSKEY_EDDSA   ? PASSKEY_EDDSA
                   : alg == PASSKEY_RS256 ? PASSKEY_RS256
                                          : PASSKEY_ES256;
    return good && bytes_read(value, "id", passkey->id, sizeof passkey->id, &passkey->id_bytes) &&
           bytes_read(value, "key", passkey->key, sizeof passkey->key, &passkey->key_bytes);
}

static void write_bytes(struct writer *out, const char *key, const void *bytes, size_t len)
{
    struct buffer text;
    buffer_init(&text, TEXT_BYTES);
    base64url_write((struct slice){bytes, len}, &text);
    writer_text(out, key, buffer_slice(&text));
    buffer_done(&text);
}

void passkey_row_write(const struct passkey_row *row, struct buffer *value)
{
    struct writer writer;
    writer_init(&writer, value);
    writer_object(&writer, NULL);
    write_bytes(&writer, "id", row->passkey.id, row->passkey.id_bytes);
    writer_int(&writer, "alg", row->passkey.alg);
    write_bytes(&writer, "key", row->passkey.key, row->passkey.key_bytes);
    writer_int(&writer, "n", row->passkey.counter);
    writer_text(&writer, "name", row->name);
    writer_int(&writer, "made", row->made_ms);
    writer_int(&writer, "used", row->used_ms);
    writer_end(&writer);
}

/* ---- challenges --------------------------------------------------------------------------------
 */

static int64_t now_of(const struct exchange *exchange)
{
    return loop_now_ms(exchange->site->loop);
}

static bool write_challenge(const struct exchange *exchange, struct slice use, struct writer *out)
{
    struct hash key;
    unsigned char challenge[CHALLENGE_BYTES];
    if (!login_keys_derive(exchange->site->keys, "challenge", &key))
        return false;
    challenge_make(&key, use, now_of(exchange), challenge);
    write_bytes(out, "challenge", challenge, sizeof challenge);
    return true;
}

static bool challenged(const struct exchange *exchange, struct slice use,
                       const struct passkey_challenge *challenge)
{
    struct hash key;
    int64_t ends_ms;
    return login_keys_derive(exchange->site->keys, "challenge", &key) &&
           challenge_fits(&key, use, now_of(exchange),
                          (struct slice){challenge->bytes, challenge->len}, &ends_ms);
}

bool passkey_challenged(const struct exchange *exchange, const struct passkey_challenge *challenge)
{
    return challenged(exchange, use_signin, challenge);
}

/* A passkey is made for one person alone. */
static struct slice use_of(struct slice person, char use[USE_BYTES])
{
    snprintf(use, USE_BYTES, "make %.*s", (int)person.len, person.at);
    return slice_of(use);
}

struct spending {
    passkey_spent_fn *done;
    void *context;
};

static void spent(void *context, enum err error, const struct account *rows, size_t count)
{
    struct spending *spending = context;
    UNUSED(rows);
    UNUSED(count);
    spending->done(spending->context, error == ERR_ALREADY_EXISTS ? ERR_PASSKEY_INVALID : error);
    mem_free(spending);
}

static struct spending *spending_new(passkey_spent_fn *done, void *context)
{
    struct spending *spending = mem_new(sizeof *spending);
    *spending = (struct spending){done, context};
    return spending;
}

void passkey_spent_row(const struct exchange *exchange, const struct passkey_challenge *challenge,
                       char id[PASSKEY_ROW_ID_BYTES], struct account *row)
{
    passkey_row_id((struct slice){challenge->bytes, challenge->len}, id);
    *row = (struct account){.kind = spent_kind,
                            .id = slice_of(id),
                            .person = SLICE(""),
                            .value = SLICE("{}"),
                            .expires_ms = now_of(exchange) + CHALLENGE_SECONDS * 1000};
}

void passkey_spend(const struct exchange *exchange, const struct passkey_challenge *challenge,
                   passkey_spent_fn *done, void *context)
{
    char id[PASSKEY_ROW_ID_BYTES];
    struct account row;
    passkey_spent_row(exchange, challenge, id, &row);
    accounts_put(exchange->site->accounts, &row, spent, spending_new(done, context));
}

/* ---- options -----------------------------------------------------------------------------------
 */

static void write_kinds(struct writer *out)
{
    static const int algs[] = {PASSKEY_ES256, PASSKEY_EDDSA, PASSKEY_RS256};
    writer_array(out, "pubKeyCredParams");
    for (size_t i = 0; i < sizeof algs / sizeof algs[0]; i++) {
        writer_object(out, NULL);
        writer_text(out, "type", SLICE("public-key"));
        writer_int(out, "alg", algs[i]);
        writer_end(out);
    }
    writer_end(out);
}

static void write_had(const struct account *rows, size_t count, struct writer *out)
{
    writer_array(out, "excludeCredentials");
    for (size_t i = 0; i < count; i++) {
        struct json *value = NULL;
        struct slice id;
        if (json_parse(rows[i].value, &value) == ERR_NONE && json_get_text(value, "id", &id)) {
            writer_object(out, NULL);
            writer_text(out, "type", SLICE("public-key"));
            writer_text(out, "id", id);
            writer_end(out);
        }
        json_free(&value);
    }
    writer_end(out);
}

static void write_selection(struct writer *out)
{
    writer_object(out, "authenticatorSelection");
    writer_text(out, "residentKey", SLICE("required"));
    writer_bool(out, "requireResidentKey", true);
    writer_text(out, "userVerification", SLICE("required"));
    writer_end(out);
    writer_text(out, "attestation", SLICE("none"));
}

bool passkey_write_creation(const struct exchange *exchange, const struct passkey_person *person,
                            const struct account *rows, size_t count, struct writer *out)
{
    char use[USE_BYTES];
    const struct api_site *site = exchange->site;
    writer_object(out, "options");
    writer_object(out, "rp");
    writer_text(out, "id", passkey_site_of(site->url).rp_id);
    writer_text(out, "name", slice_of(*site->name ? site->name : "Muster"));
    writer_end(out);
    writer_object(out, "user");
    write_bytes(out, "id", person->id.at, person->id.len);
    writer_text(out, "name", person->name.len > 0 ? person->name : person->id);
    writer_text(out, "displayName", person->name);
    writer_end(out);
    write_kinds(out);
    writer_int(out, "timeout", TIMEOUT_MS);
    write_had(rows, count, out);
    write_selection(out);
    bool known = write_challenge(exchange, use_of(person->id, use), out);
    writer_end(out);
    return known;
}

bool passkey_write_request(const struct exchange *exchange, struct writer *out)
{
    writer_object(out, "options");
    writer_text(out, "rpId", passkey_site_of(exchange->site->url).rp_id);
    writer_int(out, "timeout", TIMEOUT_MS);
    writer_array(out, "allowCredentials");
    writer_end(out);
    writer_text(out, "userVerification", SLICE("required"));
    bool known = write_challenge(exchange, use_signin, out);
    writer_end(out);
    return known;
}

/* ---- keeping -----------------------------------------------------------------------------------
 */

/* A name that cannot be read is none. */
void passkey_row_name(const struct exchange *exchange, struct passkey_row *row)
{
    row->name = SLICE("");
    (void)exchange_text(exchange, "name", &row->name);
    struct buffer clean;
    buffer_init(&clean, 4 * PASSKEY_NAME_CHARS);
    if (text_clean_name(row->name, PASSKEY_NAME_CHARS, &clean) != ERR_NONE ||
        !slice_equal(buffer_slice(&clean), row->name))
        row->name = SLICE("");
    buffer_done(&clean);
}

enum err passkey_take(const struct exchange *exchange, struct slice person, struct passkey_row *row,
                      struct passkey_challenge *challenge)
{
    char use[USE_BYTES];
    struct passkey_site site = passkey_site_of(exchange->site->url);
    *row = (struct passkey_row){.made_ms = now_of(exchange)};
    enum err error =
        passkey_register(&site, json_get(exchange->body, "credential"), &row->passkey, challenge);
    if (!error && !challenged(exchange, use_of(person, use), challenge))
        error = ERR_PASSKEY_INVALID;
    passkey_row_name(exchange, row);
    return error;
}

void passkey_keep(const struct exchange *exchange, struct slice person,
                  const struct passkey_row *row, passkey_spent_fn *done, void *context)
{
    char id[PASSKEY_ROW_ID_BYTES];
    struct buffer value;
    buffer_init(&value, BOUND_ACCOUNT_BYTES);
    passkey_row_id((struct slice){(const char *)row->passkey.id, row->passkey.id_bytes}, id);
    passkey_row_write(row, &value);
    const struct account account = {
        .kind = passkey_kind, .id = slice_of(id), .person = person, .value = buffer_slice(&value)};
    accounts_put(exchange->site->accounts, &account, spent, spending_new(done, context));
    buffer_done(&value);
}
