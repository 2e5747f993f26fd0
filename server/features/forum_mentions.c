/* SPDX-License-Identifier: Apache-2.0
 * A short list of ids; the youngest of them were added by the last entry. */
#include "features/forum_mentions.h"

#include <stdio.h>

#include "base/bounds.h"
#include "base/map.h"
#include "base/mem.h"
#include "core/inbox_of.h"
#include "core/room_area.h"
#include "features/common_author.h"
#include "features/common_get.h"
#include "features/common_read.h"
#include "features/forum_first.h"

struct mentions {
    size_t count, before; /* in all; before the last entry */
    char *ids[BOUND_MENTIONS];
};

enum err forum_mentions_read(const struct json *data, struct writer *out)
{
    return common_read_optional_ids(data, "mentions", BOUND_MENTIONS, out);
}

static const struct json *first_of(const struct entry *entry)
{
    return json_first(json_get(entry->data, "mentions"));
}

static bool is_in(const struct mentions *mentions, struct slice id)
{
    for (size_t i = 0; mentions && i < mentions->count; i++)
        if (slice_is(id, mentions->ids[i]))
            return true;
    return false;
}

bool forum_mentions_fit(const struct mentions *mentions, const struct entry *entry)
{
    size_t count = mentions ? mentions->count : 0;
    for (const struct json *at = first_of(entry); at; at = json_next(at)) {
        struct slice id = {NULL, 0};
        (void)json_as_text(at, &id);
        count += !is_in(mentions, id);
    }
    return count <= BOUND_MENTIONS;
}

static bool is_shown(struct slice id, const struct room *room, struct rings stamp)
{
    return rings_meet(room_rings(room, id), stamp);
}

/* Whether somebody may be told of the post: whoever is in the course, or its guest there, and sees
 * it. */
static bool hears(const struct post *post, struct slice id, const struct room *room)
{
    struct rings rings = room_area_rings(room, id, forum_area(post->thread));
    return room_role(room, id) & (ROLE_ALL | ROLE_VISITORS) &&
           thread_reaches(post->thread, rings) && forum_shows_post(post, id, rings);
}

void forum_mentions_add(struct post *post, const struct entry *entry, const struct scene *scene)
{
    struct mentions **mentions = &post->mentions;
    const struct json *at = veil_hides(entry->by) ? NULL : first_of(entry);
    if (at && !*mentions)
        *mentions = mem_new(sizeof **mentions);
    if (*mentions)
        (*mentions)->before = (*mentions)->count;
    for (; at; at = json_next(at)) {
        struct slice id = {NULL, 0};
        (void)json_as_text(at, &id);
        if ((*mentions)->count < BOUND_MENTIONS && !is_in(*mentions, id) &&
            !slice_equal(id, entry->by) && hears(post, id, scene->room))
            (*mentions)->ids[(*mentions)->count++] = mem_text(id);
    }
}

void forum_mentions_narrow(struct mentions *mentions, const struct room *room, struct rings stamp)
{
    size_t kept = 0;
    for (size_t i = 0; mentions && i < mentions->count; i++) {
        if (is_shown(slice_of(mentions->ids[i]), room, stamp))
            mentions->ids[kept++] = mentions->ids[i];
        else
            common_wipe(&mentions->ids[i]);
    }
    if (mentions)
        mentions->count = mentions->before = kept;
}

void forum_mentions_free(struct mentions **mentions)
{
    if (!*mentions)
        return;
    for (size_t i = 0; i < (*mentions)->count; i++)
        common_wipe(&(*mentions)->ids[i]);
    mem_free(*mentions);
    *mentions = NULL;
}

/* The effect for the inbox of `person`. */
static void emit(struct slice person, struct effect effect, struct emitter *emitter)
{
    char room[INBOX_OF_BYTES];
    effect.room = inbox_of(person, room);
    effect_emit(emitter, &effect);
}

void forum_mentions_tell(const struct mentions *mentions, const struct entry *entry,
                         const struct forum_place *place, struct emitter *emitter)
{
    struct buffer text;
    struct writer writer;
    if (!mentions || mentions->before == mentions->count)
        return;
    buffer_init(&text, BOUND_ENTRY_BYTES);
    writer_init(&writer, &text);
    writer_object(&writer, NULL);
    writer_text(&writer, "of", entry->room);
    writer_int(&writer, "thread", place->thread);
    writer_int(&writer, "post", place->post);
    writer_text(&writer, "by", entry->by);
    if (entry->name.len > 0)
        writer_text(&writer, "name", entry->name);
    writer_end(&writer);
    struct effect effect = {
        .name = "mention", .type = "inbox.mention", .text = buffer_slice(&text)};
    for (size_t i = mentions->before; i < mentions->count; i++)
        emit(slice_of(mentions->ids[i]), effect, emitter);
    buffer_done(&text);
}

/* Whom the post answers: who wrote what it comments, or opened its thread; absent: nobody, or
 * somebody whom nobody may know. */
static struct slice answered(const struct post *post, const struct post *parent)
{
    struct slice whom = slice_of(parent->author->id), by = slice_of(post->author->id);
    bool carried = !post->reply && post->thread->carried; /* by the host, who did not ask it */
    bool told = post == parent || carried || slice_equal(whom, by) || veil_hides(whom) ||
                veil_hides(by) || is_in(post->mentions, whom);
    return told ? (struct slice){NULL, 0} : whom;
}

