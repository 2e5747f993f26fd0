/* SPDX-License-Identifier: Apache-2.0
 *
 * Files in posts: pictures that a text shows as ![words](file:12), and others. They were uploaded
 * for a post (features/file_post.h) by who writes it, stand in one alone, and go where it goes.
 * What people may do with them is forum_filed.h's.
 *
 * A post without files holds nothing for them but a bit.
 */
#ifndef MUSTER_FEATURES_FORUM_FILES_H
#define MUSTER_FEATURES_FORUM_FILES_H

#include "base/writer.h"
#include "core/entry.h"
#include "features/forum_thread.h"

/* One of them. */
struct posted {
    int64_t seq, at_ms, bytes, width, height;
    char *by;          /* owned; who uploaded it, a pseudonym of its own where it has a mask */
    char *mask;        /* owned; NULL: it came with a name */
    const char *type;  /* one of file_types */
    struct post *post; /* borrowed; NULL: it is loose */
};

struct forum_files {
    struct map *all;                /* seq -> struct posted, owned */
    struct map *loose;              /* the same, borrowed; the first came first */
    struct map *posts;              /* seq of a post -> those that it holds, owned */
    int64_t gone[BOUND_POST_FILES]; /* by the last entry that took some away */
    size_t gone_count;
};

/* None; and the end of them, which sets *files to NULL. */
struct forum_files *forum_files_new(void);
void forum_files_free(struct forum_files **files);
/* The one of that seq, or NULL. */
struct posted *forum_files_find(const struct forum_files *files, int64_t seq);
/* The loose one that the entry uploads; and it is known no more: nobody has it by a post, and no
 * post can name it. */
void forum_files_add(struct forum_files *files, const struct entry *entry);
void forum_files_drop(struct forum_files *files, struct posted *posted);

/* The post holds those that the entry names, where it names any, and no others: what it held and
 * does not any more is gone for good. */
void forum_files_take(struct forum_files *files, struct post *post, const struct entry *entry);
/* The post is gone for good. */
void forum_files_end(struct forum_files *files, const struct post *post);
/* How many the post holds, and which: `seqs` is borrowed. */
size_t forum_files_of(const struct post *post, const int64_t **seqs);
/* The words of the file are gone: true when a post shows it no more. */
bool forum_files_forget(struct forum_files *files, int64_t seq);
/* Writes the member "files" of a post, where it holds any; in a patch null where it did. */
void forum_files_write(const struct post *post, bool is_patch, struct writer *out);

#endif
