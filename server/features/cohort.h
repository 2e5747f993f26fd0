/* SPDX-License-Identifier: Apache-2.0
 *
 * The cohorts of a course: its members in groups that last, each with staff of its own. What is
 * written for some cohorts is stamped with their rings. A person has a place in one cohort at most,
 * and may be staff of any. A number is given once: what was written for a cohort that was removed
 * is never shown to another.
 *
 * Who comes late into a cohort without history sees what is written from then on. They stand in a
 * ring of their own, and so do those who come with them, until something is written for them; what
 * is written for the cohort is for all its rings. So the rings of a course are used up by cohorts,
 * and by late comers into such cohorts.
 *
 * Break-out groups of webinars are another thing (group.h).
 */
#ifndef MUSTER_FEATURES_COHORT_H
#define MUSTER_FEATURES_COHORT_H

#include "core/feature.h"

extern const struct feature cohort_feature;

#endif
