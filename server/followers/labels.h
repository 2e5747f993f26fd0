/* SPDX-License-Identifier: Apache-2.0
 *
 * What people read in exported files: parts and columns by their names, in four languages.
 */
#ifndef MUSTER_FOLLOWERS_LABELS_H
#define MUSTER_FOLLOWERS_LABELS_H

#include "base/slice.h"

enum label_language { LABEL_AR, LABEL_EN, LABEL_FR, LABEL_ES, LABEL_LANGUAGES };

/* The language by its tag ("ar"); English for any other. */
enum label_language label_language_of(struct slice tag);
/* Its tag. */
const char *label_tag(enum label_language language);
/* How something is called; the name itself where there is no word for it. */
struct slice label_of(enum label_language language, struct slice name);

#endif
