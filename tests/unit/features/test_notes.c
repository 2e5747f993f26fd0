/* SPDX-License-Identifier: Apache-2.0
 * server/features/notes.c, notes_order.c, notes_state.c, notes_view.c, notes_history.c */
#include <stdio.h>
#include <string.h>

#include "base/bounds.h"
#include "features/notes.h"
#include "help_webinar.h"

static struct help_room *notes_open(void)
{
    struct help_room *help = help_webinar_new();
    help_follow_part(help, HELP_NOTES);
    return help;
}

/* A paragraph by that person with these words, which nobody holds. */
static int64_t added(struct help_room *help, const char *by, const char *text)
{
    help_wait(help, 1000);
    assert_int_equal(help_sendf(help, by, "notes.add", "{'text':'%s','done':true}", text), 0);
    return help_seq(help);
}

static enum err written(struct help_room *help, const char *by, int64_t paragraph, int64_t version,
                        const char *rest)
{
    return help_sendf(help, by, "notes.write", "{'paragraph':%lld,'version':%lld%s}",
                      (long long)paragraph, (long long)version, rest);
}

static void expect_text(struct help_room *help, int64_t paragraph, const char *member,
                        const char *json)
{
    expect_part(help, RINGS_INSIDE, HELP_NOTES, help_path("notes/paragraphs", paragraph, member),
                json);
}

static void expect_order(struct help_room *help, const char *json)
{
    expect_part(help, RINGS_INSIDE, HELP_NOTES, "notes/order", json);
}

static void a_text_is_told_only_to_those_who_look_at_it(void **state)
{
    struct help_room *help = notes_open();
    expect_part(help, RINGS_INSIDE, HELP_NOTES, "notes", "{'paragraphs':{}}");
    int64_t first = added(help, "u1", "Devices are kept dry.");
    expect_patch(help, RINGS_INSIDE, NULL);
    expect_view(help, RINGS_INSIDE, "notes", "{'who':'all'}");
    expect_text(help, first, "text", "'Devices are kept dry.'");
    expect_text(help, first, "by", "'u1'");
    expect_text(help, first, "hold", NULL);
    help_room_free(&help);
}

static void one_person_writes_in_a_paragraph_at_a_time(void **state)
{
    struct help_room *help = notes_open();
    int64_t one = added(help, "u1", "one");
    help_wait(help, 1000);
    assert_int_equal(help_act(help, "u2", "notes.take", "paragraph", one), ERR_NONE);
    expect_text(help, one, "hold/by", "'u2'");
    assert_int_equal(help_act(help, "u1", "notes.take", "paragraph", one), ERR_NOTES_HELD);
    assert_int_equal(written(help, "u1", one, one, ",'text':'mine'"), ERR_NOTES_HELD);
    assert_int_equal(help_act(help, "u1", "notes.free", "paragraph", one), ERR_PERMISSION_DENIED);
    assert_int_equal(help_act(help, "m1", "notes.remove", "paragraph", one), ERR_NOTES_HELD);
    assert_int_equal(written(help, "u2", one, one, ",'text':'two'"), ERR_NONE);
    int64_t two = help_seq(help);
    char version[24];
    snprintf(version, sizeof version, "%d", (int)two);
    expect_text(help, one, "version", version);
    expect_text(help, one, "by", "'u2'");
    /* Another device of the same person saw other words. */
    assert_int_equal(written(help, "u2", one, one, ",'text':'three'"), ERR_NOTES_CHANGED);
    assert_int_equal(written(help, "u2", one, two, ",'text':'three','done':true"), ERR_NONE);
    expect_text(help, one, "hold", NULL);
    assert_int_equal(help_act(help, "p1", "notes.take", "paragraph", one), ERR_NONE);
    assert_int_equal(help_act(help, "m1", "notes.free", "paragraph", one), ERR_NONE);
    expect_text(help, one, "hold", NULL);
    help_room_free(&help);
}

/* The entry that is due now, if any. */
static bool expired(struct help_room *help, int64_t now_ms)
{
    struct buffer data;
    struct due due = {.data = &data};
    buffer_init(&data, BOUND_ENTRY_BYTES);
    bool is_due = room_due(help_room(help), now_ms, &due);
    if (is_due) {
        buffer_add(&data, (struct slice){"", 1});
        assert_int_equal(help_send(help, "system", due.type, (const char *)data.bytes), ERR_NONE);
    }
    buffer_done(&data);
    return is_due;
}

