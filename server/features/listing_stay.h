/* SPDX-License-Identifier: Apache-2.0
 *
 * Guests of courses as the catalogue knows them (features/visitor.h): the course says who is one,
 * and which of its units are open to them (room.member), and of each of its webinars which of its
 * open units have it (room.hold). Who may write there comes into the webinars of these units.
 */
#ifndef MUSTER_FEATURES_LISTING_STAY_H
#define MUSTER_FEATURES_LISTING_STAY_H

#include "features/listing.h"

/* Their members of the data, for struct row. */
enum err listing_stay_read(const struct json *data, struct writer *out);
enum err listing_stay_read_units(const struct json *data, struct writer *out);

/* Keeps what an entry of room.member says of that course. */
void listing_stay_set(struct listing *course, const struct entry *entry);

/* Their role in that course, a visitor's or a contributor's; ROLE_NONE: they are no guest of it. */
enum role listing_stay_role(const struct listing *course, struct slice person);
/* Whether they come into that webinar of a course as its guest; and whether they did before what
 * was said of them last. */
bool listing_stay_admits(const struct listing *webinar, struct slice person);
bool listing_stay_admitted(const struct listing *webinar, struct slice person);

#endif
