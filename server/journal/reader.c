/* SPDX-License-Identifier: Apache-2.0
 * A question is one struct that goes to the thread and comes back with its answer. */
#include "journal/reader.h"

#include <stdlib.h>

#include "base/bounds.h"
#include "base/check.h"
#include "base/mem.h"

/* A read on its way: one of four questions, and what was found. */
struct read {
    struct reader *reader;
    char *room; /* owned copy; of a mark its name */
    size_t room_len;
    int64_t after;
    size_t limit;
    struct slice *rooms; /* owned, of heads; what they point to is in `texts` */
    int64_t *heads;      /* owned */
    size_t rooms_count;
    int64_t *seqs; /* owned, rising; NULL when not asked by seqs */
    size_t seqs_count;
    struct record like; /* journal_find; its texts are in `texts` */
    char *texts;        /* owned */
    struct journal_result result;
    enum err error;
    struct entry **entries; /* owned, made on the reader thread, held once */
    size_t entries_count, entries_capacity;
    journal_read_fn *read_fn; /* one of the three is set */
    journal_find_fn *find_fn;
    journal_heads_fn *heads_fn;
    journal_mark_fn *mark_fn;
    int64_t mark;
    void *context;
    struct read *next; /* among the late ones */
};

enum { ENTRIES_FIRST = 32, READ_LIMIT_MAX = 1024 };

struct reader {
    struct backend *backend; /* borrowed */
    struct worker *worker;
    size_t waiting; /* asked, not answered */
    bool closing;
    struct read *late, **late_last; /* asked while closing */
};

struct reader *reader_new(struct loop *loop, struct backend *backend)
{
    struct reader *reader = mem_new(sizeof *reader);
    reader->backend = backend;
    reader->worker = worker_new(loop, "journal-read");
    reader->late_last = &reader->late;
    return reader;
}

static struct read *read_new(struct reader *reader, struct slice room, void *context)
{
    struct read *read = mem_new(sizeof *read);
    read->reader = reader;
    read->room = mem_text(room);
    read->room_len = room.len;
    read->context = context;
    return read;
}

static bool read_keep(void *context, const struct record *record)
{
    struct read *read = context;
    struct entry from = {
        .seq = record->seq,
        .at_ms = record->at_ms,
        .room = record->room,
        .type = record->type,
        .by = record->by,
        .name = record->name,
        .op = record->op,
        .text = record->text,
    };
    struct entry *entry = entry_new(&from);
    if (!entry) {
        read->error = ERR_INTERNAL;
        return false;
    }
    if (read->entries_count == read->entries_capacity) {
        size_t room = read->entries_capacity ? 2 * read->entries_capacity : ENTRIES_FIRST;
        read->entries = mem_resize(read->entries, read->entries_capacity * sizeof(struct entry *),
                                   room * sizeof(struct entry *));
        read->entries_capacity = room;
    }
    read->entries[read->entries_count++] = entry;
    return true;
}

/* On the reader thread. */
static void read_work(void *context)
{
    struct read *read = context;
    struct backend *backend = read->reader->backend;
    struct slice room = {read->room, read->room_len};
    enum err error;
    if (read->error != ERR_NONE)
        return;
    if (read->find_fn) {
        error = backend->ops->find(backend, &read->like, &read->result);
    } else if (read->heads_fn) {
        error = backend->ops->heads(backend, read->rooms, read->rooms_count, read->heads);
    } else if (read->mark_fn) {
        error = backend->ops->mark_get(backend, room, &read->mark);
    } else if (read->seqs) {
        error =
            backend->ops->read_seqs(backend, room, read->seqs, read->seqs_count, read_keep, read);
    } else {
        error = backend->ops->read(backend, room, read->after, read->limit, read_keep, read);
    }
    if (error != ERR_NONE)
        read->error = error;
}

static void entries_free(struct read *read)
{
    for (size_t i = 0; i < read->entries_count; i++)
        entry_unref(&read->entries[i]);
    mem_free(read->entries);
    read->entries = NULL;
    read->entries_count = 0;
}

static void read_done(void *context)
{
    struct read *read = context;
    read->reader->waiting--;
    if (read->error != ERR_NONE) {
        entries_free(read);
        read->result = (struct journal_result){.error = read->error};
    }
    if (read->find_fn)
        read->find_fn(read->context, &read->result);
    else if (read->heads_fn)
        read->heads_fn(read->context, read->error, read->rooms, read->heads, read->rooms_count);
    else if (read->mark_fn)
        read->mark_fn(read->context, read->error, read->mark);
    else
        read->read_fn(read->context, read->error, read->entries, read->entries_count);
    entries_free(read);
    mem_free(read->texts);
    mem_free(read->rooms);
    mem_free(read->heads);
    mem_free(read->seqs);
    mem_free(read->room);
    mem_free(read);
}

