/* SPDX-License-Identifier: Apache-2.0
 *
 * hiredis' reader with makers of our own: instead of a tree of allocated objects they fill one
 * reply, and refuse (by NULL, which breaks the reader) what is too large. Its texts are copied,
 * because the parser moves its buffer between the parts of one reply.
 */
#include "bus/redis_reply.h"

#include <hiredis/read.h>

#include "base/bounds.h"
#include "base/buffer.h"
#include "base/mem.h"
#include "base/unused.h"

/* A reply's texts together; a message is the longest, with its channel. Elements of an array: a
 * server's role names its replicas. */
enum { TEXTS_BYTES = BOUND_BUS_MESSAGE_BYTES + 4096, ELEMENTS_MAX = 1024 };
enum { WAITING_BYTES_MAX = TEXTS_BYTES + READER_FEED_BYTES };

/* Where a text stands: the buffer may move while a reply grows. */
struct place {
    size_t at, len;
};

struct redis_reader {
    redisReader *hiredis; /* owned */
    struct redis_reply reply;
    struct place self, items[REPLY_ITEMS];
    struct buffer texts;
    char unkept; /* its address stands for an object that is not kept */
};

static struct reply_item *item_of(struct redis_reader *reader, const redisReadTask *task,
                                  struct place **place)
{
    if (!task->parent) {
        buffer_clear(&reader->texts);
        reader->reply = (struct redis_reply){0};
        *place = &reader->self;
        return &reader->reply.self;
    }
    if (task->parent->parent || task->idx < 0 || task->idx >= REPLY_ITEMS)
        return NULL;
    *place = &reader->items[task->idx];
    return &reader->reply.items[task->idx];
}

static void *make(const redisReadTask *task, enum reply_kind kind, int64_t number)
{
    struct redis_reader *reader = task->privdata;
    struct place *place = NULL;
    struct reply_item *item = item_of(reader, task, &place);
    if (!item)
        return &reader->unkept;
    *item = (struct reply_item){.kind = kind, .number = number};
    *place = (struct place){0};
    return item;
}

static void *make_text(const redisReadTask *task, char *text, size_t len)
{
    struct redis_reader *reader = task->privdata;
    enum reply_kind kind = task->type == REDIS_REPLY_ERROR    ? REPLY_ERROR
                           : task->type == REDIS_REPLY_STATUS ? REPLY_STATUS
                                                              : REPLY_TEXT;
    struct place *place = NULL;
    struct reply_item *item = item_of(reader, task, &place);
    if (!item)
        return &reader->unkept;
    *item = (struct reply_item){.kind = kind};
    *place = (struct place){reader->texts.len, len};
    buffer_add(&reader->texts, (struct slice){text, len});
    return reader->texts.full ? NULL : item;
}

static void *make_array(const redisReadTask *task, int elements)
{
    struct redis_reader *reader = task->privdata;
    if (elements < 0 || elements > ELEMENTS_MAX)
        return NULL;
    void *made = make(task, REPLY_ARRAY, 0);
    if (!task->parent)
        reader->reply.count = (unsigned)elements;
    return made;
}

static void *make_number(const redisReadTask *task, long long number)
{
    return make(task, REPLY_NUMBER, number);
}

static void *make_nil(const redisReadTask *task)
{
    return make(task, REPLY_NIL, 0);
}

static void forget(void *object)
{
    UNUSED(object);
}

/* hiredis takes its table without const and does not write to it. */
static const redisReplyObjectFunctions makers = {
    .createString = make_text,
    .createArray = make_array,
    .createInteger = make_number,
    .createNil = make_nil,
    .freeObject = forget,
};

struct redis_reader *redis_reader_new(void)
{
    struct redis_reader *reader = mem_new(sizeof *reader);
    reader->hiredis = redisReaderCreateWithFunctions((redisReplyObjectFunctions *)&makers);
    if (!reader->hiredis)
        mem_exhausted(sizeof *reader->hiredis);
    reader->hiredis->privdata = reader;
    buffer_init(&reader->texts, TEXTS_BYTES);
    return reader;
}

void redis_reader_free(struct redis_reader **reader)
{
    if (!*reader)
        return;
    redisReaderFree((*reader)->hiredis);
    buffer_done(&(*reader)->texts);
    mem_free(*reader);
    *reader = NULL;
}

void redis_reader_feed(struct redis_reader *reader, struct slice bytes)
{
    /* It fails only after an error, which redis_reader_next tells. */
    (void)redisReaderFeed(reader->hiredis, bytes.at, bytes.len);
}

static void text_set(struct redis_reader *reader, struct reply_item *item, struct place place)
{
    bool holds =
        item->kind == REPLY_TEXT || item->kind == REPLY_STATUS || item->kind == REPLY_ERROR;
    if (holds)
        item->text =
            place.len > 0 ? (struct slice){reader->texts.bytes + place.at, place.len} : SLICE("");
}

enum reader_state redis_reader_next(struct redis_reader *reader, struct redis_reply *reply)
{
    void *object = NULL;
    const redisReader *hiredis = reader->hiredis;
    if (redisReaderGetReply(reader->hiredis, &object) != REDIS_OK)
        return READER_BROKEN;
    if (!object)
        return hiredis->len - hiredis->pos > WAITING_BYTES_MAX ? READER_BROKEN : READER_MORE;
    text_set(reader, &reader->reply.self, reader->self);
    for (unsigned i = 0; i < reader->reply.count && i < REPLY_ITEMS; i++)
        text_set(reader, &reader->reply.items[i], reader->items[i]);
    *reply = reader->reply;
    return READER_REPLY;
}
