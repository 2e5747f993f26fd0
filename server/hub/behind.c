/* SPDX-License-Identifier: Apache-2.0
 * page of rooms behind -> stale ones -> folded, effects kept -> appended -> the cursor. */
#include "hub/behind.h"

#include <stdio.h>

#include "base/check.h"
#include "base/mem.h"
#include "core/effect.h"
#include "hub/caused.h"
#include "hub/cursor.h"
#include "hub/effects.h"
#include "hub/job.h"

enum {
    LOOK_MS = 3 * EFFECTS_RAISE_MS,
    AGAIN_MS = 1000,   /* when the journal could not answer */
    PAGE = 64,         /* rooms in one question */
    SEEN_MAX = 4096,   /* remembered from look to look; the next come when these are done */
    FOLDS = 4,         /* at a time */
    EFFECTS_MAX = 1024 /* kept of one room; the rest is for the next look */
};

/* A room that was behind at a look, with its mark then. */
struct seen {
    int64_t mark;
};

/* One that is to be folded, or is. */
struct fold {
    struct behind *behind; /* NULL once that has ended */
    char name[ROOM_NAME_BYTES + 1];
    int64_t after; /* what comes after this entry is done again */
    struct job *job;
    struct kept *kept, **kept_end; /* owned: effects */
    size_t kept_count;
    int64_t at_seq;     /* the entry that is asked for its effects */
    int64_t upto;       /* folded so far */
    unsigned appending; /* effects on their way */
    bool failed;        /* one of them may not be durable */
    struct fold *next;  /* among those that wait, or that are under way */
};

/* An effect found on a reader's thread. */
struct kept {
    int64_t seq;
    struct effect effect; /* its texts are copies, behind the struct */
    struct kept *next;
};

struct behind {
    struct hub *hub;
    struct alarms *alarms;
    struct journal_ticket *asking;
    int64_t due_ms;
    char after[ROOM_NAME_BYTES + 1]; /* the page under way ends here; "": it is the last */
    struct map *seen, *seen_before;  /* name -> struct seen, owned: of this look, of the last */
    struct fold *waiting;            /* owned */
    struct fold *folding;            /* owned */
    unsigned folds;                  /* of them */
};

static void ask(struct behind *behind);
static void came(void *context, enum err error, const struct journal_mark *marks, size_t count);

struct behind *behind_new(struct hub *hub, struct alarms *alarms)
{
    struct behind *behind = mem_new(sizeof *behind);
    behind->hub = hub;
    behind->alarms = alarms;
    behind->seen = map_new(SEEN_MAX);
    behind->seen_before = map_new(SEEN_MAX);
    return behind;
}

static bool page_under_way(const struct behind *behind)
{
    return behind->asking || behind->waiting || behind->folds > 0;
}

void behind_look(struct behind *behind, int64_t tick_ms)
{
    if (tick_ms < behind->due_ms || page_under_way(behind))
        return;
    behind->due_ms = tick_ms + LOOK_MS;
    map_free(&behind->seen_before, mem_free);
    behind->seen_before = behind->seen;
    behind->seen = map_new(SEEN_MAX);
    behind->after[0] = '\0';
    ask(behind);
}

static void ask(struct behind *behind)
{
    behind->asking = cursor_behind(behind->hub, slice_of(behind->after), PAGE, came, behind);
}

/* Whether nobody can be at work on it: nobody else is there, or it stood still since the last look.
 */
static bool is_stale(struct behind *behind, const struct journal_mark *found)
{
    const struct seen *before = map_find(behind->seen_before, found->room);
    if (!map_full(behind->seen)) {
        struct seen *seen = mem_new(sizeof *seen);
        seen->mark = found->value;
        mem_free(map_put(behind->seen, found->room, seen));
    }
    return bus_node(behind->hub->bus).len == 0 || (before && before->mark == found->value);
}

static bool settles_itself(struct behind *behind, const struct journal_mark *found)
{
    struct live *live = map_find(behind->hub->rooms.awake, found->room);
    if (!live || !live_is_awake(live) || !effects_settle(live))
        return false;
    if (found->head > room_seq(live_room(live)))
        live_read_on(live);
    return true;
}

static void fold_next(struct behind *behind);

static void came(void *context, enum err error, const struct journal_mark *marks, size_t count)
{
    struct behind *behind = context;
    behind->asking = NULL;
    behind->after[0] = '\0';
    if (error)
        behind->due_ms = loop_tick_ms(behind->hub->loop) + AGAIN_MS;
    if (error || behind->hub->life.closing)
        return;
    if (count == PAGE)
        snprintf(behind->after, sizeof behind->after, "%.*s", (int)marks[count - 1].room.len,
                 marks[count - 1].room.at);
    for (size_t i = 0; i < count; i++) {
        if (!is_stale(behind, &marks[i]) || settles_itself(behind, &marks[i]) ||
            !kinds_of(behind->hub->rooms.kinds, marks[i].room))
            continue;
        struct fold *fold = mem_new(sizeof *fold);
        fold->behind = behind;
        fold->after = marks[i].value;
        fold->kept_end = &fold->kept;
        snprintf(fold->name, sizeof fold->name, "%.*s", (int)marks[i].room.len, marks[i].room.at);
        fold->next = behind->waiting;
        behind->waiting = fold;
    }
    fold_next(behind);
}

/* ---- on a reader's thread ----------------------------------------------------------------------
 */

