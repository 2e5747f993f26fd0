# SPDX-License-Identifier: Apache-2.0
# The table of bench/votes: medians of the rounds. A vote's cost ends with its acknowledgement and
# holds the tallies that everyone is sent meanwhile. The floor answers as many bytes, and sends as
# many sums; the ratio is that of each round.
{ fields_read() }

v["scenario"] == "votes" && v["target"] == "floor" {
    sample_add(v["subscribers"] " floor_ns", v["vote_ns"])
    sample_add(v["subscribers"] " ratio", last_ns / v["vote_ns"])
}

v["scenario"] == "votes" && v["target"] != "floor" {
    last_ns = v["vote_ns"]
    if (!(v["subscribers"] in seen)) {
        seen[v["subscribers"]] = 1
        counts[++counts_count] = v["subscribers"]
    }
    for (i in v)
        sample_add(v["subscribers"] " " i, v[i])
}

END {
    print "        launch to all, ms launch server us  votes per      votes     acknowledged, ms  floor us times"
    print " voters      p50      max CPU ms     /vote CPU second per second     p50     p99     max    /vote floor"
    for (c = 1; c <= counts_count; c++) {
        at = counts[c] " "
        ns = sample_median(at "vote_ns")
        printf "%7s %8.1f %8.1f %6.1f %9.2f %10s %10s %7.1f %7.1f %7.1f %9.2f %5.2f\n",
            number_grouped(counts[c]),
            sample_median(at "launch_p50_ms"), sample_median(at "launch_max_ms"),
            sample_median(at "launch_cpu_ms"), ns / 1000, number_grouped(1e9 / ns),
            number_grouped(sample_median(at "votes_per_s")), sample_median(at "p50_ms"),
            sample_median(at "p99_ms"), sample_median(at "max_ms"),
            sample_median(at "floor_ns") / 1000, sample_median(at "ratio")
    }
}
