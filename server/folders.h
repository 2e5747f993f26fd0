/* SPDX-License-Identifier: Apache-2.0
 *
 * Where the web client and the media lie.
 */
#ifndef MUSTER_FOLDERS_H
#define MUSTER_FOLDERS_H

#include "config.h"

/* Fills in both, empty where there is none: without them the server still serves, and the log says
 * what is missing. False, and one sentence in `why`, when one is named that is not there. */
bool folders_find(const struct config *config, struct buffer *web, struct buffer *media,
                  struct buffer *why);

#endif
