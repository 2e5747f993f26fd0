/* SPDX-License-Identifier: Apache-2.0
 *
 * Chains are reckoned again from the entries; manifests are read line by line.
 */
#include "proof.h"

#include <errno.h>
#include <time.h>

#include "base/json.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/writer.h"
#include "graves.h"
#include "journal/chain.h"
#include "journal/record.h"

enum { PAGE = 1024, NAMES_BYTES = 64 << 20, LINE_BYTES = 8192, ROOMS_MAX = 1 << 20 };

struct claim {
    int64_t seq;
    struct hash chain;
    bool dropped;
};

/* A manifest, held against a journal. */
struct claims {
    struct map *rooms; /* room -> struct claim, owned: those that were not met yet */
    struct backend *backend;
    struct buffer *why;
    size_t met;
};

static bool record_prove(void *context, const struct record *record)
{
    struct proof *proof = context;
    struct hash link = chain_link(&proof->chain, record);
    if (record->seq != proof->seq + 1 || memcmp(&link, &record->chain, sizeof link) != 0) {
        proof->broken = proof->seq + 1;
        return false;
    }
    proof->seq = record->seq;
    proof->chain = link;
    proof->erased += record->erased;
    if (record->seq == proof->at)
        proof->chain_at = link;
    return true;
}

enum err proof_read(struct backend *backend, struct slice room, struct proof *proof)
{
    enum err error = ERR_NONE;
    for (int64_t from = -1; error == ERR_NONE && !proof->broken && proof->seq != from;) {
        from = proof->seq;
        error = backend->ops->read(backend, room, from, PAGE, record_prove, proof);
    }
    return error;
}

/* A name behind its length: it may hold any byte. */
static bool name_add(void *context, const struct record *record)
{
    struct buffer *names = context;
    size_t len = record->room.len;
    buffer_add(names, (struct slice){(const char *)&len, sizeof len});
    buffer_add(names, record->room);
    return !names->full;
}

/* Rooms are listed first and read afterwards: a backend is not asked while it answers. */
bool proof_rooms(struct backend *backend, proof_room_fn *each, void *context)
{
    struct buffer names;
    buffer_init(&names, NAMES_BYTES);
    bool good = backend->ops->rooms(backend, name_add, &names) == ERR_NONE && !names.full;
    struct slice left = good ? buffer_slice(&names) : (struct slice){NULL, 0};
    while (left.len > 0) {
        struct slice room = {left.at + sizeof room.len, 0};
        memcpy(&room.len, left.at, sizeof room.len);
        good = each(context, room) && good;
        size_t step = sizeof room.len + room.len;
        left = (struct slice){left.at + step, left.len - step};
    }
    buffer_done(&names);
    return good;
}

struct manifest {
    struct backend *backend;
    bool ends; /* alone */
    FILE *file;
    struct buffer *why;
    size_t rooms;
};

static bool line_write(FILE *file, const struct buffer *line)
{
    return fwrite(line->bytes, 1, line->len, file) == line->len && fputc('\n', file) != EOF;
}

/* dropped_ms: 0, it was not. */
static void room_line(struct slice room, const struct proof *proof, int64_t dropped_ms,
                      struct buffer *line)
{
    struct writer writer;
    char hex[HASH_HEX + 1];
    hash_hex(&proof->chain, hex);
    writer_init(&writer, line);
    writer_object(&writer, NULL);
    writer_text(&writer, "room", room);
    writer_int(&writer, "seq", proof->seq);
    writer_text(&writer, "chain", slice_of(hex));
    if (dropped_ms)
        writer_int(&writer, "dropped", dropped_ms);
    writer_end(&writer);
}

static bool end_take(void *context, const struct record *record)
{
    struct proof *proof = context;
    proof->seq = record->seq;
    proof->chain = record->chain;
    return true;
}

static enum err end_read(struct backend *backend, struct slice room, struct proof *proof)
{
    int64_t head = 0;
    enum err error = backend->ops->heads(backend, &room, 1, &head);
    return error ? error : backend->ops->read_seqs(backend, room, &head, 1, end_take, proof);
}

