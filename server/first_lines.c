/* SPDX-License-Identifier: Apache-2.0
 *
 * What an operator reads first.
 */
#include "first_lines.h"

#include <stdio.h>
#include <sys/resource.h>
#include <sys/statvfs.h>

#include "base/log.h"

enum { URL_BYTES = 4096 };

/* How many descriptors the process may have at most; 0: as many as it likes. */
static unsigned long long files_max(void)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_max == RLIM_INFINITY)
        return 0;
    return (unsigned long long)limit.rlim_max;
}

static void beaten_say(const struct config *config)
{
    for (enum config_key key = 0; key < CONFIG_COUNT; key++) {
        const char *place = config_beaten(config, key);
        const struct config_row *row = config_row(key);
        if (place)
            log_line(LOG_WARN, "the environment wins over the file", "key=%s.%s file=%s by=\"%s\"",
                     row->section, row->key, place, config_source(config, key));
    }
}

void first_lines_say(const struct config *config, const char *journal_url)
{
    struct buffer journal, bus;
    const char *urls = config_text(config, CONFIG_BUS_URL);
    buffer_init(&journal, URL_BYTES);
    buffer_init(&bus, URL_BYTES);
    config_mask_url(journal_url, &journal);
    config_mask_urls(*urls ? urls : "none", &bus);
    log_line(LOG_INFO, "Muster " MUSTER_VERSION " starts",
             "journal=%.*s bus=\"%.*s\" address=%s connections=%lld person_connections=%lld "
             "file_kb=%lld files=%llu",
             (int)journal.len, journal.bytes, (int)bus.len, bus.bytes,
             config_text(config, CONFIG_SERVER_LISTEN),
             (long long)config_int(config, CONFIG_LIMITS_CONNECTIONS),
             (long long)config_int(config, CONFIG_LIMITS_PERSON_CONNECTIONS),
             (long long)config_int(config, CONFIG_LIMITS_FILE_KB), files_max());
    buffer_done(&journal);
    buffer_done(&bus);
    beaten_say(config);
}

void first_lines_places(const struct config *config, size_t places)
{
    long long wanted = (long long)config_int(config, CONFIG_LIMITS_CONNECTIONS);
    if ((long long)places < wanted)
        log_line(LOG_WARN,
                 "the limit of open files is low: there are fewer places than limits.connections "
                 "(LimitNOFILE of the unit, ulimit -n)",
                 "wanted=%lld places=%zu files=%llu", wanted, places, files_max());
}

void first_lines_ready(const struct config *config, const char *host, int port)
{
    bool tls = *config_text(config, CONFIG_SERVER_TLS_CERT), v6 = strchr(host, ':');
    printf("Muster is ready: http%s://%s%s%s:%d/\n", tls ? "s" : "", v6 ? "[" : "", host,
           v6 ? "]" : "", port);
    fflush(stdout);
}

void first_lines_lost(const char *journal_url, const char *why)
{
    static const char sentence[] = "the journal could not be written: stopping";
    const char *path = strncmp(journal_url, "sqlite:", 7) == 0 ? journal_url + 7 : NULL;
    struct statvfs disk;
    if (path && statvfs(path, &disk) == 0)
        log_line(LOG_ERROR, sentence, "reason=\"%s\" file=%s free_kb=%llu", why, path,
                 (unsigned long long)disk.f_bavail * disk.f_frsize / 1024);
    else
        log_line(LOG_ERROR, sentence, "reason=\"%s\"", why);
}
