/* SPDX-License-Identifier: Apache-2.0
 *
 * Fills a journal with courses, straight through its SQLite backend: what a server that has run for
 * a year would find, in seconds. Nobody else may have the file open.
 *
 *   fill FILE NAME ROOMS ENTRIES BYTES [NAME ROOMS ENTRIES BYTES]…
 *
 * makes ROOMS courses, NAME1, NAME2 and so on, of ENTRIES entries: what opens a course to
 * everybody, then threads of 300 posts, each text of BYTES bytes, by a hundred people in turn.
 * Prints one line of key=value for each group, with the first thread of its rooms.
 */
#include "journal/backend.h"

#include "base/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum {
    GROUP_ARGUMENTS = 4,
    COMMIT = 8192, /* entries of one commit */
    THREAD = 300,  /* entries of one thread */
    FIRST_THREAD = 3,
    PEOPLE = 100,
    TEXT_BYTES_MAX = 4000,
    DATA_BYTES = TEXT_BYTES_MAX + 256,
    ID_BYTES = 40,
    TITLE_BYTES = 40,
    ENTRIES_MAX = 1000000,
    ROOMS_MAX = 10000,
};

/* An entry before it is written, with what its record borrows. */
struct draft {
    char room[ID_BYTES], by[ID_BYTES], name[ID_BYTES], op[ID_BYTES], text[DATA_BYTES];
};

struct fill {
    struct backend *backend;
    struct draft *drafts;
    struct record *records;
    struct journal_result *results;
    size_t count; /* of the commit that is gathered */
    int64_t at_ms;
    char *words;
};

struct group {
    const char *name;
    unsigned rooms, entries, bytes;
};

static bool commit(struct fill *fill)
{
    bool good =
        backend_append(fill->backend, fill->records, fill->results, fill->count) == ERR_NONE;
    for (size_t i = 0; good && i < fill->count; i++)
        good = fill->results[i].error == ERR_NONE && !fill->results[i].repeated;
    if (!good)
        fprintf(stderr, "fill: the journal does not take the entries\n");
    fill->count = 0;
    return good;
}

/* What stands at `seq` in a room: two entries that make it, then threads. */
static const char *data_write(const struct fill *fill, const struct group *group, unsigned seq,
                              char text[DATA_BYTES])
{
    unsigned place = (seq - FIRST_THREAD) % THREAD;
    int bytes = (int)group->bytes;
    if (seq == 1) {
        snprintf(text, DATA_BYTES, "{\"title\":{\"en\":\"A course of last year\"}}");
        return "stage.create";
    }
    if (seq == 2) {
        snprintf(text, DATA_BYTES, "{\"policy\":\"open\"}");
        return "member.policy";
    }
    if (place == 0) {
        snprintf(text, DATA_BYTES, "{\"text\":\"%.*s\",\"title\":\"%.*s\"}", bytes, fill->words,
                 TITLE_BYTES, fill->words);
        return "forum.thread";
    }
    snprintf(text, DATA_BYTES, "{\"text\":\"%.*s\",\"thread\":%u}", bytes, fill->words,
             seq - place);
    return "forum.post";
}

static void entry_add(struct fill *fill, const struct group *group, unsigned room, unsigned seq)
{
    struct draft *draft = &fill->drafts[fill->count];
    struct record *record = &fill->records[fill->count++];
    bool made = seq < FIRST_THREAD;
    snprintf(draft->room, sizeof draft->room, "%s%u", group->name, room);
    snprintf(draft->by, sizeof draft->by, made ? "system" : "p%u", seq % PEOPLE + 1);
    snprintf(draft->name, sizeof draft->name, made ? "" : "Participant %u", seq % PEOPLE + 1);
    snprintf(draft->op, sizeof draft->op, "fill-%07u", seq);
    const char *type = data_write(fill, group, seq, draft->text);
    *record = (struct record){.at_ms = fill->at_ms++,
                              .room = slice_of(draft->room),
                              .type = slice_of(type),
                              .by = slice_of(draft->by),
                              .name = slice_of(draft->name),
                              .op = slice_of(draft->op),
                              .text = slice_of(draft->text)};
    record_salt_make(record);
}

static bool group_write(struct fill *fill, const struct group *group)
{
    bool good = true;
    for (unsigned room = 1; good && room <= group->rooms; room++)
        for (unsigned seq = 1; good && seq <= group->entries; seq++) {
            entry_add(fill, group, room, seq);
            if (fill->count == COMMIT)
                good = commit(fill);
        }
    good = good && (fill->count == 0 || commit(fill));
    if (good)
        printf("scenario=fill rooms=%s count=%u entries=%u text_bytes=%u thread=%d\n", group->name,
               group->rooms, group->entries, group->bytes, FIRST_THREAD);
    return good;
}

static bool number_read(const char *text, unsigned most, unsigned *number)
{
    char *end;
    unsigned long value = strtoul(text, &end, 10);
    *number = (unsigned)value;
    return end != text && !*end && value > 0 && value <= most;
}

static bool group_read(char **words, struct group *group)
{
    group->name = words[0];
    return strlen(group->name) < ID_BYTES / 2 && number_read(words[1], ROOMS_MAX, &group->rooms) &&
           number_read(words[2], ENTRIES_MAX, &group->entries) &&
           number_read(words[3], TEXT_BYTES_MAX, &group->bytes);
}

/* Words of some letters, so that a text looks like one. */
static void fill_init(struct fill *fill)
{
    static const char words[] = "the evidence on a phone is read twice and kept once ";
    fill->drafts = mem_new(COMMIT * sizeof *fill->drafts);
    fill->records = mem_new(COMMIT * sizeof *fill->records);
    fill->results = mem_new(COMMIT * sizeof *fill->results);
    fill->words = mem_new(TEXT_BYTES_MAX + 1);
    for (size_t i = 0; i < TEXT_BYTES_MAX; i++)
        fill->words[i] = words[i % (sizeof words - 1)];
    /* A week ago: nothing lies in the future. */
    fill->at_ms = ((int64_t)time(NULL) - 7 * 24 * 3600) * 1000;
}

static void fill_done(struct fill *fill)
{
    fill->backend->ops->close(fill->backend);
    mem_free(fill->drafts);
    mem_free(fill->records);
    mem_free(fill->results);
    mem_free(fill->words);
}

int main(int argc, char **argv)
{
    struct fill fill = {0};
    struct group group;
    char why[256];
    if (argc < 2 + GROUP_ARGUMENTS || (argc - 2) % GROUP_ARGUMENTS != 0) {
        fprintf(stderr,
                "usage: fill FILE NAME ROOMS ENTRIES BYTES [NAME ROOMS ENTRIES BYTES]...\n");
        return 2;
    }
    fill.backend = sqlite_open(argv[1], why, sizeof why);
    if (!fill.backend) {
        fprintf(stderr, "fill: %s\n", why);
        return 1;
    }
    fill_init(&fill);
    bool good = true;
    for (int i = 2; good && i < argc; i += GROUP_ARGUMENTS) {
        good = group_read(argv + i, &group);
        if (!good)
            fprintf(stderr, "fill: %s is not followed by numbers it can take\n", argv[i]);
        good = good && group_write(&fill, &group);
    }
    fill_done(&fill);
    return good ? 0 : 1;
}