/* What is wrong with one stands in `why`, and the others are read all the same. */
static bool manifest_room(void *context, struct slice room)
{
    struct manifest *manifest = context;
    struct proof proof = {0};
    struct buffer line;
    buffer_init(&line, LINE_BYTES);
    enum err error = (manifest->ends ? end_read : proof_read)(manifest->backend, room, &proof);
    room_line(room, &proof, 0, &line);
    bool good = !error && !proof.broken && !line.full && line_write(manifest->file, &line);
    if (!good && manifest->why->len == 0 && proof.broken)
        buffer_addf(manifest->why, "%.*s is broken at entry %lld", (int)room.len, room.at,
                    (long long)proof.broken);
    else if (!good && manifest->why->len == 0)
        buffer_addf(manifest->why, "%.*s: %s", (int)room.len, room.at,
                    error ? error_text(error) : strerror(errno));
    manifest->rooms++;
    buffer_done(&line);
    return good;
}

/* Those that were dropped, too. */
static bool manifest_graves(struct manifest *manifest)
{
    struct map *graves = graves_read(manifest->backend, manifest->why);
    struct map_at at = {0};
    bool good = graves;
    while (good && map_next(graves, &at)) {
        const struct grave *grave = at.value;
        const struct proof proof = {.seq = grave->seq, .chain = grave->chain};
        const char *fault = graves_fault(grave);
        struct buffer line;
        buffer_init(&line, LINE_BYTES);
        room_line(at.key, &proof, grave->at_ms, &line);
        if (fault)
            buffer_addf(manifest->why, "%.*s %s", (int)at.key.len, at.key.at, fault);
        good = !fault && (!grave->at_ms || (!line.full && line_write(manifest->file, &line)));
        manifest->rooms += grave->at_ms != 0;
        buffer_done(&line);
    }
    map_free(&graves, mem_free);
    return good;
}

static bool head_write(struct backend *backend, FILE *file)
{
    struct writer writer;
    struct buffer line;
    buffer_init(&line, LINE_BYTES);
    writer_init(&writer, &line);
    writer_object(&writer, NULL);
    writer_int(&writer, "manifest", 1);
    writer_text(&writer, "muster", slice_of(MUSTER_VERSION));
    writer_int(&writer, "at", (int64_t)time(NULL) * 1000);
    writer_text(&writer, "epoch", backend->ops->epoch(backend));
    writer_end(&writer);
    bool good = line_write(file, &line);
    buffer_done(&line);
    return good;
}

static bool manifest_write(struct manifest *whole, size_t *rooms)
{
    struct manifest manifest = *whole;
    struct backend *backend = manifest.backend;
    struct buffer *why = manifest.why;
    FILE *file = manifest.file;
    bool good = head_write(backend, file) && proof_rooms(backend, manifest_room, &manifest) &&
                manifest_graves(&manifest) &&
                fprintf(file, "{\"rooms\":%zu}\n", manifest.rooms) > 0 && fflush(file) == 0;
    if (!good && why->len == 0)
        buffer_addf(why, "the manifest cannot be written: %s", strerror(errno));
    *rooms = manifest.rooms;
    return good;
}

bool proof_manifest(struct backend *backend, FILE *file, size_t *rooms, struct buffer *why)
{
    return manifest_write(&(struct manifest){.backend = backend, .file = file, .why = why}, rooms);
}

bool proof_ends(struct backend *backend, FILE *file, size_t *rooms, struct buffer *why)
{
    return manifest_write(
        &(struct manifest){.backend = backend, .ends = true, .file = file, .why = why}, rooms);
}

/* What the lines have been so far. */
struct reading {
    struct claims *claims;
    bool began, ended;
};

static bool claim_take(struct reading *reading, const struct json *line)
{
    struct slice room, chain;
    struct claim claim = {.dropped = json_get(line, "dropped")};
    if (!reading->began || !json_get_text(line, "room", &room) ||
        !json_get_int(line, "seq", &claim.seq) || !json_get_text(line, "chain", &chain) ||
        !hash_of_hex(chain, &claim.chain) || map_full(reading->claims->rooms) ||
        map_find(reading->claims->rooms, room))
        return false;
    struct claim *own = mem_new(sizeof *own);
    *own = claim;
    map_put(reading->claims->rooms, room, own);
    return true;
}

static bool line_take(struct reading *reading, const struct json *line)
{
    int64_t number;
    if (json_get_int(line, "manifest", &number)) {
        bool first = !reading->began;
        reading->began = true;
        return first && number == 1;
    }
    if (json_get_int(line, "rooms", &number)) {
        reading->ended = number == (int64_t)map_count(reading->claims->rooms);
        return reading->began && reading->ended;
    }
    return claim_take(reading, line);
}

