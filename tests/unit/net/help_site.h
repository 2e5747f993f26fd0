/* SPDX-License-Identifier: Apache-2.0
 *
 * A site as what writes mails needs it: keys and rows in memory, on a clock that moves when told,
 * and the hub of help_net.h.
 */
#ifndef MUSTER_TESTS_UNIT_NET_HELP_SITE_H
#define MUSTER_TESTS_UNIT_NET_HELP_SITE_H

#include "help_net.h"
#include "net/api_site.h"

enum { SITE_START_MS = 1000000 };

struct site {
    struct api_site api;
    struct journal *journal;
};

/* Its keys are known. */
void site_open(struct site *site);
void site_close(struct site *site);

#endif
