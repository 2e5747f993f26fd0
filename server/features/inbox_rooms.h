/* SPDX-License-Identifier: Apache-2.0
 *
 * The rooms in which a person has a role, and the invitations that wait for an answer, as their
 * inbox shows them. What an invitation says was written by others; it goes when it is answered.
 */
#ifndef MUSTER_FEATURES_INBOX_ROOMS_H
#define MUSTER_FEATURES_INBOX_ROOMS_H

#include "base/map.h"
#include "core/row.h"

struct inbox_rooms;

/* None. */
struct inbox_rooms *inbox_rooms_new(void);
/* The same, of those that hold nothing yet: shared, never written to and never freed. */
const struct inbox_rooms *inbox_rooms_none(void);
/* Wipes what others wrote. */
void inbox_rooms_free(struct inbox_rooms *rooms);
/* Members of the view: `rooms` and `invitations`, each once there was one. */
void inbox_rooms_write(const struct inbox_rooms *rooms, struct writer *out);
/* Calls `fn` for each room in which they have a role, the oldest first. */
void inbox_rooms_each(const struct inbox_rooms *rooms, void (*fn)(void *context, struct slice of),
                      void *context);
/* One that waits. Texts are borrowed. */
struct inbox_invitation {
    struct slice of, by, name, title; /* title: JSON by language */
    int64_t seq, at_ms, start_ms;
};
/* The next one; false after the last. */
bool inbox_invitations_next(const struct inbox_rooms *rooms, struct map_at *at,
                            struct inbox_invitation *out);
/* The words of the entry `seq` are gone: true when something shows less. */
bool inbox_rooms_forget(struct inbox_rooms *rooms, int64_t seq);
bool inbox_rooms_forget_name(struct inbox_rooms *rooms, struct slice person);

/* inbox.room: `of, role`; none: they have no role there any more. Applied: true when they come into
 * the room by it. */
enum err inbox_room_read(const struct json *data, struct writer *out);
bool inbox_room_apply(struct inbox_rooms *rooms, const struct entry *entry);
void inbox_room_patch(const struct inbox_rooms *rooms, const struct entry *entry,
                      struct writer *out);

/* inbox.invite: `of, title, start?, by, name?`, which replaces an earlier one of that room; and
 * inbox.uninvite: `of`. */
enum err inbox_invite_read(const struct json *data, struct writer *out);
enum err inbox_uninvite_read(const struct json *data, struct writer *out);
void inbox_invite_apply(struct inbox_rooms *rooms, const struct entry *entry);
void inbox_uninvite_apply(struct inbox_rooms *rooms, const struct entry *entry);
void inbox_invite_patch(const struct inbox_rooms *rooms, const struct entry *entry,
                        struct writer *out);
/* The entry whose words the last one took away; 0: none. */
int64_t inbox_rooms_taken(const struct inbox_rooms *rooms);

#endif
