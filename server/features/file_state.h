/* SPDX-License-Identifier: Apache-2.0
 *
 * Files of a room as they are kept. A course that is a copy has the files of the other one without
 * a second content: that one lends each, and the copy gives it back when it is removed there. Until
 * then the content of what is removed here stays.
 */
#ifndef MUSTER_FEATURES_FILE_STATE_H
#define MUSTER_FEATURES_FILE_STATE_H

#include "base/bounds.h"
#include "features/shelf.h"

/* "jpeg", "png" …; "room", "staff", "own", "post"; both end with NULL. */
extern const char *const file_types[];
extern const char *const file_sights[];
enum file_sight { FILE_ROOM, FILE_STAFF, FILE_OWN, FILE_POST };

struct lending {
    char *room;    /* owned; where it comes from; NULL: its content was uploaded here */
    int64_t file;  /* its seq there */
    int64_t count; /* of copies that have it */
};

struct file {
    struct shelf_thing thing; /* first */
    char *blob, *name;        /* owned; empty once they are erased */
    const char *type;
    char *mask; /* owned; it came without a name (file_post.h); NULL: with one */
    bool post;  /* it is for a post */
    struct lending lending;
};

struct files {
    const struct room *room; /* borrowed */
    struct shelf shelf;
    struct {
        size_t count, nameless;
        int64_t bytes;
    } posts;          /* of those that are for posts */
    struct map *used; /* person -> int64_t: bytes, owned */
    struct map *owed; /* seq of a file that is gone -> struct lending, owned: copies have it yet */
    struct {
        int64_t words;        /* the entry whose words the last entry took away; 0: none */
        struct lending given; /* what it gives back to `room`; NULL: nothing */
    } end;
};

/* No files; and the end of them. */
struct files *files_new(const struct room *room);
void files_free(struct files *files);
/* What that person takes, and that it is so much more now. */
int64_t files_used(const struct files *files, struct slice person);
/* The file that the data names by `file`, or NULL. */
struct file *files_of(const struct files *files, const struct json *data);
/* What the entry's data says of a new one. There must be room. */
struct file *files_add(struct files *files, const struct entry *entry);
/* It is gone, and its content with it unless it is lent. */
void files_remove(struct files *files, const struct entry *entry, struct file *file);
/* As struct feature has it: one for a post goes with its words. */
bool files_forget(struct files *files, int64_t seq);
/* A copy has given that file back; false: it had none. */
bool files_lent(const struct files *files, int64_t file);
void files_give_back(struct files *files, int64_t file);

#endif
