/* SPDX-License-Identifier: Apache-2.0
 *
 * The key of a read: what is asked, then the room, then a `struct key_end`, so that it can be read
 * from its end and no two questions give the same bytes. The seqs come first, for their alignment.
 */
#include "journal/question.h"

#include <sched.h>
#include <stdlib.h>

#include "base/check.h"
#include "base/mem.h"
#include "journal/chain.h"

/* What the end of a key says. */
struct key_end {
    uint32_t kind, room_len;
};

enum { ENTRIES_FIRST = 32 };

/* A visit's first step is short, so that a small room is no large matter. */
enum { STEP_FIRST = 128 };

static void key_close(struct buffer *key, enum question_kind kind, struct slice room)
{
    const struct key_end end = {(uint32_t)kind, (uint32_t)room.len};
    buffer_add(key, room);
    buffer_add(key, (struct slice){(const char *)&end, sizeof end});
    check(!key->full);
}

void question_key_read(struct buffer *key, struct slice room, int64_t after, size_t limit)
{
    const int64_t numbers[] = {after, (int64_t)limit};
    check(limit <= QUESTION_ENTRIES);
    buffer_clear(key);
    buffer_add(key, (struct slice){(const char *)numbers, sizeof numbers});
    key_close(key, QUESTION_READ, room);
}

static int seq_order(const void *a, const void *b)
{
    int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;
    return (left > right) - (left < right);
}

static bool rising(const int64_t *seqs, size_t count)
{
    for (size_t i = 1; i < count; i++)
        if (seqs[i] <= seqs[i - 1])
            return false;
    return true;
}

/* Mostly they rise already; then nothing is sorted. */
void question_key_seqs(struct buffer *key, struct slice room, const int64_t *seqs, size_t count)
{
    check(count <= QUESTION_ENTRIES);
    buffer_clear(key);
    buffer_add(key, (struct slice){(const char *)seqs, count * sizeof *seqs});
    if (!rising(seqs, count)) {
        int64_t *sorted = (int64_t *)(void *)key->bytes;
        size_t kept = 0;
        qsort(sorted, count, sizeof *sorted, seq_order);
        for (size_t i = 0; i < count; i++)
            if (i == 0 || sorted[i] != sorted[kept - 1])
                sorted[kept++] = sorted[i];
        key->len = kept * sizeof *sorted;
    }
    key_close(key, QUESTION_SEQS, room);
}

static struct question *question_new(struct readers *readers, enum question_kind kind,
                                     size_t texts_bytes)
{
    struct question *question = mem_new(sizeof *question);
    question->kind = kind;
    question->readers = readers;
    question->texts = mem_new(texts_bytes + 1);
    question->tickets_last = &question->tickets;
    return question;
}

static struct slice copy(char **at, struct slice text)
{
    struct slice made = {*at, text.len};
    if (text.len > 0)
        memcpy(*at, text.at, text.len);
    *at += text.len;
    return made;
}

struct question *question_new_keyed(struct readers *readers, struct slice key)
{
    struct key_end end;
    struct question *question = question_new(readers, QUESTION_READ, key.len);
    char *at = question->texts;
    question->key = copy(&at, key);
    memcpy(&end, at - sizeof end, sizeof end);
    size_t asked_bytes = key.len - sizeof end - end.room_len;
    const int64_t *asked = (const int64_t *)(const void *)question->texts;
    question->kind = (enum question_kind)end.kind;
    question->room = (struct slice){question->texts + asked_bytes, end.room_len};
    if (question->kind == QUESTION_SEQS) {
        question->seqs = asked;
        question->seqs_count = asked_bytes / sizeof *asked;
    } else {
        question->after = asked[0];
        question->limit = (size_t)asked[1];
    }
    return question;
}

struct question *question_new_link(struct readers *readers, struct slice room, int64_t seq)
{
    struct question *question = question_new(readers, QUESTION_LINK, room.len);
    char *at = question->texts;
    question->room = copy(&at, room);
    question->after = seq - 1;
    question->limit = 1;
    return question;
}

struct question *question_new_find(struct readers *readers, const struct entry *like)
{
    size_t bytes = like->room.len + like->type.len + like->by.len + like->op.len + like->text.len;
    struct question *question = question_new(readers, QUESTION_FIND, bytes);
    char *at = question->texts;
    question->like.room = copy(&at, like->room);
    question->like.type = copy(&at, like->type);
    question->like.by = copy(&at, like->by);
    question->like.op = copy(&at, like->op);
    question->like.text = copy(&at, like->text);
    return question;
}

