/* SPDX-License-Identifier: Apache-2.0
 *
 * Files of a room: what people uploaded, by the id under which its content is kept (net/uploads.h).
 * The fold counts what each person and the room take; it shows nothing of its own: whoever needs a
 * file (a logo, a picture, an attachment) names it by its seq, and `file.get` tells those who may
 * have it where it is.
 */
#ifndef MUSTER_FEATURES_FILE_H
#define MUSTER_FEATURES_FILE_H

#include "core/feature.h"

extern const struct feature file_feature;

#endif
