/* SPDX-License-Identifier: Apache-2.0
 * The generator's command line and the table of its scenarios. */
#include "bench/load.h"

#include "bench/process.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

struct scenario {
    const char *name;
    int (*run)(const struct load_options *options);
};

static const struct scenario scenarios[] = {
    {"fanout", load_fanout},
};

enum { SCENARIOS_COUNT = sizeof scenarios / sizeof *scenarios };

static const char usage[] =
    "usage: load SCENARIO --server 127.0.0.1:PORT --pid PID [options]\n"
    "  --floor               the server is bench/floor\n"
    "  --channel NAME        plain channel, or webinar room of the demo (bench)\n"
    "  --subscribers N       (1000)\n"
    "  --messages N          messages of one measurement (100)\n"
    "  --message-bytes N     (200)\n"
    "  --frame-bytes N       floor: length of a push (as it comes)\n"
    "  --together A,B        messages at a time, one measurement for each (1,16)\n"
    "  --interval-us N       between two times (by the number of subscribers)\n"
    "  --at-once N           connections under way (64)\n"
    "  --trace FILE          count system calls with strace instead of measuring\n";

static const struct option flags[] = {
    {"server", required_argument, NULL, 's'},
    {"pid", required_argument, NULL, 'p'},
    {"floor", no_argument, NULL, 'f'},
    {"channel", required_argument, NULL, 'c'},
    {"subscribers", required_argument, NULL, 'n'},
    {"messages", required_argument, NULL, 'm'},
    {"message-bytes", required_argument, NULL, 'b'},
    {"frame-bytes", required_argument, NULL, 'B'},
    {"together", required_argument, NULL, 't'},
    {"interval-us", required_argument, NULL, 'i'},
    {"at-once", required_argument, NULL, 'a'},
    {"trace", required_argument, NULL, 'T'},
    {NULL, 0, NULL, 0},
};

/* A number from 1 to `max`; ends the program otherwise. */
static unsigned number_read(const char *text, unsigned max)
{
    char *end;
    unsigned long number = strtoul(text, &end, 10);
    if (end == text || (*end && *end != ',') || number < 1 || number > max) {
        fprintf(stderr, "load: %s is not a number from 1 to %u\n", text, max);
        exit(2);
    }
    return (unsigned)number;
}

static void together_read(const char *text, struct load_options *options)
{
    memset(options->together, 0, sizeof options->together);
    for (unsigned i = 0; text && i < sizeof options->together / sizeof(unsigned) - 1; i++) {
        options->together[i] = number_read(text, TOGETHER_MAX);
        text = strchr(text, ',');
        text = text ? text + 1 : NULL;
    }
}

static bool option_read(int flag, const char *value, struct load_options *options)
{
    switch (flag) {
    case 's':
        options->server = value;
        break;
    case 'p':
        options->pid = (pid_t)number_read(value, INT32_MAX);
        break;
    case 'f':
        options->floor = true;
        break;
    case 'c':
        options->channel = value;
        break;
    case 'n':
        options->subscribers = number_read(value, SUBSCRIBERS_MAX);
        break;
    case 'm':
        options->messages = number_read(value, MESSAGES_MAX);
        break;
    case 'b':
        options->message_bytes = number_read(value, 16384);
        break;
    case 'B':
        options->frame_bytes = number_read(value, 32768);
        break;
    case 't':
        together_read(value, options);
        break;
    case 'i':
        options->interval_us = number_read(value, 10000000);
        break;
    case 'a':
        options->at_once = number_read(value, 4096);
        break;
    case 'T':
        options->trace = value;
        break;
    default:
        return false;
    }
    return true;
}

int load_verdict(const struct swarm *swarm)
{
    swarm_faults_print(swarm);
    return swarm_faults(swarm) == 0 ? 0 : 1;
}

static int usage_fail(void)
{
    fputs(usage, stderr);
    return 2;
}

int main(int argc, char **argv)
{
    struct load_options options = {.channel = "bench",
                                   .subscribers = 1000,
                                   .messages = 100,
                                   .message_bytes = 200,
                                   .together = {1, 16},
                                   .at_once = 64};
    int flag;
    while ((flag = getopt_long(argc, argv, "", flags, NULL)) != -1) {
        if (!option_read(flag, optarg, &options))
            return usage_fail();
    }
    if (optind + 1 != argc || !options.server || options.pid == 0)
        return usage_fail();
    if (process_files_raise() < options.subscribers + 64) {
        fprintf(stderr, "load: too few open files allowed for %u\n", options.subscribers);
        return 1;
    }
    for (unsigned i = 0; i < SCENARIOS_COUNT; i++) {
        if (slice_is(slice_of(argv[optind]), scenarios[i].name))
            return scenarios[i].run(&options);
    }
    return usage_fail();
}
