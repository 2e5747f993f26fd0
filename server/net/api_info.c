/* SPDX-License-Identifier: Apache-2.0
 * One answer, the same for everybody. */
#include "net/api_info.h"

#include "net/exchange.h"

static void write_ways(const struct api_site *site, struct writer *writer)
{
    writer_array(writer, "signin");
    if (site->demo)
        writer_text(writer, NULL, SLICE("demo"));
    if (site->tokens)
        writer_text(writer, NULL, SLICE("token"));
    writer_end(writer);
}

static void site_get(struct exchange *exchange)
{
    static const char *const languages[] = {"ar", "en", "fr", "es"};
    const struct api_site *site = exchange->site;
    struct writer *writer = exchange_writer(exchange);
    writer_text(writer, "name", slice_of(site->name));
    writer_array(writer, "languages");
    for (size_t i = 0; i < sizeof languages / sizeof languages[0]; i++)
        writer_text(writer, NULL, slice_of(languages[i]));
    writer_end(writer);
    write_ways(site, writer);
    writer_bool(writer, "demo", site->demo);
    exchange_send(exchange, 200);
}

static const struct api_route site_route = {"GET", "/api/site", API_ANYBODY, site_get};

const struct api_route *const api_info_routes[] = {&site_route, NULL};
