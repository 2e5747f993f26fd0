/* SPDX-License-Identifier: Apache-2.0
 *
 * The configuration: one table of keys (config.def), a value for each, and where it came from.
 * Sources in rising order: default, file, environment, flags; the caller reads them in that order
 * and the later one wins. What is not understood is an error that names the place and the nearest
 * key. The only place that shows inih is config.c.
 */
#ifndef MUSTER_CONFIG_H
#define MUSTER_CONFIG_H

#include "base/buffer.h"
#include "base/slice.h"

enum config_key {
#define KEY(name, ...) CONFIG_##name,
#include "config.def"
#undef KEY
    CONFIG_COUNT
};

enum config_type {
    CONFIG_TEXT,
    CONFIG_LIST, /* words; a key given again in a file adds to it */
    CONFIG_PATH,
    CONFIG_SECRET,  /* never printed */
    CONFIG_ADDRESS, /* HOST:PORT or [IPV6]:PORT; empty where the default is */
    CONFIG_JOURNAL, /* sqlite:PATH, postgresql://… or memory:; its password is never printed */
    CONFIG_BUS,     /* bus/redis_url.h, or empty; a key given again adds to it, passwords are never
                       printed */
    CONFIG_CHOICE,
    CONFIG_BOOL, /* yes or no */
    CONFIG_INT,
};

/* A key as config.def describes it. */
struct config_row {
    const char *section, *key;
    enum config_type type;
    const char *value; /* the default */
    int64_t min, max;
    const char *choices;
    const char *help;
};

struct config;

/* Every key at its default. Ended by config_free, which sets *config to NULL. */
struct config *config_new(void);
void config_free(struct config **config);

/* Reads an INI file. False, and one sentence in `why`, for the first thing in it that is wrong. */
bool config_read_file(struct config *config, const char *path, struct buffer *why);
/* Reads MUSTER_SECTION_KEY from a NULL-terminated `environment`. A name that begins with MUSTER_
 * and is no key is an error, but for MUSTER_TEST_…, which belongs to the tests. */
bool config_read_environment(struct config *config, char *const *environment, struct buffer *why);
/* Reads "section.key=value", as given with --set. */
bool config_read_flag(struct config *config, const char *assignment, struct buffer *why);
/* Sets `key`; `source` names where `value` came from ("--listen"). */
bool config_set(struct config *config, enum config_key key, const char *value, const char *source,
                struct buffer *why);

/* The value of a key, borrowed until it is set again; never NULL. */
const char *config_text(const struct config *config, enum config_key key);
/* The value of an INT. */
int64_t config_int(const struct config *config, enum config_key key);
/* The value of a BOOL. */
bool config_bool(const struct config *config, enum config_key key);
/* Where the value came from: "default", "PATH:LINE", "environment", "--set" …; borrowed. */
const char *config_source(const struct config *config, enum config_key key);
/* The place in the file (PATH:LINE) that the environment beats in `key`: it says otherwise there;
 * borrowed. NULL: nowhere. */
const char *config_beaten(const struct config *config, enum config_key key);
/* What config.def says of `key`. */
const struct config_row *config_row(enum config_key key);

/* A journal's URL to be shown, its password masked; also of one that is not valid. */
void config_mask_url(const char *url, struct buffer *out);
/* The same of several, separated by spaces. */
void config_mask_urls(const char *urls, struct buffer *out);
/* Splits "HOST:PORT" into `host` (without brackets) and *port. False when it is not one. */
bool config_split_address(const char *address, struct buffer *host, unsigned *port);

/* Writes the effective configuration as INI, each value with its source, secrets masked. */
void config_print(const struct config *config, struct buffer *out);
/* Writes the fully commented INI file of all defaults: config/muster.ini. */
void config_template(struct buffer *out);

#endif
