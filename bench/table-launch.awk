# SPDX-License-Identifier: Apache-2.0
# The table of bench/launch: medians of the rounds. The floor tells everybody by as many bytes; the
# ratio of the times is that of each round. CPU of votes is without the small room beside.
{ fields_read() }

v["scenario"] == "votes" && v["target"] == "floor" {
    sample_add("floor launch", v["launch_max_ms"])
    sample_add("floor p50", v["launch_p50_ms"])
    sample_add("ratio", last_ms / v["launch_max_ms"])
    sample_add("ratio p50", last_p50_ms / v["launch_p50_ms"])
    sample_add("floor cpu", v["vote_cpu_ms"])
}

v["scenario"] == "votes" && v["target"] != "floor" && !("small_p99_ms" in v) {
    last_ms = v["launch_max_ms"]
    last_p50_ms = v["launch_p50_ms"]
    people = v["subscribers"]
    for (i in v)
        sample_add(i, v[i])
}

v["scenario"] == "votes" && "small_p99_ms" in v {
    for (i in v)
        if (i ~ /^(small|silent)_/)
            sample_add(i, v[i])
}

function goal_print(what, value, most, unit) {
    printf "GOAL %-44s %8.2f %-2s (at most %g): %s\n", what, value, unit, most,
        value <= most ? "reached" : "NOT REACHED"
}

END {
    printf "%s people see a poll and vote at once; the push that tells of it has %d bytes\n\n",
        number_grouped(people), sample_median("launch_bytes")
    print "                    p50      max"
    printf "launch, ms     %8.1f %8.1f\n", sample_median("launch_p50_ms"),
        sample_median("launch_max_ms")
    printf "  the floor's  %8.1f %8.1f\n", sample_median("floor p50"), sample_median("floor launch")
    printf "  times it     %8.2f %8.2f\n\n", sample_median("ratio p50"), sample_median("ratio")
    printf "votes: %.2f s of CPU (the floor %.2f), acknowledged after %.0f ms (p50), %.0f (the last)\n\n",
        sample_median("vote_cpu_ms") / 1000, sample_median("floor cpu") / 1000,
        sample_median("p50_ms"), sample_median("max_ms")
    print "a room of 30 beside it, ms      p50      p99      max"
    printf "  in silence               %8.2f %8.2f\n", sample_median("silent_p50_ms"),
        sample_median("silent_p99_ms")
    printf "  launch and votes         %8.2f %8.2f %8.2f\n\n", sample_median("small_p50_ms"),
        sample_median("small_p99_ms"), sample_median("small_max_ms")
    goal_print("launch to all, times the floor's", sample_median("ratio"), 1.2, "")
    goal_print("CPU until all votes are acknowledged", sample_median("vote_cpu_ms") / 1000, 0.5, "s")
    goal_print("p99 of the small room beside", sample_median("small_p99_ms"), 30, "ms")
}
