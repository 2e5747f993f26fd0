/* SPDX-License-Identifier: Apache-2.0
 * See help_document.h. */
#include "help_document.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

enum { DOCUMENT_BYTES = 64 << 20 };

int help_file(struct slice bytes)
{
    FILE *file = tmpfile();
    assert_non_null(file);
    assert_int_equal(fwrite(bytes.at, 1, bytes.len, file), bytes.len);
    assert_int_equal(fflush(file), 0);
    int fd = dup(fileno(file));
    fclose(file);
    return fd;
}

struct pdf_writer {
    struct buffer out;
    size_t *at; /* of objects */
    int objects;
};

static void object(struct pdf_writer *writer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
static void object(struct pdf_writer *writer, const char *format, ...)
{
    char text[4096];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    writer->at[++writer->objects] = writer->out.len;
    buffer_addf(&writer->out, "%d 0 obj\n%s\nendobj\n", writer->objects, text);
}

/* 1 catalogue, 2 pages, 3 what they draw, 4 something more, then the pages. */
int help_pdf(const struct help_pdf *pdf)
{
    struct pdf_writer writer = {.objects = 0};
    const char *content = pdf->content ? pdf->content : "";
    buffer_init(&writer.out, DOCUMENT_BYTES);
    writer.at = calloc((size_t)pdf->pages + 8, sizeof *writer.at);
    buffer_add(&writer.out, SLICE("%PDF-1.5\n"));
    object(&writer, "<</Type/Catalog/Pages 2 0 R%s>>", pdf->catalog ? pdf->catalog : "");
    writer.at[++writer.objects] = writer.out.len;
    buffer_add(&writer.out, SLICE("2 0 obj\n<</Type/Pages/Kids["));
    for (int i = 0; i < pdf->pages; i++)
        buffer_addf(&writer.out, "%d 0 R ", 5 + i);
    buffer_addf(&writer.out, "]/Count %d>>\nendobj\n", pdf->pages);
    object(&writer, "<</Length %zu>>\nstream\n%s\nendstream", strlen(content), content);
    writer.at[++writer.objects] = writer.out.len;
    buffer_add(&writer.out, SLICE("4 0 obj\n"));
    buffer_add(&writer.out, pdf->more.at ? pdf->more : SLICE("<<>>"));
    buffer_add(&writer.out, SLICE("\nendobj\n"));
    for (int i = 0; i < pdf->pages; i++)
        object(&writer,
               "<</Type/Page/Parent 2 0 R/MediaBox[%s]/Contents 3 0 R/Resources<</XObject<</P 4 0 R"
               ">>/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>",
               pdf->box);
    size_t table = writer.out.len;
    buffer_addf(&writer.out, "xref\n0 %d\n0000000000 65535 f \n", writer.objects + 1);
    for (int i = 1; i <= writer.objects; i++)
        buffer_addf(&writer.out, "%010zu 00000 n \n", writer.at[i]);
    buffer_addf(&writer.out, "trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%zu\n%%%%EOF\n",
                writer.objects + 1, pdf->trailer ? pdf->trailer : "", table);
    int fd = help_file(buffer_slice(&writer.out));
    free(writer.at);
    buffer_done(&writer.out);
    return fd;
}

static void number_add(struct buffer *out, uint32_t number)
{
    for (int shift = 24; shift >= 0; shift -= 8)
        buffer_add_byte(out, (char)(number >> shift & 0xff));
}

static void chunk_add(struct buffer *out, const char *name, struct slice data)
{
    number_add(out, (uint32_t)data.len);
    size_t begin = out->len;
    buffer_add(out, (struct slice){name, 4});
    buffer_add(out, data);
    number_add(out,
               (uint32_t)crc32(0, (const Bytef *)out->bytes + begin, (uInt)(out->len - begin)));
}

void help_png(const struct help_png *png, struct buffer *out)
{
    static const unsigned colours[] = {1, 0, 3, 1, 2, 0, 4};
    struct buffer head;
    size_t line = 1 + (size_t)png->width * colours[png->type];
    size_t bytes = line * png->rows;
    uLongf packed_bytes = compressBound(bytes);
    char *lines = malloc(bytes), *packed = malloc(packed_bytes);
    memset(lines, (int)png->byte, bytes);
    for (size_t i = 0; i < png->rows; i++)
        lines[i * line] = 0;
    assert_int_equal(compress((Bytef *)packed, &packed_bytes, (const Bytef *)lines, bytes), Z_OK);
    buffer_init(&head, 16);
    number_add(&head, png->width);
    number_add(&head, png->height);
    buffer_add_byte(&head, 8);
    buffer_add_byte(&head, (char)png->type);
    buffer_add(&head, (struct slice){"\0\0\0", 3});
    buffer_add(out, SLICE("\x89PNG\r\n\x1a\n"));
    chunk_add(out, "IHDR", buffer_slice(&head));
    if (png->type == 3)
        chunk_add(out, "PLTE", SLICE("\xff\xff\xff\xff\xff\xff"));
    chunk_add(out, "IDAT", (struct slice){packed, packed_bytes});
    chunk_add(out, "IEND", SLICE(""));
    buffer_done(&head);
    free(lines);
    free(packed);
}

void help_jpeg_size(struct slice jpeg, unsigned *width, unsigned *height)
{
    const unsigned char *at = (const unsigned char *)jpeg.at;
    *width = *height = 0;
    for (size_t i = 2; i + 9 < jpeg.len && at[i] == 0xff;
         i += 2U + ((unsigned)at[i + 2] << 8 | at[i + 3])) {
        if (at[i + 1] != 0xc0 && at[i + 1] != 0xc1 && at[i + 1] != 0xc2)
            continue;
        *height = (unsigned)at[i + 5] << 8 | at[i + 6];
        *width = (unsigned)at[i + 7] << 8 | at[i + 8];
        return;
    }
}
