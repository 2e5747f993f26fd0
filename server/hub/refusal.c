/* SPDX-License-Identifier: Apache-2.0
 * A line, or one more that is not told. */
#include "hub/refusal.h"

#include "base/log.h"
#include "base/mem.h"
#include "base/text.h"

enum { LINES_A_SECOND = 20 };

/* Whether there is a line left in this second; the first of the next says how many there were not.
 */
static bool line_take(struct hub *hub)
{
    struct refusals_told *told = &hub->life.refusals;
    int64_t second = loop_tick_ms(hub->loop) / 1000;
    if (second != told->second) {
        if (told->untold > 0)
            log_line(LOG_INFO, "more commands were refused", "count=%u", told->untold);
        *told = (struct refusals_told){.second = second};
    }
    if (told->lines < LINES_A_SECOND) {
        told->lines++;
        return true;
    }
    told->untold++;
    return false;
}

struct refused {
    char *room, *by, *method, *op; /* owned; op "": it has none */
};

struct refused *refusal_name(struct slice room, const struct actor *actor, struct slice method,
                             const struct json *data)
{
    struct refused *refused = mem_new(sizeof *refused);
    struct slice op = {NULL, 0};
    bool has = json_get_text(data, "op", &op) && text_is_id(op);
    *refused = (struct refused){mem_text(room), mem_text(actor->id), mem_text(method),
                                mem_text(has ? op : SLICE(""))};
    return refused;
}

void refusal_forget(struct refused **refused)
{
    struct refused *old = *refused;
    *refused = NULL;
    if (!old)
        return;
    mem_free(old->room);
    mem_free(old->by);
    mem_free(old->method);
    mem_free(old->op);
    mem_free(old);
}

static void line_write(const struct hub *hub, const struct entry *what, enum err error)
{
    bool named = !kinds_veil(hub->rooms.kinds, what->type);
    struct slice by = named ? what->by : SLICE(""), op = named ? what->op : SLICE("");
    log_line(LOG_INFO, what->op.len > 0 ? "a command was refused" : "a query was refused",
             "room=%.*s person=%.*s method=%.*s op=%.*s reason=%s", (int)what->room.len,
             what->room.at, (int)by.len, by.at, (int)what->type.len, what->type.at, (int)op.len,
             op.at, error_name(error));
}

void refusal_tell(struct hub *hub, const struct entry *entry, const struct refused *refused,
                  enum err error)
{
    struct entry what = {0};
    if (!error)
        return;
    hub->stats.refusals++;
    if (entry)
        what = *entry;
    else if (refused)
        what = (struct entry){.room = slice_of(refused->room),
                              .by = slice_of(refused->by),
                              .type = slice_of(refused->method),
                              .op = slice_of(refused->op)};
    if (what.type.len > 0 && !slice_equal(what.by, ENTRY_SYSTEM) && log_wanted(LOG_INFO) &&
        line_take(hub))
        line_write(hub, &what, error);
}
