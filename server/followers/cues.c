/* SPDX-License-Identifier: Apache-2.0
 * Pages come from the youngest back: cues are put into their order at the end. */
#include "followers/cues.h"

#include <inttypes.h>
#include <stdlib.h>
#include <time.h>

#include "base/bounds.h"
#include "base/json.h"
#include "base/mem.h"
#include "core/part.h"

enum {
    SHOWN_MS = 7000, /* a line whose end nobody said */
    LEAST_MS = 1000,
    TEXTS_BYTES = 48 << 20, /* of a file */
    NEXT_BYTES = 64,
    MOMENT_BYTES = 64,
    HOUR_MS = 3600000,
};

struct cue {
    int64_t seq, from_ms, to_ms; /* `to`: 0 when nobody said */
    char *text;                  /* owned */
};

struct cues {
    int64_t zero_ms;
    struct cue *list; /* owned */
    size_t count, capacity, bytes;
    struct buffer next;
};

struct cues *cues_new(int64_t zero_ms)
{
    struct cues *cues = mem_new(sizeof *cues);
    cues->zero_ms = zero_ms;
    buffer_init(&cues->next, NEXT_BYTES);
    return cues;
}

void cues_free(struct cues **cues)
{
    struct cues *old = *cues;
    for (size_t i = 0; i < old->count; i++)
        mem_free(old->list[i].text);
    mem_free(old->list);
    buffer_done(&old->next);
    mem_free(old);
    *cues = NULL;
}

static int64_t member(const struct json *line, const char *key, int64_t otherwise)
{
    int64_t number = otherwise;
    json_get_int(line, key, &number);
    return number;
}

static enum err add(struct cues *cues, const struct json *line)
{
    struct slice text = {NULL, 0};
    if (!json_as_text(json_get(line, "text"), &text))
        return ERR_NONE;
    cues->bytes += text.len;
    if (cues->count >= BOUND_CAPTIONS || cues->bytes > TEXTS_BYTES)
        return ERR_LIMIT_EXCEEDED;
    if (cues->count == cues->capacity) {
        size_t more = cues->capacity ? 2 * cues->capacity : BOUND_CAPTIONS_PAGE;
        cues->list =
            mem_resize(cues->list, cues->capacity * sizeof *cues->list, more * sizeof *cues->list);
        cues->capacity = more;
    }
    cues->list[cues->count++] = (struct cue){
        .seq = part_seq(json_key(line)),
        .from_ms = member(line, "from", member(line, "at", 0)),
        .to_ms = member(line, "to", 0),
        .text = mem_text(text),
    };
    return ERR_NONE;
}

enum err cues_add(struct cues *cues, struct slice answer)
{
    struct json *json = NULL;
    enum err error = json_parse_large(answer, &json);
    if (error)
        return error;
    const struct json *lines = json_get(json, "lines"), *next = json_get(json, "next");
    for (const struct json *line = json_first(lines); !error && line; line = json_next(line))
        error = add(cues, line);
    buffer_clear(&cues->next);
    if (!error && next)
        json_print(next, &cues->next);
    json_free(&json);
    return error;
}

struct slice cues_next(const struct cues *cues)
{
    return cues->next.len > 0 ? buffer_slice(&cues->next) : (struct slice){NULL, 0};
}

/* ---- the file ----------------------------------------------------------------------------------
 */

static int by_time(const void *a, const void *b)
{
    const struct cue *first = a, *second = b;
    if (first->from_ms != second->from_ms)
        return first->from_ms < second->from_ms ? -1 : 1;
    return first->seq < second->seq ? -1 : first->seq > second->seq;
}

static int64_t end_of(const struct cues *cues, size_t i)
{
    const struct cue *cue = &cues->list[i];
    if (cue->to_ms > cue->from_ms)
        return cue->to_ms;
    int64_t end = cue->from_ms + SHOWN_MS;
    if (i + 1 < cues->count && cues->list[i + 1].from_ms < end)
        end = cues->list[i + 1].from_ms;
    return end < cue->from_ms + LEAST_MS ? cue->from_ms + LEAST_MS : end;
}

static void write_time(int64_t ms, struct buffer *out)
{
    buffer_addf(out, "%02" PRId64 ":%02d:%02d.%03d", ms / HOUR_MS, (int)(ms / 60000 % 60),
                (int)(ms / 1000 % 60), (int)(ms % 1000));
}

/* What would be read as a mark of the format is written as a reference. */
static void write_text(const char *text, struct buffer *out)
{
    for (const char *at = text; *at; at++) {
        if (*at == '&')
            buffer_add(out, SLICE("&amp;"));
        else if (*at == '<')
            buffer_add(out, SLICE("&lt;"));
        else if (*at == '>')
            buffer_add(out, SLICE("&gt;"));
        else
            buffer_add_byte(out, *at);
    }
}

static void write_cue(const struct cue *cue, int64_t from_ms, int64_t to_ms, struct buffer *out)
{
    buffer_addf(out, "%" PRId64 "\n", cue->seq);
    write_time(from_ms < 0 ? 0 : from_ms, out);
    buffer_add(out, SLICE(" --> "));
    write_time(to_ms, out);
    buffer_add_byte(out, '\n');
    write_text(cue->text, out);
    buffer_add(out, SLICE("\n\n"));
}

static void write_head(int64_t zero_ms, struct buffer *out)
{
    char moment[MOMENT_BYTES];
    time_t seconds = (time_t)(zero_ms / 1000);
    struct tm tm;
    buffer_add(out, SLICE("WEBVTT\n\n"));
    if (gmtime_r(&seconds, &tm) && strftime(moment, sizeof moment, "%Y-%m-%dT%H:%M:%S", &tm) > 0)
        buffer_addf(out, "NOTE 00:00:00.000 is %s.%03dZ\n\n", moment, (int)(zero_ms % 1000));
}

void cues_write(struct cues *cues, struct buffer *out)
{
    if (cues->count > 0)
        qsort(cues->list, cues->count, sizeof *cues->list, by_time);
    int64_t zero_ms = cues->zero_ms;
    if (!zero_ms && cues->count > 0)
        zero_ms = cues->list[0].from_ms;
    write_head(zero_ms, out);
    for (size_t i = 0; i < cues->count; i++) {
        int64_t to_ms = end_of(cues, i) - zero_ms;
        if (to_ms > 0)
            write_cue(&cues->list[i], cues->list[i].from_ms - zero_ms, to_ms, out);
    }
}
