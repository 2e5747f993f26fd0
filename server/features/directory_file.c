/* SPDX-License-Identifier: Apache-2.0
 * Lists are words between ; or , which is why all fields are in quotes. */
#include "features/directory_file.h"

#include <ctype.h>
#include <strings.h>

#include "features/directory.h"

const char *const directory_columns[DIRECTORY_COLUMNS] = {
    "person", "name", "country", "languages", "roles", "coordinates", "mail"};

/* What else people call them. */
static const struct {
    const char *name;
    enum directory_column column;
} others[] = {{"id", COLUMN_PERSON}, {"email", COLUMN_MAIL}, {"e-mail", COLUMN_MAIL}};

enum { WORD_BYTES = 32 };

static bool is_called(struct slice name, const char *other)
{
    return name.len == strlen(other) && strncasecmp(name.at, other, name.len) == 0;
}

enum directory_column directory_column_of(struct slice name)
{
    for (size_t i = 0; i < DIRECTORY_COLUMNS; i++)
        if (is_called(name, directory_columns[i]))
            return (enum directory_column)i;
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        if (is_called(name, others[i].name))
            return others[i].column;
    return DIRECTORY_COLUMNS;
}

/* ---- out ---------------------------------------------------------------------------------------
 */

void directory_file_head(struct buffer *out)
{
    for (size_t i = 0; i < DIRECTORY_COLUMNS; i++)
        buffer_addf(out, "%s%s", i > 0 ? "," : "", directory_columns[i]);
    buffer_add(out, SLICE("\r\n"));
}

static void add_languages(const struct profile *person, struct buffer *out)
{
    for (size_t i = 0; i < BOUND_PERSON_LANGUAGES && person->languages[i]; i++)
        buffer_addf(out, "%s%s", i > 0 ? ";" : "", directory_languages[person->languages[i] - 1]);
}

static void add_roles(const struct profile *person, struct buffer *out)
{
    for (size_t i = 0; directory_roles[i]; i++)
        if (person->roles & directory_role(slice_of(directory_roles[i])))
            buffer_addf(out, "%s%s", out->len > 0 ? ";" : "", directory_roles[i]);
}

static void add_coordinates(const struct profile *person, struct buffer *out)
{
    for (size_t i = 0; person->coordinates && person->coordinates[i][0]; i++)
        buffer_addf(out, "%s%s", i > 0 ? ";" : "", person->coordinates[i]);
}

static void write_list(struct buffer *out, const struct profile *person,
                       void (*add)(const struct profile *person, struct buffer *out))
{
    struct buffer list;
    buffer_init(&list, BOUND_PERSON_COUNTRIES * WORD_BYTES);
    add(person, &list);
    buffer_add_byte(out, ',');
    csv_write(out, list.len > 0 ? buffer_slice(&list) : SLICE(""));
    buffer_done(&list);
}

void directory_file_person(const struct profile *person, struct buffer *out)
{
    csv_write(out, slice_of(person->id));
    buffer_add_byte(out, ',');
    csv_write(out, slice_of(person->name));
    buffer_add_byte(out, ',');
    csv_write(out, slice_of(person->country));
    write_list(out, person, add_languages);
    write_list(out, person, add_roles);
    write_list(out, person, add_coordinates);
    buffer_add_byte(out, ',');
    csv_write(out, person->mail ? slice_of(person->mail) : SLICE(""));
    buffer_add(out, SLICE("\r\n"));
}

/* ---- in ----------------------------------------------------------------------------------------
 */

struct slice directory_field(const struct directory_head *head, const struct csv_record *record,
                             enum directory_column column)
{
    int place = head->place[column];
    return place < 0 ? SLICE("") : csv_meant(csv_field(record, (size_t)place));
}

/* Names of languages and roles are small, however they are written; countries are read in any
 * case. */
static void write_word(struct slice word, struct writer *out)
{
    char small[WORD_BYTES];
    word = slice_trimmed(word);
    if (word.len == 0)
        return;
    for (size_t i = 0; i < word.len && i < sizeof small; i++)
        small[i] = (char)tolower((unsigned char)word.at[i]);
    writer_text(out, NULL, word.len <= sizeof small ? (struct slice){small, word.len} : word);
}

static void write_words(struct slice list, const char *key, struct writer *out)
{
    writer_array(out, key);
    for (size_t from = 0, i = 0; i <= list.len; i++) {
        if (i < list.len && list.at[i] != ';' && list.at[i] != ',')
            continue;
        write_word((struct slice){list.at + from, i - from}, out);
        from = i + 1;
    }
    writer_end(out);
}

void directory_write_field(const struct directory_head *head, const struct csv_record *record,
                           enum directory_column column, struct writer *out)
{
    const char *key = directory_columns[column];
    struct slice text = directory_field(head, record, column);
    if (text.len == 0)
        return;
    if (column == COLUMN_LANGUAGES || column == COLUMN_ROLES || column == COLUMN_COORDINATES)
        write_words(text, key, out);
    else
        writer_text(out, key, text);
}
