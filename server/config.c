/* SPDX-License-Identifier: Apache-2.0
 *
 * Values and their sources, and the three ways in: file, environment, flags.
 */
#include "config.h"

#include <ctype.h>
#include <errno.h>
#include <ini.h>

#include "base/bounds.h"
#include "base/check.h"
#include "base/mem.h"
#include "bus/redis.h"
#include "secret_file.h"

/* inih's own line buffer (INI_MAX_LINE) is 200 bytes: it would cut a longer line in two silently.
 */
enum { LINE_BYTES = 196, VALUE_BYTES = 4096, NAME_BYTES = 80 };

struct value {
    char *text;   /* owned */
    char *source; /* owned */
    char *beaten; /* owned: the place in the file that said otherwise; NULL: none did */
    int64_t number;
};

struct config {
    struct value values[CONFIG_COUNT];
};

static const struct config_row rows[CONFIG_COUNT];

static void text_replace(char **text, struct slice with)
{
    char *copy = mem_text(with);
    mem_free(*text);
    *text = copy;
}

struct config *config_new(void)
{
    struct config *config = mem_new(sizeof *config);
    struct buffer why;
    buffer_init(&why, 256);
    for (enum config_key key = 0; key < CONFIG_COUNT; key++)
        check(config_set(config, key, rows[key].value, "default", &why));
    buffer_done(&why);
    return config;
}

void config_free(struct config **config)
{
    if (!*config)
        return;
    for (enum config_key key = 0; key < CONFIG_COUNT; key++) {
        mem_free((*config)->values[key].text);
        mem_free((*config)->values[key].source);
        mem_free((*config)->values[key].beaten);
    }
    mem_free(*config);
    *config = NULL;
}

static bool number_read(const char *text, int64_t *number)
{
    char *end = NULL;
    errno = 0;
    long long value = strtoll(text, &end, 10);
    if (errno || end == text || *end)
        return false;
    *number = value;
    return true;
}

static bool bool_read(const char *text, int64_t *number)
{
    static const char *const words[][2] = {{"no", "yes"}, {"off", "on"}, {"false", "true"}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        for (int side = 0; side < 2; side++)
            if (strcmp(text, words[i][side]) == 0) {
                *number = side;
                return true;
            }
    return false;
}

static bool choice_has(const char *choices, const char *text)
{
    size_t len = strlen(text);
    for (const char *at = choices; *at; at += strspn(at, " ")) {
        size_t word = strcspn(at, " ");
        if (word == len && memcmp(at, text, len) == 0)
            return true;
        at += word;
    }
    return false;
}

bool config_split_address(const char *address, struct buffer *host, unsigned *port)
{
    const char *colon = strrchr(address, ':');
    int64_t number = 0;
    if (!colon || !isdigit((unsigned char)colon[1]) || !number_read(colon + 1, &number) ||
        number > 65535)
        return false;
    struct slice name = {address, (size_t)(colon - address)};
    if (name.len > 2 && name.at[0] == '[' && name.at[name.len - 1] == ']')
        name = (struct slice){name.at + 1, name.len - 2};
    else if (memchr(name.at, ':', name.len)) /* an IPv6 address needs its brackets */
        return false;
    buffer_clear(host);
    buffer_add(host, name);
    *port = (unsigned)number;
    return name.len > 0 && !host->full;
}

static bool address_valid(const char *text)
{
    struct buffer host;
    unsigned port;
    buffer_init(&host, 256);
    bool valid = config_split_address(text, &host, &port);
    buffer_done(&host);
    return valid;
}

static bool bus_check(const char *text, struct buffer *why)
{
    char wrong[256] = "";
    if (!*text || redis_urls_valid(text, wrong, sizeof wrong))
        return true;
    buffer_addf(why, "the address of a Redis server (%s)", wrong);
    return false;
}

static bool journal_valid(const char *text)
{
    static const char *const schemes[] = {"sqlite:", "postgresql://", "postgres://"};
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
        size_t len = strlen(schemes[i]);
        if (strncmp(text, schemes[i], len) == 0 && text[len])
            return true;
    }
    return strcmp(text, "memory:") == 0;
}

