/* SPDX-License-Identifier: Apache-2.0
 *
 * What anybody may know of the academy before they have said who they are: how it is called, and
 * which ways there are to come in; and the same as a browser wants it that puts the page among the
 * apps of a device.
 *
 * One answer, the same for everybody: what organisers have set, else what the configuration says.
 * The logo is asked of its room first, for an address that is signed.
 */
#include "net/api_routes.h"

#include "hub/hub.h"
#include "net/api_site.h"
#include "net/exchange.h"
#include "net/media.h"

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

/* The name for who has none of its languages: English, or whichever comes first. */
static struct slice any_name(const struct json *names)
{
    struct slice name = {NULL, 0};
    if (!json_get_text(names, "en", &name))
        (void)json_as_text(json_first(names), &name);
    return name;
}

static void write_names(const struct json *names, struct writer *writer)
{
    struct slice name = {NULL, 0};
    writer_text(writer, "name", any_name(names));
    writer_object(writer, "names");
    for (const struct json *at = json_first(names); at; at = json_next(at))
        if (json_as_text(at, &name))
            writer_text_slice(writer, json_key(at), name);
    writer_end(writer);
}

static void write_languages(const struct gate_site *set, struct writer *writer)
{
    static const char *const all[] = {"ar", "en", "fr", "es", NULL};
    if (set->languages[0].len == 0) {
        write_texts(writer, "languages", all);
        return;
    }
    writer_array(writer, "languages");
    for (size_t i = 0; i < 4 && set->languages[i].len > 0; i++)
        writer_text(writer, NULL, set->languages[i]);
    writer_end(writer);
}

/* `logo`: what file.get answers; absent: there is none. */
static void write_site(struct exchange *exchange, struct slice logo)
{
    const struct api_site *site = exchange->site;
    struct writer *writer = exchange_writer(exchange);
    struct gate_site set;
    gate_site(site->hub, &set);
    if (set.name)
        write_names(set.name, writer);
    else
        writer_text(writer, "name", slice_of(site->name));
    if (logo.at && site->media)
        media_write(site->media, logo, loop_now_ms(site->loop), "logo", writer);
    if (set.colour.len > 0)
        writer_text(writer, "colour", set.colour);
    write_languages(&set, writer);
    write_ways(site, writer);
    bool organiser = gate_guarded(site->hub);
    writer_bool(writer, "apply", site->accounts && !set.shut && (organiser || site->demo));
    writer_bool(writer, "organiser", organiser);
    writer_bool(writer, "keeps", !site->keeps_nothing);
    writer_bool(writer, "demo", site->demo);
    exchange_send(exchange, 200);
}

/* A logo that is gone is none. */
static void logo_found(void *context, const struct hub_answer *answer)
{
    write_site(context, answer->error ? (struct slice){NULL, 0} : answer->json);
}

void api_site_get(struct exchange *exchange)
{
    static const struct actor system = {.id = {"system", 6}};
    struct gate_site set;
    char text[80];
    struct json *data = NULL;
    gate_site(exchange->site->hub, &set);
    if (set.logo == 0) {
        write_site(exchange, (struct slice){NULL, 0});
        return;
    }
    snprintf(text, sizeof text, "{\"room\":\"academy:main\",\"file\":%lld}", (long long)set.logo);
    (void)json_parse(slice_of(text), &data);
    hub_command(exchange->site->hub, &system, SLICE("file.get"), data, logo_found, exchange);
    json_free(&data);
}

/* ---- as an app --------------------------------------------------------------------------------
 */

static const struct {
    const char *language, *dir, *about;
} apps[] = {
    {"en", "ltr", "Webinars, courses and work spaces"},
    {"ar", "rtl", "ندوات ودورات ومساحات عمل"},
    {"es", "ltr", "Seminarios web, cursos y espacios de trabajo"},
    {"fr", "ltr", "Webinaires, cours et espaces de travail"},
};

static const struct {
    const char *src, *sizes, *purpose;
} icons[] = {
    {"/icons/icon-192.png", "192x192", "any"},
    {"/icons/icon-512.png", "512x512", "any"},
    {"/icons/icon-maskable-512.png", "512x512", "maskable"},
};

static void write_icons(struct writer *writer)
{
    writer_array(writer, "icons");
    for (size_t i = 0; i < sizeof icons / sizeof icons[0]; i++) {
        writer_object(writer, NULL);
        writer_text(writer, "src", slice_of(icons[i].src));
        writer_text(writer, "sizes", slice_of(icons[i].sizes));
        writer_text(writer, "type", SLICE("image/png"));
        writer_text(writer, "purpose", slice_of(icons[i].purpose));
        writer_end(writer);
    }
    writer_end(writer);
}

/* What it is called in that language, as its pages say it. */
static struct slice name_in(const struct gate_site *set, const char *language, const char *given)
{
    struct slice name = slice_of(given);
    if (set->name && !json_get_text(set->name, language, &name))
        name = any_name(set->name);
    return name.len > 0 ? name : SLICE("Muster");
}

/* https://www.w3.org/TR/appmanifest/ */
void api_manifest_get(struct exchange *exchange)
{
    struct slice wanted = exchange_language(exchange);
    size_t at = 0;
    for (size_t i = 0; i < sizeof apps / sizeof apps[0]; i++) {
        if (slice_is(wanted, apps[i].language))
            at = i;
    }
    struct gate_site set;
    gate_site(exchange->site->hub, &set);
    struct slice name = name_in(&set, apps[at].language, exchange->site->name);
    struct writer *writer = exchange_writer(exchange);
    writer_text(writer, "id", SLICE("/"));
    writer_text(writer, "name", name);
    writer_text(writer, "short_name", name);
    writer_text(writer, "description", slice_of(apps[at].about));
    writer_text(writer, "lang", slice_of(apps[at].language));
    writer_text(writer, "dir", slice_of(apps[at].dir));
    writer_text(writer, "start_url", SLICE("/"));
    writer_text(writer, "scope", SLICE("/"));
    writer_text(writer, "display", SLICE("standalone"));
    writer_text(writer, "theme_color", set.colour.len > 0 ? set.colour : SLICE("#0c5f50"));
    writer_text(writer, "background_color", SLICE("#ffffff"));
    write_icons(writer);
    exchange_send(exchange, 200);
}
