/* SPDX-License-Identifier: Apache-2.0
 *
 * How far one person has read: each thing of a room (a thread, a unit) up to a seq, and a room as a
 * whole up to another, its base. What has a position of its own is read that far, all else as far
 * as the base. So a position behind the base says that it is to stay unread.
 *
 * The base is where somebody was when they came into the room, and it rises when they say that all
 * of it is read, or all of several rooms: one entry, which takes the positions up to there away. It
 * goes back by one thing alone: that the last such entry is taken back.
 */
#ifndef MUSTER_FEATURES_INBOX_READ_H
#define MUSTER_FEATURES_INBOX_READ_H

#include "core/feature.h"

struct inbox_reads;

/* Nothing is read; owned by the caller. */
struct inbox_reads *inbox_reads_new(void);
/* The same, of those that hold nothing yet: shared, never written to and never freed. */
const struct inbox_reads *inbox_reads_none(void);
void inbox_reads_free(struct inbox_reads *reads);
/* Writes the members `read`, and `all` when there is a base. */
void inbox_reads_write(const struct inbox_reads *reads, struct writer *out);
/* How far that thing of the room is read. */
int64_t inbox_reads_upto(const struct inbox_reads *reads, struct slice of, int64_t thing);
/* The base of the room. */
int64_t inbox_reads_base(const struct inbox_reads *reads, struct slice of);
/* Calls `fn` for each room of which anything is known. */
void inbox_reads_rooms(const struct inbox_reads *reads, void (*fn)(void *context, struct slice of),
                       void *context);

/* Reads the members `of` and `thread`: a room, and a thing of it. */
enum err inbox_read_thing(const struct json *data, struct writer *out);

/* Members of the rows read.mark, which may say several, and read.back. */
enum err inbox_mark_read(const struct json *data, struct writer *out);
enum err inbox_mark_check(const struct inbox_reads *reads, const struct entry *entry);
void inbox_mark_apply(struct inbox_reads *reads, const struct entry *entry);
void inbox_mark_patch(const struct inbox_reads *reads, const struct entry *entry,
                      struct writer *out);
void inbox_mark_merge(const struct json *first, const struct json *then, struct writer *out);
enum err inbox_back_read(const struct json *data, struct writer *out);
enum err inbox_back_check(const struct inbox_reads *reads, const struct entry *entry);
void inbox_back_apply(struct inbox_reads *reads, const struct entry *entry);
void inbox_back_patch(const struct inbox_reads *reads, const struct entry *entry,
                      struct writer *out);

/* Of read.all, of one room or of several. */
enum err inbox_all_read(const struct json *data, struct writer *out);
enum err inbox_all_check(const struct inbox_reads *reads, const struct entry *entry);
void inbox_all_apply(struct inbox_reads *reads, const struct entry *entry);
/* Somebody comes into a room, whose base is the entry `cause` that said so (0: not known). */
void inbox_come_apply(struct inbox_reads *reads, const struct entry *entry);
/* Of both. */
void inbox_all_patch(const struct inbox_reads *reads, const struct entry *entry,
                     struct writer *out);

#endif
