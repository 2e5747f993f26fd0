/* SPDX-License-Identifier: Apache-2.0
 * What arrives from a Redis server: replies however they are cut, and the words in them; and where
 * Redis is, as somebody configured it. */
#include "base/bounds.h"
#include "base/text.h"
#include "bus/redis_url.h"
#include "bus/redis_words.h"
#include "fuzz/fuzz.h"

static void word_check(const struct redis_words *words, const struct redis_reply *reply)
{
    struct redis_word word = redis_words_read(words, reply);
    if (word.kind == WORD_NEWS)
        check(word.seq >= 1 && word.seq <= (int64_t)1 << 53 && word.room.len > 0);
    struct slice parts = word.parts;
    for (struct redis_part part; redis_words_take_part(&parts, &part);)
        check(part.seq >= 1 && part.sealed.len > 0 && part.sealed.at + part.sealed.len == parts.at);
    if (word.kind == WORD_NEWS || word.kind == WORD_ALIVE || word.kind == WORD_GONE)
        check(text_is_id(word.node));
    if (word.kind == WORD_TOLD)
        check(word.message.len <= BOUND_BUS_MESSAGE_BYTES);
    if (reply->self.kind == REPLY_ERROR)
        check(redis_words_why(reply->self.text));
}

static void url_check(struct slice text)
{
    struct redis_url url;
    char copy[1024], why[256];
    size_t len = text.len < sizeof copy ? text.len : sizeof copy - 1;
    memcpy(copy, text.at, len);
    copy[len] = '\0';
    if (redis_url_read(&url, copy, why, sizeof why))
        check(url.count > 0 && url.places[0].hosts_count > 0);
    redis_url_done(&url);
}

/* The first byte is the size of the pieces. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct redis_words words;
    struct redis_reply reply;
    enum reader_state state = READER_MORE;
    if (size < 2)
        return 0;
    size_t piece = (size_t)data[0] + 1;
    struct redis_reader *reader = redis_reader_new();
    redis_words_init(&words, SLICE("m"), SLICE("me"));
    for (size_t at = 1; at < size && state != READER_BROKEN; at += piece) {
        redis_reader_feed(reader, fuzz_text(data + at, size - at < piece ? size - at : piece));
        while ((state = redis_reader_next(reader, &reply)) == READER_REPLY)
            word_check(&words, &reply);
    }
    redis_reader_free(&reader);
    redis_words_done(&words);
    url_check(fuzz_text(data + 1, size - 1));
    return 0;
}
