# SPDX-License-Identifier: Apache-2.0
# The table of bench/thread: medians of the rounds, and of the ratios within them.
{ fields_read() }

v["scenario"] == "thread" {
    people = v["subscribers"]
    if (v["round"] + 0 > rounds)
        rounds = v["round"] + 0
    all[v["target"], v["round"]] = v["all_s"]
    cpu[v["target"], v["round"]] = v["cpu_s"]
    for (i in v)
        sample_add(v["target"] " " i, v[i])
}

function row_print(target,    at) {
    at = target " "
    printf "%-8s %10.2f %8.2f %9.0f %9.0f %9.0f %8.0f %10.0f %10.2f\n", target,
        sample_median(at "all_s"), sample_median(at "cpu_s"), sample_median(at "p50_ms"),
        sample_median(at "p99_ms"), sample_median(at "max_ms"), sample_median(at "view_bytes") / 1000,
        sample_median(at "peak_bytes") / 1e6, sample_median(at "generator_busy")
}

END {
    printf "%s people open one thread of 300 posts within a second; medians of %d rounds\n\n",
        number_grouped(people), rounds
    print "          all have    server            wait of one, ms   a view    memory,  generator"
    print "               it, s   CPU s       p50       p99       max      kB         MB       busy"
    row_print("floor")
    row_print("muster")
    for (r = 1; r <= rounds; r++) {
        sample_add("times", all["muster", r] / all["floor", r])
        sample_add("cpus", cpu["muster", r] / cpu["floor", r])
    }
    printf "\nof the floor in each round: time %.2f (%.2f to %.2f), CPU %.2f (%.2f to %.2f)\n",
        sample_median("times"), sample_most("times", -1), sample_most("times", 1),
        sample_median("cpus"), sample_most("cpus", -1), sample_most("cpus", 1)
    printf "GOAL: at most 2 times the floor's time: %s\n",
        (sample_median("times") <= 2 ? "yes" : "no")
}
