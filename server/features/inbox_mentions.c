/* SPDX-License-Identifier: Apache-2.0
 * A ring of the last mentions. */
#include "features/inbox_mentions.h"

#include "base/bounds.h"
#include "base/mem.h"
#include "features/common_author.h"
#include "features/common_get.h"
#include "features/common_read.h"

struct mention {
    int64_t seq, at_ms; /* of the entry here */
    char *of;           /* owned; the room */
    int64_t thread, post;
    int64_t said;    /* the entry there that says so, where the post is older; 0: it is the post */
    char *by, *name; /* owned; NULL once it was taken back */
    const char *why; /* one of `whys`; NULL: they were mentioned */
};

/* Why a post concerns somebody, who is not mentioned in it. */
static const char *const whys[] = {"reply", "accepted", "answered", NULL};

struct inbox_mentions {
    struct mention *kept; /* owned: MENTIONS_KEPT, from the oldest on; NULL until the first */
    size_t count;
    /* What the last entry took out of the view: the oldest, or what was taken back, at most
     * MENTIONS_KEPT; and of these what was taken back. */
    int64_t *gone; /* owned */
    bool *taken;   /* owned */
    size_t gone_count, gone_capacity;
};

struct inbox_mentions *inbox_mentions_new(void)
{
    return mem_new(sizeof(struct inbox_mentions));
}

const struct inbox_mentions *inbox_mentions_none(void)
{
    static const struct inbox_mentions none = {0};
    return &none;
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
    mem_free(mentions->gone);
    mem_free(mentions->taken);
    mem_free(mentions);
}

static void gone_add(struct inbox_mentions *mentions, int64_t seq, bool taken)
{
    if (mentions->gone_count == mentions->gone_capacity) {
        size_t before = mentions->gone_capacity, more = before ? 2 * before : 1;
        mentions->gone = mem_resize(mentions->gone, before * sizeof *mentions->gone,
                                    more * sizeof *mentions->gone);
        mentions->taken = mem_resize(mentions->taken, before * sizeof *mentions->taken,
                                     more * sizeof *mentions->taken);
        mentions->gone_capacity = more;
    }
    mentions->gone[mentions->gone_count] = seq;
    mentions->taken[mentions->gone_count++] = taken;
}

/* Its place, or `count` when it is not among them. */
static size_t mention_place(const struct inbox_mentions *mentions, struct slice of, int64_t post)
{
    size_t place = 0;
    while (place < mentions->count &&
           (mentions->kept[place].post != post || !slice_is(of, mentions->kept[place].of)))
        place++;
    return place;
}

static struct mention *mention_add(struct inbox_mentions *mentions, const struct entry *entry,
                                   int64_t post)
{
    if (!mentions->kept)
        mentions->kept = mem_new(BOUND_MENTIONS_KEPT * sizeof *mentions->kept);
    if (mentions->count == BOUND_MENTIONS_KEPT) {
        if (mentions->kept[0].by)
            gone_add(mentions, mentions->kept[0].seq, false);
        mention_done(&mentions->kept[0]);
        memmove(&mentions->kept[0], &mentions->kept[1],
                --mentions->count * sizeof mentions->kept[0]);
    }
    struct mention *mention = &mentions->kept[mentions->count++];
    *mention = (struct mention){.seq = entry->seq,
                                .at_ms = entry->at_ms,
                                .of = mem_text(common_get_text(entry->data, "of")),
                                .thread = common_get_int(entry->data, "thread"),
                                .post = post};
    return mention;
}

void inbox_mentions_taken(const struct inbox_mentions *mentions, struct withdrawal *withdrawal)
{
    for (size_t i = 0; i < mentions->gone_count; i++)
        if (mentions->taken[i])
            withdraw(withdrawal, mentions->gone[i]);
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

enum err inbox_mention_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_of(data, out);
    if (!error)
        error = common_read_seq(data, "thread", out);
    if (!error)
        error = common_read_seq(data, "post", out);
    if (!error && common_has(data, "by"))
        error = common_read_id(data, "by", out);
    if (!error && common_has(data, "why"))
        error = common_read_choice(data, "why", whys, out);
    if (!error)
        error = common_read_optional_seq(data, "said", out);
    return error ? error : common_read_optional_name(data, "name", out);
}

enum err inbox_mention_check(const struct inbox_mentions *mentions, const struct entry *entry)
{
    size_t place = mention_place(mentions, common_get_text(entry->data, "of"),
                                 common_get_int(entry->data, "post"));
    bool known = place < mentions->count;
    return known ? ERR_ALREADY_EXISTS : ERR_NONE;
}

