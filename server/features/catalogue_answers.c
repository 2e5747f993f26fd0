/* SPDX-License-Identifier: Apache-2.0
 * Pages of answers. */
#include "features/catalogue_answers.h"

#include "base/mem.h"
#include "core/gates.h"
#include "features/common_ask.h"
#include "features/common_get.h"
#include "features/listing_who.h"

struct question {
    const struct listing *listing;
    int64_t after, limit;
};

static enum err read_question(const void *state, const struct json *data, const struct scene *scene,
                              struct question *out)
{
    struct slice of;
    *out = (struct question){.limit = BOUND_ROOMS_PAGE};
    if (!json_get_text(data, "of", &of))
        return ERR_BAD_REQUEST;
    out->listing = catalogue_find(state, of);
    if (!out->listing || !listing_shows(out->listing, scene))
        return ERR_NOT_FOUND;
    if (!listing_edits(out->listing, scene))
        return ERR_PERMISSION_DENIED;
    enum err error = common_ask_limit(data, "after", INT64_MAX, &out->after);
    return error ? error : common_ask_limit(data, "limit", BOUND_ROOMS_PAGE, &out->limit);
}

/* The next who has registered after `after`. */
static const struct registered *next(const struct question *question, struct map_at *at)
{
    const struct map *people = question->listing->registration.people;
    while (people && map_next(people, at)) {
        const struct registered *registered = at->value;
        if (registered->seq > question->after)
            return registered;
    }
    return NULL;
}

size_t catalogue_answers_needs(const void *state, const struct json *data,
                               const struct scene *scene, int64_t *seqs, size_t max)
{
    struct question question;
    struct map_at at = {0};
    size_t count = 0;
    if (read_question(state, data, scene, &question))
        return 0;
    if ((int64_t)max > question.limit)
        max = (size_t)question.limit;
    for (const struct registered *one; count < max && (one = next(&question, &at));)
        seqs[count++] = one->seq;
    return count;
}

static void write_answers(struct slice person, const struct registered *registered,
                          const struct scene *scene, struct writer *out)
{
    struct gate_person known;
    const struct entry *entry =
        scene->bodies ? scene->bodies->find(scene->bodies->context, registered->seq) : NULL;
    char *answers = entry ? common_copy_json(entry->data, "answers") : NULL;
    (void)gates_person(scene->room, person, &known);
    writer_object(out, NULL);
    writer_text(out, "person", person);
    writer_text(out, "name", known.name);
    if (known.country[0])
        writer_text(out, "country", slice_of(known.country));
    writer_int(out, "at", registered->at_ms);
    writer_raw(out, "answers", answers ? slice_of(answers) : SLICE("{}"));
    writer_end(out);
    mem_free(answers);
}

enum err catalogue_answers(const void *state, const struct json *data, const struct scene *scene,
                           struct writer *out)
{
    struct question question;
    struct map_at at = {0};
    int64_t last = 0;
    enum err error = read_question(state, data, scene, &question);
    if (error)
        return error;
    const struct registered *one = next(&question, &at);
    writer_array(out, "people");
    for (int64_t count = 0; one && count < question.limit; count++) {
        write_answers(at.key, one, scene, out);
        last = one->seq;
        one = next(&question, &at);
    }
    writer_end(out);
    if (one)
        writer_int(out, "next", last);
    return ERR_NONE;
}
