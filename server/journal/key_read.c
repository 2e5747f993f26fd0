/* SPDX-License-Identifier: Apache-2.0
 * In the folder beside the file, or asked of PostgreSQL, which several may ask. */
#include "journal/key_read.h"

#include <limits.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "journal/backend.h"
#include "journal/key_store.h"

static enum err read_folder(const char *path, struct slice name, unsigned char *key)
{
    char whole[PATH_MAX];
    struct buffer folder;
    struct key_hash hash = key_store_hash(name);
    buffer_init(&folder, PATH_MAX + 8);
    buffer_addf(&folder, "%s.keys", realpath(path, whole) ? whole : path);
    buffer_add_byte(&folder, '\0');
    struct key_store *keys = key_store_new(folder.bytes);
    enum err error = key_store_find(keys, &hash, key);
    key_store_free(&keys);
    buffer_done(&folder);
    return error;
}

static enum err read_postgres(const char *url, struct slice name, unsigned char *key)
{
    char why[256];
    struct backend *backend = postgres_open(url, NULL, why, sizeof why);
    if (!backend)
        return ERR_JOURNAL_AWAY;
    enum err error = backend->ops->key(backend, name, false, key);
    backend->ops->close(backend);
    return error;
}

enum err key_read(const char *url, struct slice name, unsigned char key[JOURNAL_KEY_BYTES])
{
    if (strncmp(url, "sqlite:", 7) == 0)
        return read_folder(url + 7, name, key);
    return strncmp(url, "postgres", 8) == 0 ? read_postgres(url, name, key) : ERR_NOT_AVAILABLE;
}
