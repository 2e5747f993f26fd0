/* SPDX-License-Identifier: Apache-2.0
 * Row after row, so that the library holds one in memory. */
#include "followers/book.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "base/mem.h"
#include "base/spool.h"
#include "base/text.h"

enum {
    CELL_CHARS = 32000, /* 32,767 UTF-16 units is a cell's most */
    SHEET_CHARS = 31,
    WIDTH_LEAST = 8,
    WIDTH_MOST = 60, /* of a column, in characters */
    WIDTHS = 64,
    PAPER_A4 = 9,
    LINE_POINTS = 15,
    LINES_MOST = 27, /* a row is at most 409 points high */
    READ_BYTES = 1 << 16,
    PATH_BYTES = 512,
    NUMBER_CHARS = 5, /* " (12)" */
    HEADS_BYTES = 1 << 16,
};

struct book {
    char path[PATH_BYTES];
    lxw_workbook *made;
    lxw_worksheet *sheet;
    lxw_format *head, *plain;
    bool rtl;
    size_t rows;         /* of a sheet, at most */
    size_t gone;         /* rows that stand in sheets before this one */
    unsigned number;     /* of the sheets of that name */
    char *name;          /* owned */
    struct buffer heads; /* the cells of the first row, a NUL behind each */
    int widths[WIDTHS];  /* of the first columns of this sheet */
    size_t row;          /* of it, the last one … */
    int lines;           /* … and how high it is */
};

struct book *book_new(bool rtl, size_t rows)
{
    struct book *book = mem_new(sizeof *book);
    snprintf(book->path, sizeof book->path, "%s/muster-XXXXXX", spool_folder());
    int fd = mkstemp(book->path);
    lxw_workbook_options options = {.constant_memory = LXW_TRUE,
                                    .tmpdir = (char *)(uintptr_t)spool_folder()};
    if (fd >= 0) {
        close(fd);
        book->made = workbook_new_opt(book->path, &options);
    }
    if (!book->made) {
        mem_free(book);
        return NULL;
    }
    book->rtl = rtl;
    book->rows = rows;
    buffer_init(&book->heads, HEADS_BYTES);
    book->head = workbook_add_format(book->made);
    format_set_bold(book->head);
    book->plain = workbook_add_format(book->made);
    format_set_text_wrap(book->plain);
    format_set_align(book->plain, LXW_ALIGN_VERTICAL_TOP);
    return book;
}

/* At most `chars` characters; what a sheet's name may not hold is a blank. */
static void copy(char *to, size_t room, struct slice text, size_t chars, bool name)
{
    const char *at = text.at, *end = text.at + text.len;
    size_t len = 0;
    while (at < end && chars > 0) {
        const char *from = at;
        (void)text_point(&at);
        if (len + (size_t)(at - from) >= room)
            break;
        if (name && strchr("[]:*?/\\'", *from))
            to[len++] = ' ';
        else
            for (; from < at; from++)
                to[len++] = *from;
        chars--;
    }
    to[len] = 0;
}

/* Each column is as wide as the longest line of it, so that it is read without pulling at it; a
 * print is as wide as the paper. */
static void sheet_done(struct book *book)
{
    for (int i = 0; book->sheet && i < WIDTHS; i++)
        if (book->widths[i] > 0)
            worksheet_set_column(book->sheet, (lxw_col_t)i, (lxw_col_t)i, book->widths[i] + 1,
                                 NULL);
    memset(book->widths, 0, sizeof book->widths);
    book->row = SIZE_MAX;
}

/* Returns how many lines of it there are. */
static int widen(struct book *book, size_t column, const char *words)
{
    int chars = 0, lines = 1, longest = WIDTH_LEAST;
    for (const char *at = words; *at; at++) {
        chars = *at == '\n' ? 0 : chars + ((*at & 0xc0) != 0x80);
        longest = chars > longest ? chars : longest;
        lines += *at == '\n' || (chars > 0 && chars % WIDTH_MOST == 0 && (*at & 0xc0) != 0x80);
    }
    if (longest > WIDTH_MOST)
        longest = WIDTH_MOST;
    if (column < WIDTHS && longest > book->widths[column])
        book->widths[column] = longest;
    return lines;
}