/* Whether `text` may be the value of `row`; what is wanted instead goes to `why`. */
static bool value_check(const struct config_row *row, const char *text, int64_t *number,
                        struct buffer *why)
{
    switch (row->type) {
    case CONFIG_INT:
        if (number_read(text, number) && *number >= row->min && *number <= row->max)
            return true;
        buffer_addf(why, "a number from %lld to %lld", (long long)row->min, (long long)row->max);
        return false;
    case CONFIG_BOOL:
        if (bool_read(text, number))
            return true;
        buffer_add(why, SLICE("yes or no"));
        return false;
    case CONFIG_CHOICE:
        if (choice_has(row->choices, text))
            return true;
        buffer_addf(why, "one of %s", row->choices);
        return false;
    case CONFIG_ADDRESS:
        if (address_valid(text) || (!*text && !*row->value))
            return true;
        buffer_add(why, SLICE("ADDRESS:PORT"));
        return false;
    case CONFIG_JOURNAL:
        if (journal_valid(text))
            return true;
        buffer_add(why, SLICE("sqlite:PATH, postgresql://USER@HOST/DATABASE or memory:"));
        return false;
    case CONFIG_BUS:
        return bus_check(text, why);
    case CONFIG_TEXT:
    case CONFIG_LIST:
    case CONFIG_PATH:
    case CONFIG_SECRET:
        break;
    }
    return true;
}

/* An address that holds a password may stand in a file of its own: file:PATH, or a credential. */
static bool address_take(const char *value, struct buffer *out, struct buffer *why)
{
    struct buffer path;
    bool named = strncmp(value, "file:", 5) == 0;
    buffer_init(&path, VALUE_BYTES);
    bool good = secret_file_path(named ? value + 5 : value, &path, why) &&
                secret_file_take(path.bytes, out, why);
    buffer_done(&path);
    buffer_add_byte(out, 0);
    return good && !out->full;
}

/* What `value` means: itself, or what a file or a credential has. */
static bool value_take(const struct config_row *row, const char *value, struct buffer *out,
                       struct buffer *why)
{
    bool credential = strncmp(value, "credential:", 11) == 0;
    bool file = strncmp(value, "file:", 5) == 0;
    if (row->type == CONFIG_PATH)
        return secret_file_path(value, out, why);
    if ((row->type == CONFIG_JOURNAL || row->type == CONFIG_BUS) && (credential || file))
        return address_take(value, out, why);
    buffer_add(out, slice_of(value));
    buffer_add_byte(out, 0);
    return true;
}

static bool value_set(struct config *config, enum config_key key, const char *value,
                      const char *source, struct buffer *why)
{
    const struct config_row *row = &rows[key];
    struct value *own = &config->values[key];
    struct buffer wanted;
    int64_t number = 0;
    buffer_init(&wanted, 512);
    bool valid = value_check(row, value, &number, &wanted);
    if (valid) {
        text_replace(&own->text, slice_of(value));
        text_replace(&own->source, slice_of(source));
        own->number = number;
    } else {
        struct slice text = buffer_slice(&wanted);
        buffer_addf(why, "%s: %s.%s must be %.*s, not \"", source, row->section, row->key,
                    (int)text.len, text.at);
        if (row->type == CONFIG_JOURNAL || row->type == CONFIG_BUS)
            config_mask_url(value, why);
        else
            buffer_add(why, slice_of(value));
        buffer_add_byte(why, '"');
    }
    buffer_done(&wanted);
    return valid;
}

bool config_set(struct config *config, enum config_key key, const char *value, const char *source,
                struct buffer *why)
{
    struct buffer meant, wrong;
    buffer_init(&meant, VALUE_BYTES);
    buffer_init(&wrong, VALUE_BYTES);
    bool good = value_take(&rows[key], value, &meant, &wrong);
    if (!good)
        buffer_addf(why, "%s: %s.%s: %.*s", source, rows[key].section, rows[key].key,
                    (int)wrong.len, wrong.len ? wrong.bytes : "");
    good = good && value_set(config, key, meant.bytes, source, why);
    buffer_done(&meant);
    buffer_done(&wrong);
    return good;
}

static bool key_find(const char *section, const char *name, enum config_key *key)
{
    for (*key = 0; *key < CONFIG_COUNT; (*key)++)
        if (strcmp(rows[*key].section, section) == 0 && strcmp(rows[*key].key, name) == 0)
            return true;
    return false;
}

