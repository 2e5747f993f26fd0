/* SPDX-License-Identifier: Apache-2.0
 *
 * What a tool is told of a launch: an id token of OpenID Connect with the claims of the message
 * LtiResourceLinkRequest (LTI 1.3 §4 and 5), signed with RS256. Pure: all is given.
 *
 * Nothing in it leads to anything here. A person, a course and an activity are called by names that
 * are made for that tool alone: no two tools can tell by them that they speak of the same.
 */
#ifndef MUSTER_NET_LAUNCH_TOKEN_H
#define MUSTER_NET_LAUNCH_TOKEN_H

#include "base/buffer.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/json.h"

enum { LAUNCH_TOKEN_BYTES = 32768, LAUNCH_TOKEN_SECONDS = 300 };

/* Absent texts are left out. */
struct launch_token {
    struct slice pem, kid;
    struct slice url, platform;      /* this server: its issuer; how it is called */
    struct slice client, deployment; /* the tool */
    const struct hash *veil;         /* the key of the names that it knows things by */
    struct slice person, name, mail; /* name and mail absent: it is not told these */
    struct slice course;             /* "course:c1" */
    int64_t unit, item;
    struct slice role; /* theirs there: "host" */
    struct slice title, course_title;
    struct slice target, nonce, language;
    const struct json *custom; /* an object of texts; NULL: none */
    int64_t now_s;
};

/* Appends the signed token. ERR_INTERNAL when it does not fit, or the key is none. */
enum err launch_token_make(const struct launch_token *launch, struct buffer *out);

#endif
