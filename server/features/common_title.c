/* SPDX-License-Identifier: Apache-2.0
 * Titles in patches. */
#include "features/common_title.h"

#include "base/json.h"

void common_write_title(const char *title, struct writer *out)
{
    static const char *const languages[] = {"en", "fr", "es", "ar"};
    struct json *texts = NULL;
    (void)json_parse_entry(slice_of(title), &texts);
    writer_object(out, "title");
    for (size_t i = 0; i < sizeof languages / sizeof languages[0]; i++) {
        struct slice text;
        if (json_get_text(texts, languages[i], &text))
            writer_text(out, languages[i], text);
        else
            writer_null(out, languages[i]);
    }
    writer_end(out);
    json_free(&texts);
}
