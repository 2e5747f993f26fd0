/* SPDX-License-Identifier: Apache-2.0
 * Paths, types, codings and ranges; then the two folders. */
#include "net/files.h"

#include <fcntl.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "net/target.h"

enum { ETAG_BYTES = 64 };

static const struct {
    const char *end, *type;
} types[] = {
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".json", "application/json"},
    {".map", "application/json"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".jpg", "image/jpeg"},
    {".webp", "image/webp"},
    {".ico", "image/x-icon"},
    {".woff2", "font/woff2"},
    {".wasm", "application/wasm"},
    {".txt", "text/plain; charset=utf-8"},
    {".vtt", "text/vtt; charset=utf-8"},
    {".m3u8", "application/vnd.apple.mpegurl"},
    {".ts", "video/mp2t"},
    {".m4s", "video/iso.segment"},
    {".mp4", "video/mp4"},
    {".m4a", "audio/mp4"},
    {".aac", "audio/aac"},
    {".mp3", "audio/mpeg"},
    {".webm", "video/webm"},
};

static const struct {
    const char *name, *end;
} codings[] = {{"br", ".br"}, {"gzip", ".gz"}};

static bool ends_with(struct slice text, const char *end)
{
    size_t len = strlen(end);
    return text.len >= len && memcmp(text.at + text.len - len, end, len) == 0;
}

const char *files_type(const char *name)
{
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        if (ends_with(slice_of(name), types[i].end))
            return types[i].type;
    }
    return "application/octet-stream";
}

bool files_clean(struct slice path, char out[FILES_PATH_BYTES])
{
    if (!target_is_canonical(path) || path.len > FILES_PATH_BYTES || memchr(path.at, ':', path.len))
        return false;
    size_t len = path.len - 1;
    for (size_t i = 1; i <= len; i++) {
        if (path.at[i - 1] == '/' && path.at[i] == '.')
            return false;
        out[i - 1] = path.at[i];
    }
    /* A name must follow the last slash, but for the root. */
    if (len > 0 && path.at[len] == '/')
        return false;
    out[len] = '\0';
    return true;
}

static struct slice trimmed(struct slice text)
{
    while (text.len > 0 && strchr(" \t", text.at[0]))
        text.at++, text.len--;
    while (text.len > 0 && strchr(" \t", text.at[text.len - 1]))
        text.len--;
    return text;
}

/* Takes off the part of *rest before `mark`. */
static struct slice part_before(struct slice *rest, char mark)
{
    const char *end = rest->len ? memchr(rest->at, mark, rest->len) : NULL;
    struct slice part = {rest->at, end ? (size_t)(end - rest->at) : rest->len};
    size_t step = end ? part.len + 1 : part.len;
    rest->at += step;
    rest->len -= step;
    return trimmed(part);
}

/* A weight of nothing but zeros refuses: "q=0", "q=0.000". */
static bool weight_is_zero(struct slice weight)
{
    if (weight.len < 3 || strncasecmp(weight.at, "q=", 2) != 0)
        return false;
    for (size_t i = 2; i < weight.len; i++) {
        if (weight.at[i] != '0' && weight.at[i] != '.')
            return false;
    }
    return true;
}

bool files_accepts(struct slice accept, const char *coding)
{
    bool any = false;
    while (accept.len > 0) {
        struct slice item = part_before(&accept, ',');
        struct slice name = part_before(&item, ';');
        bool taken = !weight_is_zero(trimmed(item));
        if (name.len == strlen(coding) && strncasecmp(name.at, coding, name.len) == 0)
            return taken;
        if (slice_is(name, "*"))
            any = taken;
    }
    return any;
}

/* Digits alone; -1 for anything else. */
static int64_t number_of(struct slice text)
{
    int64_t value = 0;
    if (text.len == 0 || text.len > 15)
        return -1;
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] < '0' || text.at[i] > '9')
            return -1;
        value = value * 10 + (text.at[i] - '0');
    }
    return value;
}

/* One range of bytes; several, or anything else, mean the whole file, as the standard allows. */
enum files_range files_range(struct slice range, int64_t bytes, int64_t *at, int64_t *len)
{
    *at = 0;
    *len = bytes;
    if (!slice_starts(range, SLICE("bytes=")) || memchr(range.at, ',', range.len))
        return FILES_WHOLE;
    struct slice rest = {range.at + 6, range.len - 6};
    if (!memchr(rest.at, '-', rest.len))
        return FILES_WHOLE;
    struct slice from = part_before(&rest, '-'), to = trimmed(rest);
    int64_t first = number_of(from), last = number_of(to);
    if ((from.len > 0 && first < 0) || (to.len > 0 && last < 0) || (from.len == 0 && to.len == 0))
        return FILES_WHOLE;
    if (from.len == 0) { /* the last bytes, as many as it says */
        first = last < bytes ? bytes - last : 0;
        if (last == 0)
            return FILES_OUTSIDE;
        last = bytes - 1;
    } else if (to.len == 0 || last >= bytes) {
        last = bytes - 1;
    }
    if (first >= bytes)
        return FILES_OUTSIDE;
    if (last < first)
        return FILES_WHOLE;
    *at = first;
    *len = last - first + 1;
    return FILES_PART;
}

/* The descriptor of a regular file `root`/`path``end`, or -1. */
static int file_open(const char *root, const char *path, const char *end, struct stat *stat)
{
    char name[FILES_PATH_BYTES + 8];
    int folder = open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0)
        return -1;
    snprintf(name, sizeof name, "%s%s", path, end);
    /* Not blocking: a pipe that lies there by mistake must not stop the loop. */
    int file = openat(folder, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    close(folder);
    if (file >= 0 && (fstat(file, stat) != 0 || !S_ISREG(stat->st_mode))) {
        close(file);
        return -1;
    }
    return file;
}

