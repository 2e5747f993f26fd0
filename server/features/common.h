/* SPDX-License-Identifier: Apache-2.0
 *
 * What the features share. The common_read_* functions serve row->read: they take one member of
 * what a client sent and write it, cleaned and within its bound, under the same key into the
 * canonical data (an object the caller has opened). A member that is missing or of another type is
 * ERR_BAD_REQUEST. An optional member may be absent or null: then nothing is written.
 * The common_get_* functions serve check and apply: they take members of canonical data, which
 * cannot be wrong any more. What is kept of people's texts is wiped when it is freed.
 */
#ifndef MUSTER_FEATURES_COMMON_H
#define MUSTER_FEATURES_COMMON_H

#include "base/bounds.h"
#include "base/error.h"
#include "base/json.h"
#include "base/map.h"
#include "base/text.h"
#include "base/writer.h"
#include "core/feature.h"

/* A text, through text_clean; its refusals are passed on. */
enum err common_read_text(const struct json *data, const char *key, size_t chars_max,
                          struct writer *out);
enum err common_read_optional_text(const struct json *data, const char *key, size_t chars_max,
                                   struct writer *out);
/* The same on one line, through text_clean_line. */
enum err common_read_line(const struct json *data, const char *key, size_t chars_max,
                          struct writer *out);
/* The name of a person, through text_clean_name, within BOUND_NAME_CHARS. */
enum err common_read_optional_name(const struct json *data, const char *key, struct writer *out);
/* "dir": the direction of the text in the author's own judgement; optional. */
enum err common_read_dir(const struct json *data, struct writer *out);
/* An object of one to BOUND_LANGUAGES lines keyed en, fr, es, ar, written in that order. */
enum err common_read_lang_texts(const struct json *data, const char *key, size_t chars_max,
                                struct writer *out);
/* The same for a value in hand; `key` is NULL inside an array. */
enum err common_write_lang_texts(const struct json *texts, const char *key, size_t chars_max,
                                 struct writer *out);
/* A seq: an integer of at least 1. */
enum err common_read_seq(const struct json *data, const char *key, struct writer *out);
enum err common_read_optional_seq(const struct json *data, const char *key, struct writer *out);
/* An integer from `min` to `max`, both included. */
enum err common_read_int(const struct json *data, const char *key, int64_t min, int64_t max,
                         struct writer *out);
enum err common_read_optional_int(const struct json *data, const char *key, int64_t min,
                                  int64_t max, struct writer *out);
enum err common_read_bool(const struct json *data, const char *key, struct writer *out);
enum err common_read_optional_bool(const struct json *data, const char *key, struct writer *out);
/* One of `names`, which ends with NULL. */
enum err common_read_choice(const struct json *data, const char *key, const char *const *names,
                            struct writer *out);
/* An identifier (text_is_id). */
enum err common_read_id(const struct json *data, const char *key, struct writer *out);
/* A role: none, participant, presenter, moderator or host. */
enum err common_read_role(const struct json *data, const char *key, struct writer *out);
/* A URL reference: https://…, http://… or an absolute path, of at most COMMON_URL_BYTES of the
 * characters RFC 3986 allows. */
enum { COMMON_URL_BYTES = 2000 };
enum err common_read_url(const struct json *data, const char *key, struct writer *out);

/* Whether `data` has `key` with another value than null. */
bool common_has(const struct json *data, const char *key);
/* Members of canonical data; an absent one gives the absent slice, 0, false, or -1. */
struct slice common_get_text(const struct json *data, const char *key);
int64_t common_get_int(const struct json *data, const char *key);
bool common_get_bool(const struct json *data, const char *key);
/* The place of the member's text in `names`, which ends with NULL. */
int common_get_choice(const struct json *data, const char *key, const char *const *names);
/* The same for a name in hand. */
int common_find_choice(struct slice name, const char *const *names);
/* The role that common_read_role wrote, and the name of a person's role. */
enum role common_get_role(const struct json *data, const char *key);
struct slice common_role_name(enum role role);
/* The direction of `text`: what common_read_dir wrote, else as the text itself reads. */
enum text_dir common_get_dir(const struct json *data, struct slice text);
/* A copy of the member `key` as JSON text, for writer_raw; owned by the caller; NULL when absent.
 */
char *common_copy_json(const struct json *data, const char *key);

/* Overwrites *text, frees it and sets it to NULL. NULL is nothing. */
void common_wipe(char **text);

/* Who wrote something: copies of an entry's `by` and `name`. */
struct common_author {
    char *id;
    char *name; /* may be empty */
};
void common_author_init(struct common_author *author, const struct entry *entry);
/* Wipes and frees. */
void common_author_done(struct common_author *author);
bool common_author_is(const struct common_author *author, struct slice person);
/* Writes "by", and "name" unless it is empty. */
void common_write_author(struct writer *out, const struct common_author *author);
/* Writes "text" and its "dir". */
void common_write_text(struct writer *out, struct slice text, enum text_dir dir);

/* How many bytes a view takes for `text`, with quotes and escapes. */
size_t common_text_bytes(struct slice text);
/* The same for who wrote the entry. */
size_t common_author_bytes(const struct entry *entry);
/* At most the bytes a view takes for what the entry says and who says it. */
size_t common_entry_bytes(const struct entry *entry);

/* How many of something each person has: a map of these counts knows nobody who has none. */
size_t common_count(const struct map *counts, struct slice person);
void common_count_up(struct map *counts, struct slice person);
void common_count_down(struct map *counts, struct slice person);

#endif
