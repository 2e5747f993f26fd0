/* SPDX-License-Identifier: Apache-2.0
 * Pages of credentials, in the order of their coming. */
#include "features/credential_query.h"

#include "base/bounds.h"
#include "core/gates.h"
#include "features/common_ask.h"
#include "features/common_get.h"
#include "features/common_page.h"

#define DAYS_MS(days) ((days)*INT64_C(86400000))
/* Within which one that ends is told of, and again. */
#define SOON_MS DAYS_MS(90)
#define NEAR_MS DAYS_MS(30)

static void write_word(struct writer *out, const char *key, const char *word)
{
    if (word)
        writer_text(out, key, slice_of(word));
}

/* What the certificate says. */
static void write_certified(const struct credential *one, const struct gate_person *person,
                            struct writer *out)
{
    writer_text(out, "name", person->name);
    writer_text(out, "kind", slice_of(one->kind));
    write_word(out, "reference", one->reference);
    if (one->title)
        writer_raw(out, "title", slice_of(one->title));
    write_word(out, "of", one->of);
    writer_int(out, "issued", one->issued_ms);
    if (one->until_ms)
        writer_int(out, "until", one->until_ms);
    writer_text(out, "state", slice_of(credential_states[one->state]));
}

static void write_credential(const struct credential *one, const struct room *room,
                             struct writer *out)
{
    struct gate_person person;
    (void)gates_person(room, slice_of(one->person), &person);
    writer_int(out, "credential", one->seq);
    writer_text(out, "person", slice_of(one->person));
    write_certified(one, &person, out);
    write_word(out, "why", one->why);
}

struct question {
    struct slice person, kind;
    int state;         /* -1: any */
    int64_t before_ms; /* that lapse before; 0: whenever */
    struct common_page page;
};

static enum err read_question(const struct json *data, struct question *out)
{
    *out = (struct question){.state = -1};
    enum err error = common_ask_text(data, "person", &out->person);
    if (!error)
        error = common_ask_text(data, "kind", &out->kind);
    if (!error)
        error = common_ask_choice(data, "state", credential_states, &out->state);
    if (!error)
        error = common_ask_limit(data, "before", INT64_MAX, &out->before_ms);
    return error ? error : common_page_read(data, BOUND_CREDENTIALS_PAGE, &out->page);
}

static bool may_see(const struct credential *one, const struct scene *scene)
{
    return scene->role & (ROLE_ACADEMY_ORGANISER | ROLE_SYSTEM) ||
           slice_is(scene->person, one->person);
}

static bool fits(const struct credential *one, const struct question *question,
                 const struct scene *scene)
{
    return may_see(one, scene) &&
           (!question->person.at || slice_is(question->person, one->person)) &&
           (!question->kind.at || slice_is(question->kind, one->kind)) &&
           (question->state < 0 || one->state == (enum credential_state)question->state) &&
           (!question->before_ms || (one->until_ms && one->until_ms < question->before_ms));
}

enum err credential_list(const void *state, const struct json *data, const struct scene *scene,
                         struct writer *out)
{
    const struct credentials *credentials = state;
    struct question question;
    struct map_at at = {0};
    enum err error = read_question(data, &question);
    if (error)
        return error;
    writer_array(out, "credentials");
    while (!question.page.more && map_next(credentials->all, &at)) {
        const struct credential *one = at.value;
        if (!fits(one, &question, scene) || !common_page_takes(&question.page, one->seq))
            continue;
        writer_object(out, NULL);
        write_credential(one, scene->room, out);
        writer_end(out);
    }
    writer_end(out);
    common_page_end(&question.page, out);
    return ERR_NONE;
}

/* The credential that is asked for; NULL: none. */
static const struct credential *asked(const void *state, const struct json *data)
{
    int64_t seq = 0;
    return json_get_int(data, "credential", &seq) ? credentials_find(state, seq) : NULL;
}

enum err credential_get(const void *state, const struct json *data, const struct scene *scene,
                        struct writer *out)
{
    const struct credential *one = asked(state, data);
    if (!common_has(data, "credential"))
        return ERR_BAD_REQUEST;
    if (!one || !may_see(one, scene))
        return ERR_NOT_FOUND;
    write_credential(one, scene->room, out);
    return ERR_NONE;
}

enum err credential_verify(const void *state, const struct json *data, const struct scene *scene,
                           struct writer *out)
{
    const struct credential *one = asked(state, data);
    struct gate_person person;
    if (!common_has(data, "credential"))
        return ERR_BAD_REQUEST;
    if (!one || !gates_person(scene->room, slice_of(one->person), &person) || person.erased)
        return ERR_NOT_FOUND;
    write_certified(one, &person, out);
    return ERR_NONE;
}

