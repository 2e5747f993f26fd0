/* SPDX-License-Identifier: Apache-2.0
 * The one that signs, the next, the last: each is asked for, and made where it has to be there.
 * Of several instances that make one, one keeps it, and the others take that. */
#include "net/tool_keys.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/base64url.h"
#include "base/bounds.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/seal.h"
#include "base/unused.h"
#include "base/writer.h"
#include "journal/accounts.h"
#include "loop/loop.h"
#include "net/login_keys.h"
#include "net/token_rsa.h"

#define PERIOD_MS (180 * INT64_C(86400000))
#define AHEAD_MS  (30 * INT64_C(86400000))

static const struct slice row_kind = {"toolkey", 7};

struct tool_keys {
    struct loop *loop;
    struct accounts *accounts;
    const struct login_keys *keys;
    struct worker *worker; /* makes them; NULL: nothing was made yet */
};

/* A question on its way. */
struct finding {
    struct tool_keys *keys;
    struct seal *seal;
    int64_t now_ms, period; /* the one that is asked for */
    unsigned step;
    struct tool_key found[TOOL_KEYS_MAX];
    struct buffer pems[TOOL_KEYS_MAX];
    size_t count;
    bool again; /* it is there now, though it was not */
    struct buffer value;
    tool_keys_fn *done;
    void *context;
};

struct tool_keys *tool_keys_new(struct loop *loop, struct accounts *accounts,
                                const struct login_keys *keys)
{
    struct tool_keys *new = mem_new(sizeof *new);
    *new = (struct tool_keys){.loop = loop, .accounts = accounts, .keys = keys};
    return new;
}

void tool_keys_free(struct tool_keys **keys)
{
    if (!*keys)
        return;
    worker_close(&(*keys)->worker);
    mem_free(*keys);
    *keys = NULL;
}

static void finding_end(struct finding *finding, enum err error)
{
    finding->done(finding->context, error, finding->found, error ? 0 : finding->count);
    for (size_t i = 0; i < TOOL_KEYS_MAX; i++) {
        if (finding->pems[i].len > 0)
            explicit_bzero(finding->pems[i].bytes, finding->pems[i].len);
        buffer_done(&finding->pems[i]);
    }
    buffer_done(&finding->value);
    seal_free(&finding->seal);
    mem_free(finding);
}

static void ask(struct finding *finding);

static struct slice id_of(const struct finding *finding, char id[TOOL_KEY_ID_BYTES])
{
    snprintf(id, TOOL_KEY_ID_BYTES, "%" PRId64, finding->period);
    return slice_of(id);
}

/* Whether the one that is asked for has to be there: the first has, the next soon has. */
static bool is_due(const struct finding *finding)
{
    int64_t begins_ms = finding->period * PERIOD_MS;
    return finding->step == 1 || (finding->step == 2 && begins_ms - finding->now_ms < AHEAD_MS);
}

/* ---- what a row holds --------------------------------------------------------------------------
 */

static bool take(struct finding *finding, const struct account *row)
{
    struct tool_key *key = &finding->found[finding->count];
    struct buffer *pem = &finding->pems[finding->count], sealed;
    struct json *json = NULL;
    struct slice text = SLICE("");
    struct slice id = id_of(finding, key->id);
    (void)json_parse(row->value, &json);
    (void)json_get_text(json, "sealed", &text);
    buffer_init(&sealed, BOUND_ACCOUNT_BYTES);
    bool good =
        base64url_read(text, &sealed) && seal_read(finding->seal, id, buffer_slice(&sealed), pem);
    buffer_done(&sealed);
    json_free(&json);
    key->pem = buffer_slice(pem);
    finding->count += good;
    return good;
}

/* ---- making one --------------------------------------------------------------------------------
 */

static void made_there(void *context, enum err error, const struct account *rows, size_t count)
{
    struct finding *finding = context;
    UNUSED(rows);
    UNUSED(count);
    if (error && error != ERR_ALREADY_EXISTS) {
        finding_end(finding, error);
        return;
    }
    finding->again = true;
    ask(finding);
}

