/* SPDX-License-Identifier: Apache-2.0
 *
 * What the owner of an inbox has marked to come back to: a thread or a post of a course, or a
 * second of a session; with a note of theirs, and a time at which they are reminded. Each place is
 * marked once, and marked anew it keeps its number. Of the place nothing is kept but its numbers:
 * what stands there, and whether they see it still, its room says when it is asked.
 *
 * A reminder is no entry, and no deadline: whoever asks what is new after its time is told of it,
 * until its owner has heard it. So it comes once, at whatever instance, and no inbox is woken, or
 * followed, for having one. inbox_news says the next time as `wakes`, for who tells by other ways.
 */
#ifndef MUSTER_FEATURES_INBOX_BOOKMARKS_H
#define MUSTER_FEATURES_INBOX_BOOKMARKS_H

#include "base/writer.h"
#include "core/entry.h"
#include "core/withdrawn.h"

struct inbox_bookmarks;

/* None yet; owned by the caller. */
struct inbox_bookmarks *inbox_bookmarks_new(void);
/* The same, of those that hold nothing yet: shared, never written to and never freed. */
const struct inbox_bookmarks *inbox_bookmarks_none(void);
/* Wipes and frees. */
void inbox_bookmarks_free(struct inbox_bookmarks *bookmarks);
/* Writes the member `bookmarks` of the inbox's share, once there was one: without the notes. */
void inbox_bookmarks_write(const struct inbox_bookmarks *bookmarks, struct writer *out);

/* One of them. Texts are borrowed. */
struct inbox_bookmark {
    int64_t seq, said; /* of the entry that made it, and of the one that said all of it last */
    int64_t at_ms;
    struct slice of;
    int64_t thing, post; /* a thread, and its post; 0: neither */
    int64_t second;      /* of a session; -1: none */
    struct slice note;   /* empty: none */
    int64_t remind_ms;   /* 0: not at all */
    bool heard, done;
};
/* The youngest that is older than `before` (0: of all); false: there is none. */
bool inbox_bookmarks_before(const struct inbox_bookmarks *bookmarks, int64_t before,
                            struct inbox_bookmark *out);
/* Whether there is something to be reminded of, at its time or before it. */
bool inbox_bookmark_waits(const struct inbox_bookmark *bookmark);

/* Members of the rows bookmark.set, bookmark.mark and bookmark.remove. */
enum err inbox_bookmark_read(const struct json *data, struct writer *out);
enum err inbox_bookmark_mark_read(const struct json *data, struct writer *out);
enum err inbox_bookmark_one_read(const struct json *data, struct writer *out);
enum err inbox_bookmark_check(const struct inbox_bookmarks *bookmarks, const struct entry *entry);
enum err inbox_bookmark_one_check(const struct inbox_bookmarks *bookmarks,
                                  const struct entry *entry);
void inbox_bookmark_apply(struct inbox_bookmarks *bookmarks, const struct entry *entry);
void inbox_bookmark_mark_apply(struct inbox_bookmarks *bookmarks, const struct entry *entry);
void inbox_bookmark_remove(struct inbox_bookmarks *bookmarks, const struct entry *entry);
/* What the last of these did. */
void inbox_bookmark_patch(const struct inbox_bookmarks *bookmarks, struct writer *out);
void inbox_bookmark_erases(const struct inbox_bookmarks *bookmarks, struct withdrawal *withdrawal);
/* A member of struct feature: the words of the entry `seq` are gone. */
void inbox_bookmarks_forget(struct inbox_bookmarks *bookmarks, int64_t seq);

#endif
