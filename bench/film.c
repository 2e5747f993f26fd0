/* SPDX-License-Identifier: Apache-2.0
 *
 * What the film of a long session costs (docs/film.md): a journal in SQLite of a webinar of two
 * hours, and the film that is made of it, for a participant and for the team, on a loop of its own:
 * the processor's time, the longest stop of the loop meanwhile and what of it was its own, and how
 * many bytes it takes to watch it from the begin to the end.
 *
 *     film FILE [ENTRIES]    (100,000; webinar:long1 is made where FILE is not there, or
 *                            ENTRIES are given)
 */
#include "base/hash.h"
#include "base/mem.h"
#include "core/room.h"
#include "features/features.h"
#include "journal/backend.h"
#include "net/film_job.h"
#include "net/media.h"
#include "stops.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum {
    ENTRIES = 100000,
    SECONDS = 7200,
    PEOPLE = 500,
    COMMIT = 4096,
    DATA_BYTES = 1024,
    POLL_EACH_S = 300,
    ROUND = 20,
};

#define ROOM "webinar:long1"

struct draft {
    char by[16], name[32], op[40], text[DATA_BYTES];
    const char *type;
};

static struct {
    struct backend *backend;
    struct kinds *kinds;
    struct room *room;
    struct draft drafts[COMMIT];
    struct record records[COMMIT];
    struct journal_result results[COMMIT];
    size_t count, total, voids;
    int64_t seq, at_ms, poll, question;
} fill;

/* ---- the journal -------------------------------------------------------------------------------
 */

static void commit(void)
{
    if (fill.count > 0 &&
        backend_append(fill.backend, fill.records, fill.results, fill.count) != ERR_NONE) {
        fprintf(stderr, "film: the journal does not take the entries\n");
        exit(1);
    }
    fill.total += fill.count;
    fill.count = 0;
}

/* As the page makes one: the time, and 96 random bits. */
static void op_write(char *op, size_t bytes)
{
    uint32_t random[3];
    hash_random(random, sizeof random);
    snprintf(op, bytes, "%08x-%08x%08x%08x", (uint32_t)fill.at_ms, random[0], random[1], random[2]);
}

/* One more; 0: of the server, as it writes it. What it is is checked by a room that follows. */
static void add(int by, const char *type, const char *data)
{
    struct draft *draft = &fill.drafts[fill.count];
    struct json *json = NULL;
    struct buffer canonical;
    buffer_init(&canonical, DATA_BYTES - 1);
    bool read = !json_parse(slice_of(data), &json);
    if (read && by)
        read = !room_read(fill.room, slice_of(type), json, &canonical);
    else
        buffer_add(&canonical, slice_of(data));
    json_free(&json);
    *draft = (struct draft){.type = type};
    snprintf(draft->by, sizeof draft->by, by ? "u%d" : "system", by);
    snprintf(draft->name, sizeof draft->name, by ? "Participant %d" : "", by);
    fill.seq++;
    op_write(draft->op, sizeof draft->op);
    snprintf(draft->text, sizeof draft->text, "%.*s", (int)canonical.len, canonical.bytes);
    const struct entry as = {.seq = fill.seq,
                             .at_ms = fill.at_ms,
                             .room = SLICE(ROOM),
                             .type = slice_of(type),
                             .by = slice_of(draft->by),
                             .name = slice_of(draft->name),
                             .op = slice_of(draft->op),
                             .text = slice_of(draft->text)};
    struct entry *entry = read ? entry_new(&as) : NULL;
    if (!entry) {
        fprintf(stderr, "film: %s does not take %s\n", type, data);
        exit(1);
    }
    fill.voids += room_apply(fill.room, entry) != ERR_NONE;
    entry_unref(&entry);
    buffer_done(&canonical);
    struct record *record = &fill.records[fill.count++];
    *record = (struct record){.at_ms = as.at_ms,
                              .room = as.room,
                              .type = as.type,
                              .by = as.by,
                              .name = as.name,
                              .op = as.op,
                              .text = as.text};
    record_salt_make(record);
    if (fill.count == COMMIT)
        commit();
}

static void begin(void)
{
    add(0, "stage.create", "{\"title\":{\"en\":\"Two hours\"}}");
    add(0, "member.policy", "{\"policy\":\"open\"}");
    add(0, "member.set", "{\"whom\":\"u1\",\"role\":\"host\",\"name\":\"Host\"}");
    add(1, "captions.offer", "{\"languages\":[\"en\"]}");
    add(1, "stage.phase", "{\"to\":\"live\"}");
    add(2, "question.ask", "{\"text\":\"Who keeps the key?\"}");
    fill.question = fill.seq;
}

static void poll(void)
{
    if (fill.poll) {
        char data[64];
        snprintf(data, sizeof data, "{\"poll\":%lld}", (long long)fill.poll);
        add(1, "poll.close", data);
    }
    add(1, "poll.prepare",
        "{\"type\":\"single\",\"change\":true,\"title\":{\"en\":\"What do you seize first?\"},"
        "\"options\":[{\"en\":\"Phones\"},{\"en\":\"Computers\"},{\"en\":\"Paper\"}]}");
    fill.poll = fill.seq;
    char data[64];
    snprintf(data, sizeof data, "{\"poll\":%lld}", (long long)fill.poll);
    add(1, "poll.open", data);
    snprintf(data, sizeof data, "{\"poll\":%lld,\"published\":true}", (long long)fill.poll);
    add(1, "poll.publish", data);
}

