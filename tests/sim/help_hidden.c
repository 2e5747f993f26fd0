/* SPDX-License-Identifier: Apache-2.0
 * The webinar's journal from its start, entry by entry. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "journal/keys.h"
#include "sim/help_hidden.h"

enum { POLLS_MAX = 64 };

struct poll {
    int64_t seq;
    bool secret, over;
    unsigned voters, sums;
};

struct reading {
    struct poll polls[POLLS_MAX];
    unsigned polls_count;
    struct hidden *hidden;
    int64_t last;
};

static struct poll *poll_of(struct reading *reading, const struct json *data)
{
    int64_t seq = 0;
    json_get_int(data, "poll", &seq);
    for (unsigned i = 0; i < reading->polls_count; i++)
        if (reading->polls[i].seq == seq)
            return &reading->polls[i];
    return NULL;
}

static void prepared(struct reading *reading, const struct entry *entry)
{
    struct slice ballot;
    if (!json_get_text(entry->data, "ballot", &ballot) || slice_is(ballot, "confidential") ||
        slice_is(ballot, "named"))
        return;
    assert_true(reading->polls_count < POLLS_MAX);
    reading->polls[reading->polls_count++] =
        (struct poll){.seq = entry->seq, .secret = slice_is(ballot, "secret")};
}

/* A name where a pseudonym belongs, or a choice that can be read: an act is who, which op, what. */
static void acted(struct reading *reading, const struct poll *poll, const struct json *act)
{
    struct slice by, sealed;
    const struct json *item = json_first(act);
    assert_true(json_as_text(item, &by));
    reading->hidden->veiled += by.at[0] == '*';
    item = json_next(json_next(item));
    if (poll && poll->secret) {
        assert_true(json_as_text(item, &sealed));
        assert_int_equal(sealed.len, 43);
        reading->hidden->sealed++;
    } else {
        assert_true(json_is_array(item) || json_is_object(item));
        assert_int_equal(by.at[0] == '*', poll != NULL);
    }
}

static void voted(struct reading *reading, const struct entry *entry)
{
    const struct json *group = json_first(json_get(entry->data, "acts"));
    assert_non_null(group);
    for (; group; group = json_next(group)) {
        const struct poll *poll = NULL;
        for (unsigned i = 0; i < reading->polls_count; i++)
            if (strtoll(json_key(group).at, NULL, 10) == reading->polls[i].seq)
                poll = &reading->polls[i];
        for (const struct json *act = json_first(group); act; act = json_next(act))
            acted(reading, poll, act);
    }
}

static void told(struct reading *reading, const struct entry *entry)
{
    struct poll *poll = poll_of(reading, entry->data);
    int64_t voters = 0;
    assert_non_null(poll);
    assert_true(json_get_int(entry->data, "voters", &voters) && voters >= BOUND_BALLOTS_LEAST);
    assert_int_equal(++poll->sums, 1);
    reading->hidden->counted++;
}

static void asked(const struct entry *entry)
{
    bool anonymous = false;
    json_get_bool(entry->data, "anonymous", &anonymous);
    assert_int_equal(entry->by.at[0] == '*', anonymous);
}

static void read(struct reading *reading, const struct entry *entry)
{
    if (entry->by.at[0] == '*') {
        assert_int_equal(entry->name.len, 0);
        assert_int_not_equal(entry->op.at[0], 'o'); /* ops of people begin so here */
        reading->hidden->veiled++;
    }
    if (slice_is(entry->type, "poll.prepare"))
        prepared(reading, entry);
    else if (slice_is(entry->type, "poll.vote"))
        voted(reading, entry);
    else if (slice_is(entry->type, "poll.sums"))
        told(reading, entry);
    else if (slice_is(entry->type, "question.ask"))
        asked(entry);
    else if (slice_is(entry->type, "poll.close") && poll_of(reading, entry->data))
        poll_of(reading, entry->data)->over = true;
}

static void read_done(void *context, enum err error, struct entry **entries, size_t count)
{
    struct reading *reading = context;
    assert_int_equal(error, ERR_NONE);
    for (size_t i = 0; i < count; i++) {
        read(reading, entries[i]);
        reading->last = entries[i]->seq;
    }
}

static void key_done(void *context, enum err error, const unsigned char *key)
{
    *(enum err *)context = error;
}

/* A close that came too late closed nothing: only what is not open any more is over. */
static bool is_open(struct world *world, int64_t poll)
{
    struct slice state = {NULL, 0};
    char seq[24];
    snprintf(seq, sizeof seq, "%lld", (long long)poll);
    const struct json *view = device_copy(&world->devices[0], "webinar:w1")->view;
    const struct json *found = json_get(json_get(json_get(view, "poll"), "polls"), seq);
    return json_get_text(found, "state", &state) && slice_is(state, "open");
}

void hidden_expect(struct world *world, struct hidden *hidden)
{
    struct reading reading = {.hidden = hidden};
    for (int64_t before = -1; before < reading.last;) {
        before = reading.last;
        journal_read(world->journal, SLICE("webinar:w1"), before, 1024, read_done, &reading);
        loop_pass(world->loop, 0);
    }
    for (unsigned i = 0; i < reading.polls_count; i++) {
        const struct poll *poll = &reading.polls[i];
        char name[64];
        enum err error = ERR_COUNT;
        if (!poll->secret || !poll->over || is_open(world, poll->seq))
            continue;
        snprintf(name, sizeof name, "ballot:webinar:w1:%lld", (long long)poll->seq);
        journal_key(world->journal, slice_of(name), key_done, &error);
        loop_pass(world->loop, 0);
        if (error != ERR_EXPIRED)
            fail_msg("the key of poll %lld is still there", (long long)poll->seq);
        hidden->few += !poll->sums;
    }
}
