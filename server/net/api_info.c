/* SPDX-License-Identifier: Apache-2.0
 *
 * What anybody may know of the academy before they have said who they are: how it is called, and
 * which ways there are to come in.
 *
 * One answer, the same for everybody.
 */
#include "net/api_routes.h"

#include "hub/gate.h"
#include "net/api_site.h"
#include "net/exchange.h"

static void write_texts(struct writer *writer, const char *key, const char *const *texts)
{
    writer_array(writer, key);
    for (; *texts; texts++)
        writer_text(writer, NULL, slice_of(*texts));
    writer_end(writer);
}

/* How people sign in; tokens of others are no way that a page could offer. */
static void write_ways(const struct api_site *site, struct writer *writer)
{
    const char *ways[4] = {NULL};
    size_t count = 0;
    if (site->accounts)
        ways[count++] = "passkey";
    if (site->mailer)
        ways[count++] = "mail";
    write_texts(writer, "ways", ways);
}

void api_site_get(struct exchange *exchange)
{
    static const char *const languages[] = {"ar", "en", "fr", "es", NULL};
    const struct api_site *site = exchange->site;
    struct writer *writer = exchange_writer(exchange);
    writer_text(writer, "name", slice_of(site->name));
    write_texts(writer, "languages", languages);
    write_ways(site, writer);
    writer_bool(writer, "apply", site->accounts);
    writer_bool(writer, "organiser", gate_guarded(site->hub));
    writer_bool(writer, "demo", site->demo);
    exchange_send(exchange, 200);
}
