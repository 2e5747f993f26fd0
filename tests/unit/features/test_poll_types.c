/* SPDX-License-Identifier: Apache-2.0
 * server/features/poll_types.c: polls of every type against a plain reference, which knows of each
 * person the last ballot that was taken and counts them all anew. */
#include <stdio.h>

#include "core/erasure.h"
#include "features/poll_types.h"
#include "help_webinar.h"

enum { PEOPLE = 7, BALLOTS_MAX = 6, CASES = 10, ROUNDS = 3, STEP_MS = 100 };

/* A type, ballots that fit and what each is worth to each sum, and some that do not fit. */
struct case_of {
    const char *asks;
    const char *ballots[BALLOTS_MAX];    /* members of a vote */
    int worth[BALLOTS_MAX][BALLOTS_MAX]; /* of a ballot, to the sums by their place */
    const char *wrong[BALLOTS_MAX];
    bool abstention; /* one of its options abstains */
};

#define THREE "'options':[{'en':'a'},{'en':'b'},{'en':'c'}]"

static const struct case_of kinds[CASES] = {
    {
        "'type':'single'," THREE,
        {"'choices':[1]", "'choices':[2]", "'choices':[3]"},
        {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
        {"'choices':[4]", "'choices':[1,2]", "'choices':[0]", "'texts':['a']"},
        false,
    },
    {
        "'type':'multiple','min':1,'max':2," THREE,
        {"'choices':[1]", "'choices':[1,2]", "'choices':[3,2]"},
        {{1, 0, 0}, {1, 1, 0}, {0, 1, 1}},
        {"'choices':[1,2,3]", "'choices':[4]", "'values':[1]"},
        false,
    },
    {
        .asks = "'type':'yesno'",
        .ballots = {"'choices':[1]", "'choices':[2]", "'choices':[3]"},
        .worth = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
        .wrong = {"'choices':[4]", "'choices':[1,3]", "'choices':[]"},
        .abstention = true,
    },
    {
        "'type':'boolean'",
        {"'choices':[1]", "'choices':[2]"},
        {{1, 0}, {0, 1}},
        {"'choices':[3]", "'choices':[1,2]", "'values':[1]"},
        false,
    },
    {
        "'type':'scale','ask':{'from':0,'to':3,'low':{'en':'no'},'high':{'en':'yes'}}",
        {"'choices':[1]", "'choices':[2]", "'choices':[4]"},
        {{1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 0, 1}},
        {"'choices':[5]", "'choices':[1,2]"},
        false,
    },
    {
        "'type':'ranking','min':1," THREE,
        {"'values':[1,2,3]", "'values':[3,1]", "'values':[2]"},
        {{3, 2, 1}, {2, 0, 3}, {0, 3, 0}},
        {"'values':[1,1]", "'values':[4]", "'values':[]", "'choices':[1]", "'values':[0]"},
        false,
    },
    {
        "'type':'points','ask':{'budget':10}," THREE,
        {"'values':[10,0,0]", "'values':[3,3,4]"},
        {{10, 0, 0}, {3, 3, 4}},
        {"'values':[10,0]", "'values':[5,5,1]", "'values':[11,-1,0]"},
        false,
    },
    {
        "'type':'numeric','ask':{'from':-5,'to':50,'unit':{'en':'km'}}",
        {"'values':[-5]", "'values':[50]", "'values':[7]"},
        {{-5}, {50}, {7}},
        {"'values':[51]", "'values':[1,2]", "'values':[]", "'choices':[1]"},
        false,
    },
    {
        "'type':'text'",
        {"'texts':['Yes']", "'texts':['نعم']"},
        {{0}},
        {"'texts':['a','b']", "'choices':[1]", "'values':[1]"},
        false,
    },
    {
        "'type':'cloud','ask':{'words':2,'banned':['Rude']}",
        {"'texts':['Tea']", "'texts':['tea','Café']", "'texts':['CAFE']", "'texts':['milk']"},
        {{1, 0, 0}, {1, 1, 0}, {0, 1, 0}, {0, 0, 1}},
        {"'texts':['a','b','c']", "'texts':['tea','TEA']", "'texts':['rude']"},
        false,
    },
};

/* A poll and what the reference knows of it. */
struct model {
    const struct case_of *kind;
    int64_t poll;
    int round;
    bool open;
    int64_t closes_ms;          /* its deadline; 0: none */
    int ballots[PEOPLE];        /* 0: none; -1: abstained; else the place of it, from 1 */
    int before[ROUNDS][PEOPLE]; /* as they stood when a round was over */
    const char *results;        /* when participants see sums by themselves */
    bool published;
};

/* The clock of the room, from 0. */
static int64_t now_ms;

/* A deadline holds though nobody has closed it. */
static bool takes(const struct model *model)
{
    return model->open && (!model->closes_ms || now_ms < model->closes_ms);
}

static const char *row_of(const char *ballot)
{
    return strncmp(ballot, "'texts'", 7) == 0 ? "poll.answer" : "poll.vote";
}

static enum err cast(struct help_room *help, unsigned person, const struct model *model,
                     const char *ballot)
{
    char by[16];
    snprintf(by, sizeof by, "u%u", person);
    return help_sendf(help, by, row_of(ballot), "{'poll':%lld,%s,'round':%d}",
                      (long long)model->poll, ballot, model->round);
}

static int sum_of(const struct model *model, int place)
{
    int sum = 0;
    for (int person = 0; person < PEOPLE; person++)
        if (model->ballots[person] > 0)
            sum += model->kind->worth[model->ballots[person] - 1][place];
    return sum;
}

static int count_of(const struct model *model, int least)
{
    int count = 0;
    for (int person = 0; person < PEOPLE; person++)
        count += least > 0 ? model->ballots[person] > 0 : model->ballots[person] == least;
    return count;
}

/* The words in the order in which they are shown, each as often as the model says. */
static void expect_words(const struct model *model, const struct json *tally)
{
    static const char *const folded[] = {"tea", "cafe", "milk"};
    const struct json *word = json_first(json_get(tally, "words"));
    int64_t last = INT64_MAX, times = 0;
    int said = 0;
    for (int i = 0; i < 3; i++)
        said += sum_of(model, i) > 0;
    assert_int_equal(json_count(json_get(tally, "words")), said);
    for (; word; word = json_next(word)) {
        struct slice id, text;
        const struct json *count = json_next(json_first(word));
        assert_true(json_as_text(json_first(word), &text) && json_as_int(count, &times) &&
                    json_as_text(json_next(count), &id));
        assert_true(times <= last);
        last = times;
        char letters[HASH_SHORT];
        for (int i = 0; i < 3; i++) {
            hash_short(slice_of(folded[i]), letters);
            if (slice_equal(id, (struct slice){letters, HASH_SHORT}))
                assert_int_equal(times, sum_of(model, i));
        }
    }
}

static void expect_numbers(const struct model *model, const struct json *tally)
{
    const struct json *numbers = json_first(json_get(tally, "numbers"));
    int64_t count = 0, sum = 0, binned = 0;
    json_get_int(numbers, "count", &count);
    json_get_int(numbers, "sum", &sum);
    assert_int_equal(count, count_of(model, 1));
    assert_int_equal(sum, sum_of(model, 0));
    const struct json *bin = json_first(json_get(numbers, "bins"));
    for (; bin; bin = json_next(bin)) {
        int64_t here = 0;
        json_as_int(json_next(json_next(json_first(bin))), &here);
        binned += here;
    }
    assert_int_equal(binned, count);
}

static void expect_tally(const struct model *model, const struct json *tally)
{
    int64_t number = -1;
    assert_true(json_get_int(tally, "voters", &number));
    assert_int_equal(number, PEOPLE - count_of(model, 0));
    assert_int_equal(json_get_int(tally, "abstained", &number), !model->kind->abstention);
    if (!model->kind->abstention)
        assert_int_equal(number, count_of(model, -1));
    if (json_get(tally, "words"))
        expect_words(model, tally);
    else if (json_get(tally, "numbers"))
        expect_numbers(model, tally);
    int place = 0;
    const struct json *option = json_first(json_get(tally, "options"));
    for (; option; option = json_next(option)) {
        assert_true(json_as_int(option, &number));
        assert_int_equal(number, sum_of(model, place++));
    }
}

/* The view of the room holds `json`, with numbers in the place of what is asked for. */
static struct json *view_of(struct help_room *help, struct rings rings)
{
    struct buffer text;
    struct json *view = NULL;
    buffer_init(&text, BOUND_VIEW_BYTES);
    struct viewer viewer = {.rings = rings};
    room_view(help_room(help), &viewer, NULL, &text);
    assert_int_equal(json_parse_large(buffer_slice(&text), &view), ERR_NONE);
    buffer_done(&text);
    return view;
}

static const struct json *poll_in(const struct json *view, int64_t poll)
{
    char key[24];
    snprintf(key, sizeof key, "%lld", (long long)poll);
    return json_get(json_get(json_get(view, "poll"), "polls"), key);
}

/* What an act does by itself to who sees the sums. */
static void publishes(struct model *model, const char *row)
{
    bool live = strcmp(model->results, "live") == 0, never = strcmp(model->results, "never") == 0;
    if (strcmp(row, "poll.round") == 0)
        model->published = live;
    else if (strcmp(row, "poll.open") == 0)
        model->published |= live;
    else
        model->published |= !never;
}

/* Closed, opened or asked once more; `seconds`: until then, 0: without a deadline. */
static void life(struct help_room *help, struct model *model, unsigned what, unsigned seconds)
{
    static const char *const rows[] = {"poll.close", "poll.open", "poll.round"};
    char data[64];
    if (what == 2 && model->round == ROUNDS)
        what = 1;
    snprintf(data, sizeof data, what && seconds ? "{'poll':%lld,'seconds':%u}" : "{'poll':%lld}",
             (long long)model->poll, seconds);
    bool fits = (what == 0) == model->open;
    assert_int_equal(help_send(help, "p1", rows[what], data) == ERR_NONE, fits);
    if (!fits)
        return;
    model->open = what != 0;
    publishes(model, rows[what]);
    model->closes_ms = what && seconds ? now_ms + 1000 * (int64_t)seconds : 0;
    if (what == 2) {
        memcpy(model->before[model->round - 1], model->ballots, sizeof model->ballots);
        model->round++;
        memset(model->ballots, 0, sizeof model->ballots);
    }
}

static void step(struct help_room *help, struct model *model, unsigned *seed)
{
    unsigned person = help_roll(seed, PEOPLE), what = help_roll(seed, 16), all = 0, wrong = 0;
    while (all < BALLOTS_MAX && model->kind->ballots[all])
        all++;
    while (wrong < BALLOTS_MAX && model->kind->wrong[wrong])
        wrong++;
    if (what == 0) {
        unsigned next = help_roll(seed, 3);
        life(help, model, next, help_roll(seed, 3));
    } else if (what == 1) {
        const char *ballot = model->kind->wrong[help_roll(seed, wrong)];
        assert_int_not_equal(cast(help, person, model, ballot), ERR_NONE);
    } else if (what == 2) {
        enum err error = cast(help, person, model, "'choices':[]"), fits = ERR_NONE;
        if (model->kind->abstention)
            fits = ERR_CHOICES_INVALID;
        assert_int_equal(error, takes(model) ? fits : ERR_POLL_CLOSED);
        if (!error)
            model->ballots[person] = -1;
    } else if (what == 3) {
        bool published = help_roll(seed, 2);
        if (help_sendf(help, "p1", "poll.publish", "{'poll':%lld,'published':%s}",
                       (long long)model->poll, published ? "true" : "false") == ERR_NONE)
            model->published = published;
    } else {
        unsigned place = help_roll(seed, all);
        enum err error = cast(help, person, model, model->kind->ballots[place]);
        assert_int_equal(error, takes(model) ? ERR_NONE : ERR_POLL_CLOSED);
        if (!error)
            model->ballots[person] = (int)place + 1;
    }
}

/* Its sums, and those of each round before as they were then; or none of it. */
static void expect_poll(const struct model *model, const struct json *poll, bool shown)
{
    const struct json *round = json_first(json_get(poll, "rounds"));
    assert_int_equal(json_get(poll, "tally") != NULL, shown);
    if (shown)
        expect_tally(model, json_get(poll, "tally"));
    for (int i = 0; shown && i < model->round - 1; i++, round = json_next(round)) {
        struct model then = *model;
        memcpy(then.ballots, model->before[i], sizeof then.ballots);
        expect_tally(&then, round);
    }
    assert_null(round);
}

/* What staff are shown of each poll is what the reference counts, and of each round that ended what
 * it counted then; participants are shown the same, when they are shown it, and else nothing. */
static void sums_are_those_of_the_ballots(void **state)
{
    struct help_room *help = help_webinar_new();
    static const char *const results[] = {"never", "voted", "closed", "live"};
    struct model models[CASES] = {{0}};
    unsigned seed = 7, seen[2] = {0};
    now_ms = 0;
    for (int i = 0; i < CASES; i++) {
        assert_int_equal(help_sendf(help, "p1", "poll.prepare",
                                    "{%s,'title':{'en':'?'},'change':true,'abstain':true,"
                                    "'results':'%s'}",
                                    kinds[i].asks, results[i % 4]),
                         ERR_NONE);
        models[i] = (struct model){
            .kind = &kinds[i], .poll = help_seq(help), .round = 1, .results = results[i % 4]};
        life(help, &models[i], 1, 0);
    }
    for (int i = 0; i < 1000; i++) {
        help_wait(help, STEP_MS);
        now_ms += STEP_MS;
        step(help, &models[help_roll(&seed, CASES)], &seed);
        if (i % 7 != 0)
            continue;
        help_tally(help);
        struct json *staff = view_of(help, HELP_STAFF), *view = view_of(help, RINGS_INSIDE);
        for (int k = 0; k < CASES; k++) {
            expect_poll(&models[k], poll_in(staff, models[k].poll), true);
            expect_poll(&models[k], poll_in(view, models[k].poll), models[k].published);
            seen[models[k].published]++;
        }
        json_free(&staff);
        json_free(&view);
    }
    assert_true(seen[0] > 100 && seen[1] > 100);
    help_room_free(&help);
}

static int64_t opened(struct help_room *help, const char *asks)
{
    assert_int_equal(help_sendf(help, "p1", "poll.prepare", "{%s,'title':{'en':'?'}}", asks),
                     ERR_NONE);
    int64_t poll = help_seq(help);
    assert_int_equal(help_act(help, "p1", "poll.open", "poll", poll), ERR_NONE);
    return poll;
}

static void what_a_type_is_prepared_with_is_bounded(void **state)
{
    struct help_room *help = help_webinar_new();
    static const struct {
        enum err error;
        const char *asks;
    } refused[] = {
        {ERR_BAD_REQUEST, "'type':'scale'"},
        {ERR_BAD_REQUEST, "'type':'scale','ask':{'from':1,'to':1}"},
        {ERR_BAD_REQUEST, "'type':'scale','ask':{'from':1,'to':21}"},
        {ERR_BAD_REQUEST, "'type':'scale','ask':{'from':2,'to':5}"},
        {ERR_BAD_REQUEST, "'type':'scale','ask':[]"},
        {ERR_BAD_REQUEST, "'type':'numeric','ask':{'from':3,'to':2}"},
        {ERR_BAD_REQUEST, "'type':'numeric','ask':{'decimals':4}"},
        {ERR_BAD_REQUEST, "'type':'ranking'"},
        {ERR_BAD_REQUEST, "'type':'ranking','max':2," THREE},
        {ERR_BAD_REQUEST, "'type':'points','ask':{'budget':1}," THREE},
        {ERR_BAD_REQUEST, "'type':'cloud','ask':{'words':6}"},
        {ERR_BAD_REQUEST, "'type':'cloud','ask':{'banned':'a'}"},
        {ERR_BAD_REQUEST, "'type':'text','ballot':'secret'"},
        {ERR_BAD_REQUEST, "'type':'ranking','ballot':'secret'," THREE},
        {ERR_BAD_REQUEST, "'type':'boolean','ballot':'secret','abstain':true"},
        {ERR_BAD_REQUEST, "'type':'boolean','results':'soon'"},
        {ERR_BAD_REQUEST, "'type':'boolean','quiz':'q'"},
        {ERR_BAD_REQUEST, "'type':'boolean','quiz':'q','correct':[1],'ballot':'anonymous'"},
        {ERR_CHOICES_INVALID, "'type':'boolean','correct':[]"},
        {ERR_CHOICES_INVALID, "'type':'single','correct':[0]," THREE},
        {ERR_CHOICES_INVALID, "'type':'points','correct':[1]," THREE},
        {ERR_CHOICES_INVALID, "'type':'cloud','correct':['a']"},
        {ERR_CHOICES_INVALID, "'type':'numeric','correct':[1,2]"},
    };
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++)
        assert_int_equal(
            help_sendf(help, "p1", "poll.prepare", "{%s,'title':{'en':'?'}}", refused[i].asks),
            refused[i].error);
    help_room_free(&help);
}

