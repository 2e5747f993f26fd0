/* SPDX-License-Identifier: Apache-2.0
 * waiting -> the dates of its webinars asked for -> making, its row told once a second -> its file
 * kept -> ready. */
#include "net/exports.h"

#include <stdio.h>

#include "base/bounds.h"
#include "base/mem.h"
#include "base/unused.h"
#include "base/writer.h"
#include "hub/hub.h"
#include "journal/accounts.h"
#include "net/calendars.h"
#include "net/export_store.h"
#include "net/upload_store.h"

enum { AT_ONCE = 2, TELL_MS = 1000, BEAT_MS = 15000, BYTES_MAX = 1 << 30 };
/* Of a hundred: where keeping it begins, and ends. */
enum { KEEPING = 90, LAST = 99 };

/* One that is asked for. */
struct making {
    struct exports *exports;
    struct making *next;
    char id[EXPORTS_ID_BYTES];
    char *room, *person, *what, *language; /* owned; `what` NULL: all */
    enum make_form form;
    int64_t asked_ms, told_ms;
    unsigned told; /* percent, as the row says it */
    struct buffer was;
    bool telling; /* the row is being written */
    bool ended;   /* nothing more is to be made of it */
    bool dating;  /* the academy is asked for the dates of its webinars */
    bool keeping; /* its file is being kept */
    bool kept;
    bool unwanted;
    struct export_job *job; /* NULL: it waits, or has ended */
    struct buffer file;     /* until it is kept */
    struct buffer list;     /* of the pieces that are (net/export_store.h) */
    size_t at;              /* of the file: what is kept, for the thread; and as it is told */
    int64_t kept_bytes;
    char blob[HASH_HEX + 1];
    int64_t redacted, bytes, bytes_left;
    char *sessions; /* owned; JSON (followers/export_job.h); NULL: of none */
    enum err error;
};

struct exports {
    struct exports_options options;
    struct worker *worker;
    struct export_files *files;
    struct timer *timer;
    struct making *first;
    size_t count, running;
    bool freed;
    unsigned out; /* calls that are to come back */
};

static void run_next(struct exports *exports);
static void tell(struct making *making);

/* ---- beginning and end ------------------------------------------------------------------------
 */

static void tick(void *context)
{
    struct exports *exports = context;
    int64_t now_ms = loop_tick_ms(exports->options.loop);
    for (struct making *making = exports->first; making; making = making->next) {
        bool moved = making->job && export_job_percent(making->job) != making->told;
        if (!making->ended && !making->telling && (moved || now_ms - making->told_ms > BEAT_MS))
            tell(making);
    }
    export_files_tidy(exports->files);
}

struct exports *exports_new(const struct exports_options *options)
{
    struct exports *exports = mem_new(sizeof *exports);
    exports->options = *options;
    if (options->bytes_max <= 0 || options->bytes_max > UINT32_MAX)
        exports->options.bytes_max = BYTES_MAX;
    if (!options->accounts || !options->contents)
        return exports;
    exports->worker = worker_new(options->loop, "exports");
    exports->files = export_files_new(options->loop, options->contents);
    exports->timer = loop_every(options->loop, TELL_MS, tick, exports);
    return exports;
}

static void making_free(struct making *making)
{
    mem_free(making->room);
    mem_free(making->person);
    mem_free(making->what);
    mem_free(making->language);
    mem_free(making->sessions);
    buffer_done(&making->was);
    buffer_done(&making->file);
    buffer_done(&making->list);
    mem_free(making);
}

static void free_if_done(struct exports *exports)
{
    if (!exports->freed || exports->out > 0)
        return;
    for (struct making *making; (making = exports->first);) {
        exports->first = making->next;
        making_free(making);
    }
    mem_free(exports);
}

void exports_stop(struct exports *exports)
{
    if (!exports)
        return;
    timer_close(&exports->timer);
    for (struct making *making = exports->first; making; making = making->next)
        export_job_drop(&making->job);
    worker_close(&exports->worker);
}

void exports_free(struct exports **exports)
{
    struct exports *old = *exports;
    *exports = NULL;
    if (!old)
        return;
    old->freed = true;
    export_files_free(&old->files);
    free_if_done(old);
}

static void unlink_making(struct making *making)
{
    struct exports *exports = making->exports;
    struct making **at = &exports->first;
    while (*at != making)
        at = &(*at)->next;
    *at = making->next;
    exports->count--;
    making_free(making);
}

bool exports_full(const struct exports *exports)
{
    return !exports->worker || exports->count >= BOUND_EXPORTS_WAITING;
}

struct contents *exports_contents(const struct exports *exports)
{
    return exports->options.contents;
}

struct export_files *exports_files(const struct exports *exports)
{
    return exports->files;
}

int64_t exports_bytes_max(const struct exports *exports)
{
    return exports->options.bytes_max;
}

struct accounts *exports_accounts(const struct exports *exports)
{
    return exports->options.accounts;
}

/* ---- its row -----------------------------------------------------------------------------------
 */

