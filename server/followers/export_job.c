/* SPDX-License-Identifier: Apache-2.0
 * how many entries? -> folded -> collected, as often as something is to be read -> the captions of
 * its sessions, each by a job of its own -> the journal, if it belongs to it -> the files that
 * people uploaded, one after another -> made -> done. */
#include "followers/export_job.h"

#include <stdatomic.h>

#include "base/map.h"
#include "base/mem.h"
#include "base/unused.h"
#include "followers/attached.h"
#include "followers/chained.h"
#include "hub/found.h"
#include "hub/job.h"
#include "journal/contents.h"

enum { LEADERS_MAX = 1024 };
/* Of a hundred: what each stage comes to. */
enum { FOLDED = 40, COLLECTED = 72, SESSIONS = 80, JOURNALED = 88, READ = 94 };
/* How much the names of its sessions take, at most: they stand in a row of accounts. */
enum { SESSIONS_BYTES = 3000 };

enum stage {
    STAGE_HEAD,
    STAGE_FOLD,
    STAGE_WORK,
    STAGE_READ,
    STAGE_SESSION,
    STAGE_VISIT,
    STAGE_FILES
};

struct export_job {
    struct export_of of; /* its texts are owned */
    char *room, *person, *what, *webinars, *url;
    enum stage stage;
    bool dropped;
    atomic_uint percent;
    atomic_bool stop;
    int64_t head;
    struct journal_ticket *ticket;
    struct job *fold;
    struct room *folded;
    struct map *leaders; /* who was made a host, where nobody asks; values are not used */
    struct collect *collect;
    struct collect_state state;
    enum collect_step step;
    struct entry **entries; /* each held; of the last reading */
    size_t entries_count;
    bool read, nobody;           /* nobody: nobody asks */
    struct map *sessions;        /* their rooms; values are not used; NULL: not asked for */
    struct map_at session_at;    /* the one that is taken along */
    size_t session_place;        /* how many are */
    struct export_job *session;  /* NULL: none is */
    struct writer sessions_told; /* into the next, as struct export_made has it */
    struct buffer told, tracks;
    struct attached *attached; /* NULL: no files are asked for */
    size_t file_place;         /* of the one that is being read */
    struct buffer journal, file;
    enum err error;
    int64_t made_ms;
    export_fn *done;
    void *context;
};

static void work_begin(struct export_job *job);

static void entries_drop(struct export_job *job)
{
    for (size_t i = 0; i < job->entries_count; i++)
        entry_unref(&job->entries[i]);
    mem_free(job->entries);
    job->entries = NULL;
    job->entries_count = 0;
}

/* On the thread, where there is one still: a room of many entries takes its time. */
static void large_free(void *context)
{
    struct export_job *job = context;
    entries_drop(job);
    collect_free(&job->collect);
    room_free(&job->folded);
    map_free(&job->leaders, NULL);
    map_free(&job->sessions, NULL);
    buffer_done(&job->told);
    buffer_done(&job->tracks);
    attached_free(&job->attached);
    buffer_done(&job->journal);
    buffer_done(&job->file);
}

static void rest_free(void *context)
{
    struct export_job *job = context;
    mem_free(job->room);
    mem_free(job->person);
    mem_free(job->what);
    mem_free(job->webinars);
    mem_free(job->url);
    mem_free(job);
}

static void job_free(void *context)
{
    large_free(context);
    rest_free(context);
}

static void finish(struct export_job *job, enum err error)
{
    struct export_made made = {.error = error};
    if (!error) {
        made.file = &job->file;
        made.seq = room_seq(job->folded);
        made.redacted = collect_redacted(job->collect);
        made.sessions = buffer_slice(&job->told);
    }
    struct worker *worker = job->of.worker;
    job->done(job->context, &made);
    worker_post(worker, large_free, rest_free, job);
}

/* ---- making ------------------------------------------------------------------------------------
 */

