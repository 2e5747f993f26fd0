/* SPDX-License-Identifier: Apache-2.0
 *
 * What features share to serve row->read. Each function takes one member of what a client sent and
 * writes it, cleaned and within its bound, under the same key into the canonical data (an object
 * the caller has opened). A member that is missing or of another type is ERR_BAD_REQUEST. An
 * optional member may be absent or null: then nothing is written.
 */
#ifndef MUSTER_FEATURES_COMMON_READ_H
#define MUSTER_FEATURES_COMMON_READ_H

#include "base/error.h"
#include "base/json.h"
#include "base/writer.h"

/* A text, through text_clean; its refusals are passed on. */
enum err common_read_text(const struct json *data, const char *key, size_t chars_max,
                          struct writer *out);
enum err common_read_optional_text(const struct json *data, const char *key, size_t chars_max,
                                   struct writer *out);
/* The same on one line, through text_clean_line. */
enum err common_read_line(const struct json *data, const char *key, size_t chars_max,
                          struct writer *out);
/* The same for a text in hand, as an element of the open array. */
enum err common_write_line(struct slice raw, size_t chars_max, struct writer *out);
/* The name of a person, through text_clean_name, within BOUND_NAME_CHARS. */
enum err common_read_optional_name(const struct json *data, const char *key, struct writer *out);
/* "dir": the direction of the text in the author's own judgement; optional. */
enum err common_read_dir(const struct json *data, struct writer *out);
/* The languages that texts may be in, as they are written; ends with NULL. */
extern const char *const common_languages[];
/* An object of one to BOUND_LANGUAGES lines keyed en, fr, es, ar, written in that order. */
enum err common_read_lang_texts(const struct json *data, const char *key, size_t chars_max,
                                struct writer *out);
/* The same of texts that may have several lines. */
enum err common_read_lang_prose(const struct json *data, const char *key, size_t chars_max,
                                struct writer *out);
/* common_read_lang_texts for a value in hand; `key` is NULL inside an array. */
enum err common_write_lang_texts(const struct json *texts, const char *key, size_t chars_max,
                                 struct writer *out);
/* Writes an array of lines, each through text_clean_line, of a list in hand. */
enum err common_write_lines(const struct json *list, const char *key, size_t chars_max,
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
/* `whom`: the id of a person, who is not the server. */
enum err common_read_whom(const struct json *data, struct writer *out);
/* Whether it names any room; and the member `of`, which does. */
bool common_is_of(struct slice of);
enum err common_read_of(const struct json *data, struct writer *out);
/* The name of a room that the catalogue may have: of a webinar or a course. */
enum err common_read_room(const struct json *data, const char *key, struct writer *out);
/* An array of at most `max` identifiers, each written once; optional. More of them, repeats
 * counted, are ERR_LIMIT_EXCEEDED; of none nothing is written. */
enum err common_read_optional_ids(const struct json *data, const char *key, size_t max,
                                  struct writer *out);
/* A role: none, participant, presenter, moderator or host. */
enum err common_read_role(const struct json *data, const char *key, struct writer *out);
/* A URL reference: https://…, http://… or an absolute path, of at most COMMON_URL_BYTES of the
 * characters RFC 3986 allows. */
enum { COMMON_URL_BYTES = 2000 };
bool common_is_url(struct slice url);
enum err common_read_url(const struct json *data, const char *key, struct writer *out);

#endif
