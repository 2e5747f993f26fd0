/* SPDX-License-Identifier: Apache-2.0
 * A file is two blocks, of which the second has the times in 64 bits: how many of what there are,
 * when the offset changes, to which of the types, the types, and a rule in POSIX's words for what
 * comes behind. Of rules those that name a weekday of a month are known
 * ("CET-1CEST,M3.5.0,M10.5.0") and those without a summer; all there are today. */
#include "base/zone.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"

enum {
    FILE_BYTES = 65536, /* the largest has some 4,000 */
    HEADER = 44,
    TYPE_BYTES = 6,
    NAME_BYTES = 64,
    FOLDER_BYTES = 1024,
    RULE_BYTES = 128,
    MINUTE_S = 60,
    HOUR_S = 3600,
    DAY_S = 86400
};

/* When the clocks change, year by year: on which weekday of a month, and how long after midnight.
 */
struct change {
    int month, week, weekday;
    int64_t after_s;
};

struct zone {
    unsigned char *bytes; /* owned; the file */
    const unsigned char *times, *types, *infos;
    size_t count, types_count;
    bool ruled, summers; /* there is a rule; it has two offsets */
    int64_t winter_s, summer_s;
    struct change begins, ends; /* of summer */
};

/* ---- the file ----------------------------------------------------------------------------------
 */

static uint64_t number(const unsigned char *at, size_t bytes)
{
    uint64_t value = 0;
    for (size_t i = 0; i < bytes; i++)
        value = value << 8 | at[i];
    return value;
}

/* The counts of a block, as they stand in its header. */
struct counts {
    size_t ut, std, leaps, times, types, chars;
};

static bool header_read(const unsigned char *at, size_t left, struct counts *out)
{
    size_t *const fields[] = {&out->ut,    &out->std,   &out->leaps,
                              &out->times, &out->types, &out->chars};
    if (left < HEADER || memcmp(at, "TZif", 4) != 0)
        return false;
    for (size_t i = 0; i < 6; i++) {
        *fields[i] = (size_t)number(at + 20 + 4 * i, 4);
        if (*fields[i] > FILE_BYTES)
            return false;
    }
    return true;
}

static size_t block_bytes(const struct counts *counts, size_t time_bytes)
{
    return counts->times * (time_bytes + 1) + counts->types * TYPE_BYTES + counts->chars +
           counts->leaps * (time_bytes + 4) + counts->std + counts->ut;
}

static void rule_read(struct zone *zone, const char *rule);

static void file_read(struct zone *zone, size_t bytes)
{
    const unsigned char *at = zone->bytes, *end = at + bytes;
    struct counts counts;
    if (!header_read(at, bytes, &counts) || at[4] < '2' || block_bytes(&counts, 4) + HEADER > bytes)
        return;
    at += HEADER + block_bytes(&counts, 4);
    if (!header_read(at, (size_t)(end - at), &counts))
        return;
    at += HEADER;
    size_t block = block_bytes(&counts, 8);
    if (block > (size_t)(end - at) || counts.types == 0)
        return;
    zone->count = counts.times;
    zone->types_count = counts.types;
    zone->times = at;
    zone->types = at + 8 * counts.times;
    zone->infos = zone->types + counts.times;
    char rule[RULE_BYTES] = "";
    size_t left = (size_t)(end - at) - block;
    if (left < 2 || at[block] != '\n')
        return;
    for (size_t i = 0; i + 1 < left && i + 1 < sizeof rule && at[block + 1 + i] != '\n'; i++)
        rule[i] = (char)at[block + 1 + i];
    rule_read(zone, rule);
}

/* A name can lead nowhere else: common_read_zone lets letters pass, and what begins with one. */
static bool is_name(struct slice name)
{
    for (size_t i = 0; i < name.len; i++)
        if (!name.at[i] || name.at[i] == '.' || (i == 0 && name.at[i] == '/'))
            return false;
    return name.len > 0 && name.len <= NAME_BYTES;
}

struct zone *zone_new(struct slice name)
{
    struct zone *zone = mem_new(sizeof *zone);
    char path[NAME_BYTES + FOLDER_BYTES];
    const char *folder = getenv("TZDIR"); /* as the C library has it */
    if (!is_name(name))
        return zone;
    snprintf(path, sizeof path, "%s/%.*s", folder && *folder ? folder : "/usr/share/zoneinfo",
             (int)name.len, name.at);
    FILE *file = fopen(path, "re");
    if (!file)
        return zone;
    zone->bytes = mem_new(FILE_BYTES);
    file_read(zone, fread(zone->bytes, 1, FILE_BYTES, file));
    fclose(file);
    return zone;
}

void zone_free(struct zone **zone)
{
    if (*zone)
        mem_free((*zone)->bytes);
    mem_free(*zone);
    *zone = NULL;
}

/* ---- the rule ----------------------------------------------------------------------------------
 */

/* A name of three letters or more, or "<+03>". */
static const char *skip_name(const char *at)
{
    if (*at == '<') {
        while (*at && *at != '>')
            at++;
        return *at ? at + 1 : at;
    }
    while ((*at >= 'A' && *at <= 'Z') || (*at >= 'a' && *at <= 'z'))
        at++;
    return at;
}