static void copy(char **at, struct slice *text)
{
    memcpy(*at, text->at, text->len);
    text->at = *at;
    *at += text->len;
}

static void keep(void *context, const struct effect *effect)
{
    struct fold *fold = context;
    struct slice name = {effect->name, strlen(effect->name) + 1}; /* with its end */
    struct kept *kept = mem_new(sizeof *kept + effect->room.len + effect->text.len + name.len);
    char *at = (char *)(kept + 1);
    kept->seq = fold->at_seq;
    kept->effect = *effect;
    copy(&at, &kept->effect.room);
    copy(&at, &kept->effect.text);
    copy(&at, &name);
    kept->effect.name = name.at;
    *fold->kept_end = kept;
    fold->kept_end = &kept->next;
    fold->kept_count++;
}

static bool folded(void *context, const struct room *room, const struct entry *entry,
                   enum err refused)
{
    struct fold *fold = context;
    struct emitter emitter = {.take = keep, .context = fold};
    fold->at_seq = entry->seq;
    if (!refused && entry->seq > fold->after)
        effect_ask(room, entry, &emitter);
    return fold->kept_count < EFFECTS_MAX;
}

/* ---- in the loop -------------------------------------------------------------------------------
 */

static void done(void *context, const struct room *room, enum err error);

static const struct job_ops job_ops = {.entry = folded, .done = done};

static void fold_next(struct behind *behind)
{
    while (behind->waiting && behind->folds < FOLDS) {
        struct fold *fold = behind->waiting;
        behind->waiting = fold->next;
        fold->next = behind->folding;
        behind->folding = fold;
        behind->folds++;
        const struct job_of of = {.kinds = behind->hub->rooms.kinds,
                                  .room = slice_of(fold->name),
                                  .upto = -1,
                                  .ops = &job_ops};
        fold->job = job_start(behind->hub->journal, &of, fold);
    }
    if (!page_under_way(behind) && behind->after[0] && !behind->hub->life.closing)
        ask(behind);
}

static void fold_free(struct fold *fold)
{
    while (fold->kept) {
        struct kept *kept = fold->kept;
        fold->kept = kept->next;
        mem_free(kept);
    }
    mem_free(fold);
}

static void fold_unlink(struct fold *fold)
{
    struct behind *behind = fold->behind;
    struct fold **at = &behind->folding;
    while (*at != fold)
        at = &(*at)->next;
    *at = fold->next;
    behind->folds--;
}

static void fold_end(struct fold *fold)
{
    struct behind *behind = fold->behind;
    fold_unlink(fold);
    /* Of a room whose first entry did not come to be, the mark stays as it was begun: 0 would say
     * that the room is an older one. */
    if (!fold->failed && fold->upto > 0)
        cursor_raise(behind->hub, slice_of(fold->name), fold->upto);
    fold_free(fold);
    fold_next(behind);
}

static void appended(void *context, enum err error)
{
    struct fold *fold = context;
    fold->failed = fold->failed || error;
    if (--fold->appending == 0)
        fold_end(fold);
}

/* Of the two folds, the one that has come further knows the alarm. */
static void note_alarm(struct fold *fold, const struct room *room)
{
    struct hub *hub = fold->behind->hub;
    struct live *live = map_find(hub->rooms.awake, slice_of(fold->name));
    if (live && live_is_awake(live) && room_seq(live_room(live)) >= fold->upto)
        alarms_note(live);
    else
        alarms_write(fold->behind->alarms, room);
}

/* The fold holds itself while its effects leave: one more is "on its way". */
static void append_kept(struct fold *fold)
{
    struct hub *hub = fold->behind->hub;
    fold->appending = 1;
    for (struct kept *kept = fold->kept; kept; kept = kept->next) {
        struct entry *entry = caused_entry(hub, slice_of(fold->name), kept->seq, &kept->effect);
        if (!entry)
            continue;
        fold->appending++;
        caused_append(hub, entry, appended, fold);
        entry_unref(&entry);
    }
    appended(fold, ERR_NONE);
}

static void done(void *context, const struct room *room, enum err error)
{
    struct fold *fold = context;
    fold->job = NULL;
    fold->upto = room_seq(room);
    fold->failed = error || fold->behind->hub->life.closing;
    if (fold->failed) {
        fold_end(fold);
        return;
    }
    fold->behind->hub->caused.folds++;
    if (fold->kept_count < EFFECTS_MAX)
        note_alarm(fold, room);
    append_kept(fold);
}

static void dropped(void *context)
{
    struct fold *fold = context;
    if (fold->behind)
        fold_unlink(fold);
    fold_free(fold);
}

void behind_stop(struct behind *behind)
{
    journal_drop(&behind->asking);
    while (behind->waiting) {
        struct fold *fold = behind->waiting;
        behind->waiting = fold->next;
        fold_free(fold);
    }
    for (struct fold *fold = behind->folding; fold; fold = fold->next)
        job_drop(&fold->job, dropped);
}

bool behind_busy(const struct behind *behind)
{
    return page_under_way(behind);
}

void behind_free(struct behind **behind)
{
    struct behind *old = *behind;
    behind_stop(old);
    for (struct fold *fold = old->folding; fold; fold = fold->next) {
        check(fold->appending == 0);
        fold->behind = NULL;
    }
    map_free(&old->seen, mem_free);
    map_free(&old->seen_before, mem_free);
    mem_free(old);
    *behind = NULL;
}
