/* SPDX-License-Identifier: Apache-2.0
 *
 * One line under one lock, from which threads help themselves: which question is next is said in
 * line.h. The loop answers those that have ended, a share each turn.
 *
 * Equal questions are found by their key, which only the loop does. One that has not begun can
 * always be joined: it will read what is there then. One that has begun only when it asks for seqs:
 * an entry does not change once it is written. Two things may be different all the same. An entry
 * may have been erased meanwhile: a question remembers how many erasures were acknowledged when it
 * was begun, and is joined only when no more were since. And an entry may not have been written
 * when it was read: who has come late and would miss one is asked for anew.
 */
#include "journal/readers.h"

#include <pthread.h>

#include "base/bounds.h"
#include "base/check.h"
#include "base/map.h"
#include "base/mem.h"
#include "journal/line.h"

enum {
    THREADS_MAX = 8,
    CALLS_TURN = 64, /* answers in one turn of the loop: each may write a view */
    KEY_BYTES = 60000,
};

struct readers {
    struct loop *loop;       /* borrowed */
    struct backend *backend; /* borrowed; the first reader */
    struct crew *crew;
    struct map *asked;          /* questions that may be joined, by key; borrowed */
    struct buffer key;          /* of the question that is asked just now */
    struct question *now;       /* owned: being answered */
    struct loop_hook rest;      /* answers what a turn has left */
    bool answering;             /* inside a callback */
    bool closed;                /* by the loop; `closing` says the same to threads */
    struct readers_stats stats; /* but `reads`; `threads` does not change */
    atomic_bool closing;

    pthread_mutex_t lock; /* guards what follows, and a question's state */
    struct line line;
    uint64_t erasures;                 /* acknowledged */
    struct backend *idle[THREADS_MAX]; /* readers nobody uses just now */
    unsigned idle_count;
};

/* ---- on the threads ----------------------------------------------------------------------------
 */

static bool work(void *context)
{
    struct readers *readers = context;
    struct backend *backend = NULL;
    pthread_mutex_lock(&readers->lock);
    struct question *question = line_begin(&readers->line);
    if (question) {
        question->erasures = readers->erasures;
        check(readers->idle_count > 0);
        backend = readers->idle[--readers->idle_count];
    }
    pthread_mutex_unlock(&readers->lock);
    if (!question)
        return false;
    bool more = question_ask(question, backend);
    pthread_mutex_lock(&readers->lock);
    readers->idle[readers->idle_count++] = backend;
    line_put(&readers->line, question, more);
    pthread_mutex_unlock(&readers->lock);
    return true;
}

/* ---- opening and closing -----------------------------------------------------------------------
 */

static bool answer_begin(struct readers *readers);
static void answer_some(void *context);

/* As many readers as threads: its own is the first. */
static void backends_open(struct readers *readers, unsigned threads)
{
    struct backend *first = readers->backend;
    while (readers->idle_count < threads) {
        struct backend *next = first;
        if (readers->idle_count > 0 && first->ops->reader)
            next = first->ops->reader(first);
        if (!next)
            break;
        readers->idle[readers->idle_count++] = next;
    }
    readers->stats.threads = readers->idle_count;
}

struct readers *readers_new(struct loop *loop, struct backend *backend, unsigned threads)
{
    struct readers *readers = mem_new(sizeof *readers);
    check(threads >= 1 && threads <= THREADS_MAX);
    readers->loop = loop;
    readers->backend = backend;
    readers->asked = map_new(BOUND_JOURNAL_PENDING);
    readers->rest = (struct loop_hook){.fn = answer_some, .context = readers};
    buffer_init(&readers->key, KEY_BYTES);
    check(pthread_mutex_init(&readers->lock, NULL) == 0);
    backends_open(readers, threads);
    line_init(&readers->line, readers->stats.threads);
    readers->crew =
        crew_new(loop, "journal-read", readers->stats.threads, work, answer_some, readers);
    return readers;
}

void readers_stop(struct readers *readers)
{
    check(!readers->answering);
    readers->closed = true;
    atomic_store(&readers->closing, true);
    crew_close(&readers->crew);
    while (readers_answer(readers))
        continue;
}

bool readers_answer(struct readers *readers)
{
    check(readers->closed);
    if (!readers->now && !answer_begin(readers))
        return false;
    answer_some(readers);
    return true;
}

void readers_free(struct readers **readers)
{
    struct readers *old = *readers;
    check(!old->crew && old->stats.waiting == 0 && old->idle_count == old->stats.threads);
    loop_disarm(old->loop, &old->rest);
    for (unsigned i = 0; i < old->idle_count; i++)
        if (old->idle[i] != old->backend)
            old->idle[i]->ops->close(old->idle[i]);
    map_free(&old->asked, NULL);
    buffer_done(&old->key);
    pthread_mutex_destroy(&old->lock);
    mem_free(old);
    *readers = NULL;
}

