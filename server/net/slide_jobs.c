/* SPDX-License-Identifier: Apache-2.0
 * work -> which file next? -> it is fetched -> its pages are counted, or one is drawn -> the page
 * is kept -> the room is told -> which next? */
#include "net/slide_jobs.h"

#include <stdio.h>
#include <unistd.h>

#include "base/bounds.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/unused.h"
#include "base/writer.h"
#include "convert/document.h"
#include "hub/hub.h"
#include "net/slide_store.h"

enum {
    MEMORY_MB = 1024,
    SECONDS = 20,
    COMMAND_BYTES = 1024,
    RANDOM_BYTES = 23, /* hash_random_id */
    OP_BYTES_MAX = BOUND_ID_BYTES + 1,
    ROOMS_MAX = 1024, /* that wait; more come back when they wake again */
};

static const struct slice system_id = {"system", 6};

/* A room in which there may be work. */
struct job {
    struct job *next;
    bool again; /* told of work while it was looked at */
    char room[];
};

/* One page, or a look at a file: what is done on the threads. */
struct piece {
    int64_t file, made, pages; /* as the room said it */
    char blob[HASH_HEX + 1];
    char op[OP_BYTES_MAX];
    enum err fetched;
    enum document_end end;
    int64_t counted;
    struct buffer large, small, words;
    enum err kept;
    char id[HASH_HEX + 1]; /* of the page's content */
};

struct slide_jobs {
    struct slide_jobs_options options;
    struct worker *worker;
    atomic_bool stop;
    struct job *first; /* owned; the first is being done while busy */
    size_t count;
    bool busy, freed;
    bool asked, told, cut_off; /* whether children can be without a network; once it was asked */
    struct stored source;      /* the file that is open: its descriptor, and its id */
    struct piece piece;
};

static void next(struct slide_jobs *jobs);

/* ---- beginning and end -------------------------------------------------------------------------
 */

static void source_close(struct slide_jobs *jobs)
{
    if (jobs->source.fd >= 0)
        close(jobs->source.fd);
    jobs->source = (struct stored){.fd = -1};
}

static void work(void *context, struct slice room)
{
    struct slide_jobs *jobs = context;
    struct job **at = &jobs->first;
    if (!slice_starts(room, SLICE("webinar:")))
        return;
    for (; *at; at = &(*at)->next) {
        if (!slice_is(room, (*at)->room))
            continue;
        (*at)->again = true;
        return;
    }
    if (jobs->count >= ROOMS_MAX)
        return;
    *at = mem_new(sizeof **at + room.len + 1);
    memcpy((*at)->room, room.at, room.len);
    jobs->count++;
    if (!jobs->busy)
        next(jobs);
}

struct slide_jobs *slide_jobs_new(const struct slide_jobs_options *options)
{
    struct slide_jobs *jobs = mem_new(sizeof *jobs);
    jobs->options = *options;
    if (!jobs->options.memory_mb)
        jobs->options.memory_mb = MEMORY_MB;
    if (!jobs->options.seconds)
        jobs->options.seconds = SECONDS;
    jobs->source.fd = -1;
    if (!options->contents)
        return jobs;
    jobs->worker = worker_new(options->loop, "slides");
    hub_on_work(options->hub, work, jobs);
    return jobs;
}

static void drop_first(struct slide_jobs *jobs)
{
    struct job *job = jobs->first;
    jobs->first = job->next;
    jobs->count--;
    mem_free(job);
}

static void free_now(struct slide_jobs *jobs)
{
    while (jobs->first)
        drop_first(jobs);
    source_close(jobs);
    mem_free(jobs);
}

void slide_jobs_free(struct slide_jobs **jobs)
{
    struct slide_jobs *old = *jobs;
    *jobs = NULL;
    if (!old)
        return;
    if (old->options.contents)
        hub_on_work(old->options.hub, NULL, old);
    atomic_store(&old->stop, true);
    old->freed = true;
    bool busy = old->busy; /* then whoever calls back last frees it */
    struct worker *worker = old->worker;
    if (!busy)
        free_now(old);
    worker_close(&worker);
}

