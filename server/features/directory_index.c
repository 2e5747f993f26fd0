/* SPDX-License-Identifier: Apache-2.0
 *
 * Words in blocks: each block is sorted, and all of it comes before the next. A block that is full
 * becomes two. So adding moves some bytes of one block, and a search halves the blocks, then the
 * words of one.
 */
#include "features/directory_index.h"

#include "base/check.h"
#include "base/mem.h"

enum { BLOCK_WORDS = 256, BLOCKS_FIRST = 8 };

struct word {
    const char *text; /* where it begins in the folded name of its person */
    const struct profile *person;
};

struct block {
    size_t count;
    struct word words[BLOCK_WORDS];
};

struct directory_index {
    struct block **blocks; /* owned; none of them empty */
    size_t blocks_count, blocks_capacity;
    size_t people;
};

struct directory_index *directory_index_new(void)
{
    return mem_new(sizeof(struct directory_index));
}

void directory_index_free(struct directory_index **index)
{
    if (!*index)
        return;
    for (size_t i = 0; i < (*index)->blocks_count; i++)
        mem_free((*index)->blocks[i]);
    mem_free((*index)->blocks);
    mem_free(*index);
    *index = NULL;
}

size_t directory_index_count(const struct directory_index *index)
{
    return index ? index->people : 0;
}

/* By the rest of the name, then by the id: no two are equal. */
static int compare(const struct word *a, const struct word *b)
{
    int by_text = strcmp(a->text, b->text);
    if (by_text == 0)
        by_text = strcmp(a->person->id, b->person->id);
    return by_text ? by_text : (a->text > b->text) - (a->text < b->text);
}

/* A place in the index; after the last word of a block comes the first of the next. */
struct at {
    size_t block, place;
};

/* The first word that is not before `word`, in the block where that belongs. */
static struct at find(const struct directory_index *index, const struct word *word)
{
    struct at at = {0, 0};
    size_t high = index->blocks_count;
    while (at.block < high) {
        size_t middle = at.block + (high - at.block) / 2;
        const struct block *block = index->blocks[middle];
        if (compare(&block->words[block->count - 1], word) < 0)
            at.block = middle + 1;
        else
            high = middle;
    }
    if (at.block == index->blocks_count)
        return at;
    const struct block *block = index->blocks[at.block];
    high = block->count;
    while (at.place < high) {
        size_t middle = at.place + (high - at.place) / 2;
        if (compare(&block->words[middle], word) < 0)
            at.place = middle + 1;
        else
            high = middle;
    }
    return at;
}

/* An empty block before the one that stands at `place`. */
static struct block *block_add(struct directory_index *index, size_t place)
{
    if (index->blocks_count == index->blocks_capacity) {
        size_t more = index->blocks_capacity ? 2 * index->blocks_capacity : BLOCKS_FIRST;
        index->blocks = mem_resize(index->blocks, index->blocks_capacity * sizeof *index->blocks,
                                   more * sizeof *index->blocks);
        index->blocks_capacity = more;
    }
    memmove(&index->blocks[place + 1], &index->blocks[place],
            (index->blocks_count++ - place) * sizeof *index->blocks);
    index->blocks[place] = mem_new(sizeof(struct block));
    return index->blocks[place];
}

static void block_split(struct directory_index *index, size_t place)
{
    struct block *second = block_add(index, place + 1), *first = index->blocks[place];
    size_t half = first->count / 2;
    second->count = first->count - half;
    memcpy(second->words, &first->words[half], second->count * sizeof second->words[0]);
    first->count = half;
}

static void word_add(struct directory_index *index, const struct word *word)
{
    struct at at = find(index, word);
    if (index->blocks_count == 0)
        block_add(index, 0);
    if (at.block == index->blocks_count) {
        at.block--;
        at.place = index->blocks[at.block]->count;
    }
    if (index->blocks[at.block]->count == BLOCK_WORDS) {
        block_split(index, at.block);
        if (at.place > index->blocks[at.block]->count) {
            at.place -= index->blocks[at.block]->count;
            at.block++;
        }
    }
    struct block *block = index->blocks[at.block];
    memmove(&block->words[at.place + 1], &block->words[at.place],
            (block->count++ - at.place) * sizeof block->words[0]);
    block->words[at.place] = *word;
}

static void word_take(struct directory_index *index, const struct word *word)
{
    struct at at = find(index, word);
    check(at.block < index->blocks_count);
    struct block *block = index->blocks[at.block];
    check(compare(&block->words[at.place], word) == 0);
    memmove(&block->words[at.place], &block->words[at.place + 1],
            (--block->count - at.place) * sizeof block->words[0]);
    if (block->count > 0)
        return;
    mem_free(block);
    memmove(&index->blocks[at.block], &index->blocks[at.block + 1],
            (--index->blocks_count - at.block) * sizeof *index->blocks);
}

/* The next word of a folded name, and NULL after the last. */
static const char *next_word(const char *text)
{
    const char *space = strpbrk(text, " -");
    return space && space[1] ? space + 1 : NULL;
}

void directory_index_add(struct directory_index *index, const struct profile *person)
{
    for (const char *text = person->folded; text; text = next_word(text))
        word_add(index, &(struct word){text, person});
    index->people++;
}

void directory_index_take(struct directory_index *index, const struct profile *person)
{
    for (const char *text = person->folded; text; text = next_word(text))
        word_take(index, &(struct word){text, person});
    index->people--;
}

static bool begins(const char *text, struct slice prefix)
{
    return strncmp(text, prefix.at, prefix.len) == 0;
}

/* The word under which somebody comes: the first that begins so; NULL: none does. */
static const char *first_word(const struct profile *person, struct slice prefix)
{
    const char *text = person->folded;
    while (text && !begins(text, prefix))
        text = next_word(text);
    return text;
}

void directory_walk_start(struct directory_walk *walk, const struct directory_index *index,
                          struct slice prefix, const struct profile *after)
{
    const struct profile nobody = {.id = ""};
    char text[PROFILE_FOLDED_BYTES + 1] = "";
    struct word word = {text, &nobody};
    *walk = (struct directory_walk){.index = index, .prefix = prefix.len > 0 ? prefix : SLICE("")};
    if (after && first_word(after, walk->prefix))
        word = (struct word){first_word(after, walk->prefix), after};
    else
        memcpy(text, walk->prefix.at,
               prefix.len < PROFILE_FOLDED_BYTES ? prefix.len : PROFILE_FOLDED_BYTES);
    if (!index)
        return;
    struct at at = find(index, &word);
    walk->block = at.block;
    walk->place = at.place;
    bool is_after = at.block < index->blocks_count && word.person == after &&
                    compare(&index->blocks[at.block]->words[at.place], &word) == 0;
    walk->place += is_after;
}

const struct profile *directory_walk_next(struct directory_walk *walk)
{
    while (walk->index && walk->block < walk->index->blocks_count) {
        const struct block *block = walk->index->blocks[walk->block];
        if (walk->place == block->count) {
            walk->block++;
            walk->place = 0;
            continue;
        }
        const struct word *word = &block->words[walk->place++];
        if (!begins(word->text, walk->prefix))
            return NULL;
        if (word->text == first_word(word->person, walk->prefix))
            return word->person;
    }
    return NULL;
}
