/* SPDX-License-Identifier: Apache-2.0
 *
 * Addresses of media, signed: /media/<expiry>.<mac>/<folder>/<file>. Who has a role in a room is
 * told the address of what plays there; whoever has the address can fetch it until it expires, and
 * nobody else. The signature is for the file's folder and what lies below, so that a playlist's own
 * relative addresses hold: what is not for the same people does not belong in one folder.
 *
 * <expiry> is in seconds since 1970, <mac> the first 128 bits of HMAC-SHA-256 over both, in
 * base64url. Expiries are full hours: within one everybody is told the same address, which caches
 * may keep.
 */
#ifndef MUSTER_NET_MEDIA_H
#define MUSTER_NET_MEDIA_H

#include "base/buffer.h"
#include "base/writer.h"

struct media;

/* Signs with a key made from `secret`, the same on all instances that share it; with a random one
 * when it is absent. `ingest` is where rooms are sent streams, rtmp://…; "" or NULL: nowhere.
 * Owned by the caller. */
struct media *media_new(struct slice secret, const char *ingest);
/* Frees *media and sets it to NULL. NULL is ignored. */
void media_free(struct media **media);
/* Appends the signed form of `url` ("/media/demo/index.m3u8"), good for BOUND_MEDIA_SECONDS at
 * least, to `out`, and sets *expires_ms. False, and nothing is done, when `url` is no address here.
 */
bool media_sign(const struct media *media, struct slice url, int64_t now_ms, struct buffer *out,
                int64_t *expires_ms);
/* Whether `path`, which begins after "/media", is signed and has not expired; *file is then the
 * path without the signature. */
bool media_opens(const struct media *media, struct slice path, int64_t now_ms, struct slice *file);

/* The same for an uploaded file: `url` is /api/blobs/<id>, its signed form
 * /api/blobs/<expiry>.<mac>/<id>; `path` begins after "/api/blobs/". */
bool media_sign_blob(const struct media *media, struct slice url, int64_t now_ms,
                     struct buffer *out, int64_t *expires_ms);
bool media_opens_blob(const struct media *media, struct slice path, int64_t now_ms,
                      struct slice *id);

/* The same for pages of slides: `url` is /api/slides/<room>/<deck>/<whom>, signed it is
 * /api/slides/<expiry>.<mac>/<room>/…, and <page>.jpg may stand behind it; `path` begins after
 * "/api/slides/", *deck is "<room>/<deck>/<whom>" and *page what stands behind. */
bool media_sign_slides(const struct media *media, struct slice url, int64_t now_ms,
                       struct buffer *out, int64_t *expires_ms);
bool media_opens_slides(const struct media *media, struct slice path, int64_t now_ms,
                        struct slice *deck, struct slice *page);

/* Appends what proves that `text` was written here for that `use`, 22 characters; and whether `mac`
 * does. */
void media_prove(const struct media *media, const char *use, struct slice text, struct buffer *out);
bool media_proves(const struct media *media, const char *use, struct slice text, struct slice mac);

/* Whether rooms are sent streams at all. */
bool media_ingests(const struct media *media);
/* Whether `key` is one that the room with that id ("w1") was given for the turn *turn
 * (features/ingest.h); that the turn is over only the room knows. */
bool media_ingest_holds(const struct media *media, struct slice id, struct slice key,
                        int64_t *turn);

/* Whether the answer to the query `method` tells an address that is signed, or a stream key. */
bool media_answers(struct slice method);
/* Writes such an answer as the member `key` (NULL: as the whole): an address here, its member
 * "url", is signed, and "expires" says until when (ms since 1970); of a room that is sent a stream,
 * "server" and "key" say how (nothing does where none are taken); all else is as it is. */
void media_write(const struct media *media, struct slice json, int64_t now_ms, const char *key,
                 struct writer *out);

#endif
