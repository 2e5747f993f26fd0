/* SPDX-License-Identifier: Apache-2.0
 * gather_add -> batch -> append_entry -> gather_acted, once for each act -> batch_decided. */
#include "hub/gather.h"

#include "base/bounds.h"
#include "base/check.h"
#include "base/mem.h"
#include "hub/append.h"

/* Beside the person and their data: brackets, quotes, commas, the hash, a thing of its own. */
enum { ACT_MORE_BYTES = 48, ACTS_FIRST = 4 };

/* An act that is not answered yet. */
struct owed_act {
    struct entry *entry; /* held */
    struct act act;      /* of a gathered row; borrowed from the entry */
    struct act_result result;
    hub_answer_fn *done;
    void *context;
};

/* Acts that are, or will be, one entry. */
struct batch {
    struct live *live;
    const struct row *row;
    char op[OP_BYTES];    /* of the entry */
    size_t bytes;         /* of its data, about */
    struct entry *merged; /* held: of a row that merges, what all say; NULL: one says it */
    size_t count, capacity;
    struct owed_act *acts; /* owned */
    size_t acted;          /* of them, whose result is known */
    struct batch *next;
};

struct gather {
    struct batch *open;  /* not handed in yet; NULL: none */
    struct batch *under; /* those under way, in no order */
    size_t waiting;      /* acts in all of them */
};

static void batch_decided(void *context, const struct hub_answer *answer);

static struct gather *gather_of(struct live *live)
{
    struct live_parts *parts = live_parts(live);
    if (!parts->gather)
        parts->gather = mem_new(sizeof *parts->gather);
    return parts->gather;
}

static struct batch *batch_new(struct live *live, const struct row *row)
{
    struct batch *batch = mem_new(sizeof *batch);
    batch->live = live;
    batch->row = row;
    append_op(live_hub(live), batch->op);
    return batch;
}

static void batch_add(struct batch *batch, const struct owed_act *act)
{
    if (batch->count == batch->capacity) {
        size_t more = batch->capacity ? batch->capacity * 4 : ACTS_FIRST;
        more = more > BOUND_GATHER_ACTS ? BOUND_GATHER_ACTS : more;
        batch->acts = mem_resize(batch->acts, batch->capacity * sizeof *batch->acts,
                                 more * sizeof *batch->acts);
        batch->capacity = more;
    }
    batch->acts[batch->count++] = *act;
}

static size_t act_bytes(const struct entry *entry)
{
    return entry->by.len + entry->text.len + ACT_MORE_BYTES;
}

/* Whether the batch takes this one too. */
static bool fits(const struct batch *batch, const struct row *row, const struct entry *entry)
{
    bool one = !row->gather.merge || slice_equal(batch->acts[0].entry->by, entry->by);
    return batch->row == row && one && batch->count < BOUND_GATHER_ACTS &&
           batch->bytes + act_bytes(entry) <= BOUND_GATHER_BYTES;
}

/* Has what the batch says say this one too. */
static void merge(struct batch *batch, const struct entry *then)
{
    const struct entry *first = batch->merged ? batch->merged : batch->acts[0].entry;
    struct entry both = *first;
    struct buffer text;
    struct writer writer;
    buffer_init(&text, BOUND_ENTRY_BYTES);
    writer_init(&writer, &text);
    writer_object(&writer, NULL);
    batch->row->gather.merge(first->data, then->data, &writer);
    writer_end(&writer);
    both.op = slice_of(batch->op);
    both.text = buffer_slice(&text);
    struct entry *merged = entry_new(&both);
    check(merged && !text.full);
    entry_unref(&batch->merged);
    batch->merged = merged;
    buffer_done(&text);
}

bool gather_add(struct live *live, struct entry *entry, const struct gathering *gathering)
{
    struct gather *gather = gather_of(live);
    const struct row *row = gathering->row;
    struct owed_act owed = {.done = gathering->done, .context = gathering->context};
    if (gather->waiting >= BOUND_ROOM_PENDING)
        return false;
    if (gather->open && !fits(gather->open, row, entry))
        gather_close(live);
    if (!gather->open)
        gather->open = batch_new(live, row);
    if (row->gather.merge && gather->open->count > 0)
        merge(gather->open, entry);
    gather->open->bytes += act_bytes(entry);
    gather->waiting++;
    owed.entry = entry_ref(entry);
    if (row->gather.acts)
        owed.act = *gathering->act;
    batch_add(gather->open, &owed);
    if (!gather->under)
        gather_close(live);
    return true;
}

