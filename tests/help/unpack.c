/* SPDX-License-Identifier: Apache-2.0
 * Inflating with zlib, a whole piece at a time. */
#include "help/unpack.h"

#include <brotli/decode.h>
#include <zlib.h>

#include "base/pack.h"

enum { STEP_BYTES = 65536, RAW_BITS = -15, GZIP_BITS = 15 + 16 };

static int inflate_step(z_stream *stream, struct buffer *out)
{
    char *to = buffer_reserve(out, STEP_BYTES);
    if (!to)
        return Z_BUF_ERROR;
    stream->next_out = (unsigned char *)to;
    stream->avail_out = STEP_BYTES;
    int state = inflate(stream, Z_NO_FLUSH);
    out->len += STEP_BYTES - stream->avail_out;
    return state;
}

static bool inflate_all(struct slice bytes, int bits, struct slice dictionary, struct buffer *out)
{
    z_stream stream = {.next_in = (unsigned char *)(uintptr_t)bytes.at,
                       .avail_in = (unsigned)bytes.len};
    if (inflateInit2(&stream, bits) != Z_OK)
        return false;
    if (dictionary.len > 0)
        inflateSetDictionary(&stream, (const unsigned char *)dictionary.at,
                             (unsigned)dictionary.len);
    int state = Z_OK;
    while (state == Z_OK)
        state = inflate_step(&stream, out);
    bool whole = state == Z_STREAM_END && stream.avail_in == 0;
    inflateEnd(&stream);
    return whole;
}

bool unpack(struct slice packed, struct buffer *out)
{
    struct slice rest = {packed.at + 1, packed.len - 1};
    if (packed.len == 0 || packed.at[0] < 0 || packed.at[0] > 1)
        return false;
    if (packed.at[0] == 1)
        return inflate_all(rest, RAW_BITS, pack_dictionary(), out);
    buffer_add(out, rest);
    return !out->full;
}

bool unpack_plain(struct slice deflated, struct buffer *out)
{
    return inflate_all(deflated, RAW_BITS, (struct slice){NULL, 0}, out);
}

bool unpack_gzip(struct slice file, struct buffer *out)
{
    return inflate_all(file, GZIP_BITS, (struct slice){NULL, 0}, out);
}

bool unpack_brotli(struct slice file, struct buffer *out)
{
    BrotliDecoderState *state = BrotliDecoderCreateInstance(NULL, NULL, NULL);
    const uint8_t *in = (const uint8_t *)file.at;
    size_t left = file.len;
    BrotliDecoderResult result = BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT;
    while (result == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT) {
        uint8_t *to = (uint8_t *)buffer_reserve(out, STEP_BYTES);
        size_t room = to ? STEP_BYTES : 0;
        if (!to)
            break;
        result = BrotliDecoderDecompressStream(state, &left, &in, &room, &to, NULL);
        out->len += STEP_BYTES - room;
    }
    BrotliDecoderDestroyInstance(state);
    return result == BROTLI_DECODER_RESULT_SUCCESS && left == 0;
}
