/* SPDX-License-Identifier: Apache-2.0
 * Titles in patches. */
#include "features/common_title.h"

#include "base/json.h"

void common_write_langs(const char *key, const char *text, struct writer *out)
{
    static const char *const languages[] = {"en", "fr", "es", "ar"};
    struct json *texts = NULL;
    (void)json_parse_entry(slice_of(text), &texts);
    writer_object(out, key);
    for (size_t i = 0; i < sizeof languages / sizeof languages[0]; i++) {
        struct slice word;
        if (json_get_text(texts, languages[i], &word))
            writer_text(out, languages[i], word);
        else
            writer_null(out, languages[i]);
    }
    writer_end(out);
    json_free(&texts);
}

void common_write_title(const char *title, struct writer *out)
{
    common_write_langs("title", title, out);
}
