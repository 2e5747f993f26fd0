# SPDX-License-Identifier: Apache-2.0
# The table of bench/start: medians of the rounds.
{ fields_read() }

v["scenario"] == "fill" && !large { large = v["entries"] }

v["scenario"] == "start" {
    for (i in v)
        sample_add(i, v[i])
}

END {
    rooms = sample_median("rooms")
    printf "%s rooms of %s entries asked for at once after a start; meanwhile one person every 25 ms" \
        " comes to a small room that sleeps too; medians of %d rounds\n\n", number_grouped(rooms),
        number_grouped(large), samples_count["rooms"]
    print "  all awake,  half,  server     a small room, ms          the loop stops, ms  memory, MB"
    print "           s      s   CPU s      p50     p99     max  came      p99     max    at most" \
        "  refused"
    printf "%12.2f %6.2f %7.2f %8.1f %7.1f %7.1f %5d %8.1f %7.1f %10.1f %8d\n", sample_median("awake_s"),
        sample_median("woken_p50_s"), sample_median("cpu_s"), sample_median("small_p50_ms"),
        sample_median("small_p99_ms"), sample_median("small_max_ms"), sample_median("small"),
        sample_median("stop_p99_ms"), sample_median("stop_max_ms"), sample_median("peak_bytes") / 1e6,
        sample_median("refused")
    printf "\nGOAL: all awake within 10 s: %s; p99 of a small one within 1 s: %s\n",
        (sample_median("awake_s") <= 10 ? "yes" : "no"),
        (sample_median("small_p99_ms") <= 1000 ? "yes" : "no")
}
