/* SPDX-License-Identifier: Apache-2.0
 * file -> pieces -> person.plan -> person.add or person.change for each line that would change
 * something. */
#include "person_file.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/bounds.h"
#include "base/json.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/writer.h"
#include "operate.h"
#include "subcommand.h"

enum { FILE_BYTES = 64 << 20, ANSWER_BYTES = 16 << 20, DATA_BYTES = 4 * BOUND_JSON_TEXT_BYTES };
enum { PIECE_BYTES = 20000 /* with its escapes a command holds it */, LINES_MAX = 1000000 };

struct import {
    struct operate *operate; /* owned */
    struct slice text;       /* what is left of the file */
    struct json *plan;       /* owned; of the piece before; NULL: there is none yet */
    struct map *lines;       /* of whom a line told already -> a number of that line, owned */
    bool dry;
    unsigned added, changed, same, wrong;
};

/* ---- asking ------------------------------------------------------------------------------------
 */

/* As much as a question holds, cut between characters. */
static struct slice next_piece(const struct import *import)
{
    size_t bytes = import->text.len < PIECE_BYTES ? import->text.len : PIECE_BYTES;
    while (bytes < import->text.len && (import->text.at[bytes] & 0xc0) == 0x80)
        bytes--;
    return (struct slice){import->text.at, bytes};
}

static void copy_member(const struct json *from, const char *key, struct writer *out)
{
    struct buffer text;
    buffer_init(&text, DATA_BYTES);
    json_print(json_get(from, key), &text);
    writer_raw(out, key, buffer_slice(&text));
    buffer_done(&text);
}

/* The plan of the next piece; false, and why, when there is none. */
static bool ask_plan(struct import *import, char why[OPERATE_WHY_BYTES])
{
    static const char *const kept[] = {"columns", "separator", "line"};
    struct slice piece = next_piece(import);
    struct buffer data, out;
    struct writer writer;
    int64_t taken = 0;
    bool good = false;
    buffer_init(&data, DATA_BYTES);
    buffer_init(&out, ANSWER_BYTES);
    writer_init(&writer, &data);
    writer_object(&writer, NULL);
    writer_text(&writer, "text", piece);
    for (size_t i = 0; import->plan && i < sizeof kept / sizeof kept[0]; i++)
        copy_member(import->plan, kept[i], &writer);
    writer_bool(&writer, "whole", piece.len == import->text.len);
    writer_end(&writer);
    json_free(&import->plan);
    const struct operate_call call = {.method = "person.plan", .data = buffer_slice(&data)};
    if (operate_call(import->operate, &call, &out, why) &&
        json_parse_large(buffer_slice(&out), &import->plan) == ERR_NONE &&
        json_get_bool(import->plan, "good", &good) && good &&
        json_get_int(import->plan, "taken", &taken) && taken > 0)
        import->text = (struct slice){import->text.at + taken, import->text.len - (size_t)taken};
    else if (import->plan)
        snprintf(why, OPERATE_WHY_BYTES, "%s",
                 good ? "a line is too long" : "no column is called name, person or mail");
    buffer_done(&data);
    buffer_done(&out);
    return taken > 0;
}

/* ---- each line ---------------------------------------------------------------------------------
 */

static void refuse(struct import *import, int64_t line, const char *why, struct slice where)
{
    printf("%" PRId64 "\trefused: %s%s%.*s\n", line, why, where.len > 0 ? ", " : "", (int)where.len,
           where.at ? where.at : "");
    import->wrong++;
}

/* Whether an earlier line was about the same person. */
static bool is_again(struct import *import, const struct json *row, int64_t line)
{
    struct slice key = {NULL, 0};
    char why[80];
    if (!json_get_text(row, "key", &key))
        return false;
    const int64_t *before = map_find(import->lines, key);
    if (before) {
        snprintf(why, sizeof why, "line %" PRId64 " is about the same person", *before);
        refuse(import, line, why, SLICE(""));
        return true;
    }
    int64_t *number = mem_new(sizeof *number);
    *number = line;
    if (map_full(import->lines))
        mem_free(number);
    else
        (void)map_put(import->lines, key, number);
    return false;
}

