/* SPDX-License-Identifier: Apache-2.0
 *
 * content = SHA-256(2^64-1, salt, |name| name |text| text)
 * content = SHA-256(|name| name |text| text) without a salt; no name is so long as the other begins
 * link n  = SHA-256(link n-1, content n, seq, at_ms, |room| room |type| type |by| by |op| op)
 *
 * |x| is the length of x; lengths and numbers are 8 bytes, big-endian, so that no two entries give
 * the same bytes. Link 0 is 32 zero bytes.
 */
#include "journal/chain.h"

enum { NUMBER_BYTES = 8, PAGE = 1024 };

struct number {
    char bytes[NUMBER_BYTES];
};

static struct slice number(struct number *out, uint64_t value)
{
    for (int i = NUMBER_BYTES - 1; i >= 0; i--, value >>= 8)
        out->bytes[i] = (char)(value & 0xff);
    return (struct slice){out->bytes, NUMBER_BYTES};
}

struct hash chain_content(const struct record *record)
{
    struct number mark, lengths[2];
    struct slice parts[] = {
        number(&mark, UINT64_MAX),
        record_salt(record),
        number(&lengths[0], record->name.len),
        record->name,
        number(&lengths[1], record->text.len),
        record->text,
    };
    enum { PARTS = sizeof parts / sizeof parts[0], SALTED = 2 };
    if (record->erased)
        return record->content;
    return record->salt.there ? hash_of(parts, PARTS) : hash_of(parts + SALTED, PARTS - SALTED);
}

struct hash chain_link(const struct hash *before, const struct record *record)
{
    struct number numbers[6];
    struct hash content = chain_content(record);
    struct slice parts[] = {
        {(const char *)before->bytes, HASH_BYTES},  {(const char *)content.bytes, HASH_BYTES},
        number(&numbers[0], (uint64_t)record->seq), number(&numbers[1], (uint64_t)record->at_ms),
        number(&numbers[2], record->room.len),      record->room,
        number(&numbers[3], record->type.len),      record->type,
        number(&numbers[4], record->by.len),        record->by,
        number(&numbers[5], record->op.len),        record->op,
    };
    return hash_of(parts, sizeof parts / sizeof parts[0]);
}

struct verify {
    struct hash chain;
    int64_t head, broken;
};

static bool verify_record(void *context, const struct record *record)
{
    struct verify *verify = context;
    struct hash link = chain_link(&verify->chain, record);
    if (record->seq != verify->head + 1 ||
        memcmp(link.bytes, record->chain.bytes, HASH_BYTES) != 0) {
        verify->broken = verify->head + 1;
        return false;
    }
    verify->chain = link;
    verify->head = record->seq;
    return true;
}

enum err chain_verify(struct backend *backend, struct slice room, int64_t *head, int64_t *broken)
{
    struct verify verify = {0};
    enum err error;
    int64_t before;
    do {
        before = verify.head;
        error = backend->ops->read(backend, room, before, PAGE, verify_record, &verify);
    } while (error == ERR_NONE && verify.broken == 0 && verify.head > before);
    *head = verify.head;
    *broken = verify.broken;
    return error;
}
