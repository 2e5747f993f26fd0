/* SPDX-License-Identifier: Apache-2.0
 *
 * Polls of a webinar: single choice, multiple choice, yes/no/abstain. A poll is its seq; it goes
 * draft -> open -> closed and may be opened again with its ballots. A person has one ballot per
 * poll, a set of options. Drafts are staff's alone; so are the sums until the poll is published.
 * Votes are delivered as tallies: no event per vote.
 */
#ifndef MUSTER_FEATURES_POLL_H
#define MUSTER_FEATURES_POLL_H

#include "core/feature.h"

extern const struct feature poll_feature;

#endif
