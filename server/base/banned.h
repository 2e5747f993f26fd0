/* SPDX-License-Identifier: Apache-2.0
 *
 * Calls that have a better home become compile errors. Force-included into every file of server/;
 * the one home of a call is compiled with MUSTER_ALLOW_ALLOCATION (mem.c) or MUSTER_ALLOW_ABORT
 * (check.c), set in CMakeLists.txt.
 */
#ifndef MUSTER_BASE_BANNED_H
#define MUSTER_BASE_BANNED_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* With clang, glibc's fortified versions of these are macros. */
#undef sprintf
#undef vsprintf
#pragma GCC poison strcpy strcat sprintf vsprintf strtok gets atoi atol

#ifndef MUSTER_ALLOW_ALLOCATION
#pragma GCC poison malloc calloc realloc strdup
#endif
#ifndef MUSTER_ALLOW_ABORT
#pragma GCC poison abort
#endif

#endif
