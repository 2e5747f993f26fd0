/* SPDX-License-Identifier: Apache-2.0
 * What comes on a socket: frames of a client, cut anywhere, are read alike; a head is read or
 * refused. The first byte chooses, and says where the cuts are. */
#include "base/client_frames.h"
#include "base/mem.h"
#include "fuzz/fuzz.h"
#include "net/handshake.h"

struct sums {
    uint64_t bytes, pieces, others;
    bool bad;
};

/* Takes all there is; returns how much is left. */
static size_t take(struct client_frames *frames, char *at, size_t len, struct sums *sums)
{
    struct client_piece piece;
    char *from = at;
    for (;;) {
        enum client_frame what = client_frame_next(frames, &at, &len, &piece);
        sums->bad = what == CLIENT_FRAME_BAD;
        if (what <= CLIENT_FRAME_BAD)
            break;
        check(piece.bytes.at >= from && piece.bytes.at + piece.bytes.len <= at);
        sums->pieces += what == CLIENT_FRAME_DATA && piece.left == 0;
        sums->others += what != CLIENT_FRAME_DATA;
        for (size_t i = 0; i < piece.bytes.len; i++)
            sums->bytes = sums->bytes * 31 + (unsigned char)piece.bytes.at[i];
        if (what == CLIENT_FRAME_CLOSE)
            check(client_close_code(piece.bytes) >= 1000);
    }
    memmove(from, at, len);
    return len;
}

static struct sums frames_try(const uint8_t *data, size_t size, size_t step)
{
    struct sums sums = {0};
    struct client_frames frames = {0};
    char *room = mem_new(CLIENT_FRAMES_REST + size + 1);
    size_t kept = 0;
    for (size_t at = 0; at < size && !sums.bad; at += step) {
        size_t len = size - at < step ? size - at : step;
        memcpy(room + kept, data + at, len);
        kept = take(&frames, room, kept + len, &sums);
        check(sums.bad || kept <= CLIENT_FRAMES_REST);
    }
    mem_free(room);
    return sums;
}

static void head_try(struct slice text)
{
    struct http_head head;
    struct buffer answer;
    struct http_upgrade upgrade;
    size_t len = http_head_len(text);
    check(len <= text.len);
    if (len == 0 || !http_head_read((struct slice){text.at, len}, &head))
        return;
    handshake_read(&head, &upgrade);
    if (!upgrade.sound)
        return;
    buffer_init(&answer, 512);
    handshake_accept(&head, &answer);
    check(!answer.full);
    buffer_done(&answer);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2)
        return 0;
    if (data[0] & 1) {
        struct slice text = fuzz_text(data + 1, size - 1);
        head_try(text);
        return 0;
    }
    struct sums whole = frames_try(data + 1, size - 1, size);
    struct sums cut = frames_try(data + 1, size - 1, 1 + data[0] / 2);
    check(whole.bad == cut.bad && whole.others == cut.others && whole.pieces == cut.pieces);
    check(whole.bytes == cut.bytes);
    return 0;
}