static void a_hold_ends_with_silence_and_no_typed_word_is_lost(void **state)
{
    struct help_room *help = notes_open();
    int64_t one = added(help, "u1", "one"), start = HELP_START_MS + 1000;
    assert_int_equal(help_act(help, "u2", "notes.take", "paragraph", one), ERR_NONE);
    int64_t silence = INT64_C(1000) * BOUND_NOTES_HOLD_SECONDS;
    assert_false(expired(help, start + silence - 1));
    help_wait(help, silence);
    assert_true(expired(help, start + silence));
    expect_text(help, one, "hold", NULL);
    /* Nobody wrote in between: it is taken as if nothing had been. */
    assert_int_equal(written(help, "u2", one, one, ",'text':'late'"), ERR_NONE);
    expect_text(help, one, "hold/by", "'u2'");
    help_room_free(&help);
}

static void who_leaves_or_is_silenced_lets_go(void **state)
{
    struct help_room *help = notes_open();
    int64_t one = added(help, "u1", "one"), two = added(help, "u1", "two");
    assert_int_equal(
        help_append_raw(help, "system", "presence.join", "{\"people\":{\"u2\":\"P\"}}"), 0);
    assert_int_equal(help_act(help, "u2", "notes.take", "paragraph", one), ERR_NONE);
    assert_int_equal(help_act(help, "u3", "notes.take", "paragraph", two), ERR_NONE);
    int64_t now = HELP_START_MS + 2000;
    assert_false(expired(help, now));
    assert_int_equal(help_append_raw(help, "system", "presence.leave", "{\"people\":[\"u2\"]}"), 0);
    assert_int_equal(help_send(help, "m1", "member.silence", "{'whom':'u3','silent':true}"),
                     ERR_NONE);
    assert_true(expired(help, now));
    assert_true(expired(help, now));
    assert_false(expired(help, now));
    expect_text(help, one, "hold", NULL);
    expect_text(help, two, "hold", NULL);
    assert_int_equal(help_act(help, "u3", "notes.take", "paragraph", two), ERR_SILENCED);
    help_room_free(&help);
}

static void paragraphs_stand_where_they_are_put(void **state)
{
    struct help_room *help = notes_open();
    int64_t a = added(help, "u1", "a"), b = added(help, "u1", "b"), c = added(help, "u1", "c");
    expect_order(help, NULL);
    help_wait(help, 5000);
    assert_int_equal(help_act(help, "u2", "notes.move", "paragraph", a), ERR_NONE);
    char order[96];
    snprintf(order, sizeof order, "[%d,%d]", (int)b, (int)c);
    expect_order(help, order);
    assert_int_equal(help_sendf(help, "u2", "notes.move", "{'paragraph':%d,'first':true}", (int)a),
                     ERR_NONE);
    expect_order(help, NULL);
    assert_int_equal(
        help_sendf(help, "u2", "notes.add", "{'text':'d','done':true,'after':%d}", (int)a),
        ERR_NONE);
    int64_t d = help_seq(help);
    snprintf(order, sizeof order, "[%d,%d]", (int)a, (int)d);
    expect_order(help, order);
    assert_int_equal(
        help_sendf(help, "u2", "notes.move", "{'paragraph':%d,'after':%d}", (int)a, (int)a),
        ERR_BAD_REQUEST);
    assert_int_equal(help_act(help, "m1", "notes.remove", "paragraph", d), ERR_NONE);
    expect_order(help, NULL);
    assert_int_equal(help_act(help, "m1", "notes.restore", "paragraph", d), ERR_NONE);
    expect_order(help, order);
    assert_int_equal(
        help_sendf(help, "u2", "notes.move", "{'paragraph':%d,'after':%d}", (int)a, (int)d + 99),
        ERR_NOT_FOUND);
    help_room_free(&help);
}

static void a_paragraph_without_a_word_is_gone_when_it_is_let_go(void **state)
{
    struct help_room *help = notes_open();
    assert_int_equal(help_send(help, "u1", "notes.add", "{'done':true}"), ERR_TEXT_INVALID);
    assert_int_equal(help_send(help, "u1", "notes.add", "{}"), ERR_NONE);
    int64_t one = help_seq(help);
    expect_text(help, one, "hold/by", "'u1'");
    assert_int_equal(help_act(help, "u1", "notes.free", "paragraph", one), ERR_NONE);
    expect_text(help, one, "", NULL);
    /* One that had words stays, empty, so that they can be brought back. */
    int64_t two = added(help, "u1", "two");
    assert_int_equal(written(help, "u2", two, two, ",'done':true"), ERR_NONE);
    expect_text(help, two, "text", NULL);
    expect_text(help, two, "by", "'u2'");
    help_room_free(&help);
}

