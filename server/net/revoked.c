/* SPDX-License-Identifier: Apache-2.0
 * Two maps: of the marks of `jti`, and of persons with the time before which nothing of theirs
 * holds. */
#include "net/revoked.h"

#include "base/map.h"
#include "base/mem.h"
#include "base/text.h"

enum { DIGITS_MAX = 15 }; /* of a time: far beyond any, far below an overflow */

struct revoked {
    struct map *ids;     /* token_mark.jti → this struct: a set */
    struct map *persons; /* id → struct before, owned */
};

struct before {
    int64_t time_s; /* INT64_MAX: always */
};

static size_t lines_count(struct slice text)
{
    size_t lines = 1;
    for (size_t i = 0; i < text.len; i++)
        lines += text.at[i] == '\n';
    return lines;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static struct slice trim(struct slice text)
{
    while (text.len > 0 && is_space(text.at[text.len - 1]))
        text.len--;
    while (text.len > 0 && is_space(text.at[0]))
        text = (struct slice){text.at + 1, text.len - 1};
    return text;
}

/* The first word of *rest, which goes on after it. */
static struct slice word_take(struct slice *rest)
{
    size_t len = 0;
    *rest = trim(*rest);
    while (len < rest->len && !is_space(rest->at[len]))
        len++;
    struct slice word = {rest->at, len};
    *rest = trim((struct slice){rest->at + len, rest->len - len});
    return word;
}

static bool number_read(struct slice text, int64_t *number)
{
    *number = 0;
    if (text.len == 0 || text.len > DIGITS_MAX)
        return false;
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] < '0' || text.at[i] > '9')
            return false;
        *number = *number * 10 + (text.at[i] - '0');
    }
    return true;
}

static bool id_add(struct revoked *revoked, struct slice id)
{
    struct token_mark mark = {0};
    if (id.len == 0)
        return false;
    token_mark_jti(&mark, id);
    (void)map_put(revoked->ids, (struct slice){(const char *)mark.jti, sizeof mark.jti}, revoked);
    return true;
}

/* The latest time counts where a person is named several times. */
static bool person_add(struct revoked *revoked, struct slice rest)
{
    int64_t time_s = INT64_MAX;
    struct slice id = word_take(&rest);
    if (!text_is_id(id))
        return false;
    if (rest.len > 0 && !(slice_is(word_take(&rest), "before") && number_read(rest, &time_s)))
        return false;
    struct before *before = map_find(revoked->persons, id);
    if (!before) {
        before = mem_new(sizeof *before);
        (void)map_put(revoked->persons, id, before);
    }
    if (time_s > before->time_s)
        before->time_s = time_s;
    return true;
}

static bool line_add(struct revoked *revoked, struct slice line)
{
    line = trim(line);
    if (line.len == 0 || line.at[0] == '#')
        return true;
    struct slice what = word_take(&line);
    if (slice_is(what, "jti"))
        return id_add(revoked, line);
    return slice_is(what, "sub") && person_add(revoked, line);
}

struct revoked *revoked_read(struct slice text, char *why, size_t why_bytes)
{
    if (text.len > REVOKED_BYTES) {
        snprintf(why, why_bytes, "it is longer than %d bytes", REVOKED_BYTES);
        return NULL;
    }
    size_t lines = lines_count(text), line = 0;
    struct revoked *revoked = mem_new(sizeof *revoked);
    revoked->ids = map_new(lines);
    revoked->persons = map_new(lines);
    while (text.len > 0) {
        const char *end = memchr(text.at, '\n', text.len);
        size_t len = end ? (size_t)(end - text.at) : text.len;
        line++;
        if (!line_add(revoked, (struct slice){text.at, len})) {
            snprintf(why, why_bytes,
                     "line %zu is none of \"jti ID\", \"sub ID\", \"sub ID before TIME\"", line);
            revoked_free(&revoked);
            return NULL;
        }
        len += end != NULL;
        text = (struct slice){text.at + len, text.len - len};
    }
    return revoked;
}

void revoked_free(struct revoked **revoked)
{
    if (!*revoked)
        return;
    map_free(&(*revoked)->ids, NULL);
    map_free(&(*revoked)->persons, mem_free);
    mem_free(*revoked);
    *revoked = NULL;
}

bool revoked_holds(const struct revoked *revoked, struct slice id, const struct token_mark *mark)
{
    const struct before *before = map_find(revoked->persons, id);
    if (before && mark->iat_s < before->time_s)
        return true;
    return map_find(revoked->ids, (struct slice){(const char *)mark->jti, sizeof mark->jti});
}

size_t revoked_count(const struct revoked *revoked)
{
    return map_count(revoked->ids) + map_count(revoked->persons);
}
