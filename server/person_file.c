/* SPDX-License-Identifier: Apache-2.0
 * line -> fields -> data -> known already? -> person.add, under an op made of the line */
#include "person_file.h"

#include <stdio.h>

#include "base/hash.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/unused.h"
#include "base/writer.h"
#include "core/room.h"
#include "features/features.h"
#include "operate.h"
#include "subcommand.h"

static const char *const columns[] = {"person", "name",        "country", "languages",
                                      "roles",  "coordinates", "mail"};
enum { COLUMNS = sizeof columns / sizeof *columns, FIELDS_MAX = 64, LINE_BYTES = 16384 };
enum { FILE_BYTES = 64 << 20, ANSWER_BYTES = 16 << 20 };
/* Where the lists stand among the columns. */
enum { LISTS_FIRST = 3, LISTS_END = 6 };

struct import {
    struct operate *operate; /* NULL: the journal is not there yet (a dry run) */
    struct kinds *kinds;
    struct room *room;  /* that reads the data */
    int place[COLUMNS]; /* of each column in a line; -1: it is not there */
    bool dry;
    unsigned added, known, wrong;
};

/* ---- lines -------------------------------------------------------------------------------------
 */

/* The fields of the next line, in `text`, which is moved on; quotes are taken off where they
 * stand. 0 at the end. */
static size_t next_line(char **text, char *fields[FIELDS_MAX])
{
    char *at = *text, *to;
    size_t count = 0;
    bool more = *at;
    while (more && count < FIELDS_MAX) {
        bool quoted = *at == '"';
        at += quoted;
        fields[count++] = to = at;
        for (; *at && (quoted ? *at != '"' || at[1] == '"' : !strchr(",\r\n", *at)); at++) {
            at += quoted && *at == '"';
            *to++ = *at;
        }
        at += quoted && *at == '"';
        more = *at == ',';
        char end = *at;
        at += end == '\r' && at[1] == '\n';
        at += *at != 0;
        *to = 0;
    }
    *text = at;
    return count;
}

/* The names of the columns; false when there is no name among them. */
static bool read_head(struct import *import, char **text)
{
    char *fields[FIELDS_MAX];
    size_t count = next_line(text, fields);
    for (size_t c = 0; c < COLUMNS; c++) {
        import->place[c] = -1;
        for (size_t f = 0; f < count; f++)
            if (slice_is(slice_trimmed(slice_of(fields[f])), columns[c]))
                import->place[c] = (int)f;
    }
    return import->place[1] >= 0;
}

/* A ' before what a spreadsheet would take for a formula is ours (person_file_export). */
static struct slice cleaned(const char *field)
{
    struct slice text = slice_trimmed(slice_of(field));
    if (text.len > 1 && text.at[0] == '\'' && strchr("=+-@", text.at[1]))
        text = (struct slice){text.at + 1, text.len - 1};
    return text;
}

static void write_list(struct writer *out, const char *key, struct slice list)
{
    writer_array(out, key);
    while (list.len > 0) {
        const char *end = memchr(list.at, ';', list.len);
        size_t len = end ? (size_t)(end - list.at) : list.len;
        writer_text(out, NULL, slice_trimmed((struct slice){list.at, len}));
        len += end != NULL;
        list = (struct slice){list.at + len, list.len - len};
    }
    writer_end(out);
}

static void write_data(const struct import *import, char **fields, size_t count, struct buffer *out)
{
    struct writer writer;
    writer_init(&writer, out);
    writer_object(&writer, NULL);
    for (int c = 0; c < COLUMNS; c++) {
        bool there = import->place[c] >= 0 && (size_t)import->place[c] < count;
        struct slice text = there ? cleaned(fields[import->place[c]]) : SLICE("");
        if (text.len == 0)
            continue;
        if (c >= LISTS_FIRST && c < LISTS_END)
            write_list(&writer, columns[c], text);
        else
            writer_text(&writer, columns[c], text);
    }
    writer_end(&writer);
}

