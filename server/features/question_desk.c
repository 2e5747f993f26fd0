/* SPDX-License-Identifier: Apache-2.0
 * Claims, tags, the pin, and silence. */
#include "features/question_desk.h"

#include "base/bounds.h"
#include "base/mem.h"
#include "base/unused.h"
#include "features/common_get.h"
#include "features/common_read.h"
#include "features/question_state.h"

/* "whom": of staff; absent: the sender. */
enum err question_claim_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_seq(data, "question", out);
    return error || !common_has(data, "whom") ? error : common_read_id(data, "whom", out);
}

static struct slice claimer(const struct entry *entry)
{
    return common_has(entry->data, "whom") ? common_get_text(entry->data, "whom") : entry->by;
}

static bool is_waiting(const struct question *question)
{
    return question->state == QUESTION_PENDING || question->state == QUESTION_OPEN ||
           question->state == QUESTION_ANSWERING;
}

/* What somebody has taken charge of is theirs until they or a moderator give it to another. */
enum err question_claim_check(const void *state, const struct entry *entry,
                              const struct scene *scene)
{
    const struct question *question = question_find(state, entry);
    struct slice whom = claimer(entry);
    if (!question)
        return ERR_NOT_FOUND;
    if (!is_waiting(question))
        return ERR_QUESTION_STATE;
    if (!(room_role(scene->room, whom) & (ROLE_STAFF | ROLE_SYSTEM)))
        return ERR_NOT_FOUND;
    if (!question->claimed_by)
        return ERR_NONE;
    if (slice_is(whom, question->claimed_by))
        return ERR_ALREADY_EXISTS;
    bool given = common_has(entry->data, "whom");
    return given || slice_is(entry->by, question->claimed_by) ? ERR_NONE : ERR_QUESTION_CLAIMED;
}

void question_claim_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct question *question = question_find(state, entry);
    UNUSED(scene);
    common_wipe(&question->claimed_by);
    question->claimed_by = mem_text(claimer(entry));
    question->claimed_ms = entry->at_ms;
}

enum err question_unclaim_check(const void *state, const struct entry *entry,
                                const struct scene *scene)
{
    const struct question *question = question_find(state, entry);
    UNUSED(scene);
    return question && question->claimed_by ? ERR_NONE : ERR_NOT_FOUND;
}

void question_unclaim_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    common_wipe(&question_find(state, entry)->claimed_by);
}

/* ---- tags: words that the room has chosen ----
 */

/* Whether `tag` stands in the list before `end`. */
static bool is_repeated(const struct json *list, const struct json *end, struct slice tag)
{
    struct slice other;
    for (const struct json *at = json_first(list); at != end; at = json_next(at))
        if (json_as_text(at, &other) && slice_equal(other, tag))
            return true;
    return false;
}

/* Each is cleaned as a line of its own, and stands once. */
static enum err read_tags(const struct json *data, size_t max, struct writer *out)
{
    const struct json *list = json_get(data, "tags");
    enum err error = ERR_NONE;
    if (!json_is_array(list))
        return ERR_BAD_REQUEST;
    if (json_count(list) > max)
        return ERR_LIMIT_EXCEEDED;
    writer_array(out, "tags");
    for (const struct json *at = json_first(list); at && !error; at = json_next(at)) {
        struct slice tag;
        if (!json_as_text(at, &tag))
            error = ERR_BAD_REQUEST;
        else if (!is_repeated(list, at, tag))
            error = common_write_line(tag, BOUND_QUESTION_TAG_CHARS, out);
    }
    writer_end(out);
    return error;
}

enum err question_tags_read(const struct json *data, struct writer *out)
{
    return read_tags(data, BOUND_QUESTION_TAGS_ROOM, out);
}

static void tags_set(char *tags[], size_t max, const struct entry *entry)
{
    size_t count = 0;
    question_tags_done(tags, max);
    const struct json *at = json_first(json_get(entry->data, "tags"));
    for (struct slice tag; at && count < max; at = json_next(at))
        if (json_as_text(at, &tag))
            tags[count++] = mem_text(tag);
}

/* Questions keep the tags that they have. */
void question_tags_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct questions *questions = state;
    UNUSED(scene);
    tags_set(questions->tags, BOUND_QUESTION_TAGS_ROOM, entry);
}

enum err question_tag_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_seq(data, "question", out);
    return error ? error : read_tags(data, BOUND_QUESTION_TAGS, out);
}

static bool has_tag(const struct questions *questions, struct slice tag)
{
    for (size_t i = 0; i < BOUND_QUESTION_TAGS_ROOM && questions->tags[i]; i++)
        if (slice_is(tag, questions->tags[i]))
            return true;
    return false;
}

enum err question_tag_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct questions *questions = state;
    struct slice tag;
    UNUSED(scene);
    if (!question_find(state, entry))
        return ERR_NOT_FOUND;
    const struct json *at = json_first(json_get(entry->data, "tags"));
    for (; at; at = json_next(at))
        if (!json_as_text(at, &tag) || !has_tag(questions, tag))
            return ERR_TAG_UNKNOWN;
    return ERR_NONE;
}

void question_tag_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct question *question = question_find(state, entry);
    UNUSED(scene);
    tags_set(question->tags, BOUND_QUESTION_TAGS, entry);
    question->was_tagged = true;
}

/* ---- the one that all are shown first ----
 */

/* "question": none takes the pin away. */
enum err question_pin_read(const struct json *data, struct writer *out)
{
    return common_read_optional_seq(data, "question", out);
}

enum err question_pin_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct question *question = question_find(state, entry);
    UNUSED(scene);
    if (!common_has(entry->data, "question"))
        return ((const struct questions *)state)->pinned ? ERR_NONE : ERR_NOT_FOUND;
    if (!question)
        return ERR_NOT_FOUND;
    return question_seen(question, question->state) ? ERR_NONE : ERR_QUESTION_STATE;
}

void question_pin_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct questions *questions = state;
    struct question *question = question_find(state, entry);
    UNUSED(scene);
    questions->pinned = question ? question->seq : 0;
    if (question)
        question->was_pinned = true;
}

/* ---- whose questions are heard no more ----
 */

enum err question_silence_check(const void *state, const struct entry *entry,
                                const struct scene *scene)
{
    const struct questions *questions = state;
    const struct question *question = question_find(state, entry);
    if (!question)
        return ERR_NOT_FOUND;
    struct slice author = slice_of(question->author.id);
    if (room_role(scene->room, author) & (ROLE_STAFF | ROLE_SYSTEM))
        return ERR_PERMISSION_DENIED;
    if (map_find(questions->silenced, author))
        return ERR_ALREADY_EXISTS;
    return map_full(questions->silenced) ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

void question_silence_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct questions *questions = state;
    UNUSED(scene);
    /* A set: the value only must not be NULL. */
    map_put(questions->silenced, slice_of(question_find(state, entry)->author.id), questions);
}

enum err question_unsilence_check(const void *state, const struct entry *entry,
                                  const struct scene *scene)
{
    const struct questions *questions = state;
    const struct question *question = question_find(state, entry);
    UNUSED(scene);
    bool silenced = question && map_find(questions->silenced, slice_of(question->author.id));
    return silenced ? ERR_NONE : ERR_NOT_FOUND;
}

void question_unsilence_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct questions *questions = state;
    UNUSED(scene);
    map_take(questions->silenced, slice_of(question_find(state, entry)->author.id));
}
