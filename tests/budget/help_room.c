/* SPDX-License-Identifier: Apache-2.0
 * See help_room.h. */
#include "budget/help_room.h"

#include "base/check.h"

enum moment {
    ITEM,
    ITEM_NOW,
    NOTICE,
    HANDOUT,
    TIMER,
    TIMER_STOP,
    LIKE,
    PIN,
    TAGS,
    TAG,
    COMMENT,
    MERGE,
    QUESTION_PIN,
    ADMIT,
    MOMENTS
};

/* How often, and between which minutes. */
static const struct {
    unsigned times;
    int64_t from, to;
} plan[MOMENTS] = {
    [ITEM] = {HOUR_ITEMS, 1, 2},  [ITEM_NOW] = {HOUR_ITEMS, 3, 55},
    [NOTICE] = {4, 5, 55},        [HANDOUT] = {3, 5, 40},
    [TIMER] = {2, 20, 21},        [TIMER_STOP] = {1, 30, 31},
    [LIKE] = {HOUR_LIKES, 5, 57}, [PIN] = {3, 10, 50},
    [TAGS] = {1, 10, 11},         [TAG] = {30, 20, 51},
    [COMMENT] = {40, 20, 51},     [MERGE] = {HOUR_MERGED, 45, 51},
    [QUESTION_PIN] = {4, 20, 51}, [ADMIT] = {HOUR_ADMITS, 0, 2},
};

void room_script(struct play *play)
{
    for (unsigned kind = 0; kind < MOMENTS; kind++)
        for (unsigned i = 0; i < plan[kind].times; i++)
            act_add(play, between(play, plan[kind].from * MINUTE, plan[kind].to * MINUTE),
                    HOUR_ROOM, kind, i);
    act_add(play, 2 * MINUTE, HOUR_ROOM, ADMIT, HOUR_ADMITS);
}

/* A question that is shown, from number `from` up to `to`. */
static struct question *shown(struct play *play, unsigned from, unsigned to)
{
    struct question *question;
    do
        question = &play->questions[from + chance(play, to - from)];
    while (question->seq == 0);
    return question;
}

/* `member` names the thing; `more` follows it. */
static void host_of(struct play *play, const char *method, const char *member, int64_t seq,
                    const char *more)
{
    char data[128];
    snprintf(data, sizeof data, "\"%s\":%lld%s", member, (long long)seq, more);
    host_do(play, method, data);
}

/* Everybody likes a message once. */
static void like(struct play *play)
{
    static const char *const kinds[] = {"thumb", "thumb", "heart"};
    char more[128];
    unsigned count = play->messages_count < PLAY_MESSAGES ? play->messages_count : PLAY_MESSAGES;
    unsigned at, who;
    do {
        at = chance(play, count);
        who = anyone(play);
    } while (play->reacted[at][who]);
    play->reacted[at][who] = true;
    snprintf(more, sizeof more, "\"message\":%lld,\"kind\":\"%s\",\"on\":true",
             (long long)play->messages[at], kinds[chance(play, 3)]);
    person_do(play, who, "chat.react", more);
}

static void comment(struct play *play)
{
    char more[128];
    snprintf(more, sizeof more, "\"question\":%lld,\"text\":\"See the handout, page 3.\"",
             (long long)shown(play, 0, HOUR_QUESTIONS)->seq);
    person_do(play, anyone(play), "question.comment", more);
}

/* Of those that nobody means to answer; what is merged is up-voted no more. */
static void merge(struct play *play)
{
    char more[96];
    struct question *question = shown(play, HOUR_QUESTIONS / 2, HOUR_QUESTIONS);
    struct question *into = shown(play, HOUR_ANSWERS, HOUR_QUESTIONS / 2);
    snprintf(more, sizeof more, "\"question\":%lld,\"into\":%lld", (long long)question->seq,
             (long long)into->seq);
    host_do(play, "question.merge", more);
    question->seq = 0;
    for (unsigned i = 0; i < HOUR_PEOPLE; i++) /* their votes are the other's */
        into->voted[i] = into->voted[i] || question->voted[i];
}

/* What stands in the room for all. */
static void desk(struct play *play, const struct act *act)
{
    static unsigned now;
    if (act->what == ITEM)
        play->items[act->step] =
            host_do(play, "agenda.add",
                    "\"title\":{\"en\":\"What a phone tells\",\"fr\":\"Ce que dit un téléphone\"},"
                    "\"minutes\":15");
    else if (act->what == ITEM_NOW)
        host_of(play, "agenda.go", "item", play->items[now++ % HOUR_ITEMS], "");
    else if (act->what == NOTICE)
        host_do(play, "notice.post",
                "\"text\":{\"en\":\"We go on at ten past two.\",\"fr\":\"Nous reprenons à 14 h "
                "10.\"}");
    else if (act->what == HANDOUT)
        host_do(play, "handout.add",
                "\"title\":{\"en\":\"Checklist\",\"fr\":\"Liste de contrôle\"},"
                "\"url\":\"https://academy.example/checklist.pdf\",\"language\":\"fr\"");
    else if (act->what == TIMER)
        host_do(play, "timer.start",
                "\"seconds\":600,\"title\":{\"en\":\"Group work\",\"fr\":\"Travail en groupe\"}");
    else if (act->what == TIMER_STOP)
        host_do(play, "timer.stop", "");
    else
        check(false);
}

void room_act(struct play *play, const struct act *act)
{
    switch (act->what) {
    case LIKE:
        like(play);
        break;
    case PIN:
        host_of(play, "chat.pin", "message", play->messages[chance(play, PLAY_MESSAGES)],
                ",\"pinned\":true");
        break;
    case TAGS:
        host_do(play, "question.tags", "\"tags\":[\"Law\",\"Tools\",\"Transport\"]");
        break;
    case TAG:
        host_of(play, "question.tag", "question", shown(play, 0, HOUR_QUESTIONS)->seq,
                ",\"tags\":[\"Tools\"]");
        break;
    case COMMENT:
        comment(play);
        break;
    case MERGE:
        merge(play);
        break;
    case QUESTION_PIN:
        host_of(play, "question.pin", "question", shown(play, 0, HOUR_QUESTIONS)->seq, "");
        break;
    case ADMIT:
        door_admit(play);
        if (act->step == HOUR_ADMITS)
            host_do(play, "member.policy", "\"policy\":\"open\"");
        break;
    default:
        desk(play, act);
    }
}
