/* SPDX-License-Identifier: Apache-2.0
 *
 * Who is mentioned in a post, or answered by it, and what reaches their inboxes. A person is told
 * once of a post, however often it is edited, never of their own, and only who has a role in the
 * course and sees the thread when the text is written. When the post goes, or is theirs to see no
 * more, the mention is taken back. A post without a name tells nobody: a notice says who wrote it.
 */
#ifndef MUSTER_FEATURES_FORUM_MENTIONS_H
#define MUSTER_FEATURES_FORUM_MENTIONS_H

#include "core/effect.h"

/* Those who were told of one post; owned by the post, NULL for none. */
struct mentions;
struct post;

/* Reads the optional member `mentions` (core/feature.h, `read`). */
enum err forum_mentions_read(const struct json *data, struct writer *out);
/* Whether there is room for those the entry mentions beside those who were told before. */
bool forum_mentions_fit(const struct mentions *mentions, const struct entry *entry);
/* Adds those the entry mentions anew, a text of the post, who see it. */
void forum_mentions_add(struct post *post, const struct entry *entry, const struct scene *scene);
/* Forgets those who do not see what has that stamp. */
void forum_mentions_narrow(struct mentions *mentions, const struct room *room, struct rings stamp);
void forum_mentions_free(struct mentions **mentions);

/* Where a post stands. */
struct forum_place {
    int64_t thread, post;
};
/* The effects of the entry that forum_mentions_add was called for last: an inbox.mention for each
 * whom it added. */
void forum_mentions_tell(const struct mentions *mentions, const struct entry *entry,
                         const struct forum_place *place, struct emitter *emitter);

/* A post, and the one that it answers: what it comments, or the opening one; itself: none. */
struct forum_answer {
    const struct post *post, *to;
};
/* The effect of the entry that is the post, for whom it answers and does not mention; and of one
 * that accepts it, or no more, for who wrote it. */
void forum_reply_tell(const struct forum_answer *answer, const struct entry *entry,
                      const struct scene *scene, struct emitter *emitter);
void forum_accepted_tell(const struct post *post, const struct entry *entry,
                         const struct scene *scene, struct emitter *emitter);

/* Who was told of posts that are gone, and of which; NULL: nobody. */
struct told;
/* Adds those who were told of `post`. */
void forum_told_add(struct told **told, const struct mentions *mentions, int64_t post);
/* The same, of those alone who do not see what has that stamp. */
void forum_told_outside(struct told **told, const struct mentions *mentions, int64_t post,
                        const struct room *room, struct rings stamp);
/* Adds whom the post answers, if not too many were told; and if they do not see what has that
 * stamp. */
void forum_told_reply(struct told **told, const struct forum_answer *answer);
void forum_told_reply_outside(struct told **told, const struct forum_answer *answer,
                              const struct room *room, struct rings stamp);
void forum_told_free(struct told **told);
size_t forum_told_count(const struct told *told);
/* The effects of the entry that deletes the posts: one inbox.unmention for each person. */
void forum_told_take_back(const struct told *told, const struct entry *entry,
                          struct emitter *emitter);

#endif
