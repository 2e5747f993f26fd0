/* SPDX-License-Identifier: Apache-2.0
 * The table. */
#include "features/features.h"

#include "features/channel.h"
#include "features/chat.h"
#include "features/forum.h"
#include "features/inbox.h"
#include "features/member.h"
#include "features/poll.h"
#include "features/presence.h"
#include "features/question.h"
#include "features/reaction.h"
#include "features/stage.h"

const struct feature *const features_all[] = {
    &stage_feature,
    &member_feature,
    &presence_feature,
    &chat_feature,
    &poll_feature,
    &question_feature,
    &reaction_feature,
    &forum_feature,
    &inbox_feature,
    &channel_feature,
    NULL,
};
