# SPDX-License-Identifier: Apache-2.0
# The table of bench/run uring: medians of the rounds, each variant beside the floor. The differences
# are small: a measurement during which other programs had some of the machine is left out.
BEGIN { strangers_max = 0.25 }

{ fields_read() }

v["missing"] { missing = missing " " v["variant"] }

v["scenario"] == "fanout" {
    faults += v["faults"]
    measured++
    if (v["strangers"] > strangers_max) {
        left_out++
        next
    }
    where = v["subscribers"] " " v["together"]
    if (!(where in seen)) {
        seen[where] = 1
        places[++places_count] = where
    }
    if (!(v["variant"] in known)) {
        known[v["variant"]] = 1
        variants[++variants_count] = v["variant"]
    }
    row = v["variant"] " " where
    batch = v["batch"]
    if (v["round"] > rounds)
        rounds = v["round"]
    if (v["generator_busy"] > busiest)
        busiest = v["generator_busy"]
    all = v["delivery_ns"] + v["helper_ns"]
    sample_add(row " all_ns", all)
    if (!(row in least) || all < least[row])
        least[row] = all
    if (all > most[row])
        most[row] = all
    split("delivery_ns helper_ns p50_ms p99_ms per_read", names, " ")
    for (i in names)
        sample_add(row " " names[i], v[names[i]])
}

function row_print(variant, where,    row, at, ns, base, cost, latency) {
    row = variant " " where
    ns = sample_median(row " all_ns")
    base = sample_median("floor " where " all_ns")
    if (ns <= 0)
        return
    split(where, at, " ")
    cost = sprintf("%7.0f %7.0f %7.0f %7.0f %7.0f", sample_median(row " delivery_ns"),
        sample_median(row " helper_ns"), ns, least[row], most[row])
    latency = sprintf("%8.2f %8.2f", sample_median(row " p50_ms"), sample_median(row " p99_ms"))
    printf("%11s %8s %-6s %s %7s %s %9.2f %6d\n", number_grouped(at[1]), at[2], variant, cost,
        base ? sprintf("%.3f", ns / base) : "-", latency, sample_median(row " per_read"),
        samples_count[row " all_ns"])
    met = met || (at[2] == 1 && sample_median(row " per_read") > 1.05)
}

END {
    printf "batches of %d, medians of %d rounds, faults %d\n\n", batch, rounds, faults
    print "            messages               CPU ns /delivery                   cost      " \
        "latency, ms  messages  times"
    print "subscribers together        process softirq     sum   least    most  /floor      " \
        "p50      p99     /read"
    for (p = 1; p <= places_count; p++) {
        for (i = 1; i <= variants_count; i++)
            row_print(variants[i], places[p])
    }
    print ""
    if (left_out)
        printf "%d of %d measurements are left out: others had more than %.0f %% of the machine\n",
            left_out, measured, strangers_max * 100
    if (missing)
        print "not to be had here:" missing
    printf "the generator was busy %.0f %% of the time at most\n", busiest * 100
    if (met)
        print "NOT ONE AT A TIME: messages met on the way, so the machine was not free"
}
