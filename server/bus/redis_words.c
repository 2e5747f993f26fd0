/* SPDX-License-Identifier: Apache-2.0
 * Channels and their messages, in both directions of meaning: names made, words understood. */
#include "bus/redis_words.h"

#include "base/bounds.h"
#include "base/mem.h"
#include "base/text.h"

enum { CHANNEL_BYTES = 256, SEQ_DIGITS = 16 };
static const int64_t SEQ_MAX = (int64_t)1 << 53;

static char *channel(struct slice prefix, const char *kind, struct slice name)
{
    char text[CHANNEL_BYTES];
    snprintf(text, sizeof text, "%.*s:%s%.*s", (int)prefix.len, prefix.at, kind, (int)name.len,
             name.at);
    return mem_text(slice_of(text));
}

void redis_words_init(struct redis_words *words, struct slice prefix, struct slice node)
{
    words->rooms = channel(prefix, "room:", SLICE(""));
    words->nodes_each = channel(prefix, "node:", SLICE(""));
    words->nodes = channel(prefix, "nodes", SLICE(""));
    words->mine = channel(prefix, "node:", node);
}

void redis_words_done(struct redis_words *words)
{
    mem_free(words->rooms);
    mem_free(words->nodes_each);
    mem_free(words->nodes);
    mem_free(words->mine);
    *words = (struct redis_words){0};
}

/* What `text` holds behind `prefix`; absent when it does not begin with it. */
static struct slice behind(struct slice text, const char *prefix)
{
    struct slice before = slice_of(prefix);
    if (!slice_starts(text, before))
        return (struct slice){NULL, 0};
    return (struct slice){text.at + before.len, text.len - before.len};
}

/* Cuts off what stands before the first `mark`, and it; without one everything, and *text is absent
 * then. */
static struct slice cut(struct slice *text, char mark)
{
    const char *at = text->len ? memchr(text->at, mark, text->len) : NULL;
    struct slice head = {text->at, at ? (size_t)(at - text->at) : text->len};
    *text = at ? (struct slice){at + 1, text->len - head.len - 1} : (struct slice){NULL, 0};
    return head;
}

/* "NODE" or "NODE REST": cuts the node off. False when it is none. */
static bool node_cut(struct slice *text, struct slice *node)
{
    *node = cut(text, ' ');
    return text_is_id(*node);
}

/* Decimal without sign, without leading zeroes, 1 to SEQ_MAX. */
static bool seq_read(struct slice text, int64_t *seq)
{
    *seq = 0;
    if (text.len == 0 || text.len > SEQ_DIGITS || text.at[0] == '0')
        return false;
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] < '0' || text.at[i] > '9')
            return false;
        *seq = *seq * 10 + (text.at[i] - '0');
    }
    return *seq <= SEQ_MAX;
}

static struct redis_word read_node(struct slice text)
{
    struct redis_word word = {.kind = WORD_NONE};
    bool good = node_cut(&text, &word.node);
    if (good && !text.at)
        word.kind = WORD_ALIVE;
    else if (good && slice_is(text, "gone"))
        word.kind = WORD_GONE;
    return word;
}

static struct redis_word read_news(struct slice room, struct slice text)
{
    struct redis_word word = {.room = room};
    if (!node_cut(&text, &word.node))
        return word;
    struct slice seq = cut(&text, ' ');
    if (seq_read(seq, &word.seq) && (!text.at || text.len > 0))
        word.kind = WORD_NEWS;
    word.parts = text;
    return word;
}

bool redis_words_add_part(struct buffer *parts, int64_t seq, struct slice sealed)
{
    char head[2 * SEQ_DIGITS + 8];
    int len = snprintf(head, sizeof head, "%lld %zu:", (long long)seq, sealed.len);
    if (parts->len + (size_t)len + sealed.len > parts->max)
        return false;
    buffer_add(parts, (struct slice){head, (size_t)len});
    buffer_add(parts, sealed);
    return true;
}

bool redis_words_take_part(struct slice *parts, struct redis_part *part)
{
    int64_t len;
    struct slice seq = cut(parts, ' ');
    if (!seq_read(seq, &part->seq) || !seq_read(cut(parts, ':'), &len) || (size_t)len > parts->len)
        return false;
    part->sealed = (struct slice){parts->at, (size_t)len};
    *parts = (struct slice){parts->at + len, parts->len - (size_t)len};
    return true;
}

static struct redis_word read_message(const struct redis_words *words, struct slice channel_name,
                                      struct slice text)
{
    struct slice room = behind(channel_name, words->rooms);
    if (room.len > 0)
        return read_news(room, text);
    if (slice_is(channel_name, words->nodes))
        return read_node(text);
    struct redis_word word = {.kind = WORD_NONE};
    if (slice_is(channel_name, words->mine) && text.len <= BOUND_BUS_MESSAGE_BYTES)
        word = (struct redis_word){.kind = WORD_TOLD, .message = text};
    return word;
}

static struct redis_word read_answer(const struct redis_words *words, struct slice channel_name)
{
    struct slice room = behind(channel_name, words->rooms);
    return room.len > 0 ? (struct redis_word){.kind = WORD_ROOM, .room = room}
                        : (struct redis_word){.kind = WORD_CHANNEL};
}

struct redis_word redis_words_read(const struct redis_words *words, const struct redis_reply *reply)
{
    struct slice what = reply->items[0].text, name = reply->items[1].text;
    if (reply->count != 3 || !name.at)
        return (struct redis_word){.kind = WORD_NONE};
    if (slice_is(what, "message") && reply->items[2].text.at)
        return read_message(words, name, reply->items[2].text);
    if (slice_is(what, "subscribe") || slice_is(what, "unsubscribe"))
        return read_answer(words, name);
    return (struct redis_word){.kind = WORD_NONE};
}

const char *redis_words_why(struct slice text)
{
    static const struct {
        const char *starts, *why;
    } reasons[] = {
        {"LOADING", "it is still reading its data"},
        {"READONLY", "it is a replica, not the master"},
        {"MASTERDOWN", "it is a replica that has lost its master"},
        {"NOAUTH", "it wants a password, which bus.url does not give"},
        {"WRONGPASS", "it refuses the user or password of bus.url"},
        {"NOPERM", "the user of bus.url lacks a permission: it needs +publish +subscribe "
                   "+unsubscribe and the channels PREFIX:*"},
        {"DENIED", "it is in protected mode: it needs a password or an address to bind to"},
        {"BUSY", "it is busy with a script"},
        {"ERR max number of clients", "it has too many clients"},
    };
    for (size_t i = 0; i < sizeof reasons / sizeof reasons[0]; i++)
        if (slice_starts(text, slice_of(reasons[i].starts)))
            return reasons[i].why;
    return "it refuses a command";
}
