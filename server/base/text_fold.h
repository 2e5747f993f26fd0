/* SPDX-License-Identifier: Apache-2.0
 *
 * The form in which texts are searched and compared.
 */
#ifndef MUSTER_BASE_TEXT_FOLD_H
#define MUSTER_BASE_TEXT_FOLD_H

#include "base/buffer.h"
#include "base/error.h"
#include "base/slice.h"

/* Appends `text` folded for searching and comparing: NFKC, case, accents, Arabic tatweel, hamza
 * carriers and marks, and the forms of alef, yeh, heh and kaf written for one another; oe and ae
 * that are one letter become two; what nobody sees goes. Idempotent. ERR_TEXT_INVALID when not
 * UTF-8, ERR_TEXT_TOO_LONG when `out` cannot hold it (a folded text may be longer than the text);
 * `out` then holds what it held. */
enum err text_fold(struct slice text, struct buffer *out);

#endif
