/* SPDX-License-Identifier: Apache-2.0
 *
 * What text_clean_name does to a name beside what every text goes through.
 */
#ifndef MUSTER_BASE_TEXT_NAME_H
#define MUSTER_BASE_TEXT_NAME_H

#include "base/text_points.h"

/* Takes out what nobody sees, and makes one space of several blanks. */
void name_strip(struct points *points);
/* Cuts to at most `chars_max`, between what people take for characters (UAX #29). */
void name_cut(struct points *points, size_t chars_max);

#endif
