/* SPDX-License-Identifier: Apache-2.0
 *
 * Asks a scanner of the operator's, clamd, whether a file is harmful. A plain function that waits
 * for the answer, for a thread that is not the loop's; it never waits for more than half a minute.
 */
#ifndef MUSTER_NET_SCAN_H
#define MUSTER_NET_SCAN_H

#include "base/error.h"
#include "base/slice.h"

/* Whether `address` can be one: "unix:/run/clamav/clamd.ctl", "127.0.0.1:3310", "[::1]:3310". */
bool scan_address_good(const char *address);
/* ERR_NONE: nothing was found. ERR_FILE_HARMFUL: something was. ERR_SCAN_AWAY: there was no answer,
 * or none that says so; nobody knows. ERR_FILE_TOO_LARGE: it does not look at as much. */
enum err scan_content(const char *address, struct slice content);

#endif
