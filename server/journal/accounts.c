/* SPDX-License-Identifier: Apache-2.0
 * An errand is one call on its way to the thread and back, with its texts and its answer. */
#include "journal/accounts.h"

#include "base/bounds.h"
#include "base/buffer.h"
#include "base/check.h"
#include "base/mem.h"
#include "loop/loop.h"

enum { SWEEP_MS = 60000, ANSWER_BYTES = 1 << 20, ROWS_MAX = 1024 };

enum act { WRITE, GET, TAKE, TAKE_SPARE, LIST, DROP, SWEEP };

struct errand {
    struct accounts *accounts;
    enum act act;
    struct account row; /* its texts are in `words` */
    struct slice but;
    const struct account_write *writes; /* owned, as `words` */
    size_t writes_count;
    char *words; /* owned */
    int64_t now_ms;
    enum err error;
    struct account *rows; /* owned; texts as offsets into `answer` until it is whole */
    size_t count;
    struct buffer answer;
    accounts_fn *done;
    void *context;
    struct errand *next; /* among the refused */
};

struct accounts {
    struct loop *loop;            /* borrowed */
    struct accounts_store *store; /* owned */
    struct worker *worker;
    struct timer *sweep;
    size_t waiting;
    struct errand *refused; /* answered in a later turn */
    struct timer *answer;   /* that turn */
    bool failed, closing;
};

static void sweep_due(void *context);
static void refused_call(void *context);

struct accounts *accounts_new(struct loop *loop, struct accounts_store *store)
{
    struct accounts *accounts = mem_new(sizeof *accounts);
    accounts->loop = loop;
    accounts->store = store;
    accounts->worker = worker_new(loop, "accounts");
    accounts->sweep = loop_every(loop, SWEEP_MS, sweep_due, accounts);
    return accounts;
}

void accounts_close(struct accounts **accounts)
{
    struct accounts *old = *accounts;
    *accounts = NULL;
    if (!old)
        return;
    old->closing = true;
    timer_close(&old->sweep);
    worker_close(&old->worker);
    while (old->refused)
        refused_call(old);
    check(old->waiting == 0);
    old->store->ops->close(old->store);
    mem_free(old);
}

bool accounts_failed(const struct accounts *accounts)
{
    return accounts->failed;
}

const char *accounts_why(const struct accounts *accounts)
{
    const struct accounts_ops *ops = accounts->store->ops;
    return ops->why && accounts->failed ? ops->why(accounts->store) : "";
}

/* ---- on the thread -----------------------------------------------------------------------------
 */

static struct slice keep(struct errand *errand, struct slice text)
{
    size_t at = errand->answer.len;
    buffer_add(&errand->answer, text);
    return (struct slice){(const char *)at, text.len};
}

static void found(void *context, const struct account *row)
{
    struct errand *errand = context;
    if (errand->count == ROWS_MAX)
        return;
    errand->rows = mem_resize(errand->rows, errand->count * sizeof *errand->rows,
                              (errand->count + 1) * sizeof *errand->rows);
    errand->rows[errand->count++] = (struct account){.kind = keep(errand, row->kind),
                                                     .id = keep(errand, row->id),
                                                     .person = keep(errand, row->person),
                                                     .value = keep(errand, row->value),
                                                     .expires_ms = row->expires_ms};
}

static enum err write_one(struct errand *errand, const struct account_write *write)
{
    struct accounts_store *store = errand->accounts->store;
    if (!write->changes)
        return store->ops->put(store, &write->row, errand->now_ms);
    enum err error = store->ops->change(store, &write->row, write->was, errand->now_ms);
    return error == ERR_NOT_FOUND && write->optional ? ERR_NONE : error;
}

/* How many were written is errand->count. */
static enum err write(struct errand *errand)
{
    struct accounts_store *store = errand->accounts->store;
    const struct accounts_ops *ops = store->ops;
    enum err error = ops->begin ? ops->begin(store) : ERR_NONE;
    if (error)
        return error;
    while (!error && errand->count < errand->writes_count) {
        error = write_one(errand, &errand->writes[errand->count]);
        errand->count += !error;
    }
    enum err ended = ops->end ? ops->end(store, error != ERR_INTERNAL) : ERR_NONE;
    if (ended || error == ERR_INTERNAL)
        errand->count = 0;
    return error ? error : ended;
}

