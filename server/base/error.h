/* SPDX-License-Identifier: Apache-2.0
 *
 * Every refusal and failure has one name, one code, one HTTP status and one sentence, all in
 * protocol/errors.def. ERR_NONE (0) means no error.
 */
#ifndef MUSTER_BASE_ERROR_H
#define MUSTER_BASE_ERROR_H

#include <stdbool.h>

enum err {
    ERR_NONE = 0,
#define ERROR(name, code, http, temporary, text) ERR_##name,
#include "protocol/errors.def"
#undef ERROR
    ERR_COUNT
};

/* The code clients see (Centrifuge codes 100-113, own codes from 400). ERR_NONE gives 0. */
unsigned error_code(enum err error);
/* The HTTP status that says the same. */
int error_http(enum err error);
/* Whether trying the same again later may succeed. */
bool error_temporary(enum err error);
/* The stable lower-case name, for example "already_voted". */
const char *error_name(enum err error);
/* One English sentence; clients translate by name. */
const char *error_text(enum err error);

#endif
