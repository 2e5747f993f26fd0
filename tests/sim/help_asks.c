/* SPDX-License-Identifier: Apache-2.0
 * See help_asks.h. */
#include "sim/help_asks.h"

#include <stdio.h>
#include <string.h>

#include "sim/help_pages.h"

bool asks_poll(struct world *world, const char *word, char out[ASKS_BYTES])
{
    static const char *const ballots[] = {"named", "anonymous"};
    static const char *const results[] = {"voted", "closed"};
    char closes[48] = "";
    out[0] = '\0';
    if (dice_below(&world->dice, 4))
        return false;
    if (dice_below(&world->dice, 3) == 0)
        snprintf(closes, sizeof closes, ",\"closes\":%lld",
                 (long long)loop_now_ms(world->loop) + dice_below(&world->dice, 5000));
    snprintf(out, ASKS_BYTES,
             ",\"poll\":{\"options\":[\"%s\",\"other\",\"third\"],\"max\":%u,\"ballot\":\"%s\","
             "\"results\":\"%s\",\"change\":%s%s}",
             word, 1 + dice_below(&world->dice, 2), ballots[dice_below(&world->dice, 2)],
             results[dice_below(&world->dice, 2)], dice_below(&world->dice, 2) ? "true" : "false",
             closes);
    return true;
}

/* Of any thread, seen or not. */
static long long any_post(struct world *world)
{
    const struct first *first = &world->firsts.list[dice_below(&world->dice, FIRSTS_MAX)];
    const struct cohort_thread *thread =
        &world->cohorts.threads[dice_below(&world->dice, COHORT_THREADS_MAX)];
    switch (dice_below(&world->dice, 4)) {
    case 0:
        return first->post ? first->post : 1;
    case 1:
        return thread->seq ? thread->seq : 1;
    default:
        return pages_any(world, &world->posts);
    }
}

static void choose(struct world *world)
{
    static const char *const choices[] = {"1", "2", "3", "1,3", ""};
    world_act(world, world_anybody(world), "forum.choose", "\"post\":%lld,\"choices\":[%s]",
              any_post(world), choices[dice_below(&world->dice, 5)]);
}

static void finish(struct world *world)
{
    world_act(world, world_anybody(world), "forum.finish", "\"post\":%lld", any_post(world));
}

static void ask_of(struct world *world, unsigned person, const char *query, const char *text,
                   struct buffer *page)
{
    buffer_init(page, BOUND_VIEW_BYTES);
    pages_ask(world, person, query, text, page);
}

/* The data of a query about one thing. */
static const char *about(const char *of, long long seq, char out[96])
{
    snprintf(out, 96, "{\"room\":\"course:c1\",\"%s\":%lld}", of, seq);
    return out;
}

static bool says(const struct buffer *page, const char *what)
{
    return page->len > 0 && memmem(page->bytes, page->len, what, strlen(what));
}

/* How many have voted, and what, before one has written oneself. */
static void ask_first(struct world *world)
{
    unsigned person = world_anybody(world);
    int64_t opens_ms = world->firsts.opens_ms[person];
    bool may = person == WORLD_HOST || (opens_ms && loop_now_ms(world->loop) >= opens_ms);
    struct buffer page;
    char text[96];
    if (!world->firsts.thread)
        return;
    ask_of(world, person, "forum.polls", about("thread", world->firsts.thread, text), &page);
    if (!may && (says(&page, "voters") || says(&page, "tally")))
        caught(CAUGHT_FIRST, "%s was told how many voted, and has not written",
               world_people[person]);
    buffer_done(&page);
}

/* Of several instances the one that is asked may not have heard yet that somebody left. */
static bool may_have_been(const struct world *world, const struct cohort_thread *thread,
                          unsigned person)
{
    const struct cohort_word *words = world->cohorts.words;
    for (unsigned i = 0; world->instances > 1 && i < COHORT_WORDS_MAX; i++)
        if (words[i].said && words[i].seq == thread->seq && words[i].allowed >> person & 1)
            return true;
    return false;
}

/* Who is in no way of the cohort of a thread is answered nothing about it. */
static void ask_cohort(struct world *world)
{
    const struct cohorts_played *played = &world->cohorts;
    const struct cohort_thread *thread =
        &played->threads[dice_below(&world->dice, COHORT_THREADS_MAX)];
    unsigned person = world_anybody(world);
    bool of = person == WORLD_HOST || played->people[person].cohort == thread->cohort;
    struct buffer page;
    char text[96];
    for (unsigned i = 0; i < COHORTS_KNOWN; i++)
        of = of ||
             (played->list[i].number == thread->cohort && (played->list[i].staff >> person & 1));
    if (!thread->seq)
        return;
    ask_of(world, person, "forum.polls", about("thread", thread->seq, text), &page);
    if (thread->cohort && !of && page.len > 0 && !may_have_been(world, thread, person))
        caught(CAUGHT_COHORT, "%s was answered about polls of thread %lld", world_people[person],
               (long long)thread->seq);
    buffer_done(&page);
}

/* Of a thread that is for all, those who are no staff are never answered it. */
static void ask_who(struct world *world)
{
    unsigned person = dice_below(&world->dice, 4) ? world_anybody(world) : WORLD_HOST;
    const struct passage *passage = &world->passages.list[dice_below(&world->dice, PASSAGES_MAX)];
    long long post = dice_below(&world->dice, 2) ? world->firsts.thread : passage->post;
    struct buffer page;
    char text[96];
    if (!post)
        return;
    ask_of(world, person, "forum.ballots", about("post", post, text), &page);
    if (page.len > 0 && person != WORLD_HOST)
        caught(CAUGHT_BALLOT, "%s was told who voted in post %lld", world_people[person], post);
    buffer_done(&page);
}

void asks_step(struct world *world)
{
    static void (*const acts[])(struct world * world) = {choose, choose,    choose,  choose,
                                                         finish, ask_first, ask_who, ask_cohort};
    acts[dice_below(&world->dice, sizeof acts / sizeof acts[0])](world);
}
