/* SPDX-License-Identifier: Apache-2.0
 * The bus everyone calls: the table of the one that was chosen. */
#include "bus/bus.h"

void bus_listen(struct bus *bus, bus_news_fn *news, void *context)
{
    bus->ops->listen(bus, news, context);
}

void bus_publish(struct bus *bus, struct entry *entry)
{
    bus->ops->publish(bus, entry);
}

void bus_follow(struct bus *bus, struct slice room)
{
    bus->ops->follow(bus, room);
}

void bus_unfollow(struct bus *bus, struct slice room)
{
    bus->ops->unfollow(bus, room);
}

void bus_close(struct bus **bus)
{
    if (!*bus)
        return;
    (*bus)->ops->close(*bus);
    *bus = NULL;
}
