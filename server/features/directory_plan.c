/* SPDX-License-Identifier: Apache-2.0
 * record -> whom it is about (id, address, name and country) -> data as the row reads it -> what of
 * it is new. */
#include "features/directory_plan.h"

#include "base/text_fold.h"
#include "base/unused.h"
#include "features/common_ask.h"
#include "features/common_get.h"
#include "features/common_mail.h"
#include "features/directory_file.h"
#include "features/directory_query.h"
#include "features/directory_read.h"

enum { LINES_MAX = 200, DATA_BYTES = BOUND_ENTRY_BYTES, KEY_BYTES = 1024 };

struct plan {
    const struct directory *directory;
    struct csv csv;
    struct directory_head head;
    int64_t line; /* of the next record, as a spreadsheet counts them */
    bool enrol;   /* who is added and has an address is sent a link */
};

/* A record, and what is found out about it. */
struct about {
    const struct csv_record *record;
    const struct profile *known; /* whom it is about; NULL: somebody new */
    enum err error;
    const char *member;  /* the column that is at fault; NULL: none is */
    struct json *data;   /* owned; of person.add or person.change; NULL: none, or all of it is so */
    struct json *theirs; /* owned; what stands there now; NULL: they are new */
};

/* ---- whom it is about --------------------------------------------------------------------------
 */

static struct slice field(const struct plan *plan, const struct about *about,
                          enum directory_column column)
{
    return directory_field(&plan->head, about->record, column);
}

static const struct profile *find_mail(const struct directory *directory, struct slice mail)
{
    const struct profile *first = NULL, *at = directory_find_mail(directory, mail);
    for (; at; at = at->same_mail)
        if (!first || at->added_seq < first->added_seq)
            first = at;
    return first;
}

/* Somebody of exactly that name in that country, who has no other mark. */
static const struct profile *find_name(const struct directory *directory, struct slice name,
                                       struct slice country)
{
    struct directory_walk walk;
    struct buffer folded;
    const struct profile *found = NULL;
    buffer_init(&folded, PROFILE_FOLDED_BYTES);
    if (text_fold(name, &folded) == ERR_NONE && folded.len > 0) {
        directory_walk_start(&walk, directory->all, buffer_slice(&folded), NULL);
        while ((found = directory_walk_next(&walk)) &&
               !(slice_is(buffer_slice(&folded), found->folded) &&
                 slice_is(country, found->country))) {
        }
    }
    buffer_done(&folded);
    return found;
}

static void find_known(const struct plan *plan, struct about *about)
{
    struct slice id = field(plan, about, COLUMN_PERSON), mail = field(plan, about, COLUMN_MAIL);
    struct slice country = field(plan, about, COLUMN_COUNTRY);
    char capitals[COUNTRY_BYTES] = "";
    if (id.len > 0) {
        about->known = directory_find(plan->directory, id);
        bool erased = about->known && about->known->state == PROFILE_ERASED;
        if (erased || (!about->known && directory_is_made_id(id))) {
            about->error = ERR_NOT_FOUND;
            about->member = directory_columns[COLUMN_PERSON];
        }
    } else if (mail.len > 0) {
        about->known = find_mail(plan->directory, mail);
    } else if (country.len < COUNTRY_BYTES) {
        for (size_t i = 0; i < country.len; i++)
            capitals[i] = (char)(country.at[i] >= 'a' ? country.at[i] - 'a' + 'A' : country.at[i]);
        about->known =
            find_name(plan->directory, field(plan, about, COLUMN_NAME), slice_of(capitals));
    }
}

/* By what another line about the same person is known: it says the same. */
static void write_key(const struct plan *plan, const struct about *about, struct writer *out)
{
    struct slice id = field(plan, about, COLUMN_PERSON), mail = field(plan, about, COLUMN_MAIL);
    struct slice country = field(plan, about, COLUMN_COUNTRY);
    struct buffer key;
    buffer_init(&key, KEY_BYTES);
    if (about->known)
        buffer_addf(&key, "id %s", about->known->id);
    else if (id.len > 0)
        buffer_addf(&key, "id %.*s", (int)id.len, id.at);
    else if (mail.len > 0 && mail.len <= COMMON_MAIL_BYTES)
        common_mail_canonical(mail, &key);
    else {
        (void)text_fold(field(plan, about, COLUMN_NAME), &key);
        buffer_addf(&key, " %.*s", (int)country.len, country.at);
    }
    writer_text(out, "key", buffer_slice(&key));
    buffer_done(&key);
}

