/* SPDX-License-Identifier: Apache-2.0
 *
 * check() guards our own invariants, in every build. When one is broken the process prints where
 * and aborts; a restart replays the journal. Never used on outside input.
 */
#ifndef MUSTER_BASE_CHECK_H
#define MUSTER_BASE_CHECK_H

/* Prints the place and the broken condition to standard error and aborts. */
_Noreturn void check_failed(const char *file, int line, const char *condition);

#define check(condition) ((condition) ? (void)0 : check_failed(__FILE__, __LINE__, #condition))

#endif
