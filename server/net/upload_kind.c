/* SPDX-License-Identifier: Apache-2.0
 * A few bytes at the begin, and of archives the directory at the end (APPNOTE.TXT §4.3). */
#include "net/upload_kind.h"

#include <strings.h>

#include "base/text.h"

enum {
    ARCHIVE_END = 22,   /* bytes of the end record, without its comment */
    ARCHIVE_ENTRY = 46, /* of an entry in the directory, without its texts */
    ARCHIVE_LOCAL = 30, /* of an entry's own head */
    ENTRIES_MAX = 10000,
    UNPACKED_TIMES = 200, /* more than it is itself: XML packs to a twentieth */
    PDF_END_BYTES = 1024,
};

static const struct {
    const char *name, *type;
    const char *endings[3];
    const char *holds; /* of archives: the entry that makes it one */
    const char *says;  /* of archives: what their first entry, `mimetype`, holds */
} kinds[UPLOAD_KINDS] = {
    [UPLOAD_NONE] = {"", "", {NULL}, NULL, NULL},
    [UPLOAD_JPEG] = {"jpeg", "image/jpeg", {".jpg", ".jpeg", NULL}, NULL, NULL},
    [UPLOAD_PNG] = {"png", "image/png", {".png", NULL}, NULL, NULL},
    [UPLOAD_WEBP] = {"webp", "image/webp", {".webp", NULL}, NULL, NULL},
    [UPLOAD_PDF] = {"pdf", "application/pdf", {".pdf", NULL}, NULL, NULL},
    [UPLOAD_CSV] = {"csv", "text/csv; charset=utf-8", {".csv", NULL}, NULL, NULL},
    [UPLOAD_TEXT] = {"text", "text/plain; charset=utf-8", {".txt", NULL}, NULL, NULL},
    [UPLOAD_DOCX] = {"docx",
                     "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                     {".docx", NULL},
                     "word/document.xml",
                     NULL},
    [UPLOAD_XLSX] = {"xlsx",
                     "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                     {".xlsx", NULL},
                     "xl/workbook.xml",
                     NULL},
    [UPLOAD_PPTX] = {"pptx",
                     "application/vnd.openxmlformats-officedocument.presentationml.presentation",
                     {".pptx", NULL},
                     "ppt/presentation.xml",
                     NULL},
    [UPLOAD_ODT] = {"odt",
                    "application/vnd.oasis.opendocument.text",
                    {".odt", NULL},
                    "content.xml",
                    "application/vnd.oasis.opendocument.text"},
    [UPLOAD_ODS] = {"ods",
                    "application/vnd.oasis.opendocument.spreadsheet",
                    {".ods", NULL},
                    "content.xml",
                    "application/vnd.oasis.opendocument.spreadsheet"},
    [UPLOAD_ODP] = {"odp",
                    "application/vnd.oasis.opendocument.presentation",
                    {".odp", NULL},
                    "content.xml",
                    "application/vnd.oasis.opendocument.presentation"},
};

const char *upload_kind_name(enum upload_kind kind)
{
    return kinds[kind].name;
}

const char *upload_kind_type(enum upload_kind kind)
{
    return kinds[kind].type;
}

enum upload_kind upload_kind_find(struct slice name)
{
    for (int kind = 1; kind < UPLOAD_KINDS; kind++)
        if (slice_is(name, kinds[kind].name))
            return (enum upload_kind)kind;
    return UPLOAD_NONE;
}

bool upload_kind_is_picture(enum upload_kind kind)
{
    return kind == UPLOAD_JPEG || kind == UPLOAD_PNG || kind == UPLOAD_WEBP;
}

static bool ends(struct slice text, const char *ending)
{
    size_t len = strlen(ending);
    return text.len > len && strncasecmp(text.at + text.len - len, ending, len) == 0;
}

static bool is_called(enum upload_kind kind, struct slice name)
{
    for (const char *const *ending = kinds[kind].endings; *ending; ending++)
        if (ends(name, *ending))
            return true;
    return false;
}

void upload_kind_call(enum upload_kind kind, struct slice name, struct buffer *out)
{
    const char *end = name.at + name.len;
    for (const char *at = name.at; at < end; at++)
        if (*at == '/' || *at == '\\')
            name = (struct slice){at + 1, (size_t)(end - at) - 1};
    while (name.len > 0 && (name.at[0] == '.' || name.at[0] == ' '))
        name = (struct slice){name.at + 1, name.len - 1};
    buffer_add(out, name.len > 0 ? name : SLICE("file"));
    if (!is_called(kind, name))
        buffer_add(out, slice_of(kinds[kind].endings[0]));
}

/* ---- archives ----------------------------------------------------------------------------------
 */

static uint32_t number(const char *at, int bytes)
{
    uint32_t value = 0;
    for (int i = bytes; i-- > 0;)
        value = value << 8 | (unsigned char)at[i];
    return value;
}

/* The directory of an archive: found at its very end, and everything before it an entry's. */
struct archive {
    struct slice content, directory;
    uint32_t entries;
};

static bool archive_open(struct slice content, struct archive *archive)
{
    if (content.len < ARCHIVE_END || memcmp(content.at, "PK\3\4", 4) != 0)
        return false;
    const char *end = content.at + content.len - ARCHIVE_END;
    uint32_t bytes = number(end + 12, 4), at = number(end + 16, 4);
    *archive = (struct archive){content, {content.at + at, bytes}, number(end + 10, 2)};
    return memcmp(end, "PK\5\6", 4) == 0 && number(end + 20, 2) == 0 &&
           (uint64_t)at + bytes == content.len - ARCHIVE_END && archive->entries > 0 &&
           archive->entries <= ENTRIES_MAX && number(end + 8, 2) == archive->entries;
}

