/* SPDX-License-Identifier: Apache-2.0
 * Who has charge of a question, the pin, merges and comments against a plain table, in histories of
 * acts that may and that may not be.
 */
#include <stdio.h>

#include "features/question.h"
#include "help_webinar.h"

enum { ASKED = 8, SAID = 48, STEPS = 600, PEOPLE = 7, TEAM = 3, NONE = -1 };

/* Those of the team first. */
static const char *const people[PEOPLE] = {"h1", "m1", "p1", "u1", "u2", "u3", "u4"};

struct remark {
    int64_t seq;
    int by;
    bool gone;
};

/* One question of the reference. */
struct held {
    int64_t seq;
    enum { IS_OPEN, IS_ANSWERED, IS_DISMISSED } is;
    int into, claim; /* its place; whose */
    struct remark said[SAID];
    int said_count;
};

struct table {
    struct help_room *help;
    struct held rows[ASKED];
    int pin;
    unsigned seed;
};

static int any(struct table *table, unsigned sides)
{
    return (int)help_roll(&table->seed, sides);
}

static bool is_seen(const struct held *row)
{
    return row->into == NONE && row->is != IS_DISMISSED;
}

static void claim(struct table *table, struct held *row)
{
    int by = any(table, TEAM), whom = any(table, PEOPLE);
    bool given = any(table, 2);
    int taker = given ? whom : by;
    enum err found =
        given ? help_sendf(table->help, people[by], "question.claim", "{'question':%d,'whom':'%s'}",
                           (int)row->seq, people[whom])
              : help_act(table->help, people[by], "question.claim", "question", row->seq);
    enum err expected = row->into != NONE || row->is != IS_OPEN ? ERR_QUESTION_STATE
                        : taker >= TEAM                         ? ERR_NOT_FOUND
                        : row->claim == taker                   ? ERR_ALREADY_EXISTS
                        : row->claim != NONE && !given          ? ERR_QUESTION_CLAIMED
                                                                : ERR_NONE;
    assert_int_equal(found, expected);
    if (!found)
        row->claim = taker;
}

static void unclaim(struct table *table, struct held *row)
{
    enum err found =
        help_act(table->help, people[any(table, TEAM)], "question.unclaim", "question", row->seq);
    assert_int_equal(found, row->claim == NONE ? ERR_NOT_FOUND : ERR_NONE);
    row->claim = NONE;
}

static void pin(struct table *table, struct held *row)
{
    bool off = any(table, 4) == 0;
    enum err found = off ? help_send(table->help, "p1", "question.pin", "{}")
                         : help_act(table->help, "p1", "question.pin", "question", row->seq);
    enum err expected = off ? (table->pin == NONE ? ERR_NOT_FOUND : ERR_NONE)
                            : (is_seen(row) ? ERR_NONE : ERR_QUESTION_STATE);
    assert_int_equal(found, expected);
    if (!found)
        table->pin = off ? NONE : (int)(row - table->rows);
}

static void leave_pin(struct table *table, const struct held *row)
{
    if (table->pin == row - table->rows)
        table->pin = NONE;
}

static bool has_merged(const struct table *table, const struct held *row)
{
    for (int i = 0; i < ASKED; i++)
        if (table->rows[i].into == row - table->rows)
            return true;
    return false;
}

static void merge(struct table *table, struct held *row, struct held *into)
{
    enum err found = help_sendf(table->help, "m1", "question.merge", "{'question':%d,'into':%d}",
                                (int)row->seq, (int)into->seq);
    bool open = is_seen(row) && is_seen(into) && row->is == IS_OPEN && into->is == IS_OPEN;
    assert_int_equal(found, row == into || !open     ? ERR_QUESTION_STATE
                            : has_merged(table, row) ? ERR_QUESTION_MERGED
                                                     : ERR_NONE);
    if (found)
        return;
    row->into = (int)(into - table->rows);
    leave_pin(table, row);
}

static void unmerge(struct table *table, struct held *row)
{
    enum err found = help_act(table->help, "m1", "question.unmerge", "question", row->seq);
    assert_int_equal(found, row->into == NONE ? ERR_QUESTION_STATE : ERR_NONE);
    row->into = NONE;
}

static void move(struct table *table, struct held *row)
{
    static const char *const moves[] = {"question.reopen", "question.answer", "question.dismiss"};
    int to = any(table, 3);
    enum err found = help_act(table->help, "p1", moves[to], "question", row->seq);
    bool may = row->into == NONE && (int)row->is != to && (to != IS_ANSWERED || row->is == IS_OPEN);
    assert_int_equal(found, may ? ERR_NONE : ERR_QUESTION_STATE);
    if (found)
        return;
    row->is = to;
    if (to != IS_OPEN)
        row->claim = NONE;
    if (to == IS_DISMISSED)
        leave_pin(table, row);
}

