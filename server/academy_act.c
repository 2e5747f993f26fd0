/* SPDX-License-Identifier: Apache-2.0
 * Flags -> data -> the academy -> what is shown. */
#include "academy_act.h"

#include <stdio.h>
#include <time.h>

#include "base/json.h"
#include "base/writer.h"

enum { DATA_BYTES = 65536, ANSWER_BYTES = 16 << 20 };

static void write_list(struct writer *out, const char *key, const char *list)
{
    writer_array(out, key);
    while (*list) {
        size_t len = strcspn(list, ",");
        if (len > 0)
            writer_text(out, NULL, slice_trimmed((struct slice){list, len}));
        list += len + (list[len] == ',');
    }
    writer_end(out);
}

const char *academy_act_value(const struct academy_call *call, const char *flag)
{
    const struct subcommand *subcommand = call->subcommand;
    for (size_t i = 0; i < subcommand->flags_count; i++)
        if (strcmp(subcommand->flags[i].name, flag) == 0)
            return call->invocation->values[i];
    return NULL;
}

/* "2026-12-01T14:00Z" as ms since 1970. */
static bool read_time(const char *text, int64_t *ms)
{
    struct tm tm = {0};
    const char *end = strptime(text, "%Y-%m-%dT%H:%M", &tm);
    *ms = (int64_t)timegm(&tm) * 1000;
    return end && strcmp(end, "Z") == 0;
}

static void write_words(struct writer *out, const struct academy_call *call, const char *key,
                        const char *words)
{
    const char *language = academy_act_value(call, "language");
    writer_object(out, key);
    writer_text(out, language ? language : "en", slice_of(words));
    writer_end(out);
}

static bool write_value(struct writer *out, const char *key, enum academy_kind kind,
                        const char *value)
{
    char *end = NULL;
    int64_t number;
    switch (kind) {
    case ACADEMY_TEXT:
        writer_text(out, key, slice_of(value));
        return true;
    case ACADEMY_LIST:
        write_list(out, key, value);
        return true;
    case ACADEMY_YES:
        writer_bool(out, key, true);
        return true;
    case ACADEMY_TIME:
        if (!read_time(value, &number))
            return false;
        writer_int(out, key, number);
        return true;
    default:
        number = strtoll(value, &end, 10);
        writer_int(out, key, number);
        return end != value && !*end;
    }
}

/* The flag at that place, which was given; false: the act takes none such. */
static bool write_flag(struct writer *out, const struct academy_call *call, size_t place)
{
    const struct subcommand_flag *flag = &call->subcommand->flags[place];
    const char *value = call->invocation->values[place];
    if (!(call->act->flags >> place & 1))
        return false;
    if (flag->as == ACADEMY_WORDS)
        write_words(out, call, flag->name, value);
    return flag->as == ACADEMY_WORDS ||
           write_value(out, flag->name, (enum academy_kind)flag->as, value);
}

static bool is_in(const struct academy_call *call, size_t place, const char *in)
{
    const struct subcommand_flag *flag = &call->subcommand->flags[place];
    bool same = in && flag->in ? strcmp(in, flag->in) == 0 : in == flag->in;
    return call->invocation->values[place] && flag->as != ACADEMY_NOTHING && same;
}

/* Those in one object, which is open. Returns the place of one that the act does not take; the
 * count of all: it takes them. */
static size_t write_flags(struct writer *out, const struct academy_call *call, const char *in)
{
    size_t place = 0, count = call->subcommand->flags_count;
    while (place < count && (!is_in(call, place, in) || write_flag(out, call, place)))
        place++;
    return place;
}

/* The objects, each at the first flag that stands in it. */
static size_t write_objects(struct writer *out, const struct academy_call *call)
{
    size_t count = call->subcommand->flags_count, wrong = count;
    for (size_t place = 0; place < count && wrong == count; place++) {
        const char *in = call->subcommand->flags[place].in;
        size_t first = 0;
        while (in && first < place && !is_in(call, first, in))
            first++;
        if (!in || first < place || !is_in(call, place, in))
            continue;
        writer_object(out, in);
        wrong = write_flags(out, call, in);
        writer_end(out);
    }
    return wrong;
}

