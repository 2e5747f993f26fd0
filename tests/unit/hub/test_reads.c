/* SPDX-License-Identifier: Apache-2.0
 * Queries that read: what they need comes from the journal before they are answered, within what a
 * person may read at a time. */
#include "unit/hub/help_hub.h"

#include "bus/bus.h"
#include "core/erasure.h"

/* Words that the fold does not keep. */
static enum role anybody(const void *state, const struct room *room, struct slice person,
                         enum role before)
{
    return ROLE_PARTICIPANT;
}

static enum err say_read(const struct json *data, struct writer *out)
{
    struct slice text;
    if (!json_get_text(data, "text", &text))
        return ERR_BAD_REQUEST;
    writer_text(out, "text", text);
    return ERR_NONE;
}

static size_t last_needs(const void *state, const struct json *data, const struct scene *scene,
                         int64_t *seqs, size_t max)
{
    int64_t count = 0, seq = room_seq(scene->room);
    (void)json_get_int(data, "count", &count);
    size_t needed = 0;
    for (; count > 0 && seq > 0 && needed < max; count--)
        seqs[needed++] = seq--;
    return needed;
}

static enum err last_answer(const void *state, const struct json *data, const struct scene *scene,
                            struct writer *out)
{
    writer_object(out, "texts");
    for (int64_t seq = 1; scene->bodies && seq <= room_seq(scene->room); seq++) {
        const struct entry *entry = scene->bodies->find(scene->bodies->context, seq);
        struct slice text;
        char key[24];
        snprintf(key, sizeof key, "%lld", (long long)seq);
        if (entry && json_get_text(entry->data, "text", &text))
            writer_text(out, key, text);
    }
    writer_end(out);
    return ERR_NONE;
}

/* As if the last word came while an older one is read. */
static unsigned asked_newest;

static size_t newest_needs(const void *state, const struct json *data, const struct scene *scene,
                           int64_t *seqs, size_t max)
{
    seqs[0] = asked_newest++ < 2 ? 1 : room_seq(scene->room);
    return 1;
}

/* The last word alone, which must have been read. */
static enum err newest_answer(const void *state, const struct json *data, const struct scene *scene,
                              struct writer *out)
{
    int64_t seq = room_seq(scene->room);
    const struct entry *entry = scene->bodies->find(scene->bodies->context, seq);
    struct slice text;
    if (!entry || !json_get_text(entry->data, "text", &text))
        return ERR_INTERNAL;
    writer_text(out, "text", text);
    return ERR_NONE;
}

static const struct row rows[] = {
    {.name = "words.say",
     .keep = {keep_nothing},
     .roles = ROLE_ALL,
     .phases = PHASE_ANY,
     .read = say_read},
};
static const struct query queries[] = {
    {.name = "words.last", .roles = ROLE_ALL, .needs = last_needs, .answer = last_answer},
    {.name = "words.newest", .roles = ROLE_ALL, .needs = newest_needs, .answer = newest_answer},
    {.name = "words.mine", .roles = ROLE_STAFF, .needs = last_needs, .answer = last_answer},
};
static const struct feature words = {.name = "words",
                                     .rows = rows,
                                     .rows_count = 1,
                                     .queries = queries,
                                     .queries_count = 3,
                                     .role = anybody};
static const struct feature *const features[] = {&words, NULL};
static const struct kind kind = {.name = "words", .phases = PHASE_LIVE, .features = features};
static const struct kind *const table[] = {&kind, NULL};

struct asked {
    bool done;
    enum err error;
    char json[512];
};

static void answered(void *context, const struct hub_answer *answer)
{
    struct asked *asked = context;
    asked->done = true;
    asked->error = answer->error;
    snprintf(asked->json, sizeof asked->json, "%.*s", (int)answer->json.len, answer->json.at);
}

static void send(struct rig *rig, const char *method, const char *data, struct asked *asked)
{
    struct json *json = NULL;
    const struct actor actor = {.id = SLICE("u1"), .name = SLICE("u1")};
    *asked = (struct asked){0};
    assert_int_equal(json_parse(slice_of(data), &json), ERR_NONE);
    hub_command(rig->hub, &actor, slice_of(method), json, answered, asked);
    json_free(&json);
}

static struct asked ask(struct rig *rig, const char *method, const char *data)
{
    struct asked asked;
    send(rig, method, data, &asked);
    for (int turn = 0; turn < 100 && !asked.done; turn++)
        rig_turn(rig);
    assert_true(asked.done);
    return asked;
}

/* A hub of that kind alone, with three words said. */
static struct kinds *open_words(struct rig *rig)
{
    static const struct hub_options defaults;
    char why[200], data[80];
    struct kinds *kinds = kinds_new(table, why, sizeof why);
    assert_non_null(kinds);
    rig_open(rig, NULL);
    hub_free(&rig->hub);
    rig->hub = hub_new(rig->loop, rig->journal, rig->bus, kinds, &defaults);
    for (int i = 1; i <= 3; i++) {
        snprintf(data, sizeof data, "{\"room\":\"words:w\",\"op\":\"o%d\",\"text\":\"word %d\"}", i,
                 i);
        assert_int_equal(ask(rig, "words.say", data).error, ERR_NONE);
    }
    return kinds;
}

static void a_query_reads_what_it_needs(void **state)
{
    struct rig rig;
    struct kinds *kinds = open_words(&rig);
    struct asked two = ask(&rig, "words.last", "{\"room\":\"words:w\",\"count\":2}");
    assert_string_equal(two.json, "{\"texts\":{\"2\":\"word 2\",\"3\":\"word 3\"}}");
    assert_string_equal(ask(&rig, "words.last", "{\"room\":\"words:w\"}").json, "{\"texts\":{}}");
    assert_int_equal(ask(&rig, "words.mine", "{\"room\":\"words:w\",\"count\":2}").error,
                     ERR_PERMISSION_DENIED);
    rig_close(&rig);
    kinds_free(&kinds);
}

/* A word is said while what the answer needed before is read: it is read again. */
static void what_came_meanwhile_is_read_too(void **state)
{
    struct rig rig;
    struct kinds *kinds = open_words(&rig);
    asked_newest = 0;
    struct asked asked = ask(&rig, "words.newest", "{\"room\":\"words:w\"}");
    assert_int_equal(asked.error, ERR_NONE);
    assert_string_equal(asked.json, "{\"text\":\"word 3\"}");
    rig_close(&rig);
    kinds_free(&kinds);
}

static void many_who_ask_for_the_same_share_one_read(void **state)
{
    struct rig rig;
    struct kinds *kinds = open_words(&rig);
    struct asked asked[5];
    uint64_t shared = journal_stats(rig.journal).shared;
    for (size_t i = 0; i < 5; i++)
        send(&rig, "words.last", "{\"room\":\"words:w\",\"count\":1}", &asked[i]);
    for (int turn = 0; turn < 100; turn++)
        rig_turn(&rig);
    for (size_t i = 0; i < 5; i++)
        assert_string_equal(asked[i].json, "{\"texts\":{\"3\":\"word 3\"}}");
    assert_int_equal(journal_stats(rig.journal).shared - shared, 4);
    rig_close(&rig);
    kinds_free(&kinds);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_query_reads_what_it_needs),
        cmocka_unit_test(what_came_meanwhile_is_read_too),
        cmocka_unit_test(many_who_ask_for_the_same_share_one_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
