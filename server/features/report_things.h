/* SPDX-License-Identifier: Apache-2.0
 *
 * What becomes of the things that were reported: they go, come back, or are for
 * fewer people. Functions of struct hearing.
 */
#ifndef MUSTER_FEATURES_REPORT_THINGS_H
#define MUSTER_FEATURES_REPORT_THINGS_H

#include "core/scene.h"

/* What the last entry took from the chat, or one of these: its reports keep no words. */
void report_messages_gone(void *state, const struct entry *entry, const struct scene *scene);
void report_message_gone(void *state, const struct entry *entry, const struct scene *scene);
void report_direct_gone(void *state, const struct entry *entry, const struct scene *scene);
void report_question_gone(void *state, const struct entry *entry, const struct scene *scene);
void report_paragraph_gone(void *state, const struct entry *entry, const struct scene *scene);
/* Posts go, alone or with their thread, stand again, or are for fewer. */
void report_posts_moved(void *state, const struct entry *entry, const struct scene *scene);

#endif
