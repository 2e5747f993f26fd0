/* SPDX-License-Identifier: Apache-2.0
 * Rates by keys of their own. */
#include "net/pacing.h"

#include "loop/loop.h"
#include "net/exchange.h"
#include "net/rate.h"
#include "outbound/mail.h"

bool pacing_admits(struct exchange *exchange, struct slice target)
{
    const struct api_site *site = exchange->site;
    int64_t retry_ms = rate_take(site->targets, target, loop_tick_ms(site->loop));
    if (retry_ms)
        exchange_fail_later(exchange, ERR_TOO_MANY_REQUESTS, retry_ms);
    return retry_ms == 0;
}

int64_t pacing_mail_ms(const struct api_site *site, struct slice address)
{
    struct buffer key;
    buffer_init(&key, MAIL_ADDRESS_BYTES);
    mail_address_key(address, &key);
    int64_t retry_ms =
        rate_take(site->mail_addresses, buffer_slice(&key), loop_tick_ms(site->loop));
    buffer_done(&key);
    return retry_ms;
}