static void row_write(const struct exports *exports, const struct export_asked *asked,
                      const struct making *making, struct buffer *out)
{
    int64_t now_ms = loop_now_ms(exports->options.loop);
    const char *state = "waiting";
    struct writer writer;
    if (making && making->ended)
        state = making->error ? "failed" : "ready";
    else if (making && (making->job || making->dating || making->keeping))
        state = "making";
    buffer_clear(out);
    writer_init(&writer, out);
    writer_object(&writer, NULL);
    writer_text(&writer, "room", asked->room);
    if (asked->what.at)
        writer_text(&writer, "what", asked->what);
    writer_text(&writer, "form", slice_of(make_ending(asked->form)));
    writer_text(&writer, "language", asked->language);
    writer_text(&writer, "state", slice_of(state));
    writer_int(&writer, "percent", making ? making->told : 0);
    writer_int(&writer, "at", making ? making->asked_ms : now_ms);
    writer_int(&writer, "beat", now_ms);
    if (making && making->ended && !making->error) {
        writer_int(&writer, "bytes", making->bytes);
        writer_text(&writer, "blob", slice_of(making->blob));
        writer_int(&writer, "redacted", making->redacted);
        if (making->sessions)
            writer_raw(&writer, "sessions", slice_of(making->sessions));
    }
    if (making && making->error)
        writer_text(&writer, "error", slice_of(error_name(making->error)));
    writer_end(&writer);
}

void exports_row(const struct exports *exports, const struct export_asked *asked,
                 struct buffer *out)
{
    row_write(exports, asked, NULL, out);
}

static struct export_asked asked_of(const struct making *making)
{
    return (struct export_asked){.room = slice_of(making->room),
                                 .person = slice_of(making->person),
                                 .what = slice_of(making->what),
                                 .language = slice_of(making->language),
                                 .form = making->form};
}

static void pieces_drop(void *context)
{
    struct making *making = context;
    struct blobs *blobs = contents_blobs(making->exports->options.contents);
    export_store_drop_list(blobs, buffer_slice(&making->list));
    if (making->kept)
        export_store_drop(blobs, slice_of(making->blob));
}

static void pieces_dropped(void *context)
{
    struct making *making = context;
    struct exports *exports = making->exports;
    exports->out--;
    unlink_making(making);
    free_if_done(exports);
}

/* Nobody can fetch it: its pieces go at once. */
static void give_up(struct making *making)
{
    struct exports *exports = making->exports;
    exports->running -= making->job != NULL;
    export_job_drop(&making->job);
    making->ended = true;
    making->unwanted = false;
    making->telling = true; /* nobody asks for its row any more */
    exports->out++;
    contents_post(exports->options.contents, pieces_drop, pieces_dropped, making);
}

static void told(void *context, enum err error, const struct account *rows, size_t count)
{
    struct making *making = context;
    struct exports *exports = making->exports;
    UNUSED(rows);
    UNUSED(count);
    making->telling = false;
    exports->out--;
    if (exports->freed) {
        free_if_done(exports);
        return;
    }
    if (error == ERR_NOT_FOUND)
        making->unwanted = true;
    if (making->unwanted && !making->keeping && !making->dating)
        give_up(making);
    else if (making->ended && making->told == 100)
        unlink_making(making);
    else if (making->ended)
        tell(making);
    run_next(exports);
}

static unsigned percent_of(const struct making *making)
{
    if (making->ended)
        return 100;
    if (making->keeping)
        return KEEPING + (unsigned)((LAST - KEEPING) * making->kept_bytes / (making->bytes + 1));
    return making->job ? export_job_percent(making->job) : 0;
}

static void tell(struct making *making)
{
    struct exports *exports = making->exports;
    struct export_asked asked = asked_of(making);
    struct buffer now;
    making->telling = true;
    making->told_ms = loop_tick_ms(exports->options.loop);
    making->told = percent_of(making);
    buffer_init(&now, BOUND_ACCOUNT_BYTES);
    row_write(exports, &asked, making, &now);
    exports->out++;
    const struct account row = {.kind = EXPORTS_KIND,
                                .id = slice_of(making->id),
                                .person = asked.person,
                                .value = buffer_slice(&now),
                                .expires_ms = making->asked_ms + EXPORTS_KEPT_MS};
    accounts_change(exports->options.accounts, &row, buffer_slice(&making->was), told, making);
    buffer_clear(&making->was);
    buffer_add(&making->was, buffer_slice(&now));
    buffer_done(&now);
}

/* ---- making ------------------------------------------------------------------------------------
 */

static void making_ends(struct making *making, enum err error)
{
    making->error = error;
    making->ended = true;
    making->job = NULL;
    making->exports->running--;
    if (!making->telling)
        tell(making);
}

/* On the thread: one piece, or, behind the last, their list. Between two of them others have their
 * turn at the store. */
static void keep(void *context)
{
    struct making *making = context;
    struct blobs *blobs = contents_blobs(making->exports->options.contents);
    size_t left = making->file.len - making->at;
    size_t len = left < EXPORT_STORE_PIECE ? left : EXPORT_STORE_PIECE;
    if (left > 0) {
        const struct slice piece = {making->file.bytes + making->at, len};
        making->error = export_store_put(blobs, piece, &making->list);
        making->at += len;
        buffer_rest(&making->file);
        return;
    }
    making->error = export_store_bind(blobs, buffer_slice(&making->list), making->blob);
    making->kept = !making->error;
    buffer_done(&making->file);
}