static void yes_and_no_alone_where_nobody_may_abstain(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t poll = opened(help, "'type':'yesno','abstain':false");
    expect_view(help, RINGS_INSIDE, help_path("poll/polls", poll, "abstain"), "false");
    assert_int_equal(
        help_sendf(help, "u1", "poll.vote", "{'poll':%lld,'choices':[3]}", (long long)poll),
        ERR_CHOICES_INVALID);
    assert_int_equal(
        help_sendf(help, "u1", "poll.vote", "{'poll':%lld,'choices':[]}", (long long)poll),
        ERR_CHOICES_INVALID);
    expect_view(help, HELP_STAFF, help_path("poll/polls", poll, "tally"),
                "{'voters':0,'options':{'1':0,'2':0}}");
    help_room_free(&help);
}

static enum err show(struct help_room *help, int64_t poll, int64_t answer, const char *shown)
{
    return help_sendf(help, "m1", "poll.show", "{'poll':%lld,'answer':%lld,'shown':%s}",
                      (long long)poll, (long long)answer, shown);
}

/* Seen by staff alone before they show it; another answer in its place is not shown. */
static void a_written_answer_is_seen_when_staff_show_it(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t poll = opened(help, "'type':'text','change':true,'results':'live'");
    static const char texts[] = "{'poll':%lld,'texts':['%s']}";
    char answers[160];
    assert_int_equal(help_sendf(help, "u1", "poll.answer", texts, (long long)poll, "canary"),
                     ERR_NONE);
    int64_t answer = help_seq(help);
    help_tally(help);
    expect_unseen(help, RINGS_INSIDE, "canary");
    expect_me(help, "u1", help_path("poll/ballots", poll, ""), "['canary']");
    snprintf(answers, sizeof answers, "{'answers':[{'answer':%lld,'texts':['canary']}]}",
             (long long)answer);
    char asked[48];
    snprintf(asked, sizeof asked, "{'poll':%lld}", (long long)poll);
    expect_query(help, "m1", "poll.answers", asked, answers);
    assert_int_equal(show(help, poll, answer, "true"), ERR_NONE);
    char shown[160];
    snprintf(shown, sizeof shown, "[{'answer':%lld,'text':'canary','dir':'ltr'}]",
             (long long)answer);
    expect_view(help, RINGS_INSIDE, help_path("poll/polls", poll, "tally/shown"), shown);
    assert_int_equal(help_sendf(help, "u1", "poll.answer", texts, (long long)poll, "other"),
                     ERR_NONE);
    help_tally(help);
    expect_view(help, RINGS_INSIDE, help_path("poll/polls", poll, "tally/shown"), "[]");
    assert_int_equal(show(help, poll, answer, "true"), ERR_NOT_FOUND);
    help_room_free(&help);
}

