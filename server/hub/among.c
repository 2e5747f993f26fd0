/* SPDX-License-Identifier: Apache-2.0
 * Wakes them side by side; the last that is awake has the answer made. */
#include "hub/among.h"

#include "base/mem.h"
#include "core/room_news.h"

struct among {
    struct live *live; /* the room that is asked; in use */
    struct room_question question;
    struct live *lives[OTHERS_MAX]; /* in use; NULL: it cannot be asked */
    size_t awaited;
    bool sure;
    struct others others;
    hub_answer_fn *done;
    void *context;
};

static void answer_now(struct among *among)
{
    struct hub_answer answer = {0};
    struct buffer json;
    buffer_init(&json, BOUND_VIEW_BYTES);
    for (size_t i = 0; i < among->others.count; i++)
        among->others.list[i].room = among->lives[i] ? live_room(among->lives[i]) : NULL;
    among->others.now_ms = live_now_ms(among->live);
    answer.error =
        room_query_among(live_room(among->live), &among->question, &among->others, &json);
    if (!answer.error)
        answer.json = buffer_slice(&json);
    among->done(among->context, &answer);
    buffer_done(&json);
    for (size_t i = 0; i < among->others.count; i++)
        if (among->lives[i])
            live_unuse(among->lives[i]);
    live_unuse(among->live);
    mem_free(among);
}

static void one_less(struct among *among)
{
    if (--among->awaited == 0)
        answer_now(among);
}

static void leave_out(struct among *among, const struct live *live)
{
    for (size_t i = 0; i < among->others.count; i++)
        if (among->lives[i] == live)
            among->lives[i] = NULL;
}

/* What could not be read on is left out: better nothing than what may not be theirs any more. */
static void caught_up(struct live *live, enum err error, void *context)
{
    struct among *among = context;
    if (error) {
        leave_out(among, live);
        live_unuse(live);
    }
    one_less(among);
}

static void awake(struct live *live, enum err error, void *context)
{
    struct among *among = context;
    if (!error && among->sure && live_has_neighbours(live))
        live_catch_up(live, caught_up, among);
    else
        caught_up(live, error, among);
}

static void wake(struct among *among, size_t place)
{
    struct hub *hub = live_hub(among->live);
    const struct actor actor = {.id = among->question.person};
    int64_t retry_ms = 0;
    struct live *other = NULL;
    if (live_reach(hub, &actor, slice_of(among->others.list[place].name), &other, &retry_ms))
        return;
    live_use(other);
    among->lives[place] = other;
    among->awaited++;
    live_wait(other, awake, among);
}

bool among_start(struct live *live, const struct room_question *question, hub_answer_fn *done,
                 void *context)
{
    struct others others = {0};
    room_query_names(live_room(live), question, &others);
    if (others.count == 0)
        return false;
    struct among *among = mem_new(sizeof *among);
    *among = (struct among){
        .live = live, .question = *question, .awaited = 1, .done = done, .context = context};
    among->others = others;
    (void)json_get_bool(question->data, "sure", &among->sure);
    live_use(live);
    for (size_t i = 0; i < others.count; i++)
        wake(among, i);
    one_less(among);
    return true;
}
