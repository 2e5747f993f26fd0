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
    return status->journal_away || !status->hub.bus.hearing ? "degraded" : "ok";
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
    writer_int(&writer, "rooms", (int64_t)status->hub.rooms);
    writer_int(&writer, "connections", (int64_t)status->net->connections);
    writer_end(&writer);
}

static void refusals(const struct net_stats *net, struct buffer *out)
{
    static const char *const reasons[] = {
#define REFUSED_TEXT(name, text) [REFUSED_##name] = text,
        REFUSED_LIST(REFUSED_TEXT)
#undef REFUSED_TEXT
    };
    buffer_addf(out, "# HELP muster_refused_total Refused or ended by the server, by reason.\n"
                     "# TYPE muster_refused_total counter\n");
    for (unsigned i = 0; i < REFUSED_COUNT; i++)
        buffer_addf(out, "muster_refused_total{reason=\"%s\"} %llu\n", reasons[i],
                    (unsigned long long)net->refused[i]);
}

static void classes(const struct hub_stats *hub, struct buffer *out)
{
    static const char *const labels[] = {
#define CLASS_TEXT(name, label) [CLASS_##name] = label,
        CLASS_LIST(CLASS_TEXT)
#undef CLASS_TEXT
    };
    buffer_addf(out, "# HELP muster_fanout_bytes_total Bytes sent by the fan-out, by class.\n"
                     "# TYPE muster_fanout_bytes_total counter\n");
    for (unsigned i = 0; i < CLASS_COUNT; i++)
        buffer_addf(out, "muster_fanout_bytes_total{class=\"%s\"} %llu\n", labels[i],
                    (unsigned long long)hub->sent_bytes[i]);
}

static void carriers(const struct net_stats *net, struct buffer *out)
{
    static const char *const names[] = {
#define CARRIER_TEXT(name, text) [CARRIER_##name] = text,
        CARRIER_LIST(CARRIER_TEXT)
#undef CARRIER_TEXT
    };
    buffer_addf(out, "# HELP muster_transport_connections Open connections of clients, by what "
                     "carries them.\n# TYPE muster_transport_connections gauge\n");
    for (unsigned i = 0; i < CARRIER_COUNT; i++)
        buffer_addf(out, "muster_transport_connections{transport=\"%s\"} %llu\n", names[i],
                    (unsigned long long)net->carriers[i]);
}

void status_metrics(const struct status *status, struct buffer *out)
{
    const struct hub_stats *hub = &status->hub;
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
        {"accepted_total", "counter", "Sockets accepted.", net->accepted},
        {"connected_total", "counter", "Connections that said who they are.", net->connected},
        {"http_requests_total", "counter", "HTTP requests.", net->requests},
        {"client_commands_total", "counter", "Commands received.", net->commands},
        {"emulated_total", "counter", "Messages for streaming connections.", net->emulated},
        {"received_bytes_total", "counter", "Bytes of messages received.", net->received_bytes},
        {"sent_bytes_total", "counter", "Bytes of frames sent.", net->sent_bytes},
        {"rooms", "gauge", "Rooms awake.", hub->rooms},
        {"subscriptions", "gauge", "Subscriptions.", hub->subscriptions},
        {"commands_total", "counter", "Commands to rooms.", hub->commands},
        {"refusals_total", "counter", "Commands refused by a room.", hub->refusals},
        {"repeats_total", "counter", "Commands that repeated an op.", hub->repeats},
        {"voids_total", "counter", "Entries made void by the order.", hub->voids},
        {"entries_total", "counter", "Entries applied.", hub->entries},
        {"frames_total", "counter", "Frames made.", hub->frames},
        {"sends_total", "counter", "Sends of the fan-out.", hub->sends},
        {"lean_subscriptions", "gauge", "Of the subscriptions: lean ones.", hub->lean},
        {"views_total", "counter", "Views given.", hub->views},
        {"recoveries_total", "counter", "Positions recovered.", hub->recoveries},
        {"behind_total", "counter", "Subscribers that fell behind a tape.", hub->behind},
        {"bus_hearing", "gauge", "1 when news of other instances arrive.", bus->hearing},
        {"bus_nodes", "gauge", "Instances alive, this one too.", bus->nodes},
        {"bus_published_total", "counter", "News told to other instances.", bus->published},
        {"bus_heard_total", "counter", "News heard from other instances.", bus->heard},
        {"bus_told_total", "counter", "Messages from instances.", bus->told},
        {"bus_dropped_total", "counter", "Messages that could not leave.", bus->dropped},
        {"bus_reconnects_total", "counter", "Links made again.", bus->reconnects},
        {"journal_entries_total", "counter", "Entries committed.", journal->entries},
        {"journal_commits_total", "counter", "Groups committed.", journal->commits},
        {"journal_waiting", "gauge", "Entries waiting for a commit.", journal->waiting},
        {"journal_commit_microseconds_total", "counter", "Time spent in commits.",
         journal->commit_us_sum},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        buffer_addf(out, "# HELP muster_%s %s\n# TYPE muster_%s %s\nmuster_%s %llu\n", rows[i].name,
                    rows[i].help, rows[i].name, rows[i].type, rows[i].name,
                    (unsigned long long)rows[i].value);
    carriers(net, out);
    classes(hub, out);
    refusals(net, out);
}
