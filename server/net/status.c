/* SPDX-License-Identifier: Apache-2.0
 * One row per figure. */
#include "net/status.h"

#include "base/writer.h"

bool status_good(const struct status *status)
{
    return !status->journal_failed && !status->stopping;
}

static const char *status_word(const struct status *status)
{
    if (status->journal_failed)
        return "failed";
    if (status->stopping)
        return "stopping";
    return status->journal_away || status->broken.lately || !status->hub.bus.hearing ? "degraded"
                                                                                     : "ok";
}

static const char *journal_word(const struct status *status)
{
    if (status->journal_failed)
        return "failed";
    return status->journal_away ? "away" : "ok";
}

void status_health(const struct status *status, struct buffer *out)
{
    struct writer writer;
    writer_init(&writer, out);
    writer_object(&writer, NULL);
    writer_text(&writer, "status", slice_of(status_word(status)));
    writer_text(&writer, "journal", slice_of(journal_word(status)));
    writer_text(&writer, "bus", status->hub.bus.hearing ? SLICE("ok") : SLICE("away"));
    writer_text(&writer, "reading", status->broken.lately ? SLICE("broken") : SLICE("ok"));
    writer_int(&writer, "rooms", (int64_t)status->hub.rooms);
    writer_int(&writer, "connections", (int64_t)status->net->connections);
    writer_end(&writer);
}

/* One figure for each of several kinds, which a label tells apart. */
struct kinds {
    const char *name, *type, *help, *label;
    const char *const *words;
    size_t count;
};

static void kinds_write(const struct kinds *kinds, const uint64_t *values, struct buffer *out)
{
    buffer_addf(out, "# HELP muster_%s %s\n# TYPE muster_%s %s\n", kinds->name, kinds->help,
                kinds->name, kinds->type);
    for (size_t i = 0; i < kinds->count; i++)
        buffer_addf(out, "muster_%s{%s=\"%s\"} %llu\n", kinds->name, kinds->label, kinds->words[i],
                    (unsigned long long)values[i]);
}

#define WORD_REFUSED(name, text) [REFUSED_##name] = text,
#define WORD_CLASS(name, text)   [CLASS_##name] = text,
#define WORD_CARRIER(name, text) [CARRIER_##name] = text,
#define WORD_MAIL(name, text)    [MAILS_##name] = text,
#define WORD_PUSHED(name, text)  [PUSHED_##name] = text,
static const char *const refused_words[] = {REFUSED_LIST(WORD_REFUSED)};
static const char *const class_words[] = {CLASS_LIST(WORD_CLASS)};
static const char *const carrier_words[] = {CARRIER_LIST(WORD_CARRIER)};
static const char *const mail_words[] = {MAILS_LIST(WORD_MAIL)};
static const char *const pushed_words[] = {PUSHED_LIST(WORD_PUSHED)};

static const struct kinds refused_kinds = {
    "refused_total", "counter",     "Refused or ended by the server, by reason.",
    "reason",        refused_words, REFUSED_COUNT};
static const struct kinds mail_kinds = {"mails_total", "counter",  "Mails, by what became of them.",
                                        "what",        mail_words, MAILS_COUNT};
static const struct kinds pushed_kinds = {
    "pushes_total", "counter",    "Messages to browsers, by what became of them.",
    "what",         pushed_words, PUSHED_COUNT};
static const struct kinds class_kinds = {
    "fanout_bytes_total", "counter",  "Bytes sent by the fan-out, by class.", "class",
    class_words,          CLASS_COUNT};
static const struct kinds carrier_kinds = {"transport_connections",
                                           "gauge",
                                           "Open connections of clients, by what carries them.",
                                           "transport",
                                           carrier_words,
                                           CARRIER_COUNT};

static void histogram_write(const char *name, const char *help, const struct histogram *histogram,
                            struct buffer *out)
{
    uint64_t count = 0;
    buffer_addf(out, "# HELP muster_%s %s\n# TYPE muster_%s histogram\n", name, help, name);
    for (size_t i = 0; i < HISTOGRAM_BOUNDS; i++) {
        count += histogram->counts[i];
        buffer_addf(out, "muster_%s_bucket{le=\"%g\"} %llu\n", name,
                    (double)histogram_bound_us(i) / 1e6, (unsigned long long)count);
    }
    count += histogram->counts[HISTOGRAM_BOUNDS];
    buffer_addf(out,
                "muster_%s_bucket{le=\"+Inf\"} %llu\nmuster_%s_sum %.6f\nmuster_%s_count %llu\n",
                name, (unsigned long long)count, name, (double)histogram->sum_us / 1e6, name,
                (unsigned long long)count);
}

