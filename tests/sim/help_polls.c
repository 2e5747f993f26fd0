/* SPDX-License-Identifier: Apache-2.0
 * See help_polls.h. Of each poll it is known which type it is of and in which round it is: the rest
 * is the server's, which refuses what does not fit. */
#include "sim/help_polls.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/hash.h"
#include "base/unused.h"

#define THREE ",\"options\":[{\"en\":\"a\"},{\"en\":\"b\",\"ar\":\"ب\"},{\"en\":\"c\"}]"

static const struct type {
    const char *name, *asks, *correct;
    bool banned;            /* it asks with a canary: a word that is not taken */
    bool written;           /* what is correct is a canary, and so are the answers */
    bool sealable;          /* it may be secret */
    const char *ballots[3]; /* NULL: an answer */
} types[] = {
    {.name = "single",
     .asks = THREE,
     .correct = "1",
     .sealable = true,
     .ballots = {"\"choices\":[1]", "\"choices\":[2]", "\"choices\":[3]"}},
    {.name = "multiple",
     .asks = THREE,
     .correct = "1,2",
     .sealable = true,
     .ballots = {"\"choices\":[1]", "\"choices\":[1,2]", "\"choices\":[2,3]"}},
    {.name = "yesno",
     .asks = "",
     .correct = "1",
     .sealable = true,
     .ballots = {"\"choices\":[1]", "\"choices\":[2]", "\"choices\":[3]"}},
    {.name = "boolean",
     .asks = "",
     .correct = "2",
     .sealable = true,
     .ballots = {"\"choices\":[1]", "\"choices\":[2]", "\"choices\":[2]"}},
    {.name = "scale",
     .asks = ",\"ask\":{\"from\":0,\"to\":4}",
     .correct = "3",
     .sealable = true,
     .ballots = {"\"choices\":[1]", "\"choices\":[4]", "\"choices\":[5]"}},
    {.name = "ranking",
     .asks = ",\"min\":1" THREE,
     .correct = "3,1,2",
     .ballots = {"\"values\":[3,1,2]", "\"values\":[2]", "\"values\":[1,3]"}},
    {.name = "points",
     .asks = ",\"ask\":{\"budget\":10}" THREE,
     .ballots = {"\"values\":[10,0,0]", "\"values\":[3,3,4]", "\"values\":[0,5,5]"}},
    {.name = "numeric",
     .asks = ",\"ask\":{\"from\":-5,\"to\":50}",
     .correct = "7",
     .ballots = {"\"values\":[-5]", "\"values\":[7]", "\"values\":[50]"}},
    {.name = "text", .asks = "", .written = true},
    {.name = "cloud",
     .banned = true,
     .ballots = {"\"texts\":[\"Tea\"]", "\"texts\":[\"tea\",\"milk\"]", "\"texts\":[\"Milk\"]"}},
};
_Static_assert((int)DEVICES <= (int)CANARY_DEVICES, "each has a place");
enum { TYPES = sizeof types / sizeof types[0] };

/* The last of these cannot be told apart again; the last but one shows no names. */
static const char *const ballots[] = {"confidential", "named", "anonymous", "secret"};
enum { NAMED = 1, ANONYMOUS, SECRET };

/* ---- canaries ----------------------------------------------------------------------------------
 */

static const char *canary(struct world *world, enum canary_of of, unsigned author)
{
    assert_true(world->polls.canaries_count < CANARIES_MAX);
    struct canary *canary = &world->polls.canaries[world->polls.canaries_count++];
    *canary = (struct canary){.of = of, .author = author};
    snprintf(canary->word, sizeof canary->word, "hidden%u.%u.", world->polls.canaries_count,
             author);
    return canary->word;
}

/* From now on nobody is sent it; when it is put away: no plain participant. */
static void canary_leaves(struct world *world, struct canary *canary, enum canary_place place)
{
    if (canary->place == CANARY_GONE || canary->place == place)
        return;
    canary->place = place;
    for (unsigned i = 0; i < DEVICES; i++) {
        const struct device *device = &world->devices[i];
        bool told = device->hub == world->hubs[world->acted] && !device->stalled;
        canary->heard[i] = device->online && !told ? SIZE_MAX : device->heard.len;
    }
}

