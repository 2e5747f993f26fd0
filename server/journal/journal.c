/* SPDX-License-Identifier: Apache-2.0
 * The front of writer.c and readers.c. */
#include "journal/journal.h"

#include "base/check.h"
#include "base/mem.h"
#include "journal/cleaner.h"
#include "journal/dropping.h"
#include "journal/readers.h"
#include "journal/tail.h"
#include "journal/writer.h"

struct journal {
    struct backend *backend; /* owned */
    struct writer *writer;   /* owned */
    struct readers *readers; /* owned */
    struct cleaner *cleaner; /* owned */
    char *epoch;
};

struct journal *journal_new(struct loop *loop, struct backend *backend)
{
    return journal_new_with(loop, backend, JOURNAL_READERS);
}

struct journal *journal_new_with(struct loop *loop, struct backend *backend, unsigned readers)
{
    struct journal *journal = mem_new(sizeof *journal);
    journal->backend = backend;
    journal->epoch = mem_text(backend->ops->epoch(backend));
    journal->writer = writer_new(loop, backend);
    journal->readers = readers_new(loop, backend, readers);
    journal->cleaner = cleaner_new(loop, backend);
    return journal;
}

/* A callback of either half may ask the other: both are there until neither owes a call. */
void journal_close(struct journal **journal)
{
    struct journal *old = *journal;
    if (!old)
        return;
    writer_stop(old->writer);
    cleaner_close(&old->cleaner);
    readers_stop(old->readers);
    while (writer_answer(old->writer) || readers_answer(old->readers))
        continue;
    readers_free(&old->readers);
    writer_free(&old->writer);
    old->backend->ops->close(old->backend);
    mem_free(old->epoch);
    mem_free(old);
    *journal = NULL;
}

struct slice journal_epoch(const struct journal *journal)
{
    return slice_of(journal->epoch);
}

bool journal_secret(const struct journal *journal, unsigned char secret[JOURNAL_SECRET_BYTES])
{
    return writer_secret(journal->writer, secret);
}

struct writer *journal_writer(struct journal *journal)
{
    return journal->writer;
}

bool journal_failed(const struct journal *journal)
{
    return writer_failed(journal->writer);
}

const char *journal_why(const struct journal *journal)
{
    return writer_why(journal->writer);
}

bool journal_away(const struct journal *journal)
{
    return writer_away(journal->writer);
}

bool journal_silent(const struct journal *journal)
{
    return writer_silent(journal->writer);
}

struct journal_stats journal_stats(const struct journal *journal)
{
    struct writer_stats written = writer_stats(journal->writer);
    struct readers_stats read = readers_stats(journal->readers);
    return (struct journal_stats){
        .entries = written.entries,
        .commits = written.commits,
        .waiting = written.waiting,
        .commit = written.commit,
        .readers = read.threads,
        .reads = read.reads,
        .reads_waiting = read.waiting,
        .shared = read.shared,
        .dropped = read.dropped,
    };
}

void journal_append(struct journal *journal, struct entry *entry, journal_append_fn *done,
                    void *context)
{
    writer_append(journal->writer, entry, done, context);
}

void journal_tail(struct journal *journal, journal_tail_fn *tail, void *context)
{
    writer_tail(journal->writer, tail, context);
}

void journal_mark_set(struct journal *journal, const char *name, struct slice room, int64_t value,
                      int64_t seq)
{
    const struct mark mark = {.name = slice_of(name), .room = room, .value = value, .seq = seq};
    writer_mark(journal->writer, &mark);
}

void journal_mark_raise(struct journal *journal, const char *name, struct slice room, int64_t value)
{
    const struct mark mark = {.name = slice_of(name), .room = room, .value = value, .raise = true};
    writer_mark(journal->writer, &mark);
}

/* An erasure whose caller is to be told. */
struct erasure {
    struct journal *journal;
    journal_erase_fn *done;
    void *context;
};

/* Readers first: what the caller asks for next must be read anew. */
static void erased(void *context, enum err error)
{
    struct erasure erasure = *(struct erasure *)context;
    mem_free(context);
    readers_erased(erasure.journal->readers);
    if (erasure.journal->cleaner)
        cleaner_erased(erasure.journal->cleaner);
    erasure.done(erasure.context, error);
}

void journal_erase(struct journal *journal, struct slice room, const struct journal_erasure *things,
                   size_t count, journal_erase_fn *done, void *context)
{
    struct erasure *erasure = mem_new(sizeof *erasure);
    *erasure = (struct erasure){journal, done, context};
    writer_erase(journal->writer, &(struct erasing){room, things, count}, erased, erasure);
}