static void write_value(struct finding *finding, struct slice id, struct slice pem)
{
    struct buffer sealed, text;
    struct writer writer;
    buffer_init(&sealed, BOUND_ACCOUNT_BYTES);
    buffer_init(&text, BOUND_ACCOUNT_BYTES);
    seal_write(finding->seal, id, pem, &sealed);
    base64url_write(buffer_slice(&sealed), &text);
    writer_init(&writer, &finding->value);
    writer_object(&writer, NULL);
    writer_text(&writer, "sealed", buffer_slice(&text));
    writer_end(&writer);
    buffer_done(&text);
    buffer_done(&sealed);
}

/* On the worker's thread. */
static void make(void *context)
{
    struct finding *finding = context;
    (void)token_rsa_make(&finding->pems[finding->count]);
}

static void made(void *context)
{
    struct finding *finding = context;
    struct buffer *pem = &finding->pems[finding->count];
    char id[TOOL_KEY_ID_BYTES];
    struct account row = {.kind = row_kind, .id = id_of(finding, id)};
    row.expires_ms = (finding->period + 2) * PERIOD_MS;
    if (pem->len == 0 || pem->full) {
        finding_end(finding, ERR_INTERNAL);
        return;
    }
    buffer_clear(&finding->value);
    write_value(finding, row.id, buffer_slice(pem));
    explicit_bzero(pem->bytes, pem->len);
    buffer_clear(pem);
    row.value = buffer_slice(&finding->value);
    accounts_put(finding->keys->accounts, &row, made_there, finding);
}

static void begin_making(struct finding *finding)
{
    struct tool_keys *keys = finding->keys;
    if (!keys->worker)
        keys->worker = worker_new(keys->loop, "tool keys");
    worker_post(keys->worker, make, made, finding);
}

/* ---- asking ------------------------------------------------------------------------------------
 */

static void next(struct finding *finding);

static void gone(void *context, enum err error, const struct account *rows, size_t count)
{
    struct finding *finding = context;
    UNUSED(rows);
    UNUSED(count);
    if (error && error != ERR_NOT_FOUND)
        finding_end(finding, error);
    else if (is_due(finding))
        begin_making(finding);
    else
        next(finding);
}

/* One that nobody can open came along without our keys, from another place (SECURITY.md): it goes,
 * once, and another is made. */
static void told(void *context, enum err error, const struct account *rows, size_t count)
{
    struct finding *finding = context;
    bool none = error == ERR_NOT_FOUND || (!error && count == 0);
    char id[TOOL_KEY_ID_BYTES];
    if (error && !none)
        finding_end(finding, error);
    else if (!none && take(finding, rows))
        next(finding);
    else if (finding->again)
        finding_end(finding, ERR_INTERNAL);
    else if (none)
        gone(finding, ERR_NONE, NULL, 0);
    else
        accounts_take(finding->keys->accounts, row_kind, id_of(finding, id), gone, finding);
}

static void next(struct finding *finding)
{
    static const int periods[TOOL_KEYS_MAX] = {0, 1, -1};
    if (finding->step == TOOL_KEYS_MAX) {
        finding_end(finding, ERR_NONE);
        return;
    }
    finding->again = false;
    finding->period = finding->now_ms / PERIOD_MS + periods[finding->step++];
    ask(finding);
}

static void ask(struct finding *finding)
{
    char id[TOOL_KEY_ID_BYTES];
    accounts_get(finding->keys->accounts, row_kind, id_of(finding, id), told, finding);
}

static void not_known(void *context)
{
    finding_end(context, ERR_JOURNAL_AWAY);
}

void tool_keys_find(struct tool_keys *keys, tool_keys_fn *done, void *context)
{
    struct finding *finding = mem_new(sizeof *finding);
    struct hash key;
    *finding = (struct finding){
        .keys = keys, .now_ms = loop_now_ms(keys->loop), .done = done, .context = context};
    for (size_t i = 0; i < TOOL_KEYS_MAX; i++)
        buffer_init(&finding->pems[i], TOKEN_RSA_PEM_BYTES);
    buffer_init(&finding->value, BOUND_ACCOUNT_BYTES);
    if (!login_keys_derive(keys->keys, "keys for tools", &key)) {
        loop_later(keys->loop, not_known, finding);
        return;
    }
    finding->seal = seal_new(key.bytes);
    explicit_bzero(&key, sizeof key);
    next(finding);
}
