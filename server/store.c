/* SPDX-License-Identifier: Apache-2.0
 * The journal's URL decides. */
#include "store.h"

#include "net/scan.h"
#include "paths.h"

static const struct slice sqlite = {"sqlite:", 7}, postgres = {"postgres", 8};

static struct blobs *folder_open(const char *file, const char *folder, char *why, size_t bytes)
{
    struct buffer path;
    buffer_init(&path, PATHS_BYTES);
    buffer_add(&path, slice_of(*folder ? folder : file));
    if (!*folder)
        buffer_add(&path, SLICE(".files"));
    buffer_add_byte(&path, '\0');
    struct blobs *blobs = blobs_folder_open(path.full ? "" : path.bytes, why, bytes);
    buffer_done(&path);
    return blobs;
}

static struct blobs *blobs_open(const char *url, const char *folder, char *why, size_t bytes)
{
    if (slice_starts(slice_of(url), sqlite))
        return folder_open(url + sqlite.len, folder, why, bytes);
    if (slice_starts(slice_of(url), postgres))
        return postgres_blobs_open(url, why, bytes);
    return blobs_memory_open();
}

struct contents *store_open(struct loop *loop, const struct config *config, const char *url,
                            struct buffer *why)
{
    char sentence[512] = "server.clamd must be unix:/PATH, or a numeric ADDRESS:PORT";
    const char *clamd = config_text(config, CONFIG_SERVER_CLAMD);
    struct blobs *blobs = NULL;
    if (!*clamd || scan_address_good(clamd))
        blobs =
            blobs_open(url, config_text(config, CONFIG_JOURNAL_FILES), sentence, sizeof sentence);
    if (blobs)
        return contents_new(loop, blobs);
    buffer_add(why, slice_of(sentence));
    return NULL;
}

/* The name of what lies beside the journal's file. */
static void beside(const char *file, const char *what, struct buffer *path)
{
    buffer_init(path, PATHS_BYTES);
    buffer_addf(path, "%s.%s", file, what);
    buffer_add_byte(path, '\0');
}

static struct accounts_store *file_open(const char *file, char *why, size_t bytes)
{
    struct buffer path;
    beside(file, "accounts", &path);
    struct accounts_store *store = sqlite_accounts_open(path.full ? "" : path.bytes, why, bytes);
    buffer_done(&path);
    return store;
}

struct accounts_store *store_accounts_open(const char *url, struct buffer *why)
{
    char sentence[512] = "";
    struct accounts_store *store = NULL;
    if (slice_starts(slice_of(url), sqlite))
        store = file_open(url + sqlite.len, sentence, sizeof sentence);
    else if (slice_starts(slice_of(url), postgres))
        store = postgres_accounts_open(url, sentence, sizeof sentence);
    else
        store = accounts_memory_open();
    if (!store)
        buffer_add(why, slice_of(sentence));
    return store;
}
