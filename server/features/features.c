/* SPDX-License-Identifier: Apache-2.0
 * The table. */
#include "features/features.h"

#include "base/bounds.h"
#include "core/erasure.h"
#include "features/access.h"
#include "features/agenda.h"
#include "features/announce.h"
#include "features/assignment.h"
#include "features/audit.h"
#include "features/call.h"
#include "features/captions.h"
#include "features/catalogue.h"
#include "features/channel.h"
#include "features/chat.h"
#include "features/cohort.h"
#include "features/common_read.h"
#include "features/completion.h"
#include "features/conduct.h"
#include "features/credential.h"
#include "features/direct.h"
#include "features/document.h"
#include "features/draft.h"
#include "features/export.h"
#include "features/file.h"
#include "features/film.h"
#include "features/forum.h"
#include "features/glossary.h"
#include "features/group.h"
#include "features/guests.h"
#include "features/hand.h"
#include "features/handout.h"
#include "features/inbox.h"
#include "features/ingest.h"
#include "features/library.h"
#include "features/lobby.h"
#include "features/lock.h"
#include "features/login.h"
#include "features/media.h"
#include "features/member.h"
#include "features/names.h"
#include "features/notes.h"
#include "features/notice.h"
#include "features/people.h"
#include "features/poll.h"
#include "features/presence.h"
#include "features/question.h"
#include "features/reaction.h"
#include "features/remark.h"
#include "features/report.h"
#include "features/run.h"
#include "features/sanction.h"
#include "features/settings.h"
#include "features/slide.h"
#include "features/stage.h"
#include "features/survey.h"
#include "features/tasks.h"
#include "features/tempo.h"
#include "features/test.h"
#include "features/timer.h"
#include "features/tool.h"
#include "features/unit.h"
#include "features/visitor.h"

/* A full room must fit into a view. Some collections count the bytes they take; those that are
 * bounded by number alone are reckoned here, at four bytes a character. */
