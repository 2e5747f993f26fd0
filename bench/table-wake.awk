# SPDX-License-Identifier: Apache-2.0
# The table of bench/wake: medians of the rounds.
{ fields_read() }

v["scenario"] == "fill" { entries = v["entries"]; bytes = v["text_bytes"] }

v["scenario"] == "wake" {
    for (i in v)
        sample_add(i, v[i])
}

function mb(name) { return sample_median(name) / 1e6 }

END {
    printf "a course of %s entries with texts of %d bytes, asked for once; medians of %d rounds\n\n",
        number_grouped(entries), bytes, samples_count["shown_ms"]
    print " until shown   server  loop waits    view    the loop stops, ms    in silence, ms    memory, MB"
    print "          ms   CPU ms for CPU, ms      kB     p50    p99     max       p99     max   left  at most"
    printf "%12.0f %8.0f %11.1f %7.0f %7.2f %6.2f %7.2f %9.2f %7.2f %6.1f %8.1f\n", sample_median("shown_ms"),
        sample_median("cpu_ms"), sample_median("waited_ms"), sample_median("view_bytes") / 1000, sample_median("stop_p50_ms"),
        sample_median("stop_p99_ms"), sample_median("stop_max_ms"), sample_median("silent_p99_ms"),
        sample_median("silent_max_ms"), mb("rss_bytes"), mb("peak_bytes")
    if (sample_median("pulse_first") < 1)
        print "the ping shares its core with the generator, so stops may be the generator's own"
    shown = sample_median("shown_ms")
    stop = sample_median("stop_max_ms")
    printf "\nGOAL: shown within 1 s: %s; no stop above 5 ms: %s\n", (shown <= 1000 ? "yes" : "no"),
        (stop <= 5 ? "yes" : "no")
}
