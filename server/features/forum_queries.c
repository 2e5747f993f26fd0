/* SPDX-License-Identifier: Apache-2.0
 * The table. */
#include "features/forum_queries.h"

#include "features/common_preview.h"
#include "features/forum_history.h"
#include "features/forum_listing.h"
#include "features/forum_mine.h"
#include "features/forum_move.h"
#include "features/forum_pages.h"
#include "features/forum_person.h"
#include "features/forum_poll_told.h"
#include "features/forum_veil.h"

const struct query forum_queries[FORUM_QUERIES] = {
    {
        .name = "forum.list",
        .roles = ROLE_READERS | ROLE_VISITORS,
        .own = "inbox",
        .needs = forum_list_needs,
        .answer = forum_list_answer,
    },
    {
        .name = "forum.unread",
        .roles = ROLE_READERS,
        .own = "inbox",
        .answer = forum_unread_answer,
    },
    {
        .name = "forum.preview",
        .roles = ROLE_ORGANISERS,
        .past = common_preview_past,
        .answer = forum_preview_answer,
    },
    {
        .name = "forum.posts",
        .roles = ROLE_READERS | ROLE_VISITORS,
        .needs = forum_posts_needs,
        .answer = forum_posts_answer,
    },
    {
        .name = "forum.mine",
        .roles = ROLE_READERS,
        .needs = forum_mine_needs,
        .answer = forum_mine_answer,
    },
    {
        .name = "forum.card",
        .roles = ROLE_READERS,
        .others = forum_card_others,
        .answer = forum_card_answer,
    },
    {
        .name = "forum.by",
        .roles = ROLE_READERS,
        .needs = forum_by_needs,
        .answer = forum_by_answer,
    },
    {
        .name = "forum.history",
        .roles = ROLE_ALL,
        .needs = forum_history_needs,
        .answer = forum_history_answer,
    },
    {
        .name = "forum.self",
        .roles = ROLE_READERS,
        .answer = forum_self_answer,
    },
    {
        .name = "forum.polls",
        .roles = ROLE_READERS | ROLE_VISITORS,
        .answer = forum_polls_answer,
    },
    {
        .name = "forum.ballots",
        .roles = ROLE_ALL,
        .answer = forum_ballots_answer,
    },
    {
        .name = "forum.place",
        .roles = ROLE_READERS | ROLE_VISITORS,
        .answer = forum_place_answer,
    },
};
