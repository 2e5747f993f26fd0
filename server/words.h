/* SPDX-License-Identifier: Apache-2.0
 *
 * A LIST of the configuration as a list.
 */
#ifndef MUSTER_WORDS_H
#define MUSTER_WORDS_H

enum { WORDS_MAX = 64 };

struct words {
    char *text;                       /* owned */
    const char *items[WORDS_MAX + 1]; /* ends with NULL; they point into the text */
};

/* The words of `list`, apart by spaces, tabs or commas; at most WORDS_MAX. */
void words_init(struct words *words, const char *list);
void words_done(struct words *words);

#endif
