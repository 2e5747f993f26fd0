/* SPDX-License-Identifier: Apache-2.0
 * A ring of the last mentions. */
#include "features/inbox_mentions.h"

#include "base/bounds.h"
#include "base/mem.h"
#include "base/text.h"
#include "features/common_author.h"
#include "features/common_get.h"
#include "features/common_read.h"

struct mention {
    int64_t seq, at_ms; /* of the entry here */
    char *of;           /* owned; the room */
    int64_t thread, post;
    char *by, *name; /* owned; NULL once it was taken back */
};

struct inbox_mentions {
    struct mention *kept; /* owned: MENTIONS_KEPT, from the oldest on; NULL until the first */
    size_t count;
    /* What the last entry took out of the view: the oldest, or what was taken back. 0: nothing. */
    int64_t gone;
    int64_t taken; /* by the last entry: taken back; 0: nothing was */
};

struct inbox_mentions *inbox_mentions_new(void)
{
    return mem_new(sizeof(struct inbox_mentions));
}

static void mention_done(struct mention *mention)
{
    mem_free(mention->of);
    common_wipe(&mention->by);
    common_wipe(&mention->name);
}

void inbox_mentions_free(struct inbox_mentions *mentions)
{
    for (size_t i = 0; i < mentions->count; i++)
        mention_done(&mentions->kept[i]);
    mem_free(mentions->kept);
    mem_free(mentions);
}

/* Its place, or `count` when it is not among them. */
static size_t mention_place(const struct inbox_mentions *mentions, const struct entry *entry)
{
    struct slice of = common_get_text(entry->data, "of");
    int64_t post = common_get_int(entry->data, "post");
    size_t place = 0;
    while (place < mentions->count &&
           (mentions->kept[place].post != post || !slice_is(of, mentions->kept[place].of)))
        place++;
    return place;
}

static struct mention *mention_add(struct inbox_mentions *mentions, const struct entry *entry)
{
    mentions->gone = mentions->taken = 0;
    if (!mentions->kept)
        mentions->kept = mem_new(BOUND_MENTIONS_KEPT * sizeof *mentions->kept);
    if (mentions->count == BOUND_MENTIONS_KEPT) {
        mentions->gone = mentions->kept[0].by ? mentions->kept[0].seq : 0;
        mention_done(&mentions->kept[0]);
        memmove(&mentions->kept[0], &mentions->kept[1],
                --mentions->count * sizeof mentions->kept[0]);
    }
    struct mention *mention = &mentions->kept[mentions->count++];
    *mention = (struct mention){.seq = entry->seq,
                                .at_ms = entry->at_ms,
                                .of = mem_text(common_get_text(entry->data, "of")),
                                .thread = common_get_int(entry->data, "thread"),
                                .post = common_get_int(entry->data, "post")};
    return mention;
}

int64_t inbox_mentions_taken(const struct inbox_mentions *mentions)
{
    return mentions->taken;
}

bool inbox_mentions_forget(struct inbox_mentions *mentions, int64_t seq)
{
    for (size_t i = 0; i < mentions->count; i++) {
        struct mention *mention = &mentions->kept[i];
        if (mention->seq != seq || !mention->by || !mention->name[0])
            continue;
        common_wipe(&mention->name);
        mention->name = mem_text(SLICE(""));
        return true;
    }
    return false;
}

static enum err room_read_of(const struct json *data, struct writer *out)
{
    struct slice of = common_get_text(data, "of");
    if (!entry_room_kind(of).at || !text_is_id(entry_room_id(of)))
        return ERR_BAD_REQUEST;
    writer_text(out, "of", of);
    return ERR_NONE;
}

enum err inbox_mention_read(const struct json *data, struct writer *out)
{
    enum err error = room_read_of(data, out);
    if (!error)
        error = common_read_seq(data, "thread", out);
    if (!error)
        error = common_read_seq(data, "post", out);
    if (!error)
        error = common_read_id(data, "by", out);
    return error ? error : common_read_optional_name(data, "name", out);
}

enum err inbox_mention_check(const struct inbox_mentions *mentions, const struct entry *entry)
{
    bool known = mention_place(mentions, entry) < mentions->count;
    return known ? ERR_ALREADY_EXISTS : ERR_NONE;
}

void inbox_mention_apply(struct inbox_mentions *mentions, const struct entry *entry)
{
    struct mention *mention = mention_add(mentions, entry);
    mention->by = mem_text(common_get_text(entry->data, "by"));
    mention->name = mem_text(common_get_text(entry->data, "name"));
}

static void mention_write(const struct mention *mention, struct writer *out)
{
    writer_object_seq(out, mention->seq);
    writer_text(out, "of", slice_of(mention->of));
    writer_int(out, "thread", mention->thread);
    writer_int(out, "post", mention->post);
    writer_text(out, "by", slice_of(mention->by));
    if (mention->name[0])
        writer_text(out, "name", slice_of(mention->name));
    writer_int(out, "at", mention->at_ms);
    writer_end(out);
}

void inbox_mentions_write(const struct inbox_mentions *mentions, struct writer *out)
{
    writer_object(out, "mentions");
    for (size_t i = 0; i < mentions->count; i++)
        if (mentions->kept[i].by)
            mention_write(&mentions->kept[i], out);
    writer_end(out);
}

void inbox_mention_patch(const struct inbox_mentions *mentions, struct writer *out)
{
    writer_object(out, "mentions");
    if (mentions->gone)
        writer_null_seq(out, mentions->gone);
    mention_write(&mentions->kept[mentions->count - 1], out);
    writer_end(out);
}

enum err inbox_unmention_read(const struct json *data, struct writer *out)
{
    enum err error = room_read_of(data, out);
    return error ? error : common_read_seq(data, "post", out);
}

void inbox_unmention_apply(struct inbox_mentions *mentions, const struct entry *entry)
{
    size_t place = mention_place(mentions, entry);
    if (place == mentions->count) {
        mention_add(mentions, entry);
        return;
    }
    struct mention *mention = &mentions->kept[place];
    mentions->gone = mentions->taken = mention->by ? mention->seq : 0;
    common_wipe(&mention->by);
    common_wipe(&mention->name);
}

void inbox_unmention_patch(const struct inbox_mentions *mentions, struct writer *out)
{
    writer_object_lazy(out, "mentions");
    if (mentions->gone)
        writer_null_seq(out, mentions->gone);
    writer_end(out);
}
