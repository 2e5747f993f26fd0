/* SPDX-License-Identifier: Apache-2.0
 * A copy, cut into pieces. */
#include "words.h"

#include <string.h>

#include "base/mem.h"

void words_init(struct words *words, const char *list)
{
    size_t count = 0;
    *words = (struct words){.text = mem_text(slice_of(list))};
    char *rest = words->text, *word;
    while (count < WORDS_MAX && (word = strsep(&rest, " \t,")) != NULL)
        if (*word)
            words->items[count++] = word;
}

void words_done(struct words *words)
{
    mem_free(words->text);
}