static bool lines_read(struct reading *reading, FILE *file)
{
    char text[LINE_BYTES];
    bool good = true;
    while (good && fgets(text, sizeof text, file)) {
        struct json *line = NULL;
        size_t len = strlen(text);
        good = len > 0 && text[len - 1] == '\n' && !reading->ended &&
               json_parse((struct slice){text, len - 1}, &line) == ERR_NONE &&
               line_take(reading, line);
        json_free(&line);
    }
    return good && !ferror(file);
}

static bool claims_read(struct claims *claims, const char *path)
{
    struct reading reading = {.claims = claims};
    FILE *file = fopen(path, "re");
    if (!file) {
        buffer_addf(claims->why, "%s: %s\n", path, strerror(errno));
        return false;
    }
    bool good = lines_read(&reading, file) && reading.ended;
    fclose(file);
    if (!good)
        buffer_addf(claims->why, "%s is no manifest, or not a whole one\n", path);
    return good;
}

/* Begins a line of what is wrong with a room. */
static struct buffer *fault_begin(struct claims *claims, struct slice room)
{
    writer_quote(claims->why, room);
    return claims->why;
}

static bool claim_meet(void *context, struct slice room)
{
    struct claims *claims = context;
    struct claim *claim = map_take(claims->rooms, room);
    struct proof proof = {.at = claim ? claim->seq : 0};
    size_t before = claims->why->len;
    enum err error = proof_read(claims->backend, room, &proof);
    if (error)
        buffer_addf(fault_begin(claims, room), " cannot be read behind entry %lld\n",
                    (long long)proof.seq);
    else if (proof.broken)
        buffer_addf(fault_begin(claims, room), " is BROKEN at entry %lld\n",
                    (long long)proof.broken);
    else if (claim && proof.seq < claim->seq)
        buffer_addf(fault_begin(claims, room), " has %lld entries where the manifest has %lld\n",
                    (long long)proof.seq, (long long)claim->seq);
    else if (claim && memcmp(&proof.chain_at, &claim->chain, sizeof claim->chain) != 0)
        buffer_addf(fault_begin(claims, room),
                    " is another one than the manifest's, within %lld entries\n",
                    (long long)claim->seq);
    mem_free(claim);
    claims->met++;
    return claims->why->len == before;
}

/* What was dropped since, or before: as far as the journal still says. */
static bool graves_meet(struct claims *claims)
{
    struct map *graves = graves_read(claims->backend, claims->why);
    struct map_at at = {0};
    size_t before = claims->why->len;
    while (graves && map_next(graves, &at)) {
        const struct grave *grave = at.value;
        const char *fault = graves_fault(grave);
        struct claim *claim = grave->at_ms ? map_take(claims->rooms, at.key) : NULL;
        bool same = claim && grave->seq == claim->seq &&
                    memcmp(&grave->chain, &claim->chain, sizeof grave->chain) == 0;
        if (fault)
            buffer_addf(fault_begin(claims, at.key), " %s\n", fault);
        else if (claim && !same && (claim->dropped || grave->seq <= claim->seq))
            buffer_addf(fault_begin(claims, at.key),
                        " was dropped, and ended elsewhere than the manifest says\n");
        claims->met += grave->at_ms != 0;
        mem_free(claim);
    }
    bool good = graves && claims->why->len == before;
    map_free(&graves, mem_free);
    return good;
}

bool proof_against(struct backend *backend, const char *path, size_t *rooms, struct buffer *why)
{
    struct claims claims = {.rooms = map_new(ROOMS_MAX), .backend = backend, .why = why};
    struct map_at at = {0};
    bool read = claims_read(&claims, path);
    bool good = read && proof_rooms(backend, claim_meet, &claims);
    good = read && graves_meet(&claims) && good;
    while (claims.met > 0 && map_next(claims.rooms, &at)) {
        buffer_addf(fault_begin(&claims, at.key), " has no entries where the manifest has %lld\n",
                    (long long)((const struct claim *)at.value)->seq);
        good = false;
    }
    map_free(&claims.rooms, mem_free);
    *rooms = claims.met;
    return good;
}
