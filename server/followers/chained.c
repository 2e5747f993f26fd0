/* SPDX-License-Identifier: Apache-2.0
 * Written from a visit of the journal, read from a file. */
#include "followers/chained.h"

#include "base/json.h"
#include "base/writer.h"
#include "core/erasure.h"
#include "core/room_query.h"
#include "journal/chain.h"

enum { KEPT_BYTES = 1 << 18, UNNAMED_MAX = 1024, SALT_HEX = 2 * JOURNAL_SALT_BYTES };

static void write_hash(struct writer *writer, const char *key, const struct hash *hash)
{
    char hex[HASH_HEX + 1];
    hash_hex(hash, hex);
    writer_text(writer, key, slice_of(hex));
}

static void write_salt(struct writer *writer, const unsigned char *salt)
{
    static const char digits[] = "0123456789abcdef";
    char hex[SALT_HEX];
    for (size_t i = 0; i < JOURNAL_SALT_BYTES; i++) {
        hex[2 * i] = digits[salt[i] >> 4];
        hex[2 * i + 1] = digits[salt[i] & 15];
    }
    writer_text(writer, "salt", (struct slice){hex, sizeof hex});
}

/* Whether names are about to leave it. */
static bool loses_name(const struct room *room, int64_t seq)
{
    int64_t seqs[UNNAMED_MAX];
    size_t count = erasure_unnamed(room, seqs, UNNAMED_MAX);
    for (size_t i = 0; i < count; i++)
        if (seqs[i] == seq)
            return true;
    return false;
}

/* Writes what is left of the data of an entry whose words are not to be told; false: they are. */
static bool kept_write(const struct room *room, const struct entry *entry, struct buffer *out)
{
    bool keeps = true;
    if (erasure_summed(room, entry))
        keeps = false;
    else if (entry->erased)
        buffer_add(out, entry->text);
    else if (room_withdrawn(room, entry->seq) || room_void(room, entry->seq))
        keeps = erasure_keep(room, entry, out);
    else if (loses_name(room, entry->seq))
        keeps = erasure_keep_unnamed(room, entry, out);
    else
        return false;
    if (!keeps || out->len == 0) {
        buffer_clear(out);
        buffer_add(out, SLICE("{}"));
    }
    return true;
}

void chained_write(const struct room *room, const struct entry *entry,
                   const struct journal_proof *proof, struct buffer *out)
{
    struct buffer kept;
    struct writer writer;
    buffer_init(&kept, KEPT_BYTES);
    writer_init(&writer, out);
    writer_object(&writer, NULL);
    writer_int(&writer, "seq", entry->seq);
    writer_int(&writer, "at", entry->at_ms);
    writer_text(&writer, "type", entry->type);
    writer_text(&writer, "by", entry->by);
    writer_text(&writer, "op", entry->op);
    if (kept_write(room, entry, &kept)) {
        write_hash(&writer, "content", &proof->content);
        writer_raw(&writer, "kept", buffer_slice(&kept));
    } else {
        writer_text(&writer, "name", entry->name);
        writer_text(&writer, "text", entry->text);
        if (proof->salted)
            write_salt(&writer, proof->salt);
    }
    write_hash(&writer, "chain", &proof->chain);
    writer_end(&writer);
    buffer_add_byte(out, '\n');
    buffer_done(&kept);
}

/* ---- reading -----------------------------------------------------------------------------------
 */

static bool hash_read(const struct json *line, const char *key, struct hash *hash)
{
    struct slice hex;
    return json_get_text(line, key, &hex) && hash_of_hex(hex, hash);
}

static int digit_of(char digit)
{
    if (digit >= '0' && digit <= '9')
        return digit - '0';
    return digit >= 'a' && digit <= 'f' ? digit - 'a' + 10 : -1;
}

/* An entry without one is older; false: what stands there is none. */
static bool salt_read(const struct json *line, struct salt *salt)
{
    struct slice hex;
    if (!json_get(line, "salt"))
        return true;
    if (!json_get_text(line, "salt", &hex) || hex.len != SALT_HEX)
        return false;
    salt->there = true;
    for (size_t i = 0; i < JOURNAL_SALT_BYTES; i++) {
        int high = digit_of(hex.at[2 * i]), low = digit_of(hex.at[2 * i + 1]);
        if (high < 0 || low < 0)
            return false;
        salt->bytes[i] = (unsigned char)(16 * high + low);
    }
    return true;
}

/* The record of a line, its texts borrowed; false: it has not all that the chain is made of. */
static bool record_read(const struct json *line, struct record *record)
{
    record->erased = json_get(line, "content");
    bool whole =
        json_get_int(line, "seq", &record->seq) && json_get_int(line, "at", &record->at_ms);
    whole = whole && json_get_text(line, "type", &record->type);
    whole = whole && json_get_text(line, "by", &record->by);
    whole = whole && json_get_text(line, "op", &record->op);
    whole = whole && hash_read(line, "chain", &record->chain);
    if (record->erased)
        return whole && hash_read(line, "content", &record->content);
    whole = whole && json_get_text(line, "name", &record->name);
    whole = whole && json_get_text(line, "text", &record->text);
    return whole && salt_read(line, &record->salt);
}

/* Whether the line is the next of the chain: then it is counted. */
static bool fits(struct slice text, struct slice room, struct chained *out)
{
    struct record record = {.room = room};
    struct json *line = NULL;
    bool good = json_parse_large(text, &line) == ERR_NONE && record_read(line, &record) &&
                record.seq == out->entries + 1;
    if (good) {
        struct hash link = chain_link(&out->chain, &record);
        good = memcmp(&link, &record.chain, sizeof link) == 0;
        out->chain = link;
        out->entries += good;
        out->erased += good && record.erased;
    }
    json_free(&line);
    return good;
}

void chained_verify(struct slice lines, struct slice room, struct chained *out)
{
    *out = (struct chained){.entries = 0};
    while (lines.len > 0 && !out->broken) {
        const char *end = memchr(lines.at, '\n', lines.len);
        size_t len = end ? (size_t)(end - lines.at) : lines.len;
        if (!end || !fits((struct slice){lines.at, len}, room, out))
            out->broken = out->entries + 1;
        lines = (struct slice){lines.at + len + (end != NULL), lines.len - len - (end != NULL)};
    }
}
