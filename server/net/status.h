/* SPDX-License-Identifier: Apache-2.0
 *
 * How the server is: /health as JSON and /metrics in the Prometheus text format 0.0.4. Pure:
 * figures in, text out. Holds counts alone, nothing of people or rooms by name.
 */
#ifndef MUSTER_NET_STATUS_H
#define MUSTER_NET_STATUS_H

#include "base/buffer.h"
#include "hub/hub.h"
#include "journal/journal.h"
#include "net/stats.h"

struct status {
    struct hub_stats hub;
    struct caused_stats caused;
    struct broken_stats broken;
    struct journal_stats journal;
    const struct net_stats *net;
    bool journal_failed;
    bool journal_away;
    bool stopping;
};

/* Whether the server should be sent clients. A degraded one should: it serves what it can, and the
 * others are no better off. */
bool status_good(const struct status *status);
/* {"status":"ok"|"degraded"|"stopping"|"failed","journal":"ok"|"away"|"failed","bus":"ok"|"away",
 * "reading":"ok"|"broken","rooms":N,"connections":N}. Broken: a room could not be read, within the
 * last minute. Degraded: without the journal rooms in memory are served on and
 * commands are refused for now; without the bus other instances are heard with a little delay. */
void status_health(const struct status *status, struct buffer *out);
void status_metrics(const struct status *status, struct buffer *out);

#endif