/* Puts acts about one thing together, in the order of the first about each; those about one thing
 * stay in theirs. */
static void sort(const struct batch *batch)
{
    struct owed_act *acts = batch->acts;
    size_t sorted = 0;
    while (sorted < batch->count) {
        int64_t thing = acts[sorted++].act.thing;
        for (size_t i = sorted; i < batch->count; i++) {
            if (acts[i].act.thing != thing)
                continue;
            struct owed_act act = acts[i];
            memmove(acts + sorted + 1, acts + sorted, (i - sorted) * sizeof *acts);
            acts[sorted++] = act;
        }
    }
}

/* Its time is that of the first act: what was in time when it came is in time. */
static struct entry *acts_entry(const struct batch *batch)
{
    struct act acts[BOUND_GATHER_ACTS];
    struct buffer text;
    buffer_init(&text, BOUND_ENTRY_BYTES);
    int64_t at_ms = batch->acts[0].entry->at_ms;
    sort(batch);
    for (size_t i = 0; i < batch->count; i++)
        acts[i] = batch->acts[i].act;
    acts_write(acts, batch->count, &text);
    struct entry *entry = entry_new(&(struct entry){.at_ms = at_ms,
                                                    .room = room_name(live_room(batch->live)),
                                                    .type = slice_of(batch->row->name),
                                                    .by = ENTRY_SYSTEM,
                                                    .op = slice_of(batch->op),
                                                    .text = buffer_slice(&text)});
    check(entry && !text.full);
    buffer_done(&text);
    return entry;
}

static struct entry *batch_entry(const struct batch *batch)
{
    if (batch->row->gather.acts)
        return acts_entry(batch);
    return entry_ref(batch->merged ? batch->merged : batch->acts[0].entry);
}

void gather_close(struct live *live)
{
    struct gather *gather = live_parts(live)->gather;
    struct batch *batch = gather ? gather->open : NULL;
    if (!batch)
        return;
    gather->open = NULL; /* append_entry comes back here */
    batch->next = gather->under;
    gather->under = batch;
    struct entry *entry = batch_entry(batch);
    append_entry(live, entry, batch_decided, batch);
    entry_unref(&entry);
}

void gather_acted(struct live *live, const struct entry *whole, size_t place,
                  const struct act_result *result)
{
    const struct gather *gather = live_parts(live)->gather;
    struct batch *batch = gather ? gather->under : NULL;
    while (batch && !slice_is(whole->op, batch->op))
        batch = batch->next;
    if (!batch)
        return; /* another instance's */
    check(place == batch->acted && place < batch->count);
    batch->acts[batch->acted++].result = *result;
}

static void unlink_batch(struct gather *gather, const struct batch *batch)
{
    struct batch **at = &gather->under;
    while (*at != batch)
        at = &(*at)->next;
    *at = batch->next;
}

/* What was merged has one answer. */
static void act_answer(struct owed_act *act, const struct hub_answer *whole, bool gathered)
{
    struct hub_answer answer = *whole;
    if (!answer.error && gathered)
        answer = (struct hub_answer){.error = act->result.error,
                                     .seq = act->result.error ? 0 : act->result.seq};
    act->done(act->context, &answer);
    entry_unref(&act->entry);
}

/* What waited meanwhile leaves before anybody is answered: disk and loop work at the same time. */
static void batch_decided(void *context, const struct hub_answer *answer)
{
    struct batch *batch = context;
    struct hub *hub = live_hub(batch->live);
    struct gather *gather = gather_of(batch->live);
    bool gathered = batch->row->gather.acts;
    check(answer->error || !gathered || batch->acted == batch->count);
    unlink_batch(gather, batch);
    gather->waiting -= batch->count;
    if (!gather->under)
        gather_close(batch->live);
    for (size_t i = 0; i < batch->count; i++) {
        hub->stats.repeats += batch->acts[i].result.repeated;
        act_answer(&batch->acts[i], answer, gathered);
    }
    entry_unref(&batch->merged);
    mem_free(batch->acts);
    mem_free(batch);
}

void gather_end(struct live *live)
{
    struct gather *gather = live_parts(live)->gather;
    if (!gather)
        return;
    check(!gather->open && !gather->under);
    mem_free(gather);
    live_parts(live)->gather = NULL;
}
