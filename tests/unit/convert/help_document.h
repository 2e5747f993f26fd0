/* SPDX-License-Identifier: Apache-2.0
 *
 * Documents to try the drawing with: PDFs and PNGs written here, good ones and hostile ones.
 */
#ifndef MUSTER_TESTS_HELP_DOCUMENT_H
#define MUSTER_TESTS_HELP_DOCUMENT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "convert/document.h"

/* What a PDF is made of; NULL: nothing. */
struct help_pdf {
    int pages;
    const char *box;               /* of every page: "0 0 960 540" */
    const char *content;           /* what every page draws */
    const char *catalog, *trailer; /* more members of these */
    struct slice more;             /* an object 4, whole: "<<…>>" */
};

/* A file in no folder, with these bytes; the caller's to close. */
int help_file(struct slice bytes);
/* Such a file with that PDF. */
int help_pdf(const struct help_pdf *pdf);
/* Appends a PNG: of that type (RFC 2083), eight bits a colour, which says it is so large and holds
 * `rows` of them, all of `byte`. */
struct help_png {
    uint32_t width, height, rows;
    unsigned type, byte;
};
void help_png(const struct help_png *png, struct buffer *out);
/* What width and height a JPEG says it has. */
void help_jpeg_size(struct slice jpeg, unsigned *width, unsigned *height);

#endif
