/* SPDX-License-Identifier: Apache-2.0
 *
 * What a session says of itself beside its title and its hours: what it is for, the series that it
 * is part of, the time zone that its hours are meant in, the languages that are spoken. What the
 * catalogue keeps and the room shows is read and written here.
 */
#ifndef MUSTER_FEATURES_COMMON_ABOUT_H
#define MUSTER_FEATURES_COMMON_ABOUT_H

#include "base/error.h"
#include "base/writer.h"
#include "core/entry.h"

/* Each is optional, and takes itself away when it is empty: {}, "", "", []. */
enum err common_read_summary(const struct json *data, struct writer *out);
enum err common_read_series(const struct json *data, struct writer *out);
/* A name of the IANA's data base ("Africa/Tunis"), by its letters alone; and some of
 * common_languages. */
enum err common_read_zone(const struct json *data, struct writer *out);
enum err common_read_languages(const struct json *data, struct writer *out);
/* The name of a course; it does not take itself away. */
enum err common_read_course(const struct json *data, struct writer *out);
/* All five. */
enum err common_about_read(const struct json *data, struct writer *out);

/* Owned; NULL: not said. `summary` and `languages` are JSON. */
struct common_about {
    char *summary, *series, *zone, *languages, *course;
    int64_t summary_seq; /* the entry that gave the summary */
};
void common_about_done(struct common_about *about);
/* What the entry's data says becomes so. */
void common_about_set(struct common_about *about, const struct entry *entry);
/* Writes what is said, into the open object. */
void common_about_write(const struct common_about *about, struct writer *out);
/* Writes what `data` may have changed: null for what is said no more. */
void common_about_patch(const struct common_about *about, const struct json *data,
                        struct writer *out);
/* Writes what `data` says of it, as it stands there. */
void common_about_pass(const struct json *data, struct writer *out);
/* Whether `data` says anything of it. */
bool common_about_has(const struct json *data);
/* What is said once, as a room is made: `listed`, `history`, and `from` of a copy. */
enum err common_about_read_made(const struct json *data, struct writer *out);
/* Whether it is made without history: who comes late sees nothing of before (forum_late.h). */
bool common_about_late(const struct json *data);
/* The words of that entry are gone; true when there were any. */
bool common_about_forget(struct common_about *about, int64_t seq);

#endif
