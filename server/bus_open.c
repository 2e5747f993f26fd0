/* SPDX-License-Identifier: Apache-2.0
 *
 * Redis or nothing, and what is said of it.
 */
#include "bus_open.h"

#include "base/log.h"
#include "base/unused.h"
#include "bus/redis.h"

static void redis_said(void *context, const char *where, const char *why)
{
    UNUSED(context);
    if (why)
        log_line(LOG_WARN, "redis is away: news are looked for in the journal until it is back",
                 "server=%s reason=\"%s\"", where, why);
    else
        log_line(LOG_INFO, "redis is there", "server=%s", where);
}

struct bus *bus_open(const struct bus_about *about, struct buffer *why)
{
    char reason[256] = "";
    const char *urls = config_text(about->config, CONFIG_BUS_URL);
    const struct redis_options options = {
        .loop = about->loop,
        .urls = urls,
        .prefix = config_text(about->config, CONFIG_BUS_PREFIX),
        .said = redis_said,
    };
    if (*urls && !about->media_same)
        log_line(LOG_WARN,
                 "the instances do not know each other's addresses of media: they need "
                 "one server.media_secret_file",
                 NULL);
    if (!*urls) {
        if (about->shared)
            log_line(LOG_WARN, "bus.url is empty: no other instance may use this journal", NULL);
        return bus_local_new();
    }
    if (!about->shared) {
        buffer_addf(why, "bus.url joins several instances, which need one journal: "
                         "journal.url must be postgresql:…");
        return NULL;
    }
    struct bus *bus = redis_open(&options, reason, sizeof reason);
    if (!bus)
        buffer_addf(why, "bus: %s", reason);
    return bus;
}
