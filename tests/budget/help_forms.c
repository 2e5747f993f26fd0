/* SPDX-License-Identifier: Apache-2.0
 * See help_forms.h. Every second poll is the one that costs most: options, each with its own sum.
 */
#include "budget/help_forms.h"

#define TITLE                                                                                      \
    "\"title\":{\"en\":\"Which step comes first at the scene?\","                                  \
    "\"fr\":\"Quelle étape vient en premier sur les lieux ?\"}"
#define OPTIONS                                                                                    \
    "\"options\":[{\"en\":\"Observe\",\"fr\":\"Observer\"},"                                       \
    "{\"en\":\"Record\",\"fr\":\"Consigner\"},"                                                    \
    "{\"en\":\"Report\",\"fr\":\"Rendre compte\"},{\"en\":\"Seal\",\"fr\":\"Sceller\"}]"

enum form { SINGLE, MULTIPLE, SCALE, CLOUD, RANKING, NUMERIC };

static const enum form order[HOUR_POLLS] = {SINGLE, MULTIPLE, SINGLE,  SCALE,
                                            SINGLE, CLOUD,    RANKING, NUMERIC};

static const char *const prepared[] = {
    [SINGLE] = "\"type\":\"single\"," TITLE "," OPTIONS,
    [MULTIPLE] = "\"type\":\"multiple\"," TITLE "," OPTIONS,
    [SCALE] = "\"type\":\"scale\"," TITLE ",\"ask\":{\"to\":5}",
    [CLOUD] = "\"type\":\"cloud\"," TITLE ",\"ask\":{\"words\":1}",
    [RANKING] = "\"type\":\"ranking\"," TITLE "," OPTIONS,
    [NUMERIC] = "\"type\":\"numeric\"," TITLE ",\"ask\":{\"from\":0,\"to\":100}",
};

const char *forms_prepare(unsigned at)
{
    return prepared[order[at]];
}

void forms_ballot(struct play *play, unsigned at, unsigned who)
{
    static const char *const words[] = {"patience", "paper",  "phones", "témoins",
                                        "photos",   "sceaux", "notes",  "time"};
    char more[160];
    long long poll = (long long)play->polls[at];
    unsigned one = chance(play, 4), other = (one + 1 + chance(play, 3)) % 4;
    switch (order[at]) {
    case CLOUD:
        snprintf(more, sizeof more, "\"poll\":%lld,\"texts\":[\"%s\"]", poll,
                 words[chance(play, 8)]);
        person_do(play, who, "poll.answer", more);
        return;
    case MULTIPLE:
        snprintf(more, sizeof more, "\"poll\":%lld,\"choices\":[%u,%u]", poll,
                 1 + (one < other ? one : other), 1 + (one < other ? other : one));
        break;
    case RANKING:
        snprintf(more, sizeof more, "\"poll\":%lld,\"values\":[%u,%u,%u,%u]", poll, one + 1,
                 (one + 1) % 4 + 1, (one + 2) % 4 + 1, (one + 3) % 4 + 1);
        break;
    case NUMERIC:
        snprintf(more, sizeof more, "\"poll\":%lld,\"values\":[%u]", poll, chance(play, 101));
        break;
    default:
        snprintf(more, sizeof more, "\"poll\":%lld,\"choices\":[%u]", poll, one + 1);
    }
    person_do(play, who, "poll.vote", more);
}
