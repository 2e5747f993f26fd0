/* SPDX-License-Identifier: Apache-2.0
 * Hexadecimal, for what stands before an @ may come back in other letters. */
#include "net/bounces.h"

#include <stdio.h>

#include "base/hash.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/unused.h"
#include "journal/accounts.h"
#include "loop/loop.h"
#include "net/login_keys.h"
#include "outbound/mail.h"

enum { KEPT_DAYS = 180 /* then it is tried again */, VALUE_BYTES = 64 };

static const struct slice bounced_kind = {"bounced", 7};

/* Half of a word: of what it is about, and of that, so that it is known as ours. */
static bool half_of(const struct api_site *site, const char *use, struct slice what,
                    char hex[HASH_HEX + 1])
{
    struct hash key;
    if (!site->keys || !login_keys_derive(site->keys, use, &key))
        return false;
    struct hash mac = hash_mac((struct slice){(const char *)key.bytes, sizeof key.bytes}, &what, 1);
    hash_hex(&mac, hex);
    explicit_bzero(&key, sizeof key);
    return true;
}

bool bounces_word(const struct api_site *site, struct slice address, char word[BOUNCES_WORD_BYTES])
{
    char first[HASH_HEX + 1], second[HASH_HEX + 1];
    struct buffer key;
    buffer_init(&key, MAIL_ADDRESS_BYTES + 1);
    mail_address_key(address, &key);
    bool good = half_of(site, "bounce address", buffer_slice(&key), first);
    buffer_done(&key);
    good = good && half_of(site, "bounce proof", (struct slice){first, BOUNCES_HALF}, second);
    if (good)
        snprintf(word, BOUNCES_WORD_BYTES, "%.*s%.*s", BOUNCES_HALF, first,
                 BOUNCES_WORD_BYTES - 1 - BOUNCES_HALF, second);
    return good;
}

bool bounces_is(const struct api_site *site, struct slice word)
{
    char proof[HASH_HEX + 1];
    return word.len == BOUNCES_WORD_BYTES - 1 &&
           half_of(site, "bounce proof", (struct slice){word.at, BOUNCES_HALF}, proof) &&
           hash_same((struct slice){word.at + BOUNCES_HALF, word.len - BOUNCES_HALF},
                     (struct slice){proof, word.len - BOUNCES_HALF});
}

struct asking {
    bounces_fn *done;
    void *context;
};

static struct asking *asking_new(bounces_fn *done, void *context)
{
    struct asking *asking = mem_new(sizeof *asking);
    *asking = (struct asking){.done = done, .context = context};
    return asking;
}

static void found(void *context, enum err error, const struct account *rows, size_t count)
{
    struct asking *asking = context;
    struct json *json = NULL;
    int64_t at_ms = 0;
    if (!error && count == 1 && json_parse(rows[0].value, &json) == ERR_NONE)
        (void)json_get_int(json, "at", &at_ms);
    json_free(&json);
    if (asking->done)
        asking->done(asking->context, error == ERR_NOT_FOUND ? ERR_NONE : error, at_ms);
    mem_free(asking);
}

static void never(void *context)
{
    struct asking *asking = context;
    if (asking->done)
        asking->done(asking->context, ERR_JOURNAL_AWAY, 0);
    mem_free(asking);
}

void bounces_look(const struct api_site *site, struct slice address, bounces_fn *done,
                  void *context)
{
    char word[BOUNCES_WORD_BYTES];
    struct asking *asking = asking_new(done, context);
    if (bounces_word(site, address, word))
        accounts_get(site->accounts, bounced_kind, (struct slice){word, BOUNCES_HALF}, found,
                     asking);
    else
        loop_later(site->loop, never, asking);
}

static void noted(void *context, enum err error, const struct account *rows, size_t count)
{
    UNUSED(rows);
    UNUSED(count);
    found(context, error == ERR_ALREADY_EXISTS ? ERR_NONE : error, NULL, 0);
}

void bounces_note(const struct api_site *site, struct slice word, bounces_fn *done, void *context)
{
    char value[VALUE_BYTES];
    int64_t now_ms = loop_now_ms(site->loop);
    snprintf(value, sizeof value, "{\"at\":%lld}", (long long)now_ms);
    const struct account row = {.kind = bounced_kind,
                                .id = {word.at, BOUNCES_HALF},
                                .value = slice_of(value),
                                .expires_ms = now_ms + KEPT_DAYS * INT64_C(86400000)};
    accounts_put(site->accounts, &row, noted, asking_new(done, context));
}

void bounces_forget(const struct api_site *site, struct slice word, bounces_fn *done, void *context)
{
    accounts_take(site->accounts, bounced_kind, (struct slice){word.at, BOUNCES_HALF}, noted,
                  asking_new(done, context));
}