static void piece_done(struct slide_jobs *jobs)
{
    buffer_done(&jobs->piece.large);
    buffer_done(&jobs->piece.small);
    buffer_done(&jobs->piece.words);
    jobs->piece = (struct piece){.file = 0};
}

/* The room is looked at again, after the others; or, when it is `over`, once it is told of again.
 */
static void step_end(struct slide_jobs *jobs, bool over)
{
    piece_done(jobs);
    jobs->busy = false;
    if (jobs->freed) {
        free_now(jobs);
        return;
    }
    struct job *job = jobs->first;
    if (over && !job->again) {
        source_close(jobs);
        drop_first(jobs);
    } else {
        job->again = false;
        jobs->first = job->next;
        job->next = NULL;
        struct job **at = &jobs->first;
        while (*at)
            at = &(*at)->next;
        *at = job;
    }
    next(jobs);
}

/* ---- telling the room --------------------------------------------------------------------------
 */

/* Asks the hub in the server's own name. */
static void ask(struct slide_jobs *jobs, const char *method, const struct buffer *text,
                hub_answer_fn *done)
{
    const struct actor system = {.id = system_id};
    struct json *data = NULL;
    if (json_parse(buffer_slice(text), &data) == ERR_NONE)
        hub_command(jobs->options.hub, &system, slice_of(method), data, done, jobs);
    else
        done(jobs, &(struct hub_answer){.error = ERR_INTERNAL});
    json_free(&data);
}

/* Opens what a command says of the file; the caller adds the rest and ends it. */
static void command_open(const struct slide_jobs *jobs, const char *what, struct buffer *text,
                         struct writer *writer)
{
    char random[RANDOM_BYTES], op[OP_BYTES_MAX];
    hash_random_id(random);
    snprintf(op, sizeof op, "%s.%s", what, random);
    buffer_init(text, COMMAND_BYTES);
    writer_init(writer, text);
    writer_object(writer, NULL);
    writer_text(writer, "room", slice_of(jobs->first->room));
    writer_text(writer, "op", *jobs->piece.op ? slice_of(jobs->piece.op) : slice_of(op));
    writer_int(writer, "file", jobs->piece.file);
}

/* What was cancelled or removed meanwhile is no reason to leave the rest of the room. */
static void told(struct slide_jobs *jobs, enum err error)
{
    step_end(jobs, error != ERR_NONE && error != ERR_NOT_FOUND);
}

static void failed(void *context, const struct hub_answer *answer)
{
    told(context, answer->error);
}

/* The file gives no more pages, and its people are told why. */
static void fail(struct slide_jobs *jobs, const char *why)
{
    struct buffer text;
    struct writer writer;
    if (jobs->freed) {
        step_end(jobs, true);
        return;
    }
    jobs->piece.op[0] = '\0';
    command_open(jobs, "slide.fail", &text, &writer);
    writer_text(&writer, "why", slice_of(why));
    writer_end(&writer);
    ask(jobs, "slide.fail", &text, failed);
    buffer_done(&text);
}

static const char *why_of(enum document_end end)
{
    static const char *const whys[] = {
        [DOCUMENT_DONE] = "broken",       [DOCUMENT_BROKEN] = "broken",
        [DOCUMENT_LOCKED] = "locked",     [DOCUMENT_EMPTY] = "empty",
        [DOCUMENT_SLOW] = "slow",         [DOCUMENT_LARGE] = "large",
        [DOCUMENT_STOPPED] = "cancelled", [DOCUMENT_MISSING] = "missing",
    };
    return whys[end];
}

/* ---- a page ------------------------------------------------------------------------------------
 */

static void page_dropped(void *context, enum err error)
{
    struct slide_jobs *jobs = context;
    UNUSED(error); /* net/upload_sweep.h comes by */
    if (jobs->piece.kept == ERR_LIMIT_EXCEEDED)
        fail(jobs, "full");
    else
        told(jobs, jobs->piece.kept);
}

