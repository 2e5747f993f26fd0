/* SPDX-License-Identifier: Apache-2.0
 *
 * Reading a key beside a journal without opening the journal: for programs of the operator beside a
 * running server, which has the journal to itself.
 */
#ifndef MUSTER_JOURNAL_KEY_READ_H
#define MUSTER_JOURNAL_KEY_READ_H

#include "journal/answer.h"

/* The key `name` of the journal at `url` (sqlite:PATH, postgresql://…), as a server has made it.
 * ERR_NOT_FOUND: there is none; ERR_NOT_AVAILABLE: such a journal has none to be read. */
enum err key_read(const char *url, struct slice name, unsigned char key[JOURNAL_KEY_BYTES]);

#endif
