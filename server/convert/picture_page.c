/* SPDX-License-Identifier: Apache-2.0
 * A catalogue, a page, what it draws (ISO 32000-1 §7.5, §8.9): a JPEG is a stream of the filter
 * DCTDecode, the data of a PNG one of FlateDecode with the predictor 15 (§7.4.4.4, the same
 * filters). Colours with an alpha are four that a function makes three, over white. */
#include "convert/picture_page.h"

#include <stdint.h>
#include <stdio.h>

#include "base/bounds.h"

enum {
    OBJECTS = 6,
    PAGE_POINTS = 960, /* the longer side of the page */
    PALETTE_BYTES = 768,
    PNG_HEAD = 8,
    PNG_CHUNK = 12, /* length, name, sum */
};

/* What is known of a picture. */
struct picture {
    struct slice content;
    uint32_t width, height;
    unsigned bits, colours; /* a colour's; how many each point has */
    unsigned turn;          /* degrees clockwise */
    bool jpeg, inverted, alpha;
    struct slice palette; /* RGB; none: the colours stand for themselves */
    size_t data_bytes;    /* of the stream */
};

static uint32_t number(const char *at, int bytes)
{
    uint32_t value = 0;
    for (int i = 0; i < bytes; i++)
        value = value << 8 | (unsigned char)at[i];
    return value;
}

/* ---- PNG (RFC 2083) ----------------------------------------------------------------------------
 */

/* The next chunk; false at the end, or when it is not whole. */
static bool chunk_next(struct slice *left, struct slice *name, struct slice *data)
{
    if (left->len < PNG_CHUNK)
        return false;
    size_t len = number(left->at, 4);
    if (len > left->len - PNG_CHUNK)
        return false;
    *name = (struct slice){left->at + 4, 4};
    *data = (struct slice){left->at + 8, len};
    *left = (struct slice){left->at + PNG_CHUNK + len, left->len - PNG_CHUNK - len};
    return true;
}

static bool png_head(struct slice data, struct picture *picture)
{
    static const unsigned colours[] = {1, 0, 3, 1, 2, 0, 4};
    if (data.len != 13)
        return false;
    unsigned bits = (unsigned char)data.at[8], type = (unsigned char)data.at[9];
    bool plain = data.at[10] == 0 && data.at[11] == 0 && data.at[12] == 0;
    picture->width = number(data.at, 4);
    picture->height = number(data.at + 4, 4);
    picture->bits = bits;
    picture->colours = type <= 6 ? colours[type] : 0;
    picture->alpha = type == 4 || type == 6;
    bool fits = bits == 8 || (bits == 16 && type != 3) ||
                ((bits == 1 || bits == 2 || bits == 4) && (type == 0 || type == 3));
    return plain && fits && picture->colours > 0;
}

static bool png_look(struct picture *picture)
{
    struct slice left = {picture->content.at + PNG_HEAD, picture->content.len - PNG_HEAD};
    struct slice name, data;
    bool indexed = false;
    if (!chunk_next(&left, &name, &data) || !slice_is(name, "IHDR") || !png_head(data, picture))
        return false;
    indexed = data.at[9] == 3;
    while (chunk_next(&left, &name, &data)) {
        if (slice_is(name, "PLTE") && indexed)
            picture->palette = data;
        else if (slice_is(name, "IDAT"))
            picture->data_bytes += data.len;
    }
    bool palette = picture->palette.len > 0 && picture->palette.len % 3 == 0 &&
                   picture->palette.len <= PALETTE_BYTES;
    return picture->data_bytes > 0 && (!indexed || palette);
}

static void png_data(const struct picture *picture, struct buffer *out)
{
    struct slice left = {picture->content.at + PNG_HEAD, picture->content.len - PNG_HEAD};
    struct slice name, data;
    while (chunk_next(&left, &name, &data))
        if (slice_is(name, "IDAT"))
            buffer_add(out, data);
}

/* ---- JPEG (ITU T.81, Exif 2.3) -----------------------------------------------------------------
 */