/* Where it is not known whether the entry came, net/upload_sweep.h finds out. */
static void page_told(void *context, const struct hub_answer *answer)
{
    struct slide_jobs *jobs = context;
    struct slice id = slice_of(jobs->piece.id);
    jobs->piece.kept = answer->error;
    if (answer->error == ERR_NONE)
        contents_settle(jobs->options.contents, id);
    if (answer->error == ERR_NONE || answer->error == ERR_JOURNAL_AWAY ||
        answer->error == ERR_INTERNAL)
        told(jobs, answer->error);
    else
        contents_drop(jobs->options.contents, &id, 1, page_dropped, jobs);
}

static void page_tell(struct slide_jobs *jobs)
{
    const struct piece *piece = &jobs->piece;
    struct buffer text;
    struct writer writer;
    command_open(jobs, "slide.page", &text, &writer);
    writer_int(&writer, "page", piece->made + 1);
    writer_text(&writer, "blob", slice_of(piece->id));
    writer_int(&writer, "large", (int64_t)piece->large.len);
    writer_int(&writer, "small", (int64_t)piece->small.len);
    writer_int(&writer, "bytes", (int64_t)(piece->large.len + piece->small.len + piece->words.len));
    writer_end(&writer);
    ask(jobs, "slide.page", &text, page_told);
    buffer_done(&text);
}

static void page_kept(void *context)
{
    struct slide_jobs *jobs = context;
    if (jobs->piece.kept != ERR_NONE || jobs->freed)
        step_end(jobs, true);
    else
        page_tell(jobs);
}

static void page_keep(void *context)
{
    struct slide_jobs *jobs = context;
    struct piece *piece = &jobs->piece;
    const struct slide_made made = {buffer_slice(&piece->large), buffer_slice(&piece->small),
                                    buffer_slice(&piece->words)};
    const struct upload_cause cause = {
        .room = slice_of(jobs->first->room), .by = system_id, .op = slice_of(piece->op)};
    piece->kept = slide_store_put(contents_blobs(jobs->options.contents), &made, &cause, piece->id);
}

static void begun(void *context, const struct hub_answer *answer)
{
    struct slide_jobs *jobs = context;
    if (answer->error == ERR_LIMIT_EXCEEDED || answer->error == ERR_BAD_REQUEST)
        fail(jobs, "many");
    else
        told(jobs, answer->error);
}

static void begin_tell(struct slide_jobs *jobs)
{
    struct buffer text;
    struct writer writer;
    command_open(jobs, "slide.begin", &text, &writer);
    writer_int(&writer, "pages", jobs->piece.counted);
    writer_end(&writer);
    ask(jobs, "slide.begin", &text, begun);
    buffer_done(&text);
}

static void made(void *context)
{
    struct slide_jobs *jobs = context;
    struct piece *piece = &jobs->piece;
    if (!jobs->cut_off && !jobs->told)
        log_line(LOG_WARN, "what makes slides cannot be cut off from the network here",
                 "program=unshare");
    jobs->told = true;
    if (piece->end == DOCUMENT_STOPPED || jobs->freed) {
        step_end(jobs, true);
    } else if (piece->end != DOCUMENT_DONE) {
        fail(jobs, why_of(piece->end));
    } else if (piece->pages == 0) {
        begin_tell(jobs);
    } else {
        char random[RANDOM_BYTES];
        hash_random_id(random);
        snprintf(piece->op, sizeof piece->op, "slide.page.%s", random);
        contents_post(jobs->options.contents, page_keep, page_kept, jobs);
    }
}