void credential_tasks(const void *state, const struct room *room, int64_t now_ms,
                      struct writer *out)
{
    const struct credentials *credentials = state;
    struct map_at at = {0};
    size_t count = 0;
    writer_array(out, "credentials");
    while (count < BOUND_TASKS && map_next(credentials->all, &at)) {
        const struct credential *one = at.value;
        bool ends = one->until_ms && one->until_ms < now_ms + SOON_MS;
        if (one->state == CREDENTIAL_WITHDRAWN || !ends)
            continue;
        writer_object(out, NULL);
        write_credential(one, room, out);
        writer_end(out);
        count++;
    }
    writer_end(out);
}

/* Whoever gets one that ends sooner is told when it is near. */
void credential_lapses(const void *state, int64_t now_ms, lapse_fn *fn, void *context)
{
    const struct credentials *credentials = state;
    struct map_at at = {0};
    while (map_next(credentials->all, &at)) {
        const struct credential *one = at.value;
        int64_t left_ms = one->until_ms - now_ms;
        if (one->state != CREDENTIAL_VALID || !one->until_ms || left_ms > SOON_MS || left_ms <= 0)
            continue;
        fn(context,
           &(struct lapse){one->seq, slice_of(one->person), slice_of(one->kind),
                           one->title ? slice_of(one->title) : (struct slice){NULL, 0},
                           one->until_ms, one->until_ms - (left_ms > NEAR_MS ? SOON_MS : NEAR_MS)});
    }
}

/* One of somebody else's that ends soon: when that began to be so, or that it is near. False: it is
 * none. */
static bool lapses_of_other(const struct credential *one, const struct news_ask *ask,
                            int64_t *at_ms)
{
    struct gate_person person;
    int64_t left_ms = one->until_ms - ask->now_ms;
    *at_ms = one->until_ms - (left_ms <= NEAR_MS ? NEAR_MS : SOON_MS);
    return one->state == CREDENTIAL_VALID && one->until_ms && left_ms > 0 && left_ms <= SOON_MS &&
           !slice_is(ask->scene->person, one->person) &&
           gates_person(ask->scene->room, slice_of(one->person), &person) && !person.erased;
}

/* Organisers are told how many of others' end, as of the last that came to it, and when the first
 * does. */
static void news_of_others(const struct credentials *credentials, const struct news_ask *ask,
                           struct news_out *out)
{
    struct news_item item = {.kind = "lapsing", .urgency = NEWS_LOW};
    struct gate_person person;
    struct map_at at = {0};
    if (!gates_person(ask->scene->room, ask->scene->person, &person) ||
        !(person.roles & ROLE_ACADEMY_ORGANISER))
        return;
    while (map_next(credentials->all, &at)) {
        const struct credential *one = at.value;
        int64_t at_ms;
        if (!lapses_of_other(one, ask, &at_ms))
            continue;
        item.count++;
        if (at_ms > item.at_ms) {
            item.at_ms = at_ms;
            item.thing = one->seq;
            item.step = one->until_ms - at_ms == NEAR_MS ? 2 : 1;
        }
        if (!item.start_ms || one->until_ms < item.start_ms)
            item.start_ms = one->until_ms;
    }
    if (item.count > 0)
        out->add(out->context, &item);
}

/* It stands until it is renewed, or for a month after its end. */
static void news_each(const void *state, const struct news_ask *ask, struct news_out *out)
{
    const struct credentials *credentials = state;
    const struct credential *one = map_find(credentials->people, ask->scene->person);
    for (; out->add && one; one = one->next) {
        int64_t left_ms = one->until_ms - ask->now_ms;
        if (one->state == CREDENTIAL_WITHDRAWN || !one->until_ms || left_ms > SOON_MS ||
            left_ms < -NEAR_MS)
            continue;
        bool near = left_ms <= NEAR_MS;
        out->add(out->context,
                 &(struct news_item){.kind = "credential",
                                     .thing = one->seq,
                                     .step = left_ms <= 0 ? 3
                                             : near       ? 2
                                                          : 1,
                                     .title = slice_of(one->title),
                                     .at_ms = one->until_ms - (near ? NEAR_MS : SOON_MS),
                                     .start_ms = one->until_ms,
                                     .urgency = near ? NEWS_MIDDLE : NEWS_LOW});
    }
    if (out->add)
        news_of_others(credentials, ask, out);
}

const struct news credential_news = {.each = news_each};
