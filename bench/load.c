/* SPDX-License-Identifier: Apache-2.0
 * The generator's command line: a table of its scenarios and a table of its options. */
#include "bench/load.h"

#include "bench/process.h"

#include <stdio.h>
#include <stdlib.h>

struct scenario {
    const char *name;
    int (*run)(const struct load_options *options);
};

static const struct scenario scenarios[] = {
    {"fanout", load_fanout}, {"join", load_join},     {"votes", load_votes},
    {"resume", load_resume}, {"slow", load_slow},     {"rooms", load_rooms},
    {"small", load_small},   {"memory", load_memory}, {"commands", load_commands},
    {"hop", load_hop},       {"greedy", load_greedy}, {"wake", load_wake},
    {"start", load_start},   {"thread", load_thread},
};

/* One of EACH may come several times, and is put behind the one before. */
enum option_kind {
    OPTION_TEXT,
    OPTION_EACH_TEXT,
    OPTION_NUMBER,
    OPTION_EACH_NUMBER,
    OPTION_LIST,
    OPTION_SWITCH,
};

struct option {
    const char *name;
    enum option_kind kind;
    size_t offset; /* in struct load_options */
    unsigned max;
    const char *help;
};

#define AT(member) offsetof(struct load_options, member)
static const struct option options_table[] = {
    {"server", OPTION_EACH_TEXT, AT(servers), 0, "127.x.x.x:PORT; several are one cluster"},
    {"pid", OPTION_EACH_NUMBER, AT(pids), INT32_MAX, "the server's process, one for each"},
    {"redis", OPTION_NUMBER, AT(redis), INT32_MAX, "the cluster's redis-server"},
    {"postgres", OPTION_NUMBER, AT(postgres), INT32_MAX, "the cluster's postmaster"},
    {"helper", OPTION_NUMBER, AT(helper), INT32_MAX, "kernel thread, counted apart: ksoftirqd"},
    {"counters", OPTION_TEXT, AT(counters), 0, "program that prints what they have counted"},
    {"floor", OPTION_SWITCH, AT(floor), 0, "the server is bench/floor"},
    {"peer", OPTION_TEXT, AT(peer), 0, "the server is this one: see dialect.c"},
    {"channel", OPTION_TEXT, AT(channel), 0, "plain channel, or webinar room of the demo"},
    {"subscribers", OPTION_NUMBER, AT(subscribers), SUBSCRIBERS_MAX, "how many"},
    {"messages", OPTION_NUMBER, AT(messages), MESSAGES_MAX, "of one measurement"},
    {"message-bytes", OPTION_NUMBER, AT(message_bytes), 16384, "of a message's data"},
    {"frame-bytes", OPTION_NUMBER, AT(frame_bytes), 32768, "floor, peer: length of a push"},
    {"together", OPTION_LIST, AT(together), TOGETHER_MAX, "messages at a time, for example 1,16"},
    {"interval-us", OPTION_NUMBER, AT(interval_us), 10000000, "between two times"},
    {"stepwise", OPTION_SWITCH, AT(stepwise), 0, "fanout: all have the last before the next"},
    {"at-once", OPTION_NUMBER, AT(at_once), SUBSCRIBERS_MAX, "connections under way"},
    {"answer-bytes", OPTION_NUMBER, AT(answer_bytes), 4096, "floor: of a vote"},
    {"sums", OPTION_NUMBER, AT(sums), 100, "floor: how often everybody is sent sums"},
    {"launch-bytes", OPTION_NUMBER, AT(launch_bytes), 1024, "votes, floor: of the launch"},
    {"beside", OPTION_SWITCH, AT(beside), 0, "votes: a small room beside has its messages"},
    {"small", OPTION_TEXT, AT(small), 0, "names of small rooms, without their number"},
    {"small-rooms", OPTION_NUMBER, AT(small_rooms), SUBSCRIBERS_MAX, "how many of them there are"},
    {"inbox", OPTION_SWITCH, AT(inbox), 0, "everybody follows their inbox too"},
    {"journal", OPTION_TEXT, AT(journal), 0, "the server's SQLite file, whose growth is told"},
    {"trace", OPTION_TEXT, AT(trace), 0, "count system calls with strace, into this file"},
};
#undef AT

enum {
    SCENARIOS_COUNT = sizeof scenarios / sizeof *scenarios,
    OPTIONS_COUNT = sizeof options_table / sizeof *options_table,
};