static void what_is_removed_comes_back_by_whoever_removed_it(void **state)
{
    struct help_room *help = notes_open();
    int64_t one = added(help, "u1", "one"), two = added(help, "u2", "two");
    assert_int_equal(help_act(help, "u2", "notes.remove", "paragraph", one), ERR_PERMISSION_DENIED);
    assert_int_equal(help_act(help, "u1", "notes.remove", "paragraph", one), ERR_NONE);
    expect_text(help, one, "", NULL);
    assert_int_equal(help_act(help, "u2", "notes.restore", "paragraph", one), ERR_NOT_FOUND);
    assert_int_equal(help_act(help, "u1", "notes.restore", "paragraph", one), ERR_NONE);
    expect_text(help, one, "text", "'one'");
    help_wait(help, 5000);
    assert_int_equal(help_act(help, "m1", "notes.remove", "paragraph", two), ERR_NONE);
    assert_int_equal(help_act(help, "u2", "notes.restore", "paragraph", two), ERR_NOT_FOUND);
    assert_int_equal(help_act(help, "u2", "notes.wipe", "paragraph", two), ERR_PERMISSION_DENIED);
    assert_int_equal(help_act(help, "m1", "notes.wipe", "paragraph", two), ERR_NONE);
    assert_int_equal(help_act(help, "m1", "notes.restore", "paragraph", two), ERR_NOT_FOUND);
    help_room_free(&help);
}

static void history_has_the_last_words_of_each_time_somebody_wrote(void **state)
{
    struct help_room *help = notes_open();
    int64_t one = added(help, "u1", "one");
    assert_int_equal(written(help, "u2", one, one, ",'text':'tw'"), ERR_NONE);
    int64_t saved = help_seq(help);
    assert_int_equal(written(help, "u2", one, saved, ",'text':'two'"), ERR_NONE);
    int64_t two = help_seq(help);
    struct buffer answer;
    char data[64];
    buffer_init(&answer, BOUND_VIEW_BYTES);
    snprintf(data, sizeof data, "{'paragraph':%d,'limit':1}", (int)one);
    assert_int_equal(help_query(help, "u3", "notes.history", data, &answer), ERR_NONE);
    struct slice text = buffer_slice(&answer);
    assert_non_null(memmem(text.at, text.len, "\"text\":\"two\"", 12));
    assert_null(memmem(text.at, text.len, "\"tw\"", 4));
    assert_non_null(memmem(text.at, text.len, "\"next\":", 7));
    answer.len = 0;
    snprintf(data, sizeof data, "{'paragraph':%d,'before':%d}", (int)one, (int)two);
    assert_int_equal(help_query(help, "u3", "notes.history", data, &answer), ERR_NONE);
    text = buffer_slice(&answer);
    assert_non_null(memmem(text.at, text.len, "\"text\":\"one\"", 12));
    assert_null(memmem(text.at, text.len, "\"next\"", 6));
    buffer_done(&answer);
    /* What it has is not wiped alone, what it had is. */
    assert_int_equal(
        help_sendf(help, "m1", "notes.wipe", "{'paragraph':%d,'state':%d}", (int)one, (int)two),
        ERR_NOT_FOUND);
    assert_int_equal(
        help_sendf(help, "m1", "notes.wipe", "{'paragraph':%d,'state':%d}", (int)one, (int)one),
        ERR_NONE);
    expect_text(help, one, "text", "'two'");
    help_room_free(&help);
}

static void staff_say_who_writes(void **state)
{
    struct help_room *help = notes_open();
    int64_t one = added(help, "u1", "one");
    assert_int_equal(help_send(help, "p1", "notes.set", "{'who':'staff'}"), ERR_PERMISSION_DENIED);
    assert_int_equal(help_send(help, "m1", "notes.set", "{'who':'staff'}"), ERR_NONE);
    assert_int_equal(help_send(help, "m1", "notes.set", "{'who':'staff'}"), ERR_ALREADY_EXISTS);
    assert_int_equal(help_act(help, "u1", "notes.take", "paragraph", one), ERR_PERMISSION_DENIED);
    assert_int_equal(help_act(help, "p1", "notes.take", "paragraph", one), ERR_NONE);
    assert_int_equal(help_send(help, "h1", "notes.set", "{'who':'off'}"), ERR_NONE);
    assert_int_equal(written(help, "p1", one, one, ",'text':'x'"), ERR_PERMISSION_DENIED);
    assert_int_equal(help_act(help, "p1", "notes.free", "paragraph", one), ERR_NONE);
    assert_int_equal(help_send(help, "h1", "notes.set", "{'who':'all'}"), ERR_NONE);
    assert_int_equal(help_send(help, "m1", "lock.set", "{'notes':true}"), ERR_NONE);
    assert_int_equal(help_act(help, "u1", "notes.take", "paragraph", one), ERR_LOCKED);
    assert_int_equal(help_act(help, "m1", "notes.take", "paragraph", one), ERR_NONE);
    help_room_free(&help);
}

