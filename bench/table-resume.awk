# SPDX-License-Identifier: Apache-2.0
# The table of bench/resume: medians of the rounds.
{ fields_read() }

v["scenario"] == "resume" {
    if (!(v["subscribers"] in seen)) {
        seen[v["subscribers"]] = 1
        counts[++counts_count] = v["subscribers"]
    }
    for (i in v)
        sample_add(v["subscribers"] " " i, v[i])
}

END {
    print "        server us            all back,  server    back, ms            others meanwhile, ms"
    print " people     /loss   missed         s     CPU s       p50       max       p50       p99       max"
    for (c = 1; c <= counts_count; c++) {
        at = counts[c] " "
        printf "%7s %9.1f %8d %9.2f %9.3f %9.1f %9.1f %9.2f %9.2f %9.2f\n", number_grouped(counts[c]),
            sample_median(at "lost_us"), sample_median(at "missed"), sample_median(at "wall_s"), sample_median(at "cpu_s"),
            sample_median(at "back_p50_ms"), sample_median(at "back_max_ms"),
            sample_median(at "others_p50_ms"), sample_median(at "others_p99_ms"),
            sample_median(at "others_max_ms")
    }
    for (c = 1; c <= counts_count; c++)
        if (counts[c] == 10000)
            printf "\nGOAL: 10,000 are back with at most 0.33 s of CPU: %s\n",
                (sample_median("10000 cpu_s") <= 0.33 ? "yes" : "no")
}
