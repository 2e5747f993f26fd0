/* SPDX-License-Identifier: Apache-2.0
 *
 * Asked of the system each time; nothing here takes longer with the number of connections.
 */
#include "figures.h"

#include <stdio.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"
#include "base/mem.h"
#include "config.h"
#include "journal/contents.h"
#include "keys.h"
#include "net/tls_pair.h"
#include "paths.h"
#include "searching.h"

enum { STATUS_BYTES = 1024, DAY_SECONDS = 86400 };

struct figures {
    const char *journal, *files, *certificate; /* borrowed; NULL: none */
    const struct searching *searching;         /* borrowed */
    struct contents *contents;                 /* borrowed */
    double started_s;
    int64_t said_s;    /* when it was said how large the journal is */
    double said_bytes; /* and how large it was */
};

struct figures *figures_new(const struct config *config, const char *journal,
                            const struct searching *searching, struct contents *contents)
{
    const char *files = config_text(config, CONFIG_JOURNAL_FILES);
    struct figures *figures = mem_new(sizeof *figures);
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    figures->journal = journal;
    figures->files = journal && *files ? files : NULL;
    figures->certificate = keys_text(config, CONFIG_SERVER_TLS_CERT).at;
    figures->searching = searching;
    figures->contents = contents;
    figures->started_s = (double)now.tv_sec + (double)now.tv_nsec / 1e9;
    /* The first time takes longest: it is done when somebody asks. */
    struct blobs_weight weight;
    (void)contents_weight(figures->contents, &weight);
    return figures;
}

void figures_free(struct figures **figures)
{
    mem_free(*figures);
    *figures = NULL;
}

struct figure {
    const char *name, *type, *help;
    double value;
};

static void write_one(struct buffer *out, const struct figure *figure)
{
    buffer_addf(out, "# HELP %s %s\n# TYPE %s %s\n%s %.6f\n", figure->name, figure->help,
                figure->name, figure->type, figure->name, figure->value);
}