/* Which way is up, of the first directory of an APP1: 1 when it does not say. */
static unsigned exif_orientation(struct slice data)
{
    if (data.len < 14 || memcmp(data.at, "Exif\0\0", 6) != 0)
        return 1;
    struct slice tiff = {data.at + 6, data.len - 6};
    bool big = tiff.at[0] == 'M';
    const unsigned char *at = (const unsigned char *)tiff.at;
    size_t ifd = big ? (size_t)number(tiff.at + 4, 4)
                     : (size_t)at[4] | (size_t)at[5] << 8 | (size_t)at[6] << 16;
    if (ifd + 2 > tiff.len)
        return 1;
    size_t count = big ? (size_t)at[ifd] << 8 | at[ifd + 1] : (size_t)at[ifd + 1] << 8 | at[ifd];
    for (size_t i = 0, place = ifd + 2; i < count && place + 12 <= tiff.len; i++, place += 12) {
        unsigned tag = big ? (unsigned)at[place] << 8 | at[place + 1]
                           : (unsigned)at[place + 1] << 8 | at[place];
        if (tag == 0x0112)
            return big ? at[place + 9] : at[place + 8];
    }
    return 1;
}

static bool is_frame(unsigned marker)
{
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
}

static void segment_read(unsigned marker, struct slice data, struct picture *picture)
{
    static const unsigned turns[] = {0, 0, 0, 180, 0, 0, 90, 0, 270};
    if (is_frame(marker) && data.len >= 6) {
        picture->bits = (unsigned char)data.at[0];
        picture->height = number(data.at + 1, 2);
        picture->width = number(data.at + 3, 2);
        picture->colours = (unsigned char)data.at[5];
    } else if (marker == 0xe1) {
        unsigned way = exif_orientation(data);
        picture->turn = way < sizeof turns / sizeof turns[0] ? turns[way] : 0;
    } else if (marker == 0xee && slice_starts(data, SLICE("Adobe"))) {
        picture->inverted = true;
    }
}

static bool jpeg_look(struct picture *picture)
{
    const struct slice all = picture->content;
    size_t at = 2;
    while (at + 4 <= all.len && (unsigned char)all.at[at] == 0xff) {
        unsigned marker = (unsigned char)all.at[at + 1];
        size_t len = number(all.at + at + 2, 2);
        if (marker == 0xff) {
            at++;
            continue;
        }
        if (marker == 0xda)
            break;
        if (len < 2 || at + 2 + len > all.len)
            return false;
        segment_read(marker, (struct slice){all.at + at + 4, len - 2}, picture);
        at += 2 + len;
    }
    picture->data_bytes = all.len;
    return picture->bits == 8 &&
           (picture->colours == 1 || picture->colours == 3 || picture->colours == 4);
}

/* ---- the document ------------------------------------------------------------------------------
 */

struct document_writer {
    struct buffer *out;
    size_t begin, at[OBJECTS + 1];
    int objects;
};

static void object_begin(struct document_writer *writer)
{
    writer->at[++writer->objects] = writer->out->len - writer->begin;
    buffer_addf(writer->out, "%d 0 obj\n", writer->objects);
}

static void object_end(struct document_writer *writer)
{
    buffer_add(writer->out, SLICE("\nendobj\n"));
}

/* c·a + 1 − a of each, of colours and an alpha on the stack. */
static const char over_white[] =
    "{4 1 roll 3 index mul 3 index 1 exch sub add 3 1 roll 3 index mul 3 index 1 exch sub add"
    " 3 1 roll 3 index mul 3 index 1 exch sub add 3 1 roll 4 -1 roll pop}";
static const char grey_over_white[] = "{dup 3 -1 roll mul exch 1 exch sub add}";

static void colours_write(const struct picture *picture, struct buffer *out)
{
    static const char *const spaces[] = {"", "/DeviceGray", "", "/DeviceRGB", "/DeviceCMYK"};
    if (picture->alpha) {
        bool grey = picture->colours == 2;
        buffer_addf(out, "[/DeviceN %s %s 6 0 R]", grey ? "[/G /A]" : "[/R /V /B /A]",
                    grey ? "/DeviceGray" : "/DeviceRGB");
    } else if (picture->palette.len > 0) {
        buffer_addf(out, "[/Indexed /DeviceRGB %zu <", picture->palette.len / 3 - 1);
        for (size_t i = 0; i < picture->palette.len; i++)
            buffer_addf(out, "%02x", (unsigned char)picture->palette.at[i]);
        buffer_add(out, SLICE(">]"));
    } else {
        buffer_add(out, slice_of(spaces[picture->colours]));
    }
}

