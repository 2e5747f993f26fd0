/* SPDX-License-Identifier: Apache-2.0
 * Requests for access. */
#include "features/access_state.h"

#include "base/bounds.h"
#include "base/mem.h"
#include "base/token_person.h"
#include "base/unused.h"
#include "features/common_author.h"
#include "features/common_count.h"
#include "features/common_get.h"

const char *const access_steps[] = {"asked",   "confirmed", "endorsed", "approved",
                                    "refused", "expired",   "linked",   NULL};

enum { REQUESTS_MAX = BOUND_ACCESS_OPEN + BOUND_ACCESS_ENDED };

void *access_new(const struct room *room)
{
    struct access *access = mem_new(sizeof *access);
    UNUSED(room);
    access->requests = map_new(REQUESTS_MAX + 1);
    access->by_status = map_new(REQUESTS_MAX + 1);
    access->by_identity = map_new(REQUESTS_MAX + 1);
    access->addresses = map_new(BOUND_ACCESS_OPEN);
    access->networks = map_new(BOUND_ACCESS_OPEN);
    access->askers = map_new(BOUND_ACCESS_OPEN);
    return access;
}

static void wipe(struct access_request *request)
{
    char **const words[] = {&request->name,   &request->mail,     &request->agency,
                            &request->reason, &request->language, &request->why};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        common_wipe(words[i]);
        *words[i] = mem_text(SLICE(""));
    }
}

static void request_free(void *value)
{
    struct access_request *request = value;
    wipe(request);
    mem_free(request->name);
    mem_free(request->mail);
    mem_free(request->agency);
    mem_free(request->reason);
    mem_free(request->language);
    mem_free(request->why);
    mem_free(request->status);
    mem_free(request->address);
    mem_free(request->network);
    mem_free(request->identity);
    for (size_t i = 0; i < ACCESS_STEPS; i++)
        mem_free(request->done[i].by);
    mem_free(request);
}

void access_free(void *state)
{
    struct access *access = state;
    map_free(&access->by_status, NULL);
    map_free(&access->by_identity, NULL);
    map_free(&access->addresses, NULL);
    map_free(&access->networks, NULL);
    map_free(&access->askers, NULL);
    map_free(&access->requests, request_free);
    mem_free(access);
}

struct access_request *access_find(const struct access *access, int64_t seq)
{
    return map_find(access->requests, slice_of_seq(&seq));
}

struct access_request *access_find_identity(const struct access *access, struct slice identity)
{
    char print[BOUND_ID_BYTES + 1];
    if (!identity.at || map_count(access->by_identity) == 0)
        return NULL;
    token_person_print(identity, print);
    return map_find(access->by_identity, slice_of(print));
}

/* As the one that is found by its identity, or no more. */
static void set_identity(struct access *access, struct access_request *request, bool found)
{
    char print[BOUND_ID_BYTES + 1];
    if (!request->identity)
        return;
    token_person_print(slice_of(request->identity), print);
    if (found)
        map_put(access->by_identity, slice_of(print), request);
    else if (map_find(access->by_identity, slice_of(print)) == request)
        map_take(access->by_identity, slice_of(print));
}

bool access_is_open(const struct access_request *request)
{
    return request->step < ACCESS_APPROVED;
}

static char *copy_or_null(const struct json *data, const char *key)
{
    return common_has(data, key) ? mem_text(common_get_text(data, key)) : NULL;
}

static void done_set(struct access_request *request, const struct entry *entry,
                     enum access_step step)
{
    request->step = step;
    request->done[step].at_ms = entry->at_ms;
    mem_free(request->done[step].by);
    request->done[step].by = mem_text(entry->by);
}

/* Who asked for another person is counted in place of the address. */
static bool is_for_other(const struct access_request *request)
{
    return !slice_is(ENTRY_SYSTEM, request->done[ACCESS_ASKED].by);
}

/* Counts it as open, or no longer. */
static void count(struct access *access, const struct access_request *request,
                  void (*one)(struct map *counts, struct slice key))
{
    if (request->address)
        one(access->addresses, slice_of(request->address));
    if (request->network)
        one(access->networks, slice_of(request->network));
    if (is_for_other(request))
        one(access->askers, slice_of(request->done[ACCESS_ASKED].by));
}

static bool waits(const struct access_request *request)
{
    return request->step == ACCESS_CONFIRMED || request->step == ACCESS_ENDORSED;
}

void access_add(struct access *access, const struct entry *entry, enum access_step step)
{
    const struct json *data = entry->data;
    struct access_request *request = mem_new(sizeof *request);
    struct slice country = common_get_text(data, "country");
    request->seq = entry->seq;
    memcpy(request->country, country.len == 2 ? country.at : ACCESS_NOWHERE, 2);
    request->status = copy_or_null(data, "status");
    request->address = copy_or_null(data, "address");
    request->network = copy_or_null(data, "network");
    request->identity = copy_or_null(data, "identity");
    request->name = mem_text(common_get_text(data, "name"));
    request->mail = mem_text(common_get_text(data, "mail"));
    request->agency = mem_text(common_get_text(data, "agency"));
    request->reason = mem_text(common_get_text(data, "reason"));
    request->language = mem_text(common_get_text(data, "language"));
    request->why = mem_text(SLICE(""));
    done_set(request, entry, ACCESS_ASKED);
    if (step != ACCESS_ASKED)
        done_set(request, entry, step);
    map_put(access->requests, slice_of_seq(&request->seq), request);
    if (request->status)
        map_put(access->by_status, slice_of(request->status), request);
    set_identity(access, request, true);
    access->open++;
    access->waiting += waits(request);
    count(access, request, common_count_up);
}

/* The oldest that has ended leaves when there are too many of them, but for the last to end. */
static void leave(struct access *access, const struct access_request *last)
{
    struct map_at at = {0};
    if (map_count(access->requests) - access->open <= BOUND_ACCESS_ENDED)
        return;
    while (map_next(access->requests, &at)) {
        struct access_request *request = at.value;
        if (access_is_open(request) || request == last)
            continue;
        map_take(access->requests, slice_of_seq(&request->seq));
        if (request->status)
            map_take(access->by_status, slice_of(request->status));
        set_identity(access, request, false);
        request_free(request);
        return;
    }
}

void access_go(struct access *access, const struct entry *entry, struct access_request *request,
               enum access_step step)
{
    struct slice why = common_get_text(entry->data, "why");
    access->waiting -= waits(request);
    done_set(request, entry, step);
    access->waiting += waits(request);
    if (why.at) {
        common_wipe(&request->why);
        request->why = mem_text(why);
        request->why_seq = entry->seq;
    }
    if (access_is_open(request))
        return;
    request->ended_seq = entry->seq;
    access->open--;
    count(access, request, common_count_down);
    leave(access, request);
}

const struct access_request *access_unconfirmed(const struct access *access)
{
    struct map_at at = {0};
    while (map_next(access->requests, &at))
        if (((const struct access_request *)at.value)->step == ACCESS_ASKED)
            return at.value;
    return NULL;
}

bool access_forget(void *state, int64_t seq)
{
    struct access *access = state;
    struct access_request *request = access_find(access, seq);
    struct map_at at = {0};
    if (request)
        wipe(request);
    while (!request && map_next(access->requests, &at)) {
        request = at.value;
        if (request->why_seq == seq) {
            common_wipe(&request->why);
            request->why = mem_text(SLICE(""));
        }
        request = NULL;
    }
    return false;
}
