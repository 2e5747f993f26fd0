/* SPDX-License-Identifier: Apache-2.0
 *
 * The head of an HTTP/1.1 request (RFC 9112 §3 and §5), read strictly: what the standard lets a
 * server refuse is refused. Nothing is copied or decoded.
 */
#ifndef MUSTER_NET_HTTP_HEAD_H
#define MUSTER_NET_HTTP_HEAD_H

#include "base/slice.h"

enum { HTTP_FIELDS = 100 }; /* of one head; as Apache has it */

struct http_head {
    struct slice method, target, version; /* of the request line */
    size_t fields_count;
    struct http_field {
        struct slice name, value; /* the value without white space around it */
    } fields[HTTP_FIELDS];        /* those that came, in their order */
};

/* The length of the head at the start of `bytes`, its empty line included; 0 when it has not come
 * whole. */
size_t http_head_len(struct slice bytes);
/* Reads a whole head, which the result borrows. False when it is malformed: a line that does not
 * end with CR LF, a folded line, a control character, a space where none may be, more than
 * HTTP_FIELDS fields. */
bool http_head_read(struct slice bytes, struct http_head *head);
/* The value of the field `name` (lower case) without white space around it. Absent when it was not
 * sent; empty when it was sent more than once. */
struct slice http_head_field(const struct http_head *head, struct slice name);
/* The value of the last field `name` (lower case), in the same way; absent when it was not sent. */
struct slice http_head_last(const struct http_head *head, struct slice name);
/* Whether the comma-separated fields `name` (lower case) hold `word` (lower case), in whatever
 * case. */
bool http_head_lists(const struct http_head *head, struct slice name, struct slice word);

#endif
