/* SPDX-License-Identifier: Apache-2.0
 * Asked -> a page added -> the next page asked for -> written. */
#include "net/api_sheet.h"

#include <stdio.h>

#include "base/json_edit.h"
#include "base/mem.h"
#include "hub/hub.h"
#include "net/api_site.h"
#include "net/delays.h"
#include "net/sheet.h"

enum { SHEET_BYTES = 64 << 20, HEADER_BYTES = 160, PAGES_MAX = 10000 };

/* A file in the making. */
struct making {
    struct exchange *exchange;
    struct slice method; /* borrowed from the exchange */
    struct sheet *sheet; /* owned */
    unsigned pages;
};

static void ask(void *context);

static void making_free(struct making *making)
{
    sheet_free(&making->sheet);
    mem_free(making);
}

/* Lists that begin with the youngest go on before the place that they name. */
static const char *place_of(struct slice method)
{
    static const char *const back[] = {"person.history",
                                       "chat.history",
                                       "captions.history",
                                       "direct.history",
                                       "direct.talks",
                                       "forum.posts",
                                       "notes.history",
                                       "poll.answers",
                                       "report.acts",
                                       "report.notes",
                                       NULL};
    for (size_t i = 0; back[i]; i++)
        if (slice_is(method, back[i]))
            return "before";
    return "after";
}

static void send_file(struct making *making)
{
    char value[HEADER_BYTES];
    struct buffer file;
    struct exchange *exchange = making->exchange;
    buffer_init(&file, SHEET_BYTES);
    sheet_write(making->sheet, &file);
    snprintf(value, sizeof value, "attachment; filename=\"%.*s.csv\"", (int)making->method.len,
             making->method.at);
    bool full = file.full;
    if (!full)
        exchange_header(exchange, "Content-Disposition", slice_of(value));
    making_free(making);
    if (full)
        exchange_fail(exchange, ERR_LIMIT_EXCEEDED);
    else
        exchange_send_file(exchange, "text/csv; charset=utf-8", buffer_slice(&file));
    buffer_done(&file);
}

static void go_on(struct making *making)
{
    const char *place = place_of(making->method);
    struct json *body = making->exchange->body, *next = NULL;
    struct json *old = json_edit_find(body, place);
    if (old)
        json_edit_remove(body, old);
    (void)json_parse(sheet_next(making->sheet), &next);
    json_edit_add(body, place, &next);
    ask(making);
}

static void answered(void *context, const struct hub_answer *answer)
{
    struct making *making = context;
    enum err error = answer->error;
    if (error == ERR_TOO_MANY_REQUESTS && answer->retry_ms > 0 && making->pages > 0) {
        delays_call(making->exchange->site->delays, answer->retry_ms, ask, making);
        return;
    }
    if (!error)
        error = sheet_add(making->sheet, answer->json.at ? answer->json : SLICE("{}"));
    if (error) {
        struct exchange *exchange = making->exchange;
        making_free(making);
        exchange_fail_later(exchange, error, answer->retry_ms);
    } else if (sheet_next(making->sheet).at && ++making->pages < PAGES_MAX) {
        go_on(making);
    } else {
        send_file(making);
    }
}

static void ask(void *context)
{
    struct making *making = context;
    struct exchange *exchange = making->exchange;
    hub_command(exchange->site->hub, &exchange->actor, making->method, exchange->body, answered,
                making);
}

void api_sheet(struct exchange *exchange, struct slice method)
{
    struct making *making = mem_new(sizeof *making);
    making->exchange = exchange;
    making->method = method;
    making->sheet = sheet_new();
    ask(making);
}
