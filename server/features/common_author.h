/* SPDX-License-Identifier: Apache-2.0
 *
 * What features share to keep what people wrote and who wrote it, to show it, and to count the
 * bytes it takes of a view. It is wiped when it is freed.
 */
#ifndef MUSTER_FEATURES_COMMON_AUTHOR_H
#define MUSTER_FEATURES_COMMON_AUTHOR_H

#include "base/text.h"
#include "base/writer.h"
#include "core/entry.h"

/* Overwrites *text, frees it and sets it to NULL. NULL is ignored. */
void common_wipe(char **text);

/* Who wrote something: copies of an entry's `by` and `name`, in one piece of memory, for there are
 * many of them. */
struct common_author {
    char *id;   /* owned, with the name */
    char *name; /* may be empty; wiped and freed with the id alone */
};
void common_author_init(struct common_author *author, const struct entry *entry);
/* The same of whoever it is. */
void common_author_set(struct common_author *author, struct slice id, struct slice name);
/* Wipes and frees. */
void common_author_done(struct common_author *author);
/* Wipes the name, which is empty then. True when there was one. */
bool common_author_forget(struct common_author *author);
bool common_author_is(const struct common_author *author, struct slice person);
/* Gives it another name, which may be empty. */
void common_author_rename(struct common_author *author, struct slice name);
/* Writes "by", and "name" unless it is empty. */
void common_write_author(struct writer *out, const struct common_author *author);
/* Writes "text" and its "dir". */
void common_write_text(struct writer *out, struct slice text, enum text_dir dir);

/* How many bytes a view takes for `text`, with quotes and escapes. */
size_t common_text_bytes(struct slice text);
/* The same for who wrote the entry. */
size_t common_author_bytes(const struct entry *entry);
/* What remains of an entry whose bytes are counted, for struct keep: their number, which
 * common_entry_bytes then gives. */
void common_keep_bytes(const void *state, const struct entry *entry, struct writer *out);
/* At most the bytes a view takes for what the entry says and who says it. */
size_t common_entry_bytes(const struct entry *entry);

#endif
