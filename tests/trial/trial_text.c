/* SPDX-License-Identifier: Apache-2.0
 * Texts. */
#include "trial/trial_text.h"

#include "base/bounds.h"
#include "base/mem.h"
#include "base/unused.h"
#include "features/common_get.h"
#include "features/common_read.h"

struct text {
    struct shelf_thing thing; /* its first member */
    char *text;               /* owned */
};

static void text_write(const struct shelf_thing *thing, struct writer *out)
{
    common_write_author(out, &thing->author);
    writer_text(out, "text", slice_of(((const struct text *)thing)->text));
}

static void text_wipe(struct shelf_thing *thing)
{
    common_wipe(&((struct text *)thing)->text);
}

static bool text_forget(struct shelf_thing *thing)
{
    struct text *text = (struct text *)thing;
    bool said = text->text[0];
    text_wipe(thing);
    text->text = mem_text(SLICE(""));
    return said;
}

const struct shelf_kind trial_texts = {
    .thing_bytes = sizeof(struct text),
    .write = text_write,
    .wipe = text_wipe,
    .forget = text_forget,
    .things_max = 100,
    .author_max = 20,
};

void *trial_texts_new(const struct room *room)
{
    struct shelf *shelf = mem_new(sizeof *shelf);
    UNUSED(room);
    shelf_init(shelf, &trial_texts);
    return shelf;
}

void trial_texts_free(void *state)
{
    shelf_done(state);
    mem_free(state);
}

bool trial_texts_forget(void *state, int64_t seq)
{
    return shelf_forget(state, seq);
}

struct shelf_thing *trial_text_add(struct shelf *shelf, const struct entry *entry,
                                   struct rings stamp)
{
    struct shelf_thing *thing = shelf_add(shelf, entry, stamp, 0);
    ((struct text *)thing)->text = mem_text(common_get_text(entry->data, "text"));
    return thing;
}

enum err trial_text_read(const struct json *data, struct writer *out)
{
    return common_read_line(data, "text", BOUND_TITLE_CHARS, out);
}