/* Levenshtein's distance. Names longer than a row of the matrix are as far as can be. */
static size_t distance(const char *a, const char *b)
{
    size_t row[NAME_BYTES], b_len = strlen(b);
    if (b_len >= NAME_BYTES || strlen(a) >= NAME_BYTES)
        return NAME_BYTES;
    for (size_t j = 0; j <= b_len; j++)
        row[j] = j;
    for (size_t i = 1; a[i - 1]; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= b_len; j++) {
            size_t change = diagonal + (a[i - 1] != b[j - 1]);
            diagonal = row[j];
            size_t step = (row[j] < row[j - 1] ? row[j] : row[j - 1]) + 1;
            row[j] = change < step ? change : step;
        }
    }
    return row[b_len];
}

/* Says that `section`.`name` is no key, and which one was probably meant. */
static bool key_unknown(const char *source, const char *section, const char *name,
                        struct buffer *why)
{
    char asked[NAME_BYTES], known[NAME_BYTES];
    size_t best = NAME_BYTES + 1;
    enum config_key nearest = 0;
    snprintf(asked, sizeof asked, "%s.%s", section, name);
    for (enum config_key key = 0; key < CONFIG_COUNT; key++) {
        snprintf(known, sizeof known, "%s.%s", rows[key].section, rows[key].key);
        size_t far = distance(asked, known);
        /* The right key in the wrong section is nearer than any misspelling. */
        if (strcmp(name, rows[key].key) == 0)
            far = 0;
        if (far < best) {
            best = far;
            nearest = key;
        }
    }
    buffer_addf(why, "%s: there is no key \"%s\"; the nearest is \"%s.%s\"", source, asked,
                rows[nearest].section, rows[nearest].key);
    return false;
}

/* inih tells neither the number of a line nor that it was cut, so both are found where lines are
 * read. */
struct reading {
    struct config *config;
    struct buffer *why;
    FILE *file;
    const char *path;
    int line;
    bool failed;
    int seen[CONFIG_COUNT]; /* the line that set the key, or 0 */
};

static char *line_read(char *line, int bytes, void *stream)
{
    struct reading *reading = stream;
    if (reading->failed || !fgets(line, bytes, reading->file))
        return NULL;
    reading->line++;
    size_t len = strlen(line);
    if (len > LINE_BYTES || (len > 0 && line[len - 1] != '\n' && !feof(reading->file))) {
        buffer_addf(reading->why, "%s:%d: the line is longer than %d bytes", reading->path,
                    reading->line, LINE_BYTES);
        reading->failed = true;
        return NULL;
    }
    return line;
}

/* A LIST or BUS given again grows; anything else given again is a mistake. */
static bool file_set(struct reading *reading, enum config_key key, const char *value)
{
    struct config *config = reading->config;
    char source[512];
    snprintf(source, sizeof source, "%s:%d", reading->path, reading->line);
    int seen = reading->seen[key];
    reading->seen[key] = reading->line;
    if (!seen)
        return config_set(config, key, value, source, reading->why);
    if (rows[key].type != CONFIG_LIST && rows[key].type != CONFIG_BUS) {
        buffer_addf(reading->why, "%s: %s.%s is set already in line %d", source, rows[key].section,
                    rows[key].key, seen);
        return false;
    }
    struct buffer list;
    buffer_init(&list, VALUE_BYTES);
    buffer_addf(&list, "%s %s", config_text(config, key), value);
    buffer_add(&list, (struct slice){"", 1});
    bool good = !list.full && config_set(config, key, list.bytes, source, reading->why);
    if (list.full)
        buffer_addf(reading->why, "%s: the list is too long", source);
    buffer_done(&list);
    return good;
}

static int file_key(void *context, const char *section, const char *name, const char *value)
{
    struct reading *reading = context;
    enum config_key key;
    char source[512];
    if (reading->failed)
        return 1;
    snprintf(source, sizeof source, "%s:%d", reading->path, reading->line);
    bool good = key_find(section, name, &key) ? file_set(reading, key, value)
                                              : key_unknown(source, section, name, reading->why);
    reading->failed = !good;
    return 1;
}

bool config_read_file(struct config *config, const char *path, struct buffer *why)
{
    struct reading reading = {.config = config, .why = why, .path = path};
    reading.file = fopen(path, "re");
    if (!reading.file) {
        buffer_addf(why, "%s: %s", path, strerror(errno));
        return false;
    }
    int line = ini_parse_stream(line_read, &reading, file_key, &reading);
    if (line > 0 && !reading.failed)
        buffer_addf(why, "%s:%d: neither [section] nor key = value", path, line);
    fclose(reading.file);
    return line == 0 && !reading.failed;
}

