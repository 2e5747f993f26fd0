/* SPDX-License-Identifier: Apache-2.0
 * Pages of requests, the oldest first. */
#include "features/access_query.h"

#include "base/bounds.h"
#include "base/unused.h"
#include "core/gates.h"
#include "features/common_ask.h"
#include "features/common_page.h"

static void write_word(struct writer *out, const char *key, const char *word)
{
    if (word[0])
        writer_text(out, key, slice_of(word));
}

/* The steps it has come to, in their order; `by` is for those who decide. */
static void write_steps(const struct access_request *request, bool by, struct writer *out)
{
    writer_array(out, "steps");
    for (size_t i = 0; i < ACCESS_STEPS; i++) {
        if (!request->done[i].by)
            continue;
        writer_object(out, NULL);
        writer_text(out, "step", slice_of(access_steps[i]));
        writer_int(out, "at", request->done[i].at_ms);
        if (by)
            writer_text(out, "by", slice_of(request->done[i].by));
        writer_end(out);
    }
    writer_end(out);
}

static void write_request(const struct access_request *request, const struct scene *scene,
                          struct writer *out)
{
    struct slice known = {NULL, 0};
    writer_object(out, NULL);
    writer_int(out, "request", request->seq);
    writer_text(out, "state", slice_of(access_steps[request->step]));
    write_word(out, "name", request->name);
    write_word(out, "mail", request->mail);
    writer_text(out, "country", slice_of(request->country));
    if (request->identity)
        writer_text(out, "identity", slice_of(request->identity));
    write_word(out, "agency", request->agency);
    write_word(out, "reason", request->reason);
    write_word(out, "language", request->language);
    write_word(out, "why", request->why);
    write_steps(request, true, out);
    if (request->mail[0] && access_is_open(request))
        known = gates_mail(scene->room, slice_of(request->mail));
    if (known.at)
        writer_text(out, "known", known);
    writer_end(out);
}

struct question {
    struct slice country;
    int step; /* -1: any that is open */
    struct common_page page;
};

static enum err read_question(const struct json *data, struct question *out)
{
    *out = (struct question){.step = -1};
    enum err error = common_ask_text(data, "country", &out->country);
    if (!error)
        error = common_ask_choice(data, "state", access_steps, &out->step);
    return error ? error : common_page_read(data, BOUND_ACCESS_PAGE, &out->page);
}

static bool fits(const struct access_request *request, const struct question *question,
                 const struct scene *scene)
{
    bool asked = question->step < 0 ? access_is_open(request)
                                    : request->step == (enum access_step)question->step;
    return asked && (!question->country.at || slice_is(question->country, request->country)) &&
           (scene->role == ROLE_SYSTEM ||
            gates_coordinates(scene->room, scene->person, slice_of(request->country)));
}

enum err access_list(const void *state, const struct json *data, const struct scene *scene,
                     struct writer *out)
{
    const struct access *access = state;
    struct question question;
    struct map_at at = {0};
    enum err error = read_question(data, &question);
    if (error)
        return error;
    writer_array(out, "requests");
    while (!question.page.more && map_next(access->requests, &at)) {
        const struct access_request *request = at.value;
        if (fits(request, &question, scene) && common_page_takes(&question.page, request->seq))
            write_request(request, scene, out);
    }
    writer_end(out);
    common_page_end(&question.page, out);
    return ERR_NONE;
}

enum err access_status(const void *state, const struct json *data, const struct scene *scene,
                       struct writer *out)
{
    const struct access *access = state;
    struct slice status;
    UNUSED(scene);
    if (!json_get_text(data, "status", &status))
        return ERR_BAD_REQUEST;
    const struct access_request *request = map_find(access->by_status, status);
    if (!request)
        return ERR_NOT_FOUND;
    writer_text(out, "state", slice_of(access_steps[request->step]));
    writer_text(out, "country", slice_of(request->country));
    write_word(out, "language", request->language);
    write_word(out, "why", request->why);
    write_steps(request, false, out);
    return ERR_NONE;
}

enum err access_found(const void *state, const struct json *data, const struct scene *scene,
                      struct writer *out)
{
    const struct access *access = state;
    struct slice status;
    UNUSED(scene);
    if (!json_get_text(data, "status", &status))
        return ERR_BAD_REQUEST;
    const struct access_request *request = map_find(access->by_status, status);
    if (!request)
        return ERR_NOT_FOUND;
    writer_int(out, "request", request->seq);
    writer_text(out, "state", slice_of(access_steps[request->step]));
    writer_text(out, "country", slice_of(request->country));
    write_word(out, "mail", request->mail);
    write_word(out, "language", request->language);
    return ERR_NONE;
}

void access_tasks(const void *state, const struct room *room, int64_t now_ms, struct writer *out)
{
    const struct access *access = state;
    const struct access_request *oldest = NULL;
    struct map_at at = {0};
    UNUSED(room);
    UNUSED(now_ms);
    while (!oldest && map_next(access->requests, &at)) {
        const struct access_request *request = at.value;
        if (request->step == ACCESS_CONFIRMED || request->step == ACCESS_ENDORSED)
            oldest = request;
    }
    writer_object(out, "requests");
    writer_int(out, "count", (int64_t)access->waiting);
    if (oldest) {
        writer_int(out, "oldest", oldest->seq);
        writer_int(out, "since", oldest->done[oldest->step].at_ms);
    }
    writer_end(out);
}
