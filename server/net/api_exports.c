/* SPDX-License-Identifier: Apache-2.0
 *
 * Rooms as files. Who may is asked of the room each time, by one query (features/export.h): when
 * one is asked for, when it is looked after, and when it is fetched. What has been taken out of the
 * room since it was made, or out of a session of which it has the captions, makes it stale: then it
 * is not given out any more.
 */
#include <stdio.h>

#include "base/json_edit.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/unused.h"
#include "hub/hub.h"
#include "journal/accounts.h"
#include "net/api_routes.h"
#include "net/api_site.h"
#include "net/arguments.h"
#include "net/exchange.h"
#include "net/export_store.h"
#include "net/exports.h"

enum { QUESTION_BYTES = 512, NAME_BYTES = 200, RETRY_MS = 5000, LANGUAGE_BYTES = 2 };

/* One request on its way. */
struct task {
    struct exchange *exchange;
    struct exports *exports;
    struct contents *contents;
    char id[EXPORTS_ID_BYTES];
    struct export_asked asked;
    struct buffer row;               /* that of the export */
    struct json *json;               /* the same, read; owned */
    int64_t redacted;                /* of the room, now; INT64_MAX: a session has changed */
    const struct json *session;      /* of the row, that is asked next; NULL: none */
    void (*then)(struct task *task); /* once the room has said that they may */
};

static struct task *task_new(struct exchange *exchange)
{
    struct task *task = mem_new(sizeof *task);
    task->exchange = exchange;
    task->exports = exchange->site->exports;
    task->contents = task->exports ? exports_contents(task->exports) : NULL;
    buffer_init(&task->row, BOUND_ACCOUNT_BYTES);
    return task;
}

static void task_free(struct task *task)
{
    json_free(&task->json);
    buffer_done(&task->row);
    mem_free(task);
}

static void task_fail(struct task *task, enum err error, int64_t retry_ms)
{
    struct exchange *exchange = task->exchange;
    task_free(task);
    exchange_fail_later(exchange, error, retry_ms);
}

/* ---- what is answered --------------------------------------------------------------------------
 */

static bool is_state(const struct json *row, const char *state)
{
    struct slice text;
    return json_get_text(row, "state", &text) && slice_is(text, state);
}

/* An instance that died makes nothing any more; what was taken away since is not given out. */
static const char *state_of(const struct json *row, int64_t now_ms, int64_t redacted)
{
    int64_t beat_ms = 0, then = 0;
    (void)json_get_int(row, "beat", &beat_ms);
    (void)json_get_int(row, "redacted", &then);
    if (is_state(row, "ready"))
        return redacted > then ? "stale" : "ready";
    if (is_state(row, "failed") || now_ms - beat_ms > EXPORTS_LOST_MS)
        return "failed";
    return is_state(row, "making") ? "making" : "waiting";
}

static void export_write(struct slice id, const struct json *row, int64_t now_ms, int64_t redacted,
                         struct writer *out)
{
    static const char *const texts[] = {"room", "what", "form", "language", "error"};
    static const char *const numbers[] = {"percent", "at", "bytes"};
    struct slice text;
    int64_t number;
    writer_text(out, "export", id);
    writer_text(out, "state", slice_of(state_of(row, now_ms, redacted)));
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        if (json_get_text(row, texts[i], &text))
            writer_text(out, texts[i], text);
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
        if (json_get_int(row, numbers[i], &number))
            writer_int(out, numbers[i], number);
    if (json_get_int(row, "at", &number))
        writer_int(out, "expires", number + EXPORTS_KEPT_MS);
}

static void answer_row(struct task *task)
{
    struct exchange *exchange = task->exchange;
    export_write(slice_of(task->id), task->json, loop_now_ms(exchange->site->loop), task->redacted,
                 exchange_writer(exchange));
    task_free(task);
    exchange_send(exchange, 200);
}

/* ---- whether they may --------------------------------------------------------------------------
 */

static void ask(struct task *task, struct slice room, struct slice what, hub_answer_fn *answered);
static void session_next(struct task *task);

static void may(void *context, const struct hub_answer *answer)
{
    struct task *task = context;
    struct json *parts = NULL;
    if (answer->error) {
        task_fail(task, answer->error, answer->retry_ms);
        return;
    }
    (void)json_parse_large(answer->json, &parts);
    (void)json_get_int(parts, "redacted", &task->redacted);
    json_free(&parts);
    task->session = json_first(json_get(task->json, "sessions"));
    session_next(task);
}

