/* SPDX-License-Identifier: Apache-2.0
 * Rooms, rounds through their newest, and the index of words where that is in vain. */
#include "journal/postgres_asks.h"

#include "base/check.h"

enum {
    QUERY_BYTES = 32768,
    ROUND_ROWS = 2048, /* looked through in the first round, some milliseconds; then more */
    ROUND_MORE = 4,
    ROUND_LEAST = 8,  /* of one room */
    ROWS_MAX = 32768, /* looked through before the index of words is faster in any case */
};

/* A room whose older documents may still find a place. */
struct room {
    int64_t id, upto;
    size_t place; /* in the question */
};

/* A question on its way. */
struct asking {
    struct postgres_link *link;
    const struct search_asked *asked;
    struct search_page *page;
    struct buffer query; /* every term */
    struct room rooms[BOUND_SEARCH_ROOMS];
    size_t rooms_count;
    int64_t looked, found; /* documents in all rounds */
};

static void term_add(struct buffer *out, const struct search_term *term)
{
    buffer_add(out, out->len > 0 ? SLICE(" & (") : SLICE("("));
    for (int i = 0; i < term->forms_count; i++)
        buffer_addf(out, "%s'%s'%s", i > 0 ? " | " : "", term->forms[i], term->prefix ? ":*" : "");
    buffer_add_byte(out, ')');
}

static void names_fill(const struct asking *asking, struct postgres_array *names)
{
    postgres_array_init(names, POSTGRES_TEXT);
    for (size_t i = 0; i < asking->asked->rooms_count; i++)
        postgres_array_text(names, asking->asked->rooms[i]);
}

/* ---- the newest --------------------------------------------------------------------------------
 */

static enum err rooms_find(struct asking *asking)
{
    const struct search_hit *after = asking->asked->after;
    struct postgres_params params = {.count = 0};
    struct postgres_array names;
    names_fill(asking, &names);
    postgres_params_array(&params, &names);
    if (after)
        postgres_params_int(&params, after->at_ms);
    postgres_link_send(asking->link, after ? POSTGRES_ASKS_BEHIND : POSTGRES_ASKS_ROOMS, &params);
    enum err error = postgres_link_wait(asking->link);
    postgres_array_done(&names);
    if (error != ERR_NONE)
        return error;
    const PGresult *result = asking->link->answers[0];
    check(PQntuples(result) <= BOUND_SEARCH_ROOMS);
    for (int row = 0; row < PQntuples(result); row++)
        asking->rooms[asking->rooms_count++] =
            (struct room){.id = postgres_column_int(result, row, 0),
                          .upto = postgres_column_int(result, row, 1),
                          .place = (size_t)postgres_column_int(result, row, 2) - 1};
    return ERR_NONE;
}

/* Offers what a round has found; a room stays where the last that was looked at may have older ones
 * behind it that find a place. */
static void round_take(struct asking *asking, const PGresult *result)
{
    const struct search_asked *asked = asking->asked;
    struct search_page *page = asking->page;
    int64_t last_ms[BOUND_SEARCH_ROOMS];
    size_t left = 0;
    for (size_t i = 0; i < asking->rooms_count; i++)
        last_ms[i] = -1;
    for (int row = 0; row < PQntuples(result); row++) {
        size_t which = (size_t)postgres_column_int(result, row, 2) - 1;
        struct room *room = &asking->rooms[which];
        const struct search_found found = {
            .at_ms = postgres_column_int(result, row, 0),
            .seq = postgres_column_int(result, row, 1),
            .room = asked->rooms[room->place],
            .part = postgres_column_text(result, row, 3),
            .stamp = postgres_column_text(result, row, 4),
        };
        if (postgres_column_bool(result, row, 5)) {
            search_page_offer(page, asked, &found);
            asking->found++;
        }
        if (postgres_column_bool(result, row, 6)) {
            last_ms[which] = found.at_ms;
            room->upto = found.seq - 1;
        }
    }
    for (size_t i = 0; i < asking->rooms_count; i++)
        if (last_ms[i] >= 0 &&
            (page->count < asked->limit || last_ms[i] >= page->hits[asked->limit - 1].at_ms))
            asking->rooms[left++] = asking->rooms[i];
    asking->rooms_count = left;
}

