/* SPDX-License-Identifier: Apache-2.0
 * Asked -> a page added -> the next page asked for -> written, in one of two forms. */
#include "net/api_sheet.h"

#include <stdio.h>

#include "base/json_edit.h"
#include "base/mem.h"
#include "followers/cues.h"
#include "followers/sheet.h"
#include "hub/hub.h"
#include "net/api_site.h"
#include "net/delays.h"

enum { SHEET_BYTES = 64 << 20, HEADER_BYTES = 160, PAGES_MAX = 10000 };

/* A file in the making: one of the two, owned, and the other NULL. */
struct making {
    struct exchange *exchange;
    struct slice method; /* borrowed from the exchange */
    struct sheet *sheet;
    struct cues *cues;
    unsigned pages;
};

static void ask(void *context);

static void making_free(struct making *making)
{
    if (making->sheet)
        sheet_free(&making->sheet);
    if (making->cues)
        cues_free(&making->cues);
    mem_free(making);
}

static enum err page_add(struct making *making, struct slice answer)
{
    return making->cues ? cues_add(making->cues, answer) : sheet_add(making->sheet, answer);
}

static struct slice page_next(const struct making *making)
{
    return making->cues ? cues_next(making->cues) : sheet_next(making->sheet);
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
    const char *type = making->cues ? "text/vtt; charset=utf-8" : "text/csv; charset=utf-8";
    buffer_init(&file, SHEET_BYTES);
    if (making->cues)
        cues_write(making->cues, &file);
    else
        sheet_write(making->sheet, &file);
    snprintf(value, sizeof value, "attachment; filename=\"%.*s.%s\"", (int)making->method.len,
             making->method.at, making->cues ? "vtt" : "csv");
    bool full = file.full;
    if (!full)
        exchange_header(exchange, "Content-Disposition", slice_of(value));
    making_free(making);
    if (full)
        exchange_fail(exchange, ERR_LIMIT_EXCEEDED);
    else
        exchange_send_file(exchange, type, buffer_slice(&file));
    buffer_done(&file);
}

static void go_on(struct making *making)
{
    const char *place = place_of(making->method);
    struct json *body = making->exchange->body, *next = NULL;
    struct json *old = json_edit_find(body, place);
    if (old)
        json_edit_remove(body, old);
    (void)json_parse(page_next(making), &next);
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
        error = page_add(making, answer->json.at ? answer->json : SLICE("{}"));
    if (error) {
        struct exchange *exchange = making->exchange;
        making_free(making);
        exchange_fail_later(exchange, error, answer->retry_ms);
    } else if (page_next(making).at && ++making->pages < PAGES_MAX) {
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

static struct making *making_new(struct exchange *exchange, struct slice method)
{
    struct making *making = mem_new(sizeof *making);
    making->exchange = exchange;
    making->method = method;
    return making;
}

void api_sheet(struct exchange *exchange, struct slice method)
{
    struct making *making = making_new(exchange, method);
    making->sheet = sheet_new();
    ask(making);
}

void api_cues(struct exchange *exchange, struct slice method)
{
    struct making *making = making_new(exchange, method);
    int64_t zero_ms = 0;
    struct json *zero = json_edit_find(exchange->body, "zero");
    if (json_get_int(exchange->body, "zero", &zero_ms) && zero_ms < 0)
        zero_ms = 0;
    if (zero)
        json_edit_remove(exchange->body, zero);
    making->cues = cues_new(zero_ms);
    ask(making);
}
