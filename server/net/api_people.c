/* SPDX-License-Identifier: Apache-2.0
 *
 * The request /api/people/import: a piece of a file of people is taken in, each line as a command
 * of whoever asks. What a line means is person.plan's business (features/directory_plan.h); nothing
 * of the file is kept. A piece that is sent twice is done once.
 *
 * piece -> person.plan -> a command for each line that would change something -> what became of it.
 * All commands of a piece are under way at once: the journal writes them together.
 */
#include "net/api_routes.h"

#include "base/json_edit.h"
#include "base/mem.h"
#include "base/text.h"
#include "hub/hub.h"
#include "net/api_site.h"
#include "net/exchange.h"

enum { ROWS_MAX = 256 /* more than a plan has */, RUN_BYTES = 40, OP_BYTES = 64 };

struct import {
    struct exchange *exchange;
    struct json *plan; /* owned */
    struct outcome {
        struct import *import;
        enum err error;
        int64_t seq;
    } outcomes[ROWS_MAX];
    size_t pending;
    enum err later; /* temporary: the whole piece is to come again */
    int64_t retry_ms;
};

static void import_free(struct import *import)
{
    json_free(&import->plan);
    mem_free(import);
}

/* ---- what became of it -------------------------------------------------------------------------
 */

static void write_row(const struct json *row, const struct outcome *outcome, struct writer *out)
{
    struct slice what = {NULL, 0}, text = {NULL, 0};
    int64_t line = 0;
    char made[32];
    (void)json_get_text(row, "what", &what);
    (void)json_get_int(row, "line", &line);
    bool adds = slice_is(what, "add"), does = adds || slice_is(what, "change");
    bool did = outcome->seq > 0;
    writer_object(out, NULL);
    writer_int(out, "line", line);
    writer_text(out, "what",
                does ? (did              ? what
                        : outcome->error ? SLICE("refused")
                                         : SLICE("skip"))
                     : what);
    if (json_get_text(row, "person", &text)) {
        writer_text(out, "person", text);
    } else if (did && adds) {
        const struct json *data = json_get(row, "data");
        snprintf(made, sizeof made, "m%lld", (long long)outcome->seq);
        writer_text(out, "person", json_get_text(data, "person", &text) ? text : slice_of(made));
    }
    if (does && outcome->error)
        writer_text(out, "error", slice_of(error_name(outcome->error)));
    else if (json_get_text(row, "error", &text))
        writer_text(out, "error", text);
    if (json_get_text(row, "member", &text))
        writer_text(out, "member", text);
    writer_end(out);
}

static void copy_member(const struct json *from, const char *key, struct writer *out)
{
    struct buffer text;
    buffer_init(&text, BOUND_COMMAND_BYTES);
    json_print(json_get(from, key), &text);
    writer_raw(out, key, buffer_slice(&text));
    buffer_done(&text);
}

static void finish(struct import *import)
{
    struct exchange *exchange = import->exchange;
    if (import->later) {
        exchange_fail_later(exchange, import->later, import->retry_ms);
        import_free(import);
        return;
    }
    struct writer *out = exchange_writer(exchange);
    const struct outcome *outcome = import->outcomes;
    writer_array(out, "rows");
    for (const struct json *row = json_first(json_get(import->plan, "rows")); row;
         row = json_next(row))
        write_row(row, outcome++, out);
    writer_end(out);
    copy_member(import->plan, "taken", out);
    copy_member(import->plan, "line", out);
    import_free(import);
    exchange_send(exchange, 200);
}

static void did(void *context, const struct hub_answer *answer)
{
    struct outcome *outcome = context;
    struct import *import = outcome->import;
    outcome->error = answer->error;
    outcome->seq = answer->error ? 0 : answer->seq;
    if (answer->error && error_temporary(answer->error)) {
        import->later = answer->error;
        import->retry_ms = answer->retry_ms;
    }
    if (--import->pending == 0)
        finish(import);
}

/* ---- doing it ----------------------------------------------------------------------------------
 */

static void add_text(struct json *object, const char *key, struct slice text)
{
    struct buffer quoted;
    struct json *value = NULL;
    buffer_init(&quoted, BOUND_COMMAND_BYTES);
    writer_quote(&quoted, text);
    if (json_parse(buffer_slice(&quoted), &value) == ERR_NONE)
        json_edit_add(object, key, &value);
    buffer_done(&quoted);
}

static bool is_skipped(const struct exchange *exchange, int64_t line)
{
    int64_t skipped = 0;
    for (const struct json *at = json_first(json_get(exchange->body, "skip")); at;
         at = json_next(at))
        if (json_as_int(at, &skipped) && skipped == line)
            return true;
    return false;
}

/* What the person pays for is the question; what follows of it is bounded by that. */
static void do_row(struct import *import, const struct json *row, struct outcome *outcome)
{
    struct exchange *exchange = import->exchange;
    struct actor actor = exchange->actor;
    struct slice what = {NULL, 0}, run = {NULL, 0};
    int64_t line = 0;
    char op[OP_BYTES];
    (void)json_get_text(row, "what", &what);
    (void)json_get_int(row, "line", &line);
    (void)exchange_text(exchange, "run", &run);
    bool adds = slice_is(what, "add");
    if ((!adds && !slice_is(what, "change")) || is_skipped(exchange, line))
        return;
    struct json *data = json_copy(json_get(row, "data"));
    snprintf(op, sizeof op, "%.*s.%lld", (int)run.len, run.at, (long long)line);
    add_text(data, "room", SLICE("academy:main"));
    add_text(data, "op", slice_of(op));
    actor.person = NULL;
    outcome->import = import;
    import->pending++;
    hub_command(exchange->site->hub, &actor, adds ? SLICE("person.add") : SLICE("person.change"),
                data, did, outcome);
    json_free(&data);
}

static void planned(void *context, const struct hub_answer *answer)
{
    struct import *import = context;
    struct outcome *outcome = import->outcomes;
    enum err error = answer->error;
    if (!error)
        error = json_parse_large(answer->json, &import->plan);
    const struct json *rows = json_get(import->plan, "rows");
    if (!error && json_count(rows) > ROWS_MAX)
        error = ERR_INTERNAL;
    if (error) {
        exchange_fail_later(import->exchange, error, answer->retry_ms);
        import_free(import);
        return;
    }
    for (const struct json *row = json_first(rows); row; row = json_next(row))
        do_row(import, row, outcome++);
    if (import->pending == 0)
        finish(import);
}

void api_people_import(struct exchange *exchange)
{
    struct slice run = {NULL, 0};
    if (!exchange_text(exchange, "run", &run) || !text_is_id(run) || run.len > RUN_BYTES) {
        exchange_fail(exchange, ERR_BAD_REQUEST);
        return;
    }
    struct import *import = mem_new(sizeof *import);
    struct json *question = json_copy(exchange->body), *room = json_edit_find(question, "room");
    if (room)
        json_edit_remove(question, room);
    add_text(question, "room", SLICE("academy:main"));
    import->exchange = exchange;
    hub_command(exchange->site->hub, &exchange->actor, SLICE("person.plan"), question, planned,
                import);
    json_free(&question);
}
