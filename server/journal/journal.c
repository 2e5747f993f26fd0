/* SPDX-License-Identifier: Apache-2.0
 *
 * What is handed in during a turn gathers until its end and leaves for the writer thread as one
 * group; while that is committed, the next gathers. When a group returns, the next one is posted
 * before the callbacks run, so that disk and loop work at the same time. The threads see records
 * (borrowed texts of entries, which never change); counting entries is the loop's alone.
 */
#include "journal/journal.h"

#include "base/bounds.h"
#include "base/check.h"
#include "base/mem.h"
#include "journal/backend.h"
#include "journal/reader.h"

/* One entry on its way: waiting, in a group, or refused. */
struct append {
    struct entry *entry; /* held */
    journal_append_fn *done;
    void *context;
    struct journal_result result; /* of a refused one */
    struct append *next;
};

struct appends {
    struct append *first, **last;
};

/* One group commit. */
struct group {
    struct journal *journal;
    struct append *appends; /* `count` of them, in order */
    size_t count;
    enum err error;
    uint64_t took_us;
    struct record records[BOUND_JOURNAL_BATCH];
    struct journal_result results[BOUND_JOURNAL_BATCH];
    struct group *next; /* in the list of spare ones */
};

/* A remote backend is asked so often whether it is there, when nothing else asks: health should say
 * so before people notice, and without them. */
enum { PROBE_MS = 2000 };

/* Asked for once; again, with the next probe, if the backend was away. */
enum secret_state { SECRET_WANTED, SECRET_ASKED, SECRET_KNOWN, SECRET_NEVER };

struct journal {
    struct loop *loop;       /* borrowed */
    struct backend *backend; /* owned */
    struct worker *writer;
    struct reader *reader; /* owned */
    char *epoch;
    struct appends waiting;        /* not in a group yet */
    struct loop_hook turn_end;     /* posts a group of what this turn handed in */
    struct group *spare;           /* owned */
    unsigned groups;               /* posted, not returned */
    struct appends refused;        /* answered in a later turn */
    struct timer *refused_timer;   /* that turn */
    struct timer *probe;           /* of a remote backend */
    bool failed, closing, calling; /* calling: in callbacks of appends */
    bool away;                     /* what the last group said */
    bool writer_failed;            /* writer thread only */
    enum secret_state secret_state;
    enum err secret_error;                      /* while it is asked for: writer thread only */
    unsigned char secret[JOURNAL_SECRET_BYTES]; /* the same */
    struct journal_stats stats;
};

static void appends_init(struct appends *list)
{
    list->first = NULL;
    list->last = &list->first;
}

static void appends_add(struct appends *list, struct append *append)
{
    append->next = NULL;
    *list->last = append;
    list->last = &append->next;
}

static struct append *appends_take(struct appends *list)
{
    struct append *append = list->first;
    if (!append)
        return NULL;
    list->first = append->next;
    if (!list->first)
        list->last = &list->first;
    return append;
}

static void turn_end(void *context);
static void probe(void *context);
static void secret_ask(struct journal *journal);

struct journal *journal_new(struct loop *loop, struct backend *backend)
{
    struct journal *journal = mem_new(sizeof *journal);
    journal->loop = loop;
    journal->backend = backend;
    journal->epoch = mem_text(backend->ops->epoch(backend));
    journal->turn_end = (struct loop_hook){.fn = turn_end, .context = journal};
    appends_init(&journal->waiting);
    appends_init(&journal->refused);
    journal->writer = worker_new(loop, "journal-write");
    journal->reader = reader_new(loop, backend);
    if (backend->ops->remote)
        journal->probe = loop_every(loop, PROBE_MS, probe, journal);
    secret_ask(journal);
    return journal;
}

struct slice journal_epoch(const struct journal *journal)
{
    return slice_of(journal->epoch);
}

bool journal_failed(const struct journal *journal)
{
    return journal->failed;
}

bool journal_away(const struct journal *journal)
{
    return journal->away;
}

struct journal_stats journal_stats(const struct journal *journal)
{
    return journal->stats;
}

static void append_call(struct append *append, const struct journal_result *result)
{
    append->done(append->context, append->entry, result);
    entry_unref(&append->entry);
    mem_free(append);
}