/* What the file says otherwise is beaten, which somebody who edits the file has to be told. */
static bool environment_beat(struct config *config, enum config_key key, const char *value,
                             const char *source, struct buffer *why)
{
    struct value *own = &config->values[key];
    char place[512] = "";
    if (strcmp(own->source, "default") != 0 && strcmp(own->text, value) != 0)
        snprintf(place, sizeof place, "%s", own->source);
    if (!config_set(config, key, value, source, why))
        return false;
    if (*place)
        text_replace(&own->beaten, slice_of(place));
    return true;
}

/* "SERVER_TLS_CERT" -> section "server", key "tls_cert". */
static bool environment_set(struct config *config, const char *name, const char *value,
                            struct buffer *why)
{
    char section[NAME_BYTES] = "", key_name[NAME_BYTES] = "", source[NAME_BYTES + 24];
    enum config_key key;
    snprintf(section, sizeof section, "%s", name);
    for (char *at = section; *at; at++)
        *at = (char)tolower((unsigned char)*at);
    snprintf(source, sizeof source, "environment MUSTER_%.*s", NAME_BYTES, name);
    char *gap = strchr(section, '_');
    if (gap) {
        *gap = 0;
        snprintf(key_name, sizeof key_name, "%s", gap + 1);
    }
    if (!key_find(section, key_name, &key))
        return key_unknown(source, section, key_name, why);
    return environment_beat(config, key, value, source, why);
}

bool config_read_environment(struct config *config, char *const *environment, struct buffer *why)
{
    static const char prefix[] = "MUSTER_", tests[] = "MUSTER_TEST_";
    char name[NAME_BYTES];
    for (; environment && *environment; environment++) {
        const char *equals = strchr(*environment, '=');
        if (!equals || strncmp(*environment, prefix, sizeof prefix - 1) != 0 ||
            strncmp(*environment, tests, sizeof tests - 1) == 0)
            continue;
        const char *start = *environment + sizeof prefix - 1;
        snprintf(name, sizeof name, "%.*s", (int)(equals - start), start);
        if (!environment_set(config, name, equals + 1, why))
            return false;
    }
    return true;
}

bool config_read_flag(struct config *config, const char *assignment, struct buffer *why)
{
    const char *equals = strchr(assignment, '='), *dot = strchr(assignment, '.');
    char section[NAME_BYTES], name[NAME_BYTES];
    enum config_key key;
    if (!equals || !dot || dot > equals) {
        buffer_addf(why, "--set: \"%s\" is not section.key=value", assignment);
        return false;
    }
    snprintf(section, sizeof section, "%.*s", (int)(dot - assignment), assignment);
    snprintf(name, sizeof name, "%.*s", (int)(equals - dot - 1), dot + 1);
    if (!key_find(section, name, &key))
        return key_unknown("--set", section, name, why);
    return config_set(config, key, equals + 1, "--set", why);
}

const char *config_text(const struct config *config, enum config_key key)
{
    return config->values[key].text;
}

int64_t config_int(const struct config *config, enum config_key key)
{
    check(rows[key].type == CONFIG_INT);
    return config->values[key].number;
}

bool config_bool(const struct config *config, enum config_key key)
{
    check(rows[key].type == CONFIG_BOOL);
    return config->values[key].number != 0;
}

const char *config_source(const struct config *config, enum config_key key)
{
    return config->values[key].source;
}

const char *config_beaten(const struct config *config, enum config_key key)
{
    return config->values[key].beaten;
}

const struct config_row *config_row(enum config_key key)
{
    return &rows[key];
}

static const struct config_row rows[CONFIG_COUNT] = {
#define KEY(id, section_, key_, type_, value_, min_, max_, choices_, help_)                        \
    [CONFIG_##id] = {.section = section_,                                                          \
                     .key = key_,                                                                  \
                     .type = CONFIG_##type_,                                                       \
                     .value = value_,                                                              \
                     .min = min_,                                                                  \
                     .max = max_,                                                                  \
                     .choices = choices_,                                                          \
                     .help = help_},
#include "config.def"
#undef KEY
};