/* One that they may not take out any more has changed too. */
static void session_may(void *context, const struct hub_answer *answer)
{
    struct task *task = context;
    struct json *parts = NULL;
    int64_t then = 0, now = INT64_MAX;
    bool none = answer->error == ERR_PERMISSION_DENIED || answer->error == ERR_NOT_FOUND;
    if (answer->error && !none) {
        task_fail(task, answer->error, answer->retry_ms);
        return;
    }
    (void)json_as_int(task->session, &then);
    if (!answer->error && json_parse_large(answer->json, &parts) == ERR_NONE)
        (void)json_get_int(parts, "redacted", &now);
    json_free(&parts);
    if (now > then)
        task->redacted = INT64_MAX;
    task->session = json_next(task->session);
    session_next(task);
}

static void session_next(struct task *task)
{
    if (task->session)
        ask(task, json_key(task->session), SLICE("captions"), session_may);
    else
        task->then(task);
}

static void ask(struct task *task, struct slice room, struct slice what, hub_answer_fn *answered)
{
    struct buffer text;
    struct writer writer;
    struct json *data = NULL;
    buffer_init(&text, QUESTION_BYTES);
    writer_init(&writer, &text);
    writer_object(&writer, NULL);
    writer_text(&writer, "room", room);
    if (what.at)
        writer_text(&writer, "what", what);
    writer_end(&writer);
    if (text.full || json_parse(buffer_slice(&text), &data) != ERR_NONE)
        task_fail(task, ERR_BAD_REQUEST, 0);
    else
        hub_command(task->exchange->site->hub, &task->exchange->actor, SLICE("export.parts"), data,
                    answered, task);
    json_free(&data);
    buffer_done(&text);
}

static void ask_room(struct task *task, struct slice room, struct slice what,
                     void (*then)(struct task *task))
{
    task->then = then;
    ask(task, room, what, may);
}

/* ---- asking for one ----------------------------------------------------------------------------
 */

static void row_put(void *context, enum err error, const struct account *rows, size_t count)
{
    struct task *task = context;
    UNUSED(rows);
    UNUSED(count);
    if (error) {
        task_fail(task, error == ERR_LIMIT_EXCEEDED ? ERR_TOO_MANY_REQUESTS : error, RETRY_MS);
        return;
    }
    exports_begin(task->exports, &task->asked, task->id, buffer_slice(&task->row));
    (void)json_parse(buffer_slice(&task->row), &task->json);
    answer_row(task);
}

static bool is_under_way(const struct account *row, int64_t now_ms)
{
    struct json *json = NULL;
    (void)json_parse(row->value, &json);
    const char *state = state_of(json, now_ms, 0);
    bool under_way = strcmp(state, "waiting") == 0 || strcmp(state, "making") == 0;
    json_free(&json);
    return under_way;
}

/* How large one is that stands there. */
static int64_t bytes_of(const struct account *row)
{
    struct json *json = NULL;
    int64_t bytes = 0;
    (void)json_parse(row->value, &json);
    (void)json_get_int(json, "bytes", &bytes);
    json_free(&json);
    return bytes;
}

/* One at a time for each person, and at most BOUND_EXPORTS_PERSON within an hour, which are no
 * larger together than one may be. */
static void rows_counted(void *context, enum err error, const struct account *rows, size_t count)
{
    struct task *task = context;
    int64_t now_ms = loop_now_ms(task->exchange->site->loop);
    bool busy = exports_full(task->exports) || count >= BOUND_EXPORTS_PERSON;
    task->asked.bytes_left = exports_bytes_max(task->exports);
    for (size_t i = 0; i < count; i++) {
        busy = busy || is_under_way(&rows[i], now_ms);
        task->asked.bytes_left -= bytes_of(&rows[i]);
    }
    if (error || busy || task->asked.bytes_left <= 0) {
        task_fail(task, error ? error : ERR_TOO_MANY_REQUESTS, RETRY_MS);
        return;
    }
    hash_random_id(task->id);
    exports_row(task->exports, &task->asked, &task->row);
    const struct account row = {.kind = EXPORTS_KIND,
                                .id = slice_of(task->id),
                                .person = task->asked.person,
                                .value = buffer_slice(&task->row),
                                .expires_ms = now_ms + EXPORTS_KEPT_MS};
    accounts_put(exports_accounts(task->exports), &row, row_put, task);
}

