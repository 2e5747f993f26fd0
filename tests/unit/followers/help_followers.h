/* SPDX-License-Identifier: Apache-2.0
 * What every test of server/followers/ starts with.
 */
#ifndef MUSTER_TESTS_HELP_FOLLOWERS_H
#define MUSTER_TESTS_HELP_FOLLOWERS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buffer.h"

#endif
