/* SPDX-License-Identifier: Apache-2.0
 *
 * Who of the floor above is told of rooms in which there may be work (hub_on_work in hub/hub.h).
 */
#ifndef MUSTER_HUB_WORK_H
#define MUSTER_HUB_WORK_H

#include "hub/site.h"

/* As hub_on_work (hub/hub.h) says. */
void work_listen(struct hub *hub, hub_work_fn *work, void *context);
/* Tells all of them of that room. */
void work_tell(const struct hub *hub, struct slice room);

#endif
