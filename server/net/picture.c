/* SPDX-License-Identifier: Apache-2.0
 *
 * JPEG (ITU-T T.81, annex B): segments FF xx, most with a length; behind a scan's head bytes until
 * the next FF that is no FF 00 and no restart. PNG (§5): chunks of length, name, data, sum. WebP
 * (RFC 9649): chunks of name, length, data, padded to even.
 */
#include "net/picture.h"

#include "base/bounds.h"

enum {
    SOI = 0xd8,
    EOI = 0xd9,
    SOS = 0xda,
    APP0 = 0xe0,
    APP1 = 0xe1,
    APP2 = 0xe2,
    APP14 = 0xee,
    ORIENTATION = 0x0112,
    WEBP_ALPHA = 0x10,
    WEBP_ICC = 0x20,
    WEBP_MOVES = 0x02,
};

static uint32_t big(const char *at, int bytes)
{
    uint32_t value = 0;
    for (int i = 0; i < bytes; i++)
        value = value << 8 | (unsigned char)at[i];
    return value;
}

static uint32_t little(const char *at, int bytes)
{
    uint32_t value = 0;
    for (int i = bytes; i-- > 0;)
        value = value << 8 | (unsigned char)at[i];
    return value;
}

/* The first that the picture says is its size. */
static bool size_take(struct picture_size *size, uint64_t width, uint64_t height)
{
    bool good = width > 0 && height > 0 && width * height <= BOUND_PICTURE_PIXELS;
    if (good && size->width == 0)
        *size = (struct picture_size){(uint32_t)width, (uint32_t)height};
    return good;
}

/* ---- JPEG --------------------------------------------------------------------------------------
 */

/* The orientation that an APP1 segment's Exif says (TIFF 6.0 §2), 0 when it says none. */
static unsigned orientation_of(struct slice exif)
{
    if (!slice_starts(exif, SLICE("Exif\0\0")) || exif.len < 6 + 8)
        return 0;
    struct slice tiff = {exif.at + 6, exif.len - 6};
    bool is_little = tiff.at[0] == 'I';
    uint32_t (*read)(const char *, int) = is_little ? little : big;
    uint32_t at = read(tiff.at + 4, 4);
    if (at > tiff.len - 2)
        return 0;
    uint32_t count = read(tiff.at + at, 2);
    for (uint32_t i = 0; i < count && at + 2 + (uint64_t)(i + 1) * 12 <= tiff.len; i++) {
        const char *entry = tiff.at + at + 2 + (size_t)i * 12;
        if (read(entry, 2) == ORIENTATION)
            return read(entry + 8, 2);
    }
    return 0;
}

/* The smallest Exif that says nothing else. */
static void orientation_write(unsigned orientation, struct buffer *out)
{
    static const char before[] = "\xff\xe1\0\x22"
                                 "Exif\0\0"
                                 "MM\0*\0\0\0\x08"
                                 "\0\x01"
                                 "\x01\x12\0\x03\0\0\0\x01\0";
    buffer_add(out, (struct slice){before, sizeof before - 1});
    buffer_add_byte(out, (char)orientation);
    buffer_add(out, SLICE("\0\0\0\0\0\0"));
}

static bool is_frame(unsigned marker)
{
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
}

/* Whether a segment is needed to show the picture right. */
static bool segment_stays(unsigned marker, struct slice data)
{
    if (marker == APP0)
        return slice_starts(data, SLICE("JFIF\0")) && data.len == 14;
    if (marker == APP2)
        return slice_starts(data, SLICE("ICC_PROFILE\0"));
    if (marker == APP14)
        return slice_starts(data, SLICE("Adobe")) && data.len == 12;
    return is_frame(marker) || marker == 0xc4 || marker == 0xcc || marker == 0xdb ||
           marker == 0xdd || marker == SOS;
}

/* The length of the bytes of a scan: up to the next marker. */
static size_t scan_bytes(struct slice left)
{
    size_t at = 0;
    for (; at + 1 < left.len; at++) {
        unsigned char next = (unsigned char)left.at[at + 1];
        if ((unsigned char)left.at[at] == 0xff && next != 0 && next != 0xff &&
            (next < 0xd0 || next > 0xd7))
            return at;
    }
    return left.len;
}

