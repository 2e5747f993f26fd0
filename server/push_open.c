/* SPDX-License-Identifier: Apache-2.0
 * A list of the configuration becomes that of the services. */
#include "push_open.h"

#include "outbound/push.h"
#include "words.h"

struct push *push_open(struct loop *loop, const struct config *config)
{
    struct words services;
    struct push *push = NULL;
    words_init(&services, config_text(config, CONFIG_PUSH_SERVICES));
    if (services.items[0])
        push = push_new(&(struct push_options){
            .loop = loop,
            .services = services.items,
            .ca = config_text(config, CONFIG_PUSH_CA),
            .inside = config_bool(config, CONFIG_PUSH_INSIDE),
            .timeout_ms = config_int(config, CONFIG_PUSH_TIMEOUT_SECONDS) * 1000,
            .retry_ms = config_int(config, CONFIG_PUSH_RETRY_SECONDS) * 1000,
        });
    words_done(&services);
    return push;
}