/* Not every program opens a row as far as its longest cell by itself. */
static void heighten(struct book *book, size_t row, int lines)
{
    int most = lines < LINES_MOST ? lines : LINES_MOST;
    if (row != book->row)
        book->lines = 1;
    book->row = row;
    if (most <= book->lines)
        return;
    book->lines = most;
    worksheet_set_row(book->sheet, (lxw_row_t)row, most * LINE_POINTS, NULL);
}

/* The next of those that are called so. */
static void sheet_add(struct book *book)
{
    char called[4 * SHEET_CHARS + 1];
    sheet_done(book);
    book->number++;
    size_t chars = book->number > 1 ? SHEET_CHARS - NUMBER_CHARS : SHEET_CHARS;
    copy(called, sizeof called, slice_of(book->name), chars, true);
    size_t len = strlen(called);
    if (book->number > 1)
        snprintf(called + len, sizeof called - len, " (%u)", book->number);
    book->sheet = workbook_add_worksheet(book->made, *called ? called : NULL);
    if (!book->sheet)
        return;
    if (book->rtl)
        worksheet_right_to_left(book->sheet);
    worksheet_freeze_panes(book->sheet, 1, 0);
    worksheet_set_landscape(book->sheet);
    worksheet_set_paper(book->sheet, PAPER_A4);
    worksheet_fit_to_pages(book->sheet, 1, 0);
    worksheet_repeat_rows(book->sheet, 0, 0);
}

void book_sheet(struct book *book, struct slice name)
{
    mem_free(book->name);
    book->name = mem_text(name);
    book->number = 0;
    book->gone = 0;
    buffer_clear(&book->heads);
    sheet_add(book);
}

static void words_write(struct book *book, size_t row, size_t column, const char *words)
{
    int lines = widen(book, column, words);
    if (!book->sheet || column >= LXW_COL_MAX)
        return;
    heighten(book, row, lines);
    worksheet_write_string(book->sheet, (lxw_row_t)row, (lxw_col_t)column, words,
                           row == 0 ? book->head : book->plain);
}

/* Its row of the sheet that it stands in, which is begun where the last one is full. */
static size_t place(struct book *book, size_t row)
{
    while (row - book->gone >= book->rows) {
        size_t column = 0;
        book->gone += book->rows - 1;
        sheet_add(book);
        for (size_t at = 0; at < book->heads.len; at += strlen(book->heads.bytes + at) + 1)
            words_write(book, 0, column++, book->heads.bytes + at);
    }
    return row - book->gone;
}

void book_text(struct book *book, size_t row, size_t column, struct slice text)
{
    char *words = mem_new(text.len + 1);
    copy(words, text.len + 1, text, CELL_CHARS, false);
    if (row == 0)
        buffer_add(&book->heads, (struct slice){words, strlen(words) + 1});
    words_write(book, place(book, row), column, words);
    mem_free(words);
}

void book_number(struct book *book, size_t row, size_t column, double number)
{
    row = place(book, row);
    if (book->sheet && column < LXW_COL_MAX)
        worksheet_write_number(book->sheet, (lxw_row_t)row, (lxw_col_t)column, number, book->plain);
}

static enum err file_add(const char *path, struct buffer *out)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t len = -1;
    for (char *to;
         fd >= 0 && (to = buffer_reserve(out, READ_BYTES)) && (len = read(fd, to, READ_BYTES)) > 0;)
        out->len += (size_t)len;
    if (fd >= 0)
        close(fd);
    if (out->full)
        return ERR_LIMIT_EXCEEDED;
    return len == 0 ? ERR_NONE : ERR_INTERNAL;
}

enum err book_close(struct book **book, struct buffer *out)
{
    struct book *old = *book;
    enum err error = ERR_INTERNAL;
    *book = NULL;
    sheet_done(old);
    if (workbook_close(old->made) == LXW_NO_ERROR)
        error = file_add(old->path, out);
    unlink(old->path);
    mem_free(old->name);
    buffer_done(&old->heads);
    mem_free(old);
    return error;
}