static void many_who_write_at_once_wait_a_little(void **state)
{
    struct help_room *help = notes_open();
    int64_t one = added(help, "u1", "one"), version = one;
    help_wait(help, 60000);
    enum err error = ERR_NONE;
    int taken = 0;
    while (!error && taken < 100) {
        error = written(help, "u2", one, version, ",'text':'again'");
        version = help_seq(help);
        taken += !error;
    }
    assert_int_equal(error, ERR_NOTES_BUSY);
    assert_int_equal(taken, 1 + BOUND_NOTES_BURST_MS / BOUND_NOTES_PACE_MS);
    help_wait(help, BOUND_NOTES_PACE_MS);
    assert_int_equal(written(help, "u2", one, version, ",'text':'later'"), ERR_NONE);
    help_room_free(&help);
}

static void a_text_is_bounded_and_so_is_a_share_of_it(void **state)
{
    struct help_room *help = notes_open();
    static char long_text[1801];
    memset(long_text, 'x', sizeof long_text - 1);
    for (int i = 0; i < BOUND_NOTES_PERSON; i++)
        added(help, "u1", "short");
    help_wait(help, 60000);
    assert_int_equal(help_send(help, "u1", "notes.add", "{'text':'more'}"), ERR_LIMIT_EXCEEDED);
    int taken = 0;
    while (help_wait(help, 1000),
           !help_sendf(help, "u2", "notes.add", "{'text':'%s','done':true}", long_text))
        taken++;
    assert_in_range(taken, 6, BOUND_NOTES_PERSON_BYTES / 1800);
    assert_int_equal(help_sendf(help, "p1", "notes.add", "{'text':'%s','done':true}", long_text),
                     ERR_NONE);
    for (int i = 0; i < BOUND_NOTES_HOLDS_PERSON; i++)
        assert_int_equal(help_send(help, "u3", "notes.add", "{}"), ERR_NONE);
    assert_int_equal(help_send(help, "u3", "notes.add", "{}"), ERR_LIMIT_EXCEEDED);
    help_room_free(&help);
}

static void nobody_pushes_out_what_others_wrote_before(void **state)
{
    struct help_room *help = notes_open();
    int64_t one = added(help, "u1", "the first"), version = one;
    for (int i = 0; i < BOUND_NOTES_PAST + 5; i++) {
        help_wait(help, 5000);
        assert_int_equal(written(help, "u2", one, version, ",'text':'again','done':true"), 0);
        version = help_seq(help);
    }
    struct buffer answer;
    char data[64];
    buffer_init(&answer, BOUND_VIEW_BYTES);
    snprintf(data, sizeof data, "{'paragraph':%d}", (int)one);
    assert_int_equal(help_query(help, "u1", "notes.history", data, &answer), ERR_NONE);
    struct slice text = buffer_slice(&answer);
    assert_non_null(memmem(text.at, text.len, "the first", 9));
    buffer_done(&answer);
    help_room_free(&help);
}

#define REPORT "{'of':'notes','thing':%d,'reason':'rude'}"

static void a_paragraph_can_be_reported_and_is_gone_when_staff_wipe_it(void **state)
{
    struct help_room *help = notes_open();
    int64_t one = added(help, "u1", "rude");
    assert_int_equal(help_sendf(help, "u2", "report.send", REPORT, (int)one), ERR_NONE);
    int64_t sent = help_seq(help);
    assert_int_equal(help_sendf(help, "u3", "report.send", REPORT, (int)one + 1), ERR_NOT_FOUND);
    assert_int_equal(help_act(help, "m1", "notes.wipe", "paragraph", one), ERR_NONE);
    expect_view(help, HELP_STAFF, help_path("report/reports", sent, "gone"), "true");
    help_room_free(&help);
}

