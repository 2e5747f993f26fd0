# SPDX-License-Identifier: Apache-2.0
# The tables of bench/rooms: medians of the rounds.
{ fields_read() }

v["scenario"] == "rooms" || v["scenario"] == "small" {
    for (i in v)
        sample_add(v["scenario"] " " v["part"] " " i, v[i])
    if (v["scenario"] == "rooms" && v["part"] == "all")
        rooms = v["rooms"]
}

# CPU beyond that of the same time in silence, for each delivery.
function delivery_ns(part,    ns) {
    ns = (sample_median("rooms " part " cpu_ms") - sample_median("rooms silence cpu_ms")) * 1e6
    return ns / sample_median("rooms " part " deliveries")
}

function rooms_print(part, title, ns) {
    printf "%-34s %9.1f %9d %11s %8.2f %8.2f %8.2f\n", title,
        sample_median("rooms " part " cpu_ms") / sample_median("rooms " part " seconds"),
        sample_median("rooms " part " messages"), ns, sample_median("rooms " part " p50_ms"),
        sample_median("rooms " part " p99_ms"), sample_median("rooms " part " max_ms")
}

function small_print(part, title,    at) {
    at = "small " part " "
    printf "%-34s %9.2f %9.2f %9.2f %9.1f %9.1f %9.1f %8.1f %6.2f\n", title,
        sample_median(at "p50_ms"), sample_median(at "p99_ms"), sample_median(at "max_ms"),
        sample_median(at "large_p50_ms"), sample_median(at "large_p99_ms"),
        sample_median(at "large_max_ms"), sample_median(at "large_per_read"),
        sample_median(at "cpu_share")
}

END {
    printf "%d rooms of 100, all connected\n\n", rooms
    print "                                      CPU ms            server ns       latency, ms"
    print "                                     /second  messages  /delivery      p50      p99      max"
    rooms_print("silence", "nobody says anything", "-")
    rooms_print("one", "one room, 10 messages a second", sprintf("%.0f", delivery_ns("one")))
    rooms_print("all", "every room, one message a second", sprintf("%.0f", delivery_ns("all")))
    printf "cost against the sum: %.2f\n\n", delivery_ns("all") / delivery_ns("one")
    printf "a room of 30 with 20 messages a second beside one of %s\n\n",
        number_grouped(sample_median("small flood subscribers"))
    print "                                       small room, ms               large room, ms" \
        "          messages    CPU"
    print "the large room                          p50       p99       max       p50       p99" \
        "       max    /read  share"
    small_print("silence", "is silent")
    small_print("flood", "has 50 messages a second")
}