/* A room whose caller is to be told. */
struct dropping {
    struct journal *journal;
    journal_dropped_fn *done;
    void *context;
    char *room; /* owned */
};

static void some_dropped(void *context, enum err error, const struct journal_end *end)
{
    struct dropping *dropping = context;
    struct journal *journal = dropping->journal;
    if (!error && end->left) {
        writer_drop(journal->writer, slice_of(dropping->room), some_dropped, dropping);
        return;
    }
    readers_erased(journal->readers);
    if (journal->cleaner)
        cleaner_erased(journal->cleaner);
    dropping->done(dropping->context, error, end);
    mem_free(dropping->room);
    mem_free(dropping);
}

void journal_drop_room(struct journal *journal, struct slice room, journal_dropped_fn *done,
                       void *context)
{
    struct dropping *dropping = mem_new(sizeof *dropping);
    *dropping = (struct dropping){.journal = journal, .done = done, .context = context};
    dropping->room = mem_text(room);
    writer_drop(journal->writer, room, some_dropped, dropping);
}

struct journal_ticket *journal_read(struct journal *journal, struct slice room, int64_t after,
                                    size_t limit, journal_read_fn *done, void *context)
{
    return readers_read(journal->readers, room, after, limit, done, context);
}

struct journal_ticket *journal_read_seqs(struct journal *journal, struct slice room,
                                         const int64_t *seqs, size_t seqs_count,
                                         journal_read_fn *done, void *context)
{
    return readers_read_seqs(journal->readers, room, seqs, seqs_count, done, context);
}

struct journal_ticket *journal_link(struct journal *journal, struct slice room, int64_t seq,
                                    journal_link_fn *done, void *context)
{
    return readers_link(journal->readers, room, seq, done, context);
}

struct journal_ticket *journal_find(struct journal *journal, const struct entry *like,
                                    journal_find_fn *done, void *context)
{
    return readers_find(journal->readers, like, done, context);
}

struct journal_ticket *journal_heads(struct journal *journal, const struct slice *rooms,
                                     size_t count, journal_heads_fn *done, void *context)
{
    return readers_heads(journal->readers, rooms, count, done, context);
}

struct journal_ticket *journal_mark_get(struct journal *journal, const char *name,
                                        struct slice room, journal_mark_fn *done, void *context)
{
    return readers_mark(journal->readers, slice_of(name), room, done, context);
}

struct journal_ticket *journal_marks(struct journal *journal, const char *name,
                                     struct slice room_after, int64_t upto_value, size_t limit,
                                     journal_marks_fn *done, void *context)
{
    const struct marks_asked asked = {
        .name = slice_of(name), .after = room_after, .upto = upto_value, .limit = limit};
    return readers_marks(journal->readers, &asked, done, context);
}

struct journal_ticket *journal_behind(struct journal *journal, const char *name,
                                      struct slice room_after, size_t limit, journal_marks_fn *done,
                                      void *context)
{
    const struct marks_asked asked = {
        .name = slice_of(name), .after = room_after, .behind = true, .limit = limit};
    return readers_marks(journal->readers, &asked, done, context);
}

struct journal_ticket *journal_rooms(struct journal *journal, struct slice room_after, size_t limit,
                                     journal_marks_fn *done, void *context)
{
    const struct marks_asked asked = {
        .name = SLICE(""), .after = room_after, .rooms = true, .limit = limit};
    return readers_marks(journal->readers, &asked, done, context);
}

struct journal_ticket *journal_visit(struct journal *journal, struct slice room, int64_t after,
                                     int64_t upto, journal_visit_fn *visit,
                                     journal_visited_fn *done, void *context)
{
    const struct readers_visit about = {room, after, upto, visit, NULL};
    return readers_visit(journal->readers, &about, done, context);
}

void journal_drop(struct journal_ticket **ticket)
{
    if (*ticket)
        readers_drop(ticket);
}

struct journal_ticket *journal_visit_proved(struct journal *journal, struct slice room,
                                            journal_proved_fn *visit, journal_visited_fn *done,
                                            void *context)
{
    const struct readers_visit about = {.room = room, .upto = -1, .proved = visit};
    return readers_visit(journal->readers, &about, done, context);
}

void journal_drop_visit(struct journal_ticket **ticket, loop_fn *ended, void *context)
{
    if (*ticket)
        readers_drop_visit(ticket, ended, context);
}