/* On the thread. */
static void make(void *context)
{
    struct export_job *job = context;
    const struct make_of of = {
        .collect = job->collect,
        .room = job->of.room,
        .what = job->of.what,
        .seq = room_seq(job->folded),
        .made_ms = job->made_ms,
        .form = job->of.form,
        .language = job->of.language,
        .webinars = slice_of(job->webinars),
        .tracks = buffer_slice(&job->tracks),
        .url = slice_of(job->url),
        .attached = job->attached,
        .journal = job->journal.len > 0 ? buffer_slice(&job->journal) : (struct slice){NULL, 0},
        .stop = &job->stop,
    };
    job->error = atomic_load(&job->stop) ? ERR_NOT_AVAILABLE : make_write(&of, &job->file);
}

static void made(void *context)
{
    struct export_job *job = context;
    if (job->dropped)
        job_free(job);
    else
        finish(job, job->error);
}

static void make_begin(struct export_job *job)
{
    job->stage = STAGE_WORK;
    atomic_store(&job->percent, READ);
    worker_post(job->of.worker, make, made, job);
}

/* ---- files -------------------------------------------------------------------------------------
 */

static void files_next(struct export_job *job);

/* On the thread of the contents. One that has gone meanwhile, or cannot be read, is left out. */
static void file_read(void *context)
{
    struct export_job *job = context;
    const struct attached_file *file = attached_at(job->attached, job->file_place);
    struct buffer content;
    struct slice bytes;
    if (atomic_load(&job->stop))
        return;
    if (job->of.read(job->of.contents, slice_of(file->id), &content, &bytes) == ERR_NONE)
        attached_add(job->attached, job->file_place, bytes);
    buffer_done(&content);
}

static void file_done(void *context)
{
    struct export_job *job = context;
    if (job->dropped) {
        job_free(job);
        return;
    }
    job->file_place++;
    files_next(job);
}

static void files_next(struct export_job *job)
{
    size_t count = attached_count(job->attached);
    const struct attached_file *file = attached_at(job->attached, job->file_place);
    while (file && !attached_fits(job->attached, file->bytes))
        file = attached_at(job->attached, ++job->file_place);
    if (!file) {
        make_begin(job);
        return;
    }
    job->stage = STAGE_FILES;
    atomic_store(&job->percent,
                 JOURNALED + (unsigned)(job->file_place * (READ - JOURNALED) / count));
    contents_post(job->of.contents, file_read, file_done, job);
}

static void files_begin(struct export_job *job)
{
    atomic_store(&job->percent, JOURNALED);
    if (job->attached)
        files_next(job);
    else
        make_begin(job);
}

/* ---- the journal itself ------------------------------------------------------------------------
 */

/* On a reader's thread: nobody else looks at the folded room meanwhile. */
static bool entry_write(void *context, const struct entry *entry, const struct journal_proof *proof)
{
    struct export_job *job = context;
    if (entry->seq > room_seq(job->folded))
        return false;
    chained_write(job->folded, entry, proof, &job->journal);
    return !job->journal.full;
}

static void entries_written(void *context, enum err error, int64_t last)
{
    struct export_job *job = context;
    UNUSED(last);
    job->ticket = NULL;
    if (!error && job->journal.full)
        error = ERR_LIMIT_EXCEEDED;
    if (error)
        finish(job, error);
    else
        files_begin(job);
}

static bool wants_journal(const struct export_job *job)
{
    return job->of.form == MAKE_ZIP && !job->of.what.at && collect_has_journal(job->collect);
}

static void journal_begin(struct export_job *job)
{
    atomic_store(&job->percent, SESSIONS);
    if (!wants_journal(job)) {
        files_begin(job);
        return;
    }
    job->stage = STAGE_VISIT;
    job->ticket =
        journal_visit_proved(job->of.journal, job->of.room, entry_write, entries_written, job);
}

/* ---- its sessions ------------------------------------------------------------------------------
 */

static void session_note(void *context, const struct sheet_row *row)
{
    struct export_job *job = context;
    struct slice room = {NULL, 0};
    if (json_get_text(row->json, "of", &room) && kinds_of(job->of.kinds, room) &&
        !map_full(job->sessions))
        map_put(job->sessions, room, job);
}

/* Those that its items name. */
static void sessions_note(struct export_job *job)
{
    const struct collect_part *items = collect_part(job->collect, SLICE("items"));
    if (!items || job->of.form != MAKE_ZIP || job->of.what.at)
        return;
    job->sessions = map_new(BOUND_COURSE_WEBINARS);
    sheet_rows(items->sheet, session_note, job);
}

static void session_next(struct export_job *job);

