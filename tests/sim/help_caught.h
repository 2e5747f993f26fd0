/* SPDX-License-Identifier: Apache-2.0
 *
 * Where words were heard by whom they are not for. It fails the history; or, where a door was
 * opened on purpose (test_doors.c), it is counted by what it was.
 */
#ifndef MUSTER_TESTS_SIM_HELP_CAUGHT_H
#define MUSTER_TESTS_SIM_HELP_CAUGHT_H

#include <stdbool.h>

#define CAUGHT_LIST                                                                                \
    CAUGHT(DRAFT, "a draft of a poll")                                                             \
    CAUGHT(CORRECT, "what is correct, before it is told")                                          \
    CAUGHT(BANNED, "words that a cloud does not take")                                             \
    CAUGHT(ANSWER, "an answer that is not shown")                                                  \
    CAUGHT(KEPT, "a poll of somebody's library")                                                   \
    CAUGHT(PENDING, "a message that waits")                                                        \
    CAUGHT(DELAYED, "a message before its time")                                                   \
    CAUGHT(QUESTION, "a question that waits")                                                      \
    CAUGHT(DISMISSED, "a question that was set aside")                                             \
    CAUGHT(PRIVATE, "an answer for the asker alone")                                               \
    CAUGHT(REASON, "why a question was set aside")                                                 \
    CAUGHT(DIRECT, "a direct message")                                                             \
    CAUGHT(GROUP, "words of another group")                                                        \
    CAUGHT(COHORT, "words of another cohort")                                                      \
    CAUGHT(WAITING, "what is inside, before the door")                                             \
    CAUGHT(TOLD, "what somebody before the door was told")                                         \
    CAUGHT(CALL, "the link of those on stage")                                                     \
    CAUGHT(RECORDING, "the name of a recording")                                                   \
    CAUGHT(REPORT, "what was reported")                                                            \
    CAUGHT(CORRECTION, "why what counts of a time was corrected")                                  \
    CAUGHT(HERE, "whether somebody is here, by a mention")                                         \
    CAUGHT(MENTION, "a mention where one does not see")                                            \
    CAUGHT(LATE, "what was written before somebody came")                                          \
    CAUGHT(COUNT, "what is new where one does not see")                                            \
    CAUGHT(GONE, "what was deleted")                                                               \
    CAUGHT(FIRST, "what others wrote, before one wrote oneself")                                   \
    CAUGHT(AUTHOR, "who wrote without a name")                                                     \
    CAUGHT(HISTORY, "what a post said before")                                                     \
    CAUGHT(BALLOT, "who chose what in a poll of a post")                                           \
    CAUGHT(UNIT, "a unit that is not open")                                                        \
    CAUGHT(TOPIC, "a topic whose unit is not open")                                                \
    CAUGHT(COMPLETED, "why somebody has completed the course, or not")                             \
    CAUGHT(COMPLETION, "rules that are met, and nothing came of it")                               \
    CAUGHT(PAGE, "a page of something else")                                                       \
    CAUGHT(WORK, "what somebody else handed in")                                                   \
    CAUGHT(DRAFTED, "what somebody else has not handed in")                                        \
    CAUGHT(MARK, "a mark that is not handed back")                                                 \
    CAUGHT(RIGHT, "what is right in a test, before it is handed in")                               \
    CAUGHT(ANSWERED, "what somebody else answered in a test")                                      \
    CAUGHT(SURVEY, "a form that is not open, or what somebody answered in one")                    \
    CAUGHT(CARD, "what somebody wrote, and not for who asks")                                      \
    CAUGHT(VISITED, "what is not open to a guest")                                                 \
    CAUGHT(DOCUMENT, "a document that is not open to a guest")                                     \
    CAUGHT(ENDED, "what was said after a guest's end")

enum caught {
#define CAUGHT(name, text) CAUGHT_##name,
    CAUGHT_LIST
#undef CAUGHT
        CAUGHT_KINDS
};

/* Somebody was sent it; printf's rules for the sentence that the test fails with. */
void caught(enum caught what, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* From now on it is counted, from 0, and nothing fails; or no longer. */
void caught_count(bool counts);
bool caught_counts(void);
unsigned caught_times(enum caught what);
const char *caught_name(enum caught what);

#endif
