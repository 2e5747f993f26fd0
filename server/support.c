/* SPDX-License-Identifier: Apache-2.0
 * One function for each member of the file; the table of them is at the end. */
#include "support.h"

#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>

#include "base/unused.h"
#include "cmd_api.h"
#include "followers/zip.h"
#include "journal/backend.h"

enum {
    WHY_BYTES = 512,
    LINE_BYTES = 4096,
    MEMBER_BYTES = 8 << 20,
    KIND_BYTES = 32,
    KINDS_MAX = 32,
    LOG_BYTES = 4 << 20, /* the last of it */
};

struct bundle {
    const struct config *config;
    FILE *log;
};

typedef void member_fn(const struct bundle *bundle, struct buffer *out);

static void version_write(const struct bundle *bundle, struct buffer *out)
{
    struct utsname system;
    UNUSED(bundle);
    buffer_addf(out, "muster %s\n", MUSTER_VERSION);
    if (uname(&system) == 0)
        buffer_addf(out, "system %s %s %s\n", system.sysname, system.release, system.machine);
    buffer_addf(out, "processors %ld\n", sysconf(_SC_NPROCESSORS_ONLN));
    buffer_addf(out, "memory_mb %lld\n",
                (long long)sysconf(_SC_PHYS_PAGES) / 1024 * sysconf(_SC_PAGESIZE) / 1024);
}

static void configuration_write(const struct bundle *bundle, struct buffer *out)
{
    config_print(bundle->config, out);
}

static void limit_write(const char *name, int which, struct buffer *out)
{
    struct rlimit limit;
    if (getrlimit(which, &limit) != 0)
        return;
    buffer_addf(out, "%s %lld of %lld\n", name,
                limit.rlim_cur == RLIM_INFINITY ? -1LL : (long long)limit.rlim_cur,
                limit.rlim_max == RLIM_INFINITY ? -1LL : (long long)limit.rlim_max);
}

static const char *sqlite_path(const struct config *config)
{
    const char *url = config_text(config, CONFIG_JOURNAL_URL);
    return strncmp(url, "sqlite:", 7) == 0 ? url + 7 : NULL;
}

static void limits_write(const struct bundle *bundle, struct buffer *out)
{
    const char *path = sqlite_path(bundle->config);
    struct statvfs disk;
    /* Those of who asks; the server's own are among its figures. */
    limit_write("files", RLIMIT_NOFILE, out);
    limit_write("processes", RLIMIT_NPROC, out);
    limit_write("core_bytes", RLIMIT_CORE, out);
    if (path && statvfs(path, &disk) == 0)
        buffer_addf(out, "disk_mb %llu free of %llu\ndisk_inodes %llu free of %llu\n",
                    (unsigned long long)disk.f_bavail * disk.f_frsize / (1 << 20),
                    (unsigned long long)disk.f_blocks * disk.f_frsize / (1 << 20),
                    (unsigned long long)disk.f_favail, (unsigned long long)disk.f_files);
}

static void health_write(const struct bundle *bundle, struct buffer *out)
{
    (void)api_look(bundle->config, "/health", out);
    buffer_add_byte(out, '\n');
}

static void figures_of_server(const struct bundle *bundle, struct buffer *out)
{
    (void)api_look(bundle->config, "/metrics", out);
    buffer_add_byte(out, '\n');
}

/* Rooms of one kind: how many, and how long. */
struct sizes {
    char kind[KIND_BYTES];
    unsigned long long rooms, entries, longest;
};

struct counting {
    struct backend *backend;
    struct sizes kinds[KINDS_MAX];
    size_t count;
};

static struct sizes *sizes_of(struct counting *counting, struct slice room)
{
    const char *colon = memchr(room.at, ':', room.len);
    size_t len = colon ? (size_t)(colon - room.at) : 0;
    struct slice kind = len > 0 && len < KIND_BYTES ? (struct slice){room.at, len} : SLICE("other");
    for (size_t i = 0; i < counting->count; i++)
        if (slice_is(kind, counting->kinds[i].kind))
            return &counting->kinds[i];
    if (counting->count == KINDS_MAX)
        return &counting->kinds[KINDS_MAX - 1];
    struct sizes *sizes = &counting->kinds[counting->count++];
    memcpy(sizes->kind, kind.at, kind.len);
    return sizes;
}

