/* SPDX-License-Identifier: Apache-2.0
 * A head, a list of what is there, then a part after another. */
#include "followers/page.h"

#include <stdio.h>
#include <time.h>

#include "base/map.h"
#include "base/mem.h"
#include "followers/markup.h"
#include "followers/page_links.h"

enum { PAGE_BYTES = 32 << 20, MOMENT_BYTES = 40, NAME_BYTES = 96 };

/* Members that are moments are so large: ms since 1970. */
enum { MOMENTS_FROM = 1000000000 };

static const char style[] =
    ":root{color-scheme:light dark}body{max-width:60rem;margin:2rem auto;padding:0 1rem;"
    "font:1rem/1.5 "
    "system-ui,sans-serif}h1{font-size:1.75rem;line-height:1.25}h2{font-size:1.375rem;"
    "margin:2.5rem 0 .5rem}nav ul{columns:14rem;padding:0;list-style:none}nav "
    "a{display:inline-block;"
    "padding:.25rem 0}.meta,time{opacity:.75;font-size:.8125rem}table{border-collapse:collapse;"
    "width:100%;font-size:.875rem}th,td{text-align:start;vertical-align:top;padding:.375rem .5rem;"
    "border-bottom:1px solid color-mix(in srgb,currentColor "
    "20%,transparent);overflow-wrap:anywhere}"
    "th{white-space:nowrap}.scroll{overflow-x:auto}article{padding:.75rem 0;border-bottom:1px "
    "solid "
    "color-mix(in srgb,currentColor 20%,transparent)}article p{margin:0}article "
    "h2{margin:0 0 .5rem;font-size:1.125rem}.words{overflow-wrap:anywhere;white-space:pre-line}"
    ".words>*{margin:0 0 .5rem}.words pre{white-space:pre-wrap;padding:.5rem;background:color-mix("
    "in srgb,currentColor 8%,transparent)}.words blockquote{padding-inline-start:.75rem;"
    "border-inline-start:3px solid color-mix(in srgb,currentColor 30%,transparent)}img{max-width:"
    "100%;height:auto}article.reply{margin-inline-start:2rem}html[lang=ar]{font-size:1."
    "0625rem;"
    "line-height:1.7}@media print{nav{display:none}body{max-width:none;margin:0}}";

/* ---- texts -------------------------------------------------------------------------------------
 */

static void add_label(enum label_language language, struct slice name, struct buffer *out)
{
    markup_plain(label_of(language, name), out);
}

/* Of texts by language: that of the page, English, or whichever comes first. */
static struct slice spoken(const struct json *texts, enum label_language language)
{
    struct slice text = {"", 0};
    if (!json_get_text(texts, label_tag(language), &text) && !json_get_text(texts, "en", &text))
        (void)json_as_text(json_first(texts), &text);
    return text;
}

static void add_moment(int64_t ms, struct buffer *out)
{
    char text[MOMENT_BYTES], shown[MOMENT_BYTES];
    time_t seconds = (time_t)(ms / 1000);
    struct tm tm;
    if (!gmtime_r(&seconds, &tm) || !strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &tm) ||
        !strftime(shown, sizeof shown, "%Y-%m-%d %H:%M:%S", &tm))
        return;
    buffer_addf(out, "<time dir=\"ltr\" datetime=\"%s\">%s UTC</time>", text, shown);
}

static void add_value(const struct json *value, enum label_language language, struct buffer *out)
{
    struct slice text;
    int64_t number;
    bool yes;
    if (json_as_text(value, &text))
        markup_plain(text, out);
    else if (json_as_int(value, &number) && number > MOMENTS_FROM)
        add_moment(number, out);
    else if (json_as_int(value, &number))
        buffer_add_int(out, number);
    else if (json_as_bool(value, &yes))
        buffer_add(out, yes ? SLICE("✓") : SLICE("–"));
    else if (json_is_object(value))
        markup_plain(spoken(value, language), out);
    else if (json_is_array(value))
        for (const struct json *item = json_first(value); item; item = json_next(item)) {
            add_value(item, language, out);
            if (json_next(item))
                buffer_add(out, SLICE("; "));
        }
}

/* ---- a part ------------------------------------------------------------------------------------
 */

/* A part on its way onto a page. */
struct showing {
    const struct page_of *of;
    const struct collect_part *part;
    const struct json *shows;
    struct buffer *out;
    const struct page_links *links;
    size_t rows;
};

static const struct json *value_of(const struct sheet_row *row, struct slice column)
{
    return collect_find(row->json, column);
}