static void comment(struct table *table, struct held *row)
{
    int by = any(table, PEOPLE);
    if (row->said_count == SAID)
        return;
    enum err found = help_sendf(table->help, people[by], "question.comment",
                                "{'question':%d,'text':'Hm'}", (int)row->seq);
    assert_int_equal(found, is_seen(row) ? ERR_NONE
                            : by < TEAM  ? ERR_QUESTION_STATE
                                         : ERR_NOT_FOUND);
    if (!found)
        row->said[row->said_count++] = (struct remark){.seq = help_seq(table->help), .by = by};
}

static void uncomment(struct table *table, struct held *row)
{
    int by = any(table, PEOPLE);
    if (!row->said_count)
        return;
    struct remark *remark = &row->said[any(table, (unsigned)row->said_count)];
    enum err found = help_sendf(table->help, people[by], "question.uncomment",
                                "{'question':%d,'comment':%d}", (int)row->seq, (int)remark->seq);
    enum err expected = remark->gone || (by >= TEAM && !is_seen(row)) ? ERR_NOT_FOUND
                        : by >= TEAM && by != remark->by              ? ERR_PERMISSION_DENIED
                                                                      : ERR_NONE;
    assert_int_equal(found, expected);
    remark->gone |= !found;
}

/* A member of the view that names a person, or nothing. */
static void expect_who(struct table *table, struct rings rings, const char *path, int who)
{
    char text[8];
    snprintf(text, sizeof text, "'%s'", who == NONE ? "" : people[who]);
    expect_view(table->help, rings, path, who == NONE ? NULL : text);
}

static void expect_row(struct table *table, const struct held *row)
{
    static const char *const states[] = {"'open'", "'answered'", "'dismissed'"};
    static const char before[] = "question/questions";
    const char *state = row->into == NONE ? states[row->is] : "'merged'";
    expect_view(table->help, HELP_STAFF, help_path(before, row->seq, "state"), state);
    expect_who(table, HELP_STAFF, help_path(before, row->seq, "claim/by"), row->claim);
    expect_view(table->help, RINGS_INSIDE, help_path(before, row->seq, "claim"), NULL);
    for (int i = 0; i < row->said_count; i++) {
        char path[64];
        const struct remark *remark = &row->said[i];
        int by = remark->gone ? NONE : remark->by;
        snprintf(path, sizeof path, "%s/%lld/comments/%lld/by", before, (long long)row->seq,
                 (long long)remark->seq);
        expect_who(table, HELP_STAFF, path, by);
        expect_who(table, RINGS_INSIDE, path, is_seen(row) ? by : NONE);
    }
}

static void expect_table(struct table *table)
{
    char pinned[16] = "";
    if (table->pin != NONE)
        snprintf(pinned, sizeof pinned, "%d", (int)table->rows[table->pin].seq);
    expect_view(table->help, RINGS_INSIDE, "question/pin", table->pin == NONE ? NULL : pinned);
    for (int i = 0; i < ASKED; i++)
        expect_row(table, &table->rows[i]);
}

static void merge_any(struct table *table, struct held *row)
{
    merge(table, row, &table->rows[any(table, ASKED)]);
}

/* As often as they stand here. */
static void (*const acts[])(struct table *, struct held *) = {
    claim,   claim, claim, unclaim, pin,     pin,     merge_any, merge_any,
    unmerge, move,  move,  comment, comment, comment, uncomment,
};
enum { ACTS = sizeof acts / sizeof acts[0] };

static void what_the_team_holds_is_that_of_a_table(void **state)
{
    int done[ACTS] = {0};
    struct table table = {.help = help_webinar_new(), .pin = NONE, .seed = 5};
    help_send(table.help, "h1", "question.intake", "{'intake':'open','comments':true}");
    for (int i = 0; i < ASKED; i++) {
        const char *by = people[TEAM + i % (PEOPLE - TEAM)];
        assert_int_equal(help_send(table.help, by, "question.ask", "{'text':'Why?'}"), ERR_NONE);
        table.rows[i] = (struct held){.seq = help_seq(table.help), .into = NONE, .claim = NONE};
    }
    for (int i = 0; i < STEPS; i++) {
        int64_t before = help_seq(table.help);
        int which = any(&table, ACTS);
        acts[which](&table, &table.rows[any(&table, ASKED)]);
        done[which] += help_seq(table.help) > before;
        if (i % 10 == 0)
            expect_table(&table);
    }
    for (int i = 0; i < ACTS; i++)
        assert_true(done[i] > 2);
    expect_table(&table);
    help_room_free(&table.help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_the_team_holds_is_that_of_a_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