/* A question refused for a full queue goes along all the same: its answer comes in order. */
static void post(struct read *read)
{
    struct reader *reader = read->reader;
    if (reader->waiting >= BOUND_JOURNAL_PENDING)
        read->error = ERR_TOO_MANY_REQUESTS;
    reader->waiting++;
    if (!reader->closing) {
        worker_post(reader->worker, read_work, read_done, read);
        return;
    }
    read->error = ERR_INTERNAL;
    *reader->late_last = read;
    reader->late_last = &read->next;
}

void reader_close(struct reader **reader)
{
    struct reader *old = *reader;
    old->closing = true;
    worker_close(&old->worker);
    for (struct read *read, *next; (read = old->late);) {
        old->late = NULL;
        old->late_last = &old->late;
        for (; read; read = next) {
            next = read->next;
            read_done(read);
        }
    }
    check(old->waiting == 0);
    mem_free(old);
    *reader = NULL;
}

void reader_read(struct reader *reader, struct slice room, int64_t after, size_t limit,
                 journal_read_fn *done, void *context)
{
    struct read *read = read_new(reader, room, context);
    check(limit <= READ_LIMIT_MAX);
    read->after = after;
    read->limit = limit;
    read->read_fn = done;
    post(read);
}

static int seq_order(const void *a, const void *b)
{
    int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;
    return (left > right) - (left < right);
}

void reader_read_seqs(struct reader *reader, struct slice room, const int64_t *seqs,
                      size_t seqs_count, journal_read_fn *done, void *context)
{
    struct read *read = read_new(reader, room, context);
    check(seqs_count <= READ_LIMIT_MAX);
    read->seqs = mem_new((seqs_count + 1) * sizeof *seqs);
    if (seqs_count > 0)
        memcpy(read->seqs, seqs, seqs_count * sizeof *seqs);
    qsort(read->seqs, seqs_count, sizeof *seqs, seq_order);
    for (size_t i = 0; i < seqs_count; i++) {
        if (i == 0 || read->seqs[i] != read->seqs[i - 1])
            read->seqs[read->seqs_count++] = read->seqs[i];
    }
    read->read_fn = done;
    post(read);
}

static struct slice copy(char **at, struct slice text)
{
    struct slice made = {*at, text.len};
    if (text.len > 0)
        memcpy(*at, text.at, text.len);
    *at += text.len;
    return made;
}

void reader_find(struct reader *reader, const struct entry *like, journal_find_fn *done,
                 void *context)
{
    struct read *read = read_new(reader, like->room, context);
    char *at = mem_new(like->type.len + like->by.len + like->op.len + like->text.len + 1);
    read->texts = at;
    read->like.room = (struct slice){read->room, read->room_len};
    read->like.type = copy(&at, like->type);
    read->like.by = copy(&at, like->by);
    read->like.op = copy(&at, like->op);
    read->like.text = copy(&at, like->text);
    read->find_fn = done;
    post(read);
}

void reader_heads(struct reader *reader, const struct slice *rooms, size_t count,
                  journal_heads_fn *done, void *context)
{
    struct read *read = read_new(reader, SLICE(""), context);
    size_t bytes = 1;
    for (size_t i = 0; i < count; i++)
        bytes += rooms[i].len;
    char *at = mem_new(bytes);
    check(count <= READ_LIMIT_MAX);
    read->texts = at;
    read->rooms = mem_new((count + 1) * sizeof *read->rooms);
    read->heads = mem_new((count + 1) * sizeof *read->heads);
    for (size_t i = 0; i < count; i++)
        read->rooms[i] = copy(&at, rooms[i]);
    read->rooms_count = count;
    read->heads_fn = done;
    post(read);
}

void reader_mark(struct reader *reader, struct slice name, journal_mark_fn *done, void *context)
{
    struct read *read = read_new(reader, name, context);
    read->mark_fn = done;
    post(read);
}

struct record reader_record(const struct entry *entry)
{
    return (struct record){
        .at_ms = entry->at_ms,
        .room = entry->room,
        .type = entry->type,
        .by = entry->by,
        .name = entry->name,
        .op = entry->op,
        .text = entry->text,
    };
}
