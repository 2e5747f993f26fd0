/* SPDX-License-Identifier: Apache-2.0
 * Counted anew each time, over the requests that are remembered. */
#include "features/access_figures.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/unused.h"
#include "features/access_state.h"

static int by_size(const void *a, const void *b)
{
    int64_t one = *(const int64_t *)a, other = *(const int64_t *)b;
    return (one > other) - (one < other);
}

/* How long it took, of the requests that are remembered, from one step to the next that was taken:
 * the median. Nothing where none was. */
static void write_median(const struct access *access, enum access_step step, struct writer *out)
{
    int64_t *took = mem_new((map_count(access->requests) + 1) * sizeof *took);
    size_t count = 0;
    struct map_at at = {0};
    while (map_next(access->requests, &at)) {
        const struct access_request *request = at.value;
        int before = (int)step - 1;
        while (before >= 0 && !request->done[before].by)
            before--;
        if (request->done[step].by && before >= 0)
            took[count++] = request->done[step].at_ms - request->done[before].at_ms;
    }
    qsort(took, count, sizeof *took, by_size);
    if (count > 0)
        writer_int(out, access_steps[step], took[count / 2]);
    mem_free(took);
}

static void write_waiting(const struct access *access, enum access_step step, struct writer *out)
{
    struct map_at at = {0};
    int64_t count = 0, since_ms = 0;
    const struct access_request *oldest = NULL;
    while (map_next(access->requests, &at)) {
        const struct access_request *request = at.value;
        if (request->step != step)
            continue;
        count++;
        if (!oldest || request->done[step].at_ms < since_ms) {
            oldest = request;
            since_ms = request->done[step].at_ms;
        }
    }
    writer_object(out, access_steps[step]);
    writer_int(out, "count", count);
    if (oldest) {
        writer_int(out, "oldest", oldest->seq);
        writer_int(out, "since", since_ms);
        writer_text(out, "country", slice_of(oldest->country));
    }
    writer_end(out);
}

/* ---- by country --------------------------------------------------------------------------------
 */

/* When it was asked for: the first step that it came to. */
static int64_t asked_ms(const struct access_request *request)
{
    size_t step = 0;
    while (step < ACCESS_STEPS - 1 && !request->done[step].by)
        step++;
    return request->done[step].at_ms;
}

/* -1: it was not decided. */
static int64_t decided_after(const struct access_request *request)
{
    if (access_is_open(request) || request->step == ACCESS_EXPIRED)
        return -1;
    return request->done[request->step].at_ms - asked_ms(request);
}

/* By country, the oldest of each first. */
static int by_country(const void *a, const void *b)
{
    const struct access_request *one = *(const struct access_request *const *)a;
    const struct access_request *other = *(const struct access_request *const *)b;
    int order = strcmp(one->country, other->country);
    return order ? order : (one->seq > other->seq) - (one->seq < other->seq);
}

/* Of the requests of one country; `took` has room for as many. */
static void write_country(const struct access_request *const *requests, size_t count, int64_t *took,
                          struct writer *out)
{
    const struct access_request *oldest = NULL;
    int64_t waiting = 0;
    size_t decided = 0;
    for (size_t i = 0; i < count; i++) {
        const struct access_request *request = requests[i];
        int64_t after = decided_after(request);
        if (after >= 0)
            took[decided++] = after;
        if (request->step != ACCESS_CONFIRMED && request->step != ACCESS_ENDORSED)
            continue;
        waiting++;
        oldest = oldest ? oldest : request;
    }
    qsort(took, decided, sizeof *took, by_size);
    writer_object(out, requests[0]->country);
    writer_int(out, "count", waiting);
    if (oldest) {
        writer_int(out, "oldest", oldest->seq);
        writer_int(out, "since", asked_ms(oldest));
    }
    if (decided > 0)
        writer_int(out, "median", took[decided / 2]);
    writer_end(out);
}

static void write_countries(const struct access *access, struct writer *out)
{
    size_t count = 0, all = map_count(access->requests), end;
    const struct access_request **requests = mem_new((all + 1) * sizeof(void *));
    int64_t *took = mem_new((all + 1) * sizeof *took);
    struct map_at at = {0};
    while (map_next(access->requests, &at))
        requests[count++] = at.value;
    qsort(requests, count, sizeof *requests, by_country);
    for (size_t from = 0; from < count; from = end) {
        for (end = from + 1;
             end < count && strcmp(requests[end]->country, requests[from]->country) == 0;)
            end++;
        write_country(&requests[from], end - from, took, out);
    }
    mem_free(took);
    mem_free(requests);
}

enum err access_figures(const void *state, const struct json *data, const struct scene *scene,
                        struct writer *out)
{
    const struct access *access = state;
    UNUSED(data);
    UNUSED(scene);
    writer_object(out, "waiting");
    for (enum access_step step = ACCESS_ASKED; step <= ACCESS_ENDORSED; step++)
        write_waiting(access, step, out);
    writer_end(out);
    writer_object(out, "median");
    for (enum access_step step = ACCESS_CONFIRMED; step <= ACCESS_APPROVED; step++)
        write_median(access, step, out);
    writer_end(out);
    writer_object(out, "countries");
    write_countries(access, out);
    writer_end(out);
    return ERR_NONE;
}
