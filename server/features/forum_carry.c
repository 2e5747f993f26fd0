/* SPDX-License-Identifier: Apache-2.0
 * What the thread remembers of the question is where it is. */
#include "features/forum_carry.h"

#include "base/bounds.h"
#include "base/unused.h"
#include "features/common_cohorts.h"
#include "features/common_cut.h"
#include "features/common_get.h"
#include "features/common_read.h"
#include "features/forum_authors.h"
#include "features/forum_carried.h"

enum err forum_carry_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_room(data, "from", out);
    if (!error)
        error = common_read_seq(data, "question", out);
    if (!error)
        error = common_read_line(data, "title", BOUND_TITLE_CHARS, out);
    if (!error)
        error = common_read_text(data, "text", BOUND_POST_CHARS, out);
    if (!error)
        error = common_read_dir(data, out);
    if (!error)
        error = common_read_int(data, "votes", 0, INT64_MAX, out);
    if (!error && common_has(data, "host"))
        error = common_read_id(data, "host", out);
    if (!error)
        error = common_read_optional_name(data, "name", out);
    return error || !common_has(data, "asker") ? error : common_read_id(data, "asker", out);
}

/* What it takes of the list: whoever it is of, and with where it is from. */
static size_t bytes_of(const struct entry *entry)
{
    enum { FROM_BYTES = 4 * BOUND_NAME_CHARS + 3 * BOUND_ID_BYTES + 128 };
    return forum_thread_bytes(entry) + FROM_BYTES;
}

enum err forum_carry_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct forum *forum = state;
    UNUSED(scene);
    bool full = map_full(forum->threads) || forum->standing >= BOUND_FORUM_POSTS ||
                forum->bytes + bytes_of(entry) > BOUND_THREADS_BYTES;
    return full ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

/* A room without a host has nobody whose it is but the server. */
void forum_carry_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct forum *forum = state;
    struct entry theirs = *entry;
    struct rings stamp;
    (void)common_cohorts_stamp(scene->room, 0, &stamp);
    if (common_has(entry->data, "host")) {
        theirs.by = common_get_text(entry->data, "host");
        theirs.name = common_get_text(entry->data, "name");
    }
    struct thread *thread = forum_add_thread(state, &theirs, stamp);
    forum_add_post(state, thread, &theirs);
    forum->bytes += bytes_of(entry) - thread->bytes;
    thread->bytes = bytes_of(entry);
    thread->carried = forum_carried_new(common_get_text(entry->data, "from"),
                                        common_get_int(entry->data, "question"),
                                        common_get_int(entry->data, "votes"));
}

void forum_carry_effects(const void *state, const struct entry *entry, const struct scene *scene,
                         struct emitter *emitter)
{
    struct buffer data;
    struct writer out;
    UNUSED(state);
    UNUSED(scene);
    buffer_init(&data, BOUND_ENTRY_BYTES);
    writer_init(&out, &data);
    writer_object(&out, NULL);
    writer_int(&out, "question", common_get_int(entry->data, "question"));
    writer_int(&out, "thread", entry->seq);
    writer_int(&out, "cause", entry->seq);
    writer_end(&out);
    effect_emit(emitter, &(struct effect){.name = "thread",
                                          .room = common_get_text(entry->data, "from"),
                                          .type = "question.return",
                                          .text = buffer_slice(&data)});
    buffer_done(&data);
}

bool forum_carry_forget_name(void *state, struct slice person)
{
    const struct forum *forum = state;
    struct map_at at = {0};
    bool shows = false;
    while (map_next(forum->threads, &at)) {
        struct thread *thread = at.value;
        const struct common_author **author = &thread->posts[0]->author;
        if (thread->carried && common_author_is(*author, person))
            shows = forum_authors_forget(forum->authors, author) || shows;
    }
    return shows;
}

/* What the webinar's people may all hear. */
static struct carried *told_of(const struct thread *thread)
{
    return rings_equal(thread->stamp, RINGS_INSIDE) ? thread->carried : NULL;
}

