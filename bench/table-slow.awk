# SPDX-License-Identifier: Apache-2.0
# The table of bench/slow: medians of the rounds. Memory is growth since the flood began, of the
# server's process and of the kernel's sockets (both ends), for each who stopped reading.
{ fields_read() }

v["scenario"] == "slow" {
    if (!(v["subscribers"] in seen)) {
        seen[v["subscribers"]] = 1
        counts[++counts_count] = v["subscribers"]
    }
    slow = v["slow"]
    messages = v["messages"] ? v["messages"] : messages
    for (i in v)
        sample_add(v["subscribers"] " " v["part"] " " i, v[i])
}

function row_print(count, part, title,    at) {
    at = count " " part " "
    printf "%7s  %-22s %9.0f %9.2f %9.2f %9.2f %10s %10s\n", number_grouped(count), title,
        sample_median(at "delivery_ns"), sample_median(at "p50_ms"), sample_median(at "p99_ms"),
        sample_median(at "max_ms"),
        part == "some-stopped" ? sprintf("%.1f", sample_median(at "rss_bytes") / slow / 1000) : "-",
        part == "some-stopped" ? sprintf("%.1f", sample_median(at "kernel_bytes") / slow / 1000) : "-"
}

END {
    printf "%d messages of 900 bytes, 100 a second, in a webinar room; %d people stop reading\n\n",
        messages, slow
    print "                                server ns    latency of those who read, ms    " \
        "kB per slow reader"
    print " others                         /delivery       p50       p99       max     server" \
        "     kernel"
    for (c = 1; c <= counts_count; c++) {
        row_print(counts[c], "all-read", "everybody reads")
        row_print(counts[c], "some-stopped", slow " have stopped")
    }
    for (c = 1; c <= counts_count; c++) {
        at = counts[c] " catch-up "
        printf "\nthen they read on: %d of %d caught up, none cut off, after %.0f ms (the last after " \
            "%.0f ms), each by %.1f composed patches of together %.0f kB\n",
            sample_median(at "caught_up"), slow, sample_median(at "back_p50_ms"),
            sample_median(at "back_max_ms"), sample_median(at "batches_each"),
            sample_median(at "batch_bytes_each") / 1000
    }
}
