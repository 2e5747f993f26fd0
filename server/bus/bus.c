/* SPDX-License-Identifier: Apache-2.0
 * The bus everyone calls: the table of the one that was chosen. */
#include "bus/bus.h"

void bus_listen(struct bus *bus, const struct bus_listener *listener, void *context)
{
    bus->listener = *listener;
    bus->context = context;
}

struct slice bus_node(const struct bus *bus)
{
    return bus->node;
}

void bus_publish(struct bus *bus, struct slice room, int64_t seq, struct slice sealed)
{
    bus->ops->publish(bus, room, seq, sealed);
}

void bus_follow(struct bus *bus, struct slice room)
{
    bus->ops->follow(bus, room);
}

void bus_unfollow(struct bus *bus, struct slice room)
{
    bus->ops->unfollow(bus, room);
}

bool bus_tell(struct bus *bus, struct slice node, struct slice message)
{
    return bus->ops->tell(bus, node, message);
}

bool bus_knows(const struct bus *bus, struct slice node)
{
    return bus->ops->knows(bus, node);
}

void bus_see(struct bus *bus, struct slice node)
{
    bus->ops->see(bus, node);
}

int64_t bus_silent_ms(const struct bus *bus, struct slice node)
{
    return bus->ops->silent_ms ? bus->ops->silent_ms(bus, node) : -1;
}

struct bus_stats bus_stats(const struct bus *bus)
{
    return bus->ops->stats(bus);
}

void bus_close(struct bus **bus)
{
    if (!*bus)
        return;
    (*bus)->ops->close(*bus);
    *bus = NULL;
}