static void do_line(struct import *import, const struct json *row, int64_t line, bool adds)
{
    char why[OPERATE_WHY_BYTES] = "";
    struct buffer data, out;
    buffer_init(&data, DATA_BYTES);
    buffer_init(&out, ANSWER_BYTES);
    json_print(json_get(row, "data"), &data);
    const struct operate_call call = {.method = adds ? "person.add" : "person.change",
                                      .data = buffer_slice(&data)};
    if (!import->dry && !operate_call(import->operate, &call, &out, why)) {
        refuse(import, line, why, SLICE(""));
    } else {
        printf("%" PRId64 "\t%s%s\n", line, import->dry ? "would be " : "",
               adds ? "added" : "changed");
        *(adds ? &import->added : &import->changed) += 1;
    }
    buffer_done(&data);
    buffer_done(&out);
}

static void take_line(struct import *import, const struct json *row)
{
    struct slice what = {NULL, 0}, text = {NULL, 0}, member = {NULL, 0};
    int64_t line = 0;
    (void)json_get_text(row, "what", &what);
    (void)json_get_int(row, "line", &line);
    bool adds = slice_is(what, "add");
    if (slice_is(what, "refused")) {
        char why[80] = "";
        if (json_get_text(row, "error", &text))
            snprintf(why, sizeof why, "%.*s", (int)text.len, text.at);
        (void)json_get_text(row, "member", &member);
        refuse(import, line, why, member);
    } else if (is_again(import, row, line)) {
        return;
    } else if (adds || slice_is(what, "change")) {
        do_line(import, row, line, adds);
    } else {
        (void)json_get_text(row, "person", &text);
        printf("%" PRId64 "\tthere already as %.*s\n", line, (int)text.len, text.at ? text.at : "");
        import->same++;
    }
}

/* ---- the file ----------------------------------------------------------------------------------
 */

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
    return out->len > 0 && !out->full;
}

static bool take_file(struct import *import, char why[OPERATE_WHY_BYTES])
{
    while (import->text.len > 0) {
        if (!ask_plan(import, why))
            return false;
        for (const struct json *row = json_first(json_get(import->plan, "rows")); row;
             row = json_next(row))
            take_line(import, row);
    }
    printf("%u %s, %u %s, %u there already, %u refused\n", import->added,
           import->dry ? "would be added" : "added", import->changed,
           import->dry ? "would be changed" : "changed", import->same, import->wrong);
    return true;
}

int person_file_import(const struct config *config, const char *path, const char *dry_run)
{
    struct import import = {.dry = dry_run != NULL};
    char why[OPERATE_WHY_BYTES] = "the file cannot be read, or is empty";
    struct buffer text;
    buffer_init(&text, FILE_BYTES);
    if (read_file(path, &text))
        import.operate = operate_open(config, why);
    import.text = buffer_slice(&text);
    import.lines = map_new(LINES_MAX);
    bool good = import.operate && take_file(&import, why);
    if (!good)
        subcommand_fail("person", "%s", why);
    if (import.operate)
        operate_close(&import.operate);
    json_free(&import.plan);
    map_free(&import.lines, mem_free);
    buffer_done(&text);
    return !good || import.wrong > 0;
}

/* ---- out ---------------------------------------------------------------------------------------
 */

/* The page behind `after`; false at the end. */
static bool print_page(struct operate *operate, char after[BOUND_ID_BYTES + 1],
                       char why[OPERATE_WHY_BYTES])
{
    char data[BOUND_ID_BYTES + 32] = "{}";
    struct buffer out;
    struct json *json = NULL;
    struct slice next = {NULL, 0}, text = {NULL, 0};
    if (after[0])
        snprintf(data, sizeof data, "{\"after\":\"%s\"}", after);
    buffer_init(&out, ANSWER_BYTES);
    const struct operate_call call = {.method = "person.export", .data = slice_of(data)};
    if (operate_call(operate, &call, &out, why))
        (void)json_parse_large(buffer_slice(&out), &json);
    if (json_get_text(json, "text", &text))
        fwrite(text.at, 1, text.len, stdout);
    bool more = json_get_text(json, "next", &next);
    snprintf(after, BOUND_ID_BYTES + 1, "%.*s", (int)next.len, next.at ? next.at : "");
    json_free(&json);
    buffer_done(&out);
    return more;
}

int person_file_export(const struct config *config)
{
    char why[OPERATE_WHY_BYTES] = "", after[BOUND_ID_BYTES + 1] = "";
    struct operate *operate = operate_open(config, why);
    if (!operate)
        return subcommand_fail("person", "%s", why);
    printf("\xef\xbb\xbf"); /* without it spreadsheets guess another encoding */
    while (print_page(operate, after, why)) {
    }
    operate_close(&operate);
    return why[0] ? subcommand_fail("person", "%s", why) : 0;
}
