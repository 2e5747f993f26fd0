/* SPDX-License-Identifier: Apache-2.0
 *
 * What a course, a self-paced course, a workspace or a library can begin with: units or sections,
 * what stands in them, and forums, each with a title in the four languages. It is a list of steps,
 * the same each time: what is shown of it beforehand is what is made.
 *
 * Things name each other by numbers of their own, as in a copy of a course (unit_carry.h): a unit
 * by its place from 1, its forum and its items by numbers that no two have.
 */
#ifndef MUSTER_FEATURES_OUTLINE_H
#define MUSTER_FEATURES_OUTLINE_H

#include "core/feature.h"
#include "features/listing.h"

/* In the order of `common_languages`: en, fr, es, ar. */
struct outline_words {
    const char *in[4];
};

enum outline_what { OUTLINE_UNIT, OUTLINE_TOPIC, OUTLINE_ITEM };

struct outline_step {
    enum outline_what what;
    int64_t number;   /* of the thing */
    int64_t unit;     /* that it is in, or is; 0: none */
    const char *kind; /* of a topic or an item; NULL: a unit */
    const struct outline_words *title;
    int64_t counted;                  /* stands behind the title; 0: nothing does */
    const struct outline_words *text; /* NULL: none */
    int64_t day;                      /* of a unit, after the start; -1: it is open at once */
    int64_t topic;                    /* of an item that is one: the number of that; 0: of others */
    bool counts;                      /* towards the progress of people */
};

/* What is to be made: of a webinar there is no outline. */
struct outline {
    enum listing_template template;
    int64_t units; /* of a course with or without dates; 1 to BOUND_OUTLINE_UNITS */
};

/* True when data asks for one, read from the members `outline` and `units`. */
bool outline_of(const struct json *data, enum listing_template template, struct outline *out);
/* Reads these; what no template of that name has is ERR_BAD_REQUEST. */
enum err outline_read(const struct json *data, struct writer *out);

/* Each step, in the order in which things are made: what is named comes before. */
void outline_each(const struct outline *outline,
                  void (*visit)(void *context, const struct outline_step *step), void *context);

/* Writes the title, or the text, in those languages that `langs` (an object by language, NULL: all)
 * has; of the four at least one is written. */
void outline_write_title(const struct outline_step *step, const struct json *langs,
                         struct writer *out);
void outline_write_text(const struct outline_step *step, const struct json *langs,
                        struct writer *out);

#endif