enum {
    AUTHOR_BYTES = 4 * BOUND_NAME_CHARS + BOUND_ID_BYTES + 256,
    MENTIONS_BYTES = BOUND_CHAT_MENTIONS * (BOUND_ID_BYTES + 4),
    CHAT_BYTES = (BOUND_CHAT_WINDOW + BOUND_CHAT_PENDING) *
                 (4 * BOUND_CHAT_CHARS + MENTIONS_BYTES + AUTHOR_BYTES),
    DISMISSED_BYTES =
        BOUND_QUESTIONS_DISMISSED * (4 * (BOUND_QUESTION_CHARS + BOUND_WHY_CHARS) + AUTHOR_BYTES),
    TAGS_BYTES = (BOUND_QUESTIONS + BOUND_QUESTIONS_DISMISSED) * BOUND_QUESTION_TAGS * 4 *
                     BOUND_QUESTION_TAG_CHARS +
                 BOUND_SILENCED * BOUND_ID_BYTES,
    OWN_BYTES = BOUND_QUESTIONS_PERSON * (4 * BOUND_QUESTION_CHARS + AUTHOR_BYTES),
    DIRECT_BYTES = (BOUND_DIRECT_LISTED + BOUND_DIRECT_PERSON + 1) *
                   (4 * BOUND_DIRECT_CHARS + AUTHOR_BYTES + AUTHOR_BYTES),
    HANDS_BYTES = BOUND_HANDS * AUTHOR_BYTES,
    REPORTS_BYTES = BOUND_REPORTS * (4 * BOUND_WHY_CHARS + AUTHOR_BYTES + AUTHOR_BYTES),
    LOBBY_BYTES = BOUND_LOBBY_WINDOW * (BOUND_ID_BYTES + AUTHOR_BYTES),
    SANCTIONS_BYTES = BOUND_SANCTIONS * (4 * BOUND_SANCTION_CHARS + BOUND_ID_BYTES + AUTHOR_BYTES),
    TITLE_BYTES = BOUND_LANGUAGES * 4 * BOUND_TITLE_CHARS,
    NOTICES_BYTES = BOUND_NOTICES *
                    (BOUND_LANGUAGES * 4 * BOUND_NOTICE_CHARS + AUTHOR_BYTES + COMMON_URL_BYTES),
    AGENDA_BYTES = BOUND_AGENDA * (TITLE_BYTES + 128),
    HANDOUTS_BYTES = BOUND_HANDOUTS * (TITLE_BYTES + COMMON_URL_BYTES + 128),
    RUN_BYTES = BOUND_RUN * 36, /* the longest step, in its quotes */
    SLIDES_BYTES = BOUND_DECKS * (4 * BOUND_DECK_NAME_CHARS + 256),
    STREAMS_BYTES =
        (BOUND_STREAMS + 1) * (COMMON_URL_BYTES + 64) + BOUND_RECORDINGS * (BOUND_ID_BYTES + 64),
    MEDIA_BYTES = BOUND_MEDIA * (COMMON_URL_BYTES + 256 + BOUND_ANCHORS * 32),
    DESK_BYTES = NOTICES_BYTES + AGENDA_BYTES + HANDOUTS_BYTES + RUN_BYTES,
    GROUPS_BYTES = BOUND_GROUPS * (BOUND_LANGUAGES * 4 * BOUND_GROUP_CHARS + AUTHOR_BYTES) +
                   BOUND_GROUP_PEOPLE * (4 * BOUND_NAME_CHARS + BOUND_ID_BYTES + 48) +
                   BOUND_GROUP_MESSAGES * (4 * BOUND_GROUP_MESSAGE_CHARS + AUTHOR_BYTES),
    SURVEYS_BYTES = BOUND_SURVEYS * (BOUND_ENTRY_BYTES + 512),
    ONCE_BYTES = 1 << 19, /* stage, staff, rights, reactions, the rest of `me` */
    WEBINAR_BYTES = CHAT_BYTES + BOUND_POLLS_BYTES + BOUND_QUESTIONS_BYTES + BOUND_ANSWERS_BYTES +
                    DISMISSED_BYTES + DISMISSED_BYTES + OWN_BYTES + TAGS_BYTES +
                    BOUND_COMMENTS_BYTES + HANDS_BYTES + DESK_BYTES + SANCTIONS_BYTES +
                    SANCTIONS_BYTES + REPORTS_BYTES + LOBBY_BYTES + GROUPS_BYTES + DIRECT_BYTES +
                    SLIDES_BYTES + STREAMS_BYTES + MEDIA_BYTES + SURVEYS_BYTES + ONCE_BYTES,
    NOTES_BYTES = BOUND_NOTES_BYTES + BOUND_NOTES * (AUTHOR_BYTES + AUTHOR_BYTES),
    GROUP_BYTES = CHAT_BYTES + BOUND_POLLS_BYTES + BOUND_ANSWERS_BYTES + HANDS_BYTES + NOTES_BYTES +
                  BOUND_GROUP_PEOPLE * (4 * BOUND_NAME_CHARS + BOUND_ID_BYTES + 48),
    COHORTS_BYTES = BOUND_COHORTS * (BOUND_LANGUAGES * 4 * BOUND_COHORT_CHARS + 128) +
                    BOUND_COHORT_PEOPLE * (AUTHOR_BYTES + 4 * BOUND_COHORTS),
    VISITORS_BYTES = BOUND_VISITORS * (2 * AUTHOR_BYTES + 3 * 21 * BOUND_VISITOR_AREAS + 128),
    /* Words of a copy: an address of nine may be one of 91 there (features/unit_brought.h). */
    COPIED = 11,
    UNITS_BYTES = BOUND_UNITS * (TITLE_BYTES + BOUND_LANGUAGES * COPIED * BOUND_NEWS_CHARS + 256),
    UNIT_BYTES = TITLE_BYTES + BOUND_LANGUAGES * 4 * BOUND_UNIT_CHARS,
    TOPICS_BYTES =
        BOUND_TOPICS * (TITLE_BYTES + BOUND_LANGUAGES * COPIED * BOUND_TOPIC_CHARS + AUTHOR_BYTES),
    THREADS_BYTES = BOUND_THREADS_LISTED *
                    (4 * (BOUND_TITLE_CHARS + BOUND_EXCERPT_CHARS) + 2 * AUTHOR_BYTES + 512),
    COURSE_BYTES = THREADS_BYTES + COHORTS_BYTES + UNITS_BYTES + TOPICS_BYTES + REPORTS_BYTES +
                   SURVEYS_BYTES + VISITORS_BYTES,
    ITEM_BYTES = BOUND_LANGUAGES * COPIED * BOUND_ARTICLE_CHARS + BOUND_ENTRY_BYTES + 256,
    CONTENT_BYTES = COPIED * UNIT_BYTES / 4 + BOUND_ITEMS_UNIT * ITEM_BYTES,
    THREAD_BYTES =
        (BOUND_THREAD_WINDOW + 1) * (4 * BOUND_POST_CHARS + AUTHOR_BYTES + AUTHOR_BYTES) +
        BOUND_THREAD_POLLS * (BOUND_FORUM_POLL_OPTIONS * (4 * BOUND_FORUM_OPTION_CHARS + 24) + 256),
};
_Static_assert((int)WEBINAR_BYTES < (int)BOUND_VIEW_BYTES, "a full webinar fits into a view");
_Static_assert((int)THREAD_BYTES + (int)ONCE_BYTES < (int)BOUND_VIEW_BYTES, "and a full thread");
_Static_assert(BOUND_TERMS *(BOUND_LANGUAGES * 4 * BOUND_TERM_CHARS + 128) + (int)ONCE_BYTES <
                   (int)BOUND_VIEW_BYTES,
               "and a full glossary");