static void allowed(struct task *task)
{
    accounts_list(exports_accounts(task->exports), EXPORTS_KIND, task->asked.person, rows_counted,
                  task);
}

void api_exports_post(struct exchange *exchange)
{
    struct slice form = SLICE("zip");
    struct task *task = task_new(exchange);
    struct export_asked *asked = &task->asked;
    asked->person = exchange->actor.id;
    asked->language = SLICE("en");
    (void)exchange_text(exchange, "form", &form);
    (void)exchange_text(exchange, "language", &asked->language);
    (void)exchange_text(exchange, "what", &asked->what);
    asked->form = make_form_of(form);
    bool good = exchange_text(exchange, "room", &asked->room) && asked->form != MAKE_FORMS &&
                asked->language.len == LANGUAGE_BYTES &&
                (asked->form != MAKE_CSV || asked->what.at) &&
                (!asked->what.at || text_is_id(asked->what));
    if (!task->contents)
        task_fail(task, ERR_NOT_AVAILABLE, 0);
    else if (!good)
        task_fail(task, ERR_BAD_REQUEST, 0);
    else
        ask_room(task, asked->room, asked->what, allowed);
}

/* ---- looking after them ------------------------------------------------------------------------
 */

static void rows_listed(void *context, enum err error, const struct account *rows, size_t count)
{
    struct task *task = context;
    struct exchange *exchange = task->exchange;
    struct slice wanted = {NULL, 0}, room;
    if (error) {
        task_fail(task, error, 0);
        return;
    }
    struct writer *writer = exchange_writer(exchange);
    (void)json_get_text(task->json, "room", &wanted);
    writer_array(writer, "exports");
    for (size_t i = 0; i < count; i++) {
        struct json *row = NULL;
        (void)json_parse(rows[i].value, &row);
        if (json_get_text(row, "room", &room) && (!wanted.at || slice_equal(room, wanted))) {
            writer_object(writer, NULL);
            export_write(rows[i].id, row, loop_now_ms(exchange->site->loop), 0, writer);
            writer_end(writer);
        }
        json_free(&row);
    }
    writer_end(writer);
    task_free(task);
    exchange_send(exchange, 200);
}

/* The room that it names need not be entered any more: what stands here is one's own. */
void api_exports_list(struct exchange *exchange)
{
    struct task *task = task_new(exchange);
    enum err error = arguments_read(exchange->request.query, false, &task->json);
    if (!error && !task->exports)
        error = ERR_NOT_AVAILABLE;
    if (error)
        task_fail(task, error, 0);
    else
        accounts_list(exchange->site->accounts, EXPORTS_KIND, exchange->actor.id, rows_listed,
                      task);
}

/* Reads the row, where it is one's own. */
static bool row_taken(struct task *task, enum err error, const struct account *rows, size_t count)
{
    bool own = !error && count == 1 && slice_equal(rows[0].person, task->exchange->actor.id);
    if (own)
        (void)json_parse(rows[0].value, &task->json);
    if (own && task->json)
        return true;
    task_fail(task, error == ERR_JOURNAL_AWAY ? error : ERR_NOT_FOUND, 0);
    return false;
}

static void row_found(void *context, enum err error, const struct account *rows, size_t count)
{
    struct task *task = context;
    struct slice room = {"", 0}, what = {NULL, 0};
    void (*then)(struct task * task) = task->then;
    if (!row_taken(task, error, rows, count))
        return;
    (void)json_get_text(task->json, "room", &room);
    (void)json_get_text(task->json, "what", &what);
    ask_room(task, room, what, then);
}

static void find(struct exchange *exchange, void (*then)(struct task *task))
{
    struct task *task = task_new(exchange);
    struct slice id = exchange->pieces[0];
    task->then = then;
    if (!task->exports || id.len >= sizeof task->id) {
        task_fail(task, ERR_NOT_FOUND, 0);
        return;
    }
    snprintf(task->id, sizeof task->id, "%.*s", (int)id.len, id.at);
    accounts_get(exchange->site->accounts, EXPORTS_KIND, slice_of(task->id), row_found, task);
}

