/* SPDX-License-Identifier: Apache-2.0
 *
 * When the owner of an inbox is written to: at their hour every day or week, or some time after
 * something came for them, as they set it (`inbox.set`). A time that has come is the entry
 * `digest.turn`, by whichever instance is first; who sends mails answers it by `digest.done`. One
 * that is not answered comes again, later each time, so that a turn outlives whoever had it. What
 * the mail says is asked as it is sent, and not here.
 *
 * Times at somebody's hour are reckoned by the rules of a time zone, which are no part of a
 * journal: each turn says when the next one is.
 */
#ifndef MUSTER_FEATURES_DIGEST_H
#define MUSTER_FEATURES_DIGEST_H

#include "core/feature.h"

extern const struct feature digest_feature;

#endif