/* A file that is in the archive, by its place there: its number, or what says it. */
static bool add_file(const struct showing *showing, const struct json *seq, struct slice words)
{
    int64_t file;
    struct buffer *out = showing->out;
    if ((!json_as_int(seq, &file) && !json_get_int(seq, "file", &file)) ||
        !attached_name(showing->of->attached, file))
        return false;
    buffer_add(out, SLICE("<a href=\""));
    page_links_file(showing->links, file, out);
    buffer_add(out, SLICE("\">"));
    markup_plain(words, out);
    buffer_add(out, SLICE("</a>"));
    return true;
}

/* Several, one after another; what is not in the archive is said not to be. */
static void add_files(const struct showing *showing, const struct json *files)
{
    struct slice words = label_of(showing->of->language, SLICE("file"));
    for (const struct json *one = json_first(files); one; one = json_next(one)) {
        if (one != json_first(files))
            buffer_add_byte(showing->out, ' ');
        if (!add_file(showing, one, words))
            add_label(showing->of->language, SLICE("page.left"), showing->out);
    }
}

static void add_cell(const struct showing *showing, const struct sheet_row *row,
                     struct slice column)
{
    const struct json *value = value_of(row, column);
    if (slice_is(column, "file") &&
        add_file(showing, value, label_of(showing->of->language, column)))
        return;
    if (slice_is(column, "files") && json_is_array(value))
        add_files(showing, value);
    else if (value)
        add_value(value, showing->of->language, showing->out);
    else if (row->column && slice_is(column, row->column))
        markup_plain(row->value, showing->out);
}

static void add_row(void *context, const struct sheet_row *row)
{
    struct showing *showing = context;
    struct buffer *out = showing->out;
    struct slice name;
    showing->rows++;
    buffer_add(out, SLICE("<tr>"));
    for (const struct json *item = json_first(showing->shows); item; item = json_next(item)) {
        bool first = item == json_first(showing->shows);
        bool leads = first && page_links_row(showing->links, showing->part, row);
        (void)json_as_text(item, &name);
        buffer_add(out, SLICE("<td dir=\"auto\">"));
        if (leads) {
            buffer_add(out, SLICE("<a href=\""));
            page_links_to(showing->links, showing->part, row, out);
            buffer_add(out, SLICE("\">"));
        }
        add_cell(showing, row, name);
        if (leads)
            buffer_add(out, SLICE("</a>"));
        buffer_add(out, SLICE("</td>"));
    }
    buffer_add(out, SLICE("</tr>\n"));
}

static void add_table(struct showing *showing)
{
    struct slice name;
    struct buffer *out = showing->out;
    buffer_add(out, SLICE("<div class=\"scroll\"><table><thead><tr>"));
    for (const struct json *item = json_first(showing->shows); item; item = json_next(item)) {
        (void)json_as_text(item, &name);
        buffer_add(out, SLICE("<th scope=\"col\">"));
        add_label(showing->of->language, name, out);
        buffer_add(out, SLICE("</th>"));
    }
    buffer_add(out, SLICE("</tr></thead><tbody>\n"));
    sheet_rows(showing->part->sheet, add_row, showing);
    buffer_add(out, SLICE("</tbody></table></div>\n"));
}

/* With its marks; of texts by language that of the page. */
static void add_words(const struct showing *showing, const struct json *text)
{
    struct slice words = spoken(text, showing->of->language);
    const struct markup markup = {page_links_leads, page_links_picture,
                                  (void *)(uintptr_t)showing->links};
    if (json_as_text(text, &words) || json_is_object(text))
        markup_write(&markup, words, showing->out);
    else
        add_value(text, showing->of->language, showing->out);
}

/* What a post asks: its choices, and how often each was chosen where that is known. */
static void add_asked(const struct showing *showing, const struct json *poll)
{
    const struct json *count = json_first(json_get(poll, "tally"));
    struct buffer *out = showing->out;
    if (!json_get(poll, "options"))
        return;
    buffer_add(out, SLICE("<ul>"));
    for (const struct json *item = json_first(json_get(poll, "options")); item;
         item = json_next(item)) {
        buffer_add(out, SLICE("<li><span dir=\"auto\">"));
        add_value(item, showing->of->language, out);
        buffer_add(out, SLICE("</span>"));
        if (count) {
            buffer_add(out, SLICE(" <b>"));
            add_value(count, showing->of->language, out);
            buffer_add(out, SLICE("</b>"));
            count = json_next(count);
        }
        buffer_add(out, SLICE("</li>"));
    }
    buffer_add(out, SLICE("</ul>\n"));
}

