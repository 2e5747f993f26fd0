/* SPDX-License-Identifier: Apache-2.0
 *
 * What is handed in during a turn gathers until its end and leaves for the writer's thread as one
 * group; while that is committed, the next gathers. When a group returns, the next one is posted
 * before the callbacks run, so that disk and loop work at the same time. The thread sees records
 * (borrowed texts of entries, which never change); counting entries is the loop's alone. Marks ride
 * with the first group that holds all that was handed in before them.
 */
#include "journal/writer.h"

#include <stdio.h>

#include "base/bounds.h"
#include "base/check.h"
#include "base/mem.h"
#include "journal/marks.h"
#include "journal/secret.h"

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

/* How often a remote backend is asked whether it is there, and how long it may take to answer. */
enum { PROBE_MS = 500, SILENT_MS = 1200, WHY_BYTES = 256 };

/* One group commit. */
struct group {
    struct writer *writer;
    struct append *appends; /* `count` of them, in order */
    size_t count;
    enum err error;
    uint64_t took_us;
    char why[WHY_BYTES]; /* where there is an error */
    struct record records[BOUND_JOURNAL_BATCH];
    struct journal_result results[BOUND_JOURNAL_BATCH];
    struct mark marks[BOUND_JOURNAL_BATCH]; /* `marks_count` of them; texts of `taken` */
    struct mark_taken *taken[BOUND_JOURNAL_BATCH];
    size_t marks_count;
    struct group *next; /* in the list of spare ones */
};

/* Entries to be erased, a room to be dropped, or a key (its name is `room`) to be had or destroyed:
 * one allocation with its texts. */
struct errand {
    struct writer *writer;
    struct slice room;
    struct journal_erasure *things; /* `count` of them, behind the struct */
    size_t count;
    enum err error;
    journal_erase_fn *done;
    journal_key_fn *key_done;    /* of a key to be had, instead */
    bool renews;                 /* that key is made anew where nobody knows it */
    journal_dropped_fn *dropped; /* of a room to be dropped, instead */
    int64_t at_ms;
    struct journal_end end;
    void *context;
    unsigned char key[JOURNAL_KEY_BYTES];
    struct errand *next; /* among the refused */
};

