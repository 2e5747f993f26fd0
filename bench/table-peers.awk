# SPDX-License-Identifier: Apache-2.0
# The table of bench/peers: the same fan-out through other servers, medians of the rounds.
{ fields_read() }

v["scenario"] == "fanout" {
    if (!(v["target"] in seen)) {
        seen[v["target"]] = 1
        targets[++targets_count] = v["target"]
    }
    if (!((v["subscribers"] " " v["together"]) in places_seen)) {
        places_seen[v["subscribers"] " " v["together"]] = 1
        places[++places_count] = v["subscribers"] " " v["together"]
    }
    faults += v["faults"]
    row = v["target"] " " v["subscribers"] " " v["together"] " "
    for (i in v)
        sample_add(row i, v[i])
}

v["scenario"] == "peer" && v["missing"] { missing[v["target"]] = 1 }
v["scenario"] == "version" { version[v["target"]] = v["version"] }

function row_print(target, place,    row, at, ns, floor) {
    row = target " " place " "
    ns = sample_median(row "delivery_ns")
    if (ns <= 0)
        return
    floor = sample_median("floor " place " delivery_ns")
    split(place, at, " ")
    printf "%11s %8s %-10s %9.0f %11s %6.3f %9.2f %9.2f %9.2f %7.2f %6.0f %7.2f\n",
        number_grouped(at[1]), at[2], target, ns, number_grouped(1e9 / ns), floor / ns,
        sample_median(row "p50_ms"), sample_median(row "p99_ms"), sample_median(row "max_ms"),
        sample_median(row "per_read"), sample_median(row "frame_bytes"),
        sample_median(row "rss_bytes") / 1000
}

END {
    printf "faults %d\n\n", faults
    print "            messages            server ns  deliveries of the         latency, ms         " \
        "   messages  bytes  RSS kB"
    print "subscribers together            /delivery  per CPU s  floor       p50       p99       max" \
        "   /read  /push   /conn"
    for (p = 1; p <= places_count; p++) {
        row_print("floor", places[p])
        for (t = 1; t <= targets_count; t++) {
            if (targets[t] != "floor")
                row_print(targets[t], places[p])
        }
    }
    print ""
    for (t in version)
        printf "%-10s %s\n", t, version[t]
    for (t in missing)
        printf "%-10s did not start or is not to be had here\n", t
}