static void refused_call(void *context)
{
    struct journal *journal = context;
    struct appends list = journal->refused;
    if (!list.first)
        return;
    appends_init(&journal->refused);
    timer_close(&journal->refused_timer);
    journal->calling = true;
    for (struct append *append = list.first, *next; append; append = next) {
        next = append->next;
        append_call(append, &append->result);
    }
    journal->calling = false;
}

static void refuse(struct journal *journal, struct append *append, enum err error)
{
    append->result = (struct journal_result){.error = error};
    appends_add(&journal->refused, append);
    if (!journal->refused_timer)
        journal->refused_timer = loop_after(journal->loop, 0, refused_call, journal);
}

void journal_append(struct journal *journal, struct entry *entry, journal_append_fn *done,
                    void *context)
{
    check(entry->seq == 0);
    struct append *append = mem_new(sizeof *append);
    append->entry = entry_ref(entry);
    append->done = done;
    append->context = context;
    if (journal->failed || journal->closing) {
        refuse(journal, append, ERR_INTERNAL);
        return;
    }
    if (journal->stats.waiting >= BOUND_JOURNAL_PENDING) {
        refuse(journal, append, ERR_TOO_MANY_REQUESTS);
        return;
    }
    appends_add(&journal->waiting, append);
    journal->stats.waiting++;
    if (journal->groups == 0)
        loop_arm(journal->loop, &journal->turn_end);
}

static void group_commit(void *context);
static void group_done(void *context);

static void group_post(struct journal *journal)
{
    struct group *group = journal->spare;
    if (group)
        journal->spare = group->next;
    else
        group = mem_new(sizeof *group);
    group->journal = journal;
    group->appends = journal->waiting.first;
    group->count = 0;
    while (journal->waiting.first && group->count < BOUND_JOURNAL_BATCH) {
        const struct append *append = appends_take(&journal->waiting);
        group->records[group->count] = reader_record(append->entry);
        group->results[group->count] = (struct journal_result){0};
        group->count++;
    }
    journal->groups++;
    worker_post(journal->writer, group_commit, group_done, group);
}

static void turn_end(void *context)
{
    struct journal *journal = context;
    if (journal->waiting.first && journal->groups == 0)
        group_post(journal);
}

/* A group of nothing: no callback, no figure, but news of the backend. */
static void probe(void *context)
{
    struct journal *journal = context;
    secret_ask(journal);
    if (journal->groups == 0 && !journal->failed)
        group_post(journal);
}

/* On the writer thread. */
static void group_commit(void *context)
{
    struct group *group = context;
    struct journal *journal = group->journal;
    uint64_t start_us = loop_clock_us();
    group->error = ERR_INTERNAL;
    if (!journal->writer_failed)
        group->error = journal->backend->ops->append(journal->backend, group->records,
                                                     group->results, group->count);
    journal->writer_failed = group->error != ERR_NONE && group->error != ERR_JOURNAL_AWAY;
    group->took_us = loop_clock_us() - start_us;
}

static void group_call(struct group *group)
{
    struct append *append = group->appends, *next;
    for (size_t i = 0; i < group->count; i++, append = next) {
        struct journal_result *result = &group->results[i];
        next = append->next;
        if (group->error != ERR_NONE)
            *result = (struct journal_result){.error = group->error};
        else if (result->error == ERR_NONE && !result->repeated) {
            check(result->seq > 0 && result->seq == group->records[i].seq);
            append->entry->seq = result->seq;
            group->journal->stats.entries++;
        }
        append_call(append, result);
    }
}

/* What waits behind a failed commit gets the same answer, behind it. */
static void waiting_refuse(struct journal *journal)
{
    for (struct append *append; (append = appends_take(&journal->waiting));) {
        journal->stats.waiting--;
        refuse(journal, append, ERR_INTERNAL);
    }
}

static void group_done(void *context)
{
    struct group *group = context;
    struct journal *journal = group->journal;
    journal->groups--;
    journal->stats.waiting -= group->count;
    journal->away = group->error == ERR_JOURNAL_AWAY;
    if (group->error == ERR_NONE && group->count > 0) {
        journal->stats.commits++;
        journal->stats.commit_us_sum += group->took_us;
    }
    if (group->error != ERR_NONE && !journal->away)
        journal->failed = true;
    if (journal->failed)
        waiting_refuse(journal);
    else if (journal->waiting.first && journal->groups == 0)
        group_post(journal);
    journal->calling = true;
    group_call(group);
    journal->calling = false;
    group->next = journal->spare;
    journal->spare = group;
}