/* ---- asking ------------------------------------------------------------------------------------
 */

/* Answers `question` in a later turn without reading. */
static void refuse(struct readers *readers, struct question *question, enum err error)
{
    question->error = error;
    pthread_mutex_lock(&readers->lock);
    line_end(&readers->line, question);
    pthread_mutex_unlock(&readers->lock);
    if (!readers->closed)
        loop_arm(readers->loop, &readers->rest);
}

static void post(struct readers *readers, struct question *question)
{
    if (question->key.at && !map_full(readers->asked))
        map_put(readers->asked, question->key, question);
    pthread_mutex_lock(&readers->lock);
    line_add(&readers->line, question);
    pthread_mutex_unlock(&readers->lock);
    crew_wake(readers->crew);
}

/* Puts a new question into the line, or refuses it. */
static struct journal_ticket *ask(struct readers *readers, struct question *question)
{
    struct journal_ticket *ticket = question_ticket(question);
    bool full = readers->stats.waiting++ >= BOUND_JOURNAL_PENDING;
    if (readers->closed)
        refuse(readers, question, ERR_INTERNAL);
    else if (full)
        refuse(readers, question, ERR_TOO_MANY_REQUESTS);
    else
        post(readers, question);
    return ticket;
}

/* Joins those who wait for the same; NULL when there is nobody, or too late. */
static struct journal_ticket *join(struct readers *readers, struct slice key)
{
    struct question *question = map_find(readers->asked, key);
    if (!question || readers->closed || readers->stats.waiting >= BOUND_JOURNAL_PENDING)
        return NULL;
    pthread_mutex_lock(&readers->lock);
    bool late = question->state != QUESTION_WAITING;
    bool same = question->kind == QUESTION_SEQS && question->erasures == readers->erasures;
    pthread_mutex_unlock(&readers->lock);
    if (late && !same)
        return NULL;
    struct journal_ticket *ticket = question_ticket(question);
    ticket->late = late;
    readers->stats.waiting++;
    readers->stats.shared++;
    return ticket;
}

/* Asks for what readers->key says. */
static struct journal_ticket *ask_keyed(struct readers *readers, journal_read_fn *done,
                                        void *context)
{
    struct slice key = buffer_slice(&readers->key);
    struct journal_ticket *ticket = join(readers, key);
    if (!ticket)
        ticket = ask(readers, question_new_keyed(readers, key));
    ticket->call.read = done;
    ticket->context = context;
    return ticket;
}

struct journal_ticket *readers_read(struct readers *readers, struct slice room, int64_t after,
                                    size_t limit, journal_read_fn *done, void *context)
{
    question_key_read(&readers->key, room, after, limit);
    return ask_keyed(readers, done, context);
}

struct journal_ticket *readers_read_seqs(struct readers *readers, struct slice room,
                                         const int64_t *seqs, size_t seqs_count,
                                         journal_read_fn *done, void *context)
{
    question_key_seqs(&readers->key, room, seqs, seqs_count);
    return ask_keyed(readers, done, context);
}

struct journal_ticket *readers_link(struct readers *readers, struct slice room, int64_t seq,
                                    journal_link_fn *done, void *context)
{
    struct journal_ticket *ticket = ask(readers, question_new_link(readers, room, seq));
    ticket->call.link = done;
    ticket->context = context;
    return ticket;
}

struct journal_ticket *readers_find(struct readers *readers, const struct entry *like,
                                    journal_find_fn *done, void *context)
{
    struct journal_ticket *ticket = ask(readers, question_new_find(readers, like));
    ticket->call.find = done;
    ticket->context = context;
    return ticket;
}

struct journal_ticket *readers_heads(struct readers *readers, const struct slice *rooms,
                                     size_t count, journal_heads_fn *done, void *context)
{
    struct journal_ticket *ticket = ask(readers, question_new_heads(readers, rooms, count));
    ticket->call.heads = done;
    ticket->context = context;
    return ticket;
}

struct journal_ticket *readers_mark(struct readers *readers, struct slice name, struct slice room,
                                    journal_mark_fn *done, void *context)
{
    struct journal_ticket *ticket = ask(readers, question_new_mark(readers, name, room));
    ticket->call.mark = done;
    ticket->context = context;
    return ticket;
}

struct journal_ticket *readers_marks(struct readers *readers, const struct marks_asked *asked,
                                     journal_marks_fn *done, void *context)
{
    struct journal_ticket *ticket = ask(readers, question_new_marks(readers, asked));
    ticket->call.marks = done;
    ticket->context = context;
    return ticket;
}