/* What this person may not take out of it does not come along, as if it had none. */
static void session_made(void *context, const struct export_made *made)
{
    struct export_job *job = context;
    bool none = made->error == ERR_PERMISSION_DENIED || made->error == ERR_NOT_FOUND;
    job->session = NULL;
    if (made->error && !none) {
        finish(job, made->error);
        return;
    }
    if (!none && made->file->len > 0) {
        writer_int_slice(&job->sessions_told, job->session_at.key, made->redacted);
        buffer_add(&job->tracks, buffer_slice(made->file));
    }
    if (job->tracks.full)
        finish(job, ERR_LIMIT_EXCEEDED);
    else
        session_next(job);
}

static void session_next(struct export_job *job)
{
    bool fits = job->told.len + BOUND_ID_BYTES + 32 < SESSIONS_BYTES;
    if (!job->sessions || !fits || !map_next(job->sessions, &job->session_at)) {
        writer_end(&job->sessions_told);
        journal_begin(job);
        return;
    }
    const struct export_of of = {
        .loop = job->of.loop,
        .journal = job->of.journal,
        .kinds = job->of.kinds,
        .worker = job->of.worker,
        .room = job->session_at.key,
        .person = job->nobody ? (struct slice){NULL, 0} : job->of.person,
        .what = SLICE("captions"),
        .form = MAKE_TRACKS,
        .language = job->of.language,
        .bytes_max = job->of.bytes_max,
    };
    atomic_store(&job->percent,
                 COLLECTED + (unsigned)(job->session_place++ * (SESSIONS - COLLECTED) /
                                        map_count(job->sessions)));
    job->stage = STAGE_SESSION;
    job->session = export_job_start(&of, session_made, job);
}

static void sessions_begin(struct export_job *job)
{
    atomic_store(&job->percent, COLLECTED);
    writer_init(&job->sessions_told, &job->told);
    writer_object(&job->sessions_told, NULL);
    session_next(job);
}

/* ---- collecting --------------------------------------------------------------------------------
 */

/* On the thread. */
static void collect(void *context)
{
    struct export_job *job = context;
    struct found found = {job->entries, job->entries_count};
    const struct bodies bodies = {found_find, &found};
    if (!job->collect)
        job->collect = collect_new(job->folded, job->of.person, job->of.what);
    if (atomic_load(&job->stop)) {
        job->step = COLLECT_FAILED;
        job->state.error = ERR_NOT_AVAILABLE;
    } else {
        job->step = collect_run(job->collect, job->read ? &bodies : NULL, &job->state);
    }
    if (job->step == COLLECT_DONE && job->of.contents && job->of.form == MAKE_ZIP)
        job->attached = attached_new(job->collect, job->of.bytes_max);
    if (job->step == COLLECT_DONE)
        sessions_note(job);
    atomic_store(&job->percent, FOLDED + job->state.percent * (COLLECTED - FOLDED) / 100);
}

static void bodies_read(void *context, enum err error, struct entry **entries, size_t count)
{
    struct export_job *job = context;
    job->ticket = NULL;
    if (error) {
        finish(job, error);
        return;
    }
    job->entries = mem_new((count + 1) * sizeof *job->entries);
    job->entries_count = count;
    for (size_t i = 0; i < count; i++)
        job->entries[i] = entry_ref(entries[i]);
    job->read = true;
    work_begin(job);
}

static void collected(void *context)
{
    struct export_job *job = context;
    entries_drop(job);
    job->read = false;
    if (job->dropped) {
        job_free(job);
    } else if (job->step == COLLECT_FAILED) {
        finish(job, job->state.error);
    } else if (job->step == COLLECT_DONE) {
        sessions_begin(job);
    } else {
        job->stage = STAGE_READ;
        job->ticket = journal_read_seqs(job->of.journal, job->of.room, job->state.seqs,
                                        job->state.seqs_count, bodies_read, job);
    }
}

static void work_begin(struct export_job *job)
{
    job->stage = STAGE_WORK;
    worker_post(job->of.worker, collect, collected, job);
}

/* ---- folding -----------------------------------------------------------------------------------
 */

