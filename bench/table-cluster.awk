# SPDX-License-Identifier: Apache-2.0
# The tables of bench/cluster: medians of the rounds. What the stores do in silence (life signs, the
# system's own writing) is taken off what they do meanwhile.
{ fields_read() }

v["config"] == "far" {
    for (i in v)
        sample_add("far " v["part"] " " i, v[i])
    next
}

!(v["config"] in seen) {
    seen[v["config"]] = 1
    configs[++configs_count] = v["config"]
}

v["scenario"] == "counters" && v["when"] == "start" {
    split("", begun)
    for (i in v)
        begun[i] = v[i]
    next
}

{
    if (v["round"] > rounds)
        rounds = v["round"]
    if (v["scenario"] == "commands") {
        spent[v["config"], v["round"], v["part"]] = v["cpu_ms"]
        lasted[v["config"], v["round"], v["part"]] = v["seconds"]
        said[v["config"], v["round"], v["part"]] = v["commands"]
    }
    # Only commands has several parts of one name: silence and commands.
    at = v["config"] " " (v["part"] ? v["part"] : v["scenario"]) " "
    for (i in v)
        sample_add(at i, v["scenario"] == "counters" ? v[i] - begun[i] : v[i])
}

function value(part, name) {
    return sample_median(config " " part " " name)
}

# CPU of redis or postgres, in ns, beyond that of the same time in silence.
function store_ns(part, store,    ms) {
    ms = value(part, store "_ms")
    if (part != "silence")
        ms -= value("silence", store "_ms") * value(part, "seconds") / value("silence", "seconds")
    return ms > 0 && config != "sqlite" ? ms * 1e6 : 0
}

# CPU of the instances for each command, in ns; that of silence taken off where it is known.
function command_ns() {
    return (value("commands", "cpu_ms") - value("silence", "cpu_ms") * \
        value("commands", "seconds") / value("silence", "seconds")) * 1e6 / value("commands", "commands")
}

function title() {
    return config == "sqlite" ? "1, sqlite, no bus" : config
}

function fanout_print(    ns, n) {
    ns = value("fanout", "delivery_ns")
    n = value("fanout", "deliveries")
    if (config == configs[1])
        reference = ns
    printf "%-18s %9.0f %11s %8.3f %12.1f %12.1f %9.0f %9.0f\n", title(), ns,
        number_grouped(1e9 / ns), reference / ns, store_ns("fanout", "redis") / n,
        store_ns("fanout", "postgres") / n,
        store_ns("fanout", "redis") / value("fanout", "messages") / 1000,
        store_ns("fanout", "postgres") / value("fanout", "messages") / 1000
}

# The CPU of the instances for a command over that of one instance with the same stores, within each
# round; 0 where there is no such instance.
function command_share(    r, name) {
    name = "share " config
    for (r = 1; r <= rounds; r++)
        if (samples_count[name] < rounds && round_ns("1", r) > 0 && round_ns(config, r) > 0)
            sample_add(name, round_ns(config, r) / round_ns("1", r))
    return samples_count[name] > 0 ? sample_median(name) : 0
}

# As command_ns, of one round.
function round_ns(of, r) {
    if (!((of, r, "commands") in spent))
        return 0
    return (spent[of, r, "commands"] - spent[of, r, "silence"] * lasted[of, r, "commands"] / \
        lasted[of, r, "silence"]) * 1e6 / said[of, r, "commands"]
}

function commands_print(    n, own, redis, postgres) {
    n = value("commands", "commands")
    own = command_ns() / 1000
    redis = store_ns("commands", "redis") / n / 1000
    postgres = store_ns("commands", "postgres") / n / 1000
    printf "%-18s %9.0f %7.2f %7.0f %9.0f %11s %11s %8.2f %8.2f %8.2f\n", title(), own,
        command_share(), redis, postgres, number_grouped(1e6 / own), number_grouped(1e6 / (own + redis + postgres)),
        value("commands", "p50_ms"), value("commands", "p99_ms"), value("commands", "max_ms")
}

function votes_print(    n) {
    n = value("votes", "subscribers")
    printf "%-18s %9.1f %7.1f %9.1f %9s %8.0f %8.0f %8.0f %9.0f %7.0f %6d %8d\n", title(),
        value("votes", "vote_ns") / 1000, store_ns("votes", "redis") / n / 1000,
        store_ns("votes", "postgres") / n / 1000, number_grouped(value("votes", "votes_per_s")),
        value("votes", "p50_ms"), value("votes", "p99_ms"), value("votes", "max_ms"),
        value("votes", "entries") / value("votes", "commits"), value("votes", "commits"),
        value("votes", "voids"), value("votes", "repeats")
}