static enum err ask(struct errand *errand)
{
    struct accounts_store *store = errand->accounts->store;
    const struct accounts_ops *ops = store->ops;
    const struct account_drop what = {errand->row.kind, errand->row.person, errand->but};
    int64_t now_ms = errand->now_ms;
    switch (errand->act) {
    case WRITE:
        return write(errand);
    case GET:
        return ops->get(store, &errand->row, now_ms, found, errand);
    case TAKE:
    case TAKE_SPARE:
        return ops->take(store, &errand->row, errand->act == TAKE_SPARE, now_ms, found, errand);
    case LIST:
        return ops->list(store, &errand->row, now_ms, found, errand);
    case DROP:
        return ops->drop(store, &what, found, errand);
    case SWEEP:
        return ops->sweep(store, now_ms);
    }
    return ERR_INTERNAL;
}

static void work(void *context)
{
    struct errand *errand = context;
    errand->error = ask(errand);
    if (errand->answer.full)
        errand->error = ERR_INTERNAL;
}

/* ---- in the loop -------------------------------------------------------------------------------
 */

static void settle(const struct errand *errand, struct slice *text)
{
    text->at = errand->answer.bytes ? errand->answer.bytes + (size_t)text->at : "";
}

static void rows_settle(struct errand *errand)
{
    if (errand->error != ERR_NONE && errand->act != WRITE)
        errand->count = 0;
    for (size_t i = 0; errand->rows && i < errand->count; i++) {
        settle(errand, &errand->rows[i].kind);
        settle(errand, &errand->rows[i].id);
        settle(errand, &errand->rows[i].person);
        settle(errand, &errand->rows[i].value);
    }
}

static void errand_end(void *context)
{
    struct errand *errand = context;
    const struct accounts_ops *ops = errand->accounts->store->ops;
    errand->accounts->waiting--;
    if (ops->failed && ops->failed(errand->accounts->store))
        errand->accounts->failed = true;
    rows_settle(errand);
    if (errand->done)
        errand->done(errand->context, errand->error, errand->rows, errand->count);
    buffer_done(&errand->answer);
    mem_free(errand->rows);
    mem_free((void *)(uintptr_t)errand->writes);
    mem_free(errand->words);
    mem_free(errand);
}

static struct slice take_copy(char **at, struct slice text)
{
    struct slice made = {*at, text.len};
    if (text.len > 0)
        memcpy(*at, text.at, text.len);
    *at += text.len;
    return made;
}

static size_t row_bytes(const struct account *row)
{
    return row->kind.len + row->id.len + row->person.len + row->value.len;
}

static void take_row(char **at, struct account *row)
{
    row->kind = take_copy(at, row->kind);
    row->id = take_copy(at, row->id);
    row->person = take_copy(at, row->person);
    row->value = take_copy(at, row->value);
}

static void writes_copy(struct errand *errand)
{
    size_t bytes = 1;
    for (size_t i = 0; i < errand->writes_count; i++)
        bytes += row_bytes(&errand->writes[i].row) + errand->writes[i].was.len;
    struct account_write *writes = mem_new(errand->writes_count * sizeof *writes);
    char *at = errand->words = mem_new(bytes);
    for (size_t i = 0; i < errand->writes_count; i++) {
        writes[i] = errand->writes[i];
        take_row(&at, &writes[i].row);
        writes[i].was = take_copy(&at, writes[i].was);
    }
    errand->writes = writes;
}

static void words_copy(struct errand *errand)
{
    char *at = errand->words = mem_new(row_bytes(&errand->row) + errand->but.len + 1);
    take_row(&at, &errand->row);
    errand->but = take_copy(&at, errand->but);
}