bool academy_act_data(const struct academy_call *call, struct buffer *out,
                      char why[OPERATE_WHY_BYTES])
{
    const struct invocation *invocation = call->invocation;
    const struct academy_act *act = call->act;
    const enum academy_kind kind = act->numbered ? ACADEMY_NUMBER : ACADEMY_TEXT;
    struct writer writer;
    writer_init(&writer, out);
    writer_object(&writer, NULL);
    if (act->argument && invocation->rest_count < 2) {
        snprintf(why, OPERATE_WHY_BYTES, "%s needs an argument: %s", act->name, act->argument);
        return false;
    }
    if (act->argument && !write_value(&writer, act->argument, kind, invocation->rest[1])) {
        snprintf(why, OPERATE_WHY_BYTES, "%s needs a number: %s", act->name, act->argument);
        return false;
    }
    size_t count = call->subcommand->flags_count, wrong = write_flags(&writer, call, NULL);
    if (wrong == count)
        wrong = write_objects(&writer, call);
    if (wrong < count) {
        snprintf(why, OPERATE_WHY_BYTES, "%s does not take that: %s", act->name,
                 call->subcommand->flags[wrong].name);
        return false;
    }
    writer_end(&writer);
    if (act->fixed) {
        out->len--;
        buffer_addf(out, "%s%s}", out->len > 1 ? "," : "", act->fixed);
    }
    if (out->full)
        snprintf(why, OPERATE_WHY_BYTES, "that is too long");
    return !out->full;
}

/* One value of an answer, in a line of a terminal: controls are blanks there. */
static void print_text(struct slice text)
{
    for (size_t i = 0; i < text.len; i++)
        putchar((unsigned char)text.at[i] < 0x20 || text.at[i] == 0x7f ? ' ' : text.at[i]);
}

static void print_value(const struct json *value)
{
    struct slice text;
    int64_t number;
    if (json_as_text(value, &text)) {
        print_text(text);
    } else if (json_as_int(value, &number)) {
        printf("%lld", (long long)number);
    } else {
        for (const struct json *at = json_first(value); at; at = json_next(at)) {
            print_value(at);
            if (json_next(at))
                putchar(',');
        }
    }
}

static void print_row(const struct json *row, const char *const *columns)
{
    for (size_t i = 0; columns[i]; i++) {
        if (i > 0)
            putchar('\t');
        if (columns[i][0])
            print_value(json_get(row, columns[i]));
        else
            print_text(json_key(row));
    }
    putchar('\n');
}

void academy_act_print(const struct academy_call *call, struct slice answer)
{
    const struct academy_act *act = call->act;
    struct json *json = NULL;
    if (academy_act_value(call, "json") || !act->columns) {
        printf("%.*s\n", (int)answer.len, answer.at);
        return;
    }
    (void)json_parse_large(answer, &json);
    if (act->made)
        printf("%s", act->made);
    if (!act->list)
        print_row(json, act->columns);
    for (const struct json *at = json_first(json_get(json, act->list ? act->list : "")); at;
         at = json_next(at))
        print_row(at, act->columns);
    json_free(&json);
}

int academy_act_ask_then(const struct academy_call *call, struct buffer *out, academy_then_fn *then)
{
    char why[OPERATE_WHY_BYTES] = "";
    struct buffer data;
    buffer_init(&data, DATA_BYTES);
    bool sound = academy_act_data(call, &data, why), good = false;
    struct operate *operate = NULL;
    if (sound && then)
        operate = operate_open_whole(call->invocation->config, why);
    else if (sound)
        operate = operate_open(call->invocation->config, why);
    if (operate) {
        const struct operate_call asked = {.method = call->act->method,
                                           .data = buffer_slice(&data)};
        good = operate_call(operate, &asked, out, why) &&
               (!then || then(call, operate, buffer_slice(out), why));
        operate_close(&operate);
    }
    buffer_done(&data);
    if (!good)
        subcommand_fail(call->act->method, "%s", why);
    return good ? 0 : sound ? 1 : SUBCOMMAND_USAGE;
}

int academy_act_ask(const struct academy_call *call, struct buffer *out)
{
    return academy_act_ask_then(call, out, NULL);
}

int academy_act_run(const struct academy_call *call)
{
    struct buffer out;
    buffer_init(&out, ANSWER_BYTES);
    int status = academy_act_ask(call, &out);
    if (status == 0)
        academy_act_print(call, buffer_slice(&out));
    buffer_done(&out);
    return status;
}

static const struct academy_act *act_find(const struct academy_act *acts, const char *name)
{
    while (acts->name && strcmp(acts->name, name) != 0)
        acts++;
    return acts->name ? acts : NULL;
}

int academy_act_main(const struct invocation *invocation, const struct subcommand *subcommand,
                     const struct academy_act *acts)
{
    const char *name = invocation->rest_count > 0 ? invocation->rest[0] : "";
    const struct academy_call call = {invocation, subcommand, act_find(acts, name)};
    if (call.act)
        return call.act->run ? call.act->run(&call) : academy_act_run(&call);
    subcommand_fail(subcommand->name, "unknown \"%s\" (see muster %s --help)", name,
                    subcommand->name);
    return SUBCOMMAND_USAGE;
}