/* On the writer thread. What goes wrong here does not fail the journal: it does without. */
static void secret_get(void *context)
{
    struct journal *journal = context;
    journal->secret_error = journal->backend->ops->secret(journal->backend, journal->secret);
}

static void secret_done(void *context)
{
    struct journal *journal = context;
    if (journal->secret_error == ERR_NONE)
        journal->secret_state = SECRET_KNOWN;
    else
        journal->secret_state =
            journal->secret_error == ERR_JOURNAL_AWAY ? SECRET_WANTED : SECRET_NEVER;
}

static void secret_ask(struct journal *journal)
{
    if (!journal->backend->ops->secret || journal->secret_state != SECRET_WANTED)
        return;
    journal->secret_state = SECRET_ASKED;
    worker_post(journal->writer, secret_get, secret_done, journal);
}

bool journal_secret(const struct journal *journal, unsigned char secret[JOURNAL_SECRET_BYTES])
{
    if (journal->secret_state != SECRET_KNOWN)
        return false;
    memcpy(secret, journal->secret, JOURNAL_SECRET_BYTES);
    return true;
}

/* Groups still waiting are posted one behind the other: the writer takes them in order, and none
 * after one that failed. */
static void writer_close(struct journal *journal)
{
    loop_disarm(journal->loop, &journal->turn_end);
    timer_close(&journal->probe);
    while (journal->waiting.first)
        group_post(journal);
    worker_close(&journal->writer);
    while (journal->spare) {
        struct group *group = journal->spare;
        journal->spare = group->next;
        mem_free(group);
    }
}

void journal_close(struct journal **journal)
{
    struct journal *old = *journal;
    if (!old)
        return;
    check(!old->calling);
    old->closing = true;
    writer_close(old);
    reader_close(&old->reader);
    while (old->refused.first)
        refused_call(old);
    old->backend->ops->close(old->backend);
    mem_free(old->epoch);
    mem_free(old);
    *journal = NULL;
}

/* A mark on its way to the writer. */
struct mark {
    struct journal *journal;
    char *name; /* owned */
    int64_t value;
    enum err error;
};

/* On the writer thread. */
static void mark_write(void *context)
{
    struct mark *mark = context;
    struct journal *journal = mark->journal;
    mark->error = ERR_INTERNAL;
    if (!journal->writer_failed)
        mark->error =
            journal->backend->ops->mark_set(journal->backend, slice_of(mark->name), mark->value);
    journal->writer_failed = mark->error != ERR_NONE && mark->error != ERR_JOURNAL_AWAY;
}

static void mark_done(void *context)
{
    struct mark *mark = context;
    struct journal *journal = mark->journal;
    journal->away = mark->error == ERR_JOURNAL_AWAY;
    if (mark->error != ERR_NONE && !journal->away)
        journal->failed = true;
    mem_free(mark->name);
    mem_free(mark);
}

void journal_mark_set(struct journal *journal, const char *name, int64_t value)
{
    if (journal->failed || journal->closing)
        return;
    struct mark *mark = mem_new(sizeof *mark);
    *mark = (struct mark){journal, mem_text(slice_of(name)), value, ERR_NONE};
    worker_post(journal->writer, mark_write, mark_done, mark);
}

void journal_mark_get(struct journal *journal, const char *name, journal_mark_fn *done,
                      void *context)
{
    reader_mark(journal->reader, slice_of(name), done, context);
}

void journal_read(struct journal *journal, struct slice room, int64_t after, size_t limit,
                  journal_read_fn *done, void *context)
{
    reader_read(journal->reader, room, after, limit, done, context);
}

void journal_read_seqs(struct journal *journal, struct slice room, const int64_t *seqs,
                       size_t seqs_count, journal_read_fn *done, void *context)
{
    reader_read_seqs(journal->reader, room, seqs, seqs_count, done, context);
}

void journal_find(struct journal *journal, const struct entry *like, journal_find_fn *done,
                  void *context)
{
    reader_find(journal->reader, like, done, context);
}

void journal_heads(struct journal *journal, const struct slice *rooms, size_t count,
                   journal_heads_fn *done, void *context)
{
    reader_heads(journal->reader, rooms, count, done, context);
}
