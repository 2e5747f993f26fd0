/* SPDX-License-Identifier: Apache-2.0
 * Hashes are taken as files are added, and as they are read. */
#include "followers/archive.h"

#include <stdio.h>

#include "base/hash.h"
#include "base/json.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/writer.h"
#include "followers/chained.h"

enum { FILES_MAX = 16384, MANIFEST_BYTES = 4 << 20 };
#define FILE_BYTES UINT32_MAX

static const char manifest_name[] = "manifest.json", journal_name[] = "journal.ndjson";
static const char format[] = "muster export 1";

struct archive_maker {
    struct archive_of of; /* its room is `room` */
    char *room;
    struct zip *zip;
    struct buffer manifest;
    struct writer writer;
};

struct archive_maker *archive_maker_new(const struct archive_of *of, struct buffer *out)
{
    struct archive_maker *maker = mem_new(sizeof *maker);
    maker->of = *of;
    maker->room = mem_text(of->room);
    maker->zip = zip_new(out, of->stop);
    buffer_init(&maker->manifest, MANIFEST_BYTES);
    writer_init(&maker->writer, &maker->manifest);
    writer_object(&maker->writer, NULL);
    writer_text(&maker->writer, "format", slice_of(format));
    writer_text(&maker->writer, "room", of->room);
    writer_int(&maker->writer, "seq", of->seq);
    writer_int(&maker->writer, "made", of->at_ms);
    writer_object(&maker->writer, "files");
    return maker;
}

static void file_note(struct writer *writer, const char *name, struct slice bytes)
{
    char hex[HASH_HEX + 1];
    struct hash hash = hash_of(&bytes, 1);
    hash_hex(&hash, hex);
    writer_text_slice(writer, slice_of(name), slice_of(hex));
}

bool archive_maker_add(struct archive_maker *maker, const char *name, struct slice bytes)
{
    if (maker->of.stop && atomic_load(maker->of.stop))
        return false;
    file_note(&maker->writer, name, bytes);
    zip_add(maker->zip, name, bytes, maker->of.at_ms);
    return true;
}

enum err archive_maker_close(struct archive_maker **maker)
{
    struct archive_maker *old = *maker;
    *maker = NULL;
    writer_end(&old->writer);
    writer_end(&old->writer);
    bool full = old->manifest.full;
    zip_add(old->zip, manifest_name, buffer_slice(&old->manifest), old->of.at_ms);
    enum err error = zip_close(&old->zip);
    buffer_done(&old->manifest);
    mem_free(old->room);
    mem_free(old);
    return full ? ERR_LIMIT_EXCEEDED : error;
}

/* ---- verifying ---------------------------------------------------------------------------------
 */

struct verifying {
    struct map *hashes; /* name -> hexadecimal, owned */
    struct json *manifest;
    struct buffer journal;
    bool twice; /* a name stands there more than once, or there are too many */
};

static bool file_read(void *context, struct slice name, struct slice bytes)
{
    struct verifying *verifying = context;
    char hex[HASH_HEX + 1];
    if (slice_is(name, manifest_name)) {
        verifying->twice = verifying->twice || verifying->manifest;
        json_free(&verifying->manifest);
        (void)json_parse_large(bytes, &verifying->manifest);
        return true;
    }
    if (map_full(verifying->hashes) || map_find(verifying->hashes, name)) {
        verifying->twice = true;
        return false;
    }
    struct hash hash = hash_of(&bytes, 1);
    hash_hex(&hash, hex);
    map_put(verifying->hashes, name, mem_text(slice_of(hex)));
    if (slice_is(name, journal_name))
        buffer_add(&verifying->journal, bytes);
    return true;
}

/* Whether the files are those of the manifest, and no other. */
static bool files_good(const struct verifying *verifying, char *says, size_t says_bytes)
{
    const struct json *files = json_get(verifying->manifest, "files"), *file;
    for (file = json_first(files); file; file = json_next(file)) {
        struct slice name = json_key(file), wanted = {NULL, 0};
        const char *found = map_find(verifying->hashes, name);
        (void)json_as_text(file, &wanted);
        if (found && slice_is(wanted, found))
            continue;
        snprintf(says, says_bytes, "%.*s is %s", (int)name.len, name.at,
                 found ? "not what it was" : "missing");
        return false;
    }
    if (json_count(files) == map_count(verifying->hashes))
        return true;
    snprintf(says, says_bytes, "there are files that the manifest does not name");
    return false;
}

/* Whether the journal, where there is one, is a whole chain. */
static bool journal_good(const struct verifying *verifying, char *says, size_t says_bytes)
{
    struct slice room = {"", 0};
    struct chained chained;
    int64_t seq = 0;
    char hex[HASH_HEX + 1];
    (void)json_get_text(verifying->manifest, "room", &room);
    (void)json_get_int(verifying->manifest, "seq", &seq);
    size_t files = map_count(verifying->hashes);
    if (!map_find(verifying->hashes, slice_of(journal_name))) {
        snprintf(says, says_bytes, "%.*s up to entry %lld: %zu files, without the journal",
                 (int)room.len, room.at, (long long)seq, files);
        return true;
    }
    chained_verify(buffer_slice(&verifying->journal), room, &chained);
    if (chained.broken || chained.entries != seq) {
        snprintf(says, says_bytes, "%.*s: BROKEN at entry %lld", (int)room.len, room.at,
                 (long long)(chained.broken ? chained.broken : chained.entries + 1));
        return false;
    }
    hash_hex(&chained.chain, hex);
    snprintf(says, says_bytes, "%.*s: %zu files, %lld entries, %lld erased, chain ends with %s",
             (int)room.len, room.at, files, (long long)chained.entries, (long long)chained.erased,
             hex);
    return true;
}

bool archive_verify(struct slice whole, char *says, size_t says_bytes)
{
    struct verifying verifying = {.hashes = map_new(FILES_MAX)};
    struct slice named = {NULL, 0};
    buffer_init_spooled(&verifying.journal, FILE_BYTES);
    enum err error = zip_each(whole, FILE_BYTES, file_read, &verifying);
    (void)json_get_text(verifying.manifest, "format", &named);
    bool good = !error && !verifying.twice && slice_is(named, format);
    if (good)
        good =
            files_good(&verifying, says, says_bytes) && journal_good(&verifying, says, says_bytes);
    else if (error || verifying.twice)
        snprintf(says, says_bytes, "the file is damaged, or cut off");
    else
        snprintf(says, says_bytes, "it has no manifest of an export");
    map_free(&verifying.hashes, mem_free);
    json_free(&verifying.manifest);
    buffer_done(&verifying.journal);
    return good;
}