void forum_carry_post(struct forum *forum, struct post *post, const struct entry *entry,
                      const struct scene *scene)
{
    struct carried *carried = told_of(post->thread);
    bool staff = scene->role & ROLE_STAFF;
    if (!carried || post->reply || post == post->thread->posts[0])
        return;
    forum_words_keep(&forum->kept, &post->words, entry, staff);
    if (!carried->answer && staff)
        carried->answer = post->seq;
}

/* Words that answer; without any the answer is taken back. */
struct said {
    struct slice text, whom, name;
    enum text_dir dir;
};

static void emit(const struct carried *carried, int64_t cause, const struct said *said,
                 struct emitter *emitter)
{
    struct buffer data;
    struct writer out;
    buffer_init(&data, BOUND_ENTRY_BYTES);
    writer_init(&out, &data);
    writer_object(&out, NULL);
    writer_int(&out, "question", carried->question);
    if (said) {
        bool cut = common_cut(said->text, BOUND_ANSWER_CHARS, "text", &out);
        writer_text(&out, "dir", text_dir_name(said->dir));
        if (cut)
            writer_bool(&out, "cut", true);
        writer_text(&out, "whom", said->whom);
        if (said->name.len > 0)
            writer_text(&out, "name", said->name);
    }
    writer_int(&out, "cause", cause);
    writer_end(&out);
    effect_emit(emitter, &(struct effect){.name = "answer",
                                          .room = slice_of(carried->room),
                                          .type = "question.return",
                                          .text = buffer_slice(&data)});
    buffer_done(&data);
}

void forum_carry_tell(const struct post *post, const struct entry *entry, struct emitter *emitter)
{
    const struct carried *carried = told_of(post->thread);
    struct slice text = common_get_text(entry->data, "text");
    const struct said said = {text, entry->by, entry->name, common_get_dir(entry->data, text)};
    if (carried && carried->answer == post->seq && !entry->erased)
        emit(carried, entry->seq, &said, emitter);
}

/* What the answer says that `carried` has now. */
static void emit_now(const struct forum *forum, const struct carried *carried, int64_t cause,
                     struct emitter *emitter)
{
    const struct post *post = carried->answer ? forum_post(forum, carried->answer) : NULL;
    struct said said = {0};
    if (post && post->words)
        said = (struct said){slice_of(post->words->text), slice_of(post->author->id),
                             slice_of(post->author->name), post->words->dir};
    emit(carried, cause, said.text.len ? &said : NULL, emitter);
}

/* The first of staff that stands and whose words are known, `but` this one; 0: none. */
static int64_t first_of_staff(const struct thread *thread, const struct post *but)
{
    for (size_t i = 1; i < thread->posts_count; i++) {
        const struct post *post = thread->posts[i];
        if (post != but && post->words && !post->words->author)
            return post->seq;
    }
    return 0;
}

void forum_carry_accept(const struct post *post, const struct entry *entry)
{
    struct carried *carried = told_of(post->thread);
    if (!carried)
        return;
    int64_t next = carried->answer;
    if (common_get_bool(entry->data, "accepted"))
        next = post->words ? post->seq : next;
    else if (carried->answer == post->seq)
        next = first_of_staff(post->thread, NULL);
    if (next != carried->answer)
        carried->moved = entry->seq;
    carried->answer = next;
}

void forum_carry_accepted(const struct forum *forum, const struct post *post,
                          const struct entry *entry, struct emitter *emitter)
{
    const struct carried *carried = told_of(post->thread);
    if (carried && carried->moved == entry->seq)
        emit_now(forum, carried, entry->seq, emitter);
}

void forum_carry_deletes(struct forum *forum, struct thread *thread, const struct post *post)
{
    struct carried *carried = thread->carried;
    if (!carried || !carried->answer || (post && carried->answer != post->seq))
        return;
    carried->answer = post && told_of(thread) ? first_of_staff(thread, post) : 0;
    forum->deletion.carried = forum_carried_new(slice_of(carried->room), carried->question, 0);
    forum->deletion.carried->answer = carried->answer;
}

void forum_carry_take_back(const struct forum *forum, const struct entry *entry,
                           struct emitter *emitter)
{
    if (forum->deletion.carried)
        emit_now(forum, forum->deletion.carried, entry->seq, emitter);
}