/* An entry of the directory. */
struct packed {
    struct slice name;
    uint64_t unpacked;
    uint32_t at;
    bool stored, good;
};

static bool entry_next(struct slice *directory, struct packed *entry)
{
    const char *at = directory->at;
    if (directory->len < ARCHIVE_ENTRY || memcmp(at, "PK\1\2", 4) != 0)
        return false;
    size_t name = number(at + 28, 2);
    size_t whole = ARCHIVE_ENTRY + name + number(at + 30, 2) + number(at + 32, 2);
    if (whole > directory->len)
        return false;
    *entry = (struct packed){.name = {at + ARCHIVE_ENTRY, name},
                             .unpacked = number(at + 24, 4),
                             .at = number(at + 42, 4),
                             .stored = number(at + 10, 2) == 0,
                             .good = (number(at + 8, 2) & 1) == 0}; /* not encrypted */
    *directory = (struct slice){at + whole, directory->len - whole};
    return true;
}

/* Whether the first entry is `mimetype`, as it is, and holds that word. */
static bool says(const struct archive *archive, const char *word)
{
    struct slice at = archive->content, name = SLICE("mimetype");
    size_t len = strlen(word);
    if (at.len < ARCHIVE_LOCAL + name.len + len || number(at.at + 8, 2) != 0 ||
        number(at.at + 26, 2) != name.len || number(at.at + 28, 2) != 0 ||
        number(at.at + 18, 4) != len)
        return false;
    return memcmp(at.at + ARCHIVE_LOCAL, name.at, name.len) == 0 &&
           memcmp(at.at + ARCHIVE_LOCAL + name.len, word, len) == 0;
}

static bool climbs(struct slice name)
{
    return name.len == 0 || name.at[0] == '/' || memchr(name.at, '\\', name.len) ||
           memchr(name.at, '\0', name.len) || memmem(name.at, name.len, "..", 2);
}

static bool acts(struct slice name)
{
    return ends(name, "vbaProject.bin") || slice_starts(name, SLICE("Basic/")) ||
           slice_starts(name, SLICE("Scripts/"));
}

static enum upload_kind archive_kind(struct slice content)
{
    struct archive archive;
    bool holds[UPLOAD_KINDS] = {false};
    uint64_t unpacked = 0;
    if (!archive_open(content, &archive))
        return UPLOAD_NONE;
    struct slice left = archive.directory;
    for (uint32_t i = 0; i < archive.entries; i++) {
        struct packed entry;
        if (!entry_next(&left, &entry) || !entry.good || climbs(entry.name) || acts(entry.name))
            return UPLOAD_NONE;
        unpacked += entry.unpacked;
        for (int kind = UPLOAD_DOCX; kind < UPLOAD_KINDS; kind++)
            holds[kind] = holds[kind] || slice_is(entry.name, kinds[kind].holds);
    }
    if (left.len > 0 || unpacked > (uint64_t)content.len * UNPACKED_TIMES)
        return UPLOAD_NONE;
    for (int kind = UPLOAD_DOCX; kind < UPLOAD_KINDS; kind++)
        if (holds[kind] && (!kinds[kind].says || says(&archive, kinds[kind].says)))
            return (enum upload_kind)kind;
    return UPLOAD_NONE;
}

/* ---- all others --------------------------------------------------------------------------------
 */

static bool is_pdf(struct slice content)
{
    if (!slice_starts(content, SLICE("%PDF-1.")) && !slice_starts(content, SLICE("%PDF-2.")))
        return false;
    size_t last = content.len < PDF_END_BYTES ? content.len : PDF_END_BYTES;
    return memmem(content.at + content.len - last, last, "%%EOF", 5);
}

static bool is_text(struct slice content)
{
    struct slice text = content;
    if (slice_starts(text, SLICE("\xef\xbb\xbf")))
        text = (struct slice){text.at + 3, text.len - 3};
    if (text.len == 0 || !text_is_utf8(text))
        return false;
    for (size_t i = 0; i < text.len; i++) {
        unsigned char byte = (unsigned char)text.at[i];
        if ((byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') || byte == 0x7f)
            return false;
    }
    while (text.len > 0 && strchr(" \t\r\n", text.at[0]))
        text = (struct slice){text.at + 1, text.len - 1};
    return text.len > 0 && text.at[0] != '<';
}

enum upload_kind upload_kind_of(struct slice content, struct slice name)
{
    if (slice_starts(content, SLICE("\xff\xd8\xff")))
        return UPLOAD_JPEG;
    if (slice_starts(content, SLICE("\x89PNG\r\n\x1a\n")))
        return UPLOAD_PNG;
    if (content.len >= 16 && slice_starts(content, SLICE("RIFF")) &&
        memcmp(content.at + 8, "WEBPVP8", 7) == 0)
        return UPLOAD_WEBP;
    if (is_pdf(content))
        return UPLOAD_PDF;
    enum upload_kind kind = archive_kind(content);
    if (kind == UPLOAD_NONE && is_text(content))
        kind = is_called(UPLOAD_CSV, name) ? UPLOAD_CSV : UPLOAD_TEXT;
    return kind;
}
