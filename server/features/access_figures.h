/* SPDX-License-Identifier: Apache-2.0
 *
 * How long requests for access take: by step, and by country.
 */
#ifndef MUSTER_FEATURES_ACCESS_FIGURES_H
#define MUSTER_FEATURES_ACCESS_FIGURES_H

#include "core/feature.h"

/* Answers access.figures (core/feature.h). */
enum err access_figures(const void *state, const struct json *data, const struct scene *scene,
                        struct writer *out);

#endif
