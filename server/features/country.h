/* SPDX-License-Identifier: Apache-2.0
 *
 * Countries by their two letters (ISO 3166-1).
 */
#ifndef MUSTER_FEATURES_COUNTRY_H
#define MUSTER_FEATURES_COUNTRY_H

#include "base/error.h"
#include "base/json.h"
#include "base/writer.h"

enum { COUNTRY_BYTES = 3 }; /* two letters and NUL */

/* Whether that is the code of a country, in capitals. */
bool country_is(struct slice code);
/* For row->read: the member `key`, a country, in any case; written in capitals. Another text is
 * ERR_COUNTRY_UNKNOWN. */
enum err country_read(const struct json *data, const char *key, struct writer *out);
enum err country_read_optional(const struct json *data, const char *key, struct writer *out);
/* The same for an array of at most `max` countries, each written once; an empty one is written,
 * too. */
enum err country_read_optional_list(const struct json *data, const char *key, size_t max,
                                    struct writer *out);

#endif
