/* SPDX-License-Identifier: Apache-2.0
 *
 * What a poll may be made of.
 */
#ifndef MUSTER_FEATURES_POLL_READ_H
#define MUSTER_FEATURES_POLL_READ_H

#include "core/feature.h"

/* row->read of poll.prepare: type, title, options, range, and whether a ballot may be changed. */
enum err poll_prepare_read(const struct json *data, struct writer *out);

#endif