/* ---- what it says ------------------------------------------------------------------------------
 */

/* The fields from `first` to before `end`, with the id of whom they are about. */
static enum err parse_fields(const struct plan *plan, const struct about *about,
                             enum directory_column first, enum directory_column end,
                             struct json **out)
{
    struct buffer text;
    struct writer writer;
    const char *id = about->known ? about->known->id : NULL;
    buffer_init(&text, DATA_BYTES);
    writer_init(&writer, &text);
    writer_object(&writer, NULL);
    if (id)
        writer_text(&writer, "person", slice_of(id));
    for (enum directory_column c = first; c < end; c++)
        if (!id || c != COLUMN_PERSON)
            directory_write_field(&plan->head, about->record, c, &writer);
    if (!id && plan->enrol && field(plan, about, COLUMN_MAIL).len > 0)
        writer_bool(&writer, "enrol", true);
    writer_end(&writer);
    enum err error = text.full ? ERR_TEXT_TOO_LONG : json_parse(buffer_slice(&text), out);
    buffer_done(&text);
    return error;
}

/* As the row will read it; *out is canonical. */
static enum err read_data(const struct about *about, const struct json *data, struct json **out)
{
    struct buffer text;
    struct writer writer;
    buffer_init(&text, DATA_BYTES);
    writer_init(&writer, &text);
    writer_object(&writer, NULL);
    enum err error = (about->known ? directory_read_change : directory_read_add)(data, &writer);
    if (!error) {
        writer_end(&writer);
        error = text.full ? ERR_TEXT_TOO_LONG : json_parse(buffer_slice(&text), out);
    }
    buffer_done(&text);
    return error;
}

/* The first column that is not taken by itself. */
static const char *find_fault(const struct plan *plan, const struct about *about)
{
    const struct profile somebody = {.id = (char[]){"x"}};
    struct about alone = {.record = about->record, .known = &somebody};
    for (enum directory_column c = COLUMN_NAME; c < DIRECTORY_COLUMNS; c++) {
        struct json *data = NULL, *read = NULL;
        enum err error = parse_fields(plan, &alone, c, c + 1, &data);
        if (!error)
            error = read_data(&alone, data, &read);
        json_free(&data);
        json_free(&read);
        if (error)
            return directory_columns[c];
    }
    bool named = field(plan, about, COLUMN_NAME).len > 0;
    return directory_columns[named ? COLUMN_PERSON : COLUMN_NAME];
}

static void read_theirs(struct about *about)
{
    struct buffer text;
    struct writer writer;
    buffer_init(&text, DATA_BYTES);
    writer_init(&writer, &text);
    writer_object(&writer, NULL);
    directory_write_person(about->known, &writer);
    writer_end(&writer);
    (void)json_parse(buffer_slice(&text), &about->theirs);
    buffer_done(&text);
}

/* Whether every text of `some` stands among `all`, or goes without saying. */
static bool is_among(const struct json *some, const struct json *all)
{
    for (const struct json *at = json_first(some); at; at = json_next(at)) {
        struct slice word = {NULL, 0};
        bool found = json_as_text(at, &word) && slice_is(word, "member");
        for (const struct json *to = json_first(all); to && !found; to = json_next(to))
            found = json_equal(at, to);
        if (!found)
            return false;
    }
    return true;
}

/* An address that is only written otherwise is the same one. */
static bool is_same_mail(const struct json *mine, const struct json *there)
{
    struct slice a, b;
    return json_as_text(mine, &a) && json_as_text(there, &b) && common_mail_equal(a, b);
}