struct question *question_new_heads(struct readers *readers, const struct slice *rooms,
                                    size_t count)
{
    size_t bytes = 0;
    check(count <= QUESTION_ENTRIES);
    for (size_t i = 0; i < count; i++)
        bytes += rooms[i].len;
    struct question *question = question_new(readers, QUESTION_HEADS, bytes);
    char *at = question->texts;
    question->rooms = mem_new((count + 1) * sizeof *question->rooms);
    question->heads = mem_new((count + 1) * sizeof *question->heads);
    for (size_t i = 0; i < count; i++)
        question->rooms[i] = copy(&at, rooms[i]);
    question->rooms_count = count;
    return question;
}

struct question *question_new_mark(struct readers *readers, struct slice name, struct slice room)
{
    struct question *question = question_new(readers, QUESTION_MARK, name.len + room.len);
    char *at = question->texts;
    question->asked.name = copy(&at, name);
    question->room = copy(&at, room);
    return question;
}

struct question *question_new_marks(struct readers *readers, const struct marks_asked *asked)
{
    struct question *question =
        question_new(readers, QUESTION_MARKS, asked->name.len + asked->after.len);
    char *at = question->texts;
    check(asked->limit <= QUESTION_ENTRIES);
    question->asked = *asked;
    question->asked.name = copy(&at, asked->name);
    question->asked.after = copy(&at, asked->after);
    question->marks = mem_new((asked->limit + 1) * sizeof *question->marks);
    return question;
}

struct question *question_new_visit(struct readers *readers, struct slice room, int64_t after)
{
    struct question *question = question_new(readers, QUESTION_VISIT, room.len);
    char *at = question->texts;
    question->room = copy(&at, room);
    question->visit.last = after;
    return question;
}

static void entries_free(struct question *question)
{
    for (size_t i = 0; i < question->entries_count; i++)
        entry_unref(&question->entries[i]);
    question->entries_count = 0;
}

static void marks_free(struct question *question)
{
    for (size_t i = 0; i < question->marks_count; i++)
        mem_free((void *)question->marks[i].room.at);
    mem_free(question->marks);
}

void question_free(struct question *question)
{
    for (struct journal_ticket *ticket; (ticket = question->tickets);) {
        question_ticket_unlink(ticket);
        mem_free(ticket);
    }
    entries_free(question);
    mem_free(question->visit.proofs);
    mem_free(question->entries);
    mem_free(question->rooms);
    mem_free(question->heads);
    marks_free(question);
    mem_free(question->texts);
    mem_free(question);
}

/* The loop may share the processor, and must not wait for the end of a reader's slice, which is
 * some milliseconds (sched(7)): it has little to do at a time. More often, readers of many rooms
 * would push one another's out of the caches. */
static void give_way(size_t at)
{
    enum { ENTRIES = 1024 };
    if (at % ENTRIES == ENTRIES - 1)
        sched_yield();
}

static bool keep(void *context, const struct record *record)
{
    struct question *question = context;
    struct entry *entry = record_entry(record);
    if (!entry) {
        question->error = ERR_INTERNAL;
        return false;
    }
    if (question->entries_count == question->entries_capacity) {
        size_t more = question->entries_capacity ? 2 * question->entries_capacity : ENTRIES_FIRST;
        question->entries =
            mem_resize(question->entries, question->entries_capacity * sizeof(struct entry *),
                       more * sizeof(struct entry *));
        question->entries_capacity = more;
    }
    question->entries[question->entries_count++] = entry;
    give_way(question->entries_count);
    return true;
}

static bool keep_proof(void *context, const struct record *record)
{
    struct question *question = context;
    struct visit *visit = &question->visit;
    struct slice salt = record_salt(record);
    if (!visit->proofs)
        visit->proofs = mem_new(QUESTION_ENTRIES * sizeof *visit->proofs);
    struct journal_proof *proof = &visit->proofs[question->entries_count];
    *proof = (struct journal_proof){
        .content = chain_content(record), .chain = record->chain, .salted = salt.len > 0};
    if (proof->salted)
        memcpy(proof->salt, salt.at, salt.len);
    return keep(context, record);
}

static bool keep_link(void *context, const struct record *record)
{
    ((struct question *)context)->chain = record->chain;
    return keep(context, record);
}

static void keep_mark(void *context, const struct journal_mark *mark)
{
    struct question *question = context;
    check(question->marks_count < question->asked.limit);
    struct journal_mark *kept = &question->marks[question->marks_count++];
    *kept = *mark;
    kept->room = (struct slice){mem_text(mark->room), mark->room.len};
}

static bool stopped(const struct visit *visit)
{
    return atomic_load(&visit->stop) || atomic_load(visit->closing);
}

/* Calls out when the backend is done: neither its lock nor its transaction waits for that. False
 * when it was stopped on the way. */