/* Where a walk through a JPEG stands. */
struct jpeg {
    struct slice left;
    bool framed, scanned;
    unsigned orientation;
    struct picture_size size; /* as it lies */
};

static bool frame_read(struct jpeg *jpeg, struct slice data)
{
    bool first = !jpeg->framed;
    jpeg->framed = true;
    return first && data.len >= 6 &&
           size_take(&jpeg->size, big(data.at + 3, 2), big(data.at + 1, 2));
}

/* One segment behind its marker; false when it is wrong. */
static bool segment_copy(struct jpeg *jpeg, unsigned marker, struct buffer *out)
{
    if (jpeg->left.len < 2)
        return false;
    size_t whole = big(jpeg->left.at, 2);
    if (whole < 2 || whole > jpeg->left.len)
        return false;
    struct slice data = {jpeg->left.at + 2, whole - 2};
    if (marker == APP1 && jpeg->orientation == 0) {
        jpeg->orientation = orientation_of(data);
        if (jpeg->orientation >= 2 && jpeg->orientation <= 8)
            orientation_write(jpeg->orientation, out);
    }
    if (is_frame(marker) && !frame_read(jpeg, data))
        return false;
    if (segment_stays(marker, data)) {
        const char head[] = {(char)0xff, (char)marker};
        buffer_add(out, (struct slice){head, 2});
        buffer_add(out, (struct slice){jpeg->left.at, whole});
    }
    jpeg->left = (struct slice){jpeg->left.at + whole, jpeg->left.len - whole};
    if (marker != SOS)
        return true;
    size_t bytes = scan_bytes(jpeg->left);
    buffer_add(out, (struct slice){jpeg->left.at, bytes});
    jpeg->left = (struct slice){jpeg->left.at + bytes, jpeg->left.len - bytes};
    jpeg->scanned = true;
    return jpeg->framed;
}

/* From 5 on it stands on its side. */
static bool jpeg_end(const struct jpeg *jpeg, struct picture_size *size)
{
    bool turned = jpeg->orientation >= 5 && jpeg->orientation <= 8;
    *size = turned ? (struct picture_size){jpeg->size.height, jpeg->size.width} : jpeg->size;
    return jpeg->scanned;
}

static bool jpeg_strip(struct slice content, struct buffer *out, struct picture_size *size)
{
    struct jpeg jpeg = {.left = {content.at + 2, content.len - 2}};
    buffer_add(out, SLICE("\xff\xd8"));
    while (jpeg.left.len >= 2 && (unsigned char)jpeg.left.at[0] == 0xff) {
        unsigned marker = (unsigned char)jpeg.left.at[1];
        jpeg.left = (struct slice){jpeg.left.at + 1, jpeg.left.len - 1};
        if (marker == 0xff) /* a fill byte */
            continue;
        jpeg.left = (struct slice){jpeg.left.at + 1, jpeg.left.len - 1};
        if (marker == EOI) {
            buffer_add(out, SLICE("\xff\xd9"));
            return jpeg_end(&jpeg, size);
        }
        if (marker == SOI || marker < 0xc0 || !segment_copy(&jpeg, marker, out))
            return false;
    }
    return false;
}

/* ---- PNG ---------------------------------------------------------------------------------------
 */

