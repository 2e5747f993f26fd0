/* SPDX-License-Identifier: Apache-2.0
 * What people wrote, and who. */
#include "features/common_author.h"

#include "base/mem.h"
#include "base/unused.h"

void common_wipe(char **text)
{
    if (!*text)
        return;
    explicit_bzero(*text, strlen(*text));
    mem_free(*text);
    *text = NULL;
}

void common_author_set(struct common_author *author, struct slice id, struct slice name)
{
    char *both = mem_new(id.len + name.len + 2);
    if (id.len > 0)
        memcpy(both, id.at, id.len);
    if (name.len > 0)
        memcpy(both + id.len + 1, name.at, name.len);
    author->id = both;
    author->name = both + id.len + 1;
}

void common_author_init(struct common_author *author, const struct entry *entry)
{
    common_author_set(author, entry->by, entry->name);
}

void common_author_done(struct common_author *author)
{
    if (author->name)
        explicit_bzero(author->name, strlen(author->name));
    common_wipe(&author->id);
    author->name = NULL;
}

void common_author_rename(struct common_author *author, struct slice name)
{
    struct common_author old = *author;
    common_author_set(author, slice_of(old.id), name);
    common_author_done(&old);
}

bool common_author_is(const struct common_author *author, struct slice person)
{
    return slice_is(person, author->id);
}

void common_write_author(struct writer *out, const struct common_author *author)
{
    writer_text(out, "by", slice_of(author->id));
    if (author->name[0])
        writer_text(out, "name", slice_of(author->name));
}

void common_write_text(struct writer *out, struct slice text, enum text_dir dir)
{
    writer_text(out, "text", text);
    writer_text(out, "dir", text_dir_name(dir));
}

/* As base/writer.c quotes. */
size_t common_text_bytes(struct slice text)
{
    size_t bytes = text.len + 2;
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] == '"' || text.at[i] == '\\' || text.at[i] == '\n')
            bytes++;
        else if ((unsigned char)text.at[i] < 0x20)
            bytes += 5;
    }
    return bytes;
}

/* The names of members, numbers, punctuation: what a view adds to texts and authors. */
enum { FRAME_BYTES = 256 };

size_t common_author_bytes(const struct entry *entry)
{
    return common_text_bytes(entry->by) + common_text_bytes(entry->name);
}

void common_keep_bytes(const void *state, const struct entry *entry, struct writer *out)
{
    UNUSED(state);
    writer_int(out, "bytes", (int64_t)common_entry_bytes(entry));
}

size_t common_entry_bytes(const struct entry *entry)
{
    int64_t bytes = 0;
    if (entry->erased && json_get_int(entry->data, "bytes", &bytes))
        return (size_t)bytes;
    return entry->text.len + common_author_bytes(entry) + FRAME_BYTES;
}

bool common_author_forget(struct common_author *author)
{
    bool shows = author->name[0];
    explicit_bzero(author->name, strlen(author->name));
    return shows;
}