/* All of a poll that stand where they do not. */
static void poll_leaves(struct world *world, int64_t poll, enum canary_place place)
{
    for (unsigned i = 0; i < world->polls.canaries_count; i++) {
        struct canary *canary = &world->polls.canaries[i];
        if (canary->poll != poll)
            continue;
        if (place == CANARY_HERE && canary->place == CANARY_AWAY)
            canary->place = CANARY_HERE;
        else if (place != CANARY_HERE)
            canary_leaves(world, canary, place);
    }
}

static void canaries_open(struct world *world, int64_t poll, enum canary_of of)
{
    for (unsigned i = 0; i < world->polls.canaries_count; i++)
        if (world->polls.canaries[i].poll == poll && world->polls.canaries[i].of == of)
            world->polls.canaries[i].open = true;
}

/* ---- acts --------------------------------------------------------------------------------------
 */

/* What a poll asks, each word a canary of nothing yet. */
static void asks_write(struct world *world, const struct poll_known *poll, unsigned person,
                       char out[448])
{
    static const char *const results[] = {"never", "voted", "closed", "live"};
    const struct type *type = &types[poll->type];
    int len = snprintf(out, 448, "\"type\":\"%s\",\"title\":{\"en\":\"%s\"},\"change\":%s",
                       type->name, canary(world, CANARY_TITLE, person),
                       dice_below(&world->dice, 3) ? "true" : "false");
    if (type->banned)
        len += snprintf(out + len, 448 - (size_t)len, ",\"ask\":{\"words\":2,\"banned\":[\"%s\"]}",
                        canary(world, CANARY_BANNED, person));
    else
        len += snprintf(out + len, 448 - (size_t)len, "%s", type->asks);
    len += snprintf(out + len, 448 - (size_t)len, ",\"results\":\"%s\",\"ballot\":\"%s\"",
                    results[dice_below(&world->dice, 4)], ballots[poll->ballot]);
    if (poll->ballot != SECRET && dice_below(&world->dice, 2))
        len += snprintf(out + len, 448 - (size_t)len, ",\"abstain\":true");
    if (poll->ballot != ANONYMOUS && dice_below(&world->dice, 8) == 0)
        len += snprintf(out + len, 448 - (size_t)len, ",\"participants\":true");
    if (!(type->correct || type->written) || (!type->written && dice_below(&world->dice, 2)))
        return;
    if (type->written)
        len += snprintf(out + len, 448 - (size_t)len, ",\"correct\":[\"%s\"]",
                        canary(world, CANARY_CORRECT, person));
    else
        len += snprintf(out + len, 448 - (size_t)len, ",\"correct\":[%s]", type->correct);
    if (poll->ballot <= NAMED)
        snprintf(out + len, 448 - (size_t)len, ",\"quiz\":\"q\"%s",
                 dice_below(&world->dice, 2) ? ",\"timed\":5" : "");
}

static struct poll_known *prepare(struct world *world, unsigned type)
{
    char asks[448];
    unsigned first = world->polls.canaries_count, person = world_staff(world);
    struct poll_known poll = {.type = type, .round = 1};
    poll.ballot = dice_below(&world->dice, types[type].sealable ? 4 : 3);
    asks_write(world, &poll, person, asks);
    int64_t seq = world_act(world, person, "poll.prepare", "%s", asks);
    if (seq <= 0)
        return NULL;
    for (unsigned i = first; i < world->polls.canaries_count; i++)
        world->polls.canaries[i].poll = seq;
    poll.seq = seq;
    struct poll_known *known = &world->polls.known[world->polls.count++ % POLLS_KNOWN];
    *known = poll;
    return known;
}

/* One of the last few rather than any; one is made when there is none. */
static struct poll_known *any(struct world *world)
{
    enum { LAST = 3 };
    unsigned have = world->polls.count < POLLS_KNOWN ? world->polls.count : POLLS_KNOWN;
    if (!have)
        return prepare(world, dice_below(&world->dice, TYPES));
    unsigned back =
        dice_below(&world->dice, dice_below(&world->dice, 2) && have > LAST ? LAST : have);
    return &world->polls.known[(world->polls.count - 1 - back) % POLLS_KNOWN];
}

static int64_t act(struct world *world, const struct poll_known *poll, const char *method,
                   const char *more)
{
    return world_act(world, world_staff(world), method, "\"poll\":%lld%s", (long long)poll->seq,
                     more);
}

