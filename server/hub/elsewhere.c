/* SPDX-License-Identifier: Apache-2.0
 * A room that is behind is read on before the answer is no. */
#include "hub/elsewhere.h"

#include "base/mem.h"

struct asking {
    struct hub *hub;
    struct actor actor;
    struct slice name; /* the room that is asked now */
    int64_t upto;
    const struct json *more; /* of several: the one after it; NULL: none */
    bool again;
    elsewhere_fn *done;
    void *context;
};

static void ask(struct asking *asking);

static void asking_end(struct asking *asking, enum err error, int64_t retry_ms)
{
    asking->done(asking->context, error, retry_ms);
    mem_free(asking);
}

/* The next of several. */
static void step(struct asking *asking)
{
    asking->name = json_key(asking->more);
    (void)json_as_int(asking->more, &asking->upto);
    asking->more = json_next(asking->more);
    asking->again = false;
}

/* As far as this instance has heard. */
static enum err stands(const struct asking *asking, const struct room *room)
{
    if (!room_exists(room) || room_role(room, asking->actor.id) == ROLE_NONE)
        return ERR_PERMISSION_DENIED;
    return asking->upto > room_seq(room) ? ERR_NOT_FOUND : ERR_NONE;
}

static void known(struct live *other, enum err error, void *context)
{
    struct asking *asking = context;
    enum err refused = error ? ERR_NONE : stands(asking, live_room(other));
    if (refused && live_has_neighbours(other) && !asking->again) {
        asking->again = true;
        live_catch_up(other, known, asking);
        return;
    }
    if (refused)
        error = refused;
    live_unuse(other);
    if (error || !asking->more) {
        asking_end(asking, error, 0);
        return;
    }
    step(asking);
    ask(asking);
}

static void ask(struct asking *asking)
{
    struct live *other = NULL;
    int64_t retry_ms = 0;
    enum err error = live_reach(asking->hub, &asking->actor, asking->name, &other, &retry_ms);
    if (error) {
        asking_end(asking, error, retry_ms);
        return;
    }
    live_use(other);
    live_wait(other, known, asking);
}

bool elsewhere_ask(struct hub *hub, const struct actor *actor, const struct row *row,
                   const struct entry *entry, elsewhere_fn *done, void *context)
{
    const char *of = row->hub.seqs_of, *in = row->hub.seqs_in;
    struct asking first = {.hub = hub, .actor = *actor, .done = done, .context = context};
    bool one = of && json_get_text(entry->data, of, &first.name);
    first.more = in ? json_first(json_get(entry->data, in)) : NULL;
    if (!one && !first.more)
        return false;
    struct asking *asking = mem_new(sizeof *asking);
    *asking = first;
    if (one)
        (void)json_get_int(entry->data, "upto", &asking->upto);
    else
        step(asking);
    ask(asking);
    return true;
}
