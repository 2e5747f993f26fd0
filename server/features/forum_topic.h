/* SPDX-License-Identifier: Apache-2.0
 *
 * Who makes the topics of a forum, and what may be written in one.
 */
#ifndef MUSTER_FEATURES_FORUM_TOPIC_H
#define MUSTER_FEATURES_FORUM_TOPIC_H

#include "core/feature.h"

struct thread;
struct topic;

/* Members of the rows topic.add, topic.edit, topic.order and topic.remove. */
enum err forum_topic_add_read(const struct json *data, struct writer *out);
enum err forum_topic_add_check(const void *state, const struct entry *entry,
                               const struct scene *scene);
void forum_topic_add_apply(void *state, const struct entry *entry, const struct scene *scene);
enum err forum_topic_edit_read(const struct json *data, struct writer *out);
enum err forum_topic_edit_check(const void *state, const struct entry *entry,
                                const struct scene *scene);
void forum_topic_edit_apply(void *state, const struct entry *entry, const struct scene *scene);
void forum_topic_edit_moved(const void *state, const struct entry *entry, struct moved *out);
enum err forum_topic_order_read(const struct json *data, struct writer *out);
void forum_topic_order_apply(void *state, const struct entry *entry, const struct scene *scene);
enum err forum_topic_remove_read(const struct json *data, struct writer *out);
enum err forum_topic_remove_check(const void *state, const struct entry *entry,
                                  const struct scene *scene);
void forum_topic_remove_apply(void *state, const struct entry *entry, const struct scene *scene);
void forum_topic_erases(const void *state, const struct entry *entry,
                        struct withdrawal *withdrawal);

/* For struct hearing: of units, and of people who come into a cohort. */
void forum_topic_heard_unit(void *state, const struct entry *entry, const struct scene *scene);
void forum_topic_heard_cohort(void *state, const struct entry *entry, const struct scene *scene);

/* Whether the topic that the entry of the row forum.thread names takes the thread: for whom it is,
 * and by its kind. ERR_NONE when it names none. */
enum err forum_topic_takes_thread(const void *state, const struct entry *entry,
                                  const struct scene *scene);
/* The same of a post in the thread. */
enum err forum_topic_takes_post(const void *state, const struct thread *thread,
                                const struct entry *entry, const struct scene *scene);
/* The same of the sender of a thread, or a post, as the veils of those rows ask it: with what they
 * wrote without a name, which nobody can tell later. */
enum err forum_topic_refuses_thread(const void *state, const struct entry *entry,
                                    const struct scene *scene);
enum err forum_topic_refuses_post(const void *state, const struct entry *entry,
                                  const struct scene *scene);
/* For their row->veil.alone: whether the topic, in which one may write without a name, lets people
 * write only so much. */
bool forum_topic_thread_alone(const void *state, const struct entry *entry);
bool forum_topic_post_alone(const void *state, const struct entry *entry);
/* Whether that thread may go into the topic that the entry names, or into none. */
enum err forum_topic_takes_moved(const void *state, const struct thread *thread,
                                 const struct entry *entry, const struct scene *scene);
/* Whether answers of the thread are accepted. */
bool forum_topic_accepts(const void *state, const struct thread *thread);
/* The thread was opened, in the topic that its entry names: it is for its people, at most. */
void forum_topic_take(void *state, struct thread *thread, const struct scene *scene);

#endif
