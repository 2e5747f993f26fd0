/* SPDX-License-Identifier: Apache-2.0
 * One pass over the bytes of a record; none of its separators is a part of another character in
 * UTF-8. */
#include "base/csv.h"

#include <string.h>

static bool is_break(char byte)
{
    return byte == '\n' || byte == '\r';
}

void csv_record_init(struct csv_record *record, size_t bytes_max)
{
    *record = (struct csv_record){.count = 0};
    buffer_init(&record->words, bytes_max);
}

void csv_record_done(struct csv_record *record)
{
    buffer_done(&record->words);
}

char csv_separator(struct slice text)
{
    static const char all[] = {',', ';', '\t'};
    size_t counts[sizeof all] = {0}, best = 0;
    bool quoted = false;
    for (size_t i = 0; i < text.len && (quoted || !is_break(text.at[i])); i++) {
        quoted ^= text.at[i] == '"';
        for (size_t s = 0; s < sizeof all; s++)
            counts[s] += !quoted && text.at[i] == all[s];
    }
    for (size_t s = 1; s < sizeof all; s++)
        if (counts[s] > counts[best])
            best = s;
    return all[best];
}

static void end_field(struct csv_record *record)
{
    if (record->count < CSV_FIELDS_MAX)
        record->ends[record->count++] = record->words.len;
}

/* Takes what stands in quotes, from behind the first one; false when they are not closed. */
static bool take_quoted(struct slice text, size_t *at, struct csv_record *record)
{
    for (; *at < text.len; (*at)++) {
        if (text.at[*at] == '"' && (*at + 1 == text.len || text.at[*at + 1] != '"')) {
            (*at)++;
            return true;
        }
        *at += text.at[*at] == '"';
        buffer_add_byte(&record->words, text.at[*at]);
    }
    return false;
}

/* The bytes of the record at the start of the text; 0 when it is not whole. */
static size_t take_record(const struct csv *csv, struct csv_record *record)
{
    struct slice text = csv->text;
    size_t at = 0;
    bool begins = true;
    while (at < text.len && !is_break(text.at[at])) {
        char byte = text.at[at++];
        if (byte == '"' && begins) {
            record->open = !take_quoted(text, &at, record);
            if (record->open && !csv->whole)
                return 0;
            begins = false;
        } else if (byte == csv->separator) {
            end_field(record);
            begins = true;
        } else {
            buffer_add_byte(&record->words, byte);
            begins = false;
        }
    }
    end_field(record);
    bool alone = at + 1 == text.len && text.at[at] == '\r';
    if ((at == text.len || alone) && !csv->whole)
        return 0;
    if (at + 1 < text.len && text.at[at] == '\r' && text.at[at + 1] == '\n')
        at++;
    return at < text.len ? at + 1 : at;
}

bool csv_next(struct csv *csv, struct csv_record *record)
{
    buffer_clear(&record->words);
    record->count = 0;
    record->open = false;
    size_t used = csv->text.len > 0 ? take_record(csv, record) : 0;
    csv->text = (struct slice){csv->text.at + used, csv->text.len - used};
    return used > 0;
}

struct slice csv_field(const struct csv_record *record, size_t at)
{
    size_t from = at > 0 && at < record->count ? record->ends[at - 1] : 0;
    if (at >= record->count || record->ends[at] == from)
        return SLICE("");
    return (struct slice){record->words.bytes + from, record->ends[at] - from};
}

/* ---- formulas ----------------------------------------------------------------------------------
 */

static bool starts_formula(struct slice text)
{
    return text.len > 0 && memchr("=+-@\t\r", text.at[0], 6);
}

static size_t digits_at(struct slice text, size_t at)
{
    size_t from = at;
    while (at < text.len && text.at[at] >= '0' && text.at[at] <= '9')
        at++;
    return at - from;
}

/* "-5", "-0.25": a number, which runs nothing and is to be reckoned with. One with a plus is left
 * as text: it is how telephones are written. */
static bool is_negative(struct slice text)
{
    size_t whole = text.len > 0 && text.at[0] == '-' ? digits_at(text, 1) : 0;
    bool point = 1 + whole < text.len && text.at[1 + whole] == '.';
    size_t part = point ? digits_at(text, 2 + whole) : 0;
    return whole > 0 && (!point || part > 0) && 1 + whole + point + part == text.len;
}

void csv_write(struct buffer *out, struct slice field)
{
    buffer_add_byte(out, '"');
    if (starts_formula(field) && !is_negative(field))
        buffer_add_byte(out, '\'');
    for (size_t i = 0; i < field.len; i++) {
        if (field.at[i] == '"')
            buffer_add_byte(out, '"');
        buffer_add_byte(out, field.at[i]);
    }
    buffer_add_byte(out, '"');
}

struct slice csv_meant(struct slice field)
{
    struct slice text = slice_trimmed(field);
    struct slice behind = {text.at + 1, text.len - 1};
    return text.len > 1 && text.at[0] == '\'' && starts_formula(behind) ? behind : text;
}
