/* SPDX-License-Identifier: Apache-2.0
 * One entry for each who waited. */
#include "features/forum_unlock.h"

#include <inttypes.h>

#include "base/unused.h"
#include "features/common_get.h"
#include "features/common_read.h"
#include "features/forum_first.h"
#include "features/forum_state.h"

static struct post *post_find(const struct forum *forum, const struct entry *entry)
{
    return forum_post(forum, common_get_int(entry->data, "post"));
}

enum err forum_unlock_read(const struct json *data, struct writer *out)
{
    return common_read_seq(data, "post", out);
}

enum err forum_unlock_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct forum *forum = state;
    const struct post *post = post_find(forum, entry);
    UNUSED(scene);
    bool due =
        post && forum_first_has(&forum->firsts, post) && entry->at_ms >= forum_first_ms(post);
    return due ? ERR_NONE : ERR_NOT_FOUND;
}

void forum_unlock_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct forum *forum = state;
    UNUSED(scene);
    forum_first_unlock(&forum->firsts, post_find(forum, entry), entry->seq);
}

void forum_unlock_moved(const void *state, const struct entry *entry, struct moved *out)
{
    out->people[out->count++] = slice_of(post_find(state, entry)->author->id);
}

/* Whatever becomes of the course: nobody waits for ever who wrote in time. */
bool forum_unlock_due(const void *state, struct due *out)
{
    const struct post *post = forum_first_next(&((const struct forum *)state)->firsts);
    struct writer data;
    if (!post)
        return false;
    out->at_ms = forum_first_ms(post);
    if (!out->data)
        return true;
    out->type = "forum.unlock";
    snprintf(out->op, sizeof out->op, "unlock:%" PRId64 ":%" PRId64, post->seq, post->at_ms);
    writer_init(&data, out->data);
    writer_object(&data, NULL);
    writer_int(&data, "post", post->seq);
    writer_end(&data);
    return true;
}