/* Figures of several samples each. */
static void several_write(const struct status *status, struct buffer *out)
{
    histogram_write("journal_commit_seconds", "How long commits took.", &status->journal.commit,
                    out);
    histogram_write("flush_seconds", "How long the fan-out of a turn took.",
                    &status->hub.fanout.flush, out);
    histogram_write("command_seconds", "From a command's coming to its answer.",
                    &status->net->command, out);
    histogram_write("join_seconds", "From a subscription's coming to its answer.",
                    &status->net->join, out);
    kinds_write(&carrier_kinds, status->net->carriers, out);
    kinds_write(&class_kinds, status->hub.fanout.sent_bytes, out);
    kinds_write(&refused_kinds, status->net->refused, out);
    kinds_write(&mail_kinds, status->net->mails, out);
    kinds_write(&pushed_kinds, status->net->pushed, out);
}

void status_metrics(const struct status *status, struct buffer *out)
{
    const struct hub_stats *hub = &status->hub;
    const struct fanout_stats *fanout = &hub->fanout;
    const struct journal_stats *journal = &status->journal;
    const struct bus_stats *bus = &hub->bus;
    const struct net_stats *net = status->net;
    const struct {
        const char *name, *type, *help;
        uint64_t value;
    } rows[] = {
        {"up", "gauge", "1 when the journal accepts entries.",
         !status->journal_failed && !status->journal_away},
        {"sockets", "gauge", "Open sockets.", net->sockets},
        {"connections", "gauge", "Open connections of clients.", net->connections},
        {"connections_max", "gauge", "As many as there may be.", net->connections_max},
        {"accepted_total", "counter", "Sockets accepted.", net->accepted},
        {"connected_total", "counter", "Connections that said who they are.", net->connected},
        {"http_requests_total", "counter", "HTTP requests.", net->requests},
        {"client_commands_total", "counter", "Commands received.", net->commands},
        {"emulated_total", "counter", "Messages for streaming connections.", net->emulated},
        {"received_bytes_total", "counter", "Bytes of messages received.", net->received_bytes},
        {"sent_bytes_total", "counter", "Bytes of frames sent.",
         fanout->sent_bytes[CLASS_FULL] + fanout->sent_bytes[CLASS_LEAN] +
             fanout->sent_bytes[CLASS_PACKED]},
        {"rooms", "gauge", "Rooms awake.", hub->rooms},
        {"mails_waiting", "gauge", "Mails to be sent, by all instances.", net->mails_waiting},
        {"pushes_waiting", "gauge", "Messages to browsers that have not gone yet.",
         net->pushes_waiting},
        {"rooms_broken_total", "counter", "Times that a room could not be read.",
         status->broken.count},
        {"budgets_used_up_total", "counter", "Commands and reads put off: a share was used up.",
         net->budgets},
        {"subscriptions", "gauge", "Subscriptions.", hub->subscriptions},
        {"commands_total", "counter", "Commands to rooms.", hub->commands},
        {"refusals_total", "counter", "Commands refused by a room.", hub->refusals},
        {"repeats_total", "counter", "Commands that repeated an op.", hub->repeats},
        {"voids_total", "counter", "Entries made void by the order.", hub->voids},
        {"entries_total", "counter", "Entries applied.", hub->entries},
        {"effects_total", "counter", "Entries appended that others caused.",
         status->caused.appended},
        {"effects_void_total", "counter", "Such entries, void at their turn.",
         status->caused.voids},
        {"effects_again_total", "counter", "Rooms folded for what was lost.", status->caused.folds},
        {"alarms_total", "counter", "Rooms woken by their alarm.", status->caused.alarms},
        {"frames_total", "counter", "Frames made.", fanout->frames},
        {"sends_total", "counter", "Sends of the fan-out.", fanout->sends},
        {"lean_subscriptions", "gauge", "Of the subscriptions: lean ones.", fanout->lean},
        {"views_total", "counter", "Views given.", hub->views},
        {"recoveries_total", "counter", "Positions recovered.", hub->recoveries},
        {"behind_total", "counter", "Subscribers that fell behind a tape.", fanout->behind},
        {"bus_hearing", "gauge", "1 when news of other instances arrive.", bus->hearing},
        {"bus_nodes", "gauge", "Instances alive, this one too.", bus->nodes},
        {"bus_published_total", "counter", "News told to other instances.", bus->published},
        {"bus_heard_total", "counter", "News heard from other instances.", bus->heard},
        {"bus_entries_total", "counter", "Entries taken from such news.", hub->bells.opened},
        {"bus_refused_total", "counter", "Entries in such news not believed.", hub->bells.refused},
        {"bus_told_total", "counter", "Messages from instances.", bus->told},
        {"bus_dropped_total", "counter", "Messages that could not leave.", bus->dropped},
        {"bus_reconnects_total", "counter", "Links made again.", bus->reconnects},
        {"journal_entries_total", "counter", "Entries committed.", journal->entries},
        {"journal_commits_total", "counter", "Groups committed.", journal->commits},
        {"journal_waiting", "gauge", "Entries waiting for a commit.", journal->waiting},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        buffer_addf(out, "# HELP muster_%s %s\n# TYPE muster_%s %s\nmuster_%s %llu\n", rows[i].name,
                    rows[i].help, rows[i].name, rows[i].type, rows[i].name,
                    (unsigned long long)rows[i].value);
    several_write(status, out);
}
