/* SPDX-License-Identifier: Apache-2.0
 * A small table of kinds, emptied with each sum. */
#include "hub/signals.h"

#include "base/bounds.h"
#include "base/mem.h"
#include "base/writer.h"
#include "hub/people.h"

enum { SIGNALS_MAX = 32 }; /* kinds of a room */

struct signal {
    const struct row *row;
    char kind[BOUND_TYPE_BYTES + 1];
    int64_t count;
};

struct signals {
    struct signal kinds[SIGNALS_MAX];
    size_t kinds_count;
    int64_t told_tick_ms; /* when it was emptied last */
};

/* Whether the person may be heard again; then is. */
static bool take_turn(struct attendee *attendee, int64_t tick_ms)
{
    uint32_t now = (uint32_t)tick_ms;
    if (attendee->signalled && now - attendee->signal_tick_ms < BOUND_SIGNAL_MS)
        return false;
    attendee->signalled = true;
    attendee->signal_tick_ms = now;
    return true;
}

static struct signal *find(struct signals *signals, const struct row *row, struct slice kind)
{
    for (size_t i = 0; i < signals->kinds_count; i++) {
        struct signal *signal = &signals->kinds[i];
        if (signal->row == row && slice_is(kind, signal->kind))
            return signal;
    }
    if (signals->kinds_count == SIGNALS_MAX || kind.len > BOUND_TYPE_BYTES)
        return NULL;
    struct signal *signal = &signals->kinds[signals->kinds_count++];
    *signal = (struct signal){.row = row};
    memcpy(signal->kind, kind.at, kind.len);
    return signal;
}

static enum err count(struct live *live, const struct row *row, const struct entry *entry)
{
    struct slice kind;
    if (!json_get_text(entry->data, "kind", &kind))
        return ERR_INTERNAL;
    if (!live->signals)
        live->signals = mem_new(sizeof *live->signals);
    struct signal *signal = find(live->signals, row, kind);
    if (!signal)
        return ERR_LIMIT_EXCEEDED;
    signal->count++;
    return ERR_NONE;
}

/* Checked as a command would be, and not appended. */
static enum err hear(struct live *live, const struct row *row, const struct actor *actor,
                     struct slice text)
{
    struct entry draft = {
        .room = room_name(live->room), .type = slice_of(row->name), .by = actor->id, .text = text};
    struct entry *entry = entry_new(&draft);
    if (!entry)
        return ERR_LIMIT_EXCEEDED;
    struct attendee *attendee = people_find(live, actor->id);
    enum err error = room_check(live->room, entry);
    if (!error && (!attendee || !attendee->first))
        error = ERR_PERMISSION_DENIED;
    if (!error && !take_turn(attendee, loop_tick_ms(live->hub->loop)))
        error = ERR_TOO_MANY_REQUESTS;
    if (!error)
        error = count(live, row, entry);
    entry_unref(&entry);
    return error;
}

enum err signals_take(struct live *live, const struct actor *actor, struct slice method,
                      const struct json *data)
{
    const struct row *row = live && live->state == LIVE_AWAKE ? room_row(live->room, method) : NULL;
    struct buffer text;
    if (!row || !row->sums)
        return ERR_METHOD_NOT_FOUND;
    buffer_init(&text, BOUND_ENTRY_BYTES);
    enum err error = room_read(live->room, method, data, &text);
    if (!error)
        error = hear(live, row, actor, buffer_slice(&text));
    buffer_done(&text);
    return error;
}

/* Takes those of one row out of the table, and says how many there were. */
static void tell(struct live *live, const struct row *row)
{
    struct buffer text;
    struct writer writer;
    char op[OP_BYTES];
    struct signals *signals = live->signals;
    buffer_init(&text, BOUND_ENTRY_BYTES);
    writer_init(&writer, &text);
    writer_object(&writer, NULL);
    writer_object(&writer, "sums");
    size_t kept = 0;
    for (size_t i = 0; i < signals->kinds_count; i++) {
        if (signals->kinds[i].row == row)
            writer_int(&writer, signals->kinds[i].kind, signals->kinds[i].count);
        else
            signals->kinds[kept++] = signals->kinds[i];
    }
    signals->kinds_count = kept;
    writer_end(&writer);
    writer_end(&writer);
    command_op(live->hub, op);
    struct entry entry = {.type = slice_of(row->sums),
                          .by = ENTRY_SYSTEM,
                          .op = slice_of(op),
                          .text = buffer_slice(&text)};
    command_own(live, &entry, NULL, NULL);
    buffer_done(&text);
}

void signals_tick(struct live *live, int64_t tick_ms)
{
    if (!live->signals || tick_ms - live->signals->told_tick_ms < BOUND_SIGNAL_SUMS_MS)
        return;
    live->signals->told_tick_ms = tick_ms;
    while (live->signals->kinds_count > 0)
        tell(live, live->signals->kinds[0].row);
}
