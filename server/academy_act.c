/* SPDX-License-Identifier: Apache-2.0
 * Flags -> data -> the academy -> what is shown. */
#include "academy_act.h"

#include <stdio.h>
#include <time.h>

#include "base/json.h"
#include "base/writer.h"

enum { DATA_BYTES = 65536, ANSWER_BYTES = 16 << 20 };

const struct academy_act *academy_act_find(const struct academy_act *acts, const char *name)
{
    while (acts->name && strcmp(acts->name, name) != 0)
        acts++;
    return acts->name ? acts : NULL;
}

void academy_act_list(struct writer *out, const char *key, const char *list)
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

/* "2026-12-01T14:00Z" as ms since 1970. */
static bool read_time(const char *text, int64_t *ms)
{
    struct tm tm = {0};
    const char *end = strptime(text, "%Y-%m-%dT%H:%M", &tm);
    *ms = (int64_t)timegm(&tm) * 1000;
    return end && strcmp(end, "Z") == 0;
}

static bool write_flag(struct writer *out, const struct academy_flag *flag, const char *value)
{
    char *end = NULL;
    int64_t number;
    switch (flag->kind) {
    case ACADEMY_TEXT:
        writer_text(out, flag->key, slice_of(value));
        return true;
    case ACADEMY_LIST:
        academy_act_list(out, flag->key, value);
        return true;
    case ACADEMY_YES:
        writer_bool(out, flag->key, true);
        return true;
    case ACADEMY_TIME:
        if (!read_time(value, &number))
            return false;
        writer_int(out, flag->key, number);
        return true;
    default:
        number = strtoll(value, &end, 10);
        writer_int(out, flag->key, number);
        return end != value && !*end;
    }
}

static bool write_argument(struct writer *out, const struct academy_act *act, const char *value)
{
    const enum academy_kind kind = act->numbered ? ACADEMY_NUMBER : ACADEMY_TEXT;
    return write_flag(out, &(struct academy_flag){act->argument, kind}, value);
}

bool academy_act_data(const struct academy_call *call, struct buffer *out,
                      char why[OPERATE_WHY_BYTES])
{
    const struct invocation *invocation = call->invocation;
    const struct academy_act *act = call->act;
    struct writer writer;
    writer_init(&writer, out);
    writer_object(&writer, NULL);
    if (act->argument && invocation->rest_count < 2) {
        snprintf(why, OPERATE_WHY_BYTES, "%s needs an argument: %s", act->name, act->argument);
        return false;
    }
    if (act->argument && !write_argument(&writer, act, invocation->rest[1])) {
        snprintf(why, OPERATE_WHY_BYTES, "%s needs a number: %s", act->name, act->argument);
        return false;
    }
    for (size_t i = 0; i < call->flags_count; i++) {
        const char *value = invocation->values[i];
        if (!value || !call->flags[i].key)
            continue;
        if (!(act->flags >> i & 1) || !write_flag(&writer, &call->flags[i], value)) {
            snprintf(why, OPERATE_WHY_BYTES, "%s does not take that: %s", act->name,
                     call->flags[i].key);
            return false;
        }
    }
    writer_end(&writer);
    if (act->fixed) {
        out->len--;
        buffer_addf(out, "%s%s}", out->len > 1 ? "," : "", act->fixed);
    }
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
    if (call->invocation->values[call->json_flag] || !act->columns) {
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

int academy_act_run(const struct academy_call *call)
{
    char why[OPERATE_WHY_BYTES] = "";
    struct buffer data, out;
    const char *name = call->act->method;
    buffer_init(&data, DATA_BYTES);
    buffer_init(&out, ANSWER_BYTES);
    bool good = academy_act_data(call, &data, why);
    int status = good ? 0 : SUBCOMMAND_USAGE;
    struct operate *operate = good ? operate_open(call->invocation->config, why) : NULL;
    if (operate) {
        const struct operate_call asked = {.method = name, .data = buffer_slice(&data)};
        good = operate_call(operate, &asked, &out, why);
        operate_close(&operate);
    } else {
        good = false;
    }
    if (good)
        academy_act_print(call, buffer_slice(&out));
    else
        subcommand_fail(name, "%s", why);
    if (!good && status == 0)
        status = 1;
    buffer_done(&data);
    buffer_done(&out);
    return status;
}