void api_exports_get(struct exchange *exchange)
{
    find(exchange, answer_row);
}

/* ---- fetching ----------------------------------------------------------------------------------
 */

/* "webinar-w1-attendance.csv": letters, digits and these alone stand in it. */
static void name_write(const struct task *task, char name[NAME_BYTES])
{
    struct slice room = {"", 0}, what = {NULL, 0}, form = {"", 0};
    (void)json_get_text(task->json, "room", &room);
    (void)json_get_text(task->json, "what", &what);
    (void)json_get_text(task->json, "form", &form);
    int len = snprintf(name, NAME_BYTES, "attachment; filename=\"%.*s%s%.*s.%.*s\"", (int)room.len,
                       room.at, what.at ? "-" : "", (int)what.len, what.at ? what.at : "",
                       (int)form.len, form.at);
    for (int i = (int)sizeof "attachment; filename=\"" - 1; i < len - 1; i++)
        if (name[i] == ':' || name[i] == '"' || name[i] == '\\')
            name[i] = '-';
}

static void opened(void *context, enum err error, int file, int64_t bytes)
{
    struct task *task = context;
    struct exchange *exchange = task->exchange;
    struct slice form = {"", 0};
    char name[NAME_BYTES];
    if (error) {
        task_fail(task, error, error == ERR_TOO_MANY_REQUESTS ? RETRY_MS : 0);
        return;
    }
    (void)json_get_text(task->json, "form", &form);
    name_write(task, name);
    exchange_header(exchange, "Content-Disposition", slice_of(name));
    exchange_header(exchange, "Content-Security-Policy", SLICE("default-src 'none'; sandbox"));
    enum make_form made = make_form_of(form);
    task_free(task);
    exchange_send_open(exchange, made == MAKE_FORMS ? "" : make_type(made), file, 0, bytes);
}

static void fetch(struct task *task)
{
    int64_t now_ms = loop_now_ms(task->exchange->site->loop);
    struct slice blob = {"", 0};
    (void)json_get_text(task->json, "blob", &blob);
    if (task->contents && strcmp(state_of(task->json, now_ms, task->redacted), "ready") == 0)
        export_files_open(exports_files(task->exports), blob, opened, task);
    else
        task_fail(task, ERR_NOT_FOUND, 0);
}

void api_exports_file(struct exchange *exchange)
{
    find(exchange, fetch);
}

/* ---- ending ------------------------------------------------------------------------------------
 */

static void pieces_drop(void *context)
{
    const struct task *task = context;
    struct slice blob = {"", 0};
    (void)json_get_text(task->json, "blob", &blob);
    export_store_drop(contents_blobs(task->contents), blob);
}

static void pieces_gone(void *context)
{
    struct task *task = context;
    struct exchange *exchange = task->exchange;
    task_free(task);
    exchange_empty(exchange, 204);
}

static void row_gone(void *context, enum err error, const struct account *rows, size_t count)
{
    struct task *task = context;
    struct slice blob = {NULL, 0};
    UNUSED(rows);
    UNUSED(count);
    if (error) {
        task_fail(task, error, 0);
        return;
    }
    exports_drop(task->exports, task->id);
    if (!json_get_text(task->json, "blob", &blob)) {
        pieces_gone(task);
        return;
    }
    export_files_forget(exports_files(task->exports), blob);
    contents_post(task->contents, pieces_drop, pieces_gone, task);
}

static void row_to_end(void *context, enum err error, const struct account *rows, size_t count)
{
    struct task *task = context;
    if (row_taken(task, error, rows, count))
        accounts_take(task->exchange->site->accounts, EXPORTS_KIND, slice_of(task->id), row_gone,
                      task);
}

/* Whoever may not enter the room any more may still have it removed. */
void api_exports_end(struct exchange *exchange)
{
    struct task *task = task_new(exchange);
    struct slice id = exchange->pieces[0];
    if (!task->exports || id.len >= sizeof task->id) {
        task_fail(task, ERR_NOT_FOUND, 0);
        return;
    }
    snprintf(task->id, sizeof task->id, "%.*s", (int)id.len, id.at);
    accounts_get(exchange->site->accounts, EXPORTS_KIND, slice_of(task->id), row_to_end, task);
}
