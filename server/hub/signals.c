/* SPDX-License-Identifier: Apache-2.0
 * A small table of kinds, emptied with each sum. */
#include "hub/signals.h"

#include <stdio.h>

#include "base/bounds.h"
#include "base/mem.h"
#include "base/writer.h"
#include "hub/append.h"
#include "hub/publish.h"

enum {
    SIGNALS_MAX = 32, /* kinds of a room */
    SHOWN_BYTES = 256,
};

struct signal {
    const struct row *row;
    char kind[BOUND_TYPE_BYTES + 1];
    int64_t count;
};

struct signals {
    struct signal kinds[SIGNALS_MAX];
    size_t kinds_count;
    const struct row *shown; /* what is to be shown next; NULL: nothing */
    char text[SHOWN_BYTES + 1];
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

/* What is shown as it is: the last of it, until the next tick. */
static enum err keep_last(struct signals *signals, const struct row *row, struct slice text)
{
    if (text.len > SHOWN_BYTES)
        return ERR_LIMIT_EXCEEDED;
    signals->shown = row;
    snprintf(signals->text, sizeof signals->text, "%.*s", (int)text.len, text.at);
    return ERR_NONE;
}

static enum err count(struct live *live, const struct row *row, const struct entry *entry)
{
    struct slice kind;
    struct live_parts *parts = live_parts(live);
    if (!parts->signals)
        parts->signals = mem_new(sizeof *parts->signals);
    if (row->hub.shown)
        return keep_last(parts->signals, row, entry->text);
    if (!json_get_text(entry->data, "kind", &kind))
        return ERR_INTERNAL;
    struct signal *signal = find(parts->signals, row, kind);
    if (!signal)
        return ERR_LIMIT_EXCEEDED;
    signal->count++;
    return ERR_NONE;
}

/* Checked as a command would be, and not appended. */
static enum err hear(struct live *live, const struct row *row, const struct actor *actor,
                     struct slice text)
{
    struct entry draft = {.room = room_name(live_room(live)),
                          .type = slice_of(row->name),
                          .by = actor->id,
                          .text = text};
    struct entry *entry = entry_new(&draft);
    if (!entry)
        return ERR_LIMIT_EXCEEDED;
    struct attendee *attendee = attendees_find(live_attendees(live), actor->id);
    enum err error = room_check(live_room(live), entry);
    if (!error && (!attendee || !attendee->first))
        error = ERR_PERMISSION_DENIED;
    if (!error && !take_turn(attendee, loop_tick_ms(live_hub(live)->loop)))
        error = ERR_TOO_MANY_REQUESTS;
    if (!error)
        error = count(live, row, entry);
    entry_unref(&entry);
    return error;
}

bool signals_are(const struct row *row)
{
    return row->hub.sums || row->hub.shown;
}

enum err signals_take(struct live *live, const struct actor *actor, struct slice method,
                      const struct json *data)
{
    const struct row *row = live && live_is_awake(live) ? room_row(live_room(live), method) : NULL;
    struct buffer text;
    if (!row || !signals_are(row))
        return ERR_METHOD_NOT_FOUND;
    buffer_init(&text, BOUND_ENTRY_BYTES);
    enum err error = room_read(live_room(live), method, data, &text);
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
    struct signals *signals = live_parts(live)->signals;
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
    append_op(live_hub(live), op);
    struct entry entry = {.type = slice_of(row->hub.sums),
                          .by = ENTRY_SYSTEM,
                          .op = slice_of(op),
                          .text = buffer_slice(&text)};
    append_own(live, &entry, NULL, NULL);
    buffer_done(&text);
}

void signals_show(struct live *live, const struct bell_sight *sight)
{
    const struct row *row = room_row(live_room(live), sight->type);
    if (row && row->hub.shown)
        publish_signal(live_feeds(live), sight->type, sight->text);
}

/* Here, and at the other instances that have this room. */
static void show(struct live *live, struct signals *signals)
{
    const struct bell_sight sight = {slice_of(signals->shown->name), slice_of(signals->text)};
    const struct room *room = live_room(live);
    signals->shown = NULL;
    signals_show(live, &sight);
    bell_show(live_hub(live)->bell, room_name(room), room_seq(room), &sight);
}

void signals_tick(struct live *live, int64_t tick_ms)
{
    struct signals *signals = live_parts(live)->signals;
    if (signals && signals->shown)
        show(live, signals);
    if (!signals || tick_ms - signals->told_tick_ms < BOUND_SIGNAL_SUMS_MS)
        return;
    signals->told_tick_ms = tick_ms;
    while (signals->kinds_count > 0)
        tell(live, signals->kinds[0].row);
}

void signals_end(struct live *live)
{
    mem_free(live_parts(live)->signals);
    live_parts(live)->signals = NULL;
}