static double cpu_seconds(void)
{
    struct rusage used;
    if (getrusage(RUSAGE_SELF, &used) != 0)
        return 0;
    return (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
           (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
}

static double resident_bytes(void)
{
    unsigned long long pages = 0;
    FILE *file = fopen("/proc/self/statm", "re");
    if (file && fscanf(file, "%*s %llu", &pages) != 1)
        pages = 0;
    if (file)
        fclose(file);
    return (double)pages * (double)sysconf(_SC_PAGESIZE);
}

static double files_max(void)
{
    struct rlimit limit;
    return getrlimit(RLIMIT_NOFILE, &limit) == 0 ? (double)limit.rlim_cur : 0;
}

static double file_bytes(const char *path, const char *end)
{
    char name[PATHS_BYTES];
    struct stat about;
    snprintf(name, sizeof name, "%s%s", path, end);
    return stat(name, &about) == 0 ? (double)about.st_size : 0;
}

static void process_write(const struct figures *figures, struct buffer *out)
{
    const struct figure rows[] = {
        {"process_start_time_seconds", "gauge", "When it began, since 1970.", figures->started_s},
        {"process_cpu_seconds_total", "counter", "Processor time used.", cpu_seconds()},
        {"process_resident_memory_bytes", "gauge", "Resident memory.", resident_bytes()},
        {"muster_heap_bytes", "gauge",
         "Memory that is in use; what is resident beyond it is kept to be used again.",
         (double)mem_used()},
        {"process_max_fds", "gauge", "Files and sockets that may be open.", files_max()},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        write_one(out, &rows[i]);
}

/* 0: it is not known, or kept in memory. */
static double journal_bytes(const struct figures *figures)
{
    const char *file = figures->journal;
    struct blobs_weight weight;
    if (file)
        return file_bytes(file, "") + file_bytes(file, "-wal");
    return contents_weight(figures->contents, &weight) ? (double)weight.beside_bytes : 0;
}

static void disk_write(const char *path, const char *name, const char *help, struct buffer *out)
{
    struct statvfs disk;
    if (!path || statvfs(path, &disk) != 0)
        return;
    const struct figure left = {name, "gauge", help, (double)disk.f_bavail * (double)disk.f_frsize};
    write_one(out, &left);
}

static void stores_write(const struct figures *figures, struct buffer *out)
{
    struct blobs_weight weight;
    const struct figure journal = {"muster_journal_bytes", "gauge",
                                   "The journal's file and its log, or its tables.",
                                   journal_bytes(figures)};
    if (journal.value > 0)
        write_one(out, &journal);
    if (contents_weight(figures->contents, &weight)) {
        const struct figure files = {"muster_blob_bytes", "gauge",
                                     "Contents of uploaded files, or their table.",
                                     (double)weight.bytes};
        write_one(out, &files);
    }
    disk_write(figures->journal, "muster_disk_free_bytes", "What the journal's disk has left.",
               out);
    disk_write(figures->files, "muster_blob_disk_free_bytes",
               "What the disk of uploaded files has left.", out);
}

static void search_write(const struct figures *figures, struct buffer *out)
{
    const struct searching *searching = figures->searching;
    struct indexing_stats stats = {.waiting = 0};
    struct searcher_stats asked = {.questions = 0};
    if (searching->indexing)
        stats = indexing_stats(searching->indexing);
    if (searching->searcher)
        asked = searcher_stats(searching->searcher);
    const struct figure rows[] = {
        {"muster_search_up", "gauge", "Whether there is an index that takes texts in.",
         searching->indexing && !stats.refused},
        {"muster_search_behind_rooms", "gauge", "Rooms that the index is behind with.",
         (double)stats.waiting},
        {"muster_search_behind_seconds", "gauge", "For how long it has been behind with any.",
         (double)stats.behind_ms / 1e3},
        {"muster_search_entries_total", "counter", "Entries that were gone through for it.",
         (double)stats.entries},
        {"muster_search_texts_total", "counter", "Texts that were put into it.",
         (double)stats.texts},
        {"muster_search_gone_total", "counter", "Texts that were taken out of it.",
         (double)stats.gone},
        {"muster_search_failures_total", "counter", "Batches that it did not take.",
         (double)stats.failures},
        {"muster_search_questions_total", "counter", "Pages that it was asked for.",
         (double)asked.questions},
        {"muster_search_seconds_total", "counter", "The time that these took in it.",
         (double)asked.questions_us / 1e6},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        write_one(out, &rows[i]);
    const char *file = figures->journal;
    if (!file)
        return;
    const struct figure bytes = {"muster_search_bytes", "gauge", "The index's file and its log.",
                                 file_bytes(file, ".search") + file_bytes(file, ".search-wal")};
    write_one(out, &bytes);
}

/* What a copy that follows said of itself last, as it said it; nothing where there is none. */
static void copy_write(const struct figures *figures, struct buffer *out)
{
    char path[PATHS_BYTES], text[STATUS_BYTES];
    snprintf(path, sizeof path, "%s%s", figures->journal, PATHS_COPY);
    FILE *file = fopen(path, "re");
    if (!file)
        return;
    buffer_add(out, (struct slice){text, fread(text, 1, sizeof text, file)});
    fclose(file);
}

void figures_say(struct figures *figures, int64_t now_s)
{
    if (now_s - figures->said_s < DAY_SECONDS)
        return;
    double bytes = journal_bytes(figures);
    if (bytes <= 0)
        return;
    if (figures->said_s)
        log_line(LOG_INFO, "the journal in a day", "bytes=%.0f grown=%.0f", bytes,
                 bytes - figures->said_bytes);
    else
        log_line(LOG_INFO, "the journal", "bytes=%.0f", bytes);
    figures->said_s = now_s;
    figures->said_bytes = bytes;
}

void figures_write(void *context, struct buffer *out)
{
    const struct figures *figures = context;
    buffer_addf(out, "# HELP muster_build_info What runs.\n# TYPE muster_build_info gauge\n"
                     "muster_build_info{version=\"" MUSTER_VERSION "\"} 1\n");
    process_write(figures, out);
    search_write(figures, out);
    stores_write(figures, out);
    if (figures->journal)
        copy_write(figures, out);
    if (figures->certificate) {
        const struct figure good = {"muster_certificate_good_seconds", "gauge",
                                    "For how long the certificate is good, in whole days.",
                                    (double)tls_pair_days(figures->certificate) * DAY_SECONDS};
        write_one(out, &good);
    }
}