/* Whether what a column says stands there already. In two of the lists the order says nothing. */
static bool is_so(const struct about *about, const struct json *data, enum directory_column column)
{
    const struct json *mine = json_get(data, directory_columns[column]);
    const struct json *there = json_get(about->theirs, directory_columns[column]);
    if (column == COLUMN_ROLES || column == COLUMN_COORDINATES)
        return !mine || (is_among(mine, there) && is_among(there, mine));
    if (column == COLUMN_MAIL && mine && there)
        return is_same_mail(mine, there);
    return !mine || (there && json_equal(mine, there));
}

static void find_out(const struct plan *plan, struct about *about)
{
    struct json *raw = NULL;
    find_known(plan, about);
    if (about->record->open) {
        about->error = ERR_BAD_REQUEST;
        about->member = "quote";
    }
    if (about->error)
        return;
    about->error = parse_fields(plan, about, COLUMN_PERSON, DIRECTORY_COLUMNS, &raw);
    if (!about->error)
        about->error = read_data(about, raw, &about->data);
    json_free(&raw);
    if (about->error)
        about->member = find_fault(plan, about);
    else if (about->known)
        read_theirs(about);
}

/* ---- the answer --------------------------------------------------------------------------------
 */

static void write_json(struct writer *out, const char *key, const struct json *value)
{
    struct buffer text;
    buffer_init(&text, DATA_BYTES);
    json_print(value, &text);
    writer_raw(out, key, buffer_slice(&text));
    buffer_done(&text);
}

/* The members that are new, and what stood there. */
static void write_change(const struct about *about, struct writer *out)
{
    writer_object(out, "data");
    writer_text(out, "person", slice_of(about->known->id));
    for (enum directory_column c = COLUMN_NAME; c < DIRECTORY_COLUMNS; c++)
        if (!is_so(about, about->data, c))
            write_json(out, directory_columns[c], json_get(about->data, directory_columns[c]));
    writer_end(out);
    writer_object(out, "before");
    for (enum directory_column c = COLUMN_NAME; c < DIRECTORY_COLUMNS; c++) {
        const struct json *there = json_get(about->theirs, directory_columns[c]);
        if (there && !is_so(about, about->data, c))
            write_json(out, directory_columns[c], there);
    }
    writer_end(out);
}

static const char *what_of(const struct about *about)
{
    if (about->error)
        return "refused";
    if (!about->known)
        return "add";
    for (enum directory_column c = COLUMN_NAME; c < DIRECTORY_COLUMNS; c++)
        if (!is_so(about, about->data, c))
            return "change";
    return "same";
}

static void write_row(const struct plan *plan, const struct csv_record *record, struct writer *out)
{
    struct about about = {.record = record};
    find_out(plan, &about);
    const char *what = what_of(&about);
    struct slice name = field(plan, &about, COLUMN_NAME);
    writer_object(out, NULL);
    writer_int(out, "line", plan->line);
    writer_text(out, "what", slice_of(what));
    write_key(plan, &about, out);
    if (about.known)
        writer_text(out, "person", slice_of(about.known->id));
    writer_text(out, "name", name.len == 0 && about.known ? slice_of(about.known->name) : name);
    if (about.error) {
        writer_text(out, "error", slice_of(error_name(about.error)));
        writer_text(out, "member", slice_of(about.member));
    } else if (slice_is(slice_of(what), "add")) {
        write_json(out, "data", about.data);
    } else if (slice_is(slice_of(what), "change")) {
        write_change(&about, out);
    }
    writer_end(out);
    json_free(&about.data);
    json_free(&about.theirs);
}

/* ---- the file ----------------------------------------------------------------------------------
 */

static void place(struct plan *plan, struct slice name, int at, struct writer *out)
{
    enum directory_column column = directory_column_of(slice_trimmed(name));
    bool taken = column < DIRECTORY_COLUMNS && plan->head.place[column] < 0;
    if (taken)
        plan->head.place[column] = at;
    writer_text(out, NULL, taken ? slice_of(directory_columns[column]) : SLICE(""));
}

