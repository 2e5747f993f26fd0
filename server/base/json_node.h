/* SPDX-License-Identifier: Apache-2.0
 *
 * What a struct json is, for the files that make documents and change them: json.c, json_scan.c
 * and json_edit.c. A node owns its text and its items; its key is a part of it. Nodes and texts are
 * pieces (base/json_pieces.h).
 */
#ifndef MUSTER_BASE_JSON_NODE_H
#define MUSTER_BASE_JSON_NODE_H

#include "base/slice.h"

enum json_type {
    JSON_NULL,
    JSON_FALSE,
    JSON_TRUE,
    JSON_NUMBER,
    JSON_TEXT,
    JSON_RAW, /* kept unread */
    JSON_ARRAY,
    JSON_OBJECT
};

/* What a node says, and nothing of where it stands. */
struct json_value {
    union {
        struct {
            struct json *first, *last;
        } items;           /* of JSON_ARRAY and JSON_OBJECT */
        struct slice text; /* of JSON_TEXT and JSON_RAW; a NUL behind it */
        double number;
    } of;
    unsigned char type; /* enum json_type */
    bool lent;          /* it is another's, who frees it */
};

struct json {
    struct json *next, *previous;
    struct json_value value;
    bool named;
    uint32_t key_bytes;
    char key[]; /* with a NUL */
};

/* A null that stands nowhere, with room for a key of that many bytes, which the caller writes. */
struct json *json_node_new(size_t key_bytes);
/* Puts `item` behind the items of `parent`. */
void json_node_add(struct json *parent, struct json *item);
/* Takes `item` out of the items of `parent`. */
void json_node_take(struct json *parent, struct json *item);
/* Frees what the node says: it is a null from then on. */
void json_node_empty(struct json *node);
/* Frees what stands nowhere. NULL is ignored. */
void json_node_free(struct json *node);
/* Room for a text of that many bytes and its NUL. */
char *json_node_text_new(size_t bytes);

#endif
