/* SPDX-License-Identifier: Apache-2.0
 * The kind of the trial, beside those of the server. */
#include "trial/trial.h"

#include "base/check.h"
#include "core/erasure.h"
#include "features/features.h"
#include "features/member.h"
#include "features/stage.h"
#include "trial/trial_box.h"
#include "trial/trial_direct.h"
#include "trial/trial_group.h"
#include "trial/trial_list.h"

enum trial_fault trial_fault;

static const struct kind trial = {
    .name = "trial",
    .naming = NAMED_BY_MEMBERS,
    .composed = true,
    .phases = PHASE_LIVE,
    .features =
        (const struct feature *const[]){
            &stage_feature,
            &member_feature,
            &trial_group_feature,
            &trial_list_feature,
            &trial_direct_feature,
            &trial_box_feature,
            &erasure_feature,
            NULL,
        },
};

const struct kinds *trial_kinds(void)
{
    enum { KINDS_MAX = 16 };
    static const struct kind *table[KINDS_MAX];
    static struct kinds *kinds;
    char why[256] = "";
    size_t count = 0;
    if (kinds)
        return kinds;
    for (; kinds_all[count]; count++)
        table[count] = kinds_all[count];
    check(count + 1 < KINDS_MAX);
    table[count] = &trial;
    kinds = kinds_new(table, why, sizeof why);
    check(kinds != NULL);
    return kinds;
}
