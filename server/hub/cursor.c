/* SPDX-License-Identifier: Apache-2.0
 * One mark, by its name. */
#include "hub/cursor.h"

#include "core/effect.h"

static const char mark[] = "effects";

bool cursor_kept(const struct hub *hub, struct slice room)
{
    const struct kind *kind = kinds_of(hub->rooms.kinds, room);
    struct causes causes = kind ? effect_causes(kind) : (struct causes){0};
    return causes.effects || causes.deadlines;
}

void cursor_begin(struct hub *hub, struct slice room)
{
    journal_mark_raise(hub->journal, mark, room, CURSOR_BEGUN);
}

void cursor_raise(struct hub *hub, struct slice room, int64_t seq)
{
    journal_mark_raise(hub->journal, mark, room, seq);
}

struct journal_ticket *cursor_ask(struct hub *hub, struct slice room, journal_mark_fn *done,
                                  void *context)
{
    return journal_mark_get(hub->journal, mark, room, done, context);
}

struct journal_ticket *cursor_behind(struct hub *hub, struct slice after, size_t limit,
                                     journal_marks_fn *done, void *context)
{
    return journal_behind(hub->journal, mark, after, limit, done, context);
}
