/* SPDX-License-Identifier: Apache-2.0
 * A head, a list of what is there, then a part after another. */
#include "followers/page.h"

#include <stdio.h>
#include <time.h>

#include "base/map.h"
#include "base/mem.h"

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
    "color-mix(in srgb,currentColor 20%,transparent)}article p{margin:0;white-space:pre-wrap;"
    "overflow-wrap:anywhere}article.reply{margin-inline-start:2rem}html[lang=ar]{font-size:1."
    "0625rem;"
    "line-height:1.7}@media print{nav{display:none}body{max-width:none;margin:0}}";

/* ---- texts -------------------------------------------------------------------------------------
 */

static void add_plain(struct slice text, struct buffer *out)
{
    for (size_t i = 0; i < text.len; i++) {
        char byte = text.at[i];
        if (byte == '&')
            buffer_add(out, SLICE("&amp;"));
        else if (byte == '<')
            buffer_add(out, SLICE("&lt;"));
        else if (byte == '>')
            buffer_add(out, SLICE("&gt;"));
        else if (byte == '"')
            buffer_add(out, SLICE("&quot;"));
        else
            buffer_add_byte(out, byte);
    }
}

static void add_label(enum label_language language, struct slice name, struct buffer *out)
{
    add_plain(label_of(language, name), out);
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
        add_plain(text, out);
    else if (json_as_int(value, &number) && number > MOMENTS_FROM)
        add_moment(number, out);
    else if (json_as_int(value, &number))
        buffer_add_int(out, number);
    else if (json_as_bool(value, &yes))
        buffer_add(out, yes ? SLICE("✓") : SLICE("–"));
    else if (json_is_object(value))
        add_plain(spoken(value, language), out);
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
    size_t rows;
    bool pages; /* its rows lead to pages of their own */
};

static const struct json *value_of(const struct sheet_row *row, struct slice column)
{
    return collect_find(row->json, column);
}

static void add_cell(const struct showing *showing, const struct sheet_row *row,
                     struct slice column)
{
    const struct json *value = value_of(row, column);
    if (value)
        add_value(value, showing->of->language, showing->out);
    else if (row->column && slice_is(column, row->column))
        add_plain(row->value, showing->out);
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
        (void)json_as_text(item, &name);
        buffer_add(out, SLICE("<td dir=\"auto\">"));
        if (first && showing->pages)
            buffer_addf(out, "<a href=\"page/%.*s.html\">", (int)row->key.len, row->key.at);
        add_cell(showing, row, name);
        if (first && showing->pages)
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
    buffer_add(out, SLICE("</p><p dir=\"auto\">"));
    if (text)
        add_value(text, showing->of->language, out);
    else
        add_label(showing->of->language, SLICE("page.gone"), out);
    buffer_add(out, SLICE("</p></article>\n"));
}

static bool has_pages(const struct collect_part *part)
{
    return json_get(part->how, "talk") && json_get(part->how, "part");
}

/* The file of a page of its own. */
static void file_name(struct slice key, char name[NAME_BYTES])
{
    snprintf(name, NAME_BYTES, "page/%.*s.html", (int)key.len, key.at);
}

static void add_part(const struct page_of *of, const struct collect_part *part, struct buffer *out)
{
    struct showing showing = {
        .of = of, .part = part, .shows = json_get(part->how, "shows"), .out = out};
    showing.pages = json_get(part->how, "leads");
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
                "style-src 'unsafe-inline'\"><title>",
                tag, of->language == LABEL_AR ? "rtl" : "ltr");
    add_plain(title, out);
    buffer_addf(out, "</title><style>%s</style></head><body>\n<h1 dir=\"auto\">", style);
    add_plain(title, out);
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
        add_part(of, part, out);
    }
    buffer_add(out, SLICE("</body></html>\n"));
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

static void title_note(void *context, const struct sheet_row *row)
{
    struct map *titles = context;
    struct slice title;
    if (json_get_text(row->json, "title", &title) && !map_full(titles) && row->key.at)
        mem_free(map_put(titles, row->key, mem_text(title)));
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
    if (!paging->ended)
        add_said(&paging->showing, row);
}

static void part_pages(struct paging *paging, const struct collect_part *list)
{
    paging->titles = map_new(TITLES_MAX);
    buffer_init(&paging->page, PAGE_BYTES);
    paging->showing =
        (struct showing){.of = paging->of, .part = paging->part, .out = &paging->page};
    sheet_rows(list->sheet, title_note, paging->titles);
    sheet_rows(paging->part->sheet, page_row, paging);
    if (!paging->ended)
        page_end(paging);
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
