/* SPDX-License-Identifier: Apache-2.0
 * libarchive behind three functions. */
#include "followers/zip.h"

#include <archive.h>
#include <archive_entry.h>

#include "base/mem.h"
#include "base/unused.h"

enum { READ_BYTES = 1 << 16, PIECE_BYTES = 1 << 20 };

struct zip {
    struct archive *archive;
    struct buffer *out;      /* borrowed, as `stop` */
    const atomic_bool *stop; /* may be NULL */
    bool failed, cut;
};

/* What does not fit is left out and told at the end: an archive that fails within a file keeps its
 * memory for good. */
static la_ssize_t take(struct archive *archive, void *context, const void *bytes, size_t len)
{
    struct zip *zip = context;
    UNUSED(archive);
    buffer_add(zip->out, (struct slice){bytes, len});
    return (la_ssize_t)len;
}

struct zip *zip_new(struct buffer *out, const atomic_bool *stop)
{
    struct zip *zip = mem_new(sizeof *zip);
    zip->out = out;
    zip->stop = stop;
    zip->archive = archive_write_new();
    zip->failed = archive_write_set_format_zip(zip->archive) != ARCHIVE_OK ||
                  archive_write_set_options(zip->archive, "zip:hdrcharset=UTF-8") < ARCHIVE_WARN ||
                  archive_write_set_bytes_per_block(zip->archive, 0) != ARCHIVE_OK ||
                  archive_write_open(zip->archive, zip, NULL, take, NULL) != ARCHIVE_OK;
    return zip;
}

static bool is_ended(struct zip *zip)
{
    zip->cut = zip->cut || zip->out->full || (zip->stop && atomic_load(zip->stop));
    return zip->cut;
}

/* Piece by piece, so that what is stopped ends soon. What is cut off is nobody's. */
static bool data_write(struct zip *zip, struct slice bytes)
{
    while (bytes.len > 0) {
        size_t len = bytes.len < PIECE_BYTES ? bytes.len : PIECE_BYTES;
        if (archive_write_data(zip->archive, bytes.at, len) < 0)
            return false;
        bytes = (struct slice){bytes.at + len, bytes.len - len};
        if (is_ended(zip))
            return true;
    }
    return true;
}

void zip_add(struct zip *zip, const char *name, struct slice bytes, int64_t at_ms)
{
    if (is_ended(zip))
        return;
    struct archive_entry *entry = archive_entry_new();
    archive_entry_set_pathname_utf8(entry, name);
    archive_entry_set_size(entry, (la_int64_t)bytes.len);
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_entry_set_mtime(entry, (time_t)(at_ms / 1000), 0);
    /* A name that this process's locale has no letters for is a warning: it is written all the
     * same. */
    zip->failed = zip->failed || archive_write_header(zip->archive, entry) < ARCHIVE_WARN;
    zip->failed = zip->failed || !data_write(zip, bytes);
    archive_entry_free(entry);
}

enum err zip_close(struct zip **zip)
{
    struct zip *old = *zip;
    *zip = NULL;
    bool good = archive_write_close(old->archive) == ARCHIVE_OK && !old->failed && !old->cut;
    good = good && !old->out->full;
    archive_write_free(old->archive);
    mem_free(old);
    return good ? ERR_NONE : ERR_LIMIT_EXCEEDED;
}

static enum err file_read(struct archive *archive, struct buffer *out)
{
    char piece[READ_BYTES];
    la_ssize_t len;
    buffer_clear(out);
    while ((len = archive_read_data(archive, piece, sizeof piece)) > 0)
        buffer_add(out, (struct slice){piece, (size_t)len});
    if (len < 0)
        return ERR_BAD_REQUEST;
    return out->full ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

/* Without its end the library would read what is there as if it were the whole. */
static bool has_end(struct slice whole)
{
    static const char mark[] = "PK\5\6";
    enum { END_BYTES = 22 };
    return whole.len >= END_BYTES &&
           memcmp(whole.at + whole.len - END_BYTES, mark, sizeof mark - 1) == 0;
}

enum err zip_each(struct slice whole, size_t bytes_max, zip_file_fn *fn, void *context)
{
    struct archive *archive = archive_read_new();
    struct archive_entry *entry;
    struct buffer content;
    enum err error = ERR_NONE;
    int next = ARCHIVE_OK;
    bool more = true;
    buffer_init_spooled(&content, bytes_max);
    if (!has_end(whole) || archive_read_support_format_zip(archive) != ARCHIVE_OK ||
        archive_read_open_memory(archive, whole.at, whole.len) != ARCHIVE_OK)
        error = ERR_BAD_REQUEST;
    while (!error && more && (next = archive_read_next_header(archive, &entry)) >= ARCHIVE_WARN &&
           next != ARCHIVE_EOF) {
        const char *name = archive_entry_pathname_utf8(entry);
        if (!name)
            name = archive_entry_pathname(entry);
        error = file_read(archive, &content);
        if (!error)
            more = fn(context, slice_of(name), buffer_slice(&content));
    }
    if (!error && more && next != ARCHIVE_EOF)
        error = ERR_BAD_REQUEST;
    buffer_done(&content);
    archive_read_free(archive);
    return error;
}
