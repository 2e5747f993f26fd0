/* SPDX-License-Identifier: Apache-2.0
 *
 * How the opening post of a thread begins: plain words on one line, for the list of threads. It is
 * kept with the thread and wiped with the words that it is from.
 */
#ifndef MUSTER_FEATURES_FORUM_EXCERPT_H
#define MUSTER_FEATURES_FORUM_EXCERPT_H

#include "base/text.h"
#include "base/writer.h"
#include "core/entry.h"

struct forum_excerpt {
    int64_t seq; /* the entry that holds the words */
    char *text;
    enum text_dir dir;
};

/* That of the text which the entry holds, in the place of *excerpt; NULL when its words are gone or
 * nothing in it is a word. Owned by the caller. */
void forum_excerpt_set(struct forum_excerpt **excerpt, const struct entry *entry);
/* Wipes and frees it, and sets *excerpt to NULL, which it may be. True when there was one. */
bool forum_excerpt_drop(struct forum_excerpt **excerpt);
/* Writes the member `excerpt`; as a change null when there is none. */
void forum_excerpt_write(const struct forum_excerpt *excerpt, bool is_patch, struct writer *out);

#endif
