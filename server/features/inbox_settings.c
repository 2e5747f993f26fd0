/* SPDX-License-Identifier: Apache-2.0
 * A few members, each replaced by itself. */
#include "features/inbox_settings.h"

#include "base/mem.h"
#include "features/common_about.h"
#include "features/common_get.h"
#include "features/common_read.h"

enum { MINUTES_DAY = 24 * 60, DAYS = 7 };

static const char *const mails[] = {"none", "away", "daily", "weekly", NULL};

const struct inbox_settings *inbox_settings_none(void)
{
    static const struct inbox_settings none = {.hour = -1, .from = -1, .to = -1};
    return &none;
}

struct inbox_settings *inbox_settings_new(void)
{
    struct inbox_settings *settings = mem_new(sizeof *settings);
    *settings = *inbox_settings_none();
    return settings;
}

void inbox_settings_free(struct inbox_settings *settings)
{
    mem_free(settings->zone);
    mem_free(settings);
}

static enum err minute_read(const struct json *data, const char *key, struct writer *out)
{
    return common_read_int(data, key, 0, MINUTES_DAY - 1, out);
}

/* Both ends, or none: {}. */
static enum err quiet_read(const struct json *data, struct writer *out)
{
    const struct json *quiet = json_get(data, "quiet");
    enum err error = ERR_NONE;
    if (!common_has(data, "quiet"))
        return ERR_NONE;
    if (!json_is_object(quiet))
        return ERR_BAD_REQUEST;
    writer_object(out, "quiet");
    if (json_count(quiet) > 0) {
        error = minute_read(quiet, "from", out);
        if (!error)
            error = minute_read(quiet, "to", out);
    }
    writer_end(out);
    return error;
}

enum err inbox_set_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_zone(data, out);
    if (!error && common_has(data, "mail"))
        error = common_read_choice(data, "mail", mails, out);
    if (!error)
        error = common_read_optional_int(data, "hour", 0, MINUTES_DAY - 1, out);
    if (!error)
        error = common_read_optional_int(data, "day", 1, DAYS, out);
    if (!error)
        error = quiet_read(data, out);
    return error ? error : common_read_optional_bool(data, "words", out);
}

static void zone_set(struct inbox_settings *settings, struct slice zone)
{
    mem_free(settings->zone);
    settings->zone = zone.len > 0 ? mem_text(zone) : NULL;
}

static void quiet_set(struct inbox_settings *settings, const struct json *quiet)
{
    settings->from = settings->to = -1;
    (void)json_get_int(quiet, "from", &settings->from);
    (void)json_get_int(quiet, "to", &settings->to);
}

void inbox_set_apply(struct inbox_settings *settings, const struct entry *entry)
{
    const struct json *data = entry->data;
    settings->said = true;
    if (common_has(data, "zone"))
        zone_set(settings, common_get_text(data, "zone"));
    if (common_has(data, "mail"))
        settings->mail = mails[common_get_choice(data, "mail", mails)];
    (void)json_get_int(data, "hour", &settings->hour);
    (void)json_get_int(data, "day", &settings->day);
    if (common_has(data, "quiet"))
        quiet_set(settings, json_get(data, "quiet"));
    (void)json_get_bool(data, "words", &settings->words);
}

/* In a patch what is not said is null. */
static void quiet_write(const struct inbox_settings *settings, bool patch, struct writer *out)
{
    if (settings->from < 0) {
        if (patch)
            writer_null(out, "quiet");
        return;
    }
    writer_object(out, "quiet");
    writer_int(out, "from", settings->from);
    writer_int(out, "to", settings->to);
    writer_end(out);
}

static void settings_write(const struct inbox_settings *settings, bool patch, struct writer *out)
{
    writer_object(out, "settings");
    if (settings->zone)
        writer_text(out, "zone", slice_of(settings->zone));
    else if (patch)
        writer_null(out, "zone");
    if (settings->mail)
        writer_text(out, "mail", slice_of(settings->mail));
    if (settings->hour >= 0)
        writer_int(out, "hour", settings->hour);
    if (settings->day > 0)
        writer_int(out, "day", settings->day);
    quiet_write(settings, patch, out);
    writer_bool(out, "words", settings->words);
    writer_end(out);
}

void inbox_settings_write(const struct inbox_settings *settings, struct writer *out)
{
    if (settings->said)
        settings_write(settings, false, out);
}

void inbox_set_patch(const struct inbox_settings *settings, struct writer *out)
{
    settings_write(settings, true, out);
}