static bool is_long(const struct errand *errand)
{
    size_t i = 0;
    while (i < errand->writes_count && errand->writes[i].row.value.len <= BOUND_ACCOUNT_BYTES)
        i++;
    return i < errand->writes_count;
}

static enum err refusal(const struct errand *errand)
{
    if (errand->accounts->closing || errand->accounts->failed)
        return ERR_INTERNAL;
    if (is_long(errand))
        return ERR_TEXT_TOO_LONG;
    return errand->accounts->waiting >= BOUND_ACCOUNTS_WAITING ? ERR_TOO_MANY_REQUESTS : ERR_NONE;
}

static void refused_call(void *context)
{
    struct accounts *accounts = context;
    struct errand *refused = accounts->refused, *errand;
    accounts->refused = NULL;
    timer_close(&accounts->answer);
    while ((errand = refused)) {
        refused = errand->next;
        errand_end(errand);
    }
}

static void refuse(struct accounts *accounts, struct errand *errand)
{
    errand->next = accounts->refused;
    accounts->refused = errand;
    if (!accounts->answer && !accounts->closing)
        accounts->answer = loop_after(accounts->loop, 0, refused_call, accounts);
}

/* Sends a copy on its way; what is refused comes back in a later turn too. */
static void post(struct accounts *accounts, const struct errand *like, accounts_fn *done,
                 void *context)
{
    struct errand *errand = mem_new(sizeof *errand);
    *errand = *like;
    errand->accounts = accounts;
    errand->now_ms = loop_now_ms(accounts->loop);
    errand->done = done;
    errand->context = context;
    buffer_init(&errand->answer, ANSWER_BYTES);
    if (errand->act == WRITE)
        writes_copy(errand);
    else
        words_copy(errand);
    errand->error = refusal(errand);
    accounts->waiting++;
    if (errand->error == ERR_NONE)
        worker_post(accounts->worker, work, errand_end, errand);
    else
        refuse(accounts, errand);
}

void accounts_write(struct accounts *accounts, const struct account_write *writes, size_t count,
                    accounts_fn *done, void *context)
{
    check(count > 0);
    const struct errand errand = {.act = WRITE, .writes = writes, .writes_count = count};
    post(accounts, &errand, done, context);
}

void accounts_put(struct accounts *accounts, const struct account *row, accounts_fn *done,
                  void *context)
{
    accounts_write(accounts, &(struct account_write){.row = *row}, 1, done, context);
}

void accounts_change(struct accounts *accounts, const struct account *row, struct slice was,
                     accounts_fn *done, void *context)
{
    const struct account_write write = {.row = *row, .changes = true, .was = was};
    accounts_write(accounts, &write, 1, done, context);
}

void accounts_get(struct accounts *accounts, struct slice kind, struct slice id, accounts_fn *done,
                  void *context)
{
    const struct errand errand = {.act = GET, .row = {.kind = kind, .id = id}};
    post(accounts, &errand, done, context);
}

void accounts_take(struct accounts *accounts, struct slice kind, struct slice id, accounts_fn *done,
                   void *context)
{
    const struct errand errand = {.act = TAKE, .row = {.kind = kind, .id = id}};
    post(accounts, &errand, done, context);
}

void accounts_take_spare(struct accounts *accounts, struct slice kind, struct slice id,
                         accounts_fn *done, void *context)
{
    const struct errand errand = {.act = TAKE_SPARE, .row = {.kind = kind, .id = id}};
    post(accounts, &errand, done, context);
}

void accounts_list(struct accounts *accounts, struct slice kind, struct slice person,
                   accounts_fn *done, void *context)
{
    const struct errand errand = {.act = LIST, .row = {.kind = kind, .person = person}};
    post(accounts, &errand, done, context);
}

void accounts_drop(struct accounts *accounts, const struct account_drop *drop, accounts_fn *done,
                   void *context)
{
    const struct errand errand = {
        .act = DROP, .row = {.kind = drop->kind, .person = drop->person}, .but = drop->but};
    post(accounts, &errand, done, context);
}

static void sweep_due(void *context)
{
    post(context, &(struct errand){.act = SWEEP}, NULL, NULL);
}
