/* SPDX-License-Identifier: Apache-2.0
 * The entries are those that somebody's erasure takes the words of: the fold has their seqs. */
#include "features/directory_history.h"

#include "base/unused.h"
#include "features/common_ask.h"

struct question {
    const struct profile *person;
    size_t from, count; /* in person->words: the page goes back from before `from` */
};

static enum err read_question(const void *state, const struct json *data, struct question *out)
{
    struct slice id;
    int64_t before = INT64_MAX, limit = BOUND_HISTORY_PAGE;
    if (!json_get_text(data, "person", &id))
        return ERR_BAD_REQUEST;
    enum err error = common_ask_limit(data, "before", INT64_MAX, &before);
    if (!error)
        error = common_ask_limit(data, "limit", BOUND_HISTORY_PAGE, &limit);
    if (error)
        return error;
    const struct profile *person = directory_find(state, id);
    if (!person)
        return ERR_NOT_FOUND;
    *out = (struct question){.person = person, .from = person->words_count};
    while (out->from > 0 && person->words[out->from - 1] >= before)
        out->from--;
    out->count = out->from < (size_t)limit ? out->from : (size_t)limit;
    return ERR_NONE;
}

size_t directory_history_needs(const void *state, const struct json *data,
                               const struct scene *scene, int64_t *seqs, size_t max)
{
    struct question question;
    UNUSED(scene);
    if (read_question(state, data, &question))
        return 0;
    size_t count = question.count < max ? question.count : max;
    for (size_t i = 0; i < count; i++)
        seqs[i] = question.person->words[question.from - 1 - i];
    return count;
}

static void write_entry(const struct entry *entry, struct writer *out)
{
    writer_object(out, NULL);
    writer_int(out, "seq", entry->seq);
    writer_int(out, "at", entry->at_ms);
    writer_text(out, "by", entry->by);
    if (entry->name.len > 0)
        writer_text(out, "name", entry->name);
    writer_text(out, "type", entry->type);
    writer_raw(out, "data", entry->text);
    if (entry->erased)
        writer_bool(out, "erased", true);
    writer_end(out);
}

enum err directory_history(const void *state, const struct json *data, const struct scene *scene,
                           struct writer *out)
{
    struct question question;
    enum err error = read_question(state, data, &question);
    if (error)
        return error;
    const int64_t *words = question.person->words;
    size_t end = question.from - question.count;
    writer_array(out, "entries");
    for (size_t i = question.from; i > end; i--) {
        const struct bodies *bodies = scene->bodies;
        const struct entry *entry = bodies ? bodies->find(bodies->context, words[i - 1]) : NULL;
        if (entry)
            write_entry(entry, out);
    }
    writer_end(out);
    if (end > 0)
        writer_int(out, "next", words[end]);
    return ERR_NONE;
}
