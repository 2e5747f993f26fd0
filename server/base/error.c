/* SPDX-License-Identifier: Apache-2.0
 * The table of protocol/errors.def. */
#include "base/error.h"

#include <ctype.h>
#include <threads.h>

#include "base/check.h"

struct error_row {
    unsigned code;
    int http;
    bool temporary;
    const char *text;
};

static const struct error_row rows[ERR_COUNT] = {
    [ERR_NONE] = {0, 200, false, "no error"},
#define ERROR(name, code, http, temporary, text)                                                   \
    [ERR_##name] = {(code), (http), (temporary), (text)},
#include "protocol/errors.def"
#undef ERROR
};

static const struct error_row *row(enum err error)
{
    check((unsigned)error < ERR_COUNT);
    return &rows[error];
}

unsigned error_code(enum err error)
{
    return row(error)->code;
}

int error_http(enum err error)
{
    return row(error)->http;
}

bool error_temporary(enum err error)
{
    return row(error)->temporary;
}

const char *error_text(enum err error)
{
    return row(error)->text;
}

/* The preprocessor cannot lower the case of a name: it is done once, by whichever thread asks
 * first. */
static char names[ERR_COUNT][32] = {
    [ERR_NONE] = "none",
#define ERROR(name, code, http, temporary, text) [ERR_##name] = #name,
#include "protocol/errors.def"
#undef ERROR
};
static once_flag names_once = ONCE_FLAG_INIT;

static void names_lower(void)
{
    for (unsigned error = 0; error < ERR_COUNT; error++) {
        for (char *at = names[error]; *at; at++)
            *at = (char)tolower((unsigned char)*at);
    }
}

const char *error_name(enum err error)
{
    check((unsigned)error < ERR_COUNT);
    call_once(&names_once, names_lower);
    return names[error];
}