void inbox_mention_apply(struct inbox_mentions *mentions, const struct entry *entry)
{
    mentions->gone_count = 0;
    struct mention *mention = mention_add(mentions, entry, common_get_int(entry->data, "post"));
    mention->by = mem_text(common_get_text(entry->data, "by"));
    mention->name = mem_text(common_get_text(entry->data, "name"));
    mention->said = common_get_int(entry->data, "said");
    if (common_has(entry->data, "why"))
        mention->why = whys[common_get_choice(entry->data, "why", whys)];
}

static void mention_write(const struct mention *mention, struct writer *out)
{
    writer_object_seq(out, mention->seq);
    writer_text(out, "of", slice_of(mention->of));
    writer_int(out, "thread", mention->thread);
    writer_int(out, "post", mention->post);
    if (mention->why)
        writer_text(out, "why", slice_of(mention->why));
    if (mention->said)
        writer_int(out, "said", mention->said);
    if (mention->by[0])
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

static void gone_write(const struct inbox_mentions *mentions, struct writer *out)
{
    for (size_t i = 0; i < mentions->gone_count; i++)
        writer_null_seq(out, mentions->gone[i]);
}

void inbox_mention_patch(const struct inbox_mentions *mentions, struct writer *out)
{
    writer_object(out, "mentions");
    gone_write(mentions, out);
    mention_write(&mentions->kept[mentions->count - 1], out);
    writer_end(out);
}

/* Seqs, rising, as many as are ever kept. */
static enum err posts_read(const struct json *data, struct writer *out)
{
    const struct json *posts = json_get(data, "posts");
    int64_t before = 0, seq = 0;
    if (!json_is_array(posts) || json_count(posts) == 0 || json_count(posts) > BOUND_MENTIONS_KEPT)
        return ERR_BAD_REQUEST;
    writer_array(out, "posts");
    for (const struct json *item = json_first(posts); item; item = json_next(item)) {
        if (!json_as_int(item, &seq) || seq <= before)
            return ERR_BAD_REQUEST;
        writer_int(out, NULL, seq);
        before = seq;
    }
    writer_end(out);
    return ERR_NONE;
}

enum err inbox_unmention_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_of(data, out);
    if (error)
        return error;
    return common_has(data, "posts") ? posts_read(data, out) : common_read_seq(data, "post", out);
}

static void take_back(struct inbox_mentions *mentions, const struct entry *entry, int64_t post)
{
    size_t place = mention_place(mentions, common_get_text(entry->data, "of"), post);
    if (place == mentions->count) {
        mention_add(mentions, entry, post);
        return;
    }
    struct mention *mention = &mentions->kept[place];
    if (mention->by)
        gone_add(mentions, mention->seq, true);
    common_wipe(&mention->by);
    common_wipe(&mention->name);
}

void inbox_unmention_apply(struct inbox_mentions *mentions, const struct entry *entry)
{
    int64_t post = common_get_int(entry->data, "post");
    mentions->gone_count = 0;
    if (post)
        take_back(mentions, entry, post);
    const struct json *item = json_first(json_get(entry->data, "posts"));
    for (; item; item = json_next(item))
        if (json_as_int(item, &post))
            take_back(mentions, entry, post);
}

void inbox_unmention_patch(const struct inbox_mentions *mentions, struct writer *out)
{
    writer_object_lazy(out, "mentions");
    gone_write(mentions, out);
    writer_end(out);
}

bool inbox_mentions_have(const struct inbox_mentions *mentions, struct slice of, int64_t post)
{
    size_t place = mention_place(mentions, of, post);
    return place < mentions->count && mentions->kept[place].by;
}

bool inbox_mentions_next(const struct inbox_mentions *mentions, size_t *place,
                         struct inbox_mention *out)
{
    while (*place < mentions->count && !mentions->kept[*place].by)
        ++*place;
    if (*place == mentions->count)
        return false;
    const struct mention *mention = &mentions->kept[(*place)++];
    *out = (struct inbox_mention){.of = slice_of(mention->of),
                                  .thread = mention->thread,
                                  .post = mention->post,
                                  .said = mention->said,
                                  .at_ms = mention->at_ms,
                                  .by = slice_of(mention->by),
                                  .name = slice_of(mention->name),
                                  .why = mention->why ? mention->why : "mention"};
    return true;
}
