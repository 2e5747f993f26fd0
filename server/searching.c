/* SPDX-License-Identifier: Apache-2.0
 * The journal's URL decides. */
#include "searching.h"

#include "base/buffer.h"
#include "base/log.h"
#include "journal/search_backend.h"
#include "paths.h"

static const struct slice sqlite = {"sqlite:", 7}, postgres = {"postgres", 8};

static struct search *file_open(const char *file, char *why, size_t bytes)
{
    struct buffer path;
    buffer_init(&path, PATHS_BYTES);
    buffer_addf(&path, "%s.search", file);
    buffer_add_byte(&path, '\0');
    struct search *search = sqlite_search_open(path.full ? "" : path.bytes, why, bytes);
    buffer_done(&path);
    return search;
}

struct search *searching_index(const char *url, char *why, size_t why_bytes)
{
    if (slice_starts(slice_of(url), sqlite))
        return file_open(url + sqlite.len, why, why_bytes);
    if (slice_starts(slice_of(url), postgres))
        return postgres_search_open(url, why, why_bytes);
    return search_memory_open();
}

void searching_open(struct searching *searching, struct loop *loop, const char *url)
{
    char why[512] = "";
    *searching = (struct searching){.loop = loop};
    struct search *search = searching_index(url, why, sizeof why);
    if (search)
        searching->searcher = searcher_new(loop, search);
    else
        log_line(LOG_ERROR, "nothing can be searched: the index cannot be opened", "reason=\"%s\"",
                 why);
}

void searching_begin(struct searching *searching, struct journal *journal,
                     const struct kinds *kinds)
{
    if (searching->searcher)
        searching->indexing = indexing_new(searching->loop, journal, kinds, searching->searcher);
}

void searching_end(struct searching *searching)
{
    indexing_free(&searching->indexing);
}

void searching_close(struct searching *searching)
{
    searcher_close(&searching->searcher);
}
