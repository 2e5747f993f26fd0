/* SPDX-License-Identifier: Apache-2.0
 * The reference: a map from kind and id to a row; whoever asks for a person's looks at all. */
#include "base/bounds.h"
#include "base/buffer.h"
#include "base/check.h"
#include "base/map.h"
#include "base/mem.h"
#include "journal/accounts_store.h"

enum { ROWS_MAX = 1 << 20, KEY_BYTES = 4096 };

struct memory {
    struct accounts_store store; /* first */
    struct map *rows;            /* kind and id to struct account, owned: one allocation each */
};

static struct map *rows_of(struct accounts_store *store)
{
    return ((struct memory *)store)->rows;
}

static struct slice key_of(const struct account *row, struct buffer *key)
{
    buffer_init(key, KEY_BYTES);
    buffer_add(key, row->kind);
    buffer_add_byte(key, '\0');
    buffer_add(key, row->id);
    check(!key->full);
    return buffer_slice(key);
}

static struct slice copy(char **at, struct slice text)
{
    struct slice made = {*at, text.len};
    if (text.len > 0)
        memcpy(*at, text.at, text.len);
    *at += text.len;
    return made;
}

static struct account *row_copy(const struct account *row)
{
    struct account *made =
        mem_new(sizeof *made + row->kind.len + row->id.len + row->person.len + row->value.len);
    char *at = (char *)(made + 1);
    *made = (struct account){.kind = copy(&at, row->kind),
                             .id = copy(&at, row->id),
                             .person = copy(&at, row->person),
                             .value = copy(&at, row->value),
                             .expires_ms = row->expires_ms};
    return made;
}

static bool is_alive(const struct account *row, int64_t now_ms)
{
    return row->expires_ms == 0 || row->expires_ms > now_ms;
}

/* What is nobody's is not found by its person. */
static bool is_of(const struct account *row, struct slice kind, struct slice person)
{
    return person.len > 0 && slice_equal(row->person, person) &&
           (kind.len == 0 || slice_equal(row->kind, kind));
}

/* The row like `like` that has not expired, or NULL. */
static struct account *find(struct accounts_store *store, const struct account *like,
                            int64_t now_ms)
{
    struct buffer bytes;
    struct account *row = map_find(rows_of(store), key_of(like, &bytes));
    buffer_done(&bytes);
    return row && is_alive(row, now_ms) ? row : NULL;
}

static void remove_row(struct accounts_store *store, const struct account *row)
{
    struct buffer bytes;
    mem_free(map_take(rows_of(store), key_of(row, &bytes)));
    buffer_done(&bytes);
}

static void put_row(struct accounts_store *store, const struct account *row)
{
    struct buffer bytes;
    mem_free(map_put(rows_of(store), key_of(row, &bytes), row_copy(row)));
    buffer_done(&bytes);
}

static size_t count_of(struct accounts_store *store, const struct account *like, int64_t now_ms)
{
    size_t count = 0;
    struct map_at at = {0};
    while (map_next(rows_of(store), &at))
        count += is_of(at.value, like->kind, like->person) && is_alive(at.value, now_ms);
    return count;
}

static enum err put(struct accounts_store *store, const struct account *row, int64_t now_ms)
{
    if (find(store, row, now_ms))
        return ERR_ALREADY_EXISTS;
    if (row->person.len > 0 && count_of(store, row, now_ms) >= BOUND_ACCOUNTS_PERSON)
        return ERR_LIMIT_EXCEEDED;
    if (map_full(rows_of(store)))
        return ERR_INTERNAL;
    put_row(store, row);
    return ERR_NONE;
}

static enum err change(struct accounts_store *store, const struct account *row, struct slice was,
                       int64_t now_ms)
{
    const struct account *old = find(store, row, now_ms);
    if (!old || !slice_equal(old->value, was))
        return ERR_NOT_FOUND;
    struct account next = *row;
    next.person = old->person;
    struct account *made = row_copy(&next);
    put_row(store, made);
    mem_free(made);
    return ERR_NONE;
}

static enum err get(struct accounts_store *store, const struct account *like, int64_t now_ms,
                    account_each_fn *each, void *context)
{
    const struct account *row = find(store, like, now_ms);
    if (!row)
        return ERR_NOT_FOUND;
    each(context, row);
    return ERR_NONE;
}

static enum err take(struct accounts_store *store, const struct account *like, bool spare,
                     int64_t now_ms, account_each_fn *each, void *context)
{
    const struct account *row = find(store, like, now_ms);
    if (!row)
        return ERR_NOT_FOUND;
    if (spare && count_of(store, row, now_ms) < 2)
        return ERR_LAST_WAY_IN;
    each(context, row);
    remove_row(store, row);
    return ERR_NONE;
}

static enum err list(struct accounts_store *store, const struct account *like, int64_t now_ms,
                     account_each_fn *each, void *context)
{
    struct map_at at = {0};
    while (map_next(rows_of(store), &at)) {
        if (is_of(at.value, like->kind, like->person) && is_alive(at.value, now_ms))
            each(context, at.value);
    }
    return ERR_NONE;
}

static enum err drop(struct accounts_store *store, const struct account_drop *what,
                     account_each_fn *each, void *context)
{
    struct map_at at = {0};
    while (map_next(rows_of(store), &at)) {
        const struct account *row = at.value;
        if (!is_of(row, what->kind, what->person) ||
            (what->but.len > 0 && slice_equal(row->id, what->but)))
            continue;
        each(context, row);
        remove_row(store, row);
    }
    return ERR_NONE;
}

static enum err sweep(struct accounts_store *store, int64_t now_ms)
{
    struct map_at at = {0};
    for (size_t gone = 0; gone < ACCOUNTS_SWEEP && map_next(rows_of(store), &at);) {
        if (is_alive(at.value, now_ms))
            continue;
        remove_row(store, at.value);
        gone++;
    }
    return ERR_NONE;
}

static void finish(struct accounts_store *store)
{
    map_free(&((struct memory *)store)->rows, mem_free);
    mem_free(store);
}

static const struct accounts_ops memory_ops = {
    .name = "memory",
    .put = put,
    .change = change,
    .get = get,
    .take = take,
    .list = list,
    .drop = drop,
    .sweep = sweep,
    .close = finish,
};

struct accounts_store *accounts_memory_open(void)
{
    struct memory *memory = mem_new(sizeof *memory);
    memory->store.ops = &memory_ops;
    memory->rows = map_new(ROWS_MAX);
    return &memory->store;
}