static void write_told(const struct entry *entry, const struct post *post, const char *why,
                       struct writer *out)
{
    writer_object(out, NULL);
    writer_text(out, "of", entry->room);
    writer_int(out, "thread", post->thread->seq);
    writer_int(out, "post", post->seq);
    if (why)
        writer_text(out, "why", slice_of(why));
    if (post->seq != entry->seq)
        writer_int(out, "said", entry->seq);
    if (!veil_hides(entry->by))
        writer_text(out, "by", entry->by);
    if (entry->name.len > 0)
        writer_text(out, "name", entry->name);
    writer_end(out);
}

static void tell_why(struct slice person, const struct entry *entry, const struct post *post,
                     const char *why, struct emitter *emitter)
{
    struct buffer text;
    struct writer writer;
    buffer_init(&text, BOUND_ENTRY_BYTES);
    writer_init(&writer, &text);
    write_told(entry, post, why, &writer);
    emit(person, (struct effect){.name = why, .type = "inbox.mention", .text = buffer_slice(&text)},
         emitter);
    buffer_done(&text);
}

void forum_reply_tell(const struct forum_answer *answer, const struct entry *entry,
                      const struct scene *scene, struct emitter *emitter)
{
    const struct post *post = answer->post;
    struct slice whom = answered(post, answer->to);
    if (whom.at && hears(post, whom, scene->room))
        tell_why(whom, entry, post, "reply", emitter);
}

/* The youngest posts that one person was told of: an inbox keeps no more. */
struct told_of {
    int64_t posts[BOUND_MENTIONS_KEPT];
    size_t count;
};

struct told {
    struct map *people; /* id -> struct told_of, owned */
};

static void tell_of(struct told **told, struct slice id, int64_t post)
{
    if (!*told) {
        *told = mem_new(sizeof **told);
        (*told)->people = map_new(BOUND_MEMBERS);
    }
    struct told_of *of = map_find((*told)->people, id);
    if (!of) {
        of = mem_new(sizeof *of);
        map_put((*told)->people, id, of);
    }
    size_t place = of->count;
    while (place > 0 && of->posts[place - 1] >= post)
        place--;
    if ((place < of->count && of->posts[place] == post) ||
        (of->count == BOUND_MENTIONS_KEPT && place == 0))
        return;
    if (of->count == BOUND_MENTIONS_KEPT) {
        memmove(&of->posts[0], &of->posts[1], --of->count * sizeof of->posts[0]);
        place--;
    }
    memmove(&of->posts[place + 1], &of->posts[place], (of->count++ - place) * sizeof of->posts[0]);
    of->posts[place] = post;
}

void forum_told_add(struct told **told, const struct mentions *mentions, int64_t post)
{
    for (size_t i = 0; mentions && i < mentions->count; i++)
        tell_of(told, slice_of(mentions->ids[i]), post);
}

void forum_told_outside(struct told **told, const struct mentions *mentions, int64_t post,
                        const struct room *room, struct rings stamp)
{
    for (size_t i = 0; mentions && i < mentions->count; i++)
        if (!is_shown(slice_of(mentions->ids[i]), room, stamp))
            tell_of(told, slice_of(mentions->ids[i]), post);
}

/* Of more than an entry may cause the rest is found out when somebody asks (forum_news.h). */
void forum_told_reply(struct told **told, const struct forum_answer *answer)
{
    struct slice whom = answered(answer->post, answer->to);
    bool known = whom.at && *told && map_find((*told)->people, whom);
    if (whom.at && (known || forum_told_count(*told) < BOUND_EFFECTS))
        tell_of(told, whom, answer->post->seq);
}

void forum_told_reply_outside(struct told **told, const struct forum_answer *answer,
                              const struct room *room, struct rings stamp)
{
    struct slice whom = answered(answer->post, answer->to);
    if (whom.at && !is_shown(whom, room, stamp))
        forum_told_reply(told, answer);
}

void forum_told_free(struct told **told)
{
    if (!*told)
        return;
    map_free(&(*told)->people, mem_free);
    mem_free(*told);
    *told = NULL;
}

size_t forum_told_count(const struct told *told)
{
    return told ? map_count(told->people) : 0;
}

static void told_write(const struct told_of *of, const struct entry *entry, struct writer *out)
{
    writer_object(out, NULL);
    writer_text(out, "of", entry->room);
    if (of->count == 1) {
        writer_int(out, "post", of->posts[0]);
    } else {
        writer_array(out, "posts");
        for (size_t i = 0; i < of->count; i++)
            writer_int(out, NULL, of->posts[i]);
        writer_end(out);
    }
    writer_end(out);
}

void forum_told_take_back(const struct told *told, const struct entry *entry,
                          struct emitter *emitter)
{
    struct map_at at = {0};
    struct buffer text;
    buffer_init(&text, BOUND_ENTRY_BYTES);
    while (told && map_next(told->people, &at)) {
        struct writer writer;
        buffer_clear(&text);
        writer_init(&writer, &text);
        told_write(at.value, entry, &writer);
        emit(at.key,
             (struct effect){
                 .name = "unmention", .type = "inbox.unmention", .text = buffer_slice(&text)},
             emitter);
    }
    buffer_done(&text);
}

void forum_accepted_tell(const struct post *post, const struct entry *entry,
                         const struct scene *scene, struct emitter *emitter)
{
    struct slice whom = slice_of(post->author->id);
    struct told *told = NULL;
    if (veil_hides(whom) || slice_equal(whom, entry->by) || !hears(post, whom, scene->room))
        return;
    if (common_get_bool(entry->data, "accepted")) {
        tell_why(whom, entry, post, "accepted", emitter);
        return;
    }
    tell_of(&told, whom, post->seq);
    forum_told_take_back(told, entry, emitter);
    forum_told_free(&told);
}