struct writer {
    struct loop *loop;       /* borrowed */
    struct backend *backend; /* borrowed */
    struct worker *worker;
    struct appends waiting;         /* not in a group yet */
    struct marks *marks;            /* the same; owned */
    uint64_t handed_in, posted;     /* appends, since the start: waiting are those in between */
    struct loop_hook turn_end;      /* posts a group of what this turn handed in */
    struct group *spare;            /* owned */
    unsigned groups;                /* posted, not returned */
    int64_t heard_tick_ms;          /* since when one of these has been waited for */
    struct appends refused;         /* answered in a later turn */
    struct errand *refused_errands; /* the same */
    struct timer *refused_timer;    /* that turn */
    struct timer *probe;            /* of a remote backend */
    struct secret secret;
    struct {
        journal_tail_fn *fn; /* NULL: nobody is told */
        void *context;
    } tail;
    bool failed, closing, calling; /* calling: in callbacks of appends */
    bool away;                     /* what the last group said */
    char why[WHY_BYTES];           /* of the last that went wrong */
    bool thread_failed;            /* the writer's thread only */
    struct writer_stats stats;
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

struct writer *writer_new(struct loop *loop, struct backend *backend)
{
    struct writer *writer = mem_new(sizeof *writer);
    writer->loop = loop;
    writer->backend = backend;
    writer->turn_end = (struct loop_hook){.fn = turn_end, .context = writer};
    appends_init(&writer->waiting);
    appends_init(&writer->refused);
    writer->marks = marks_new();
    writer->worker = worker_new(loop, "journal-write");
    if (backend->ops->remote)
        writer->probe = loop_every(loop, PROBE_MS, probe, writer);
    writer->secret.backend = backend;
    secret_ask(&writer->secret, writer->worker);
    return writer;
}

bool writer_failed(const struct writer *writer)
{
    return writer->failed;
}

bool writer_away(const struct writer *writer)
{
    return writer->away;
}

const char *writer_why(const struct writer *writer)
{
    return writer->failed || writer->away ? writer->why : "";
}

bool writer_silent(const struct writer *writer)
{
    return writer->backend->ops->remote && writer->groups > 0 &&
           loop_tick_ms(writer->loop) - writer->heard_tick_ms >= SILENT_MS;
}

struct writer_stats writer_stats(const struct writer *writer)
{
    return writer->stats;
}

static void append_call(struct append *append, const struct journal_result *result)
{
    append->done(append->context, append->entry, result);
    entry_unref(&append->entry);
    mem_free(append);
}

static void errand_end(struct errand *errand)
{
    if (errand->dropped)
        errand->dropped(errand->context, errand->error, errand->error ? NULL : &errand->end);
    else if (errand->key_done)
        errand->key_done(errand->context, errand->error, errand->error ? NULL : errand->key);
    else
        errand->done(errand->context, errand->error);
    explicit_bzero(errand->key, sizeof errand->key);
    mem_free(errand);
}

static void refused_call(void *context)
{
    struct writer *writer = context;
    struct append *refused = writer->refused.first;
    struct errand *errands = writer->refused_errands, *errand;
    appends_init(&writer->refused);
    writer->refused_errands = NULL;
    timer_close(&writer->refused_timer);
    writer->calling = true;
    for (struct append *append = refused, *next; append; append = next) {
        next = append->next;
        append_call(append, &append->result);
    }
    while ((errand = errands)) {
        errands = errand->next;
        errand_end(errand);
    }
    writer->calling = false;
}

bool writer_answer(struct writer *writer)
{
    check(writer->closing);
    if (!writer->refused.first && !writer->refused_errands)
        return false;
    refused_call(writer);
    return true;
}

static void refuse_later(struct writer *writer)
{
    if (!writer->refused_timer)
        writer->refused_timer = loop_after(writer->loop, 0, refused_call, writer);
}

static void refuse(struct writer *writer, struct append *append, enum err error)
{
    append->result = (struct journal_result){.error = error};
    appends_add(&writer->refused, append);
    refuse_later(writer);
}

void writer_append(struct writer *writer, struct entry *entry, journal_append_fn *done,
                   void *context)
{
    check(entry->seq == 0);
    struct append *append = mem_new(sizeof *append);
    append->entry = entry_ref(entry);
    append->done = done;
    append->context = context;
    if (writer->failed || writer->closing) {
        refuse(writer, append, ERR_INTERNAL);
        return;
    }
    if (writer->stats.waiting >= BOUND_JOURNAL_PENDING) {
        refuse(writer, append, ERR_TOO_MANY_REQUESTS);
        return;
    }
    appends_add(&writer->waiting, append);
    writer->stats.waiting++;
    writer->handed_in++;
    if (writer->groups == 0)
        loop_arm(writer->loop, &writer->turn_end);
}

void writer_mark(struct writer *writer, const struct mark *mark)
{
    if (writer->failed || writer->closing)
        return;
    if (!marks_add(writer->marks, mark, writer->handed_in))
        writer->failed = true;
    else if (writer->groups == 0)
        loop_arm(writer->loop, &writer->turn_end);
}

void writer_tail(struct writer *writer, journal_tail_fn *tail, void *context)
{
    writer->tail.fn = tail;
    writer->tail.context = context;
}

static void group_commit(void *context);
static void group_done(void *context);

static void group_mark(struct group *group)
{
    struct writer *writer = group->writer;
    size_t count = 0;
    while (count < BOUND_JOURNAL_BATCH &&
           (group->taken[count] = marks_take(writer->marks, writer->posted, &group->marks[count])))
        count++;
    group->marks_count = count;
}

static bool group_due(const struct writer *writer)
{
    return writer->groups == 0 && (writer->waiting.first || marks_wait(writer->marks));
}

static void group_post(struct writer *writer)
{
    struct group *group = writer->spare;
    if (group)
        writer->spare = group->next;
    else
        group = mem_new(sizeof *group);
    group->writer = writer;
    group->appends = writer->waiting.first;
    group->count = 0;
    while (writer->waiting.first && group->count < BOUND_JOURNAL_BATCH) {
        const struct append *append = appends_take(&writer->waiting);
        group->records[group->count] = record_of(append->entry);
        group->results[group->count] = (struct journal_result){0};
        group->count++;
    }
    writer->posted += group->count;
    group_mark(group);
    if (writer->groups++ == 0)
        writer->heard_tick_ms = loop_tick_ms(writer->loop);
    worker_post(writer->worker, group_commit, group_done, group);
}

static void turn_end(void *context)
{
    struct writer *writer = context;
    if (group_due(writer))
        group_post(writer);
}

/* Mostly a group of nothing: no callback, no figure, but news of the backend. */
static void probe(void *context)
{
    struct writer *writer = context;
    secret_ask(&writer->secret, writer->worker);
    if (writer->groups == 0 && !writer->failed)
        group_post(writer);
}

/* On the writer's thread. */
static void group_commit(void *context)
{
    struct group *group = context;
    struct writer *writer = group->writer;
    uint64_t start_us = loop_clock_us();
    for (size_t i = 0; i < group->count; i++)
        record_salt_make(&group->records[i]);
    const struct batch batch = {.records = group->records,
                                .results = group->results,
                                .count = group->count,
                                .marks = group->marks,
                                .marks_count = group->marks_count};
    group->error = ERR_INTERNAL;
    if (!writer->thread_failed)
        group->error = writer->backend->ops->commit(writer->backend, &batch);
    if (group->error != ERR_NONE && writer->backend->ops->why)
        snprintf(group->why, sizeof group->why, "%s", writer->backend->ops->why(writer->backend));
    writer->thread_failed = group->error != ERR_NONE && group->error != ERR_JOURNAL_AWAY;
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
            group->writer->stats.entries++;
            if (group->writer->tail.fn)
                group->writer->tail.fn(group->writer->tail.context, append->entry);
        }
        append_call(append, result);
    }
}

