/* SPDX-License-Identifier: Apache-2.0
 * Two windows are compared: the list as it is, and as it was, which is the places of all that the
 * entry left alone with those that the others had. */
#include "features/forum_list.h"

#include "features/common_cohorts.h"
#include "features/forum_first.h"
#include "features/forum_row.h"

/* The first threads of a list. */
struct shown {
    struct place place; /* its thread is not looked at: it may be gone */
    int64_t seq;
};
struct window {
    size_t count;
    struct shown list[BOUND_THREADS_LISTED];
};

/* ---- who sees what -----------------------------------------------------------------------------
 */

const struct place *forum_place(const struct thread *thread, struct rings rings)
{
    if (!thread_reaches(thread, rings))
        return NULL;
    return &thread->places[!forum_list_tells(thread, rings)];
}

const struct place *forum_place_next(const struct forum *forum, struct rings rings, size_t *at)
{
    while (*at > 0) {
        const struct place *place = forum->order.places[--*at];
        if (forum_place(place->thread, rings) == place)
            return place;
    }
    return NULL;
}

/* The place by which they saw it before the entry; NULL: they did not. */
static const struct place *place_before(const struct forum_order_change *change, struct rings rings)
{
    bool untold = change->first && !common_cohorts_moderates(change->cohorts, rings);
    const struct place *place = &change->was[untold];
    return place->last && forum_reaches(change->stamp, change->begun, rings) ? place : NULL;
}

static const struct place *place_now(const struct forum_order_change *change, struct rings rings)
{
    return change->now ? forum_place(change->now, rings) : NULL;
}

/* ---- windows -----------------------------------------------------------------------------------
 */

/* Puts it where it belongs, if that is in the window. */
static void window_add(struct window *window, const struct place *place, int64_t seq)
{
    size_t at = window->count;
    while (at > 0 && forum_order_before(place, &window->list[at - 1].place))
        at--;
    if (at == BOUND_THREADS_LISTED)
        return;
    if (window->count < BOUND_THREADS_LISTED)
        window->count++;
    for (size_t i = window->count - 1; i > at; i--)
        window->list[i] = window->list[i - 1];
    window->list[at] = (struct shown){*place, seq};
}

/* Of all, or of those alone that the last entry left as they were. */
static void window_fill(const struct forum *forum, struct rings rings, bool untouched,
                        struct window *window)
{
    size_t at = forum->order.count;
    const struct place *place;
    window->count = 0;
    while (window->count < BOUND_THREADS_LISTED && (place = forum_place_next(forum, rings, &at)))
        if (!untouched || place->thread->touched_seq != forum->order.seq)
            window_add(window, place, place->thread->seq);
}

static void window_before(const struct forum *forum, struct rings rings, struct window *window)
{
    window_fill(forum, rings, true, window);
    for (size_t i = 0; i < forum->order.changes_count; i++) {
        const struct place *place = place_before(&forum->order.changes[i], rings);
        if (place)
            window_add(window, place, forum->order.changes[i].thread);
    }
}

static bool window_has(const struct window *window, int64_t seq)
{
    for (size_t i = 0; i < window->count; i++)
        if (window->list[i].seq == seq)
            return true;
    return false;
}

bool forum_is_listed(const struct forum *forum, const struct thread *thread, struct rings rings)
{
    struct window window;
    if (!forum_place(thread, rings))
        return false;
    window_fill(forum, rings, false, &window);
    return window_has(&window, thread->seq);
}

/* ---- topics ------------------------------------------------------------------------------------
 */

/* What is in topics; in none, at the first place. */
struct topic_count {
    int64_t topic, threads, last, last_ms;
};
struct topic_counts {
    size_t count;
    struct topic_count list[BOUND_TOPICS + 1];
};

static struct topic_count *count_of(struct topic_counts *counts, int64_t topic)
{
    for (size_t i = 0; i < counts->count; i++)
        if (counts->list[i].topic == topic)
            return &counts->list[i];
    return NULL;
}

static struct topic_count *count_add(struct topic_counts *counts, int64_t topic)
{
    struct topic_count *count = count_of(counts, topic);
    if (count || counts->count == BOUND_TOPICS + 1)
        return count;
    count = &counts->list[counts->count++];
    *count = (struct topic_count){.topic = topic};
    return count;
}

static void count_place(struct topic_count *count, const struct place *place)
{
    const struct thread *thread = place->thread;
    count->threads++;
    if (place->last <= count->last)
        return;
    count->last = place->last;
    count->last_ms = place->untold ? thread->posts[0]->at_ms : thread->newest->at_ms;
}

static void count_say(const struct topic_count *count, bool threads, struct writer *out)
{
    if (threads)
        writer_int(out, "threads", count->threads);
    writer_int(out, "last", count->last);
    writer_int(out, "last_at", count->last_ms);
}

static void count_write(const struct topic_count *count, bool threads, struct writer *out)
{
    if (threads && !count->threads) {
        writer_null_seq(out, count->topic);
        return;
    }
    writer_object_seq(out, count->topic);
    count_say(count, threads, out);
    writer_end(out);
}

void forum_list_count(const struct forum *forum, int64_t topic, struct rings rings,
                      struct writer *out)
{
    struct topic_count count = {.topic = topic};
    size_t at = forum->order.count;
    for (const struct place *place; (place = forum_place_next(forum, rings, &at));)
        if (place->thread->topic == topic)
            count_place(&count, place);
    count_say(&count, true, out);
}

