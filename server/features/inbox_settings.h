/* SPDX-License-Identifier: Apache-2.0
 *
 * How somebody wants to be told: by which mails, at what hour of their place, and when not at all.
 * What was never said is left to whoever tells.
 */
#ifndef MUSTER_FEATURES_INBOX_SETTINGS_H
#define MUSTER_FEATURES_INBOX_SETTINGS_H

#include "base/writer.h"
#include "core/entry.h"

/* Minutes are after midnight of the zone; -1: never said. */
struct inbox_settings {
    char *zone;        /* owned; of the IANA's data base; NULL: never said */
    const char *mail;  /* "none", "away", "daily", "weekly"; NULL: never said */
    int64_t hour, day; /* of the mail: a minute; 1 is Monday, 0: never said */
    int64_t from, to;  /* the quiet hours: two minutes */
    bool words;        /* a mail has the words too, and not titles alone */
    bool said;         /* anything */
};

/* Nothing was said; owned by the caller. */
struct inbox_settings *inbox_settings_new(void);
void inbox_settings_free(struct inbox_settings *settings);
/* The same, of those who said nothing: shared, never written to and never freed. */
const struct inbox_settings *inbox_settings_none(void);
/* Writes the member `settings`, when anything was said. */
void inbox_settings_write(const struct inbox_settings *settings, struct writer *out);

/* Members of the row inbox.set: `zone?, mail?, hour?, day?, quiet?, words?`; "" and {} take away.
 */
enum err inbox_set_read(const struct json *data, struct writer *out);
void inbox_set_apply(struct inbox_settings *settings, const struct entry *entry);
void inbox_set_patch(const struct inbox_settings *settings, struct writer *out);

#endif