static bool room_count(void *context, const struct record *record)
{
    struct counting *counting = context;
    struct sizes *sizes = sizes_of(counting, record->room);
    int64_t head = 0;
    const struct backend_ops *ops = counting->backend->ops;
    if (ops->heads(counting->backend, &record->room, 1, &head) != ERR_NONE)
        return false;
    sizes->rooms++;
    sizes->entries += (unsigned long long)head;
    if ((unsigned long long)head > sizes->longest)
        sizes->longest = (unsigned long long)head;
    return true;
}

static void file_write(const char *path, const char *end, struct buffer *out)
{
    char name[LINE_BYTES];
    struct stat about;
    snprintf(name, sizeof name, "%s%s", path, end);
    if (stat(name, &about) == 0)
        buffer_addf(out, "file journal%s bytes %lld\n", end, (long long)about.st_size);
}

static void journal_sizes(const struct bundle *bundle, struct buffer *out)
{
    static const char *const ends[] = {"", "-wal", ".search", ".accounts"};
    const char *url = config_text(bundle->config, CONFIG_JOURNAL_URL);
    const char *path = sqlite_path(bundle->config);
    char why[WHY_BYTES] = "it cannot be read from outside";
    struct counting counting = {0};
    for (size_t i = 0; path && i < sizeof ends / sizeof *ends; i++)
        file_write(path, ends[i], out);
    if (path)
        counting.backend = sqlite_open_readonly(path, why, sizeof why);
    else if (strncmp(url, "postgres", 8) == 0)
        counting.backend = postgres_open_readonly(url, why, sizeof why);
    if (!counting.backend) {
        buffer_addf(out, "%s\n", why);
        return;
    }
    enum err error = counting.backend->ops->rooms(counting.backend, room_count, &counting);
    for (size_t i = 0; i < counting.count; i++)
        buffer_addf(out, "kind %s rooms %llu entries %llu longest %llu\n", counting.kinds[i].kind,
                    counting.kinds[i].rooms, counting.kinds[i].entries, counting.kinds[i].longest);
    if (error)
        buffer_addf(out, "%s\n", error_text(error));
    counting.backend->ops->close(counting.backend);
}

/* "2030-01-31T10:00:00.000Z INFO …", wherever what keeps logs begins its lines. */
static const char *own_line(const char *line)
{
    static const char *const levels[] = {" DEBUG ", " INFO ", " WARN ", " ERROR "};
    for (const char *at = strchr(line, 'Z'); at; at = strchr(at + 1, 'Z'))
        for (size_t i = 0; i < sizeof levels / sizeof *levels; i++)
            if (at - line >= 23 && strncmp(at + 1, levels[i], strlen(levels[i])) == 0 &&
                at[-4] == '.' && at[-13] == 'T')
                return at - 23;
    return NULL;
}

static void log_write(const struct bundle *bundle, struct buffer *out)
{
    char line[LINE_BYTES];
    if (!bundle->log) {
        buffer_add(out, SLICE("none was given (--log)\n"));
        return;
    }
    while (fgets(line, sizeof line, bundle->log)) {
        const char *own = own_line(line);
        if (own && out->len > LOG_BYTES)
            buffer_drop(out, LOG_BYTES / 2);
        if (own)
            buffer_add(out, slice_of(own));
    }
}

static const struct {
    const char *name;
    member_fn *write;
} members[] = {
    {"version.txt", version_write},
    {"configuration.ini", configuration_write},
    {"limits.txt", limits_write},
    {"health.json", health_write},
    {"figures.txt", figures_of_server},
    {"journal.txt", journal_sizes},
    {"log.txt", log_write},
};

bool support_write(const struct config *config, FILE *log, struct buffer *out)
{
    const struct bundle bundle = {config, log};
    struct zip *zip = zip_new(out, NULL);
    int64_t now_ms = (int64_t)time(NULL) * 1000;
    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        struct buffer text;
        buffer_init(&text, MEMBER_BYTES);
        members[i].write(&bundle, &text);
        zip_add(zip, members[i].name, buffer_slice(&text), now_ms);
        buffer_done(&text);
    }
    return zip_close(&zip) == ERR_NONE;
}