static void prepare_any(struct world *world, struct poll_known *poll)
{
    UNUSED(poll);
    prepare(world, dice_below(&world->dice, TYPES));
}

/* The words before are nowhere; where they had never been seen, they never are. */
static void edit(struct world *world, struct poll_known *poll)
{
    char asks[448];
    unsigned first = world->polls.canaries_count, person = world_staff(world);
    struct poll_known then = *poll;
    unsigned type = dice_below(&world->dice, TYPES);
    if (types[type].sealable || poll->ballot != SECRET)
        then.type = type;
    asks_write(world, &then, person, asks);
    if (world_act(world, person, "poll.edit", "\"poll\":%lld,%s", (long long)poll->seq, asks) <= 0)
        return;
    poll->type = then.type;
    for (unsigned i = 0; i < world->polls.canaries_count; i++) {
        struct canary *canary = &world->polls.canaries[i];
        if (i >= first)
            canary->poll = poll->seq;
        else if (canary->poll == poll->seq && canary->of != CANARY_ANSWER)
            canary->poll = 0;
    }
}

static void open_poll(struct world *world, struct poll_known *poll)
{
    if (act(world, poll, "poll.open", dice_below(&world->dice, 3) ? "" : ",\"seconds\":5") <= 0)
        return;
    poll_leaves(world, poll->seq, CANARY_HERE);
    canaries_open(world, poll->seq, CANARY_TITLE);
}

/* In one's own words. What one wrote before in this round is nowhere any more, whatever everybody
 * had been shown of it. */
static bool answer(struct world *world, struct poll_known *poll, unsigned person)
{
    const char *word = canary(world, CANARY_ANSWER, person);
    struct canary *now = &world->polls.canaries[world->polls.canaries_count - 1];
    int64_t seq =
        world_act(world, person, "poll.answer", "\"poll\":%lld,\"texts\":[\"%s\"],\"round\":%u",
                  (long long)poll->seq, word, poll->round);
    if (seq <= 0)
        return false;
    for (struct canary *before = world->polls.canaries; before < now; before++)
        if (before->of == CANARY_ANSWER && before->poll == poll->seq && before->author == person &&
            before->round == poll->round)
            canary_leaves(world, before, CANARY_GONE);
    now->poll = poll->seq;
    now->seq = seq;
    now->round = poll->round;
    world->polls.seen.answers++;
    return true;
}

static bool vote(struct world *world, struct poll_known *poll, unsigned person)
{
    const char *ballot = types[poll->type].ballots[dice_below(&world->dice, 3)];
    unsigned round = poll->round + (dice_below(&world->dice, 12) == 0);
    if (!ballot)
        return answer(world, poll, person);
    bool texts = strstr(ballot, "texts");
    return world_act(world, person, texts ? "poll.answer" : "poll.vote",
                     "\"poll\":%lld,%s,\"round\":%u%s", (long long)poll->seq,
                     texts || dice_below(&world->dice, 8) ? ballot : "\"choices\":[]", round,
                     dice_below(&world->dice, 3) ? "" : ",\"ms\":1500") > 0;
}

/* When the session is over, which it may be for this alone: its polls are closed, and what it came
 * to stays as it is. */
static void vote_late(struct world *world, struct poll_known *poll)
{
    const char *ballot = types[poll->type].ballots[dice_below(&world->dice, 3)];
    if (!ballot || strstr(ballot, "texts"))
        return;
    bool ends =
        !world->ended && world_act(world, WORLD_HOST, "stage.phase", "\"to\":\"ended\"") > 0;
    act(world, poll, "poll.close", "");
    for (unsigned votes = 0; votes < 3; votes++)
        world->polls.seen.late +=
            world_act(world, world_anybody(world), "poll.late", "\"poll\":%lld,%s,\"round\":%u",
                      (long long)poll->seq, ballot, 1 + dice_below(&world->dice, poll->round)) > 0;
    if (ends)
        world->ended = world_act(world, WORLD_HOST, "stage.reopen", "\"x\":0") <= 0;
}

static void vote_some(struct world *world, struct poll_known *poll)
{
    for (unsigned votes = 0; votes < 3; votes++)
        vote(world, poll, world_anybody(world));
}