/* ---- each line ---------------------------------------------------------------------------------
 */

/* Whether it would be taken, as the server reads it. */
static enum err check_data(const struct import *import, const struct json *data)
{
    struct buffer out;
    buffer_init(&out, LINE_BYTES);
    enum err error = room_read(import->room, SLICE("person.add"), data, &out);
    buffer_done(&out);
    return error;
}

/* The id of who is there by that id or address; "" when nobody is. */
static void find_known(const struct import *import, const struct json *data, char id[80])
{
    char why[OPERATE_WHY_BYTES];
    struct slice person = {NULL, 0}, mail = {NULL, 0};
    struct buffer asked, out;
    struct writer writer;
    struct json *answer = NULL;
    bool by_id = json_get_text(data, "person", &person);
    id[0] = 0;
    if (!by_id && !json_get_text(data, "mail", &mail))
        return;
    buffer_init(&asked, LINE_BYTES);
    buffer_init(&out, ANSWER_BYTES);
    writer_init(&writer, &asked);
    writer_object(&writer, NULL);
    writer_text(&writer, by_id ? "person" : "mail", by_id ? person : mail);
    writer_end(&writer);
    const struct operate_call call = {.method = by_id ? "person.get" : "person.list",
                                      .data = buffer_slice(&asked)};
    if (operate_call(import->operate, &call, &out, why) &&
        json_parse_large(buffer_slice(&out), &answer) == ERR_NONE) {
        struct slice found = {NULL, 0};
        const struct json *first = by_id ? answer : json_first(json_get(answer, "people"));
        if (json_get_text(first, "id", &found))
            snprintf(id, 80, "%.*s", (int)found.len, found.at);
    }
    json_free(&answer);
    buffer_done(&asked);
    buffer_done(&out);
}

static void add(struct import *import, unsigned line, struct slice data)
{
    char why[OPERATE_WHY_BYTES] = "", op[4 + 23];
    struct hash hash = hash_of(&data, 1);
    struct buffer out;
    snprintf(op, sizeof op, "csv.");
    hash_id(&hash, op + 4);
    buffer_init(&out, ANSWER_BYTES);
    const struct operate_call call = {"person.add", data, slice_of(op)};
    bool good = import->dry || operate_call(import->operate, &call, &out, why);
    if (good)
        printf("%u\t%s\n", line, import->dry ? "would be added" : "added");
    else
        printf("%u\trefused: %s\n", line, why);
    import->added += good;
    import->wrong += !good;
    buffer_done(&out);
}

static void take_line(struct import *import, unsigned line, char **fields, size_t count)
{
    char id[80];
    struct buffer data;
    struct json *json = NULL;
    buffer_init(&data, LINE_BYTES);
    write_data(import, fields, count, &data);
    enum err error = json_parse(buffer_slice(&data), &json);
    if (!error)
        error = check_data(import, json);
    if (error) {
        printf("%u\twrong: %s\n", line, error_text(error));
        import->wrong++;
    } else {
        find_known(import, json, id);
        if (id[0])
            printf("%u\tthere already as %s\n", line, id);
        else
            add(import, line, buffer_slice(&data));
        import->known += id[0] != 0;
    }
    json_free(&json);
    buffer_done(&data);
}

static bool read_file(const char *path, struct buffer *out)
{
    FILE *file = strcmp(path, "-") == 0 ? stdin : fopen(path, "re");
    char piece[16384];
    size_t got;
    if (!file)
        return false;
    while ((got = fread(piece, 1, sizeof piece, file)) > 0)
        buffer_add(out, (struct slice){piece, got});
    if (file != stdin)
        fclose(file);
    buffer_add_byte(out, 0);
    return !out->full;
}

