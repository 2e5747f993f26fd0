/* SPDX-License-Identifier: Apache-2.0
 *
 * The arguments of a query (`?limit=5&of=webinar:w1`), or of a form, as an object.
 */
#ifndef MUSTER_NET_ARGUMENTS_H
#define MUSTER_NET_ARGUMENTS_H

#include <stdbool.h>

#include "base/error.h"
#include "base/json.h"
#include "base/slice.h"

/* *json is the caller's. Numbers, yes and no are what they look like, and what is in quotes is a
 * text all the same; with `texts` everything is a text, as it stands, and + a space, as forms write
 * one. ERR_BAD_REQUEST when it is not written as a query, says something twice, or is too long. */
enum err arguments_read(struct slice query, bool texts, struct json **json);

#endif
