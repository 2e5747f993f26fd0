/* SPDX-License-Identifier: Apache-2.0
 * Before each piece stands the block that it is of, or NULL. */
#include "base/json_pieces.h"

#include "base/check.h"
#include "base/mem.h"

/* As large as malloc keeps for the thread. */
enum { BLOCK_BYTES = 1024 };

struct block {
    size_t live; /* pieces, and one more while it is open */
    size_t used; /* bytes, with this struct */
};

struct piece {
    struct block *block;
};

/* What a thread is making. */
struct making {
    bool open;
    struct block *block; /* NULL: nothing is made of it yet */
};

static struct making *making(void)
{
    static _Thread_local struct making making;
    return &making;
}

static void block_leave(struct block *block)
{
    if (--block->live == 0)
        mem_free(block);
}

/* The block that has `size` bytes more. */
static struct block *block_with(struct making *making, size_t size)
{
    struct block *block = making->block;
    if (block && block->used + size <= BLOCK_BYTES)
        return block;
    if (block)
        block_leave(block);
    block = mem_capacity(NULL, BLOCK_BYTES);
    *block = (struct block){.live = 1, .used = sizeof *block};
    making->block = block;
    return block;
}

void json_pieces_open(void)
{
    check(!making()->open);
    making()->open = true;
}

void json_pieces_close(void)
{
    struct making *made = making();
    if (made->block)
        block_leave(made->block);
    *made = (struct making){.open = false};
}

void *json_piece_new(size_t bytes)
{
    enum { ALIGN = sizeof(struct piece), LARGE = BLOCK_BYTES / 4 };
    struct making *made = making();
    size_t size = (sizeof(struct piece) + bytes + ALIGN - 1) / ALIGN * ALIGN;
    if (!made->open || size > LARGE) {
        struct piece *alone = mem_capacity(NULL, size);
        alone->block = NULL;
        return alone + 1;
    }
    struct block *block = block_with(made, size);
    struct piece *piece = (struct piece *)(void *)((char *)block + block->used);
    block->used += size;
    block->live++;
    piece->block = block;
    return piece + 1;
}

void json_piece_free(void *piece)
{
    struct piece *old = piece;
    if (!old)
        return;
    old--;
    if (old->block)
        block_leave(old->block);
    else
        mem_free(old);
}
