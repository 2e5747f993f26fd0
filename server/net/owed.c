/* SPDX-License-Identifier: Apache-2.0
 * A list, the newest first. */
#include "net/owed.h"

#include "base/mem.h"
#include "loop/loop.h"

struct owed *owed_new(struct owed_list *list, struct session *session, const char *verb,
                      uint32_t id)
{
    struct owed *owed = mem_new(sizeof *owed);
    owed->session = session;
    owed->list = list;
    owed->verb = verb;
    owed->begun_us = loop_clock_us();
    owed->id = id;
    owed->next = list->first;
    owed->link = &list->first;
    if (owed->next)
        owed->next->link = &owed->next;
    list->first = owed;
    list->count++;
    return owed;
}

struct session *owed_take(struct owed *owed)
{
    struct session *session = owed->session;
    if (!session)
        return NULL;
    *owed->link = owed->next;
    if (owed->next)
        owed->next->link = owed->link;
    owed->session = NULL;
    owed->list->count--;
    return session;
}

void owed_free(struct owed *owed)
{
    mem_free(owed->channel);
    mem_free(owed);
}

void owed_forget(struct owed_list *list)
{
    while (list->first)
        (void)owed_take(list->first);
}