static void a_word_that_staff_put_away_is_not_in_the_cloud(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t poll = opened(help, "'type':'cloud','results':'live'");
    char id[HASH_SHORT + 1] = "", word[80];
    hash_short(SLICE("tea"), id);
    assert_int_equal(help_sendf(help, "u1", "poll.answer", "{'poll':%lld,'texts':['Tea','milk']}",
                                (long long)poll),
                     ERR_NONE);
    for (int shown = 0; shown < 2; shown++) {
        assert_int_equal(help_sendf(help, "m1", "poll.show", "{'poll':%lld,'word':'%s','shown':%s}",
                                    (long long)poll, id, shown ? "true" : "false"),
                         ERR_NONE);
        snprintf(word, sizeof word, "['Tea',1,'%s']", id);
        struct json *view = view_of(help, RINGS_INSIDE);
        const struct json *tally = json_get(poll_in(view, poll), "tally");
        assert_int_equal(json_count(json_get(tally, "words")), 1 + shown);
        json_free(&view);
    }
    help_room_free(&help);
}

/* Whatever comes in the place of what somebody wrote: their words leave the journal, once. */
static void what_is_replaced_is_withdrawn(void **state)
{
    struct help_room *help = help_webinar_new();
    int64_t poll = opened(help, "'type':'text','change':true,'abstain':true"), seqs[4], answer[2];
    static const char *const ballots[] = {"'texts':['a']", "'texts':['b']", "'choices':[]",
                                          "'texts':['c']"};
    for (int i = 0; i < 4; i++) {
        assert_int_equal(help_sendf(help, "u1", row_of(ballots[i]), "{'poll':%lld,%s}",
                                    (long long)poll, ballots[i]),
                         ERR_NONE);
        if (i < 2)
            answer[i] = help_seq(help);
    }
    assert_int_equal(erasure_due(help_room(help), INT64_MAX, seqs, 4), 2);
    assert_int_equal(seqs[0], answer[0]);
    assert_int_equal(seqs[1], answer[1]);
    help_room_free(&help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_replaced_is_withdrawn),
        cmocka_unit_test(sums_are_those_of_the_ballots),
        cmocka_unit_test(what_a_type_is_prepared_with_is_bounded),
        cmocka_unit_test(yes_and_no_alone_where_nobody_may_abstain),
        cmocka_unit_test(a_written_answer_is_seen_when_staff_show_it),
        cmocka_unit_test(a_word_that_staff_put_away_is_not_in_the_cloud),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