/* "-1", "4:30": hours, west of Greenwich where it is an offset. */
static const char *read_hours(const char *at, int64_t *out)
{
    char *end;
    bool negative = *at == '-';
    int64_t seconds = 0;
    at += *at == '-' || *at == '+';
    for (int64_t unit = HOUR_S; unit > 0; unit /= 60) {
        seconds += strtol(at, &end, 10) * unit;
        at = end;
        if (*at != ':')
            break;
        at++;
    }
    *out = negative ? -seconds : seconds;
    return at;
}

/* ",M3.5.0/2" */
static const char *read_change(const char *at, struct change *out)
{
    int used = 0;
    if (sscanf(at, ",M%2d.%1d.%1d%n", &out->month, &out->week, &out->weekday, &used) != 3)
        return NULL;
    out->after_s = 2 * HOUR_S;
    return at[used] == '/' ? read_hours(at + used + 1, &out->after_s) : at + used;
}

static void rule_read(struct zone *zone, const char *rule)
{
    int64_t west_s;
    const char *at = skip_name(rule);
    if (at == rule)
        return;
    at = read_hours(at, &west_s);
    zone->ruled = true;
    zone->winter_s = -west_s;
    zone->summer_s = zone->winter_s + HOUR_S;
    if (!*at)
        return;
    at = skip_name(at);
    if (*at && *at != ',') {
        at = read_hours(at, &west_s);
        zone->summer_s = -west_s;
    }
    at = read_change(at, &zone->begins);
    zone->summers = at && read_change(at, &zone->ends);
}

static int64_t divide(int64_t value, int64_t by)
{
    return value / by - (value % by < 0);
}

/* The day of a date of the Gregorian calendar, and the year of a day. */
static int64_t day_of(int64_t year, int month)
{
    static const int before[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    int64_t past = year - 1;
    return past * 365 + divide(past, 4) - divide(past, 100) + divide(past, 400) - 719162 +
           before[month - 1] + (leap && month > 2);
}

static int64_t year_of(int64_t day)
{
    int64_t year = 1970 + divide(day * 400, 146097);
    while (day_of(year, 1) > day)
        year--;
    while (day_of(year + 1, 1) <= day)
        year++;
    return year;
}

/* When the clocks change in that year, as the clock shows it before. */
static int64_t change_s(const struct change *change, int64_t year)
{
    int month = change->month < 1 || change->month > 12 ? 1 : change->month;
    int64_t first = day_of(year, month);
    int64_t next = month == 12 ? day_of(year + 1, 1) : day_of(year, month + 1);
    int64_t weekday = ((first + 4) % 7 + 7) % 7; /* 1970-01-01 was a Thursday */
    int64_t day = first + (change->weekday - weekday + 7) % 7 + 7 * (change->week - 1);
    while (day >= next)
        day -= 7;
    return day * DAY_S + change->after_s;
}

static int64_t ruled_s(const struct zone *zone, int64_t at_s)
{
    if (!zone->summers)
        return zone->winter_s;
    int64_t year = year_of(divide(at_s + zone->winter_s, DAY_S));
    int64_t begins = change_s(&zone->begins, year) - zone->winter_s;
    int64_t ends = change_s(&zone->ends, year) - zone->summer_s;
    bool summer = begins < ends ? at_s >= begins && at_s < ends : at_s >= begins || at_s < ends;
    return summer ? zone->summer_s : zone->winter_s;
}

/* ---- asking ------------------------------------------------------------------------------------
 */

static int64_t time_at(const struct zone *zone, size_t place)
{
    return (int64_t)number(zone->times + 8 * place, 8);
}

static int64_t type_s(const struct zone *zone, size_t type)
{
    size_t known = type < zone->types_count ? type : 0;
    return (int32_t)number(zone->infos + TYPE_BYTES * known, 4);
}

/* How far the clock is ahead of UTC. */
static int64_t offset_s(const struct zone *zone, int64_t at_s)
{
    size_t low = 0, high = zone->count;
    if (!zone->types_count)
        return 0;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (time_at(zone, middle) <= at_s)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == zone->count && zone->ruled)
        return ruled_s(zone, at_s);
    return type_s(zone, low ? zone->types[low - 1] : 0);
}

struct zone_wall zone_wall(const struct zone *zone, int64_t at_ms)
{
    int64_t at_s = divide(at_ms, 1000), wall_s = at_s + offset_s(zone, at_s);
    int64_t day = divide(wall_s, DAY_S);
    return (struct zone_wall){day, (int)((wall_s - day * DAY_S) / MINUTE_S)};
}

/* Clocks change at most once from the day before to the day after. */
int64_t zone_ms(const struct zone *zone, struct zone_wall wall)
{
    int64_t wall_s = wall.day * DAY_S + (int64_t)wall.minute * MINUTE_S;
    int64_t before = offset_s(zone, wall_s - DAY_S), after = offset_s(zone, wall_s + DAY_S);
    bool is_before = offset_s(zone, wall_s - before) == before;
    bool is_after = offset_s(zone, wall_s - after) == after;
    return 1000 * (wall_s - (is_after && !is_before ? after : before));
}
