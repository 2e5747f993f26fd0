/* SPDX-License-Identifier: Apache-2.0
 * Each room gives its newest until no older one can find a place in the page. */
#include "journal/sqlite_asks.h"

#include "base/buffer.h"
#include "base/check.h"
#include "base/mem.h"
#include "base/text.h"
#include "journal/sqlite_row.h"
#include "journal/sqlite_statement.h"

enum { EXPRESSION_BYTES = 8192 };

struct sqlite_asks {
    sqlite3 *connection;
    sqlite3_stmt *room, *before;
    sqlite3_stmt *shards[SEARCH_SHARDS]; /* made when one is first asked */
};

struct sqlite_asks *sqlite_asks_new(sqlite3 *connection)
{
    struct sqlite_asks *asks = mem_new(sizeof *asks);
    asks->connection = connection;
    asks->room = sqlite_statement_new(connection, "SELECT id FROM room WHERE name = ?1", 0);
    asks->before = sqlite_statement_new(connection, SQLITE_DOC_BEFORE, 0);
    return asks;
}

void sqlite_asks_free(struct sqlite_asks **asks)
{
    struct sqlite_asks *old = *asks;
    *asks = NULL;
    if (!old)
        return;
    sqlite3_finalize(old->room);
    sqlite3_finalize(old->before);
    for (int i = 0; i < SEARCH_SHARDS; i++)
        sqlite3_finalize(old->shards[i]);
    mem_free(old);
}

static void form_add(struct buffer *out, int64_t room, const char *form, bool prefix)
{
    size_t points = prefix ? text_chars(slice_of(form)) : 0;
    bool begin = points >= SQLITE_BEGIN_MIN && points <= SQLITE_BEGIN_MAX;
    buffer_addf(out, "\"%lld%c%s\"%s", (long long)room, begin ? SQLITE_BEGIN : SQLITE_WORD, form,
                prefix && !begin ? " *" : "");
}

/* What FTS5 is asked: every term, in that room. Everything is quoted. */
static void expression(const struct search_terms *terms, int64_t room, struct buffer *out)
{
    buffer_clear(out);
    for (size_t i = 0; i < terms->count; i++) {
        const struct search_term *term = &terms->list[i];
        buffer_add(out, i > 0 ? SLICE(" AND (") : SLICE("("));
        for (int k = 0; k < term->forms_count; k++) {
            if (k > 0)
                buffer_add(out, SLICE(" OR "));
            form_add(out, room, term->forms[k], term->prefix);
        }
        buffer_add_byte(out, ')');
    }
    check(!out->full);
}

/* One room that is asked. */
struct part_asked {
    struct sqlite_asks *asks;
    const struct search_asked *asked;
    struct slice name;
    int64_t room;
    int64_t newest; /* seq: nothing newer */
};

static bool rows_offer(sqlite3_stmt *statement, const struct part_asked *part,
                       struct search_page *page)
{
    int code = SQLITE_DONE;
    bool more = true;
    while (more && (code = sqlite3_step(statement)) == SQLITE_ROW) {
        const struct search_found found = {
            .seq = sqlite3_column_int64(statement, 0),
            .at_ms = sqlite3_column_int64(statement, 1),
            .room = part->name,
            .part = sqlite_row_column(statement, 2),
            .stamp = sqlite_row_column(statement, 3),
        };
        more = search_page_offer(page, part->asked, &found);
    }
    sqlite3_reset(statement);
    return !more || code == SQLITE_DONE;
}

static bool part_ask(const struct part_asked *part, struct buffer *match, struct search_page *page)
{
    int shard = (int)(part->room % SEARCH_SHARDS);
    sqlite3_stmt **ask = &part->asks->shards[shard];
    if (!*ask)
        *ask =
            sqlite_statement_new(part->asks->connection,
                                 "SELECT w.rowid, d.at_ms, d.part, d.stamp FROM words_# AS w "
                                 "CROSS JOIN doc AS d ON d.room = ?3 AND d.seq = w.rowid "
                                 "WHERE words_# MATCH ?1 AND w.rowid <= ?2 ORDER BY w.rowid DESC",
                                 shard);
    if (!*ask)
        return false;
    expression(part->asked->terms, part->room, match);
    sqlite_row_text(*ask, 1, buffer_slice(match));
    sqlite_row_int(*ask, 2, part->newest);
    sqlite_row_int(*ask, 3, part->room);
    return rows_offer(*ask, part, page);
}

/* The last document of the room that is not above `seq`; *found is 0 when there is none. */
static bool document_before(const struct part_asked *part, int64_t seq, int64_t *at_ms,
                            int64_t *found)
{
    sqlite3_stmt *before = part->asks->before;
    *at_ms = *found = 0;
    sqlite_row_int(before, 1, part->room);
    sqlite_row_int(before, 2, seq);
    return sqlite_statement_numbers(before, at_ms, found);
}

/* Sets part->newest to the last document of the room that may have a place in the page, 0 when none
 * has. Times never fall with the seqs, so it is looked for by halves. */
static bool newest_find(struct part_asked *part, const struct search_page *page)
{
    const struct search_asked *asked = part->asked;
    int64_t at, seq, low = 0;
    if (!document_before(part, INT64_MAX, &at, &part->newest))
        return false;
    if (page->count == asked->limit && at < page->hits[asked->limit - 1].at_ms)
        part->newest = 0;
    while (asked->after && low < part->newest) {
        int64_t middle = low + (part->newest - low + 1) / 2;
        if (!document_before(part, middle, &at, &seq))
            return false;
        if (seq == 0 || at <= asked->after->at_ms)
            low = middle;
        else
            part->newest = seq - 1;
    }
    return true;
}

/* The room's id; 0: the index does not know it. */
static bool room_find(struct part_asked *part)
{
    part->room = 0;
    sqlite_row_text(part->asks->room, 1, part->name);
    return sqlite_statement_numbers(part->asks->room, &part->room, NULL);
}

bool sqlite_asks_page(struct sqlite_asks *asks, const struct search_asked *asked,
                      struct search_page *page)
{
    struct buffer match;
    bool good = asks->room && asks->before;
    buffer_init(&match, EXPRESSION_BYTES);
    for (size_t i = 0; good && i < asked->rooms_count; i++) {
        struct part_asked part = {.asks = asks, .asked = asked, .name = asked->rooms[i]};
        good = room_find(&part) && (part.room == 0 || newest_find(&part, page)) &&
               (part.newest == 0 || part_ask(&part, &match, page));
    }
    buffer_done(&match);
    return good;
}