static enum err round_run(struct asking *asking, int64_t each)
{
    struct postgres_params params = {.count = 0};
    struct postgres_array rooms, uptos;
    postgres_array_init(&rooms, POSTGRES_INT8);
    postgres_array_init(&uptos, POSTGRES_INT8);
    for (size_t i = 0; i < asking->rooms_count; i++) {
        postgres_array_int(&rooms, asking->rooms[i].id);
        postgres_array_int(&uptos, asking->rooms[i].upto);
    }
    postgres_params_array(&params, &rooms);
    postgres_params_array(&params, &uptos);
    postgres_params_text(&params, buffer_slice(&asking->query));
    postgres_params_int(&params, each);
    postgres_link_send(asking->link, POSTGRES_ASKS_NEWEST, &params);
    enum err error = postgres_link_wait(asking->link);
    postgres_array_done(&rooms);
    postgres_array_done(&uptos);
    asking->looked += each * (int64_t)asking->rooms_count;
    if (error == ERR_NONE)
        round_take(asking, asking->link->answers[0]);
    return error;
}

/* Whether there is enough among the newest, as far as those that were looked at tell. */
static bool goes_on(const struct asking *asking)
{
    return asking->looked == 0 ||
           (asking->looked < ROWS_MAX && asking->found > 0 &&
            asking->looked / asking->found * (int64_t)asking->asked->limit <= ROWS_MAX);
}

/* ---- all ---------------------------------------------------------------------------------------
 */

static enum err words_ask(struct asking *asking)
{
    const struct search_asked *asked = asking->asked;
    const struct search_hit *after = asked->after;
    struct postgres_params params = {.count = 0};
    struct postgres_array names;
    names_fill(asking, &names);
    postgres_params_array(&params, &names);
    postgres_params_text(&params, buffer_slice(&asking->query));
    postgres_params_int(&params, after ? after->at_ms : -1);
    postgres_params_int(&params, after ? after->seq : 0);
    postgres_params_text(&params, slice_of(after ? after->room : ""));
    postgres_params_int(&params, (int64_t)asked->limit);
    /* The link's settings are the journal's: an index of words has no other way, and many hits of
     * few rooms are joined at once. */
    postgres_link_send_text(asking->link,
                            "SELECT set_config('enable_bitmapscan', 'on', true), "
                            "set_config('enable_hashjoin', 'on', true)",
                            NULL);
    postgres_link_send(asking->link, POSTGRES_ASKS_WORDS, &params);
    enum err error = postgres_link_wait(asking->link);
    postgres_array_done(&names);
    if (error != ERR_NONE)
        return error;
    const PGresult *result = asking->link->answers[1];
    for (int row = 0; row < PQntuples(result); row++) {
        const struct search_found found = {
            .at_ms = postgres_column_int(result, row, 0),
            .seq = postgres_column_int(result, row, 1),
            .room = postgres_column_text(result, row, 2),
            .part = postgres_column_text(result, row, 3),
            .stamp = postgres_column_text(result, row, 4),
        };
        search_page_offer(asking->page, asked, &found);
    }
    return ERR_NONE;
}

enum err postgres_asks_page(struct postgres_link *link, const struct search_asked *asked,
                            struct search_page *page)
{
    struct asking asking = {.link = link, .asked = asked, .page = page};
    buffer_init(&asking.query, QUERY_BYTES);
    for (size_t i = 0; i < asked->terms->count; i++)
        term_add(&asking.query, &asked->terms->list[i]);
    page->count = 0;
    enum err error = rooms_find(&asking);
    for (int64_t rows = ROUND_ROWS; error == ERR_NONE && asking.rooms_count > 0 && goes_on(&asking);
         rows *= ROUND_MORE) {
        int64_t each = rows / (int64_t)asking.rooms_count;
        error = round_run(&asking, each > ROUND_LEAST ? each : ROUND_LEAST);
    }
    if (error == ERR_NONE && asking.rooms_count > 0) {
        page->count = 0;
        error = words_ask(&asking);
    }
    buffer_done(&asking.query);
    return error;
}
