/* SPDX-License-Identifier: Apache-2.0
 *
 * Uploads, and the files that come of them. An upload has two steps:
 *
 *   POST /api/uploads {room, name, bytes, for?, anonymous?, op?}   who asks is known (net/api.h);
 *       the answer is an address, good for a quarter of an hour and for exactly that many bytes
 *   POST <that address>, the file as the body          nothing else is asked: only who was told
 *       the address has it, so that strangers cannot make the server take in what they send
 *
 * The file is in memory until it is whole: what is interrupted leaves nothing. Then it is looked
 * at, kept, and `file.add` of the room says so; if the room refuses, it is removed again. Looking
 * and keeping happen on a thread of their own.
 *
 * With "use":"slides" it becomes pages of a deck (features/slide.h): PDF and pictures alone, by
 * `slide.add`.
 *
 * GET /api/slides/…, net/slide_path.h, is a picture of such a page, or its words.
 * GET /api/blobs/<expiry>.<mac>/<id>, an address from the query `file.get`, is the file: never as
 * anything that a browser would run, and no picture other than as an attachment.
 */
#ifndef MUSTER_NET_UPLOADS_H
#define MUSTER_NET_UPLOADS_H

#include "journal/contents.h"
#include "net/api_site.h"
#include "net/response.h"

struct uploads;

struct uploads_options {
    struct loop *loop; /* this and the next three are borrowed, and outlive the uploads */
    struct hub *hub;
    const struct media *media;
    struct net_stats *stats;
    const char *const *origins; /* borrowed */
    const char *url;            /* the public address; copied; may be "" */
    struct contents *contents; /* borrowed, to outlive what the hub answers; NULL: none are taken */
    const char *scanner; /* net/scan.h, which looks at every file first; copied; "": none does */
    int64_t file_bytes;  /* at most this, and BOUND_FILE_BYTES; 0: that */
    bool keeps_nothing;  /* browsers are told to keep nothing of them */
};

/* Owned by the caller. */
struct uploads *uploads_new(const struct uploads_options *options);
/* Frees *uploads, once what is under way is done, and sets it to NULL; NULL is ignored. Nothing may
 * be asked any more; what is not with the hub yet is given up. */
void uploads_free(struct uploads **uploads);

/* From now on no file is announced that is longer; 0: BOUND_FILE_BYTES. */
void uploads_set_file_bytes(struct uploads *uploads, int64_t file_bytes);
/* Whether `path` is an upload's or a file's. */
bool uploads_is(struct slice path);
/* Begins to answer: the answer stands in *response, or its `next` is HTTP_UPLOADS. */
void uploads_answer(struct uploads *uploads, const struct http_request *request,
                    struct http_response *response);
/* The body, if there is one, has come whole: its `next` is HTTP_WAITS from now on. */
void uploads_taken(struct http_response *response);

#endif
