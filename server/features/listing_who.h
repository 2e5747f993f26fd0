/* SPDX-License-Identifier: Apache-2.0
 *
 * Who has to do with a room of the catalogue: who was invited, the links that lead there, its
 * hosts, and who may change it, see it, come in.
 */
#ifndef MUSTER_FEATURES_LISTING_WHO_H
#define MUSTER_FEATURES_LISTING_WHO_H

#include "features/listing.h"

/* Somebody who was invited; NULL: they were not. */
struct listing_guest *listing_guest(const struct listing *listing, struct slice person);
/* Invites somebody who was not, in that role; true when they were not. */
bool listing_invite(struct listing *listing, struct slice person, enum role role);
/* The link of that key; NULL: none. */
struct listing_link *listing_link(struct listing *listing, struct slice key);
/* Takes back what was not accepted; who was not invited, or is in, stays as they are. */
void listing_uninvite(struct listing *listing, struct slice person);
/* A new one, made by that entry; there must be room. */
void listing_add_link(struct listing *listing, const struct entry *entry);
/* It leads there no more. */
void listing_take_link(struct listing *listing, int64_t seq);
/* The next text of JSON that is an array of ids, as `hosts` is; false after the last. */
bool listing_next(const char **at, struct slice *text);
/* Whether JSON that is an array of texts, as `hosts` is, holds one. */
bool listing_has(const char *list, struct slice text);
/* One host more; there must be room. */
void listing_add_host(struct listing *listing, struct slice person);
/* Whether somebody has what the room asks of its hosts: else they rest. */
bool listing_fits_host(const struct listing *listing, const struct room *academy,
                       struct slice person);
/* Whether one of its hosts is active in the academy, and has what the room asks of them. */
bool listing_has_host(const struct listing *listing, const struct room *academy);
/* Whether a course has said that somebody is in it. */
bool listing_has_come(const struct listing *course, struct slice person);
/* Whether somebody is in that course: as it says, or because it is for the whole academy. */
bool listing_has_member(const struct listing *course, struct slice person);
/* Whether they come into that webinar because it is of a course of theirs: they are in the course,
 * or guests of a unit that has it. */
bool listing_by_course(const struct listing *webinar, struct slice person);
/* Whether it is for people like that one. */
bool listing_is_for(const struct listing *listing, const struct gate_person *person);
/* Whether somebody may change it; may see that it is there; may come in without being asked. */
bool listing_edits(const struct listing *listing, const struct scene *scene);
bool listing_shows(const struct listing *listing, const struct scene *scene);
bool listing_admits(const struct listing *listing, const struct scene *scene);

#endif
