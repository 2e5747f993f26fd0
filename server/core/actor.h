/* SPDX-License-Identifier: Apache-2.0
 *
 * Who does something: a person, as their token says. Texts are borrowed from whoever made it.
 */
#ifndef MUSTER_CORE_ACTOR_H
#define MUSTER_CORE_ACTOR_H

#include "base/slice.h"

struct person;

struct actor {
    struct slice id;       /* text_is_id; "system" only for the server itself */
    struct slice name;     /* clean text, may be empty */
    struct person *person; /* who pays for what it asks (fanout/people.h), as every client does;
                              borrowed; NULL: nobody */
    bool anonymous;        /* without a token: has a place in plain channels alone */
    bool keeps;            /* what it names as a content (row->hub.content) was kept for it */
};

#endif
