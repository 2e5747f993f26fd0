/* SPDX-License-Identifier: Apache-2.0
 *
 * The configuration as INI: what is in force (`muster config`), and the commented file of defaults.
 */
#include "config.h"

static void section_print(enum config_key key, struct buffer *out)
{
    const char *section = config_row(key)->section;
    if (key > 0 && strcmp(section, config_row(key - 1)->section) == 0)
        return;
    buffer_addf(out, "%s[%s]\n", key > 0 ? "\n" : "", section);
}

/* Writes addresses without the passwords of scheme://USER:PASSWORD@HOST. */
static void addresses_print(const char *text, struct buffer *out)
{
    while (*text) {
        size_t len = strcspn(text, " \t");
        const char *from = memmem(text, len, "://", 3);
        const char *colon = from ? memchr(from + 3, ':', len - (size_t)(from + 3 - text)) : NULL;
        const char *at = colon ? memrchr(colon, '@', len - (size_t)(colon - text)) : NULL;
        if (at)
            buffer_addf(out, "%.*s:********%.*s", (int)(colon - text), text, (int)(text + len - at),
                        at);
        else
            buffer_add(out, (struct slice){text, len});
        text += len;
        size_t gap = strspn(text, " \t");
        buffer_add(out, (struct slice){text, gap});
        text += gap;
    }
}

void config_print(const struct config *config, struct buffer *out)
{
    for (enum config_key key = 0; key < CONFIG_COUNT; key++) {
        const struct config_row *row = config_row(key);
        const char *value = config_text(config, key);
        struct buffer shown;
        buffer_init(&shown, 8192);
        if (row->type == CONFIG_SECRET && *value)
            buffer_add(&shown, SLICE("********"));
        else if (row->type == CONFIG_BUS)
            addresses_print(value, &shown);
        else
            buffer_add(&shown, slice_of(value));
        buffer_add_byte(&shown, 0);
        section_print(key, out);
        buffer_addf(out, "%-13s = %-28s ; %s\n", row->key, shown.bytes, config_source(config, key));
        buffer_done(&shown);
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
