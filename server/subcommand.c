/* SPDX-License-Identifier: Apache-2.0
 *
 * Flags, configuration, help: the same for every subcommand.
 */
#include "subcommand.h"

#include <stdarg.h>
#include <unistd.h>

enum { SETS_MAX = 64 };

static const struct subcommand_flag common[] = {
    {.name = "config", .value = "FILE", .help = "read the configuration from FILE (INI)"},
    {.name = "set", .value = "SECTION.KEY=VALUE", .help = "set one key; wins over everything"},
    {.name = "help", .help = "show this"},
};
enum { COMMON_CONFIG, COMMON_SET, COMMON_HELP, COMMON_COUNT };

/* A flag that sets a key waits here until file and environment have been read. */
struct setting {
    const struct subcommand_flag *flag; /* NULL: value is "section.key=value" */
    const char *value;
};

struct line {
    const struct subcommand *subcommand;
    struct invocation invocation;
    struct setting settings[SETS_MAX];
    size_t settings_count;
    const char *config_path;
    bool help;
    struct buffer why;
};

static void flag_print(const struct subcommand_flag *flag)
{
    char left[64];
    snprintf(left, sizeof left, "--%s%s%s", flag->name, flag->value ? " " : "",
             flag->value ? flag->value : "");
    printf("  %-26s %s\n", left, flag->help);
}

static void help_print(const struct subcommand *subcommand)
{
    printf("Usage: muster %s%s%s [flags]\n\n%s\n", subcommand->name,
           subcommand->arguments ? " " : "", subcommand->arguments ? subcommand->arguments : "",
           subcommand->summary);
    if (subcommand->details)
        printf("\n%s\n", subcommand->details);
    printf("\nFlags:\n");
    for (size_t i = 0; i < subcommand->flags_count; i++)
        flag_print(&subcommand->flags[i]);
    for (size_t i = 0; i < COMMON_COUNT; i++)
        flag_print(&common[i]);
}

static const struct subcommand_flag *flag_find(const struct subcommand_flag *flags, size_t count,
                                               struct slice name)
{
    for (size_t i = 0; i < count; i++)
        if (slice_is(name, flags[i].name))
            return &flags[i];
    return NULL;
}

static bool setting_add(struct line *line, const struct subcommand_flag *flag, const char *value)
{
    if (line->settings_count == SETS_MAX) {
        buffer_add(&line->why, SLICE("too many flags"));
        return false;
    }
    line->settings[line->settings_count++] = (struct setting){flag, value};
    return true;
}

static bool flag_take(struct line *line, const struct subcommand_flag *flag, const char *value)
{
    if (flag == &common[COMMON_HELP])
        line->help = true;
    else if (flag == &common[COMMON_CONFIG])
        line->config_path = value;
    else if (flag == &common[COMMON_SET])
        return setting_add(line, NULL, value);
    else if (flag->sets)
        return setting_add(line, flag, value);
    else
        line->invocation.values[flag - line->subcommand->flags] = value;
    return true;
}

/* One flag: --name, --name VALUE or --name=VALUE. Moves *i past a value of its own. */
static bool flag_read(struct line *line, int argc, char **argv, int *i)
{
    const char *text = argv[*i] + 2, *equals = strchr(text, '=');
    struct slice name = {text, equals ? (size_t)(equals - text) : strlen(text)};
    const struct subcommand *subcommand = line->subcommand;
    const struct subcommand_flag *flag =
        flag_find(subcommand->flags, subcommand->flags_count, name);
    if (!flag)
        flag = flag_find(common, COMMON_COUNT, name);
    if (!flag) {
        buffer_addf(&line->why, "unknown flag --%.*s (see muster %s --help)", (int)name.len,
                    name.at, subcommand->name);
        return false;
    }
    const char *value = equals ? equals + 1 : "";
    if (flag->value && !equals) {
        if (*i + 1 >= argc) {
            buffer_addf(&line->why, "--%s needs %s", flag->name, flag->value);
            return false;
        }
        value = argv[++*i];
    } else if (!flag->value && equals) {
        buffer_addf(&line->why, "--%s takes no value", flag->name);
        return false;
    }
    return flag_take(line, flag, value);
}

static bool line_read(struct line *line, int argc, char **argv)
{
    for (int i = 2; i < argc; i++) {
        if (strncmp(argv[i], "--", 2) == 0) {
            if (!flag_read(line, argc, argv, &i))
                return false;
        } else if (line->invocation.rest_count < line->subcommand->rest_max) {
            line->invocation.rest[line->invocation.rest_count++] = argv[i];
        } else {
            buffer_addf(&line->why, "unexpected \"%s\" (see muster %s --help)", argv[i],
                        line->subcommand->name);
            return false;
        }
    }
    return true;
}

static bool config_load(const struct line *line, struct config *config, struct buffer *why)
{
    char source[64];
    if (line->config_path && !config_read_file(config, line->config_path, why))
        return false;
    if (!config_read_environment(config, environ, why))
        return false;
    for (size_t i = 0; i < line->settings_count; i++) {
        const struct setting *setting = &line->settings[i];
        if (!setting->flag) {
            if (!config_read_flag(config, setting->value, why))
                return false;
            continue;
        }
        snprintf(source, sizeof source, "--%s", setting->flag->name);
        if (!config_set(config, setting->flag->key, setting->value, source, why))
            return false;
    }
    return true;
}

struct config *subcommand_config(const struct invocation *invocation, struct buffer *why)
{
    struct config *config = config_new();
    if (!config_load(invocation->line, config, why))
        config_free(&config);
    return config;
}

int subcommand_run(const struct subcommand *subcommand, int argc, char **argv)
{
    struct line line = {.subcommand = subcommand, .invocation = {.program = argv[0]}};
    struct config *config = config_new();
    int status = SUBCOMMAND_USAGE;
    line.invocation.config = config;
    line.invocation.line = &line;
    buffer_init(&line.why, 2048);
    if (!line_read(&line, argc, argv) || (!line.help && !config_load(&line, config, &line.why))) {
        struct slice why = buffer_slice(&line.why);
        subcommand_fail(subcommand->name, "%.*s", (int)why.len, why.at);
    } else if (line.help) {
        help_print(subcommand);
        status = 0;
    } else {
        status = subcommand->run(&line.invocation);
    }
    buffer_done(&line.why);
    config_free(&config);
    return status;
}

int subcommand_fail(const char *name, const char *sentence, ...)
{
    va_list values;
    fprintf(stderr, "muster %s: ", name);
    va_start(values, sentence);
    vfprintf(stderr, sentence, values);
    va_end(values);
    fputc('\n', stderr);
    return 1;
}
