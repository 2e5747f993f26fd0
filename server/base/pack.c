/* SPDX-License-Identifier: Apache-2.0
 * One stream of zlib's, begun anew for each piece. */
#include "base/pack.h"

#include <brotli/encode.h>
#include <zlib.h>

#include "base/check.h"
#include "base/mem.h"
#include "base/unused.h"

/* The fastest levels of some encoders accept a dictionary and ignore it; above 6 nothing is gained.
 * Negative window bits mean raw DEFLATE. */
enum { LEVEL = 6, WINDOW_BITS = -15, MEMORY_LEVEL = 8 };
enum { GZIP_BITS = 15 + 16 }; /* 16 asks for gzip's head, without a time */
/* What is above costs ten times as much for a tenth less. */
enum { BROTLI_LEVEL = 5, BROTLI_WINDOW_BITS = 18 };

enum { MARK_RAW = 0, MARK_PACKED = 1 };

static const unsigned char dictionary[] = {
#include "protocol/dictionary.inc"
};

struct pack {
    z_stream stream;
};

static void *stream_new(void *context, unsigned items, unsigned bytes)
{
    UNUSED(context);
    return mem_new((size_t)items * bytes);
}

static void stream_free(void *context, void *memory)
{
    UNUSED(context);
    mem_free(memory);
}

struct pack *pack_new(void)
{
    struct pack *pack = mem_new(sizeof *pack);
    pack->stream.zalloc = stream_new;
    pack->stream.zfree = stream_free;
    check(deflateInit2(&pack->stream, LEVEL, Z_DEFLATED, WINDOW_BITS, MEMORY_LEVEL,
                       Z_DEFAULT_STRATEGY) == Z_OK);
    return pack;
}

void pack_free(struct pack **pack)
{
    deflateEnd(&(*pack)->stream);
    mem_free(*pack);
    *pack = NULL;
}

/* Compresses `from` into at most `bytes_max` bytes at `to`; 0 when they do not suffice. */
static size_t compress_into(z_stream *stream, struct slice from, char *to, size_t bytes_max)
{
    stream->next_in = (unsigned char *)(uintptr_t)from.at; /* zlib only reads it */
    stream->avail_in = (unsigned)from.len;
    stream->next_out = (unsigned char *)to;
    stream->avail_out = (unsigned)bytes_max;
    check(from.len <= UINT32_MAX && bytes_max <= UINT32_MAX);
    return deflate(stream, Z_FINISH) == Z_STREAM_END ? bytes_max - stream->avail_out : 0;
}

void pack_add(struct pack *pack, struct slice payload, struct buffer *out)
{
    char *to = buffer_reserve(out, payload.len + 1);
    if (!to)
        return;
    check(deflateReset(&pack->stream) == Z_OK);
    check(deflateSetDictionary(&pack->stream, dictionary, sizeof dictionary) == Z_OK);
    size_t bytes = compress_into(&pack->stream, payload, to + 1, payload.len);
    if (bytes == 0) {
        pack_add_raw(payload, out);
        return;
    }
    *to = MARK_PACKED;
    out->len += bytes + 1;
}

void pack_add_raw(struct slice payload, struct buffer *out)
{
    if (!buffer_reserve(out, payload.len + 1))
        return;
    buffer_add_byte(out, MARK_RAW);
    buffer_add(out, payload);
}

void pack_gzip(struct slice content, struct buffer *out)
{
    struct z_stream_s stream = {.zalloc = stream_new, .zfree = stream_free};
    check(deflateInit2(&stream, LEVEL, Z_DEFLATED, GZIP_BITS, MEMORY_LEVEL, Z_DEFAULT_STRATEGY) ==
          Z_OK);
    size_t bytes_max = deflateBound(&stream, content.len);
    char *to = buffer_reserve(out, bytes_max);
    if (to)
        out->len += compress_into(&stream, content, to, bytes_max);
    deflateEnd(&stream);
}

void pack_brotli(struct slice content, struct buffer *out)
{
    size_t bytes = BrotliEncoderMaxCompressedSize(content.len);
    char *to = buffer_reserve(out, bytes);
    if (!to)
        return;
    check(BrotliEncoderCompress(BROTLI_LEVEL, BROTLI_WINDOW_BITS, BROTLI_MODE_TEXT, content.len,
                                (const uint8_t *)content.at, &bytes, (uint8_t *)to));
    out->len += bytes;
}

struct slice pack_dictionary(void)
{
    return (struct slice){(const char *)dictionary, sizeof dictionary};
}

void pack_write_dictionary(struct buffer *out)
{
    struct pack *pack = pack_new();
    size_t bytes_max = deflateBound(&pack->stream, sizeof dictionary);
    char *to = buffer_reserve(out, bytes_max);
    if (to)
        out->len += compress_into(&pack->stream, pack_dictionary(), to, bytes_max);
    pack_free(&pack);
}