static struct slice etag_write(const struct stat *stat, const char *coding, char out[ETAG_BYTES])
{
    int len = snprintf(out, ETAG_BYTES, "\"%llx-%llx%s%s\"", (unsigned long long)stat->st_mtime,
                       (unsigned long long)stat->st_size, *coding ? "-" : "", coding);
    return (struct slice){out, (size_t)len};
}

bool files_etag_matches(struct slice list, struct slice etag)
{
    while (list.len > 0) {
        struct slice item = part_before(&list, ',');
        if (slice_starts(item, SLICE("W/")))
            item = (struct slice){item.at + 2, item.len - 2};
        if (slice_equal(item, etag) || slice_is(item, "*"))
            return true;
    }
    return false;
}

struct found {
    struct stat stat;
    const char *path;   /* cleaned, without the coding's end */
    const char *coding; /* "" for none */
    struct slice cache; /* Cache-Control */
    bool ranges;
    bool varies;
};

static void found_headers(struct http_response *response, const struct found *found,
                          struct slice etag)
{
    response_header(response, "Cache-Control", found->cache);
    response_header(response, "ETag", etag);
    if (found->varies)
        response_header(response, "Vary", SLICE("Accept-Encoding"));
    if (found->ranges)
        response_header(response, "Accept-Ranges", SLICE("bytes"));
}

static void answer_found(struct http_response *response, int file, const struct found *found,
                         const struct http_request *request, const struct response_style *style)
{
    char etag_text[ETAG_BYTES];
    int64_t bytes = found->stat.st_size, at, len;
    struct slice etag = etag_write(&found->stat, found->coding, etag_text);
    if (files_etag_matches(request->if_none_match, etag)) {
        response_start(response, 304, request, style);
        found_headers(response, found, etag);
        response_bare(response);
        close(file);
        return;
    }
    struct slice wanted = found->ranges ? request->range : (struct slice){NULL, 0};
    enum files_range range = files_range(wanted, bytes, &at, &len);
    response_start(response,
                   range == FILES_WHOLE  ? 200
                   : range == FILES_PART ? 206
                                         : 416,
                   request, style);
    found_headers(response, found, etag);
    if (range == FILES_OUTSIDE) {
        buffer_addf(&response->head, "Content-Range: bytes */%lld\r\n", (long long)bytes);
        response_body(response, request, NULL);
        close(file);
        return;
    }
    if (range == FILES_PART)
        buffer_addf(&response->head, "Content-Range: bytes %lld-%lld/%lld\r\n", (long long)at,
                    (long long)(at + len - 1), (long long)bytes);
    if (*found->coding)
        response_header(response, "Content-Encoding", slice_of(found->coding));
    response_header(response, "Content-Type", slice_of(files_type(found->path)));
    response->file = file;
    response_file(response, request, at, len);
}

/* The best compressed neighbour that the client takes, else the file itself. */
static int web_open(const char *root, const struct http_request *request, struct found *found)
{
    for (size_t i = 0; i < sizeof codings / sizeof codings[0]; i++) {
        if (!files_accepts(request->accept_encoding, codings[i].name))
            continue;
        int file = file_open(root, found->path, codings[i].end, &found->stat);
        if (file >= 0) {
            found->coding = codings[i].name;
            return file;
        }
    }
    found->coding = "";
    return file_open(root, found->path, "", &found->stat);
}

/* A page may be about somebody whose id has a dot, or a word of ours: /u/dTE.yqqw. */
static bool is_route(const char *path)
{
    static const char *const routes[] = {"u/", "verify/", "academy/", "course/", "webinar/"};
    for (size_t i = 0; i < sizeof routes / sizeof routes[0]; i++)
        if (strncmp(path, routes[i], strlen(routes[i])) == 0)
            return true;
    return false;
}

bool files_answer_web(const char *root, const struct http_request *request,
                      const struct response_style *style, struct http_response *response)
{
    char path[FILES_PATH_BYTES];
    if (!files_clean(request->path, path))
        return false;
    const char *last = strrchr(path, '/');
    bool page = !strchr(last ? last : path, '.');
    bool hashed = strncmp(path, "assets/", 7) == 0 || strstr(path, "/assets/");
    struct found found = {.path = page ? "index.html" : path, .varies = true};
    found.cache =
        hashed && !page ? SLICE("public, max-age=31536000, immutable") : SLICE("no-cache");
    int file = web_open(root, request, &found);
    if (file < 0 && !page && is_route(path)) {
        found.path = "index.html";
        file = web_open(root, request, &found);
    }
    if (file < 0)
        return false;
    answer_found(response, file, &found, request, style);
    return true;
}

bool files_answer_media(const char *root, struct slice path, const struct http_request *request,
                        const struct response_style *style, struct http_response *response)
{
    char name[FILES_PATH_BYTES];
    if (!files_clean(path, name) || !*name)
        return false;
    struct found found = {.path = name, .coding = "", .ranges = true};
    /* A playlist grows while the session is live; its segments stay what they are. */
    found.cache = style->keeps_nothing       ? SLICE("no-store")
                  : ends_with(path, ".m3u8") ? SLICE("no-cache")
                                             : SLICE("private, max-age=3600");
    int file = file_open(root, name, "", &found.stat);
    if (file < 0)
        return false;
    answer_found(response, file, &found, request, style);
    return true;
}