function hop_print(    k, text) {
    split("near far added", kinds, " ")
    for (k = 1; k <= 3; k++)
        text = text (k > 1 && config + 0 < 2 ? sprintf("%9s%8s%8s", "-", "-", "-") : \
            sprintf("%9.2f%8.2f%8.2f", value("hop", kinds[k] "_p50_ms"),
                value("hop", kinds[k] "_p99_ms"), value("hop", kinds[k] "_max_ms")))
    printf "%-18s%s\n", title(), text
}

# pg_stat_statements does not see the three that begin, set and end the transaction of a group that
# takes two round trips (a pair); most groups are one statement.
function counts_print(part, name,    n) {
    n = value(part, name)
    if (config == "sqlite")
        return
    printf "%-18s %-9s %8.2f %10.2f %11.2f %7.2f %8.0f %8.0f %8.0f %8.0f %8.0f\n", title(), part,
        value(part, "entries") / value(part, "commits"), value(part, "publishes") / n,
        (value(part, "statements") + 3 * value(part, "pairs")) / n, value(part, "reads") / n,
        value(part, "wal") / n, value(part, "postgres_in") / n, value(part, "postgres_out") / n,
        value(part, "redis_in") / n, value(part, "redis_out") / n
}

function silence_print(    seconds) {
    seconds = value("silence", "seconds")
    printf "%-18s %9.2f %9.2f %9.2f\n", title(), value("silence", "cpu_ms") / seconds,
        store_ns("silence", "redis") / 1e6 / seconds, store_ns("silence", "postgres") / 1e6 / seconds
}

END {
    config = configs[configs_count]
    printf "medians of %d rounds\n\n", rounds
    printf "fan-out: %s followers spread evenly, %d messages one at a time\n",
        number_grouped(value("fanout", "subscribers")), value("fanout", "messages")
    print "                   muster ns  deliveries   of the     redis ns  postgres ns" \
        "  redis us    pg us"
    print "instances          /delivery   per CPU s    first    /delivery    /delivery" \
        "  /message /message"
    for (c = 1; (config = configs[c]) != ""; c++)
        fanout_print()

    config = configs[configs_count]
    printf "\ncommands: %d channels of three followers, who are spread over the instances, %d commands a second\n",
        value("commands", "channels"), value("commands", "commands") / value("commands", "seconds")
    print "                                  CPU us /command       commands/CPU s" \
        "          to the follower, ms"
    print "instances             muster  of one   redis  postgres      muster  all of it      p50" \
        "      p99      max"
    for (c = 1; (config = configs[c]) != ""; c++)
        commands_print()

    config = "3"
    if (command_share() > 0)
        printf "GOAL: three instances spend at most 1.4 times the CPU of one on a command: %.2f" \
            " (%.2f to %.2f): %s\n", command_share(), sample_most("share 3", -1),
            sample_most("share 3", 1), (command_share() <= 1.4 ? "yes" : "no")
    config = configs[configs_count]
    printf "\none hot room: %s people vote at once\n", number_grouped(value("votes", "subscribers"))
    print "                          CPU us /vote              votes      acknowledged, ms" \
        "         entries"
    print "instances             muster   redis  postgres  /second      p50      p99      max" \
        "   /commit commits  voids  repeats"
    for (c = 1; (config = configs[c]) != ""; c++)
        votes_print()

    config = configs[configs_count]
    printf "\nthe hop: %d messages through the first instance, %d followers on each\n",
        value("hop", "messages"), value("hop", "subscribers")
    print "                   on the same, ms          on another, ms           later by, ms"
    print "instances              p50     p99     max      p50     p99     max      p50     p99" \
        "     max"
    for (c = 1; (config = configs[c]) != ""; c++)
        hop_print()

    print "\nper command, where it is one of:"
    print "                              entries  publishes  statements   reads      WAL" \
        "   postgres bytes      redis bytes"
    print "instances          part       /commit   to redis to postgres  of them    bytes" \
        "       in      out       in      out"
    for (c = 1; (config = configs[c]) != ""; c++) {
        counts_print("commands", "commands")
        counts_print("fanout", "messages")
        counts_print("votes", "subscribers")
    }

    config = "far"
    printf "\nmemory: %s people come to one of two instances: %.0f resident bytes each there, %.0f on" \
        " the other\n", number_grouped(value("joined", "subscribers")), value("joined", "rss_bytes"),
        value("joined", "far_bytes")
    print "\nsilence, CPU ms /second"
    print "instances             muster     redis  postgres"
    for (c = 1; (config = configs[c]) != ""; c++)
        silence_print()
}
