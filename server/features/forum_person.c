/* SPDX-License-Identifier: Apache-2.0
 * Both walk the posts of that one person, and no others. */
#include "features/forum_person.h"

#include "base/bounds.h"
#include "base/text_excerpt.h"
#include "base/unused.h"
#include "core/gates.h"
#include "core/room.h"
#include "core/room_news.h"
#include "features/common_ask.h"
#include "features/common_get.h"
#include "features/forum_narrow.h"
#include "features/forum_own.h"
#include "features/forum_state.h"

static const struct slice academy = {"academy:main", sizeof "academy:main" - 1};

/* Posts of one person that somebody sees, from the youngest on. */
struct walk {
    const struct scene *scene;
    const struct post *next;
    size_t looked;
};

static void walk_start(struct walk *walk, const struct post *first, const struct scene *scene)
{
    *walk = (struct walk){.scene = scene, .next = first};
}

/* NULL: there are no more of them, or as many were looked at as may be. */
static const struct post *walk_next(struct walk *walk)
{
    while (walk->next && walk->looked < BOUND_PERSON_POSTS_READ) {
        const struct post *post = walk->next;
        walk->next = post->own_before;
        walk->looked++;
        if (!post->deleted && forum_sees_post(post, walk->scene))
            return post;
    }
    return NULL;
}

static enum err person_read(const struct json *data, struct slice *person)
{
    bool good = json_get_text(data, "person", person) && text_is_id(*person);
    return good ? ERR_NONE : ERR_BAD_REQUEST;
}

/* ---- the card ----------------------------------------------------------------------------------
 */

void forum_card_others(const void *state, const struct json *data, struct others *out)
{
    UNUSED(state);
    UNUSED(data);
    others_add(out, academy);
}

/* What the academy knows of them; where there is none, or they are gone, nothing. */
static bool known(const struct scene *scene, struct slice person, struct gate_person *out)
{
    const struct room *room = scene->others ? scene->others->list[0].room : NULL;
    return room && gates_person(room, person, out) && !out->erased;
}

static struct slice name_of(const struct scene *scene, struct slice person,
                            const struct post *latest)
{
    struct slice name = room_present_name(scene->room, person);
    if (!name.len)
        name = room_staff_name(scene->room, person);
    return !name.len && latest ? slice_of(latest->author->name) : name;
}

/* Staff know who is in the room; everybody who its staff are, and who wrote what they see. */
static bool is_told(const struct scene *scene, struct slice person, const struct post *latest)
{
    bool inside = room_role(scene->room, person) & (ROLE_READERS | ROLE_VISITORS);
    return latest || slice_equal(person, scene->person) || (inside && scene->role & ROLE_STAFF) ||
           room_staff_name(scene->room, person).at;
}

static void count_write(struct walk *walk, const struct post *latest, struct writer *out)
{
    int64_t count = latest != NULL;
    while (latest && walk_next(walk))
        count++;
    writer_int(out, "posts", count);
    if (walk->next)
        writer_bool(out, "more", true);
}

enum err forum_card_answer(const void *state, const struct json *data, const struct scene *scene,
                           struct writer *out)
{
    const struct forum *forum = state;
    struct gate_person academic = {0};
    struct slice person;
    struct walk walk;
    enum err error = person_read(data, &person);
    if (error)
        return error;
    walk_start(&walk, forum_own_latest(forum->latest, person), scene);
    const struct post *latest = walk_next(&walk);
    if (!is_told(scene, person, latest))
        return ERR_NOT_FOUND;
    struct slice name = name_of(scene, person, latest);
    writer_text(out, "person", person);
    if (name.len > 0)
        writer_text(out, "name", name);
    if (known(scene, person, &academic) && academic.country[0])
        writer_text(out, "country", slice_of(academic.country));
    writer_text(out, "role", common_role_name(room_role(scene->room, person)));
    count_write(&walk, latest, out);
    return ERR_NONE;
}

/* ---- what they wrote ---------------------------------------------------------------------------
 */

/* As it was asked for; the page begins behind `before`, which is one of theirs. */
static enum err page_read(const struct forum *forum, const struct json *data,
                          const struct scene *scene, struct walk *walk, int64_t *limit)
{
    struct slice person;
    int64_t before = 0;
    *limit = BOUND_PERSON_POSTS;
    enum err error = person_read(data, &person);
    if (!error)
        error = common_ask_limit(data, "before", INT64_MAX, &before);
    if (!error)
        error = common_ask_limit(data, "limit", BOUND_PERSON_POSTS, limit);
    if (error)
        return error;
    const struct post *first = forum_own_latest(forum->latest, person);
    while (before && first && first->seq >= before)
        first = first->own_before;
    walk_start(walk, first, scene);
    return ERR_NONE;
}

size_t forum_by_needs(const void *state, const struct json *data, const struct scene *scene,
                      int64_t *seqs, size_t max)
{
    struct walk walk;
    const struct post *post;
    int64_t limit;
    size_t count = 0;
    if (page_read(state, data, scene, &walk, &limit))
        return 0;
    while (count < max && count < (size_t)limit && (post = walk_next(&walk)))
        seqs[count++] = post->body_seq;
    return count;
}

static void words_write(const struct entry *body, struct writer *out)
{
    struct buffer words;
    if (!body || body->erased)
        return;
    buffer_init(&words, BOUND_ENTRY_BYTES);
    text_excerpt(common_get_text(body->data, "text"), BOUND_EXCERPT_CHARS, &words);
    if (words.len > 0)
        writer_text(out, "words", buffer_slice(&words));
    buffer_done(&words);
}

static void post_write(const struct post *post, const struct entry *body, struct writer *out)
{
    const struct thread *thread = post->thread;
    writer_object(out, NULL);
    writer_int(out, "post", post->seq);
    writer_int(out, "thread", thread->seq);
    if (thread->title_seq) {
        writer_text(out, "title", slice_of(thread->title));
        writer_text(out, "dir", text_dir_name(thread->dir));
    }
    writer_int(out, "at", post->at_ms);
    words_write(body, out);
    writer_end(out);
}

enum err forum_by_answer(const void *state, const struct json *data, const struct scene *scene,
                         struct writer *out)
{
    const struct bodies *bodies = scene->bodies;
    const struct post *post;
    struct walk walk;
    int64_t limit, count = 0, last = 0;
    enum err error = page_read(state, data, scene, &walk, &limit);
    if (error)
        return error;
    writer_array(out, "posts");
    for (; count < limit && (post = walk_next(&walk)); count++) {
        last = post->seq;
        post_write(post, bodies ? bodies->find(bodies->context, post->body_seq) : NULL, out);
    }
    writer_end(out);
    if (count == limit && walk_next(&walk))
        writer_int(out, "next", last);
    return ERR_NONE;
}
