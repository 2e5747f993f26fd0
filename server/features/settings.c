/* SPDX-License-Identifier: Apache-2.0
 * Each member is kept as it was last set. */
#include "features/settings.h"

#include "base/bounds.h"
#include "base/mem.h"
#include "base/unused.h"
#include "features/common_get.h"
#include "features/common_read.h"

enum { COLOUR_BYTES = 7 /* #rrggbb */, LANGUAGES_MAX = 4, LANGUAGE_BYTES = 3 };
#define FILE_MAX ((INT64_C(1) << 53) - 1) /* as any seq */

struct settings {
    struct json *name; /* owned; by language; NULL: not set */
    char colour[COLOUR_BYTES + 1];
    char languages[LANGUAGES_MAX][LANGUAGE_BYTES]; /* "" behind the last; none: not set */
    int64_t logo;                                  /* a file; 0: none */
    bool applies, applies_set;
};

static void *state_new(const struct room *room)
{
    UNUSED(room);
    return mem_new(sizeof(struct settings));
}

static void state_free(void *state)
{
    struct settings *settings = state;
    json_free(&settings->name);
    mem_free(settings);
}

/* ---- settings.set -------------------------------------------------------------------------------
 */

static bool is_colour(struct slice text)
{
    if (text.len != COLOUR_BYTES || text.at[0] != '#')
        return false;
    for (size_t i = 1; i < text.len; i++)
        if (!memchr("0123456789abcdef", text.at[i], 16))
            return false;
    return true;
}

/* Empty: that of Muster. */
static enum err read_colour(const struct json *data, struct writer *out)
{
    struct slice colour;
    if (!common_has(data, "colour"))
        return ERR_NONE;
    if (!json_get_text(data, "colour", &colour) || (colour.len > 0 && !is_colour(colour)))
        return ERR_BAD_REQUEST;
    writer_text(out, "colour", colour);
    return ERR_NONE;
}

/* At least one; each once. */
static enum err read_languages(const struct json *data, struct writer *out)
{
    const struct json *list = json_get(data, "languages");
    unsigned written = 0;
    struct slice word;
    if (!common_has(data, "languages"))
        return ERR_NONE;
    if (!json_is_array(list) || json_count(list) == 0)
        return ERR_BAD_REQUEST;
    writer_array(out, "languages");
    for (const struct json *at = json_first(list); at; at = json_next(at)) {
        int place = json_as_text(at, &word) ? common_find_choice(word, common_languages) : -1;
        if (place < 0)
            return ERR_BAD_REQUEST;
        if (!(written >> place & 1))
            writer_text(out, NULL, word);
        written |= 1U << place;
    }
    writer_end(out);
    return ERR_NONE;
}

static enum err set_read(const struct json *data, struct writer *out)
{
    enum err error = ERR_NONE;
    if (common_has(data, "name"))
        error = common_read_lang_texts(data, "name", BOUND_ACADEMY_CHARS, out);
    if (!error)
        error = common_read_optional_int(data, "logo", 0, FILE_MAX, out);
    if (!error)
        error = read_colour(data, out);
    if (!error)
        error = read_languages(data, out);
    return error ? error : common_read_optional_bool(data, "apply", out);
}

static void set_languages(struct settings *settings, const struct json *list)
{
    size_t count = 0;
    struct slice word = {NULL, 0};
    memset(settings->languages, 0, sizeof settings->languages);
    for (const struct json *at = json_first(list); at && count < LANGUAGES_MAX; at = json_next(at))
        if (json_as_text(at, &word) && word.len == LANGUAGE_BYTES - 1)
            memcpy(settings->languages[count++], word.at, word.len);
}

static void set_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct settings *settings = state;
    const struct json *data = entry->data;
    struct slice colour = common_get_text(data, "colour");
    UNUSED(scene);
    if (common_has(data, "name")) {
        json_free(&settings->name);
        settings->name = json_copy(json_get(data, "name"));
    }
    if (common_has(data, "logo"))
        settings->logo = common_get_int(data, "logo");
    if (colour.at && colour.len <= COLOUR_BYTES) {
        memset(settings->colour, 0, sizeof settings->colour);
        memcpy(settings->colour, colour.at, colour.len);
    }
    if (common_has(data, "languages"))
        set_languages(settings, json_get(data, "languages"));
    if (common_has(data, "apply")) {
        settings->applies = common_get_bool(data, "apply");
        settings->applies_set = true;
    }
}

/* ---- the view ----------------------------------------------------------------------------------
 */

/* A language that is gone is null in a patch. */
static void write_name(const struct settings *settings, bool patch, struct writer *out)
{
    struct slice text;
    writer_object(out, "name");
    for (size_t i = 0; common_languages[i]; i++) {
        if (json_get_text(settings->name, common_languages[i], &text))
            writer_text(out, common_languages[i], text);
        else if (patch)
            writer_null(out, common_languages[i]);
    }
    writer_end(out);
}

static void write_languages(const struct settings *settings, struct writer *out)
{
    writer_array(out, "languages");
    for (size_t i = 0; i < LANGUAGES_MAX && settings->languages[i][0]; i++)
        writer_text(out, NULL, slice_of(settings->languages[i]));
    writer_end(out);
}

static void write_all(const struct settings *settings, bool patch, struct writer *out)
{
    if (settings->name)
        write_name(settings, patch, out);
    if (settings->logo)
        writer_int(out, "logo", settings->logo);
    else if (patch)
        writer_null(out, "logo");
    if (settings->colour[0])
        writer_text(out, "colour", slice_of(settings->colour));
    else if (patch)
        writer_null(out, "colour");
    if (settings->languages[0][0])
        write_languages(settings, out);
    if (settings->applies_set)
        writer_bool(out, "apply", settings->applies);
}

static void settings_view(const void *state, const struct viewer *viewer,
                          const struct bodies *bodies, struct writer *out)
{
    UNUSED(viewer);
    UNUSED(bodies);
    write_all(state, false, out);
}

static void set_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                      struct writer *out)
{
    UNUSED(entry);
    UNUSED(viewer);
    write_all(state, true, out);
}

/* ---- for who is not inside ---------------------------------------------------------------------
 */

static void gate_site(const void *state, struct gate_site *out)
{
    const struct settings *settings = state;
    out->name = settings->name;
    out->logo = settings->logo;
    out->colour = slice_of(settings->colour);
    for (size_t i = 0; i < LANGUAGES_MAX; i++)
        out->languages[i] = slice_of(settings->languages[i]);
    out->shut = settings->applies_set && !settings->applies;
}

static const struct gate gate = {.site = gate_site};

static const struct row rows[] = {
    {
        .name = "settings.set",
        .keep = {keep_all},
        .roles = ROLE_ACADEMY_ORGANISER,
        .phases = PHASE_ANY,
        .read = set_read,
        .apply = set_apply,
        .patch = set_patch,
    },
};

const struct feature settings_feature = {
    .name = "settings",
    .rows = rows,
    .rows_count = sizeof rows / sizeof rows[0],
    .state_new = state_new,
    .state_free = state_free,
    .view = settings_view,
    .knows.gate = &gate,
};
