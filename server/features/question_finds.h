/* SPDX-License-Identifier: Apache-2.0
 *
 * What is found of questions: they themselves, their answers, and what was said to them, each by
 * who sees it now.
 */
#ifndef MUSTER_FEATURES_QUESTION_FINDS_H
#define MUSTER_FEATURES_QUESTION_FINDS_H

#include "core/finds.h"

extern const struct finds question_finds;

#endif