/* The reference: paragraphs in their order, each with its words, its version, who holds it. */
struct told {
    int64_t seq, version;
    unsigned words; /* 0: none */
    int holder;     /* -1: nobody */
    int maker;
    bool written; /* it had words once */
};

enum { WRITERS = 5, STEPS = 500, TOLD_MAX = 40 };

struct model {
    struct help_room *help;
    struct told told[TOLD_MAX];
    size_t count;
    unsigned seed, words;
    int64_t now_ms;
};

static const char *const writers[WRITERS] = {"u1", "u2", "u3", "p1", "m1"};

static void told_take(struct model *model, size_t place)
{
    model->count--;
    memmove(&model->told[place], &model->told[place + 1],
            (model->count - place) * sizeof model->told[0]);
}

static void told_put(struct model *model, size_t place, struct told told)
{
    memmove(&model->told[place + 1], &model->told[place],
            (model->count - place) * sizeof model->told[0]);
    model->told[place] = told;
    model->count++;
}

static void let_go(struct model *model, size_t place)
{
    model->told[place].holder = -1;
    if (!model->told[place].written)
        told_take(model, place);
}

static int holds(const struct model *model, int person)
{
    int count = 0;
    for (size_t i = 0; i < model->count; i++)
        count += model->told[i].holder == person;
    return count;
}

