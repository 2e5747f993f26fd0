/* SPDX-License-Identifier: Apache-2.0
 *
 * The memory of JSON documents. A small one has some twenty nodes and texts, made together and
 * freed together: they are pieces of one block, which goes with the last of them. A block belongs
 * to the thread that has opened it; its pieces may be freed by another, one thread at a time.
 */
#ifndef MUSTER_BASE_JSON_PIECES_H
#define MUSTER_BASE_JSON_PIECES_H

#include <stddef.h>

/* From now on, what this thread makes are pieces of blocks. Not twice. */
void json_pieces_open(void);
/* What it makes from now on stands alone. */
void json_pieces_close(void);

/* Some bytes, which hold anything; json_piece_free takes NULL too. */
void *json_piece_new(size_t bytes);
void json_piece_free(void *piece);

#endif