static bool chunk_stays(const char *name)
{
    static const char names[][5] = {"IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM",
                                    "sRGB", "iCCP", "sBIT", "bKGD", "pHYs", "cICP"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (memcmp(name, names[i], 4) == 0)
            return true;
    return false;
}

static bool png_strip(struct slice content, struct buffer *out, struct picture_size *size)
{
    enum { SIGNATURE = 8, AROUND = 12, HEADER = 13 };
    bool first = true, data = false;
    buffer_add(out, (struct slice){content.at, SIGNATURE});
    struct slice left = {content.at + SIGNATURE, content.len - SIGNATURE};
    while (left.len >= AROUND) {
        uint64_t len = big(left.at, 4), whole = len + AROUND;
        const char *name = left.at + 4;
        bool header = memcmp(name, "IHDR", 4) == 0;
        if (whole > left.len || header != first ||
            (header &&
             (len != HEADER || !size_take(size, big(left.at + 8, 4), big(left.at + 12, 4)))))
            return false;
        if (chunk_stays(name))
            buffer_add(out, (struct slice){left.at, (size_t)whole});
        first = false;
        data = data || memcmp(name, "IDAT", 4) == 0;
        if (memcmp(name, "IEND", 4) == 0)
            return data && len == 0;
        left = (struct slice){left.at + whole, left.len - (size_t)whole};
    }
    return false;
}

/* ---- WebP --------------------------------------------------------------------------------------
 */

/* The size that a chunk of pixels says. */
static bool pixels_good(const char *name, struct slice data, struct picture_size *size)
{
    if (memcmp(name, "VP8L", 4) == 0) {
        uint32_t bits = data.len >= 5 ? little(data.at + 1, 4) : 0;
        return data.len >= 5 && data.at[0] == 0x2f &&
               size_take(size, (bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1);
    }
    return data.len >= 10 && memcmp(data.at + 3, "\x9d\x01\x2a", 3) == 0 &&
           size_take(size, little(data.at + 6, 2) & 0x3fff, little(data.at + 8, 2) & 0x3fff);
}

static void size_write(uint32_t size, char *at)
{
    for (int i = 0; i < 4; i++, size >>= 8)
        at[i] = (char)(size & 0xff);
}

/* What was seen of one. */
struct webp {
    int pixels; /* chunks that hold some */
    struct picture_size *size;
};

/* One chunk; false when it is wrong. */
static bool chunk_copy(const char *at, struct slice data, size_t whole, struct webp *webp,
                       struct buffer *out)
{
    bool picture = memcmp(at, "VP8 ", 4) == 0 || memcmp(at, "VP8L", 4) == 0;
    if (memcmp(at, "VP8X", 4) == 0) {
        char flags = data.at[0];
        if (data.len != 10 || flags & WEBP_MOVES)
            return false;
        buffer_add(out, (struct slice){at, whole});
        if (!out->full)
            out->bytes[out->len - 10] = (char)(flags & (WEBP_ALPHA | WEBP_ICC));
        return size_take(webp->size, (uint64_t)little(data.at + 4, 3) + 1,
                         (uint64_t)little(data.at + 7, 3) + 1);
    }
    if (picture || memcmp(at, "ALPH", 4) == 0 || memcmp(at, "ICCP", 4) == 0)
        buffer_add(out, (struct slice){at, whole});
    webp->pixels += picture;
    return !picture || pixels_good(at, data, webp->size);
}

static bool webp_strip(struct slice content, struct buffer *out, struct picture_size *shown)
{
    enum { HEAD = 12, CHUNK = 8 };
    uint64_t size = (uint64_t)little(content.at + 4, 4) + CHUNK;
    size_t begin = out->len;
    struct webp webp = {0, shown};
    if (size > content.len || size < HEAD)
        return false;
    buffer_add(out, (struct slice){content.at, HEAD});
    struct slice left = {content.at + HEAD, (size_t)size - HEAD};
    while (left.len >= CHUNK) {
        uint64_t len = little(left.at + 4, 4), whole = CHUNK + len + len % 2;
        struct slice data = {left.at + CHUNK, (size_t)len};
        if (whole > left.len || len == 0 || !chunk_copy(left.at, data, (size_t)whole, &webp, out))
            return false;
        left = (struct slice){left.at + whole, left.len - (size_t)whole};
    }
    if (!out->full)
        size_write((uint32_t)(out->len - begin - CHUNK), out->bytes + begin + 4);
    return left.len == 0 && webp.pixels == 1;
}

enum err picture_strip(enum upload_kind kind, struct slice content, struct buffer *out,
                       struct picture_size *size)
{
    *size = (struct picture_size){0, 0};
    bool good = kind == UPLOAD_JPEG  ? jpeg_strip(content, out, size)
                : kind == UPLOAD_PNG ? png_strip(content, out, size)
                                     : kind == UPLOAD_WEBP && webp_strip(content, out, size);
    return good && !out->full ? ERR_NONE : ERR_FILE_KIND;
}