/* What the server must say of a wish to write there. */
static enum err may_hold(const struct model *model, size_t place, int person)
{
    int holder = model->told[place].holder;
    if (holder >= 0)
        return holder == person ? ERR_NONE : ERR_NOTES_HELD;
    return holds(model, person) >= BOUND_NOTES_HOLDS_PERSON ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

static void model_add(struct model *model, int person)
{
    size_t place = model->count ? help_roll(&model->seed, (unsigned)model->count + 1) : 0;
    bool says = help_roll(&model->seed, 2), is_last = place == model->count;
    char where[32] = "", words[32] = "";
    if (model->count == TOLD_MAX)
        return;
    if (!is_last && place == 0)
        snprintf(where, sizeof where, ",'first':true");
    else if (!is_last)
        snprintf(where, sizeof where, ",'after':%d", (int)model->told[place - 1].seq);
    if (says)
        snprintf(words, sizeof words, ",'text':'w%u'", ++model->words);
    enum err found =
        help_sendf(model->help, writers[person], "notes.add", "{'x':0%s%s}", where, words);
    bool full = holds(model, person) >= BOUND_NOTES_HOLDS_PERSON;
    assert_int_equal(found, full ? ERR_LIMIT_EXCEEDED : ERR_NONE);
    if (full)
        return;
    int64_t seq = help_seq(model->help);
    told_put(model, place, (struct told){seq, seq, says ? model->words : 0, person, person, says});
}

static void model_write(struct model *model, size_t place, int person)
{
    struct told *told = &model->told[place];
    bool stale = help_roll(&model->seed, 6) == 0, done = help_roll(&model->seed, 3) == 0;
    unsigned words = help_roll(&model->seed, 5) ? ++model->words : 0;
    char text[32] = "";
    if (words)
        snprintf(text, sizeof text, ",'text':'w%u'", words);
    enum err found = help_sendf(model->help, writers[person], "notes.write",
                                "{'paragraph':%d,'version':%d,'done':%s%s}", (int)told->seq,
                                (int)told->version + stale, done ? "true" : "false", text);
    enum err expected = may_hold(model, place, person);
    if (!expected && stale)
        expected = ERR_NOTES_CHANGED;
    assert_int_equal(found, expected);
    if (expected)
        return;
    told->version = help_seq(model->help);
    told->words = words;
    told->written = true;
    told->holder = done ? -1 : person;
}

static void model_free(struct model *model, size_t place, int person)
{
    struct told *told = &model->told[place];
    enum err found = help_act(model->help, writers[person], "notes.free", "paragraph", told->seq);
    bool staff = person >= 3;
    enum err expected = told->holder < 0                  ? ERR_NOT_FOUND
                        : staff || told->holder == person ? ERR_NONE
                                                          : ERR_PERMISSION_DENIED;
    assert_int_equal(found, expected);
    if (!expected)
        let_go(model, place);
}

static void model_move(struct model *model, size_t place, int person)
{
    struct told told = model->told[place];
    assert_int_equal(help_sendf(model->help, writers[person], "notes.move",
                                "{'paragraph':%d,'first':true}", (int)told.seq),
                     ERR_NONE);
    told_take(model, place);
    told_put(model, 0, told);
}

/* Taken out, and brought back to where it stood. */
static void model_remove(struct model *model, size_t place, int person)
{
    struct told *told = &model->told[place];
    bool may = person >= 3 || told->maker == person;
    bool held = told->holder >= 0 && told->holder != person;
    enum err found = help_act(model->help, writers[person], "notes.remove", "paragraph", told->seq);
    assert_int_equal(found, !may ? ERR_PERMISSION_DENIED : held ? ERR_NOTES_HELD : ERR_NONE);
    if (found)
        return;
    found = help_act(model->help, writers[person], "notes.restore", "paragraph", told->seq);
    assert_int_equal(found, told->written ? ERR_NONE : ERR_NOT_FOUND);
    told->holder = -1;
    if (!told->written)
        told_take(model, place);
}

static void model_expect(const struct model *model)
{
    for (size_t i = 0; i < model->count; i++) {
        const struct told *told = &model->told[i];
        char text[16], holder[16];
        snprintf(text, sizeof text, "'w%u'", told->words);
        snprintf(holder, sizeof holder, "'%s'", told->holder < 0 ? "" : writers[told->holder]);
        expect_text(model->help, told->seq, "text", told->words ? text : NULL);
        expect_text(model->help, told->seq, "hold/by", told->holder < 0 ? NULL : holder);
    }
    /* The order that is told, and the rest by seq, is the order. */
    size_t rest = model->count;
    while (rest > 0 && (rest == model->count || model->told[rest - 1].seq < model->told[rest].seq))
        rest--;
    char order[TOLD_MAX * 8] = "[";
    for (size_t i = 0; i < rest; i++)
        snprintf(order + strlen(order), sizeof order - strlen(order), "%s%d", i ? "," : "",
                 (int)model->told[i].seq);
    snprintf(order + strlen(order), sizeof order - strlen(order), "]");
    expect_order(model->help, rest ? order : NULL);
}

/* Everybody falls silent: all that is held is let go, the longest silence first. */
static void model_silence(struct model *model)
{
    int64_t silence = INT64_C(1000) * BOUND_NOTES_HOLD_SECONDS;
    help_wait(model->help, silence);
    model->now_ms += silence;
    while (expired(model->help, model->now_ms))
        continue;
    for (size_t i = model->count; i-- > 0;)
        if (model->told[i].holder >= 0)
            let_go(model, i);
}

static void a_text_is_that_of_a_plain_reference(void **state)
{
    struct model model = {.help = notes_open(), .seed = 7, .now_ms = HELP_START_MS};
    for (int step = 0; step < STEPS; step++) {
        int person = (int)help_roll(&model.seed, WRITERS);
        unsigned roll = help_roll(&model.seed, 20);
        size_t place = model.count ? help_roll(&model.seed, (unsigned)model.count) : 0;
        help_wait(model.help, 1000);
        model.now_ms += 1000;
        if (roll < 4 || model.count == 0)
            model_add(&model, person);
        else if (roll < 12)
            model_write(&model, place, person);
        else if (roll < 15)
            model_free(&model, place, person);
        else if (roll < 17)
            model_move(&model, place, person);
        else if (roll < 19)
            model_remove(&model, place, person);
        else if (step % 4 == 0)
            model_silence(&model);
        if (step % 10 == 0)
            model_expect(&model);
    }
    help_room_free(&model.help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_is_told_only_to_those_who_look_at_it),
        cmocka_unit_test(one_person_writes_in_a_paragraph_at_a_time),
        cmocka_unit_test(a_hold_ends_with_silence_and_no_typed_word_is_lost),
        cmocka_unit_test(who_leaves_or_is_silenced_lets_go),
        cmocka_unit_test(paragraphs_stand_where_they_are_put),
        cmocka_unit_test(a_paragraph_without_a_word_is_gone_when_it_is_let_go),
        cmocka_unit_test(what_is_removed_comes_back_by_whoever_removed_it),
        cmocka_unit_test(history_has_the_last_words_of_each_time_somebody_wrote),
        cmocka_unit_test(staff_say_who_writes),
        cmocka_unit_test(many_who_write_at_once_wait_a_little),
        cmocka_unit_test(a_text_is_bounded_and_so_is_a_share_of_it),
        cmocka_unit_test(nobody_pushes_out_what_others_wrote_before),
        cmocka_unit_test(a_paragraph_can_be_reported_and_is_gone_when_staff_wipe_it),
        cmocka_unit_test(a_text_is_that_of_a_plain_reference),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