static void image_write(const struct picture *picture, struct buffer *out)
{
    buffer_addf(out, "<</Type/XObject/Subtype/Image/Width %u/Height %u/BitsPerComponent %u",
                picture->width, picture->height, picture->bits);
    buffer_add(out, SLICE("/ColorSpace "));
    colours_write(picture, out);
    if (picture->jpeg && picture->colours == 4 && picture->inverted)
        buffer_add(out, SLICE("/Decode[1 0 1 0 1 0 1 0]"));
    if (picture->jpeg)
        buffer_add(out, SLICE("/Filter/DCTDecode"));
    else
        buffer_addf(out,
                    "/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors %u/BitsPerComponent %u"
                    "/Columns %u>>",
                    picture->colours, picture->bits, picture->width);
    buffer_addf(out, "/Length %zu>>\nstream\n", picture->data_bytes);
    if (picture->jpeg)
        buffer_add(out, picture->content);
    else
        png_data(picture, out);
    buffer_add(out, SLICE("\nendstream"));
}

static void function_write(const struct picture *picture, struct buffer *out)
{
    bool grey = picture->colours == 2;
    const char *text = grey ? grey_over_white : over_white;
    buffer_addf(out, "<</FunctionType 4/Domain[%s]/Range[%s]/Length %zu>>\nstream\n%s\nendstream",
                grey ? "0 1 0 1" : "0 1 0 1 0 1 0 1", grey ? "0 1" : "0 1 0 1 0 1", strlen(text),
                text);
}

static void page_write(struct document_writer *writer, const struct picture *picture)
{
    uint32_t longer = picture->width > picture->height ? picture->width : picture->height;
    double scale = (double)PAGE_POINTS / longer;
    char draw[96];
    double width = picture->width * scale, height = picture->height * scale;
    int len = snprintf(draw, sizeof draw, "%.3f 0 0 %.3f 0 0 cm /P Do", width, height);
    object_begin(writer);
    buffer_add(writer->out, SLICE("<</Type/Catalog/Pages 2 0 R>>"));
    object_end(writer);
    object_begin(writer);
    buffer_add(writer->out, SLICE("<</Type/Pages/Kids[3 0 R]/Count 1>>"));
    object_end(writer);
    object_begin(writer);
    buffer_addf(writer->out,
                "<</Type/Page/Parent 2 0 R/MediaBox[0 0 %.3f %.3f]/Rotate %u/Contents 4 0 R"
                "/Resources<</XObject<</P 5 0 R>>>>>>",
                width, height, picture->turn);
    object_end(writer);
    object_begin(writer);
    buffer_addf(writer->out, "<</Length %d>>\nstream\n%s\nendstream", len, draw);
    object_end(writer);
}

static void end_write(struct document_writer *writer)
{
    size_t table = writer->out->len - writer->begin;
    buffer_addf(writer->out, "xref\n0 %d\n0000000000 65535 f \n", writer->objects + 1);
    for (int i = 1; i <= writer->objects; i++)
        buffer_addf(writer->out, "%010zu 00000 n \n", writer->at[i]);
    buffer_addf(writer->out, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%zu\n%%%%EOF\n",
                writer->objects + 1, table);
}

enum picture_page picture_page_write(struct slice content, struct buffer *out)
{
    struct picture picture = {.content = content};
    struct document_writer writer = {.out = out, .begin = out->len};
    picture.jpeg = slice_starts(content, SLICE("\xff\xd8\xff"));
    bool png = slice_starts(content, SLICE("\x89PNG\r\n\x1a\n"));
    if (!(picture.jpeg ? jpeg_look(&picture) : png && png_look(&picture)) || picture.width == 0 ||
        picture.height == 0)
        return PICTURE_PAGE_BROKEN;
    if ((uint64_t)picture.width * picture.height > BOUND_SLIDE_PICTURE_PIXELS)
        return PICTURE_PAGE_LARGE;
    buffer_add(out, SLICE("%PDF-1.5\n"));
    page_write(&writer, &picture);
    object_begin(&writer);
    image_write(&picture, out);
    object_end(&writer);
    if (picture.alpha) {
        object_begin(&writer);
        function_write(&picture, out);
        object_end(&writer);
    }
    end_write(&writer);
    return out->full ? PICTURE_PAGE_BROKEN : PICTURE_PAGE_DONE;
}
