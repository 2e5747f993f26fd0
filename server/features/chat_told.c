/* SPDX-License-Identifier: Apache-2.0
 * A short list for each person; the oldest leaves. */
#include "features/chat_told.h"

#include "base/map.h"
#include "base/mem.h"
#include "features/common_author.h"
#include "features/common_get.h"

struct note {
    int64_t seq, at_ms;
    enum told_kind kind;
    int64_t entry; /* that told it */
    char *why;     /* owned; may be empty */
};

/* What one person was told. */
struct told {
    char *id; /* owned */
    struct note notes[BOUND_CHAT_TOLD];
    size_t count;
    int64_t changed; /* the entry that told something last, and what left for it */
    int64_t left[BOUND_CHAT_TOLD];
    size_t left_count;
};

struct tolds {
    struct map *people; /* id -> struct told, owned */
    const struct told *last;
};

static const char *const kinds[] = {"refused", "removed"};

struct tolds *tolds_new(void)
{
    struct tolds *tolds = mem_new(sizeof *tolds);
    tolds->people = map_new(BOUND_MEMBERS);
    return tolds;
}

static void told_free(void *value)
{
    struct told *told = value;
    for (size_t i = 0; i < told->count; i++)
        common_wipe(&told->notes[i].why);
    common_wipe(&told->id);
    mem_free(told);
}

void tolds_free(struct tolds **tolds)
{
    if (!*tolds)
        return;
    map_free(&(*tolds)->people, told_free);
    mem_free(*tolds);
    *tolds = NULL;
}

static struct told *told_of(struct tolds *tolds, struct slice author)
{
    struct told *told = map_find(tolds->people, author);
    if (told || map_full(tolds->people))
        return told;
    told = mem_new(sizeof *told);
    told->id = mem_text(author);
    map_put(tolds->people, author, told);
    return told;
}

/* An entry may tell one person of as many messages as wait. */
static void make_room(struct told *told)
{
    if (told->count < BOUND_CHAT_TOLD)
        return;
    if (told->left_count < BOUND_CHAT_TOLD)
        told->left[told->left_count++] = told->notes[0].seq;
    common_wipe(&told->notes[0].why);
    memmove(&told->notes[0], &told->notes[1], --told->count * sizeof told->notes[0]);
}

void tolds_add(struct tolds *tolds, const struct entry *entry, struct slice author, int64_t seq,
               enum told_kind kind)
{
    struct told *told = told_of(tolds, author);
    if (!told)
        return;
    tolds->last = told;
    if (told->changed != entry->seq)
        told->left_count = 0;
    told->changed = entry->seq;
    make_room(told);
    told->notes[told->count++] =
        (struct note){.seq = seq,
                      .at_ms = entry->at_ms,
                      .kind = kind,
                      .entry = entry->seq,
                      .why = mem_text(common_get_text(entry->data, "why"))};
}

bool tolds_forget(struct tolds *tolds, int64_t seq)
{
    struct map_at at = {0};
    bool found = false;
    while (map_next(tolds->people, &at)) {
        struct told *told = at.value;
        for (size_t i = 0; i < told->count; i++) {
            if (told->notes[i].entry != seq || !told->notes[i].why[0])
                continue;
            common_wipe(&told->notes[i].why);
            told->notes[i].why = mem_text(SLICE(""));
            found = true;
        }
    }
    return found;
}

static void note_write(const struct note *note, struct writer *out)
{
    writer_object_seq(out, note->seq);
    writer_int(out, "at", note->at_ms);
    writer_text(out, "kind", slice_of(kinds[note->kind]));
    if (note->why[0])
        writer_text(out, "why", slice_of(note->why));
    writer_end(out);
}

void tolds_me(const struct tolds *tolds, struct slice person, struct writer *out)
{
    const struct told *told = map_find(tolds->people, person);
    writer_object_lazy(out, "told");
    for (size_t i = 0; told && i < told->count; i++)
        note_write(&told->notes[i], out);
    writer_end(out);
}

void tolds_patch_me(const struct tolds *tolds, const struct entry *entry, struct slice person,
                    struct writer *out)
{
    const struct told *told = map_find(tolds->people, person);
    if (!told || told->changed != entry->seq)
        return;
    writer_object(out, "told");
    for (size_t i = 0; i < told->left_count; i++)
        writer_null_seq(out, told->left[i]);
    for (size_t i = 0; i < told->count; i++)
        if (told->notes[i].entry == entry->seq)
            note_write(&told->notes[i], out);
    writer_end(out);
}

struct slice tolds_last(const struct tolds *tolds)
{
    return tolds->last ? slice_of(tolds->last->id) : (struct slice){NULL, 0};
}
