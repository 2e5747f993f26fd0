/* SPDX-License-Identifier: Apache-2.0
 * A list of names, and one of them. */
#include "features/run.h"

#include <string.h>

#include "base/bounds.h"
#include "base/mem.h"
#include "base/unused.h"
#include "features/common_author.h"
#include "features/common_get.h"
#include "features/common_read.h"

enum {
    SEQ_DIGITS = 15,  /* within what a number of JSON holds exactly */
    PLACE_DIGITS = 4, /* a page of a deck, or which of several timers */
    STEP_BYTES = 32,  /* the longest step and its end */
};

struct run {
    char *steps; /* owned; JSON, an array of texts; NULL: nobody has put them into an order */
    char now[STEP_BYTES];
    int64_t ordered_seq; /* the entry that last changed the order, */
    int64_t gone_seq;    /* and that which last went to a step */
};

static void *run_new(const struct room *room)
{
    UNUSED(room);
    return mem_new(sizeof(struct run));
}

static void run_free(void *state)
{
    common_wipe(&((struct run *)state)->steps);
    mem_free(state);
}

/* Takes a number without leading zeros off the beginning of `text`. */
static bool take_number(struct slice *text, size_t digits_max)
{
    size_t digits = 0;
    while (digits < text->len && text->at[digits] >= '0' && text->at[digits] <= '9')
        digits++;
    if (digits == 0 || digits > digits_max || text->at[0] == '0')
        return false;
    *text = (struct slice){text->at + digits, text->len - digits};
    return true;
}

static bool take(struct slice *text, const char *word)
{
    size_t len = strlen(word);
    if (text->len < len || memcmp(text->at, word, len) != 0)
        return false;
    *text = (struct slice){text->at + len, text->len - len};
    return true;
}

/* "poll:12", "item:41", "deck:5", "deck:5:8-14", "timer:5", "timer:5:2". */
static bool is_step(struct slice text)
{
    bool deck = take(&text, "deck:");
    bool timer = !deck && take(&text, "timer:");
    if (!deck && !timer && !take(&text, "poll:") && !take(&text, "item:"))
        return false;
    if (!take_number(&text, SEQ_DIGITS))
        return false;
    if ((deck || timer) && take(&text, ":") && !take_number(&text, PLACE_DIGITS))
        return false;
    if (deck && take(&text, "-") && !take_number(&text, PLACE_DIGITS))
        return false;
    return text.len == 0;
}

static bool is_before(const struct json *list, const struct json *step)
{
    struct slice text = {NULL, 0}, other = {NULL, 0};
    json_as_text(step, &text);
    for (const struct json *at = json_first(list); at != step; at = json_next(at))
        if (json_as_text(at, &other) && slice_equal(text, other))
            return true;
    return false;
}

static enum err order_read(const struct json *data, struct writer *out)
{
    const struct json *list = json_get(data, "steps");
    if (!json_is_array(list))
        return ERR_BAD_REQUEST;
    if (json_count(list) > BOUND_RUN)
        return ERR_LIMIT_EXCEEDED;
    writer_array(out, "steps");
    for (const struct json *at = json_first(list); at; at = json_next(at)) {
        struct slice step = {NULL, 0};
        if (!json_as_text(at, &step) || !is_step(step) || is_before(list, at))
            return ERR_BAD_REQUEST;
        writer_text(out, NULL, step);
    }
    writer_end(out);
    return ERR_NONE;
}

/* "step": none, when the team is at none of them any more. */
static enum err go_read(const struct json *data, struct writer *out)
{
    struct slice step = {NULL, 0};
    if (!common_has(data, "step"))
        return ERR_NONE;
    if (!json_get_text(data, "step", &step) || !is_step(step))
        return ERR_BAD_REQUEST;
    writer_text(out, "step", step);
    return ERR_NONE;
}

/* Two of the team who go on at once go on by one. */
static enum err go_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct run *run = state;
    UNUSED(scene);
    return slice_is(common_get_text(entry->data, "step"), run->now) ? ERR_ALREADY_EXISTS : ERR_NONE;
}

static void order_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct run *run = state;
    UNUSED(scene);
    common_wipe(&run->steps);
    run->steps = common_copy_json(entry->data, "steps");
    run->ordered_seq = entry->seq;
}

static void go_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct run *run = state;
    struct slice step = common_get_text(entry->data, "step");
    UNUSED(scene);
    memset(run->now, 0, sizeof run->now);
    memcpy(run->now, step.at ? step.at : "", step.len);
    run->gone_seq = entry->seq;
}

static void run_view(const void *state, const struct viewer *viewer, const struct bodies *bodies,
                     struct writer *out)
{
    const struct run *run = state;
    UNUSED(bodies);
    if (!rings_of_staff(viewer->rings))
        return;
    writer_raw(out, "steps", run->steps ? slice_of(run->steps) : SLICE("[]"));
    if (*run->now)
        writer_text(out, "now", slice_of(run->now));
}

static void run_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                      struct writer *out)
{
    const struct run *run = state;
    if (!rings_of_staff(viewer->rings))
        return;
    if (run->ordered_seq == entry->seq)
        writer_raw(out, "steps", slice_of(run->steps));
    if (run->gone_seq == entry->seq && *run->now)
        writer_text(out, "now", slice_of(run->now));
    else if (run->gone_seq == entry->seq)
        writer_null(out, "now");
}

#define BY_STAFF .roles = ROLE_STAFF, .phases = PHASE_ANY, .patch = run_patch

static const struct row rows[] = {
    {
        .name = "run.order",
        .keep = {keep_all},
        BY_STAFF,
        .read = order_read,
        .apply = order_apply,
    },
    {
        .name = "run.go",
        .keep = {keep_all},
        BY_STAFF,
        .cost = COST_CHEAP,
        .read = go_read,
        .check = go_check,
        .apply = go_apply,
    },
};

const struct feature run_feature = {
    .name = "run",
    .rows = rows,
    .rows_count = sizeof rows / sizeof rows[0],
    .state_new = run_new,
    .state_free = run_free,
    .view = run_view,
};
