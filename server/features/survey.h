/* SPDX-License-Identifier: Apache-2.0
 *
 * Surveys: a form of a few questions, in a session for its end, in a course for a unit; or the same
 * questions before and after, so that it shows what has changed. People answer under a pseudonym
 * that nobody can lead back to them, once each, and may change it until the survey is closed. Its
 * sums are told once it is closed, of five or more: while they grew, each new one would be
 * somebody.
 */
#ifndef MUSTER_FEATURES_SURVEY_H
#define MUSTER_FEATURES_SURVEY_H

#include "core/feature.h"

/* In a session: what is for its end opens with it. In a course: what is of a unit opens with that,
 * and the end of the course closes all. */
extern const struct feature survey_session_feature, survey_course_feature;

#endif