static void add_said(void *context, const struct sheet_row *row)
{
    struct showing *showing = context;
    struct buffer *out = showing->out;
    const struct json *text = json_get(row->json, "text"), *at = json_get(row->json, "at");
    showing->rows++;
    buffer_addf(out, "<article%s id=\"%.*s\"><p class=\"meta\"><b dir=\"auto\">",
                json_get(row->json, "reply") ? " class=\"reply\"" : "", (int)row->key.len,
                row->key.at ? row->key.at : "");
    add_value(json_get(row->json, "name"), showing->of->language, out);
    buffer_add(out, SLICE("</b> "));
    add_value(at, showing->of->language, out);
    buffer_add(out, SLICE("</p><div class=\"words\" dir=\"auto\">"));
    if (text)
        add_words(showing, text);
    else
        add_label(showing->of->language, SLICE("page.gone"), out);
    buffer_add(out, SLICE("</div>"));
    add_asked(showing, json_get(row->json, "poll"));
    buffer_add(out, SLICE("</article>\n"));
}

/* Captions of a video are where they were; nothing of another server comes along. */
static void add_address(const struct json *url, struct slice words, struct buffer *out)
{
    struct slice address;
    if (!json_as_text(url, &address))
        return;
    buffer_add(out, SLICE("<p class=\"meta\"><a dir=\"ltr\" href=\""));
    markup_plain(address, out);
    buffer_add(out, SLICE("\">"));
    markup_plain(words.len > 0 ? words : address, out);
    buffer_add(out, SLICE("</a></p>\n"));
}

/* What is read one after another: an item of a unit. */
static void add_item(void *context, const struct sheet_row *row)
{
    struct showing *showing = context;
    struct buffer *out = showing->out;
    struct slice kind = {"", 0};
    const struct json *text = json_get(row->json, "text"), *file = json_get(row->json, "file");
    const struct json *captions = json_get(row->json, "captions");
    showing->rows++;
    (void)json_get_text(row->json, "kind", &kind);
    buffer_addf(out, "<article id=\"%.*s\"><p class=\"meta\">", (int)row->key.len, row->key.at);
    add_label(showing->of->language, kind, out);
    buffer_add(out, SLICE("</p><h2 dir=\"auto\">"));
    add_value(json_get(row->json, "title"), showing->of->language, out);
    buffer_add(out, SLICE("</h2>\n"));
    if (text) {
        buffer_add(out, SLICE("<div class=\"words\" dir=\"auto\">"));
        add_words(showing, text);
        buffer_add(out, SLICE("</div>\n"));
    }
    add_address(json_get(row->json, "url"), (struct slice){"", 0}, out);
    for (const struct json *one = json_first(captions); one; one = json_next(one))
        add_address(one, json_key(one), out);
    if (file) {
        buffer_add(out, SLICE("<p>"));
        if (!add_file(showing, file, label_of(showing->of->language, SLICE("file"))))
            add_label(showing->of->language, SLICE("page.left"), out);
        buffer_add(out, SLICE("</p>\n"));
    }
    buffer_add(out, SLICE("</article>\n"));
}

static bool has_pages(const struct collect_part *part)
{
    return json_get(part->how, "part") && json_get(part->how, "each");
}

/* The file of a page of its own. */
static void file_name(struct slice key, char name[NAME_BYTES])
{
    snprintf(name, NAME_BYTES, "page/%.*s.html", (int)key.len, key.at);
}

static void add_part(const struct page_of *of, const struct collect_part *part,
                     const struct page_links *links, struct buffer *out)
{
    struct showing showing = {
        .of = of, .part = part, .shows = json_get(part->how, "shows"), .links = links, .out = out};
    if (json_get(part->how, "talk"))
        sheet_rows(part->sheet, add_said, &showing);
    else
        add_table(&showing);
    if (showing.rows > 0)
        return;
    buffer_add(out, SLICE("<p class=\"meta\">"));
    add_label(of->language, SLICE("page.none"), out);
    buffer_add(out, SLICE("</p>\n"));
}

/* ---- pages -------------------------------------------------------------------------------------
 */

static void add_head(const struct page_of *of, struct slice title, struct buffer *out)
{
    const char *tag = label_tag(of->language);
    buffer_addf(out,
                "<!doctype html>\n<html lang=\"%s\" dir=\"%s\"><head><meta charset=\"utf-8\">"
                "<meta name=\"viewport\" content=\"width=device-width\">"
                "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                "style-src 'unsafe-inline'; img-src 'self' file:\"><title>",
                tag, of->language == LABEL_AR ? "rtl" : "ltr");
    markup_plain(title, out);
    buffer_addf(out, "</title><style>%s</style></head><body>\n<h1 dir=\"auto\">", style);
    markup_plain(title, out);
    buffer_add(out, SLICE("</h1>\n"));
}

static struct slice title_of(const struct page_of *of)
{
    return spoken(collect_title(of->collect), of->language);
}