_Static_assert((int)NOTES_BYTES + (int)ONCE_BYTES < (int)BOUND_VIEW_BYTES, "and the notes");
_Static_assert((int)GROUP_BYTES + (int)ONCE_BYTES < (int)BOUND_VIEW_BYTES, "and a full group");
_Static_assert((BOUND_ANNOUNCEMENTS + 1) * BOUND_ENTRY_BYTES < (int)BOUND_VIEW_BYTES / 2,
               "and what the academy announces");
_Static_assert((int)COURSE_BYTES + (int)ONCE_BYTES < (int)BOUND_VIEW_BYTES, "and a course");
_Static_assert((int)CONTENT_BYTES + (int)ONCE_BYTES < (int)BOUND_VIEW_BYTES, "and a full unit");
_Static_assert((int)UNIT_BYTES + 256 < BOUND_ENTRY_BYTES, "a unit is one entry, in a copy too");

static const struct kind webinar = {
    .name = "webinar",
    .naming = NAMED_BY_MEMBERS,
    .composed = true,
    .works = true,
    .phases = PHASE_ANY,
    .publish = "chat.post",
    .features =
        (const struct feature *const[]){
            &stage_feature,
            &member_feature,
            &guests_feature,
            &lobby_feature,
            &sanction_feature,
            &lock_feature,
            &presence_session_feature,
            &chat_feature,
            &direct_feature,
            &poll_feature,
            &question_feature,
            &survey_session_feature,
            &report_feature,
            &remark_feature,
            &hand_feature,
            &reaction_feature,
            &tempo_feature,
            &notice_feature,
            &agenda_feature,
            &handout_feature,
            &timer_feature,
            &call_feature,
            &audit_feature,
            &names_feature,
            &captions_feature,
            &slide_feature,
            &notes_feature,
            &group_feature,
            &ingest_feature,
            &media_feature,
            &run_feature,
            &glossary_feature,
            &film_feature,
            &export_session_feature,
            &erasure_feature,
            NULL,
        },
};

static const struct kind course = {
    .name = "course",
    .naming = NAMED_BY_MEMBERS,
    .composed = true,
    .phases = PHASE_LIVE,
    .features =
        (const struct feature *const[]){
            &stage_feature,
            &member_feature,
            &visitor_feature,
            &sanction_feature,
            &presence_feature,
            &cohort_feature,
            &unit_feature,
            &test_feature,
            &assignment_feature,
            &forum_feature,
            &completion_feature,
            &survey_course_feature,
            &report_feature,
            &file_feature,
            &document_feature,
            &export_course_feature,
            &erasure_feature,
            NULL,
        },
};

static const struct kind inbox = {
    .name = "inbox",
    .naming = NAMED_BY_OWNER,
    .works = true,
    .phases = PHASE_LIVE,
    .features = (const struct feature *const[]){&inbox_feature, &library_feature, &draft_feature,
                                                &erasure_feature, NULL},
};

static const struct kind academy = {
    .name = "academy",
    .naming = NAMED_BY_MEMBERS,
    .academy = true,
    .phases = PHASE_LIVE,
    .features =
        (const struct feature *const[]){
            &people_feature,
            &access_feature,
            &catalogue_feature,
            &announce_feature,
            &conduct_feature,
            &credential_feature,
            &tasks_feature,
            &tool_feature,
            &file_feature,
            &login_feature,
            &settings_feature,
            &erasure_feature,
            NULL,
        },
};

static const struct kind channel = {
    .name = "channel",
    .naming = NAMED_BY_ALL,
    .plain = true,
    .phases = PHASE_LIVE,
    .publish = "publish",
    .features = (const struct feature *const[]){&channel_feature, &erasure_feature, NULL},
};

const struct kind *const kinds_all[] = {&webinar, &course, &inbox, &academy, &channel, NULL};