static void kept(void *context)
{
    struct making *making = context;
    struct exports *exports = making->exports;
    bool more = !making->error && !making->kept && !making->unwanted && !exports->freed;
    making->kept_bytes = (int64_t)making->at;
    if (more) {
        contents_post(exports->options.contents, keep, kept, making);
        return;
    }
    exports->out--;
    if (exports->freed) {
        free_if_done(exports);
        return;
    }
    making->keeping = false;
    if (!making->unwanted) {
        making_ends(making, making->error);
        return;
    }
    exports->running--;
    give_up(making);
    run_next(exports);
}

static void made(void *context, const struct export_made *export)
{
    struct making *making = context;
    making->job = NULL;
    if (export->error) {
        making_ends(making, export->error);
        return;
    }
    making->redacted = export->redacted;
    if (export->sessions.len > 0)
        making->sessions = mem_text(export->sessions);
    making->bytes = (int64_t) export->file->len;
    buffer_move(&making->file, export->file);
    making->keeping = true;
    making->exports->out++;
    contents_post(making->exports->options.contents, keep, kept, making);
}

static enum err read_content(struct contents *contents, struct slice id, struct buffer *content,
                             struct slice *file)
{
    struct stored stored;
    return upload_store_read(contents_blobs(contents), id, content, &stored, file);
}

/* `webinars`: their dates; absent: none. */
static void make_begin(struct making *making, struct slice webinars)
{
    struct exports *exports = making->exports;
    const struct export_of of = {.loop = exports->options.loop,
                                 .journal = hub_journal(exports->options.hub),
                                 .kinds = hub_kinds(exports->options.hub),
                                 .worker = exports->worker,
                                 .room = slice_of(making->room),
                                 .person = slice_of(making->person),
                                 .what = slice_of(making->what),
                                 .webinars = webinars,
                                 .url = exports->options.url,
                                 .contents = exports->options.contents,
                                 .read = read_content,
                                 .form = making->form,
                                 .language = label_language_of(slice_of(making->language)),
                                 .bytes_max = (size_t)making->bytes_left};
    making->job = export_job_start(&of, made, making);
}

/* A course without dates is made all the same. */
static void dated(void *context, enum err error, struct slice file)
{
    struct making *making = context;
    struct exports *exports = making->exports;
    exports->out--;
    making->dating = false;
    if (exports->freed) {
        free_if_done(exports);
    } else if (making->unwanted) {
        exports->running--;
        give_up(making);
        run_next(exports);
    } else if (exports->worker) {
        make_begin(making, error ? (struct slice){NULL, 0} : file);
    }
}

/* Its webinars are rooms of their own, of which the academy says when they are. */
static void dates_ask(struct making *making)
{
    const struct exports_options *options = &making->exports->options;
    const struct calendars_order order = {.hub = options->hub,
                                          .url = options->url,
                                          .host = options->host,
                                          .person = slice_of(making->person),
                                          .course = slice_of(making->room),
                                          .sessions = true,
                                          .language = slice_of(making->language)};
    making->dating = true;
    making->exports->out++;
    calendars_make(&order, dated, making);
}

static void run_next(struct exports *exports)
{
    struct making *making = exports->first;
    while (making && (making->job || making->ended || making->dating || making->keeping))
        making = making->next;
    if (!making || exports->running >= AT_ONCE || !exports->worker)
        return;
    exports->running++;
    if (making->form == MAKE_ZIP && !making->what &&
        slice_starts(slice_of(making->room), SLICE("course:")))
        dates_ask(making);
    else
        make_begin(making, (struct slice){NULL, 0});
}

void exports_begin(struct exports *exports, const struct export_asked *asked, const char *id,
                   struct slice row)
{
    struct making *making = mem_new(sizeof *making), **at = &exports->first;
    making->exports = exports;
    snprintf(making->id, sizeof making->id, "%s", id);
    making->room = mem_text(asked->room);
    making->person = mem_text(asked->person);
    making->what = asked->what.at ? mem_text(asked->what) : NULL;
    making->language = mem_text(asked->language);
    making->form = asked->form;
    making->asked_ms = loop_now_ms(exports->options.loop);
    making->told_ms = loop_tick_ms(exports->options.loop);
    buffer_init(&making->was, BOUND_ACCOUNT_BYTES);
    buffer_init_spooled(&making->file, UINT32_MAX);
    buffer_init(&making->list, EXPORT_STORE_LIST_BYTES);
    making->bytes_left = asked->bytes_left;
    buffer_add(&making->was, row);
    while (*at)
        at = &(*at)->next;
    *at = making;
    exports->count++;
    run_next(exports);
}

void exports_drop(struct exports *exports, const char *id)
{
    for (struct making *making = exports->first; making; making = making->next)
        if (strcmp(making->id, id) == 0 && !making->telling && !making->ended)
            tell(making); /* which finds that there is no row */
}
