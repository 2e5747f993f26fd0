/* SPDX-License-Identifier: Apache-2.0
 *
 * Calls that have a better home become compile errors. Force-included into every file of server/;
 * the one home of a call defines MUSTER_ALLOW_ALLOCATION or MUSTER_ALLOW_ABORT before anything else.
 */
#ifndef MUSTER_BASE_BANNED_H
#define MUSTER_BASE_BANNED_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#pragma GCC poison strcpy strcat sprintf vsprintf strtok gets atoi atol

#ifndef MUSTER_ALLOW_ALLOCATION
#pragma GCC poison malloc calloc realloc strdup
#endif
#ifndef MUSTER_ALLOW_ABORT
#pragma GCC poison abort
#endif

#endif