static bool visit_entries(struct question *question)
{
    struct visit *visit = &question->visit;
    size_t at = 0;
    for (; at < question->entries_count && !visit->over && !stopped(visit); at++) {
        give_way(at);
        visit->last = question->entries[at]->seq;
        visit->over = visit->proved ? !visit->proved(visit->context, question->entries[at],
                                                     &visit->proofs[at])
                                    : !visit->visit(visit->context, question->entries[at]);
    }
    bool whole = visit->over || at == question->entries_count;
    entries_free(question);
    return whole;
}

static bool visit_step(struct question *question, struct backend *backend)
{
    struct visit *visit = &question->visit;
    size_t limit = question->large ? QUESTION_ENTRIES : STEP_FIRST;
    int64_t left = visit->upto - visit->last;
    bool whole = !stopped(visit);
    if (left < (int64_t)limit)
        limit = left > 0 ? (size_t)left : 0;
    if (whole && limit > 0) {
        enum err error = backend->ops->read(backend, question->room, visit->last, limit,
                                            visit->proved ? keep_proof : keep, question);
        if (error != ERR_NONE)
            question->error = error;
    }
    size_t came = question->entries_count;
    whole = visit_entries(question) && whole;
    bool ended = visit->over || (whole && (came < limit || left <= (int64_t)came));
    if (!ended && question->error == ERR_NONE && atomic_load(visit->closing))
        question->error = ERR_INTERNAL;
    return !ended && question->error == ERR_NONE && !stopped(visit);
}

bool question_ask(struct question *question, struct backend *backend)
{
    const struct backend_ops *ops = backend->ops;
    enum err error = ERR_NONE;
    switch (question->kind) {
    case QUESTION_READ:
        error =
            ops->read(backend, question->room, question->after, question->limit, keep, question);
        break;
    case QUESTION_SEQS:
        error = ops->read_seqs(backend, question->room, question->seqs, question->seqs_count, keep,
                               question);
        break;
    case QUESTION_LINK:
        error = ops->read(backend, question->room, question->after, question->limit, keep_link,
                          question);
        break;
    case QUESTION_FIND:
        error = ops->find(backend, &question->like, &question->result);
        break;
    case QUESTION_HEADS:
        error = ops->heads(backend, question->rooms, question->rooms_count, question->heads);
        break;
    case QUESTION_MARK:
        error = ops->mark_get(backend, question->asked.name, question->room, &question->mark);
        break;
    case QUESTION_MARKS:
        error = ops->marks(backend, &question->asked, keep_mark, question);
        break;
    case QUESTION_VISIT:
        return visit_step(question, backend);
    }
    if (error != ERR_NONE)
        question->error = error;
    return false;
}

static void ticket_add(struct question *question, struct journal_ticket *ticket)
{
    ticket->question = question;
    ticket->link = question->tickets_last;
    *question->tickets_last = ticket;
    question->tickets_last = &ticket->next;
}

struct journal_ticket *question_ticket(struct question *question)
{
    struct journal_ticket *ticket = mem_new(sizeof *ticket);
    ticket_add(question, ticket);
    return ticket;
}

void question_ticket_move(struct journal_ticket *ticket, struct question *to)
{
    question_ticket_unlink(ticket);
    ticket->late = false;
    ticket_add(to, ticket);
}

void question_ticket_unlink(struct journal_ticket *ticket)
{
    *ticket->link = ticket->next;
    if (ticket->next)
        ticket->next->link = ticket->link;
    else
        ticket->question->tickets_last = ticket->link;
    ticket->next = NULL;
}

void question_answer(const struct question *question, const struct journal_ticket *ticket)
{
    void *context = ticket->context;
    bool good = question->error == ERR_NONE;
    const struct journal_result failed = {.error = question->error};
    switch (question->kind) {
    case QUESTION_READ:
    case QUESTION_SEQS:
        ticket->call.read(context, question->error, good ? question->entries : NULL,
                          good ? question->entries_count : 0);
        break;
    case QUESTION_LINK:
        good = good && question->entries_count == 1;
        ticket->call.link(context, question->error, good ? question->entries[0] : NULL,
                          good ? &question->chain : NULL);
        break;
    case QUESTION_FIND:
        ticket->call.find(context, good ? &question->result : &failed);
        break;
    case QUESTION_HEADS:
        ticket->call.heads(context, question->error, question->rooms, question->heads,
                           question->rooms_count);
        break;
    case QUESTION_MARK:
        ticket->call.mark(context, question->error, question->mark);
        break;
    case QUESTION_MARKS:
        ticket->call.marks(context, question->error, good ? question->marks : NULL,
                           good ? question->marks_count : 0);
        break;
    case QUESTION_VISIT:
        ticket->call.visited(context, question->error, question->visit.last);
        break;
    }
}
