/* SPDX-License-Identifier: Apache-2.0
 *
 * What a long export costs (server/net/exports.h): a journal in SQLite of a session in which long
 * messages were written that no compression makes shorter, and all of it as one ZIP, made, kept in
 * pieces in a folder, and fetched, on a loop of its own: the longest stop of that loop, the
 * processor's time, and the most memory of its own that the process had (RssAnon).
 *
 *     export FOLDER [ENTRIES]    (100,000: some 90 MB; FOLDER is made anew)
 */
#include "base/mem.h"
#include "base/writer.h"
#include "bus/bus.h"
#include "core/room.h"
#include "features/features.h"
#include "hub/hub.h"
#include "journal/accounts.h"
#include "journal/backend.h"
#include "net/export_files.h"
#include "net/exports.h"
#include "stops.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { ENTRIES = 100000, COMMIT = 1024, TEXT_BYTES = 1000, DATA_BYTES = 2048, PEOPLE = 500 };
enum { LOOK_MS = 100, PATH_BYTES = 512 };

#define ROOM "webinar:long2"

struct draft {
    char by[16], op[24], text[DATA_BYTES];
};

static struct {
    struct backend *backend;
    struct kinds *kinds;
    struct room *room;
    struct draft drafts[COMMIT];
    struct record records[COMMIT];
    struct journal_result results[COMMIT];
    size_t count;
    int64_t seq, at_ms;
} fill;

static void die(const char *why)
{
    fprintf(stderr, "export: %s\n", why);
    exit(1);
}

/* ---- the journal -------------------------------------------------------------------------------
 */

static void commit(void)
{
    if (fill.count > 0 &&
        backend_append(fill.backend, fill.records, fill.results, fill.count) != ERR_NONE)
        die("the journal does not take the entries");
    fill.count = 0;
}

static void add(int by, const char *type, const char *data)
{
    struct draft *draft = &fill.drafts[fill.count];
    struct record *record = &fill.records[fill.count++];
    snprintf(draft->by, sizeof draft->by, by ? "u%d" : "system", by);
    snprintf(draft->op, sizeof draft->op, "o%lld", (long long)++fill.seq);
    snprintf(draft->text, sizeof draft->text, "%s", data);
    *record = (struct record){.at_ms = fill.at_ms,
                              .room = SLICE(ROOM),
                              .type = slice_of(type),
                              .by = slice_of(draft->by),
                              .name = slice_of(by ? "Participant" : ""),
                              .op = slice_of(draft->op),
                              .text = slice_of(draft->text)};
    record_salt_make(record);
    if (fill.count == COMMIT)
        commit();
}

