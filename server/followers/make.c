/* SPDX-License-Identifier: Apache-2.0
 * One function for each form; a ZIP is made of all of them. */
#include "followers/make.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/writer.h"
#include "followers/archive.h"
#include "followers/book.h"
#include "followers/calendar.h"
#include "followers/cues.h"
#include "followers/page.h"

enum { VALUE_BYTES = 64 << 20, NAME_BYTES = 160, MINUTE_MS = 60000 };
/* Files stand in files of their own until they are in the ZIP. */
#define FILE_BYTES UINT32_MAX

static const struct {
    const char *ending, *type;
} forms[MAKE_FORMS] = {
    [MAKE_CSV] = {"csv", "text/csv; charset=utf-8"},
    [MAKE_JSON] = {"json", "application/json"},
    [MAKE_XLSX] = {"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
    [MAKE_ZIP] = {"zip", "application/zip"},
};

const char *make_ending(enum make_form form)
{
    return forms[form].ending;
}

const char *make_type(enum make_form form)
{
    return forms[form].type;
}

enum make_form make_form_of(struct slice ending)
{
    for (int i = 0; i < MAKE_FORMS; i++)
        if (slice_is(ending, forms[i].ending))
            return (enum make_form)i;
    return MAKE_FORMS;
}

/* The next part that belongs into the file, from *place on; NULL after the last. */
static const struct collect_part *part_next(const struct make_of *of, size_t *place)
{
    const struct collect_part *part;
    while ((part = collect_at(of->collect, *place))) {
        ++*place;
        if (of->stop && atomic_load(of->stop))
            return NULL;
        if (!of->what.at || slice_equal(part->name, of->what))
            return part;
    }
    return NULL;
}

/* ---- JSON --------------------------------------------------------------------------------------
 */

static void row_add(void *context, const struct sheet_row *row)
{
    struct writer *out = context;
    writer_object(out, NULL);
    if (row->column)
        writer_text(out, row->column, row->value);
    if (row->key.at)
        writer_text(out, "id", row->key);
    for (const struct json *item = json_first(row->json); item; item = json_next(item)) {
        struct buffer value;
        buffer_init(&value, VALUE_BYTES);
        json_print(item, &value);
        writer_raw_slice(out, json_key(item), buffer_slice(&value));
        buffer_done(&value);
    }
    writer_end(out);
}

static void write_json(const struct make_of *of, struct buffer *out)
{
    const struct collect_part *part;
    struct writer writer;
    writer_init(&writer, out);
    writer_object(&writer, NULL);
    writer_text(&writer, "room", of->room);
    writer_int(&writer, "seq", of->seq);
    writer_int(&writer, "made", of->made_ms);
    writer_object(&writer, "parts");
    for (size_t place = 0; (part = part_next(of, &place));) {
        writer_array_slice(&writer, part->name);
        sheet_rows(part->sheet, row_add, &writer);
        writer_end(&writer);
    }
    writer_end(&writer);
    writer_end(&writer);
}

/* ---- a workbook --------------------------------------------------------------------------------
 */

struct filling {
    struct book *book;
    enum label_language language;
};

static void cell_add(void *context, const struct sheet_cell *cell)
{
    const struct filling *filling = context;
    if (cell->row == 0)
        book_text(filling->book, 0, cell->column, label_of(filling->language, cell->text));
    else if (cell->number)
        book_number(filling->book, cell->row, cell->column, strtod(cell->text.at, NULL));
    else if (cell->text.len > 0)
        book_text(filling->book, cell->row, cell->column, cell->text);
}

static enum err write_book(const struct make_of *of, struct buffer *out)
{
    const struct collect_part *part;
    struct filling filling = {book_new(of->language == LABEL_AR, BOOK_ROWS), of->language};
    if (!filling.book)
        return ERR_INTERNAL;
    size_t sheets = 0;
    for (size_t place = 0; (part = part_next(of, &place));) {
        if (sheet_count(part->sheet) == 0)
            continue;
        sheets++;
        book_sheet(filling.book, label_of(of->language, part->name));
        sheet_each(part->sheet, cell_add, &filling);
    }
    if (sheets == 0)
        book_sheet(filling.book, label_of(of->language, SLICE("page.none")));
    return book_close(&filling.book, out);
}

/* ---- captions and chapters ---------------------------------------------------------------------
 */

/* Lines of one language, or all chapters, on their way into a file. */
struct timed {
    const char *tag; /* the language; NULL: chapters */
    int64_t *began;  /* owned; of chapters, rising */
    size_t count, room;
    enum label_language language;
    struct writer *lines;
};

static void line_add(void *context, const struct sheet_row *row)
{
    struct timed *timed = context;
    struct buffer text;
    if (!slice_is(row->value, timed->tag) || !row->key.at)
        return;
    buffer_init(&text, VALUE_BYTES);
    json_print(row->json, &text);
    writer_raw_slice(timed->lines, row->key, buffer_slice(&text));
    buffer_done(&text);
}

static void moment_add(void *context, const struct sheet_row *row)
{
    struct timed *timed = context;
    int64_t began = 0;
    if (!json_get_int(row->json, "began", &began))
        return;
    if (timed->count == timed->room) {
        size_t room = timed->room ? 2 * timed->room : 16;
        timed->began = mem_resize(timed->began, timed->room * sizeof *timed->began,
                                  room * sizeof *timed->began);
        timed->room = room;
    }
    timed->began[timed->count++] = began;
}

/* It lasts until the next one begins; the last as long as was planned. */
static void chapter_add(void *context, const struct sheet_row *row)
{
    struct timed *timed = context;
    int64_t began = 0, minutes = 1, to;
    struct slice title = {"", 0};
    const struct json *titles = json_get(row->json, "title");
    if (!json_get_int(row->json, "began", &began))
        return;
    (void)json_get_int(row->json, "minutes", &minutes);
    to = INT64_MAX;
    for (size_t i = 0; i < timed->count; i++)
        if (timed->began[i] > began && timed->began[i] < to)
            to = timed->began[i];
    if (to == INT64_MAX)
        to = began + minutes * MINUTE_MS;
    if (!json_get_text(titles, label_tag(timed->language), &title))
        (void)json_as_text(json_first(titles), &title);
    writer_object_slice(timed->lines, row->key);
    writer_int(timed->lines, "from", began);
    writer_int(timed->lines, "to", to);
    writer_text(timed->lines, "text", title);
    writer_end(timed->lines);
}

static void earliest(void *context, const struct sheet_row *row)
{
    int64_t *zero = context, at = 0;
    if (!json_get_int(row->json, "from", &at) && !json_get_int(row->json, "began", &at) &&
        !json_get_int(row->json, "at", &at))
        return;
    if (at > 0 && (*zero == 0 || at < *zero))
        *zero = at;
}

/* The moment from which positions are counted, the same in all files: when the session went live,
 * or of one that never did the first of them. */
static int64_t zero_of(const struct make_of *of)
{
    const struct collect_part *part;
    int64_t zero = 0, live = collect_zero_ms(of->collect);
    for (size_t i = 0; live == 0 && (part = collect_at(of->collect, i)); i++)
        if (json_get(part->how, "vtt"))
            sheet_rows(part->sheet, earliest, &zero);
    return live ? live : zero;
}

static void add_timed(const struct make_of *of, const struct collect_part *part,
                      struct timed *timed, page_fn *add, void *context)
{
    char name[NAME_BYTES];
    struct buffer lines, file;
    struct writer writer;
    struct cues *cues = cues_new(zero_of(of));
    buffer_init_spooled(&lines, FILE_BYTES);
    buffer_init_spooled(&file, FILE_BYTES);
    writer_init(&writer, &lines);
    timed->lines = &writer;
    writer_object(&writer, NULL);
    writer_object(&writer, "lines");
    sheet_rows(part->sheet, timed->tag ? line_add : chapter_add, timed);
    writer_end(&writer);
    writer_end(&writer);
    if (!lines.full && cues_add(cues, buffer_slice(&lines)) == ERR_NONE)
        cues_write(cues, &file);
    snprintf(name, sizeof name, timed->tag ? "%.*s.%s.vtt" : "%.*s.vtt", (int)part->name.len,
             part->name.at, timed->tag);
    if (file.len > 0)
        (void)add(context, name, buffer_slice(&file));
    cues_free(&cues);
    buffer_done(&lines);
    buffer_done(&file);
}

/* The languages that lines stand in: each once. */
enum { TAGS = 32, TAG_BYTES = 40 };
struct tags {
    size_t count;
    char list[TAGS][TAG_BYTES];
};

static void tag_note(void *context, const struct sheet_row *row)
{
    struct tags *tags = context;
    for (size_t i = 0; i < tags->count; i++)
        if (slice_is(row->value, tags->list[i]))
            return;
    if (tags->count < TAGS && row->value.len > 0 && row->value.len < TAG_BYTES)
        snprintf(tags->list[tags->count++], TAG_BYTES, "%.*s", (int)row->value.len, row->value.at);
}

static void add_tracks(const struct make_of *of, const struct collect_part *part, page_fn *add,
                       void *context)
{
    struct tags tags = {.count = 0};
    struct timed chapters = {.language = of->language};
    struct slice vtt = {NULL, 0};
    (void)json_get_text(part->how, "vtt", &vtt);
    if (slice_is(vtt, "chapters")) {
        sheet_rows(part->sheet, moment_add, &chapters);
        if (chapters.count > 0)
            add_timed(of, part, &chapters, add, context);
        mem_free(chapters.began);
        return;
    }
    sheet_rows(part->sheet, tag_note, &tags);
    for (size_t i = 0; i < tags.count; i++)
        add_timed(of, part, &(struct timed){.tag = tags.list[i], .language = of->language}, add,
                  context);
}

/* ---- those of sessions -------------------------------------------------------------------------
 */

struct tracks {
    struct slice session; /* its id */
    struct buffer *out;
};

static bool track_write(void *context, const char *name, struct slice text)
{
    const struct tracks *tracks = context;
    struct writer writer;
    struct buffer path;
    buffer_init(&path, NAME_BYTES);
    buffer_addf(&path, "webinars/%.*s.%s", (int)tracks->session.len, tracks->session.at, name);
    writer_init(&writer, tracks->out);
    writer_object(&writer, NULL);
    writer_text(&writer, "name", buffer_slice(&path));
    writer_text(&writer, "text", text);
    writer_end(&writer);
    buffer_add_byte(tracks->out, '\n');
    buffer_done(&path);
    return true;
}

static void write_tracks(const struct make_of *of, struct buffer *out)
{
    struct tracks tracks = {entry_room_id(of->room), out};
    const struct collect_part *part;
    for (size_t place = 0; (part = part_next(of, &place));)
        if (json_get(part->how, "vtt"))
            add_tracks(of, part, track_write, &tracks);
}

static void tracks_add(struct slice lines, struct archive_maker *maker)
{
    while (lines.len > 0) {
        const char *end = memchr(lines.at, '\n', lines.len);
        size_t len = end ? (size_t)(end - lines.at) : lines.len;
        struct json *track = NULL;
        struct slice name, text;
        (void)json_parse_large((struct slice){lines.at, len}, &track);
        if (json_get_text(track, "name", &name) && json_get_text(track, "text", &text)) {
            char *path = mem_text(name);
            archive_maker_add(maker, path, text);
            mem_free(path);
        }
        json_free(&track);
        len += end != NULL;
        lines = (struct slice){lines.at + len, lines.len - len};
    }
}

/* ---- dates -------------------------------------------------------------------------------------
 */

struct dating {
    const struct make_of *of;
    const struct collect_part *titles; /* NULL: its rows have their own */
    struct slice part;
    struct buffer *out;
};

/* The title of the row of that key. */
struct titled {
    struct slice key;
    enum label_language language;
    char *title; /* owned; NULL: not found */
};

static void title_find(void *context, const struct sheet_row *row)
{
    struct titled *titled = context;
    const struct json *titles = json_get(row->json, "title");
    struct slice text = {NULL, 0};
    if (titled->title || !slice_equal(row->key, titled->key))
        return;
    if (!json_get_text(titles, label_tag(titled->language), &text))
        (void)json_as_text(json_first(titles), &text);
    titled->title = mem_text(text);
}

static void date_add(void *context, const struct sheet_row *row)
{
    const struct dating *dating = context;
    struct calendar_event event = {.changed_ms = dating->of->made_ms};
    const struct json *titles = json_get(row->json, "title");
    char uid[NAME_BYTES];
    struct titled titled = {row->key, dating->of->language, NULL};
    if (!json_get_int(row->json, "opened", &event.start_ms) &&
        !json_get_int(row->json, "at", &event.start_ms) &&
        !json_get_int(row->json, "due", &event.start_ms) &&
        !json_get_int(row->json, "closes", &event.start_ms))
        return;
    if (dating->titles)
        sheet_rows(dating->titles->sheet, title_find, &titled);
    snprintf(uid, sizeof uid, "%.*s-%.*s@%.*s", (int)dating->part.len, dating->part.at,
             (int)row->key.len, row->key.at, (int)dating->of->room.len, dating->of->room.at);
    event.uid = slice_of(uid);
    event.language = label_tag(dating->of->language);
    event.text_language = "";
    if (titled.title) {
        event.title = slice_of(titled.title);
        event.language = "";
    } else if (!json_get_text(titles, event.language, &event.title)) {
        (void)json_as_text(json_first(titles), &event.title);
        event.language = "";
    }
    calendar_add(&event, dating->out);
    mem_free(titled.title);
}

static void add_dates(const struct make_of *of, const struct collect_part *part,
                      struct archive_maker *maker)
{
    struct buffer file;
    char name[NAME_BYTES];
    struct dating dating = {.of = of, .part = part->name, .out = &file};
    struct slice titles;
    if (json_get_text(part->how, "titles", &titles))
        dating.titles = collect_part(of->collect, titles);
    buffer_init_spooled(&file, FILE_BYTES);
    calendar_begin(&file);
    sheet_rows(part->sheet, date_add, &dating);
    calendar_end(&file);
    snprintf(name, sizeof name, "%.*s.ics", (int)part->name.len, part->name.at);
    archive_maker_add(maker, name, buffer_slice(&file));
    buffer_done(&file);
}

/* ---- all of it ---------------------------------------------------------------------------------
 */

static bool page_add(void *context, const char *name, struct slice page)
{
    return archive_maker_add(context, name, page);
}

typedef void write_fn(const struct make_of *of, struct buffer *out);

static struct page_of pages_of(const struct make_of *of)
{
    return (struct page_of){.collect = of->collect,
                            .language = of->language,
                            .made_ms = of->made_ms,
                            .room = of->room,
                            .url = of->url,
                            .attached = of->attached};
}

static void page_first(const struct make_of *of, struct buffer *out)
{
    const struct page_of pages = pages_of(of);
    page_write(&pages, out);
}

static void book_first(const struct make_of *of, struct buffer *out)
{
    if (write_book(of, out) != ERR_NONE)
        out->full = true;
}

static void file_add(const struct make_of *of, const char *name, write_fn *write,
                     struct archive_maker *maker, enum err *error)
{
    struct buffer file;
    buffer_init_spooled(&file, FILE_BYTES);
    write(of, &file);
    if (file.full)
        *error = ERR_LIMIT_EXCEEDED;
    else
        archive_maker_add(maker, name, buffer_slice(&file));
    buffer_done(&file);
}

static void sheet_file(const struct collect_part *part, struct archive_maker *maker,
                       enum err *error)
{
    struct buffer file;
    char name[NAME_BYTES];
    buffer_init_spooled(&file, FILE_BYTES);
    sheet_write(part->sheet, &file);
    snprintf(name, sizeof name, "%.*s.csv", (int)part->name.len, part->name.at);
    if (file.full)
        *error = ERR_LIMIT_EXCEEDED;
    else
        archive_maker_add(maker, name, buffer_slice(&file));
    buffer_done(&file);
}

/* What was left out, for it would have been too much, has no content. */
static void attached_files(const struct make_of *of, struct archive_maker *maker)
{
    const struct attached_file *file;
    for (size_t i = 0; (file = attached_at(of->attached, i)); i++)
        if (file->there)
            archive_maker_add(maker, file->name, attached_content(of->attached, i));
}

static enum err write_zip(const struct make_of *of, struct buffer *out)
{
    const struct collect_part *part;
    const struct archive_of about = {of->room, of->seq, of->made_ms, of->stop};
    const struct page_of pages = pages_of(of);
    struct archive_maker *maker = archive_maker_new(&about, out);
    enum err error = ERR_NONE;
    file_add(of, "index.html", page_first, maker, &error);
    page_each(&pages, page_add, maker);
    for (size_t place = 0; (part = part_next(of, &place));) {
        if (sheet_count(part->sheet) == 0)
            continue;
        sheet_file(part, maker, &error);
        if (json_get(part->how, "vtt"))
            add_tracks(of, part, page_add, maker);
        if (json_get(part->how, "ics"))
            add_dates(of, part, maker);
    }
    file_add(of, "data.json", write_json, maker, &error);
    file_add(of, "tables.xlsx", book_first, maker, &error);
    if (of->journal.at)
        archive_maker_add(maker, "journal.ndjson", of->journal);
    if (of->webinars.len > 0)
        archive_maker_add(maker, "webinars.ics", of->webinars);
    tracks_add(of->tracks, maker);
    attached_files(of, maker);
    enum err closed = archive_maker_close(&maker);
    return error ? error : closed;
}

enum err make_write(const struct make_of *of, struct buffer *out)
{
    size_t place = 0;
    const struct collect_part *part;
    enum err error = ERR_NONE;
    if (of->form == MAKE_ZIP)
        error = write_zip(of, out);
    else if (of->form == MAKE_XLSX)
        error = write_book(of, out);
    else if (of->form == MAKE_JSON)
        write_json(of, out);
    else if (of->form == MAKE_TRACKS)
        write_tracks(of, out);
    else if (of->what.at && (part = part_next(of, &place)))
        sheet_write(part->sheet, out);
    else
        error = ERR_BAD_REQUEST;
    return !error && out->full ? ERR_LIMIT_EXCEEDED : error;
}
