/* SPDX-License-Identifier: Apache-2.0
 *
 * What commands about surveys say, read into canonical data.
 */
#ifndef MUSTER_FEATURES_SURVEY_READ_H
#define MUSTER_FEATURES_SURVEY_READ_H

#include "base/error.h"
#include "base/json.h"
#include "base/writer.h"

/* Of survey.add: a title, questions, and when they are asked. `kinds` and `sizes` are written
 * beside the questions: what remains of these when their words are erased. */
enum err survey_add_read(const struct json *data, struct writer *out);
/* Of survey.edit, which names one as well. */
enum err survey_edit_read(const struct json *data, struct writer *out);
/* Of what names one, and of what names a moment of it too. */
enum err survey_read(const struct json *data, struct writer *out);
enum err survey_moment_read(const struct json *data, struct writer *out);
/* Of survey.answer. */
enum err survey_answer_read(const struct json *data, struct writer *out);

#endif
