/* SPDX-License-Identifier: Apache-2.0
 *
 * A room under test. Entries go in as JSON, by the way commands go: read, check at arrival, check
 * in order, apply. After every entry the helper proves what must hold for every feature: copies
 * kept by patches and tallies, one by one and composed, equal the fresh view, for people and staff,
 * followed part and person who acted; and when the room is freed, that a replay gives the same
 * bytes and effects. People's names are their id with "Name " before it. Any broken promise fails
 * the cmocka case.
 */
#ifndef MUSTER_TESTS_HELP_ROOM_H
#define MUSTER_TESTS_HELP_ROOM_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/bounds.h"
#include "core/room.h"
#include "core/room_query.h"
#include "core/room_view.h"
#include "help/kinds.h"

struct help_room;

/* The rings of staff; those of other people are RINGS_INSIDE. */
#define HELP_STAFF rings_both(RINGS_INSIDE, RINGS_STAFF)

/* A room with these features (NULL: those of its kind); its clock stands at HELP_START_MS. */
#define HELP_START_MS INT64_C(1700000000000)
struct help_room *help_room_new(const char *name, const struct feature *const *features);
/* Proves the replay, frees *help and sets it to NULL. */
void help_room_free(struct help_room **help);
struct room *help_room(struct help_room *help);

/* Moves the clock, which only this call moves. */
void help_wait(struct help_room *help, int64_t ms);
/* Sends a command: `data` is a JSON object in which ' stands for ". What read or the check at
 * arrival refuses never becomes an entry. */
enum err help_send(struct help_room *help, const char *by, const char *type, const char *data);
/* The same with printf's rules for `data`. */
enum err help_sendf(struct help_room *help, const char *by, const char *type, const char *data, ...)
    __attribute__((format(printf, 4, 5)));
/* A text by printf's rules, of at most 2,047 bytes. The last six stand. */
const char *help_text(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* The same without the check at arrival: a command that was overtaken by others. */
enum err help_append(struct help_room *help, const char *by, const char *type, const char *data);
/* Appends data that stands in the journal as it is, without read. */
enum err help_append_raw(struct help_room *help, const char *by, const char *type,
                         const char *data);
/* What a room without all this says to one more entry, at HELP_START_MS. */
enum err help_apply(struct room *room, const char *by, const char *type, const char *json);
/* The seq of the last entry. */
int64_t help_seq(const struct help_room *help);
/* Sends the tally now; by itself it leaves after some entries. */
void help_tally(struct help_room *help);
/* The thread, unit or document of that seq, of a webinar the group of that number or the text of
 * its notes, which must be there; none for 0. */
enum { HELP_NOTES = -1 };
struct part help_part(struct help_room *help, int64_t seq);
/* Follows a part of the room from now on, for people and staff. */
void help_follow_part(struct help_room *help, int64_t part);
/* The same as people in these rings of it do. */
void help_follow_part_as(struct help_room *help, struct rings rings, int64_t part);
/* Follows `me` of a person who has not acted yet. */
void help_follow_person(struct help_room *help, const char *person);
/* Follows the room as people in these rings do. */
void help_follow_rings(struct help_room *help, struct rings rings);
/* Answers a query into `out`. */
enum err help_query(struct help_room *help, const char *by, const char *name, const char *data,
                    struct buffer *out);
/* What the list of a query names, in its order, with spaces between. */
struct help_list {
    const char *query, *list, *id; /* "person.list", "people", "id": members of its answer */
};
void help_expect_ids(struct help_room *help, const char *by, const struct help_list *list,
                     const char *data, const char *ids);

/* All expectations take JSON in which ' stands for "; NULL means: absent. `path` goes into a
 * document by keys joined with /; "" is the whole. */
void expect_view(struct help_room *help, struct rings rings, const char *path, const char *json);
void expect_part(struct help_room *help, struct rings rings, int64_t part, const char *path,
                 const char *json);
void expect_me(struct help_room *help, const char *person, const char *path, const char *json);
/* The patch made by the last entry; NULL: none was made. */
void expect_patch(struct help_room *help, struct rings rings, const char *json);
void expect_patch_me(struct help_room *help, const char *person, const char *json);
/* The answer of a query. */
void expect_query(struct help_room *help, const char *by, const char *name, const char *data,
                  const char *json);
/* The canonical data of the last entry. */
void expect_data(struct help_room *help, const char *json);
/* The effects of the last entry, each a line: its name, room, type and data. */
void expect_effects(struct help_room *help, const char *lines);
/* `bytes` stand nowhere in the view and last patch of people in these rings. */
void expect_unseen(struct help_room *help, struct rings rings, const char *bytes);

#endif
