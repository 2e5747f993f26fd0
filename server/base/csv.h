/* SPDX-License-Identifier: Apache-2.0
 *
 * Reading comma-separated values (RFC 4180) record by record, as spreadsheets write them: the
 * separator is a comma, a semicolon or a tab, fields may be in quotes and then hold separators,
 * line breaks and doubled quotes. A text may come in pieces: a record that is not whole yet is left
 * where it stands.
 */
#ifndef MUSTER_BASE_CSV_H
#define MUSTER_BASE_CSV_H

#include "base/buffer.h"

enum { CSV_FIELDS_MAX = 64 /* what a record has beyond them is passed over */ };

struct csv {
    struct slice text; /* what is left of it; borrowed */
    char separator;
    bool whole; /* nothing follows: the last record needs no end, and no closing quote */
};

struct csv_record {
    struct buffer words; /* the fields without quotes, one behind the other */
    size_t ends[CSV_FIELDS_MAX];
    size_t count;
    bool open; /* a quote was never closed: the last field is all that is left */
};

/* `bytes_max`: of all fields of a record together; what is beyond is cut off. */
void csv_record_init(struct csv_record *record, size_t bytes_max);
void csv_record_done(struct csv_record *record);
/* The separator that stands most often in the first line outside of quotes; a comma when none
 * does. */
char csv_separator(struct slice text);
/* Reads the next record and moves the text on. False at the end, or where it is not whole. */
bool csv_next(struct csv *csv, struct csv_record *record);
/* A field, borrowed until the next record is read; empty beyond the last. */
struct slice csv_field(const struct csv_record *record, size_t at);
/* Appends a field in quotes; a ' stands before what a spreadsheet would take for a formula. A
 * number below zero is none. */
void csv_write(struct buffer *out, struct slice field);
/* The field as csv_write was given it: without that ', and without blanks around it. */
struct slice csv_meant(struct slice field);

#endif