static void counts_view(const struct forum *forum, struct rings rings, struct writer *out)
{
    struct topic_counts counts = {0};
    size_t at = forum->order.count;
    for (const struct place *place; (place = forum_place_next(forum, rings, &at));) {
        struct topic_count *count = count_add(&counts, place->thread->topic);
        if (count)
            count_place(count, place);
    }
    writer_object(out, "counts");
    for (size_t i = 0; i < counts.count; i++)
        count_write(&counts.list[i], true, out);
    writer_end(out);
}

/* Whether as many threads are in each topic as before; the topics in which something changed. */
static bool changed_topics(const struct forum *forum, struct rings rings,
                           struct topic_counts *counts)
{
    bool same = true;
    for (size_t i = 0; i < forum->order.changes_count; i++) {
        const struct forum_order_change *change = &forum->order.changes[i];
        const struct place *before = place_before(change, rings), *now = place_now(change, rings);
        if (!before && !now)
            continue;
        bool moved = !before || !now || change->topic != change->now->topic;
        if (!moved && before->last == now->last)
            continue;
        if (before)
            (void)count_add(counts, change->topic);
        if (now)
            (void)count_add(counts, change->now->topic);
        same = same && !moved;
    }
    return same;
}

/* What moved last in each: behind what is pinned the first of a topic is that. */
static void find_last(const struct forum *forum, struct rings rings, struct topic_counts *counts)
{
    size_t at = forum->order.count, left = counts->count;
    const struct place *place;
    while (left > 0 && (place = forum_place_next(forum, rings, &at))) {
        struct topic_count *count = count_of(counts, place->thread->topic);
        if (!count || (count->threads && !place->pinned))
            continue;
        count_place(count, place);
        left -= !place->pinned;
        count->threads = !place->pinned;
    }
}

static void find_counts(const struct forum *forum, struct rings rings, struct topic_counts *counts)
{
    size_t at = forum->order.count;
    for (const struct place *place; (place = forum_place_next(forum, rings, &at));) {
        struct topic_count *count = count_of(counts, place->thread->topic);
        if (count)
            count_place(count, place);
    }
}

static void counts_patch(const struct forum *forum, struct rings rings, struct writer *out)
{
    struct topic_counts counts = {0};
    bool same = changed_topics(forum, rings, &counts);
    if (!counts.count)
        return;
    if (same)
        find_last(forum, rings, &counts);
    else
        find_counts(forum, rings, &counts);
    writer_object(out, "counts");
    for (size_t i = 0; i < counts.count; i++)
        count_write(&counts.list[i], !same, out);
    writer_end(out);
}

/* ---- the list ----------------------------------------------------------------------------------
 */

void forum_list_view(const struct forum *forum, const struct viewer *viewer, struct writer *out)
{
    size_t at = forum->order.count, count = 0;
    const struct place *place;
    writer_object(out, "threads");
    while (count++ < BOUND_THREADS_LISTED && (place = forum_place_next(forum, viewer->rings, &at)))
        forum_row_write(place->thread, viewer, NULL, out);
    writer_end(out);
    counts_view(forum, viewer->rings, out);
}

/* The list before the entry, and behind it. */
struct windows {
    struct window was, is;
};

/* Those that come in, and those that are in it still and were changed. What comes in may have gone
 * in a patch with which this one is composed: what is not so is null. */
static void list_now(const struct forum *forum, const struct viewer *viewer,
                     const struct windows *windows, forum_change_fn *change, struct writer *out)
{
    for (size_t i = 0; i < windows->is.count; i++) {
        const struct thread *thread = forum_thread(forum, windows->is.list[i].seq);
        if (!window_has(&windows->was, thread->seq))
            forum_row_change(thread, viewer, out);
        else if (thread->touched_seq == forum->order.seq)
            change(thread, viewer, out);
    }
}

/* Those that fall out, and those beyond it that were changed, or are seen no more. */
static void list_gone(const struct forum *forum, const struct viewer *viewer,
                      const struct windows *windows, struct writer *out)
{
    const struct window *was = &windows->was, *is = &windows->is;
    for (size_t i = 0; i < was->count; i++)
        if (!window_has(is, was->list[i].seq))
            writer_null_seq(out, was->list[i].seq);
    for (size_t i = 0; i < forum->order.changes_count; i++) {
        const struct forum_order_change *change = &forum->order.changes[i];
        if (place_before(change, viewer->rings) && !window_has(was, change->thread) &&
            !window_has(is, change->thread))
            writer_null_seq(out, change->thread);
    }
}

static bool is_seen(const struct forum *forum, struct rings rings)
{
    for (size_t i = 0; i < forum->order.changes_count; i++)
        if (place_before(&forum->order.changes[i], rings) ||
            place_now(&forum->order.changes[i], rings))
            return true;
    return false;
}

void forum_list_patch(const struct forum *forum, const struct entry *entry,
                      const struct viewer *viewer, forum_change_fn *change, struct writer *out)
{
    struct windows windows;
    if (forum->order.seq != entry->seq || !is_seen(forum, viewer->rings))
        return;
    window_before(forum, viewer->rings, &windows.was);
    window_fill(forum, viewer->rings, false, &windows.is);
    writer_object_lazy(out, "threads");
    list_gone(forum, viewer, &windows, out);
    list_now(forum, viewer, &windows, change, out);
    writer_end(out);
    counts_patch(forum, viewer->rings, out);
}
