/* SPDX-License-Identifier: Apache-2.0
 * The first text and the youngest of the others. */
#include "features/forum_history.h"

#include "base/bounds.h"
#include "features/common_author.h"
#include "features/common_get.h"
#include "features/forum_narrow.h"
#include "features/forum_state.h"

/* What a deleted post said is nobody's to read. */
static enum err history_open(const void *state, const struct json *data, const struct scene *scene,
                             const struct post **out)
{
    int64_t seq;
    if (!json_get_int(data, "post", &seq) || seq < 1)
        return ERR_BAD_REQUEST;
    const struct post *post = forum_post(state, seq);
    if (!post || !forum_sees(post->thread, scene))
        return ERR_NOT_FOUND;
    if (!forum_moderates(post->thread, scene))
        return ERR_PERMISSION_DENIED;
    *out = post;
    return post->deleted ? ERR_FORUM_DELETED : ERR_NONE;
}

/* The entries with its texts, rising: the first, and the youngest of the others. */
static size_t versions_of(const struct post *post, int64_t *seqs, size_t max)
{
    size_t old = post->edits ? post->edits->count : 0, edits = old + (post->edits != NULL);
    size_t count = 0;
    seqs[count++] = post->seq;
    for (size_t i = edits > max - 1 ? edits - (max - 1) : 0; i < edits; i++)
        seqs[count++] = i < old ? post->edits->seqs[i] : post->body_seq;
    return count;
}

size_t forum_history_needs(const void *state, const struct json *data, const struct scene *scene,
                           int64_t *seqs, size_t max)
{
    const struct post *post = NULL;
    if (history_open(state, data, scene, &post))
        return 0;
    return versions_of(post, seqs, max < BOUND_POST_VERSIONS ? max : BOUND_POST_VERSIONS);
}

static void version_write(const struct entry *entry, struct writer *out)
{
    struct slice text = common_get_text(entry->data, "text");
    writer_object(out, NULL);
    writer_int(out, "version", entry->seq);
    writer_int(out, "at", entry->at_ms);
    common_write_text(out, text, common_get_dir(entry->data, text));
    writer_end(out);
}

enum err forum_history_answer(const void *state, const struct json *data, const struct scene *scene,
                              struct writer *out)
{
    const struct post *post = NULL;
    int64_t seqs[BOUND_POST_VERSIONS];
    enum err error = history_open(state, data, scene, &post);
    if (error)
        return error;
    size_t count = versions_of(post, seqs, BOUND_POST_VERSIONS);
    writer_array(out, "versions");
    for (size_t i = 0; i < count; i++) {
        const struct entry *entry =
            scene->bodies ? scene->bodies->find(scene->bodies->context, seqs[i]) : NULL;
        if (entry && common_has(entry->data, "text"))
            version_write(entry, out);
    }
    writer_end(out);
    return ERR_NONE;
}