/* The columns, from the first line or as they were answered before. */
static void read_head(struct plan *plan, const struct json *data, struct csv_record *record,
                      struct writer *out)
{
    const struct json *columns = common_has(data, "columns") ? json_get(data, "columns") : NULL;
    struct slice name = {NULL, 0};
    int count = 0;
    writer_array(out, "columns");
    for (const struct json *at = json_first(columns); at && count < CSV_FIELDS_MAX;
         at = json_next(at))
        place(plan, json_as_text(at, &name) ? name : SLICE(""), count++, out);
    if (!columns && csv_next(&plan->csv, record))
        for (; count < (int)record->count; count++)
            place(plan, csv_field(record, (size_t)count), count, out);
    writer_end(out);
    if (!columns) {
        writer_array(out, "ignored");
        for (int i = 0; i < (int)record->count; i++) {
            bool known = false;
            for (size_t c = 0; c < DIRECTORY_COLUMNS; c++)
                known |= plan->head.place[c] == i;
            if (!known)
                writer_text(out, NULL, csv_field(record, (size_t)i));
        }
        writer_end(out);
    }
}

/* Whether one can tell from it who a line is about. */
static bool head_good(const struct directory_head *head)
{
    return head->place[COLUMN_NAME] >= 0 || head->place[COLUMN_PERSON] >= 0 ||
           head->place[COLUMN_MAIL] >= 0;
}

static bool is_blank(const struct csv_record *record)
{
    for (size_t i = 0; i < record->count; i++)
        if (slice_trimmed(csv_field(record, i)).len > 0)
            return false;
    return true;
}

static bool ask_bool(const struct json *data, const char *key, bool *out)
{
    return !common_has(data, key) || json_get_bool(data, key, out);
}

static bool are_texts(const struct json *list)
{
    struct slice text;
    for (const struct json *at = json_first(list); at; at = json_next(at))
        if (!json_as_text(at, &text))
            return false;
    return json_is_array(list) && json_count(list) <= CSV_FIELDS_MAX;
}

static enum err read_question(const struct json *data, struct plan *plan)
{
    struct slice separator = {NULL, 0};
    enum err error = common_ask_text(data, "separator", &separator);
    if (!error)
        error = common_ask_limit(data, "line", INT32_MAX, &plan->line);
    if (error || !json_get_text(data, "text", &plan->csv.text) ||
        !ask_bool(data, "whole", &plan->csv.whole) || !ask_bool(data, "enrol", &plan->enrol) ||
        (common_has(data, "columns") && !are_texts(json_get(data, "columns"))) ||
        (separator.at && (separator.len != 1 || !memchr(",;\t", separator.at[0], 3))))
        return ERR_BAD_REQUEST;
    if (slice_starts(plan->csv.text, SLICE("\xef\xbb\xbf")) && !common_has(data, "columns"))
        plan->csv.text = (struct slice){plan->csv.text.at + 3, plan->csv.text.len - 3};
    plan->csv.separator = separator.at ? separator.at[0] : csv_separator(plan->csv.text);
    return ERR_NONE;
}

enum err directory_plan(const void *state, const struct json *data, const struct scene *scene,
                        struct writer *out)
{
    struct plan plan = {.directory = state, .line = 2};
    struct csv_record record;
    struct slice text = {NULL, 0};
    UNUSED(scene);
    memset(plan.head.place, 0xff, sizeof plan.head.place);
    enum err error = read_question(data, &plan);
    if (error)
        return error;
    (void)json_get_text(data, "text", &text);
    csv_record_init(&record, BOUND_JSON_TEXT_BYTES);
    read_head(&plan, data, &record, out);
    writer_array(out, "rows");
    if (head_good(&plan.head))
        for (size_t count = 0; count < LINES_MAX && csv_next(&plan.csv, &record); plan.line++) {
            if (is_blank(&record))
                continue;
            write_row(&plan, &record, out);
            count++;
        }
    writer_end(out);
    writer_bool(out, "good", head_good(&plan.head));
    writer_text(out, "separator", (struct slice){&plan.csv.separator, 1});
    writer_int(out, "taken", (int64_t)(text.len - plan.csv.text.len));
    writer_int(out, "line", plan.line);
    csv_record_done(&record);
    return ERR_NONE;
}
