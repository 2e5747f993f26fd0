/* SPDX-License-Identifier: Apache-2.0
 *
 * The configuration as INI: what is in force (`muster config`), and the commented file of defaults.
 */
#include "base/mem.h"
#include "config.h"

enum { VALUE_BYTES = 4096 };

static void section_print(enum config_key key, struct buffer *out)
{
    const char *section = config_row(key)->section;
    if (key > 0 && strcmp(section, config_row(key - 1)->section) == 0)
        return;
    buffer_addf(out, "%s[%s]\n", key > 0 ? "\n" : "", section);
}

static const char mask[] = "********";

/* What comes between the first colon of the authority and the last @, and whatever follows the word
 * password: rather too much than too little, since a password may hold any of these marks. */
void config_mask_url(const char *url, struct buffer *out)
{
    const char *at = strrchr(url, '@'), *slashes = strstr(url, "//");
    const char *from = slashes ? slashes + 2 : url, *word = strstr(url, "password");
    const char *colon = at && from < at ? memchr(from, ':', (size_t)(at - from)) : NULL;
    if (word && (!colon || word < colon)) {
        colon = word + strlen("password");
        at = colon + strlen(colon);
    }
    if (!colon) {
        buffer_add(out, slice_of(url));
        return;
    }
    buffer_addf(out, "%.*s%s", (int)(colon - url) + 1, url, mask);
    if (*at)
        config_mask_url(at, out);
}

void config_mask_urls(const char *urls, struct buffer *out)
{
    char *copy = mem_text(slice_of(urls)), *rest = copy, *url;
    for (const char *gap = ""; (url = strsep(&rest, " \t")); gap = " ") {
        buffer_add(out, slice_of(gap));
        config_mask_url(url, out);
    }
    mem_free(copy);
}

void config_print(const struct config *config, struct buffer *out)
{
    for (enum config_key key = 0; key < CONFIG_COUNT; key++) {
        const struct config_row *row = config_row(key);
        const char *value = config_text(config, key);
        struct buffer url;
        buffer_init(&url, VALUE_BYTES);
        if (row->type == CONFIG_SECRET && *value) {
            value = mask;
        } else if (row->type == CONFIG_JOURNAL || row->type == CONFIG_BUS) {
            (row->type == CONFIG_BUS ? config_mask_urls : config_mask_url)(value, &url);
            buffer_add_byte(&url, '\0');
            value = url.full ? mask : url.bytes;
        } else if (strstr(value, "://")) {
            config_mask_urls(value, &url);
            buffer_add_byte(&url, '\0');
            value = url.full ? mask : url.bytes;
        }
        section_print(key, out);
        buffer_addf(out, "%-13s = %-28s ; %s", row->key, value, config_source(config, key));
        if (config_beaten(config, key))
            buffer_addf(out, ", and not %s", config_beaten(config, key));
        buffer_add_byte(out, '\n');
        buffer_done(&url);
    }
}

/* Help texts are wrapped by hand in config.def; every line becomes a comment. */
static void help_print(const char *help, struct buffer *out)
{
    while (*help) {
        int len = (int)strcspn(help, "\n");
        buffer_addf(out, "# %.*s\n", len, help);
        help += len + (help[len] == '\n');
    }
}

static void kind_print(const struct config_row *row, struct buffer *out)
{
    if (row->type == CONFIG_INT)
        buffer_addf(out, "# A number from %lld to %lld.\n", (long long)row->min,
                    (long long)row->max);
    else if (row->type == CONFIG_BOOL)
        buffer_add(out, SLICE("# yes or no.\n"));
    else if (row->type == CONFIG_CHOICE)
        buffer_addf(out, "# One of: %s.\n", row->choices);
}

void config_template(struct buffer *out)
{
    buffer_add(out, SLICE("# SPDX-License-Identifier: Apache-2.0\n"
                          "#\n"
                          "# Muster's configuration: every key with its default. A line in use has "
                          "no # before it.\n"
                          "# Environment (MUSTER_SERVER_LISTEN) and flags (--set "
                          "server.listen=…) win over this file.\n"
                          "# `muster config --config FILE` says what is in force and why.\n"
                          "# Made by `muster config --template`; a line holds at most 196 "
                          "bytes.\n\n"));
    for (enum config_key key = 0; key < CONFIG_COUNT; key++) {
        const struct config_row *row = config_row(key);
        section_print(key, out);
        help_print(row->help, out);
        kind_print(row, out);
        buffer_addf(out, "#%s =%s%s\n", row->key, *row->value ? " " : "", row->value);
        if (key + 1 < CONFIG_COUNT && strcmp(row->section, config_row(key + 1)->section) == 0)
            buffer_add(out, SLICE("\n"));
    }
}
