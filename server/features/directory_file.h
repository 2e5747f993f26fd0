/* SPDX-License-Identifier: Apache-2.0
 *
 * People as lines of a file of comma-separated values: the columns, which are the same in and out,
 * and what a line says. The first line of a file names its columns, in any order; lists have ; or ,
 * between. An empty field says nothing: what is there stays.
 */
#ifndef MUSTER_FEATURES_DIRECTORY_FILE_H
#define MUSTER_FEATURES_DIRECTORY_FILE_H

#include "base/csv.h"
#include "base/writer.h"
#include "features/directory_profile.h"

enum directory_column {
    COLUMN_PERSON,
    COLUMN_NAME,
    COLUMN_COUNTRY,
    COLUMN_LANGUAGES,
    COLUMN_ROLES,
    COLUMN_COORDINATES,
    COLUMN_MAIL,
    DIRECTORY_COLUMNS
};

/* Their names, as members of person.add. */
extern const char *const directory_columns[DIRECTORY_COLUMNS];

/* The column that is called so, in any case; DIRECTORY_COLUMNS: none. */
enum directory_column directory_column_of(struct slice name);
/* The line of all columns, and that of somebody; with their line breaks. */
void directory_file_head(struct buffer *out);
void directory_file_person(const struct profile *person, struct buffer *out);

/* Where the columns stand in the records of a file. */
struct directory_head {
    int place[DIRECTORY_COLUMNS]; /* -1: it is not there */
};
/* A field of a record, as it is meant; empty when there is none. */
struct slice directory_field(const struct directory_head *head, const struct csv_record *record,
                             enum directory_column column);
/* The field as a member of data, unless it is empty. */
void directory_write_field(const struct directory_head *head, const struct csv_record *record,
                           enum directory_column column, struct writer *out);

#endif