/* What has no row, or pages of its own, does not stand on the first page. */
static bool is_told(const struct collect_part *part)
{
    return !has_pages(part) && sheet_count(part->sheet) > 0;
}

void page_write(const struct page_of *of, struct buffer *out)
{
    const struct collect_part *part;
    struct page_links *links = page_links_new(of, "");
    add_head(of, title_of(of), out);
    buffer_add(out, SLICE("<p class=\"meta\">"));
    add_label(of->language, SLICE("page.made"), out);
    buffer_add_byte(out, ' ');
    add_moment(of->made_ms, out);
    buffer_add(out, SLICE("</p>\n<nav><ul>"));
    for (size_t i = 0; (part = collect_at(of->collect, i)); i++) {
        if (!is_told(part))
            continue;
        buffer_addf(out, "<li><a href=\"#%.*s\">", (int)part->name.len, part->name.at);
        add_label(of->language, part->name, out);
        buffer_add(out, SLICE("</a></li>"));
    }
    buffer_add(out, SLICE("</ul></nav>\n"));
    for (size_t i = 0; (part = collect_at(of->collect, i)); i++) {
        if (!is_told(part))
            continue;
        buffer_addf(out, "<h2 id=\"%.*s\">", (int)part->name.len, part->name.at);
        add_label(of->language, part->name, out);
        buffer_add(out, SLICE("</h2>\n"));
        add_part(of, part, links, out);
    }
    buffer_add(out, SLICE("</body></html>\n"));
    page_links_free(&links);
}

/* Pages of a part, by the things that its rows are of: these come together. */
struct paging {
    const struct page_of *of;
    const struct collect_part *part;
    struct map *titles; /* of those things, by their key; borrowed texts with a NUL */
    char *key;          /* owned; whose page is being written; NULL: none yet */
    struct buffer page;
    struct showing showing;
    page_fn *each;
    void *context;
    bool ended;
};

enum { TITLES_MAX = 1 << 17 };

/* A title is a text, or texts by language. */
static void title_note(void *context, const struct sheet_row *row)
{
    struct paging *paging = context;
    const struct json *title = json_get(row->json, "title");
    struct slice text = spoken(title, paging->of->language);
    (void)json_as_text(title, &text);
    if (text.len > 0 && !map_full(paging->titles) && row->key.at)
        mem_free(map_put(paging->titles, row->key, mem_text(text)));
}

static void page_end(struct paging *paging)
{
    char name[NAME_BYTES];
    if (!paging->key)
        return;
    buffer_add(&paging->page, SLICE("</body></html>\n"));
    file_name(slice_of(paging->key), name);
    paging->ended = !paging->each(paging->context, name, buffer_slice(&paging->page));
    mem_free(paging->key);
    paging->key = NULL;
}

static void page_begin(struct paging *paging, struct slice key)
{
    const char *title = map_find(paging->titles, key);
    paging->key = mem_text(key);
    buffer_clear(&paging->page);
    add_head(paging->of, slice_of(title ? title : ""), &paging->page);
    buffer_add(&paging->page, SLICE("<p><a href=\"../index.html\">"));
    add_label(paging->of->language, SLICE("page.back"), &paging->page);
    buffer_add(&paging->page, SLICE("</a></p>\n"));
}

static void page_row(void *context, const struct sheet_row *row)
{
    struct paging *paging = context;
    if (!paging->ended && (!paging->key || !slice_is(row->value, paging->key))) {
        page_end(paging);
        if (!paging->ended)
            page_begin(paging, row->value);
    }
    if (!paging->ended && json_get(paging->part->how, "reads"))
        add_item(&paging->showing, row);
    else if (!paging->ended)
        add_said(&paging->showing, row);
}

static void part_pages(struct paging *paging, const struct collect_part *list)
{
    paging->titles = map_new(TITLES_MAX);
    buffer_init(&paging->page, PAGE_BYTES);
    struct page_links *links = page_links_new(paging->of, "../");
    paging->showing = (struct showing){
        .of = paging->of, .part = paging->part, .links = links, .out = &paging->page};
    sheet_rows(list->sheet, title_note, paging);
    sheet_rows(paging->part->sheet, page_row, paging);
    if (!paging->ended)
        page_end(paging);
    page_links_free(&links);
    mem_free(paging->key);
    map_free(&paging->titles, mem_free);
    buffer_done(&paging->page);
}

void page_each(const struct page_of *of, page_fn *each, void *context)
{
    const struct collect_part *list;
    for (size_t i = 0; (list = collect_at(of->collect, i)); i++) {
        struct paging paging = {.of = of, .each = each, .context = context};
        struct slice other;
        if (json_get_text(list->how, "leads", &other))
            paging.part = collect_part(of->collect, other);
        if (paging.part)
            part_pages(&paging, list);
    }
}
