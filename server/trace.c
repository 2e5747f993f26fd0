/* SPDX-License-Identifier: Apache-2.0
 *
 * A fold as any instance does it, with an ear for what each act came to.
 */
#include "trace.h"

#include "base/hash.h"
#include "base/mem.h"
#include "base/unused.h"
#include "base/writer.h"
#include "core/room.h"
#include "features/features.h"

enum { PAGE = 1024, LINE_BYTES = 8192 };

struct trace {
    struct kinds *kinds; /* owned */
    struct room *room;   /* owned */
};

struct trace *trace_new(struct slice room)
{
    char why[256];
    struct trace *trace = mem_new(sizeof *trace);
    trace->kinds = kinds_new(kinds_all, why, sizeof why);
    if (trace->kinds && kinds_of(trace->kinds, room))
        trace->room = room_new(room, trace->kinds);
    else
        trace_free(&trace);
    return trace;
}

void trace_free(struct trace **trace)
{
    if (!*trace)
        return;
    if ((*trace)->room)
        room_free(&(*trace)->room);
    kinds_free(&(*trace)->kinds);
    mem_free(*trace);
    *trace = NULL;
}

static enum err apply(struct trace *trace, const struct record *record, room_act_fn *acted,
                      void *context)
{
    struct entry *entry = record_entry(record);
    if (!entry || record->seq != room_seq(trace->room) + 1) {
        entry_unref(&entry);
        return ERR_INTERNAL;
    }
    enum err error = room_apply_acts(trace->room, entry, acted, context);
    entry_unref(&entry);
    return error;
}

enum err trace_take(struct trace *trace, const struct record *record)
{
    return apply(trace, record, NULL, NULL);
}

struct telling {
    struct trace *trace;
    const struct trace_of *of;
    trace_fn *tell;
    void *context;
    size_t found;
    int64_t seq; /* the last entry read */
    bool acted;  /* that one held acts */
};

static bool is_asked(const struct trace_of *of, struct slice by, struct slice op)
{
    char brief[HASH_SHORT];
    if (of->person.at && !slice_equal(of->person, by))
        return false;
    if (!of->op.at || slice_equal(of->op, op))
        return true;
    hash_short(of->op, brief);
    return slice_equal((struct slice){brief, sizeof brief}, op);
}

struct told {
    int64_t seq, at_ms;
    struct slice type, by, op;
    const char *became;
    enum err error;
};

static void tell(struct telling *telling, const struct told *told)
{
    struct writer writer;
    struct buffer line;
    if (!is_asked(telling->of, told->by, told->op))
        return;
    buffer_init(&line, LINE_BYTES);
    writer_init(&writer, &line);
    writer_object(&writer, NULL);
    writer_int(&writer, "seq", told->seq);
    writer_int(&writer, "at", told->at_ms);
    writer_text(&writer, "type", told->type);
    writer_text(&writer, "by", told->by);
    writer_text(&writer, "op", told->op);
    writer_text(&writer, "became", slice_of(told->became));
    if (told->error)
        writer_text(&writer, "why", slice_of(error_name(told->error)));
    writer_end(&writer);
    telling->found++;
    telling->tell(telling->context, buffer_slice(&line));
    buffer_done(&line);
}

static void act_told(void *context, const struct entry *act, size_t place,
                     const struct act_result *result)
{
    struct telling *telling = context;
    const struct told told = {.seq = act->seq,
                              .at_ms = act->at_ms,
                              .type = act->type,
                              .by = act->by,
                              .op = act->op,
                              .became = result->error      ? "void"
                                        : result->repeated ? "repeated"
                                                           : "counted",
                              .error = result->error};
    UNUSED(place);
    telling->acted = true;
    tell(telling, &told);
}

static bool record_told(void *context, const struct record *record)
{
    struct telling *telling = context;
    telling->acted = false;
    enum err error = apply(telling->trace, record, act_told, telling);
    const struct told told = {.seq = record->seq,
                              .at_ms = record->at_ms,
                              .type = record->type,
                              .by = record->by,
                              .op = record->op,
                              .became = error ? "void" : "counted",
                              .error = error};
    if (!telling->acted)
        tell(telling, &told);
    telling->seq = record->seq;
    return true;
}

bool trace_tell(struct backend *backend, const struct trace_of *of, size_t *found,
                struct buffer *why, trace_fn *fn, void *context)
{
    struct telling telling = {
        .trace = trace_new(of->room), .of = of, .tell = fn, .context = context};
    enum err error = ERR_NONE;
    *found = 0;
    if (!telling.trace) {
        buffer_addf(why, "no room can have that name");
        return false;
    }
    for (int64_t from = -1; !error && telling.seq != from;) {
        from = telling.seq;
        error = backend->ops->read(backend, of->room, from, PAGE, record_told, &telling);
    }
    if (error)
        buffer_addf(why, "it cannot be read: %s", error_text(error));
    else if (telling.seq == 0)
        buffer_addf(why, "there is no entry of it");
    trace_free(&telling.trace);
    *found = telling.found;
    return why->len == 0;
}
