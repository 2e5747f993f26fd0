/* SPDX-License-Identifier: Apache-2.0
 *
 * A disk with a plug, as SQLite's default VFS. What is written lives in a cache until it is synced;
 * when the power goes, a seeded random part of what was not synced is on the disk, in whole, torn
 * at sectors of 512 bytes, or not at all. Locks and shared memory are the real VFS's. Names are
 * remembered in the order of their first use; their number and sizes are bounded by the tests.
 */
#ifndef MUSTER_TESTS_HELP_POWER_H
#define MUSTER_TESTS_HELP_POWER_H

#include <stdbool.h>
#include <stdint.h>

/* Makes the plugged disk the default VFS of this process. */
void power_install(void);
/* An empty disk with power, and the random numbers of `seed`. */
void power_reset(uint64_t seed);
/* The power goes after this many writes, truncations or syncs from now; 0: at no set moment. */
void power_cut_after(unsigned operations);
/* The power goes now. Every operation fails until power_on. */
void power_cut(void);
bool power_lost(void);
/* The power is back: the files hold what had reached the disk. */
void power_on(void);
/* A lying disk: syncs of write-ahead logs do nothing. What synchronous=NORMAL amounts to. */
void power_ignore_log_syncs(bool ignore);
/* The so-manieth sync from now fails, once; 0: none. What was to be synced stays in the cache and
 * never reaches the disk, as Linux has it. */
void power_fail_sync_after(unsigned syncs);
bool power_sync_failed(void);
/* The next random number below `bound`. */
unsigned power_random(unsigned bound);

#endif