static void journal_make(const char *path, int64_t entries)
{
    static const char letters[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    char why[256], data[DATA_BYTES], text[TEXT_BYTES + 1] = "";
    fill.backend = sqlite_open(path, why, sizeof why);
    if (!fill.backend)
        die(why);
    fill.at_ms = ((int64_t)time(NULL) - 7 * 24 * 3600) * 1000;
    add(0, "stage.create", "{\"title\":{\"en\":\"Two hours\"}}");
    add(0, "member.policy", "{\"policy\":\"open\"}");
    add(0, "member.set", "{\"whom\":\"u1\",\"role\":\"host\",\"name\":\"Host\"}");
    add(1, "stage.phase", "{\"to\":\"live\"}");
    while (fill.seq < entries) {
        fill.at_ms += 60;
        for (int i = 0; i < TEXT_BYTES; i++)
            text[i] = letters[rand() % 64];
        snprintf(data, sizeof data, "{\"text\":\"%s\"}", text);
        add(2 + rand() % (PEOPLE - 1), "chat.post", data);
    }
    add(1, "stage.phase", "{\"to\":\"ended\"}");
    commit();
    fill.backend->ops->close(fill.backend);
}

/* ---- the export --------------------------------------------------------------------------------
 */

static struct {
    struct loop *loop;
    struct accounts *accounts;
    struct exports *exports;
    struct timer *looks;
    struct stops stops;
    char blob[HASH_HEX + 1];
    size_t memory_kb;
    int64_t bytes;
    bool asked;
} run;

static void memory_look(void)
{
    char line[128];
    size_t kb;
    FILE *file = fopen("/proc/self/status", "re");
    while (file && fgets(line, sizeof line, file))
        if (sscanf(line, "RssAnon: %zu kB", &kb) == 1 && kb > run.memory_kb)
            run.memory_kb = kb;
    if (file)
        fclose(file);
}

static void fetched(void *context, enum err error, int file, int64_t bytes)
{
    (void)context;
    if (error)
        die("the file cannot be fetched");
    run.bytes = bytes;
    close(file);
    stops_look(&run.stops);
    loop_stop(run.loop);
}

static void looked(void *context, enum err error, const struct account *rows, size_t count)
{
    struct json *row = NULL;
    struct slice state = {"", 0}, blob = {"", 0};
    (void)context;
    if (error || count != 1)
        die("its row is gone");
    (void)json_parse(rows[0].value, &row);
    (void)json_get_text(row, "state", &state);
    if (slice_is(state, "failed"))
        die("it failed");
    if (slice_is(state, "ready") && !run.asked) {
        run.asked = true;
        (void)json_get_text(row, "blob", &blob);
        snprintf(run.blob, sizeof run.blob, "%.*s", (int)blob.len, blob.at);
        export_files_open(exports_files(run.exports), slice_of(run.blob), fetched, NULL);
    }
    json_free(&row);
}

static void look(void *context)
{
    (void)context;
    memory_look();
    accounts_get(run.accounts, EXPORTS_KIND, SLICE("one"), looked, NULL);
}

static struct export_asked asked = {.room = SLICE(ROOM),
                                    .person = SLICE("u1"),
                                    .what = {NULL, 0},
                                    .language = SLICE("en"),
                                    .form = MAKE_ZIP,
                                    .bytes_left = UINT32_MAX};

static void put(void *context, enum err error, const struct account *rows, size_t count)
{
    struct buffer *row = context;
    (void)rows;
    (void)count;
    if (error)
        die("its row cannot be written");
    exports_begin(run.exports, &asked, "one", buffer_slice(row));
}

static void export_run(struct hub *hub, struct contents *contents)
{
    struct buffer row;
    buffer_init(&row, BOUND_ACCOUNT_BYTES);
    run.exports = exports_new(&(struct exports_options){
        .loop = run.loop, .hub = hub, .accounts = run.accounts, .contents = contents});
    exports_row(run.exports, &asked, &row);
    const struct account account = {.kind = EXPORTS_KIND,
                                    .id = SLICE("one"),
                                    .person = asked.person,
                                    .value = buffer_slice(&row),
                                    .expires_ms = loop_now_ms(run.loop) + EXPORTS_KEPT_MS};
    accounts_put(run.accounts, &account, put, &row);
    run.looks = loop_every(run.loop, LOOK_MS, look, NULL);
    memory_look();
    size_t before_kb = run.memory_kb;
    stops_begin(&run.stops, run.loop);
    loop_run(run.loop);
    const struct stops_came came = stops_end(&run.stops);
    printf(
        "scenario=export bytes=%lld cpu_ms=%.0f wall_ms=%.0f loop_stop_ms=%.1f loop_held_ms=%.1f "
        "loop_cpu_ms=%.1f memory_kb=%zu before_kb=%zu\n",
        (long long)run.bytes, came.cpu_ms, came.wall_ms, came.stop_ms, came.held_ms, came.busy_ms,
        run.memory_kb, before_kb);
    timer_close(&run.looks);
    exports_stop(run.exports);
    exports_free(&run.exports);
    buffer_done(&row);
}

int main(int argc, char **argv)
{
    char why[256], path[PATH_BYTES];
    if (argc < 2 || mkdir(argv[1], 0700) != 0)
        die("usage: export FOLDER [ENTRIES], where no FOLDER is");
    fill.kinds = kinds_new(kinds_all, why, sizeof why);
    snprintf(path, sizeof path, "%s/journal.db", argv[1]);
    journal_make(path, argc > 2 ? atoll(argv[2]) : ENTRIES);
    run.loop = loop_new();
    struct journal *journal = journal_new(run.loop, sqlite_open(path, why, sizeof why));
    struct bus *bus = bus_local_new();
    struct hub_options options = {0};
    struct hub *hub = hub_new(run.loop, journal, bus, fill.kinds, &options);
    snprintf(path, sizeof path, "%s/accounts.db", argv[1]);
    run.accounts = accounts_new(run.loop, sqlite_accounts_open(path, why, sizeof why));
    snprintf(path, sizeof path, "%s/files", argv[1]);
    struct contents *contents = contents_new(run.loop, blobs_folder_open(path, why, sizeof why));
    export_run(hub, contents);
    contents_close(&contents);
    accounts_close(&run.accounts);
    journal_close(&journal);
    hub_free(&hub);
    bus_close(&bus);
    loop_free(&run.loop);
    kinds_free(&fill.kinds);
    return 0;
}
