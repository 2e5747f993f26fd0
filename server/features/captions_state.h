/* SPDX-License-Identifier: Apache-2.0
 *
 * What captions are made of: captions.c decides what changes the lines, captions_people.c who may
 * write them and who does; captions_history.c reads the lines that have left the view. Nobody else
 * looks in.
 */
#ifndef MUSTER_FEATURES_CAPTIONS_STATE_H
#define MUSTER_FEATURES_CAPTIONS_STATE_H

#include "base/bounds.h"
#include "base/map.h"
#include "features/chat_known.h"
#include "features/common_author.h"
#include "features/shelf.h"

enum { CAPTIONS_TAG = 16 }; /* the longest name of a language */

struct line {
    struct shelf_thing thing; /* its first member */
    char *text;               /* owned; NULL: erased */
    enum text_dir dir;
    int64_t from_ms; /* when it was said, as far as that is known; 0: not */
};

/* Who writes a language just now: others know that they need not. */
struct turn {
    struct common_author by;
    int64_t at_ms;
    int64_t seq; /* the entry that took it; 0: it is nobody's */
};

/* One language; in the order in which they were first offered. */
struct tongue {
    char tag[CAPTIONS_TAG + 1]; /* "fr", "pt-br" */
    bool offered;
    struct shelf lines;   /* the youngest */
    struct knowns *known; /* every line that stands; owned */
    struct turn turn;
};

struct captions {
    struct tongue list[BOUND_CAPTION_LANGUAGES];
    size_t count;
    struct map *captioners; /* person -> struct captioner, owned: who may write beside the staff */
    size_t changed;         /* the place of the language that the last entry of a line was in */
    int64_t withdrawn;      /* the entry whose words it took away; 0: none */
    int64_t beyond;         /* the line it changed that stands in the view no more; 0: none */
};

/* The language of that name, or NULL. */
struct tongue *captions_find(const struct captions *captions, struct slice tag);
/* The one that the line `seq` is in, or NULL. */
struct tongue *captions_of(const struct captions *captions, int64_t seq);
/* Read what names languages: the member `languages`, a list; or `language`, one. */
enum err captions_read_languages(const struct json *data, struct writer *out);
enum err captions_read_language(const struct json *data, struct writer *out);

#endif
