/* SPDX-License-Identifier: Apache-2.0
 *
 * Slides of a session. Its team uploads files (PDF, pictures), each a deck of pages, or more pages
 * of one; the server turns them into pages, one entry a page (net/slide_jobs.h); then one page is
 * shown to everybody, in one small frame. Who may be shown it fetches its pictures over HTTP; of a
 * deck that was not shown yet participants know nothing, of one that was the pages up to the
 * farthest shown, and BOUND_SLIDES_AHEAD more that are fetched ahead. A pointer is a signal.
 */
#ifndef MUSTER_FEATURES_SLIDE_H
#define MUSTER_FEATURES_SLIDE_H

#include "core/feature.h"

extern const struct feature slide_feature;

#endif
