/* SPDX-License-Identifier: Apache-2.0
 * A list that is linked both ways: whichever goes is taken out of it at once. */
#include "features/forum_own.h"

#include "core/veil.h"

void forum_own_add(struct map *latest, struct post *post)
{
    struct slice person = slice_of(post->author->id);
    if (veil_hides(person))
        return;
    post->own_before = map_find(latest, person);
    if (post->own_before)
        post->own_before->own_after = post;
    (void)map_put(latest, person, post);
}

void forum_own_drop(struct map *latest, struct post *post)
{
    struct slice person = slice_of(post->author->id);
    struct post *before = post->own_before, *after = post->own_after;
    if (before)
        before->own_after = after;
    if (after)
        after->own_before = before;
    else if (before)
        (void)map_put(latest, person, before);
    else if (!veil_hides(person))
        (void)map_take(latest, person);
    post->own_before = post->own_after = NULL;
}

const struct post *forum_own_latest(const struct map *latest, struct slice person)
{
    return map_find(latest, person);
}

const struct post *forum_own_after(const struct map *latest, struct slice person, int64_t after)
{
    const struct post *post = forum_own_latest(latest, person);
    while (post && post->own_before && post->own_before->seq > after)
        post = post->own_before;
    return post && post->seq > after ? post : NULL;
}