int person_file_import(const struct config *config, const char *path, const char *dry_run)
{
    struct import import = {.dry = dry_run != NULL};
    char why[OPERATE_WHY_BYTES] = "the file cannot be read, or has no column \"name\"";
    char *fields[FIELDS_MAX];
    struct buffer text;
    buffer_init(&text, FILE_BYTES);
    bool good = read_file(path, &text);
    char *at = good ? text.bytes : NULL;
    if (good && strncmp(at, "\xef\xbb\xbf", 3) == 0)
        at += 3;
    good = good && read_head(&import, &at);
    import.operate = good ? operate_open(config, why) : NULL;
    import.kinds = kinds_new(kinds_all, why, sizeof why);
    if (import.operate && import.kinds) {
        import.room = room_new(SLICE("academy:main"), import.kinds);
        size_t count;
        for (unsigned line = 2; (count = next_line(&at, fields)) > 0; line++)
            if (count > 1 || fields[0][0])
                take_line(&import, line, fields, count);
        printf("%u added, %u there already, %u wrong\n", import.added, import.known, import.wrong);
        room_free(&import.room);
        operate_close(&import.operate);
    } else {
        subcommand_fail("person", "%s", why);
        import.wrong++;
    }
    kinds_free(&import.kinds);
    buffer_done(&text);
    return import.wrong > 0;
}

/* ---- out ---------------------------------------------------------------------------------------
 */

/* Quoted where it must be; never what a spreadsheet takes for a formula. */
static void print_field(struct slice text)
{
    bool formula = text.len > 0 && strchr("=+-@\t\r", text.at[0]);
    putchar('"');
    if (formula)
        putchar('\'');
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] == '"')
            putchar('"');
        putchar(text.at[i]);
    }
    putchar('"');
}

static void print_person(const struct json *person)
{
    for (int c = 0; c < COLUMNS; c++) {
        const struct json *value = json_get(person, c == 0 ? "id" : columns[c]);
        struct buffer list;
        struct slice text = {NULL, 0};
        buffer_init(&list, LINE_BYTES);
        (void)json_as_text(value, &text);
        for (const struct json *at = text.at ? NULL : json_first(value); at; at = json_next(at)) {
            struct slice word = {NULL, 0};
            (void)json_as_text(at, &word);
            buffer_addf(&list, "%s%.*s", list.len ? ";" : "", (int)word.len, word.at);
        }
        if (c > 0)
            putchar(',');
        print_field(text.at ? text : list.len ? buffer_slice(&list) : SLICE(""));
        buffer_done(&list);
    }
    printf("\r\n");
}

/* The page behind `after`; false at the end. */
static bool print_page(struct operate *operate, char after[80], char why[OPERATE_WHY_BYTES])
{
    char data[120] = "{}";
    struct buffer out;
    struct json *json = NULL;
    struct slice next = {NULL, 0};
    if (after[0])
        snprintf(data, sizeof data, "{\"after\":\"%s\"}", after);
    buffer_init(&out, ANSWER_BYTES);
    const struct operate_call call = {.method = "person.list", .data = slice_of(data)};
    if (operate_call(operate, &call, &out, why))
        (void)json_parse_large(buffer_slice(&out), &json);
    for (const struct json *at = json_first(json_get(json, "people")); at; at = json_next(at))
        print_person(at);
    bool more = json_get_text(json, "next", &next);
    snprintf(after, 80, "%.*s", (int)next.len, next.at ? next.at : "");
    json_free(&json);
    buffer_done(&out);
    return more;
}

int person_file_export(const struct config *config)
{
    char why[OPERATE_WHY_BYTES] = "", after[80] = "";
    struct operate *operate = operate_open(config, why);
    if (!operate)
        return subcommand_fail("person", "%s", why);
    for (int c = 0; c < COLUMNS; c++)
        printf("%s%s", c > 0 ? "," : "", columns[c]);
    printf("\r\n");
    while (print_page(operate, after, why)) {
    }
    operate_close(&operate);
    return why[0] ? subcommand_fail("person", "%s", why) : 0;
}
