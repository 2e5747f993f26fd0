# SPDX-License-Identifier: Apache-2.0
# The table of bench/join: medians of the rounds. A join is handshake, connect and subscribe.
{ fields_read() }

v["scenario"] == "join" {
    if (!(v["subscribers"] in seen)) {
        seen[v["subscribers"]] = 1
        counts[++counts_count] = v["subscribers"]
    }
    target = v["target"] (v["transport"] ? "/" v["transport"] : "")
    if (!(target in targets_seen)) {
        targets_seen[target] = 1
        targets[++targets_count] = target
    }
    row = target " " v["subscribers"] " "
    if (v["present"] == "all")
        of[target, v["subscribers"], v["round"]] = v["join_ns"]
    if (v["round"] + 0 > rounds)
        rounds = v["round"] + 0
    if (v["present"] == v["subscribers"])
        sample_add(row "last", v["join_ns"])
    if (v["present"] != "all" && v["present"] + 0 <= 1000)
        sample_add(row "first", v["join_ns"])
    if (v["present"] == "all") {
        sample_add(row "all", v["join_ns"])
        split("wall_per_s p50_ms p99_ms view_bytes rss_bytes", names, " ")
        for (i in names)
            sample_add(row names[i], v[names[i]])
    }
}

# The floor's cost of a join over this one's, within each round.
function share(target, count,    r, name) {
    name = target " " count " share"
    for (r = 1; r <= rounds; r++)
        if (of[target, count, r] > 0)
            sample_add(name, of["floor", count, r] / of[target, count, r])
    return sample_median(name)
}

function row_print(target, count,    row, all) {
    row = target " " count " "
    all = sample_median(row "all")
    if (all <= 0)
        return
    printf("%7s %-20s %7.3f %7.1f %7.1f %8.1f %10s %10s %7.2f %7.2f %6.0f %7.2f\n",
        number_grouped(count), target, share(target, count), all / 1000, sample_median(row "first") / 1000,
        sample_median(row "last") / 1000, number_grouped(1e9 / all),
        number_grouped(sample_median(row "wall_per_s")), sample_median(row "p50_ms"),
        sample_median(row "p99_ms"), sample_median(row "view_bytes"),
        sample_median(row "rss_bytes") / 1000)
}

END {
    print "                              of the  server us per join, of   joins per  joins per" \
        "     latency, ms  bytes  RSS kB"
    print " people                        floor     all   first     last CPU second    second" \
        "     p50     p99 /reply   /conn"
    for (c = 1; c <= counts_count; c++) {
        row_print("floor", counts[c])
        for (t = 1; t <= targets_count; t++)
            if (targets[t] != "floor")
                row_print(targets[t], counts[c])
    }
}