/* One poll, by all: so that now and then a secret one can be counted. */
static void vote_all(struct world *world, struct poll_known *poll)
{
    open_poll(world, poll);
    for (unsigned person = 0; person < PEOPLE; person++)
        vote(world, poll, person);
    if (dice_below(&world->dice, 2))
        act(world, poll, "poll.close", "");
}

/* An answer, or the word tea of a cloud, which everybody may know. */
static void show(struct world *world, struct poll_known *poll)
{
    char more[96], word[HASH_SHORT + 1] = "";
    struct canary *canary = NULL;
    bool shown = dice_below(&world->dice, 4);
    for (unsigned i = 0; i < world->polls.canaries_count; i++)
        if (world->polls.canaries[i].of == CANARY_ANSWER &&
            world->polls.canaries[i].poll == poll->seq && (!canary || dice_below(&world->dice, 2)))
            canary = &world->polls.canaries[i];
    hash_short(SLICE("tea"), word);
    if (canary)
        snprintf(more, sizeof more, ",\"answer\":%lld,\"shown\":%s", (long long)canary->seq,
                 shown ? "true" : "false");
    else
        snprintf(more, sizeof more, ",\"word\":\"%s\",\"shown\":%s", word,
                 shown ? "true" : "false");
    if (act(world, poll, "poll.show", more) <= 0)
        return;
    world->polls.seen.shown += shown;
    if (canary && shown)
        canary->open = true;
    if (canary && dice_below(&world->dice, 2))
        answer(world, poll, canary->author); /* another in the place of what some have not heard */
}

static void close_poll(struct world *world, struct poll_known *poll)
{
    act(world, poll, "poll.close", "");
}

static void publish(struct world *world, struct poll_known *poll)
{
    act(world, poll, "poll.publish",
        dice_below(&world->dice, 3) ? ",\"published\":true" : ",\"published\":false");
}

static void again(struct world *world, struct poll_known *poll)
{
    if (act(world, poll, "poll.round", "") <= 0)
        return;
    poll->round++;
    world->polls.seen.rounds++;
}

static void reveal(struct world *world, struct poll_known *poll)
{
    if (act(world, poll, "poll.reveal", "") <= 0)
        return;
    canaries_open(world, poll->seq, CANARY_CORRECT);
    world->polls.seen.revealed++;
}

static void archive(struct world *world, struct poll_known *poll)
{
    bool archived = dice_below(&world->dice, 3);
    if (act(world, poll, "poll.archive", archived ? ",\"archived\":true" : ",\"archived\":false") >
        0)
        poll_leaves(world, poll->seq, archived ? CANARY_AWAY : CANARY_HERE);
}

static void retract(struct world *world, struct poll_known *poll)
{
    if (act(world, poll, "poll.retract", "") > 0)
        poll_leaves(world, poll->seq, CANARY_AWAY);
}

static void delete (struct world *world, struct poll_known *poll)
{
    if (act(world, poll, "poll.delete", "") > 0)
        poll_leaves(world, poll->seq, CANARY_GONE);
}

static void order(struct world *world, struct poll_known *poll)
{
    world_act(world, world_staff(world), "poll.order", "\"polls\":[%lld]", (long long)poll->seq);
}

static void board(struct world *world, struct poll_known *poll)
{
    UNUSED(poll);
    world->polls.seen.boards +=
        world_act(world, world_staff(world), "poll.board", "\"quiz\":\"q\",\"published\":%s",
                  dice_below(&world->dice, 4) ? "true" : "false") > 0;
}

static void alias(struct world *world, struct poll_known *poll)
{
    UNUSED(poll);
    world->polls.seen.aliases +=
        world_act(world, world_anybody(world), "poll.alias", "\"quiz\":\"q\"") > 0;
}

/* In the library of one's own, which nobody else ever hears of. */
static void keep(struct world *world, struct poll_known *poll)
{
    unsigned person = world_anybody(world);
    UNUSED(poll);
    world->polls.seen.kept_polls +=
        world_act(world, person, "library.add",
                  "\"poll\":{\"type\":\"boolean\",\"title\":{\"en\":\"%s\"}}",
                  canary(world, CANARY_KEPT, person)) > 0;
}

static const struct {
    void (*act)(struct world *world, struct poll_known *poll);
    unsigned weight;
} acts[] = {
    {prepare_any, 4}, {edit, 2},  {open_poll, 4}, {vote_all, 4}, {vote_some, 5}, {close_poll, 2},
    {show, 3},        {again, 2}, {reveal, 2},    {archive, 2},  {publish, 2},   {retract, 1},
    {delete, 1},      {order, 1}, {board, 1},     {alias, 1},    {keep, 1},      {vote_late, 4},
};

