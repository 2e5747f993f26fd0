/* SPDX-License-Identifier: Apache-2.0
 * See backup_places.h. */
#include "backup_places.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool places_fail(struct buffer *why, const char *path)
{
    buffer_addf(why, "%s: %s", path, strerror(errno));
    return false;
}

bool places_path(char path[PATHS_BYTES], const char *first, const char *rest)
{
    int len = snprintf(path, PATHS_BYTES, "%s%s", first, rest);
    return len > 0 && len < PATHS_BYTES;
}

bool places_own(const struct config *config, struct places *places, struct buffer *why)
{
    const char *url = config_text(config, CONFIG_JOURNAL_URL);
    const char *files = config_text(config, CONFIG_JOURNAL_FILES);
    if (strncmp(url, "sqlite:", 7) != 0) {
        buffer_addf(why, "this is for journals in SQLite: PostgreSQL has its own backups, pg_dump "
                         "with --no-unlogged-table-data; `manifest` goes beside them");
        return false;
    }
    if (places_path(places->journal, url + 7, "") &&
        places_path(places->accounts, url + 7, ".accounts") &&
        places_path(places->search, url + 7, ".search") &&
        places_path(places->files, *files ? files : url + 7, *files ? "" : ".files"))
        return true;
    errno = ENAMETOOLONG;
    return places_fail(why, url);
}

bool places_backup(const char *folder, struct places *places, struct buffer *why)
{
    if (places_path(places->journal, folder, "/journal.db") &&
        places_path(places->accounts, folder, "/accounts.db") &&
        places_path(places->files, folder, "/files") &&
        places_path(places->manifest, folder, "/manifest"))
        return true;
    errno = ENAMETOOLONG;
    return places_fail(why, folder);
}

bool places_make(const char *path, struct buffer *why)
{
    return mkdir(path, 0700) == 0 || places_fail(why, path);
}

bool places_sync(const char *path, struct buffer *why)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool good = fd >= 0 && fsync(fd) == 0;
    if (!good)
        places_fail(why, path);
    if (fd >= 0)
        close(fd);
    return good;
}
