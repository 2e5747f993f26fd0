/* SPDX-License-Identifier: Apache-2.0
 *
 * Packing: a frame's payload made smaller against a dictionary that both sides hold (the Centrifuge
 * protocol's dictionary compression: raw DEFLATE, RFC 1951, with a preset dictionary). A packed
 * payload begins with one byte: 0, the rest stands as it is; 1, the rest is compressed. Each is
 * independent of the others, so one made once serves everybody. The dictionary is
 * protocol/dictionary.bin, a part of the program. Only pack.c shows zlib, and libbrotlienc.
 */
#ifndef MUSTER_BASE_PACK_H
#define MUSTER_BASE_PACK_H

#include "base/buffer.h"
#include "base/slice.h"

struct pack;

/* What packs, for one thread; a quarter of a megabyte. Owned by the caller. */
struct pack *pack_new(void);
/* Sets *pack to NULL. */
void pack_free(struct pack **pack);

/* Appends `payload` packed: compressed when that is shorter, else as it is. At most payload.len + 1
 * bytes; `out` is full when they do not fit. */
void pack_add(struct pack *pack, struct slice payload, struct buffer *out);
/* Appends `payload` packed as it is. */
void pack_add_raw(struct slice payload, struct buffer *out);

/* Appends `content` as a gzip file (RFC 1952), the same for the same content. */
void pack_gzip(struct slice content, struct buffer *out);
/* Appends `content` as Brotli (RFC 7932): of texts that repeat themselves a quarter less. */
void pack_brotli(struct slice content, struct buffer *out);

/* The dictionary, borrowed for ever. */
struct slice pack_dictionary(void);
/* Appends the dictionary as it is sent: compressed without any dictionary. */
void pack_write_dictionary(struct buffer *out);

#endif
