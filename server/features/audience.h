/* SPDX-License-Identifier: Apache-2.0
 *
 * For whom something of the academy is: for everybody, for people of some countries, with some
 * roles, or with both.
 */
#ifndef MUSTER_FEATURES_AUDIENCE_H
#define MUSTER_FEATURES_AUDIENCE_H

#include "base/error.h"
#include "base/json.h"
#include "base/writer.h"
#include "core/gate.h"
#include "core/rings.h"

struct audience {
    char *countries; /* owned; JSON array; NULL: any */
    unsigned roles;  /* bits of enum role; 0: any */
};

/* For row->read: the member `who`, an object of `countries?` and `roles?`; optional. A list that is
 * empty is any. */
enum err audience_read(const struct json *data, struct writer *out);
/* What was read. */
void audience_init(struct audience *audience, const struct json *data);
void audience_done(struct audience *audience);
/* Whether somebody is of it; nobody is who is not active. */
bool audience_has(const struct audience *audience, const struct gate_person *person);
/* Who sees it by their rings alone, and organisers. Of an audience of countries nobody else. */
struct rings audience_rings(const struct audience *audience);
/* Writes the member `who`; nothing when it is everybody. */
void audience_write(const struct audience *audience, struct writer *out);

#endif