/* Marks wait for a journal that is away: the next group takes them along, a probe if there is no
 * other. */
static void group_marked(struct group *group)
{
    bool again = group->error == ERR_JOURNAL_AWAY;
    for (size_t i = 0; i < group->marks_count; i++) {
        if (again)
            marks_return(group->writer->marks, group->taken[i]);
        else
            marks_drop(group->taken[i]);
    }
    group->marks_count = 0;
}

/* What waits behind a failed commit gets the same answer, behind it. */
static void waiting_refuse(struct writer *writer)
{
    for (struct append *append; (append = appends_take(&writer->waiting));) {
        writer->stats.waiting--;
        writer->posted++;
        refuse(writer, append, ERR_INTERNAL);
    }
}

static void group_done(void *context)
{
    struct group *group = context;
    struct writer *writer = group->writer;
    writer->groups--;
    writer->heard_tick_ms = loop_tick_ms(writer->loop);
    writer->stats.waiting -= group->count;
    writer->away = group->error == ERR_JOURNAL_AWAY;
    if (group->error != ERR_NONE)
        memcpy(writer->why, group->why, sizeof writer->why);
    if (group->error == ERR_NONE && group->count > 0) {
        writer->stats.commits++;
        histogram_add(&writer->stats.commit, group->took_us);
    }
    if (group->error != ERR_NONE && !writer->away)
        writer->failed = true;
    group_marked(group);
    if (writer->failed)
        waiting_refuse(writer);
    else if (group_due(writer) && !writer->closing && (writer->waiting.first || !writer->away))
        group_post(writer);
    writer->calling = true;
    group_call(group);
    writer->calling = false;
    group->next = writer->spare;
    writer->spare = group;
}

/* Groups still waiting are posted one behind the other: the thread takes them in order, and none
 * after one that failed. */
void writer_stop(struct writer *writer)
{
    check(!writer->calling);
    writer->closing = true;
    loop_disarm(writer->loop, &writer->turn_end);
    timer_close(&writer->probe);
    while (writer->waiting.first || marks_wait(writer->marks))
        group_post(writer);
    worker_close(&writer->worker);
}

void writer_free(struct writer **writer)
{
    struct writer *old = *writer;
    check(!old->worker && !old->refused.first && !old->refused_errands);
    for (struct group *group; (group = old->spare);) {
        old->spare = group->next;
        mem_free(group);
    }
    marks_free(&old->marks);
    mem_free(old);
    *writer = NULL;
}

/* ---- erasures ----------------------------------------------------------------------------------
 */

static void errand_done(void *context)
{
    struct errand *errand = context;
    struct writer *writer = errand->writer;
    writer->away = errand->error == ERR_JOURNAL_AWAY;
    bool failed = errand->error == ERR_INTERNAL;
    writer->calling = true;
    errand_end(errand);
    writer->calling = false;
    if (failed && writer->groups == 0 && !writer->failed && !writer->closing)
        group_post(writer); /* tells whether it is the journal that has failed */
}

/* On the writer's thread. What cannot be erased is told, and the journal goes on. */
static void erase_write(void *context)
{
    struct errand *errand = context;
    const struct writer *writer = errand->writer;
    errand->error = ERR_INTERNAL;
    if (!writer->thread_failed)
        errand->error = writer->backend->ops->erase(writer->backend, errand->room, errand->things,
                                                    errand->count);
}