void polls_step(struct world *world)
{
    unsigned roll = dice_below(&world->dice, 42), at = 0;
    struct poll_known *poll = any(world);
    while (roll >= acts[at].weight)
        roll -= acts[at++].weight;
    if (poll)
        acts[at].act(world, poll);
}

void polls_run(struct world *world)
{
    for (unsigned type = 0; type < TYPES; type++) {
        struct poll_known *poll = prepare(world, type);
        assert_non_null(poll);
        vote_all(world, poll);
        show(world, poll);
        close_poll(world, poll);
        if (dice_below(&world->dice, 2))
            again(world, poll);
        reveal(world, poll);
        archive(world, poll);
    }
    alias(world, NULL);
    keep(world, NULL);
    board(world, NULL);
}

/* ---- what must hold ----------------------------------------------------------------------------
 */

static bool is_plain(const struct device *device)
{
    for (unsigned i = 0; i < WORLD_FIRST_PLAIN; i++)
        if (strcmp(device->id, world_people[i]) == 0)
            return false;
    return true;
}

static void expect_unheard(const struct world *world, const struct device *device,
                           const struct canary *canary, struct polls_seen *seen)
{
    static const enum caught names[] = {CAUGHT_DRAFT, CAUGHT_CORRECT, CAUGHT_BANNED, CAUGHT_ANSWER,
                                        CAUGHT_KEPT};
    const struct buffer *heard = &device->heard;
    bool own = strcmp(device->id, world_people[canary->author]) == 0;
    bool for_them = (is_plain(device) || canary->of == CANARY_KEPT) && !own;
    size_t from = SIZE_MAX;
    if (for_them && !canary->open)
        from = 0;
    else if (world->instances == 1 &&
             (canary->place == CANARY_GONE || (canary->place == CANARY_AWAY && for_them)))
        from = canary->heard[device - world->devices];
    if (from >= heard->len)
        return;
    const char *found =
        memmem(heard->bytes + from, heard->len - from, canary->word, strlen(canary->word));
    if (found)
        caught(names[canary->of], "%s was sent %s (of poll %lld, answer %lld, place %u): %.*s",
               device->id, canary->word, (long long)canary->poll, (long long)canary->seq,
               canary->place, 600, found - 300 > heard->bytes ? found - 300 : heard->bytes);
    seen->kept += from == 0;
    seen->away += from > 0 && canary->place == CANARY_AWAY;
    seen->gone += from > 0 && canary->place == CANARY_GONE;
}

/* What participants see of a poll. */
static void expect_proper(const struct json *poll)
{
    struct slice state = {0};
    bool published = false, revealed = false;
    json_get_text(poll, "state", &state);
    json_get_bool(poll, "published", &published);
    json_get_bool(poll, "revealed", &revealed);
    assert_true(slice_is(state, "open") || slice_is(state, "closed"));
    assert_true(published || (!json_get(poll, "tally") && !json_get(poll, "rounds")));
    assert_true(revealed || (!json_get(poll, "correct") && !json_get(poll, "tolerance")));
    assert_null(json_get(json_get(poll, "ask"), "banned"));
}

void polls_expect(struct world *world, struct polls_seen *seen)
{
    for (unsigned i = 0; i < DEVICES; i++) {
        struct device *device = &world->devices[i];
        for (unsigned k = 0; k < world->polls.canaries_count; k++)
            expect_unheard(world, device, &world->polls.canaries[k], seen);
        const struct json *view = device_copy(device, "webinar:w1")->view;
        const struct json *poll = json_first(json_get(json_get(view, "poll"), "polls"));
        for (; poll && is_plain(device) && !caught_counts(); poll = json_next(poll))
            expect_proper(poll);
    }
    seen->answers += world->polls.seen.answers;
    seen->shown += world->polls.seen.shown;
    seen->revealed += world->polls.seen.revealed;
    seen->rounds += world->polls.seen.rounds;
    seen->boards += world->polls.seen.boards;
    seen->late += world->polls.seen.late;
    seen->aliases += world->polls.seen.aliases;
    seen->kept_polls += world->polls.seen.kept_polls;
}
