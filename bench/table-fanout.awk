# SPDX-License-Identifier: Apache-2.0
# The table of bench/fanout: medians of the rounds, Muster beside the floor.
{ fields_read() }

v["scenario"] == "fanout" {
    where = v["subscribers"] " " v["together"]
    if (!(where in seen)) {
        seen[where] = 1
        places[++places_count] = where
    }
    row = v["target"] " " where
    channel = v["channel"]
    if (v["round"] > rounds)
        rounds = v["round"]
    faults += v["faults"]
    if (v["generator_busy"] > busiest)
        busiest = v["generator_busy"]
    split("delivery_ns p50_ms p99_ms max_ms per_read frame_bytes rss_bytes", names, " ")
    for (i in names)
        sample_add(row " " names[i], v[names[i]])
}

v["scenario"] == "trace" {
    traces[++traces_count] = sprintf("%-6s %2d together: %.3f sends, %.3f epoll_ctl",
        v["target"], v["together"], v["sends"], v["epoll_ctls"])
    traced = sprintf("by strace, per subscriber and time (%d subscribers, %d times):",
        v["subscribers"], v["flushes"])
}

function row_print(target, where,    row, at, ns, share, latency, size) {
    row = target " " where
    ns = sample_median(row " delivery_ns")
    if (ns <= 0)
        return
    share = sample_median("floor " where " delivery_ns") / ns
    split(where, at, " ")
    latency = sprintf("%8.2f %8.2f %8.2f", sample_median(row " p50_ms"),
        sample_median(row " p99_ms"), sample_median(row " max_ms"))
    size = sprintf("%7.2f %6.0f %7.2f", sample_median(row " per_read"),
        sample_median(row " frame_bytes"), sample_median(row " rss_bytes") / 1000)
    printf("%11s %8s %-6s %9.0f %11s %6s %s %s\n", number_grouped(at[1]), at[2], target, ns,
        number_grouped(1e9 / ns), share ? sprintf("%.3f", share) : "-", latency, size)
    met = met || (at[2] == 1 && sample_median(row " per_read") > 1.05)
}

END {
    printf "channel %s, medians of %d rounds, faults %d\n\n", channel, rounds, faults
    print "            messages        server ns  deliveries of the       latency, ms         " \
        "  messages  bytes  RSS kB"
    print "subscribers together        /delivery  per CPU s  floor      p50      p99      max" \
        "   /read  /push   /conn"
    for (p = 1; p <= places_count; p++) {
        row_print("floor", places[p])
        row_print("muster", places[p])
    }
    print ""
    if (traces_count > 0)
        print traced
    for (t = 1; t <= traces_count; t++)
        print "  " traces[t]
    printf "the generator was busy %.0f %% of the time at most\n", busiest * 100
    if (met)
        print "NOT ONE AT A TIME: messages met on the way, so the machine was not free"
}
