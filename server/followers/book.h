/* SPDX-License-Identifier: Apache-2.0
 *
 * A file for spreadsheets (Office Open XML), by libxlsxwriter: sheets of texts and numbers. A text
 * is never a formula. The library writes files: one that nobody else can open, gone when this is.
 */
#ifndef MUSTER_FOLLOWERS_BOOK_H
#define MUSTER_FOLLOWERS_BOOK_H

#include "base/buffer.h"
#include "base/error.h"

struct book;

/* What a sheet has at most, its head among them. */
enum { BOOK_ROWS = 1048576 };

/* Without sheets, each of at most `rows` rows. `rtl`: they begin at the right.
 * NULL: there is no place to write it. Owned by the caller. */
struct book *book_new(bool rtl, size_t rows);
/* One more sheet, to which cells go from now on; the name, at most 31 characters of it, is one that
 * no other has. */
void book_sheet(struct book *book, struct slice name);
/* A cell of a row that is not before the last one's. The first row is the head, whose cells come in
 * their order. What is longer than a sheet goes on in a further one, "Name (2)", under the same
 * head; what no cell can hold is cut. */
void book_text(struct book *book, size_t row, size_t column, struct slice text);
void book_number(struct book *book, size_t row, size_t column, double number);
/* Adds the file to `out`, frees it and sets *book to NULL. */
enum err book_close(struct book **book, struct buffer *out);

#endif