/* On the thread of slides: its pages are counted, or the next one is drawn. */
static void make(void *context)
{
    struct slide_jobs *jobs = context;
    struct piece *piece = &jobs->piece;
    if (!jobs->asked) {
        jobs->asked = true;
        jobs->cut_off = child_can_be_cut_off();
    }
    const struct document document = {.fd = jobs->source.fd,
                                      .rules = {.memory_mb = jobs->options.memory_mb,
                                                .seconds = jobs->options.seconds,
                                                .cut_off = jobs->cut_off,
                                                .stop = &jobs->stop}};
    if (piece->pages == 0) {
        piece->end = document_look(&document, &piece->counted);
        return;
    }
    buffer_init(&piece->large, BOUND_SLIDE_BYTES);
    buffer_init(&piece->small, BOUND_SLIDE_BYTES);
    buffer_init(&piece->words, BOUND_SLIDE_TEXT_BYTES);
    piece->end = document_draw(&document, piece->made + 1, BOUND_SLIDE_PIXELS, &piece->large);
    if (piece->end == DOCUMENT_DONE)
        piece->end =
            document_draw(&document, piece->made + 1, BOUND_SLIDE_SMALL_PIXELS, &piece->small);
    if (piece->end == DOCUMENT_DONE)
        (void)document_words(&document, piece->made + 1, &piece->words);
}

/* ---- which is next -----------------------------------------------------------------------------
 */

static void fetched(void *context)
{
    struct slide_jobs *jobs = context;
    enum err error = jobs->piece.fetched;
    if (jobs->freed || error == ERR_JOURNAL_AWAY)
        step_end(jobs, true);
    else if (error == ERR_LIMIT_EXCEEDED)
        fail(jobs, "large");
    else if (error == ERR_NOT_FOUND)
        fail(jobs, "gone");
    else if (error != ERR_NONE)
        fail(jobs, "broken");
    else
        worker_post(jobs->worker, make, made, jobs);
}

/* On the thread of the contents. */
static void fetch(void *context)
{
    struct slide_jobs *jobs = context;
    jobs->piece.fetched = slide_store_document(contents_blobs(jobs->options.contents),
                                               slice_of(jobs->piece.blob), &jobs->source);
    snprintf(jobs->source.id, sizeof jobs->source.id, "%s", jobs->piece.blob);
}

static bool piece_read(struct slice answer, struct piece *piece)
{
    struct json *work_json = NULL;
    struct slice blob;
    bool there = json_parse(answer, &work_json) == ERR_NONE &&
                 json_get_text(work_json, "blob", &blob) &&
                 json_get_int(work_json, "file", &piece->file) &&
                 json_get_int(work_json, "made", &piece->made) &&
                 json_get_int(work_json, "pages", &piece->pages);
    if (there)
        snprintf(piece->blob, sizeof piece->blob, "%.*s", (int)blob.len, blob.at);
    json_free(&work_json);
    return there;
}

static void known(void *context, const struct hub_answer *answer)
{
    struct slide_jobs *jobs = context;
    if (jobs->freed || answer->error || !piece_read(answer->json, &jobs->piece)) {
        step_end(jobs, true);
        return;
    }
    if (jobs->source.fd >= 0 && slice_is(slice_of(jobs->piece.blob), jobs->source.id)) {
        worker_post(jobs->worker, make, made, jobs);
        return;
    }
    source_close(jobs);
    contents_post(jobs->options.contents, fetch, fetched, jobs);
}

static void look(void *context)
{
    struct slide_jobs *jobs = context;
    struct buffer text;
    struct writer writer;
    if (jobs->freed) {
        step_end(jobs, true);
        return;
    }
    buffer_init(&text, COMMAND_BYTES);
    writer_init(&writer, &text);
    writer_object(&writer, NULL);
    writer_text(&writer, "room", slice_of(jobs->first->room));
    writer_end(&writer);
    ask(jobs, "slide.work", &text, known);
    buffer_done(&text);
}

/* Never in the turn that tells of work: the hub is in the middle of it. */
static void next(struct slide_jobs *jobs)
{
    if (!jobs->first || jobs->busy)
        return;
    jobs->busy = true;
    jobs->first->again = false;
    loop_later(jobs->options.loop, look, jobs);
}
