/* SPDX-License-Identifier: Apache-2.0
 * The pages are known by the keys of what rows are of. */
#include "followers/page_links.h"

#include <stdlib.h>

#include "base/map.h"
#include "base/mem.h"

enum { PAGES_MAX = 1 << 17, KEY_BYTES = 24 };

struct page_links {
    const struct page_of *of;
    const char *up;
    struct map *pages; /* the keys of those that there are */
    char *prefix;      /* owned; what addresses of the room begin with; empty: none is known */
};

static void page_note(void *context, const struct sheet_row *row)
{
    struct map *pages = context;
    if (row->value.len > 0 && !map_find(pages, row->value) && !map_full(pages))
        map_put(pages, row->value, mem_new(1));
}

/* "https://muster.example/course/c1/" of course:c1. */
static char *prefix_of(const struct page_of *of)
{
    struct buffer text;
    const char *colon = of->room.len > 0 ? memchr(of->room.at, ':', of->room.len) : NULL;
    buffer_init(&text, 4096);
    if (of->url.len > 0 && colon) {
        buffer_add(&text, of->url);
        buffer_addf(&text, "/%.*s/%.*s/", (int)(colon - of->room.at), of->room.at,
                    (int)(of->room.at + of->room.len - colon - 1), colon + 1);
    }
    char *prefix = mem_text(buffer_slice(&text));
    buffer_done(&text);
    return prefix;
}

struct page_links *page_links_new(const struct page_of *of, const char *up)
{
    struct page_links *links = mem_new(sizeof *links);
    const struct collect_part *list, *other;
    struct slice leads;
    links->of = of;
    links->up = up;
    links->pages = map_new(PAGES_MAX);
    links->prefix = prefix_of(of);
    for (size_t i = 0; (list = collect_at(of->collect, i)); i++)
        if (json_get_text(list->how, "leads", &leads) && (other = collect_part(of->collect, leads)))
            sheet_rows(other->sheet, page_note, links->pages);
    return links;
}

void page_links_free(struct page_links **links)
{
    struct page_links *old = *links;
    *links = NULL;
    map_free(&old->pages, mem_free);
    mem_free(old->prefix);
    mem_free(old);
}

static int64_t file_of(const struct collect_part *part, const struct sheet_row *row)
{
    return json_get(part->how, "blobs") && row->value.at ? strtoll(row->value.at, NULL, 10) : 0;
}

bool page_links_row(const struct page_links *links, const struct collect_part *part,
                    const struct sheet_row *row)
{
    if (json_get(part->how, "leads"))
        return map_find(links->pages, row->key) != NULL;
    return attached_name(links->of->attached, file_of(part, row)) != NULL;
}

void page_links_to(const struct page_links *links, const struct collect_part *part,
                   const struct sheet_row *row, struct buffer *out)
{
    if (json_get(part->how, "leads"))
        buffer_addf(out, "%spage/%.*s.html", links->up, (int)row->key.len, row->key.at);
    else
        page_links_file(links, file_of(part, row), out);
}

void page_links_file(const struct page_links *links, int64_t file, struct buffer *out)
{
    buffer_addf(out, "%s%s", links->up, attached_name(links->of->attached, file));
}

/* The number that a path goes on with; its bytes, 0: there is none. */
static struct slice digits_of(struct slice path)
{
    size_t len = 0;
    while (len < path.len && path.at[len] >= '0' && path.at[len] <= '9')
        len++;
    return (struct slice){path.at, len};
}

/* "#post-57" is the post of that seq: #57 of its page. */
static void within_write(struct slice rest, struct buffer *out)
{
    const char *dash = rest.len > 0 && *rest.at == '#' ? memchr(rest.at, '-', rest.len) : NULL;
    if (!dash)
        return;
    struct slice seq = digits_of((struct slice){dash + 1, (size_t)(rest.at + rest.len - dash - 1)});
    if (seq.len > 0)
        buffer_addf(out, "#%.*s", (int)seq.len, seq.at);
}

bool page_links_leads(void *context, struct slice href, struct buffer *out)
{
    const struct page_links *links = context;
    const struct slice kinds[] = {SLICE("thread/"), SLICE("unit/")};
    struct slice prefix = slice_of(links->prefix);
    if (prefix.len == 0 || !slice_starts(href, prefix))
        return false;
    struct slice path = {href.at + prefix.len, href.len - prefix.len};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (!slice_starts(path, kinds[i]))
            continue;
        struct slice key =
            digits_of((struct slice){path.at + kinds[i].len, path.len - kinds[i].len});
        if (key.len == 0 || key.len >= KEY_BYTES || !map_find(links->pages, key))
            return false;
        buffer_addf(out, "%spage/%.*s.html", links->up, (int)key.len, key.at);
        within_write((struct slice){key.at + key.len, path.len - kinds[i].len - key.len}, out);
        return true;
    }
    return false;
}

bool page_links_picture(void *context, int64_t file, struct buffer *out)
{
    const struct page_links *links = context;
    if (!attached_name(links->of->attached, file))
        return false;
    page_links_file(links, file, out);
    return true;
}