static struct slice copy(char **at, struct slice text)
{
    struct slice made = {*at, text.len};
    if (text.len > 0)
        memcpy(*at, text.at, text.len);
    *at += text.len;
    return made;
}

/* What is kept is read again one day: that it is an object is checked here. */
static struct errand *errand_new(struct writer *writer, const struct erasing *erasing,
                                 void *context)
{
    size_t bytes = erasing->room.len, things_bytes = erasing->count * sizeof *erasing->things;
    check(erasing->count <= BOUND_JOURNAL_BATCH);
    for (size_t i = 0; i < erasing->count; i++)
        bytes += erasing->things[i].kept.len;
    struct errand *errand = mem_new(sizeof *errand + things_bytes + bytes);
    errand->writer = writer;
    errand->context = context;
    errand->things = (struct journal_erasure *)(errand + 1);
    errand->count = erasing->count;
    char *at = (char *)errand->things + things_bytes;
    errand->room = copy(&at, erasing->room);
    for (size_t i = 0; i < erasing->count; i++) {
        struct slice kept = erasing->things[i].kept;
        struct json *data = NULL;
        check(kept.len == 0 || json_parse_around(kept, &data) == ERR_NONE);
        json_free(&data);
        errand->things[i] = (struct journal_erasure){erasing->things[i].seq,
                                                     kept.len > 0 ? copy(&at, kept) : SLICE("{}")};
    }
    return errand;
}

/* On its way, or refused in a later turn. */
static void errand_post(struct errand *errand, loop_fn *work, loop_fn *done)
{
    struct writer *writer = errand->writer;
    if (!writer->failed && !writer->closing) {
        worker_post(writer->worker, work, done, errand);
        return;
    }
    errand->error = ERR_INTERNAL;
    errand->next = writer->refused_errands;
    writer->refused_errands = errand;
    refuse_later(writer);
}

void writer_erase(struct writer *writer, const struct erasing *erasing, journal_erase_fn *done,
                  void *context)
{
    struct errand *errand = errand_new(writer, erasing, context);
    errand->done = done;
    errand_post(errand, erase_write, errand_done);
}

/* On the writer's thread. */
static void drop_write(void *context)
{
    struct errand *errand = context;
    const struct writer *writer = errand->writer;
    errand->error = ERR_INTERNAL;
    if (!writer->thread_failed)
        errand->error =
            writer->backend->ops->drop(writer->backend, errand->room, errand->at_ms, &errand->end);
}

void writer_drop(struct writer *writer, struct slice room, journal_dropped_fn *done, void *context)
{
    struct errand *errand = errand_new(writer, &(struct erasing){.room = room}, context);
    errand->dropped = done;
    errand->at_ms = loop_now_ms(writer->loop);
    errand_post(errand, drop_write, errand_done);
}

/* On the writer's thread. A key that cannot be had does not fail the journal. */
static void key_get(void *context)
{
    struct errand *errand = context;
    struct backend *backend = errand->writer->backend;
    errand->error = ERR_NOT_AVAILABLE;
    if (backend->ops->key)
        errand->error = backend->ops->key(backend, errand->room, errand->renews, errand->key);
}

static void key_burn(void *context)
{
    struct errand *errand = context;
    struct backend *backend = errand->writer->backend;
    errand->error = ERR_NOT_AVAILABLE;
    if (backend->ops->key_destroy)
        errand->error = backend->ops->key_destroy(backend, errand->room);
}

/* A key says nothing of whether commits are possible. */
static void key_errand_done(void *context)
{
    struct errand *errand = context;
    struct writer *writer = errand->writer;
    writer->calling = true;
    errand_end(errand);
    writer->calling = false;
}

void writer_key(struct writer *writer, struct slice name, bool renews, journal_key_fn *done,
                void *context)
{
    struct errand *errand = errand_new(writer, &(struct erasing){.room = name}, context);
    errand->key_done = done;
    errand->renews = renews;
    errand_post(errand, key_get, key_errand_done);
}

void writer_key_destroy(struct writer *writer, struct slice name, journal_destroy_fn *done,
                        void *context)
{
    struct errand *errand = errand_new(writer, &(struct erasing){.room = name}, context);
    errand->done = done;
    errand_post(errand, key_burn, key_errand_done);
}

bool writer_secret(const struct writer *writer, unsigned char secret[JOURNAL_SECRET_BYTES])
{
    if (writer->secret.state != SECRET_KNOWN)
        return false;
    memcpy(secret, writer->secret.bytes, JOURNAL_SECRET_BYTES);
    return true;
}