static void act(size_t i)
{
    static const char words[] = "The evidence on a phone is read twice and kept once, they say; "
                                "what is written there stays in the file of the case for years.";
    char data[DATA_BYTES];
    int by = 2 + rand() % (PEOPLE - 1), kind = (int)(i % ROUND);
    if (kind < 8) {
        snprintf(data, sizeof data, "{\"poll\":%lld,\"choices\":[%d]}", (long long)fill.poll,
                 1 + rand() % 3);
        add(by, "poll.vote", data);
    } else if (kind < 14) {
        snprintf(data, sizeof data, "{\"text\":\"%zu %.*s\"}", i, 20 + rand() % 90, words);
        add(by, "chat.post", data);
    } else if (kind < 17) {
        snprintf(data, sizeof data, "{\"question\":%lld}", (long long)fill.question);
        add(by, "question.vote", data);
    } else if (kind == 17) {
        snprintf(data, sizeof data, "{\"language\":\"en\",\"text\":\"%.*s\"}", 40, words);
        add(1, "captions.line", data);
    } else if (kind == 18 && i % 400 < ROUND) {
        snprintf(data, sizeof data, "{\"text\":\"%zu: %.*s?\"}", i, 60, words);
        add(by, "question.ask", data);
        fill.question = fill.seq;
    } else {
        add(0, "reaction.send", "{\"sums\":{\"clap\":3,\"heart\":2}}");
    }
}

static void journal_make(const char *path, size_t entries)
{
    char why[256];
    fill.backend = sqlite_open(path, why, sizeof why);
    if (!fill.backend) {
        fprintf(stderr, "film: %s\n", why);
        exit(1);
    }
    int64_t from_ms = ((int64_t)time(NULL) - 7 * 24 * 3600) * 1000;
    fill.at_ms = from_ms;
    fill.room = room_new(SLICE(ROOM), fill.kinds);
    begin();
    for (size_t i = 0; fill.seq < (int64_t)entries; i++) {
        fill.at_ms = from_ms + (int64_t)((double)fill.seq / (double)entries * SECONDS * 1e3);
        if (!fill.poll || i % (entries * POLL_EACH_S / SECONDS) == 0)
            poll();
        act(i);
    }
    add(1, "stage.phase", "{\"to\":\"ended\"}");
    commit();
    room_free(&fill.room);
    fill.backend->ops->close(fill.backend);
    struct stat file = {0};
    (void)stat(path, &file);
    printf("entries=%zu void=%zu journal_mb=%.1f\n", fill.total, fill.voids,
           (double)file.st_size / 1e6);
}

/* ---- the film ----------------------------------------------------------------------------------
 */

static struct {
    struct loop *loop;
    struct film *film;
    struct media *media;
    struct stops stops;
} run;

static void made(void *context, enum err error, struct film *film)
{
    (void)context;
    run.film = film;
    if (error)
        fprintf(stderr, "film: %s\n", error_name(error));
    else
        film_finish(film, run.media);
    stops_look(&run.stops);
    loop_stop(run.loop);
}

/* What it takes to watch it from its begin to its end, in bytes: the room, and its captions. */
struct watched {
    size_t room, captions, segments;
};

static struct watched watch(const struct film *film, bool brotli)
{
    struct watched watched = {.room = 0};
    for (size_t p = 0; film && p < film->parts_count; p++)
        for (size_t i = 0; i < film->parts[p].count; i++) {
            const struct film_segment *one = &film->parts[p].segments[i];
            const struct film_file *file = i == 0 ? &one->whole : &one->on;
            *(p == 0 ? &watched.room : &watched.captions) +=
                held_slice(brotli ? file->brotli : file->gzip).len;
            watched.segments++;
        }
    return watched;
}

static void tell(const char *whose, const struct stops_came *came)
{
    struct watched packed = watch(run.film, true), plain = watch(run.film, false);
    printf("whose=%s cpu_ms=%.0f wall_ms=%.0f loop_stop_ms=%.1f loop_held_ms=%.1f loop_cpu_ms=%.1f "
           "segments=%zu "
           "memory_kb=%zu kb_hour=%zu room=%zu captions=%zu gzip_kb_hour=%zu\n",
           whose, came->cpu_ms, came->wall_ms, came->stop_ms, came->held_ms, came->busy_ms,
           packed.segments, run.film ? run.film->bytes / 1000 : 0,
           (packed.room + packed.captions) / 2000, packed.room / 2000, packed.captions / 2000,
           (plain.room + plain.captions) / 2000);
}

static void film_make(const char *path, const char *set, const char *whose)
{
    char why[256];
    run.loop = loop_new();
    struct journal *journal = journal_new(run.loop, sqlite_open(path, why, sizeof why));
    const struct film_order order = {
        .kinds = fill.kinds, .room = SLICE(ROOM), .set = slice_of(set)};
    stops_begin(&run.stops, run.loop);
    film_job_start(journal, &order, made, NULL);
    loop_run(run.loop);
    const struct stops_came came = stops_end(&run.stops);
    tell(whose, &came);
    film_free(&run.film);
    journal_close(&journal);
    loop_free(&run.loop);
}

int main(int argc, char **argv)
{
    char why[256];
    if (argc < 2) {
        fprintf(stderr, "usage: film FILE [ENTRIES]\n");
        return 2;
    }
    fill.kinds = kinds_new(kinds_all, why, sizeof why);
    if (access(argv[1], F_OK) != 0 || argc > 2)
        journal_make(argv[1], argc > 2 ? strtoul(argv[2], NULL, 10) : ENTRIES);
    run.media = media_new(SLICE("secret"), NULL);
    film_make(argv[1], "1", "participant");
    film_make(argv[1], "1s1", "team");
    media_free(&run.media);
    kinds_free(&fill.kinds);
    return 0;
}