struct journal_ticket *readers_visit(struct readers *readers, const struct readers_visit *visit,
                                     journal_visited_fn *done, void *context)
{
    int64_t after = visit->after > 0 ? visit->after : 0;
    struct question *question = question_new_visit(readers, visit->room, after);
    question->visit.upto = visit->upto < 0 ? INT64_MAX : visit->upto;
    question->visit.visit = visit->visit;
    question->visit.proved = visit->proved;
    question->visit.closing = &readers->closing;
    question->visit.context = context;
    struct journal_ticket *ticket = ask(readers, question);
    ticket->call.visited = done;
    ticket->context = context;
    return ticket;
}

/* ---- dropping ----------------------------------------------------------------------------------
 */

static void forget(struct readers *readers, const struct question *question)
{
    if (question->key.at && map_find(readers->asked, question->key) == question)
        map_take(readers->asked, question->key);
}

static void ticket_end(struct journal_ticket *ticket)
{
    ticket->question->readers->stats.waiting--;
    question_ticket_unlink(ticket);
    mem_free(ticket);
}

void readers_drop(struct journal_ticket **ticket)
{
    struct question *question = (*ticket)->question;
    check(question && question->kind != QUESTION_VISIT);
    struct readers *readers = question->readers;
    ticket_end(*ticket);
    *ticket = NULL;
    if (question->tickets)
        return;
    pthread_mutex_lock(&readers->lock);
    bool unread = line_remove(&readers->line, question);
    pthread_mutex_unlock(&readers->lock);
    if (!unread)
        return;
    readers->stats.dropped++;
    forget(readers, question);
    question_free(question);
}

void readers_drop_visit(struct journal_ticket **ticket, loop_fn *ended, void *context)
{
    struct question *question = (*ticket)->question;
    check(question && question->kind == QUESTION_VISIT);
    struct readers *readers = question->readers;
    ticket_end(*ticket);
    *ticket = NULL;
    question->visit.dropped = ended;
    question->visit.drop_context = context;
    atomic_store(&question->visit.stop, true);
    pthread_mutex_lock(&readers->lock);
    bool waits = line_remove(&readers->line, question);
    if (waits)
        line_end(&readers->line, question);
    pthread_mutex_unlock(&readers->lock);
    if (waits && !question->large)
        readers->stats.dropped++;
    if (waits && !readers->closed)
        loop_arm(readers->loop, &readers->rest);
}

void readers_erased(struct readers *readers)
{
    pthread_mutex_lock(&readers->lock);
    readers->erasures++;
    pthread_mutex_unlock(&readers->lock);
}

/* ---- answering ---------------------------------------------------------------------------------
 */

/* Asks once more for those who came late and may miss what has been written since. */
static void ask_anew(struct readers *readers, struct question *question)
{
    struct question *anew = NULL;
    if (question->kind != QUESTION_SEQS || question->error != ERR_NONE ||
        question->entries_count == question->seqs_count)
        return;
    for (struct journal_ticket *ticket = question->tickets, *next; ticket; ticket = next) {
        next = ticket->next;
        if (!ticket->late)
            continue;
        if (!anew)
            anew = question_new_keyed(readers, question->key);
        question_ticket_move(ticket, anew);
    }
    if (anew && readers->closed)
        refuse(readers, anew, ERR_INTERNAL);
    else if (anew)
        post(readers, anew);
}

/* Makes the next one that has ended readers->now. From here on nobody joins it. */
static bool answer_begin(struct readers *readers)
{
    pthread_mutex_lock(&readers->lock);
    struct question *question = line_take_ended(&readers->line);
    pthread_mutex_unlock(&readers->lock);
    readers->now = question;
    if (!question)
        return false;
    forget(readers, question);
    ask_anew(readers, question);
    return true;
}

static void answer_next(struct readers *readers)
{
    struct journal_ticket *ticket = readers->now->tickets;
    readers->answering = true;
    /* It is not theirs any more once they are called: to drop it now is noticed. */
    question_ticket_unlink(ticket);
    ticket->question = NULL;
    readers->stats.waiting--;
    question_answer(readers->now, ticket);
    mem_free(ticket);
    readers->answering = false;
}

static void answer_end(struct readers *readers)
{
    struct question *question = readers->now;
    readers->now = NULL;
    if (question->kind == QUESTION_VISIT && question->visit.dropped) {
        readers->answering = true;
        question->visit.dropped(question->visit.drop_context);
        readers->answering = false;
    }
    question_free(question);
}

static void answer_some(void *context)
{
    struct readers *readers = context;
    for (int calls = 0; calls < CALLS_TURN; calls++) {
        if (!readers->now && !answer_begin(readers))
            return;
        if (readers->now->tickets)
            answer_next(readers);
        if (!readers->now->tickets)
            answer_end(readers);
    }
    if (!readers->closed)
        loop_arm(readers->loop, &readers->rest);
}

struct readers_stats readers_stats(struct readers *readers)
{
    struct readers_stats stats = readers->stats;
    pthread_mutex_lock(&readers->lock);
    stats.reads = readers->line.begun;
    pthread_mutex_unlock(&readers->lock);
    return stats;
}