/* Whoever the entry has made a host: their place is kept, whatever comes. */
static void leaders_note(struct export_job *job, const struct room *room, const struct entry *entry)
{
    struct moved moved = {.count = 0};
    if (job->person || !room_moved(room, entry, &moved))
        return;
    for (size_t i = 0; i < moved.count; i++)
        if (room_role(room, moved.people[i]) == ROLE_HOST && !map_full(job->leaders))
            map_put(job->leaders, moved.people[i], job);
}

/* On a reader's thread. */
static bool entry_folded(void *context, const struct room *room, const struct entry *entry,
                         enum err refused)
{
    struct export_job *job = context;
    if (!refused)
        leaders_note(job, room, entry);
    if (job->head > 0)
        atomic_store(&job->percent, (unsigned)(FOLDED * entry->seq / job->head));
    return !atomic_load(&job->stop);
}

/* For who asks as nobody: as whoever leads it, of several whom it was given first. */
static void leader_find(struct export_job *job)
{
    struct map_at at = {0};
    while (map_next(job->leaders, &at) && !job->person)
        if (room_role(job->folded, at.key) == ROLE_HOST)
            job->person = mem_text(at.key);
    job->of.person = slice_of(job->person);
}

static void folded(void *context, const struct room *room, enum err error)
{
    struct export_job *job = context;
    job->folded = job_take(job->fold);
    job->fold = NULL;
    if (!error && (room_seq(room) == 0 || !room_exists(room)))
        error = ERR_NOT_FOUND;
    if (!error && !job->person)
        leader_find(job);
    if (!error && !job->person)
        error = ERR_PERMISSION_DENIED;
    job->made_ms = loop_now_ms(job->of.loop);
    if (error)
        finish(job, error);
    else
        work_begin(job);
}

static const struct job_ops fold_ops = {.entry = entry_folded, .done = folded};

static void head_known(void *context, enum err error, const struct slice *rooms,
                       const int64_t *heads, size_t count)
{
    struct export_job *job = context;
    UNUSED(rooms);
    UNUSED(count);
    job->ticket = NULL;
    if (error) {
        finish(job, error);
        return;
    }
    job->head = heads[0];
    job->stage = STAGE_FOLD;
    const struct job_of of = {
        .kinds = job->of.kinds, .room = job->of.room, .upto = -1, .ops = &fold_ops};
    job->fold = job_start(job->of.journal, &of, job);
}

struct export_job *export_job_start(const struct export_of *of, export_fn *done, void *context)
{
    struct export_job *job = mem_new(sizeof *job);
    job->of = *of;
    job->room = mem_text(of->room);
    job->of.room = slice_of(job->room);
    if (of->person.at) {
        job->person = mem_text(of->person);
        job->of.person = slice_of(job->person);
    }
    job->nobody = !of->person.at;
    if (of->what.at && of->what.len > 0) {
        job->what = mem_text(of->what);
        job->of.what = slice_of(job->what);
    } else {
        job->of.what = (struct slice){NULL, 0};
    }
    job->webinars = of->webinars.at ? mem_text(of->webinars) : NULL;
    job->url = of->url.at ? mem_text(of->url) : NULL;
    job->done = done;
    job->context = context;
    job->leaders = map_new(LEADERS_MAX);
    buffer_init(&job->told, SESSIONS_BYTES);
    buffer_init_spooled(&job->tracks, UINT32_MAX);
    buffer_init_spooled(&job->journal, UINT32_MAX);
    buffer_init_spooled(&job->file, of->bytes_max);
    job->ticket = journal_heads(of->journal, &job->of.room, 1, head_known, job);
    return job;
}

unsigned export_job_percent(const struct export_job *job)
{
    return atomic_load(&job->percent);
}

void export_job_drop(struct export_job **job)
{
    struct export_job *old = *job;
    *job = NULL;
    if (!old)
        return;
    old->dropped = true;
    atomic_store(&old->stop, true);
    if (old->stage == STAGE_FOLD) {
        job_drop(&old->fold, job_free);
    } else if (old->stage == STAGE_SESSION) {
        export_job_drop(&old->session);
        job_free(old);
    } else if (old->stage == STAGE_VISIT) {
        journal_drop_visit(&old->ticket, job_free, old);
    } else if (old->stage != STAGE_WORK && old->stage != STAGE_FILES) {
        journal_drop(&old->ticket);
        job_free(old);
    }
}