static void usage_fail(void)
{
    fprintf(stderr, "usage: load SCENARIO --server 127.0.0.1:PORT --pid PID [options]\nscenarios:");
    for (unsigned i = 0; i < SCENARIOS_COUNT; i++)
        fprintf(stderr, " %s", scenarios[i].name);
    fprintf(stderr, "\n");
    for (unsigned i = 0; i < OPTIONS_COUNT; i++)
        fprintf(stderr, "  --%-14s %s\n", options_table[i].name, options_table[i].help);
    exit(2);
}

static unsigned number_read(const char *text, const struct option *option)
{
    char *end;
    unsigned long number = strtoul(text, &end, 10);
    if (end == text || (*end && *end != ',') || number < 1 || number > option->max) {
        fprintf(stderr, "load: --%s is from 1 to %u\n", option->name, option->max);
        exit(2);
    }
    return (unsigned)number;
}

static void list_read(const char *text, const struct option *option, unsigned list[TOGETHER_LIST])
{
    memset(list, 0, TOGETHER_LIST * sizeof *list);
    for (unsigned i = 0; text && i < TOGETHER_LIST - 1; i++) {
        list[i] = number_read(text, option);
        text = strchr(text, ',');
        text = text ? text + 1 : NULL;
    }
}

static void servers_full(const struct option *option)
{
    fprintf(stderr, "load: --%s comes at most %d times\n", option->name, SWARM_SERVERS_MAX - 1);
    exit(2);
}

static void text_add(const char *text, const struct option *option, const char **list)
{
    unsigned count = 0;
    while (list[count])
        count++;
    if (count == SWARM_SERVERS_MAX - 1)
        servers_full(option);
    list[count] = text;
}

static void number_add(unsigned number, const struct option *option, unsigned *list)
{
    unsigned count = 0;
    while (list[count] > 0)
        count++;
    if (count == SWARM_SERVERS_MAX - 1)
        servers_full(option);
    list[count] = number;
}

static const struct option *option_find(const char *word)
{
    for (unsigned i = 0; i < OPTIONS_COUNT; i++) {
        if (strncmp(word, "--", 2) == 0 && strcmp(word + 2, options_table[i].name) == 0)
            return &options_table[i];
    }
    return NULL;
}

/* Reads the option at argv[0]; returns how many words it took. */
static int option_read(char **argv, struct load_options *options)
{
    const struct option *option = option_find(argv[0]);
    if (!option || (option->kind != OPTION_SWITCH && !argv[1]))
        usage_fail();
    void *member = (char *)options + option->offset;
    if (option->kind == OPTION_SWITCH)
        *(bool *)member = true;
    else if (option->kind == OPTION_TEXT)
        *(const char **)member = argv[1];
    else if (option->kind == OPTION_EACH_TEXT)
        text_add(argv[1], option, member);
    else if (option->kind == OPTION_NUMBER)
        *(unsigned *)member = number_read(argv[1], option);
    else if (option->kind == OPTION_EACH_NUMBER)
        number_add(number_read(argv[1], option), option, member);
    else
        list_read(argv[1], option, member);
    return option->kind == OPTION_SWITCH ? 1 : 2;
}

bool load_swarm(const struct load_options *options, struct swarm *swarm, unsigned count,
                const struct swarm_ops *ops, void *context)
{
    if (process_files_raise() < count + 64) {
        fprintf(stderr, "load: %u connections need more open files than are allowed\n", count);
        return false;
    }
    if (!swarm_init(swarm, options->servers, count, ops, context)) {
        fprintf(stderr, "load: a server is not a loopback address and port\n");
        return false;
    }
    return true;
}

const char *load_target(const struct load_options *options)
{
    return options->floor ? "floor" : options->peer ? options->peer : "muster";
}

int load_verdict(const struct swarm *swarm)
{
    swarm_faults_print(swarm);
    return swarm_faults(swarm) == 0 ? 0 : 1;
}

int main(int argc, char **argv)
{
    struct load_options options = {.channel = "bench",
                                   .subscribers = 1000,
                                   .messages = 100,
                                   .message_bytes = 200,
                                   .together = {1, 16},
                                   .at_once = 64};
    if (argc < 2)
        usage_fail();
    for (int i = 2; i < argc;)
        i += option_read(argv + i, &options);
    if (!options.servers[0] || options.pids[0] == 0)
        usage_fail();
    for (unsigned i = 0; i < SCENARIOS_COUNT; i++) {
        if (strcmp(argv[1], scenarios[i].name) == 0)
            return scenarios[i].run(&options);
    }
    usage_fail();
}
