/* SPDX-License-Identifier: Apache-2.0
 * A list of posts by their time, and in each thread those who wait no more. */
#include "features/forum_first.h"

#include <string.h>

#include "base/mem.h"
#include "features/common_cohorts.h"

int64_t forum_first_since(const struct thread *thread, struct slice person)
{
    const int64_t *seq = thread->unlocked ? map_find(thread->unlocked, person) : NULL;
    return seq ? *seq : 0;
}

bool forum_list_tells(const struct thread *thread, struct rings rings)
{
    return !thread->first || common_cohorts_moderates(thread->cohorts, rings);
}

bool forum_waits(const struct thread *thread, struct slice person, struct rings rings)
{
    return !forum_list_tells(thread, rings) && !forum_first_since(thread, person);
}

bool forum_shows_post(const struct post *post, struct slice person, struct rings rings)
{
    return post == post->thread->posts[0] || common_author_is(post->author, person) ||
           !forum_waits(post->thread, person, rings);
}

int64_t forum_first_ms(const struct post *post)
{
    return post->at_ms + INT64_C(1000) * BOUND_EDIT_SECONDS + 1;
}

/* Times rise as posts come; one that stands again belongs among the others. */
void forum_first_add(struct firsts *firsts, struct post *post)
{
    struct thread *thread = post->thread;
    if (!thread->first || post == thread->posts[0] ||
        forum_first_since(thread, slice_of(post->author->id)))
        return;
    if (firsts->count == firsts->capacity) {
        size_t more = firsts->capacity ? 2 * firsts->capacity : 16;
        firsts->posts = (struct post **)mem_resize(
            firsts->posts, firsts->capacity * sizeof(struct post *), more * sizeof(struct post *));
        firsts->capacity = more;
    }
    size_t place = firsts->count++;
    for (; place > 0 && firsts->posts[place - 1]->at_ms > post->at_ms; place--)
        firsts->posts[place] = firsts->posts[place - 1];
    firsts->posts[place] = post;
}

void forum_first_drop(struct firsts *firsts, const struct post *post)
{
    size_t kept = 0;
    for (size_t i = 0; i < firsts->count; i++)
        if (firsts->posts[i] != post)
            firsts->posts[kept++] = firsts->posts[i];
    firsts->count = kept;
}

static bool is_of(const struct post *post, const struct thread *thread, struct slice person)
{
    return post->thread == thread && common_author_is(post->author, person);
}

void forum_first_unlock(struct firsts *firsts, const struct post *post, int64_t seq)
{
    struct thread *thread = post->thread;
    struct slice person = slice_of(post->author->id);
    size_t kept = 0;
    int64_t *since = mem_new(sizeof *since);
    *since = seq;
    if (!thread->unlocked)
        thread->unlocked = map_new(BOUND_FORUM_POSTS);
    map_put(thread->unlocked, person, since);
    for (size_t i = 0; i < firsts->count; i++)
        if (!is_of(firsts->posts[i], thread, person))
            firsts->posts[kept++] = firsts->posts[i];
    firsts->count = kept;
}

struct post *forum_first_next(const struct firsts *firsts)
{
    return firsts->count ? firsts->posts[0] : NULL;
}

struct post *forum_first_of(const struct firsts *firsts, const struct thread *thread,
                            struct slice person)
{
    for (size_t i = 0; i < firsts->count; i++)
        if (is_of(firsts->posts[i], thread, person))
            return firsts->posts[i];
    return NULL;
}

bool forum_first_has(const struct firsts *firsts, const struct post *post)
{
    for (size_t i = 0; i < firsts->count; i++)
        if (firsts->posts[i] == post)
            return true;
    return false;
}

void forum_firsts_done(struct firsts *firsts)
{
    mem_free(firsts->posts);
}
